package cite

import (
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/paper"
)

// FuzzDocument: whatever a reader and a page have written, a document says it, with
// one citation for each quotation.
func FuzzDocument(f *testing.F) {
	f.Add("La maîtresse note que", "Ils tentent de rester.", ", dit-on.", "Un titre", "fr")
	f.Add("He says:", ".", "and so on", "", "en-US")
	f.Add("", "“A” …\n\n‘B’", "。", "<i>x</i>", "zh")
	f.Add("قال", "«المدينة» 1950.", "\u202e؟", "\x00", "ar")
	var styles []*CSLStyle
	for _, name := range []string{"chicago-notes", "apa", "ieee"} {
		style, err := builtIn().Load(name, "fr-FR")
		if err != nil {
			f.Fatal(err)
		}
		styles = append(styles, style)
	}
	f.Fuzz(func(t *testing.T, before, quoted, after, title, lang string) {
		source := clipper.Source{Title: title, URL: "https://example.org/1", Language: lang, Authors: by("Claire Fontanel")}
		clip := clipper.Clip{Quote: quoted, Paragraph: 1, Speaker: title}
		for _, style := range styles {
			d := Document{Title: title, Lang: lang, Style: style, Parts: []Part{
				own(before), {Kind: clipper.ClipPart, Clip: clip, Source: source}, own(after), chapter(9, title), {Kind: clipper.ClipPart, Clip: clip, Source: source, Apart: true},
			}}
			text, err := d.set()
			if err != nil {
				t.Fatal(err)
			}
			calls, entries := 0, 0
			for _, p := range text.Paragraphs {
				if p.Kind == paper.Entry {
					entries++
				}
				for _, run := range p.Runs {
					if run.Note != nil {
						calls++
					}
				}
			}
			want := 0
			if strings.TrimSpace(quoted) != "" && style.IsNote() {
				want = 2
			}
			if calls != want || entries != 1 {
				t.Errorf("%s: %d notes and %d entries in\n%s", style.Info().Name, calls, entries, told(text))
			}
		}
	})
}
