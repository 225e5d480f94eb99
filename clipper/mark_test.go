package clipper_test

import (
	"fmt"
	"strings"
	"testing"

	. "florilegium/clipper"
)

// mark makes a mark of the words that stand first in a quotation.
func mark(t *testing.T, quote string, kind MarkKind, words, text string) ClipMark {
	t.Helper()
	i := strings.Index(quote, words)
	if i < 0 {
		t.Fatalf("%q is not in %q", words, quote)
	}
	return ClipMark{Kind: kind, Start: i, End: i + len(words), Text: text}
}

// told writes marks by their words, so that they can be read.
func told(quote string, marks []ClipMark) string {
	var all []string
	for _, m := range marks {
		s := string(m.Kind) + ":" + quote[m.Start:m.End]
		if m.Text != "" {
			s += "=" + m.Text
		}
		all = append(all, s)
	}
	return strings.Join(all, "|")
}

const eau = "L’eau, dit le maire de la ville haute, était cafe\u0301 hier."

func TestCheckMarks(t *testing.T) {
	accent := strings.Index(eau, "\u0301")
	for name, c := range map[string]struct {
		marks []ClipMark
		fine  bool
	}{
		"none":                        {nil, true},
		"an omission":                 {[]ClipMark{{Kind: Omit, Start: 0, End: 5}}, true},
		"an emphasis over a mark":     {[]ClipMark{{Kind: Emphasise, Start: 0, End: 20}, {Kind: Omit, Start: 8, End: 12}}, true},
		"two that touch":              {[]ClipMark{{Kind: Omit, Start: 0, End: 5}, {Kind: Insert, Start: 5, End: 5, Text: "x"}}, true},
		"an insertion at the end":     {[]ClipMark{{Kind: Insert, Start: len(eau), End: len(eau), Text: "fin"}}, true},
		"past the end":                {[]ClipMark{{Kind: Omit, Start: 0, End: len(eau) + 1}}, false},
		"before the beginning":        {[]ClipMark{{Kind: Omit, Start: -1, End: 3}}, false},
		"backwards":                   {[]ClipMark{{Kind: Omit, Start: 5, End: 3}}, false},
		"inside a character":          {[]ClipMark{{Kind: Omit, Start: 0, End: 2}}, false},
		"before an accent":            {[]ClipMark{{Kind: Omit, Start: 0, End: accent}}, false},
		"empty omission":              {[]ClipMark{{Kind: Omit, Start: 5, End: 5}}, false},
		"empty insertion":             {[]ClipMark{{Kind: Insert, Start: 5, End: 5, Text: " \u00a0"}}, false},
		"omission with words":         {[]ClipMark{{Kind: Omit, Start: 0, End: 5, Text: "x"}}, false},
		"one over the other":          {[]ClipMark{{Kind: Omit, Start: 0, End: 12}, {Kind: Sic, Start: 8, End: 15}}, false},
		"out of order":                {[]ClipMark{{Kind: Omit, Start: 8, End: 12}, {Kind: Omit, Start: 0, End: 5}}, false},
		"a kind that there is not":    {[]ClipMark{{Kind: "strike", Start: 0, End: 5}}, false},
		"an insertion that is broken": {[]ClipMark{{Kind: Insert, Start: 0, End: 5, Text: "\xff"}}, false},
	} {
		err := CheckMarks(eau, c.marks)
		if c.fine && err != nil || !c.fine && CodeOf(err) != Usage {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNormalMarks(t *testing.T) {
	accent := strings.Index(eau, "\u0301")
	for _, c := range []struct {
		marks      []ClipMark
		want, lost string
	}{
		{[]ClipMark{mark(t, eau, Omit, "dit le maire", ""), mark(t, eau, Omit, "maire de la ville", "")}, "omit:dit le maire de la ville", ""},
		{[]ClipMark{mark(t, eau, Omit, "de la ville", ""), mark(t, eau, Omit, "dit le maire", "")}, "omit:dit le maire de la ville", ""},
		{[]ClipMark{{Kind: Emphasise, Start: accent - 2, End: accent}}, "emphasis:fe\u0301", ""},
		{[]ClipMark{mark(t, eau, Omit, "dit le maire", ""), mark(t, eau, Sic, "maire", "")}, "omit:dit le maire", "sic:maire"},
		{[]ClipMark{mark(t, eau, Insert, "L", "l"), mark(t, eau, Emphasise, "L’eau", "")}, "insert:L=l|emphasis:L’eau", ""},
		{[]ClipMark{{Kind: Omit, Start: len(eau) - 5, End: 4000}, {Kind: Omit, Start: 4000, End: 5000}}, "omit:hier.", "omit:"},
	} {
		normal, lost := NormalMarks(eau, c.marks)
		if got, gone := told(eau, normal), told(eau, lost); got != c.want || gone != c.lost {
			t.Errorf("%v: %s, lost %s; want %s, lost %s", c.marks, got, gone, c.want, c.lost)
		}
		if err := CheckMarks(eau, normal); err != nil {
			t.Errorf("%v: %v", normal, err)
		}
	}
}

func TestToggleMark(t *testing.T) {
	maire := mark(t, eau, Omit, "dit le maire", "")
	haute := mark(t, eau, Insert, "haute", "basse")
	for _, c := range []struct {
		name       string
		marks      []ClipMark
		m          ClipMark
		want, lost string
	}{
		{"set", nil, maire, "omit:dit le maire", ""},
		{"taken off", []ClipMark{maire}, maire, "", ""},
		{"grown", []ClipMark{maire}, mark(t, eau, Omit, "le maire de la ville", ""), "omit:dit le maire de la ville", ""},
		{"cut in two", []ClipMark{maire}, mark(t, eau, Omit, " le ", ""), "omit:dit|omit:maire", ""},
		{"over a mark", []ClipMark{haute}, mark(t, eau, Omit, "ville haute,", ""), "omit:ville haute,", "insert:haute=basse"},
		{"other words", []ClipMark{haute}, mark(t, eau, Insert, "haute", "neuve"), "insert:haute=neuve", ""},
		{"without words", []ClipMark{haute}, mark(t, eau, Insert, "haute", ""), "", ""},
		{"beside", []ClipMark{maire}, haute, "omit:dit le maire|insert:haute=basse", ""},
		{"sic off", []ClipMark{mark(t, eau, Sic, "hier", "")}, mark(t, eau, Sic, "hier", ""), "", ""},
		{"emphasis over all", []ClipMark{maire}, ClipMark{Kind: Emphasise, Start: 0, End: len(eau)}, "emphasis:" + eau + "|omit:dit le maire", ""},
	} {
		now, lost, err := ToggleMark(eau, c.marks, c.m)
		if got, gone := told(eau, now), told(eau, lost); err != nil || got != c.want || gone != c.lost {
			t.Errorf("%s: %s, lost %s, %v; want %s, lost %s", c.name, got, gone, err, c.want, c.lost)
		}
	}
	if _, _, err := ToggleMark(eau, nil, ClipMark{Kind: Insert, Start: 3, End: 3, Text: " "}); CodeOf(err) != Usage {
		t.Errorf("an insertion without words: %v", err)
	}
}

func TestShiftMarks(t *testing.T) {
	marks := []ClipMark{mark(t, eau, Insert, "L", "l"), mark(t, eau, Omit, "dit le maire", ""), mark(t, eau, Emphasise, "cafe\u0301 hier", "")}
	to := strings.Index(eau, "le maire")
	end := strings.Index(eau, " hier")
	carried, lost := ShiftMarks(marks, 100, 100+to, 100+end)
	if got, want := told(eau[to:end], carried), "omit:le maire|emphasis:cafe\u0301"; got != want {
		t.Errorf("carried %s, want %s", got, want)
	}
	if got, want := told(eau, lost), "insert:L=l"; got != want {
		t.Errorf("lost %s, want %s", got, want)
	}
}

// FuzzMarks: what NormalMarks and ToggleMark make can always be borne, and a mark
// is carried, joined or told.
func FuzzMarks(f *testing.F) {
	f.Add(eau, 3, 9, 7, 20, uint8(0))
	f.Add("👩‍🚒 « e\u0301 » 水", 1, 5, 2, 30, uint8(6))
	f.Add("\xff\xfe a", 0, 1, 1, 9, uint8(11))
	kinds := []MarkKind{Omit, Insert, Emphasise, Sic}
	f.Fuzz(func(t *testing.T, quote string, a, b, c, d int, which uint8) {
		text := func(k MarkKind) string { return map[MarkKind]string{Insert: "mot"}[k] }
		one, two := kinds[which%4], kinds[which/4%4]
		marks := []ClipMark{{one, a, b, text(one)}, {two, c, d, text(two)}}
		normal, lost := NormalMarks(quote, marks)
		if err := CheckMarks(quote, normal); err != nil {
			t.Fatalf("%q %v: %v", quote, normal, err)
		}
		if len(normal)+len(lost) < 1 || len(normal)+len(lost) < 2 && one != two {
			t.Fatalf("a mark of %v is gone: %v, %v", marks, normal, lost)
		}
		now, _, err := ToggleMark(quote, normal, marks[1])
		if err == nil {
			err = CheckMarks(quote, now)
		}
		if err != nil && CodeOf(err) != Usage {
			t.Fatal(err)
		}
		if bad := CheckMarks(quote, now); bad != nil {
			t.Fatalf("%q %v: %v", quote, now, bad)
		}
		if once := fmt.Sprint(normal); fmt.Sprint(first(NormalMarks(quote, normal))) != once {
			t.Fatalf("%s is not yet normal", once)
		}
	})
}

func first(a, _ []ClipMark) []ClipMark { return a }
