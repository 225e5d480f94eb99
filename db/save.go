package db

import (
	"context"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/fold"

	"github.com/google/uuid"
)

// SaveArticle stores a new article (ID 0), or a new text of a known one together
// with the clips that were moved along. It fills in ID, UID, TextHash, Words where
// they are 0, Snapshot and, for a new article, Added. The text before stays as an
// earlier version. What the reader corrected in the source is for the caller to
// carry over.
func (l *Library) SaveArticle(ctx context.Context, a *clipper.Article, page *clipper.Snapshot, moved []clipper.Clip) error {
	if page != nil {
		if err := l.keepPage(ctx, page); err != nil {
			return err
		}
		a.Snapshot = page.Hash()
	}
	saved := *a
	err := l.write(ctx, func(t *tx) error { return t.saveArticle(&saved, page, moved) })
	if err == nil {
		*a = saved
	}
	return err
}

func (t *tx) saveArticle(a *clipper.Article, page *clipper.Snapshot, moved []clipper.Clip) error {
	text := a.Text()
	a.TextHash = clipper.HashText(text)
	if a.Words == 0 {
		a.Words = countWords(text)
	}
	var err error
	if a.ID == 0 {
		err = t.insertArticle(a, text)
	} else {
		err = t.replaceArticle(a, text)
	}
	if err != nil {
		return err
	}
	if err := t.addresses(a, page); err != nil {
		return err
	}
	if err := t.pictures(a.ID, a.Blocks, page != nil && page.FromWeb()); err != nil {
		return err
	}
	if err := t.setTags("article", a.ID, a.Tags); err != nil {
		return err
	}
	for i := range moved {
		if err := t.moveClip(a.ID, &moved[i]); err != nil {
			return err
		}
	}
	if err := t.indexArticle(a, text); err != nil {
		return err
	}
	if len(moved) > 0 {
		return nil // their index rows were written with them
	}
	return t.reindexClips(a.ID)
}

func (t *tx) insertArticle(a *clipper.Article, text string) error {
	if a.UID == "" {
		id, err := uuid.NewV7()
		if err != nil {
			return err
		}
		a.UID = id.String()
	}
	if a.Added.IsZero() {
		a.Added = fromMilli(t.now)
	}
	site, err := t.site(&a.Source)
	if err != nil {
		return err
	}
	s := &a.Source
	a.ID, err = t.insert(`INSERT INTO article (uid, url, title, authors, site_id, site_name, lang, published, day, added,
		words, bytes, text_hash, title_key, author_key, site_key, snapshot, read, archived, starred, progress, updated_at, device)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.UID, s.URL, s.Title, authorLines(s.Authors), site, siteName(s), s.Language, s.Issued.String(), dayNumber(s.Issued), a.Added.UnixMilli(),
		a.Words, len(text), a.TextHash, fold.Plain(s.Title), authorKey(s.Authors), siteKey(siteName(s)), a.Snapshot,
		a.State.Read, a.State.Archived, a.State.Starred, a.State.Progress, t.now, t.l.device)
	if err != nil {
		return err
	}
	body, err := bodyOf(a, text)
	if err != nil {
		return err
	}
	return t.do(`INSERT INTO article_body VALUES (?, ?, ?, ?, ?)`, a.ID, body.text, body.layout, body.source, body.evidence)
}

// replaceArticle puts the stored text among the earlier versions, where it
// differs, and writes the new one.
func (t *tx) replaceArticle(a *clipper.Article, text string) error {
	var old body
	var hash, snapshot string
	err := t.row(`SELECT text, layout, source, text_hash, snapshot FROM article JOIN article_body USING (id)
		WHERE id = ? AND deleted IS NULL`, a.ID).Scan(&old.text, &old.layout, &old.source, &hash, &snapshot)
	if err != nil {
		return err
	}
	if hash != a.TextHash || (text == "" && snapshot != a.Snapshot) { // a document has no text
		err = t.do(`INSERT INTO article_version (article_id, text, layout, source, text_hash, snapshot, saved)
			VALUES (?, ?, ?, ?, ?, ?, ?)`, a.ID, pack([]byte(old.text)), old.layout, old.source, hash, snapshot, t.now)
		if err != nil {
			return err
		}
	}
	return t.updateArticle(a, text)
}

// updateArticle writes all there is to an article over what is stored.
func (t *tx) updateArticle(a *clipper.Article, text string) error {
	site, err := t.site(&a.Source)
	if err != nil {
		return err
	}
	s := &a.Source
	err = t.do(`UPDATE article SET url = ?, title = ?, authors = ?, site_id = ?, site_name = ?, lang = ?, published = ?, day = ?,
		words = ?, bytes = ?, text_hash = ?, title_key = ?, author_key = ?, site_key = ?, snapshot = ?, read = ?, archived = ?, starred = ?, progress = ?,
		updated_at = ?, device = ? WHERE id = ?`,
		s.URL, s.Title, authorLines(s.Authors), site, siteName(s), s.Language, s.Issued.String(), dayNumber(s.Issued),
		a.Words, len(text), a.TextHash, fold.Plain(s.Title), authorKey(s.Authors), siteKey(siteName(s)), a.Snapshot,
		a.State.Read, a.State.Archived, a.State.Starred, a.State.Progress, t.now, t.l.device, a.ID)
	if err != nil {
		return err
	}
	b, err := bodyOf(a, text)
	if err != nil {
		return err
	}
	return t.do(`UPDATE article_body SET text = ?, layout = ?, source = ?, evidence = ? WHERE id = ?`,
		b.text, b.layout, b.source, b.evidence, a.ID)
}

// body is a row of article_body.
type body struct {
	text     string
	layout   []byte
	source   string
	evidence []byte
}

func bodyOf(a *clipper.Article, text string) (b body, err error) {
	b.text = text
	if b.layout, err = packBlocks(a.Blocks); err != nil {
		return b, err
	}
	if b.source, err = toJSON(a.Source); err != nil {
		return b, err
	}
	b.evidence, err = packJSON(a.Evidence)
	return b, err
}

// addresses notes every address that the page is known under. One that another
// article held, deleted or not, now leads here.
func (t *tx) addresses(a *clipper.Article, page *clipper.Snapshot) error {
	list := []string{a.Source.URL, a.Source.Canonical}
	if page != nil {
		list = append(list, page.URL)
	}
	for _, url := range list {
		if url == "" {
			continue
		}
		err := t.do(`INSERT INTO address VALUES (?, ?) ON CONFLICT (url) DO UPDATE SET article_id = excluded.article_id
			WHERE article_id <> excluded.article_id`, clipper.CleanURL(url), a.ID)
		if err != nil {
			return err
		}
	}
	return nil
}

// site is the row of the site that a source is from. A source without a host has
// the site "".
func (t *tx) site(s *clipper.Source) (id int64, err error) {
	host := clipper.Host(s.URL)
	err = t.row(`INSERT INTO site (host, name) VALUES (?, ?)
		ON CONFLICT (host) DO UPDATE SET name = CASE excluded.name WHEN '' THEN name ELSE excluded.name END
		RETURNING id`, host, s.Container).Scan(&id)
	return id, err
}

// siteName is how lists call the site: by its name, else by its host.
func siteName(s *clipper.Source) string {
	if s.Container != "" {
		return s.Container
	}
	return clipper.Host(s.URL)
}

func authorLines(names []clipper.Name) string {
	lines := make([]string, len(names))
	for i, n := range names {
		lines[i] = strings.ReplaceAll(n.Display(), "\n", " ")
	}
	return strings.Join(lines, "\n")
}

// dayNumber is a date as YYYYMMDD, with 01 for what is not known; 0 for no date.
func dayNumber(d clipper.Date) int {
	if d.Year <= 0 {
		return 0
	}
	return d.Year*10000 + max(d.Month, 1)*100 + max(d.Day, 1)
}

func countWords(text string) int { return len(strings.Fields(text)) }
