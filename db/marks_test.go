package db_test

import (
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/anchor"
	"florilegium/db"
)

func TestMarksAreKeptOrRefused(t *testing.T) {
	lib, err := db.Open(t.Context(), t.TempDir(), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lib.Close() }()
	a := &clipper.Article{Source: clipper.Source{Title: "L’eau", URL: "https://eau.example/"}, Blocks: []clipper.Block{{Kind: clipper.Paragraph, Text: "L’eau, dit le maire, monte."}}}
	if err := lib.SaveArticle(t.Context(), a, nil, nil); err != nil {
		t.Fatal(err)
	}
	c, err := anchor.NewClip(a, 0, len(a.Text()))
	if err != nil {
		t.Fatal(err)
	}
	c.Page, c.Marks = "xii–xiv", []clipper.ClipMark{{Kind: clipper.Insert, Start: 0, End: 1, Text: "l"}, {Kind: clipper.Omit, Start: 7, End: 22}}
	if err := lib.SaveClip(t.Context(), &c); err != nil {
		t.Fatal(err)
	}
	kept, err := lib.Clip(t.Context(), c.ID)
	if err != nil || len(kept.Marks) != 2 || kept.Marks[0] != c.Marks[0] || kept.Page != "xii–xiv" {
		t.Errorf("%+v, %v", kept, err)
	}
	c.Marks = []clipper.ClipMark{{Kind: clipper.Omit, Start: 7, End: 2200}}
	if err := lib.SaveClip(t.Context(), &c); clipper.CodeOf(err) != clipper.Usage {
		t.Errorf("a mark past the end: %v", err)
	}
	if kept, err = lib.Clip(t.Context(), c.ID); err != nil || len(kept.Marks) != 2 {
		t.Errorf("the marks before were lost: %+v, %v", kept, err)
	}
}
