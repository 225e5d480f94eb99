package cite

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"florilegium/clipper"
)

// TestRISRoundTrip: what is written is read as it was, in every field that RIS
// holds.
func TestRISRoundTrip(t *testing.T) {
	items := append(generated(1000), samples()...)
	Keys(items)
	back, err := ReadRIS(strings.NewReader(written(t, RIS, items)))
	if err != nil || len(back) != len(items) {
		t.Fatalf("%d of %d references: %v", len(back), len(items), err)
	}
	for i, r := range back {
		want := inRIS(tidy(items[i].Source))
		for _, name := range clipper.Fields() {
			if got, want := fmt.Sprint(fieldOf(r.Source, name)), fmt.Sprint(fieldOf(want, name)); got != want {
				t.Errorf("%s (%s): %s is %q, was %q", want, items[i].Source.Type, name, got, want)
			}
		}
		var tags []string
		for _, tag := range items[i].Tags {
			tags = append(tags, field(tag))
		}
		if !slices.Equal(r.Tags, tags) || len(r.Left) > 0 {
			t.Errorf("%s: tags %q, were %q; left %q", r.Source.CiteKey, r.Tags, tags, r.Left)
		}
	}
}

// inRIS is a source without what RIS does not hold: one number for books and
// journals, one place for names that are the same, no date in words, no type but
// its own, and of a name only its parts.
func inRIS(s clipper.Source) clipper.Source {
	if !slices.ContainsFunc(risKinds, func(k [2]string) bool { return k[1] == s.Type }) {
		s.Type = "webpage"
		if s.URL == "" {
			s.Type = "document"
		}
	}
	if s.ISSN != "" {
		s.ISBN = ""
	}
	if s.Publisher == s.Container {
		s.Publisher = ""
	}
	if s.URL == "" {
		s.Accessed = clipper.Date{}
	}
	if s.Issued.Year == 0 {
		s.Issued = clipper.Date{}
	}
	if primary(s.Language) == "" || risLanguage(s.Language) == "" {
		s.Language = "und"
	}
	s.Modified, s.Canonical, s.Licence, s.Issued.Raw, s.Accessed.Raw = clipper.Date{}, "", "", "", ""
	return s
}

// fieldOf is a field for comparing: of names the parts that a reference prints,
// of pages the numbers.
func fieldOf(s clipper.Source, name string) any {
	switch v := clipper.GetField(&s, name); name {
	case "pages":
		return strings.NewReplacer("–", "-", "—", "-").Replace(v)
	case "authors", "editors", "translators":
		return v
	case "published":
		return fmt.Sprint(v, s.Issued.Season, s.Issued.Circa)
	default:
		return v
	}
}

func TestReadRIS(t *testing.T) {
	record := "TY  - JOUR\nAU  - Dupont, Jean\nTI  - Où va l’eau ?\nER  - \n"
	latin1 := "TY  - JOUR\nAU  - Dupont, Jean\nTI  - O\xf9 va l\x92eau ?\nER  - \n"
	utf16 := []byte{0xff, 0xfe}
	for _, r := range record {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	for name, file := range map[string]string{
		"plain": record, "mark": "\ufeff" + record, "CR LF": strings.ReplaceAll(record, "\n", "\r\n"), "CR": strings.ReplaceAll(record, "\n", "\r"),
		"Windows-1252": latin1, "UTF-16": string(utf16), "wrapped": "TY  - JOUR\nAU  - Dupont,\n      Jean\nTI  - Où va\n  l’eau ?\nER  -\n",
		"no end": "TY  - JOUR\nA1  - Dupont, Jean\nT1  - Où va l’eau ?\n", "thin": "TY - JOUR\nAU - Dupont, Jean\nTI - Où va l’eau ?\nER -",
		"preface": "Provider: Eau\nContent: text/plain\n\n" + record, "unknown tags": "TY  - JOUR\nZ9  - 1\nAU  - Dupont, Jean\nTI  - Où va l’eau ?\nER  - \n",
		"tabs": strings.ReplaceAll(record, "  - ", "\t-\t"), "indented": "  " + strings.ReplaceAll(record, "\n", "\n  "),
	} {
		list, err := ReadRIS(strings.NewReader(file))
		if err != nil || len(list) != 1 || list[0].Source.Title != "Où va l’eau ?" || clipper.GetField(&list[0].Source, "authors") != "Dupont, Jean" {
			t.Errorf("%s: %+v, %v", name, list, err)
		}
	}
}

// TestReadRISFields: each tag lands where it belongs, or is left.
func TestReadRISFields(t *testing.T) {
	file := `TY  - CHAP
A1  - La Fontaine, Jean de
AU  - Institut national de l’eau,
AU  - Ministère de l’Économie,, des Finances
A2  - von Schlegel, Friedrich
A4  - Dupont, Jean
TI  - Les rivières
T2  - L’eau en ville
BT  - L’eau en ville
JA  - Eau
PB  - Presses du Canal
CY  - Lyon
ET  - 2e éd.
PY  - 2019
DA  - 2019/04/00/
Y2  - 2024/03/02/
SP  - 12
EP  - 34
VL  - 3
SN  - 978-3-16-148410-0
DO  - https://doi.org/10.5555/a_b
UR  - https://presses.example/eau
LA  - French
KW  - eau
KW  - ville
N1  - à relire
AB  - Un résumé.
C7  - 17
`
	list, err := ReadRIS(strings.NewReader(file))
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	r := list[0]
	for name, want := range map[string]string{
		"type": "chapter", "title": "Les rivières", "site": "L’eau en ville", "publisher": "Presses du Canal", "publisher_place": "Lyon", "edition": "2e éd.",
		"authors": "La Fontaine, Jean de; Institut national de l’eau; Ministère de l’Économie, des Finances", "editors": "Schlegel, Friedrich von",
		"translators": "Dupont, Jean", "published": "2019-04", "accessed": "2024-03-02", "pages": "12–34", "volume": "3", "isbn": "978-3-16-148410-0",
		"doi": "10.5555/a_b", "url": "https://presses.example/eau", "lang": "fr",
	} {
		if got := clipper.GetField(&r.Source, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if !slices.Equal(r.Tags, []string{"eau", "ville"}) || !slices.Equal(r.Notes, []string{"à relire"}) || r.Abstract != "Un résumé." {
		t.Errorf("tags %q, notes %q, abstract %q", r.Tags, r.Notes, r.Abstract)
	}
	if !slices.Equal(r.Left, []string{"C7  - 17", "J2  - Eau"}) {
		t.Errorf("left %q", r.Left)
	}
}

// TestReadRISRefuses: what is no list of references, or is past a limit, is
// refused with its line, and what came before is given.
func TestReadRISRefuses(t *testing.T) {
	if _, err := ReadRIS(strings.NewReader("<html>\nune page\n")); clipper.CodeOf(err) != clipper.Unreadable {
		t.Errorf("a page: %v", err)
	}
	long := "TY  - BOOK\nTI  - Un\nER  - \nTY  - BOOK\n" + strings.Repeat("KW  - eau\n", maxRISLines+1)
	list, err := ReadRIS(strings.NewReader(long))
	if len(list) != 1 || clipper.CodeOf(err) != clipper.TooLarge || !strings.Contains(err.Error(), fmt.Sprint("line ", maxRISLines+4)) {
		t.Errorf("a long reference: %d, %v", len(list), err)
	}
	if _, err := ReadRIS(endless{}); clipper.CodeOf(err) != clipper.TooLarge {
		t.Errorf("an endless file: %v", err)
	}
}

// endless is a file that never ends.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return copy(p, bytes.Repeat([]byte("x"), len(p))), nil }

// FuzzReadRIS: nothing panics, and what was read once is written and read again
// unchanged, but for signs around names.
func FuzzReadRIS(f *testing.F) {
	f.Add([]byte("TY  - JOUR\r\nAU  - de La Fontaine, Jean, Jr.\r\nTI  - L’eau\r\n wrapped\r\nPY  - 2019/04/31/circa\r\nSP  - 1-2\r\nER  - \r\n"))
	f.Add([]byte("TY  - BOOK\nAU  - A,, B\nBT  - T\nDA  - 2020/03//to 2021\nUR  - javascript:x\nSN  - 12345678901\nLA  - zh_CN\n"))
	f.Add([]byte("\xff\xfeT\x00Y\x00 \x00 \x00-\x00"))
	f.Add([]byte("TY  - \xe9\nAU  - a; b; c\nKW  - \x1b]8;;\nID  - abc\nY1  - 0001/13/99/Fall circa to 1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		first, err := ReadRIS(bytes.NewReader(data))
		if err != nil {
			return
		}
		second := again(t, first)
		third := again(t, second)
		for i := range second {
			if was, is := settled(second[i].Source), settled(third[i].Source); !reflect.DeepEqual(was, is) {
				t.Fatalf("read again, it is\n%+v, was\n%+v", is, was)
			}
		}
	})
}

// settled is a source with the letters of its names alone: signs around a name are
// taken away a pair at a time.
func settled(s clipper.Source) clipper.Source {
	for _, people := range [][]clipper.Name{s.Authors, s.Editors, s.Translators} {
		for i, n := range people {
			people[i] = clipper.Name{Literal: lettersOf(n.Literal + n.Given + n.Dropping + n.NonDropping + n.Family + n.Suffix)}
		}
	}
	return s
}

// again writes what was read and reads it.
func again(t *testing.T, list []RISRecord) []RISRecord {
	t.Helper()
	items := make([]Item, len(list))
	for i, r := range list {
		items[i] = Item{Source: r.Source, Tags: r.Tags}
	}
	out := written(t, RIS, items)
	checkFile(t, RIS, out, len(items))
	back, err := ReadRIS(strings.NewReader(out))
	if err != nil || len(back) != len(list) {
		t.Fatalf("%d of %d references came back: %v\n%s", len(back), len(list), err, out)
	}
	return back
}
