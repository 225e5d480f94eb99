package clipper

import (
	"slices"
	"testing"
)

func TestOutline(t *testing.T) {
	head := func(level int, text string) Part { return Part{Kind: HeadingPart, Level: level, Text: text} }
	a, b, c, one, two := head(1, "Exil"), head(2, "Athènes"), head(1, "Retour"), Part{Kind: ClipPart, Clip: 1}, Part{Kind: WordsPart, Text: "Ils se taisent."}
	parts := []Part{a, one, b, two, c}
	before := slices.Clone(parts)
	for _, x := range []struct {
		name string
		got  []Part
		want []Part
	}{
		{"a clip goes to the end", MoveParts(parts, 1, 1, 9), []Part{a, b, two, c, one}},
		{"a section goes behind the next", MoveParts(parts, 0, Section(parts, 0), 1), []Part{c, a, one, b, two}},
		{"the last comes first", MoveParts(parts, 4, 1, -1), []Part{c, a, one, b, two}},
		{"a part stays", MoveParts(parts, 2, 1, 2), before},
		{"two are taken out", RemoveParts(parts, 3, 7), []Part{a, one, b}},
		{"none is taken out", RemoveParts(parts, 9, 1), before},
		{"one is put in", InsertParts(parts, 1, two), []Part{a, two, one, b, two, c}},
	} {
		if !slices.Equal(x.got, x.want) {
			t.Errorf("%s: %+v, want %+v", x.name, x.got, x.want)
		}
	}
	if !slices.Equal(parts, before) {
		t.Errorf("the old list was changed: %+v", parts)
	}
	for at, want := range []int{4, 1, 2, 1, 1, 0} {
		if got := Section(parts, at); got != want {
			t.Errorf("the section at %d has %d parts, want %d", at, got, want)
		}
	}
}
