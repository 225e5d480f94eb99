// Package exchange keeps folders outside the library up to date with it: a vault of
// Obsidian, a folder of Markdown, a .bib beside a thesis.
//
// What it promises:
//
//   - A file appears whole or not at all, and only where its content changes.
//   - A file that someone else made or changed is never written over. The notes of
//     Obsidian are merged: only the blocks that are ours change, and of these none
//     that the reader has changed; everything else stays byte for byte.
//   - Nothing that a reader wrote is deleted, and no file but one that is byte for
//     byte as it was written here.
//   - The library never fails because of a folder: what happened is told, and made
//     up for when the folder can be written again.
//   - It may be stopped at any moment, and several processes may do it at once.
package exchange

import (
	"context"

	"florilegium/clipper"
	"florilegium/clipper/cite"
)

// Store is what keeping folders needs of the library.
type Store interface {
	// Device tells the libraries of this world apart.
	Device() string
	// Changed lists the articles, deleted ones too, that were changed after a time of
	// the library's clock, and what the clock says now.
	Changed(ctx context.Context, since int64) (ids []int64, now int64, err error)
	// ListIDs gives the ids of the articles that a query asks for.
	ListIDs(ctx context.Context, q clipper.Query) ([]int64, error)
	// UIDs gives the UIDs of articles, of deleted ones too, by their ids.
	UIDs(ctx context.Context, ids []int64) (map[int64]string, error)
	// Items reads articles in the order of ids, their cite keys frozen; those that are
	// not there any more are left out.
	Items(ctx context.Context, ids []int64, need Need) ([]cite.Item, error)
	// Setting is a setting of the library, "" where it was never set.
	Setting(ctx context.Context, name string) (string, error)
	// ChangeSetting rewrites a setting of the library.
	ChangeSetting(ctx context.Context, name string, change func(string) (string, error)) error
}

// Need is what of articles a format holds.
type Need int

// The needs, each with those before it.
const (
	Sources Need = iota
	Clips
	Texts
)

// needOf is what a format holds.
func needOf(f cite.Format) Need {
	switch f {
	case cite.BibLaTeX, cite.BibTeX, cite.RIS, cite.CSLJSON:
		return Sources
	case cite.Annotations:
		return Texts
	}
	return Clips
}

// Keeper keeps the folders of a library.
type Keeper struct {
	Store  Store
	Styles *cite.Styles
}
