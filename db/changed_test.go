package db

import (
	"slices"
	"testing"

	"florilegium/clipper"
)

// TestChanged: whatever an article shows outside the library counts as a change
// of it: itself, its clips, the names of its tags, and its end.
func TestChanged(t *testing.T) {
	l, ctx := open(t), t.Context()
	var ids []int64
	for _, title := range []string{"Вода и город", "L’eau et la ville", "村の水"} {
		a := &clipper.Article{Source: clipper.Source{Type: "webpage", Title: title, URL: "https://eau.example/" + title, Language: "fr"},
			Blocks: []clipper.Block{{Kind: clipper.Paragraph, Text: title + " : « on étouffe dès juin »."}}, Tags: []string{title}}
		a.TextHash = clipper.HashText(a.Text())
		if err := l.SaveArticle(ctx, a, nil, nil); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, a.ID)
	}
	clip := &clipper.Clip{ArticleID: ids[1], Quote: "L’eau", Start: 0, End: len("L’eau")}
	since := int64(0)
	for _, c := range []struct {
		what   string
		change func() error
		want   []int64
	}{
		{"three saved", func() error { return nil }, ids},
		{"nothing", func() error { return nil }, nil},
		{"a clip", func() error { return l.SaveClip(ctx, clip) }, ids[1:2]},
		{"its note", func() error { clip.Note = "À relire"; return l.SaveClip(ctx, clip) }, ids[1:2]},
		{"its end", func() error { return l.DeleteClip(ctx, clip.ID) }, ids[1:2]},
		{"its return", func() error { return l.RestoreClip(ctx, clip.ID) }, ids[1:2]},
		{"a title", func() error { return l.EditSource(ctx, ids[2], "title", "村の川") }, ids[2:3]},
		{"a tag's name", func() error { return l.RenameTag(ctx, "村の水", "水") }, ids[2:3]},
		{"two tags in one", func() error { return l.MergeTags(ctx, "水", "Вода и город") }, []int64{ids[0], ids[2]}},
		{"an article's end", func() error { return l.DeleteArticle(ctx, ids[0]) }, ids[:1]},
		{"a setting", func() error {
			return l.ChangeSetting(ctx, "live", func(old string) (string, error) { return old + "x", nil })
		}, nil},
	} {
		if err := c.change(); err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		got, now, err := l.Changed(ctx, since)
		slices.Sort(got)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("after %s %v, want %v (%v)", c.what, got, c.want, err)
		}
		since = now
	}
	if value, err := l.Setting(ctx, "live"); value != "x" || err != nil {
		t.Errorf("the setting is %q (%v)", value, err)
	}
}
