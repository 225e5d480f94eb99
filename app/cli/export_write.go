package cli

import (
	"context"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/cite"
	"florilegium/db"
)

// DocumentFormats are the formats that hold a text with headings, quotations, notes
// and a bibliography; a collection in any other is the list of its sources and
// clips.
var DocumentFormats = []cite.Format{cite.Markdown, cite.Pandoc, cite.LaTeX, cite.Typst, cite.HTML, cite.DOCX, cite.ODT}

// Export is what is written, and how. The command line and the window share it.
type Export struct {
	Format     cite.Format
	Style      string // of the references, as cite.Styles.Load takes it; "" for the plain ones
	Locale     string // BCP 47; "" for that of the style or of each source
	Endnotes   bool   // in documents
	Plain, BOM bool   // of CSV: cells as they are; a mark that Excel asks for
	Articles   []int64
	Collection *clipper.Collection // in place of Articles
	Styles     *cite.Styles
	Now        time.Time // told in the file, unless it is zero
	Limit      int       // only so many articles or parts, for a preview; 0 for all
}

// Preview writes the beginning of what File would write. It changes nothing in the
// library.
func (e Export) Preview(ctx context.Context, lib *db.Library, w io.Writer) error {
	return e.write(ctx, lib, w, false)
}

// Write writes all of it. Cite keys made here are kept, so that the next export has
// the same.
func (e Export) Write(ctx context.Context, lib *db.Library, w io.Writer) error {
	return e.write(ctx, lib, w, true)
}

// File writes to a file, whole or not at all; notes of Obsidian are written into a
// folder of that name.
func (e Export) File(ctx context.Context, lib *db.Library, name string) error {
	if e.Format == cite.Obsidian {
		return e.folder(ctx, lib, name)
	}
	return replaceFile(name, func(w io.Writer) error { return e.Write(ctx, lib, w) })
}

func (e Export) write(ctx context.Context, lib *db.Library, w io.Writer, keep bool) error {
	options, err := e.options()
	if err != nil {
		return err
	}
	w = &stoppable{ctx, w}
	if e.Collection != nil && slices.Contains(DocumentFormats, e.Format) {
		d, err := e.document(ctx, lib, options, keep)
		if err != nil {
			return err
		}
		return cite.WriteDocument(w, e.Format, d)
	}
	items, err := e.items(ctx, lib, keep)
	if err != nil {
		return err
	}
	return cite.Write(w, e.Format, items, options)
}

// stoppable is a writer that fails once its context has ended.
type stoppable struct {
	ctx context.Context
	w   io.Writer
}

func (s *stoppable) Write(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.w.Write(p)
}

func (e Export) options() (cite.Options, error) {
	o := cite.Options{Locale: e.Locale, Endnotes: e.Endnotes, Plain: e.Plain, BOM: e.BOM, Written: e.Now}
	if e.Style == "" || e.Styles == nil {
		return o, nil
	}
	style, err := e.Styles.Load(e.Style, e.Locale)
	if err == nil {
		o.Style = style
	}
	return o, err
}

// items are the articles to write, with the clips that go with them.
func (e Export) items(ctx context.Context, lib *db.Library, keep bool) ([]cite.Item, error) {
	ids, only := e.Articles, map[int64]bool(nil)
	if e.Collection != nil {
		clips, err := lib.Gathered(ctx, e.Collection.Clips())
		if err != nil {
			return nil, err
		}
		ids, only = articlesOf(e.Collection, clips)
	}
	if e.Limit > 0 {
		ids = ids[:min(e.Limit, len(ids))]
	}
	list, err := lib.Export(ctx, ids, e.Format == cite.Annotations)
	if err != nil {
		return nil, err
	}
	items := make([]cite.Item, len(list))
	ids = ids[:0:0]
	for i, x := range list {
		if only != nil {
			x.Clips = slices.DeleteFunc(x.Clips, func(c clipper.Clip) bool { return !only[c.ID] })
		}
		items[i] = cite.Item{UID: x.UID, Source: x.Source, Clips: x.Clips, Tags: x.Tags, Text: x.Text}
		ids = append(ids, x.ID)
	}
	if keep {
		err = freeze(ctx, lib, ids, items)
	}
	return items, err
}

// articlesOf are the articles of a collection in the order of their first clips,
// and its clips.
func articlesOf(c *clipper.Collection, clips map[int64]db.Gathered) (ids []int64, only map[int64]bool) {
	only = map[int64]bool{}
	listed := map[int64]bool{}
	for _, id := range c.Clips() {
		g, ok := clips[id]
		if !ok || g.Deleted {
			continue
		}
		only[id] = true
		if !listed[g.Clip.ArticleID] {
			ids, listed[g.Clip.ArticleID] = append(ids, g.Clip.ArticleID), true
		}
	}
	return ids, only
}

// document is a collection as a text; clips that are deleted are left out.
func (e Export) document(ctx context.Context, lib *db.Library, o cite.Options, keep bool) (cite.Document, error) {
	c := *e.Collection
	if e.Limit > 0 {
		c.Parts = c.Parts[:min(e.Limit, len(c.Parts))]
	}
	d := cite.Document{Title: c.Name, Lang: e.Locale, Endnotes: e.Endnotes, Written: o.Written}
	if style, ok := o.Style.(*cite.CSLStyle); ok {
		d.Style = style
	}
	clips, err := lib.Gathered(ctx, c.Clips())
	if err == nil && keep {
		err = keepKeys(ctx, lib, &c, clips)
	}
	for _, p := range c.Parts {
		g, ok := clips[p.Clip]
		if p.Kind == clipper.ClipPart && (!ok || g.Deleted) {
			continue
		}
		if d.Lang == "" && d.Style == nil && p.Kind == clipper.ClipPart {
			d.Lang = g.Source.Language
		}
		d.Parts = append(d.Parts, cite.Part{Kind: p.Kind, Level: p.Level, Text: p.Text, Clip: g.Clip, Source: g.Source})
	}
	return d, err
}

// keepKeys gives the sources of a collection their cite keys, in the library and in
// clips.
func keepKeys(ctx context.Context, lib *db.Library, c *clipper.Collection, clips map[int64]db.Gathered) error {
	ids, _ := articlesOf(c, clips)
	items := make([]cite.Item, len(ids))
	at := map[int64]int{}
	for i, id := range ids {
		at[id] = i
	}
	for _, g := range clips {
		if i, ok := at[g.Clip.ArticleID]; ok {
			items[i].Source = g.Source
		}
	}
	if err := freeze(ctx, lib, ids, items); err != nil {
		return err
	}
	for id, g := range clips {
		if i, ok := at[g.Clip.ArticleID]; ok {
			g.Source.CiteKey = items[i].Source.CiteKey
			clips[id] = g
		}
	}
	return nil
}

// freeze gives a cite key to each item that has none, one that no article of the
// library has.
func freeze(ctx context.Context, lib *db.Library, ids []int64, items []cite.Item) error {
	frozen, err := lib.CiteKeys(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		delete(frozen, id)
	}
	fresh := map[int64]string{}
	for _, i := range cite.Keys(items, slices.Collect(maps.Values(frozen))...) {
		fresh[ids[i]] = items[i].Source.CiteKey
	}
	if len(fresh) == 0 || lib.ReadOnly() {
		return nil
	}
	return lib.FreezeCiteKeys(ctx, fresh)
}

// replaceFile writes beside the file and renames, so that an export that fails
// half way leaves the old one whole.
func replaceFile(name string, write func(io.Writer) error) (err error) {
	tmp, err := os.CreateTemp(filepath.Dir(name), ".florilegium-*")
	if err != nil {
		return clipper.Errorf(clipper.Unavailable, err, "Choose a folder that can be written", "the file %s cannot be written", name)
	}
	defer func() {
		if err != nil {
			os.Remove(tmp.Name())
		}
	}()
	if err = write(tmp); err == nil {
		err = tmp.Sync()
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err != nil && clipper.CodeOf(err) == clipper.Internal {
		return clipper.Errorf(clipper.Unavailable, err, "Is there room on the disk?", "the file %s could not be written", name)
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), name)
}
