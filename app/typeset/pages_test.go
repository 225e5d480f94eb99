package typeset

import (
	"bytes"
	"cmp"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"florilegium/clipper"
	"florilegium/clipper/extract"
	"florilegium/clipper/fetch"
	"github.com/rivo/uniseg"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page is an article of go-readability's test pages.
type page struct {
	name   string
	blocks []clipper.Block
	lang   string
}

// pages reads every test page that go-readability's module brings with it: as
// extraction reads the page itself when soaking, else from what the module
// expects of it, which takes a moment only.
var pages = sync.OnceValues(func() ([]page, error) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-shiori/go-readability").Output()
	if err != nil {
		return nil, err
	}
	name, read := "expected.html", expected
	if soaking {
		name, read = "source.html", extracted
	}
	files, _ := filepath.Glob(filepath.Join(strings.TrimSpace(string(dir)), "test-pages", "*", name))
	var all []page
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		if p, ok := read(body); ok {
			p.name = filepath.Base(filepath.Dir(f))
			all = append(all, p)
		}
	}
	return all, nil
})

func extracted(body []byte) (page, bool) {
	p, err := fetch.FromBytes("https://pages.example/article", body, nil, time.Unix(0, 0))
	if err != nil {
		return page{}, false
	}
	a, err := extract.Extract(context.Background(), p)
	if err != nil {
		return page{}, false
	}
	return page{blocks: a.Blocks, lang: a.Source.Language}, true
}

// expected makes a typed document of clean HTML: enough of it for lines.
func expected(body []byte) (page, bool) {
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return page{}, false
	}
	w := walker{kind: clipper.Paragraph}
	w.walk(root)
	w.flush()
	lang := "en"
	if text := clipper.JoinBlocks(w.blocks); strings.Contains(text, " les ") && strings.Contains(text, "é") {
		lang = "fr"
	}
	return page{blocks: w.blocks, lang: lang}, len(w.blocks) > 0
}

// walker collects the text of HTML elements as blocks.
type walker struct {
	blocks []clipper.Block
	kind   clipper.Kind
	text   strings.Builder
	spans  []clipper.Span
}

var kinds = map[atom.Atom]clipper.Kind{
	atom.H1: clipper.Heading, atom.H2: clipper.Heading, atom.H3: clipper.Heading, atom.H4: clipper.Heading, atom.Li: clipper.ListItem,
	atom.Blockquote: clipper.Quote, atom.Pre: clipper.CodeBlock, atom.Figcaption: clipper.Figure, atom.P: "", atom.Div: "", atom.Td: "", atom.Ul: "",
}

func (w *walker) walk(n *html.Node) {
	if n.Type == html.TextNode {
		s := n.Data
		if w.kind != clipper.CodeBlock {
			s = collapse.ReplaceAllString(s, " ")
		}
		w.text.WriteString(s)
	}
	kind, isBlock := kinds[n.DataAtom]
	before, start := w.kind, w.text.Len()
	if isBlock {
		w.flush()
		w.kind = cmp.Or(kind, before)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
	switch {
	case isBlock:
		w.flush()
		w.kind = before
	case n.DataAtom == atom.A && start < w.text.Len():
		w.spans = append(w.spans, clipper.Span{Start: start, End: w.text.Len(), Link: "https://pages.example/"})
	case n.DataAtom == atom.Em && start < w.text.Len():
		w.spans = append(w.spans, clipper.Span{Start: start, End: w.text.Len(), Style: clipper.Emphasis})
	}
}

var collapse = regexp.MustCompile(`[ \t\r\n]+`)

// flush ends a block. Spans that would overlap are left out.
func (w *walker) flush() {
	text := strings.TrimRight(w.text.String(), " ")
	b := clipper.Block{Kind: w.kind, Level: 1, Text: text}
	end := 0
	for _, sp := range w.spans {
		if sp.Start >= end && sp.End <= len(text) {
			b.Spans, end = append(b.Spans, sp), sp.End
		}
	}
	if strings.TrimSpace(text) != "" {
		w.blocks = append(w.blocks, b)
	}
	w.text.Reset()
	w.spans = nil
}

// everyPage calls do for each page, or for every tenth unless soaking.
func everyPage(t *testing.T, do func(t *testing.T, p page)) {
	t.Helper()
	all, err := pages()
	if err != nil {
		t.Skip("the module cache holds no test pages")
	}
	if len(all) < 90 {
		t.Fatalf("only %d pages are read", len(all))
	}
	for _, p := range all {
		do(t, p)
	}
}

// soaking asks for the long proofs whole.
var soaking = os.Getenv("FLORILEGIUM_SOAK") != ""

// No no-break space, guillemet, mark or dash is stranded, in any article, at
// every twelfth pixel of width.
func TestNothingStrandedOnAnyPage(t *testing.T) {
	set := NewSetter(plainFonts())
	lines := 0
	everyPage(t, func(t *testing.T, p page) {
		doc := NewDoc(p.blocks, nil, p.lang)
		faults := 0
		for n, measure := 0, 240; measure <= 900; n, measure = n+1, measure+12 {
			if !soaking && (n+len(p.name))%10 != 0 {
				continue
			}
			l := set.Layout(doc, Style{Size: 18, Measure: float32(measure)})
			lines += len(l.Lines)
			for i := 0; i+1 < len(l.Lines); i++ {
				fault := l.fault(i)
				if fault == "" || faults > 3 {
					continue
				}
				faults++
				t.Errorf("%s (%s) at %d px: %+q %s: %+q", p.name, p.lang, measure, l.LineText(i), fault, l.LineText(i+1))
			}
		}
	})
	t.Logf("%d lines", lines)
}

// fault is what a typographer would say of the end of line i.
func (l *Layout) fault(i int) string {
	ln, next := &l.Lines[i], &l.Lines[i+1]
	b := &l.Doc.blocks[ln.block]
	if ln.last || ln.block != next.block || b.Kind == clipper.CodeBlock || strings.HasSuffix(l.LineText(i), "\n") || l.forced(i) {
		return ""
	}
	return strandedIn(proseOf(l.lang(b)), l.Doc.text[b.start:ln.End], l.Doc.text[next.Start:b.end])
}

// forced tells the ends of lines that hold a single word, which had to be cut
// wherever there was room.
func (l *Layout) forced(i int) bool {
	text := l.LineText(i)
	return trimmed(text) == text && !strings.HasSuffix(text, "-") && !l.Lines[i].hyphen && strings.IndexFunc(text, isIdeograph) < 0
}

func isIdeograph(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// strandedIn judges a break between two parts of a paragraph.
func strandedIn(kind prose, before, after string) string {
	before = strings.TrimRight(before, " \n\t")
	last, _ := utf8.DecodeLastRuneInString(before)
	first, n := utf8.DecodeRuneInString(after)
	second, _ := utf8.DecodeRuneInString(after[n:])
	opening, closing := "«‹", "»›"
	if kind == inward {
		opening, closing = "", ""
	}
	switch {
	case strings.ContainsRune(opening+"\u00a0\u202f\u2060(“‘¿¡（「『《【", last):
		return "ends with what must be followed"
	case strings.ContainsRune(closing+":;!?%€\u00a0\u202f\u2060,.)…’”、。，．）」』》】！？：；ーっッゃャ々", first) && !strings.ContainsRune(".:;!?…’", last):
		if (first == '.' || first == '…') && leadsWord(after) || first == '’' && (unicode.IsLetter(second) || unicode.IsDigit(second)) {
			return "" // .5, .com, ’tis, ’91
		}
		return "is followed by what must not begin a line"
	case (first == '–' || first == '—') && second == ' ' && kind != french:
		return "leaves a dash to the next line"
	case unicode.IsDigit(last) && units[firstWord(after)] && before != "" && !strings.HasSuffix(before, "\n"):
		return "parts a number from its unit"
	}
	return ""
}

func firstWord(s string) string {
	if i := strings.IndexAny(s, " \n\u00a0"); i >= 0 {
		s = s[:i]
	}
	return s
}

// Every grapheme of every article has one place, comes back from it, and what is
// selected is the flat text.
func TestPlacesOnEveryPage(t *testing.T) {
	set := NewSetter(plainFonts())
	everyPage(t, func(t *testing.T, p page) {
		l := set.Layout(NewDoc(p.blocks, nil, p.lang), Style{Size: 18, Measure: 430, Justify: len(p.name)%2 == 0})
		if l.Doc.Text() != clipper.JoinBlocks(p.blocks) {
			t.Fatalf("%s: another text", p.name)
		}
		onePlace(t, l)
		placesReturn(t, p.name, l)
	})
}

// placesReturn proves offset → point → offset for lines all over a layout.
func placesReturn(t *testing.T, name string, l *Layout) {
	t.Helper()
	step := max(1, len(l.Lines)/12)
	if soaking {
		step = 1
	}
	text := l.Doc.Text()
	for i := l.fronts; i < len(l.Lines); i += step {
		ln, sl := &l.Lines[i], l.line(i)
		for k, c := range sl.cells {
			if abs(c.lead-c.trail) < .5 {
				continue // nothing to point at
			}
			off := ln.Start + int(c.off)
			x, y, h := l.Point(off)
			back, on, inside := l.Hit(x+(c.trail-c.lead)/4, y+h/2)
			if back != off || on != off || !inside {
				t.Fatalf("%s: %+q at %d of line %d comes back as %d (on %d, %v)", name, text[off:ln.Start+sl.end(k)], off, i, back, on, inside)
			}
		}
		if rects := l.Rects(ln.Start, ln.End, ln.Y, ln.Y+1); sl.shown > 0 && sl.width > 1 && len(rects) == 0 {
			t.Fatalf("%s: line %d is selected and not shown", name, i)
		}
	}
}

// Words are divided nowhere but where a grapheme ends.
func TestGraphemesStayWhole(t *testing.T) {
	set := NewSetter(plainFonts())
	everyPage(t, func(t *testing.T, p page) {
		l := set.Layout(NewDoc(p.blocks, nil, p.lang), Style{Size: 18, Measure: 240})
		edges, rest, state, pos := map[int]bool{}, l.Doc.Text(), -1, 0
		for rest != "" {
			var g string
			g, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
			edges[pos] = true
			pos += len(g)
		}
		for i := range l.Lines {
			if ln := &l.Lines[i]; !edges[ln.Start] && ln.Start < len(l.Doc.Text()) {
				t.Fatalf("%s: line %d begins inside a grapheme: %+q", p.name, i, l.LineText(i))
			}
		}
	})
}
