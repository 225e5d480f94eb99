//go:build !headless

package reader

import (
	"strings"
	"testing"

	"florilegium/app/style"
	"florilegium/app/typeset"
	"florilegium/clipper"
)

const prose = "Le phare a été éteint un soir d’octobre, sans cérémonie : le gardien a remis ses clefs, " +
	"puis il a regardé la baie. « On y voyait jusqu’aux îles », dit-il, et personne n’a répondu. " +
	"Depuis, les pêcheurs règlent leur retour sur les fenêtres du bourg, qui s’allument l’une après l’autre. "

// The measure is counted in characters: about 66 are read best, 80 are the most.
func TestMeasureInCharacters(t *testing.T) {
	fonts, err := Fonts()
	if err != nil {
		t.Fatal(err)
	}
	doc := typeset.NewDoc([]clipper.Block{{Kind: clipper.Paragraph, Text: strings.Repeat(prose, 60)}}, nil, "fr")
	set := typeset.NewSetter(fonts)
	for m, want := range map[style.Measure][2]float64{style.Narrow: {56, 66}, style.Normal: {66, 75}, style.Wide: {74, 82}} {
		for _, size := range style.Sizes {
			lay := set.Layout(doc, Setting(style.Reading{Size: size, Measure: m}))
			got := float64(len([]rune(doc.Text()))) / float64(len(lay.Lines))
			if got < want[0] || got > want[1] {
				t.Errorf("measure %d at %g px holds %.1f characters, want %v", m, size, got, want)
			}
		}
	}
}
