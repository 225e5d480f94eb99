package cite

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/judges"
)

// documents are texts in several languages and styles, with what their readers
// must find in them.
func documents(t *testing.T) map[string]Document {
	arabic := Document{Title: "الماء والمدينة", Lang: "ar", Style: loaded(t, builtIn(), "chicago-notes", "ar"), Written: writtenAt, Parts: []Part{
		chapter(1, "القناة"), own("يقول أحمد علي في Le Courrier سنة 2021:"), quote(qanat, 5, "المدينة التي تنسى نهرها (وهو أقدم منها) تنسى اسمها في عام 1950."),
		quote(courrier, 4, long), {Kind: clipper.ClipPart, Source: canal}}}
	endnotes := thesis(loaded(t, builtIn(), "chicago-notes", "en-GB"))
	endnotes.Endnotes = true
	hostileItem := Item{Source: hostile(), Clips: []clipper.Clip{{Quote: "]]> &#0; \x00\x1b \u202e =cmd|' /C calc'!A0 \\write18{rm} \xed\xa0\x80", Note: "<img src=x onerror=alert(1)>"}}}
	return map[string]Document{
		"notes":    thesis(loaded(t, builtIn(), "chicago-notes", "fr-FR")),
		"brackets": thesis(loaded(t, builtIn(), "apa", "fr-FR")),
		"numbers":  thesis(loaded(t, builtIn(), "ieee", "en-US")),
		"endnotes": endnotes, "arabic": arabic,
		"export": DocumentOf(append(samples(), hostileItem), Options{Written: writtenAt}),
	}
}

// readInDocuments is what each document says, as a reader of its pages sees it.
var readInDocuments = map[string][]string{
	"notes": {"La maîtresse note que « Ils tentent de rester en “état de mouvement”, comme l’eau »1, et la suite", "1 Jean de La Fontaine et Marie d’Ormesson, « À l’école, « on étouffe » dès juin », Le Courrier du Canal, 12 septembre 2024, paragr. 4,",
		"« “Wir schwimmen zur Arbeit”, sagt der Bürgermeister, “und abends zurück.” »6", "« Вода не спрашивает дороги, она её находит. »7", "7 Иван Петров, « Вода и город », Дневник реки, 2 mars 2018", "水往低处流，人往高处走。", "Bibliographie Fontaine, Jean de La, et Marie d’Ormesson.", "La mairie promet des volets pour l’an prochain.2"},
	"brackets": {"comme l’eau » (La Fontaine & Ormesson, 2024, paragr. 4), et la suite", "La mairie promet des volets pour l’an prochain. (La Fontaine & Ormesson, 2024, paragr. 7)", "Ormesson, M. d’. (2023, avril)."},
	"numbers":  {"comme l’eau” [1, para. 4], et la suite", "References [1] J. de La Fontaine and M. d’Ormesson", "[8] Institut national"},
	"endnotes": {"1 Jean de La Fontaine and Marie d’Ormesson", "Bibliography"},
	"arabic":   {"القناة", "1950", "2 Jean de La Fontaine"},
	"export":   {"Citations", "Jean de La Fontaine, Marie d’Ormesson et AFP, Le Courrier du Canal, 12 septembre 2024", "« Ils tentent de rester en état de mouvement »1", "1 La maîtresse, cité dans", "1. À relire", "<img src=x onerror=alert(1)>", "]]> &#0;"},
}

// TestDocumentsInLibreOffice: all the files in one run of the word processor.
func TestDocumentsInLibreOffice(t *testing.T) {
	judges.Need(t, judges.LibreOffice)
	judges.Need(t, judges.PDFToText)
	dir := t.TempDir()
	args := []string{"--convert-to", "pdf"}
	for name, d := range documents(t) {
		for _, format := range []Format{DOCX, ODT} {
			var b bytes.Buffer
			if err := WriteDocument(&b, format, d); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(dir, name+"-"+string(format)+format.Ext())
			if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			args = append(args, file)
		}
	}
	judges.Run(t, judges.LibreOffice, dir, args...)
	for name, wants := range readInDocuments {
		for _, format := range []Format{DOCX, ODT} {
			text := oneSpaced(judges.Run(t, judges.PDFToText, dir, "-layout", name+"-"+string(format)+".pdf", "-"))
			for _, want := range wants {
				if !strings.Contains(text, oneSpaced(want)) {
					t.Errorf("%s as %s: no %q in\n%s", name, format, want, text)
				}
			}
		}
	}
}

// oneSpaced is a text with each row of white space as one blank, without marks of
// direction.
func oneSpaced(s string) string {
	s = strings.NewReplacer("\u200e", "", "\u200f", "", "\u202a", "", "\u202b", "", "\u202c", "").Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// TestDocumentsInPandoc: notes, quotations and headings are what another program
// takes them for, to the character.
func TestDocumentsInPandoc(t *testing.T) {
	judges.Need(t, judges.Pandoc)
	dir := t.TempDir()
	d := documents(t)["notes"]
	for _, format := range []Format{DOCX, ODT, HTML} {
		var b bytes.Buffer
		if err := WriteDocument(&b, format, d); err != nil {
			t.Fatal(err)
		}
		name := "notes" + format.Ext()
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		out := judges.Run(t, judges.Pandoc, dir, "-f", string(format), "-t", "json", name)
		var tree any
		if err := json.Unmarshal([]byte(out), &tree); err != nil {
			t.Fatal(err)
		}
		seen := map[string]int{}
		count(tree, seen)
		if format != HTML && seen["Note"] != 10 || seen["Header"] < 4 || seen["Link"] < 8 || format != ODT && seen["BlockQuote"] != 1 {
			t.Errorf("%s: pandoc sees %v", format, seen)
		}
		text := judges.Run(t, judges.Pandoc, dir, "-f", string(format), "-t", "plain", "--wrap=none", name)
		for _, want := range []string{"note que «\u00a0Ils tentent de rester en “état de mouvement”, comme l’eau\u00a0»", "deux tilleuls qui restent\u202f; on y apporte", "paragr.\u00a04, https://courrier.example/societe/ecole?id=3&p=1", "(وهو أقدم منها)"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in\n%s", format, want, text)
			}
		}
	}
}

// count counts the elements of a pandoc document by their kinds.
func count(tree any, seen map[string]int) {
	switch tree := tree.(type) {
	case []any:
		for _, e := range tree {
			count(e, seen)
		}
	case map[string]any:
		if kind, ok := tree["t"].(string); ok {
			seen[kind]++
		}
		for _, e := range tree {
			count(e, seen)
		}
	}
}
