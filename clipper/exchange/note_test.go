package exchange

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/cite"
)

func source(title string) clipper.Source {
	return clipper.Source{Type: "article-newspaper", Title: title, Container: "Le Courrier du Canal", Authors: clipper.ParseNames("Jean de La Fontaine", nil),
		Issued: clipper.Date{Year: 2024, Month: 9, Day: 12}, URL: "https://courrier.example/1", Language: "fr", CiteKey: "lafontaine2024ecole"}
}

func clip(n int) clipper.Clip {
	quotes := []string{
		"«\u00a0Ils tentent de rester en état de mouvement\u00a0»", "Die „Straße“ steht „unter Wasser“.\nMehr nicht.", "Вода «высока»", "水は「高い」", "الماء «مرتفع»",
		"> une ligne\n%% c000000000001 00000000 %%\n^c000000000001", "1. L’eau\u202f; [[lien]] #étiquette ==marqué== `code`",
	}
	return clipper.Clip{UID: fmt.Sprintf("0192f3a0-0000-7000-8000-%012x", n), Quote: quotes[n%len(quotes)], Paragraph: n + 1}
}

func item(clips ...clipper.Clip) cite.Item {
	return cite.Item{UID: "0192f3a0-1111-7000-8000-00000000abcd", Source: source("À l’école, «\u00a0on étouffe\u00a0» dès juin"), Clips: clips, Tags: []string{"thèse", "eau ville"}}
}

// merged is a note brought up to date, as folder does it.
func merged(old string, it cite.Item, last *record) (string, int) {
	r := record{UID: it.UID}
	text, kept := mergeNote(old, cite.NoteOf(it, cite.Options{}), &r, *last)
	*last = r
	return text, kept
}

// TestNoteIsReadBack: every byte of a note comes back, and its blocks are ours.
func TestNoteIsReadBack(t *testing.T) {
	var last record
	for _, eol := range []string{"\n", "\r\n"} {
		text, _ := merged("", item(clip(0), clip(1), clip(5), clip(6)), &last)
		text = strings.ReplaceAll(text, "\n", eol)
		f := readNote(text)
		if f.String() != text || len(f.blocks) != 5 {
			t.Fatalf("%d blocks in\n%s", len(f.blocks), text)
		}
		for _, b := range f.blocks {
			if !b.own {
				t.Errorf("%s is not known as ours:\n%s", b.id, b.text)
			}
		}
		if again, kept := merged(text, item(clip(0), clip(1), clip(5), clip(6)), &last); again != text || kept != 0 {
			t.Errorf("nothing has changed, but the note became\n%s", again)
		}
	}
}

// TestReadersWords: what a reader does to a note, and what an update makes of it.
func TestReadersWords(t *testing.T) {
	first, second, third := clip(0), clip(2), clip(4)
	noted := first
	noted.Note = "À relire.\n\nAvec soin."
	own := "Mes propres mots, *en italique*, sur [[Autre note]].\n"
	for _, c := range []struct {
		name string
		edit func(string) string
		then []clipper.Clip
		want []string // in this order
		not  []string
		kept int
	}{
		{"words between two clips stay when a note comes", insertBefore("> Вода", own+"\n"), []clipper.Clip{noted, second}, []string{"état de mouvement", "Avec soin.", own, "Вода"}, nil, 0},
		{"a new clip comes behind the one before it and its words", insertBefore("> Вода", own+"\n"), []clipper.Clip{first, third, second}, []string{"mouvement", own, "الماء", "Вода"}, nil, 0},
		{"a new clip comes before the reader's own heading", appended("\n## Mes idées\n\n" + own), []clipper.Clip{first, second, third}, []string{"Вода", "الماء", "## Mes idées", own}, nil, 0},
		{"a clip that the reader deleted stays away", cut("> Вода", "%%\n"), []clipper.Clip{noted, second}, []string{"Avec soin."}, []string{"Вода"}, 0},
		{"a clip that left the library goes", asItIs, []clipper.Clip{first}, []string{"mouvement"}, []string{"Вода"}, 0},
		{"but not where the reader wrote beside it", appended(own), []clipper.Clip{first}, []string{"Вода", "N’est plus dans la bibliothèque", " gone %%", own}, nil, 0},
		{"a block that the reader changed is the reader's", replaced("Вода", "Вода́"), []clipper.Clip{first, change1(second)}, []string{"Вода́"}, []string{"Изменено"}, 1},
		{"and stays when its clip leaves", replaced("Вода", "Вода́"), []clipper.Clip{first}, []string{"Вода́", " gone %%"}, nil, 0},
		{"blocks in another order stay in it", swapped, []clipper.Clip{noted, second}, []string{"Вода", "mouvement", "Avec soin."}, nil, 0},
		{"a tag of the reader's stays", replaced(`tags: ["thèse", "eau-ville"]`, "tags:\n  - thèse\n  - eau-ville\n  - mien"), []clipper.Clip{first, second}, []string{"- mien"}, nil, 0},
		{"a property of the reader's stays", replaced("tags:", "statut: à lire\ntags:"), []clipper.Clip{noted, second}, []string{"statut: à lire", "Avec soin."}, nil, 0},
		{"a comment inside a block is the reader's", insertBefore("\n^c000000000002", "> ma remarque\n"), []clipper.Clip{first, second}, []string{"> ma remarque"}, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var last record
			text, _ := merged("", item(first, second), &last)
			text = c.edit(text)
			got, kept := merged(text, item(c.then...), &last)
			pos := 0
			for _, want := range c.want {
				at := strings.Index(got[pos:], want)
				if at < 0 {
					t.Fatalf("%q is missing, or not in its place, in\n%s", want, got)
				}
				pos += at
			}
			for _, not := range c.not {
				if strings.Contains(got, not) {
					t.Errorf("%q is in\n%s", not, got)
				}
			}
			if kept != c.kept {
				t.Errorf("%d blocks kept, want %d", kept, c.kept)
			}
			if again, _ := merged(got, item(c.then...), &last); again != got {
				t.Errorf("a second update makes of\n%s\nthis:\n%s", got, again)
			}
		})
	}
}

func asItIs(s string) string                   { return s }
func appended(more string) func(string) string { return func(s string) string { return s + more } }
func insertBefore(mark, more string) func(string) string {
	return replaced(mark, more+mark)
}
func replaced(old, new string) func(string) string {
	return func(s string) string { return strings.Replace(s, old, new, 1) }
}
func cut(from, to string) func(string) string {
	return func(s string) string {
		at := strings.Index(s, from)
		return s[:at] + s[at+strings.Index(s[at:], to)+len(to):]
	}
}
func swapped(s string) string {
	a, b := strings.Index(s, "> Ils"), strings.Index(s, "> Вода")
	return s[:a] + s[b:] + "\n" + s[a:b]
}
func change1(c clipper.Clip) clipper.Clip {
	c.Note = "Изменено"
	return c
}

// TestClipReturns: a clip that comes back from deletion is there again.
func TestClipReturns(t *testing.T) {
	var last record
	text, _ := merged("", item(clip(0), clip(2)), &last)
	whole := text
	for _, edit := range []func(string) string{asItIs, appended("mes mots\n")} {
		text = edit(text)
		text, _ = merged(text, item(clip(0)), &last)
		text, _ = merged(text, item(clip(0), clip(2)), &last)
		if strings.Contains(text, "gone") || !strings.HasPrefix(text, whole) {
			t.Errorf("the clip did not come back as it was:\n%s", text)
		}
	}
}

// TestReadersLinesSurvive: a reader writes anywhere between the blocks, deletes,
// reorders; the library changes a thousand times. Every line that the reader wrote
// stays, byte for byte, in its order.
func TestReadersLinesSurvive(t *testing.T) {
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 7))
		v := &vault{r: r, clips: map[int]clipper.Clip{}}
		v.text, _ = merged("", v.item(), &v.last)
		for step := range 1000 {
			if r.IntN(12) == 0 {
				v.write()
			}
			v.change()
			before := v.readers()
			text, kept := merged(v.text, v.item(), &v.last)
			v.text = text
			if after := v.readers(); kept > 0 || !slices.Equal(before, after) {
				t.Fatalf("seed %d, step %d: %d kept, the reader's lines were\n%q\nand are\n%q", seed, step, kept, before, after)
			}
			if again, _ := merged(text, v.item(), &v.last); again != text {
				t.Fatalf("seed %d, step %d: a second update changes the note", seed, step)
			}
		}
		if len(v.own) < 50 || !slices.Equal(v.sorted(v.readers()), v.sorted(v.own)) {
			t.Fatalf("seed %d: the reader wrote %d lines, %d are there", seed, len(v.own), len(v.readers()))
		}
		v.complete(t)
	}
}

// vault is a note with a reader and a library.
type vault struct {
	r     *rand.Rand
	text  string
	own   []string // the lines that the reader wrote
	clips map[int]clipper.Clip
	title string
	last  record
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (v *vault) item() cite.Item {
	var list []clipper.Clip
	for n := range 12 {
		if c, ok := v.clips[n]; ok {
			list = append(list, c)
		}
	}
	it := item(list...)
	it.Source.Title = firstOf(v.title, it.Source.Title)
	return it
}

// write is the reader writing a line or three at the edge of a block.
func (v *vault) write() {
	f := readNote(v.text)
	gaps := []*string{&f.first}
	for i := range f.blocks {
		gaps = append(gaps, &f.blocks[i].after)
	}
	var more string
	for range 1 + v.r.IntN(3) {
		line := fmt.Sprintf("%s %d", []string{"Mes mots, «\u00a0à moi\u00a0»", "## Титул", "- 点", "> eine Zeile", "\tكلمة", "^bloc", "%% remarque %%", "---"}[v.r.IntN(8)], len(v.own))
		if strings.HasPrefix(line, "> ") { // a quotation of the reader's touches no block
			line += "\n\nsuite de " + fmt.Sprint(len(v.own))
		}
		v.own = append(v.own, strings.Split(line, "\n\n")...)
		more += line + "\n"
	}
	gap := gaps[v.r.IntN(len(gaps))]
	if v.r.IntN(2) == 0 {
		more = "\n" + more + "\n"
	}
	*gap = *gap + more
	if v.r.IntN(2) == 0 {
		*gap = strings.TrimSuffix(*gap, more)
		*gap = more + *gap
	}
	v.text = f.String()
}

// change is the library gaining, losing or changing a clip.
func (v *vault) change() {
	n := v.r.IntN(12)
	v.title = []string{"Un titre", "Un autre titre"}[v.r.IntN(2)]
	switch c, there := v.clips[n]; {
	case !there:
		v.clips[n] = clip(n)
	case v.r.IntN(2) == 0:
		delete(v.clips, n)
	default:
		c.Note = fmt.Sprintf("Note %d\n\n> du lecteur\n%% %d", v.r.IntN(9), n)
		v.clips[n] = c
	}
}

// readers are the lines that are not ours.
func (v *vault) readers() (own []string) {
	f := readNote(v.text)
	text := f.first
	for _, b := range f.blocks {
		text += b.after
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) != "" {
			own = append(own, line)
		}
	}
	return own
}

func (v *vault) sorted(lines []string) []string { return slices.Sorted(slices.Values(lines)) }

// complete checks that the note holds each clip of the library, once.
func (v *vault) complete(t *testing.T) {
	t.Helper()
	for n, c := range v.clips {
		if strings.Count(v.text, "\n^"+cite.BlockID(c)+"\n") != 1 {
			t.Errorf("clip %d is not in the note once:\n%s", n, v.text)
		}
	}
}

// FuzzNote: any file is taken apart and put together again as it was, and an update
// of it keeps every byte that is not in a block of ours.
func FuzzNote(f *testing.F) {
	var last record
	text, _ := merged("", item(clip(0), clip(1)), &last)
	f.Add(text)
	f.Add(strings.ReplaceAll(text, "\n", "\r\n"))
	f.Add("---\nuid: [\n---\n> x\n%% source 00000000 %%\n%% c000000000001 00000000 gone %%")
	f.Add("> a\n\n^c000000000001\n%% c000000000001 12345678 %%\n%% c000000000001 12345678 %%\n")
	f.Fuzz(func(t *testing.T, text string) {
		note := readNote(text)
		if note.String() != text {
			t.Fatalf("%q became %q", text, note.String())
		}
		var gaps []string
		for _, g := range append([]noteBlock{{after: note.first}}, note.blocks...) {
			gaps = append(gaps, strings.TrimSpace(g.after))
		}
		if text == "" {
			return
		}
		got, _ := merged(text, item(clip(0), clip(3)), &record{})
		for _, g := range gaps {
			for line := range strings.SplitSeq(g, "\n") {
				if !strings.Contains(got, line) {
					t.Fatalf("%q lost %q", got, line)
				}
			}
		}
	})
}
