package db

import (
	"context"

	"florilegium/clipper"
)

// SaveImages stores images, and what became of the pictures of an article with the
// blocks that show them, found by their address: the hash, or why it is lacking.
func (l *Library) SaveImages(ctx context.Context, article int64, images []clipper.Image, assets []clipper.Asset) error {
	if l.store == nil {
		return frozen()
	}
	for _, a := range assets {
		if _, err := l.store.ExecContext(ctx, `INSERT OR IGNORE INTO image VALUES (?, ?, ?)`, a.Hash, a.Type, a.Data); err != nil {
			return tell(err)
		}
	}
	places := map[string]clipper.Image{}
	for _, img := range images {
		if img.Hash != "" || img.Lacking != "" {
			places[img.Src] = img
		}
	}
	return l.write(ctx, func(t *tx) error { return t.placeImages(article, places) })
}

func (t *tx) placeImages(article int64, places map[string]clipper.Image) error {
	var text string
	var packed []byte
	if err := t.row(`SELECT text, layout FROM article_body WHERE id = ?`, article).Scan(&text, &packed); err != nil {
		return err
	}
	blocks, err := unpackBlocks(text, packed)
	if err != nil {
		return err
	}
	for i := range blocks {
		if img := blocks[i].Image; img != nil {
			if p, ok := places[img.Src]; ok {
				img.Hash, img.Width, img.Height, img.Lacking = p.Hash, p.Width, p.Height, p.Lacking
			}
		}
	}
	if packed, err = packBlocks(blocks); err != nil {
		return err
	}
	if err := t.do(`UPDATE article_body SET layout = ? WHERE id = ?`, packed, article); err != nil {
		return err
	}
	return t.pictures(article, blocks, false)
}

// pictures notes which pictures an article shows, and whether some are still to be
// asked for: those of a page that was fetched, never those of an import or a file.
func (t *tx) pictures(article int64, blocks []clipper.Block, fetched bool) error {
	due := false
	for i := range blocks {
		img := blocks[i].Image
		if img == nil {
			continue
		}
		due = due || img.Hash == "" && img.Lacking == ""
		if img.Hash == "" {
			continue
		}
		if err := t.do(`INSERT OR IGNORE INTO article_image VALUES (?, ?)`, article, img.Hash); err != nil {
			return err
		}
	}
	if due && fetched {
		return t.do(`INSERT OR IGNORE INTO picture_due VALUES (?)`, article)
	}
	if due {
		return nil
	}
	return t.do(`DELETE FROM picture_due WHERE article_id = ?`, article)
}

// PicturesDue lists the articles whose pictures were not all asked for, because the
// program was stopped, oldest first. Those that the queue looks after are left out.
func (l *Library) PicturesDue(ctx context.Context) ([]int64, error) {
	return column[int64](l.query(ctx, `SELECT article_id FROM picture_due JOIN article ON article.id = article_id
		WHERE deleted IS NULL AND article_id NOT IN (SELECT article_id FROM job WHERE article_id IS NOT NULL AND images > 0)
		ORDER BY article_id`))
}
