package anchor

import (
	"strings"
	"testing"

	"florilegium/clipper"
)

// marked is a clip with an omission of words.
func marked(t *testing.T, a *clipper.Article, quote, words string) clipper.Clip {
	t.Helper()
	c := mustClip(t, a, quote, 1)
	i := strings.Index(c.Quote, words)
	c.Marks = []clipper.ClipMark{{Kind: clipper.Omit, Start: i, End: i + len(words)}}
	return c
}

func TestMarksSurviveTypography(t *testing.T) {
	for _, c := range []struct{ quote, words, old, new, want string }{
		{"« Nous verrons\u202f! » répond-il", "! »", "« Nous verrons\u202f! »", `"Nous verrons !"`, `!"`},
		{"« Nous verrons\u202f! » répond-il", "Nous verrons", "« Nous verrons\u202f! »", `"Nous verrons !"`, `Nous verrons`},
		{"cafe\u0301 noir, à cinq heures", "noir", "cafe\u0301", "café", "noir"},
		{"cafe\u0301 noir, à cinq heures", "cafe\u0301", "cafe\u0301", "café", "café"},
		{"Die Straße war „völlig überflutet“, sagte sie", "völlig", "„völlig überflutet“", "»völlig überflutet«", "völlig"},
		{"السباحة في القناة ممنوعة منذ الصيف", "في القناة", "القناة ممنوعة", "القناة\u00a0ممنوعة", "في القناة"},
	} {
		a := paper()
		clip := marked(t, a, c.quote, c.words)
		for i := range a.Blocks {
			a.Blocks[i].Text = strings.ReplaceAll(a.Blocks[i].Text, c.old, c.new)
		}
		moved := Reanchor(a, []clipper.Clip{clip})[0]
		if moved.Lost || len(moved.Marks) != 1 {
			t.Errorf("%s: %+v", c.quote, moved)
			continue
		}
		m := moved.Marks[0]
		if got := strings.TrimSpace(moved.Quote[m.Start:m.End]); got != c.want || clipper.CheckMarks(moved.Quote, moved.Marks) != nil {
			t.Errorf("%s: the mark lies on %q, want %q", c.quote, got, c.want)
		}
	}
}

func TestResize(t *testing.T) {
	a := paper()
	clip := marked(t, a, "les élèves nagent dans le canal", "nagent dans")
	clip.Note, clip.Marks = "à relire", append(clip.Marks, clipper.ClipMark{Kind: clipper.Sic, Start: len(clip.Quote) - 5, End: len(clip.Quote)})
	start := strings.Index(a.Text(), "nagent")
	wider, lost, err := Resize(a, clip, strings.Index(a.Text(), "L’été"), clip.End)
	if err != nil || len(lost) != 0 || wider.Note != "à relire" || wider.Quote[wider.Marks[0].Start:wider.Marks[0].End] != "nagent dans" {
		t.Errorf("wider: %+v, lost %v, %v", wider, lost, err)
	}
	narrow, lost, err := Resize(a, clip, start, start+len("nagent dans le"))
	if err != nil || len(lost) != 1 || lost[0].Kind != clipper.Sic || narrow.Quote != "nagent dans le" {
		t.Errorf("narrower: %+v, lost %v, %v", narrow, lost, err)
	}
	if _, _, err := Resize(a, clip, 9, 9); clipper.CodeOf(err) != clipper.Usage {
		t.Errorf("an empty range: %v", err)
	}
}
