package fetch

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

const (
	gateSize   = 256 << 10 // bytes of a page behind an error status that are looked at
	looked     = 2 << 20   // bytes of any other page
	enough     = 400       // words of prose from which a page is what it looks like
	blockWords = 12        // fewer are a label, not a sentence
	blockBytes = 2 << 10   // of one block's text that are kept
)

// signs are what a page shows at first sight: enough to tell an article from the
// pages that sites put in its place, and no more.
type signs struct {
	title, heading string
	refresh        string   // of a meta element, as written
	blocks         []string // the first texts of the page
	prose          int      // words in blocks that are sentences
	aboutConsent   int      // blocks about consent among those of some length
	long           int      // blocks of some length
	passwords      int
	forms, buttons []string // actions and labels, in lower case
	scripts        int
	marks          string // attributes and scripts in which challenges show, in lower case
	noscript       string
	appRoot        bool
	article        bool // the page calls itself an article
}

// look reads the signs of a page and stops where it is sure to be prose.
func look(text string) *signs {
	l := looker{signs: &signs{}}
	z := html.NewTokenizer(strings.NewReader(text[:min(len(text), looked)]))
	z.SetMaxBuf(1 << 20)
	for l.prose < enough && z.Next() != html.ErrorToken {
		switch token := z.Token(); token.Type {
		case html.StartTagToken, html.SelfClosingTagToken:
			l.start(token)
		case html.EndTagToken:
			l.end(token.Data)
		case html.TextToken:
			l.text(token.Data)
		case html.CommentToken:
			if strings.Contains(token.Data, "WISPAccessGatewayParam") {
				l.mark(token.Data[:min(len(token.Data), 512)])
			}
		}
	}
	l.flush()
	l.marks = l.seen.String()
	return l.signs
}

// looker is a look under way.
type looker struct {
	*signs
	inside string // the element whose text is no prose, or a title
	block  strings.Builder
	raw    strings.Builder // of inside
	seen   strings.Builder // the marks
}

// inlines do not part a text.
var inlines = set("a abbr b bdi bdo big cite code data del dfn em font i ins kbd mark q rp rt ruby s samp small span strike strong sub sup time tt u var wbr img")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// kept are the elements whose text goes somewhere else than the prose.
var kept = set("title script style noscript button h1 select option textarea nav footer template svg")

func (l *looker) start(t html.Token) {
	if !inlines[t.Data] && l.inside == "" {
		l.flush()
	}
	switch t.Data {
	case "meta":
		l.meta(t)
	case "input":
		l.input(t)
	case "form":
		l.forms = add(l.forms, value(t, "action"))
	case "script":
		l.scripts++
		l.mark(value(t, "src") + " " + value(t, "id") + " " + value(t, "data-cfasync"))
	case "iframe":
		l.mark(value(t, "src"))
	case "article":
		l.article = true
	}
	if id, class := value(t, "id"), value(t, "class"); id+class != "" {
		l.mark("#" + id + " ." + class)
		l.appRoot = l.appRoot || appRoots[id]
	}
	if l.inside == "" && kept[t.Data] && t.Type == html.StartTagToken {
		l.inside = t.Data
		l.raw.Reset()
	}
}

var appRoots = set("root app __next __nuxt app-root react-root ember-app svelte main-app")

func (l *looker) meta(t html.Token) {
	content := value(t, "content")
	switch {
	case strings.EqualFold(value(t, "http-equiv"), "refresh") && l.refresh == "" && l.inside != "noscript":
		l.refresh = content
	case strings.EqualFold(value(t, "property"), "og:type") && strings.EqualFold(content, "article"):
		l.article = true
	}
}

func (l *looker) input(t html.Token) {
	switch strings.ToLower(value(t, "type")) {
	case "password":
		l.passwords++
	case "submit", "button":
		l.buttons = add(l.buttons, value(t, "value"))
	case "hidden":
		l.mark("name=" + value(t, "name"))
	}
}

func (l *looker) end(name string) {
	if l.inside == "" {
		if !inlines[name] {
			l.flush()
		}
		return
	}
	if name != l.inside {
		return
	}
	raw := strings.TrimSpace(l.raw.String())
	switch l.inside {
	case "title":
		l.title = firstOf(l.title, raw)
	case "h1":
		l.heading = firstOf(l.heading, raw)
	case "script":
		l.script(raw)
	case "noscript":
		if len(l.noscript) < blockBytes {
			l.noscript += " " + raw
		}
	case "button":
		l.buttons = add(l.buttons, raw)
	}
	l.inside = ""
}

// script keeps what small scripts say: those of challenges are small, and the
// data of an article names its kind.
func (l *looker) script(raw string) {
	if strings.Contains(raw, `Article"`) || strings.Contains(raw, `BlogPosting"`) {
		l.article = l.article || strings.Contains(raw, `"@type"`)
	}
	l.mark(raw[:min(len(raw), 4<<10)])
}

func (l *looker) mark(s string) {
	if l.seen.Len() < 64<<10 {
		l.seen.WriteString(" " + strings.ToLower(s))
	}
}

// add keeps the first few of a kind, in lower case.
func add(list []string, s string) []string {
	if len(list) < 50 {
		list = append(list, strings.ToLower(s))
	}
	return list
}

func (l *looker) text(s string) {
	if l.inside != "" {
		if l.raw.Len() < 16<<10 {
			l.raw.WriteString(s)
		}
		return
	}
	if l.block.Len() < blockBytes {
		l.block.WriteString(s)
	} else { // a long block counts whole
		l.prose += wordsOf(s)
	}
}

// flush ends a block of text.
func (l *looker) flush() {
	block := strings.TrimSpace(l.block.String())
	l.block.Reset()
	if block == "" {
		return
	}
	words := wordsOf(block)
	if len(l.blocks) < 60 {
		l.blocks = append(l.blocks, block)
	}
	if words >= 5 {
		l.long++
		if speaksOfConsent(block) {
			l.aboutConsent++
		}
	}
	if words >= blockWords && strings.ContainsAny(block, ".!?…。！？؟।:;،") {
		l.prose += words
	}
}

// wordsOf counts words; two characters of a script without spaces are one.
func wordsOf(s string) int {
	words, eastern, in := 0, 0, false
	for _, r := range s {
		switch {
		case r >= 0x3040 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
			eastern++
			in = false
		case unicode.IsSpace(r):
			in = false
		case !in:
			in = true
			words++
		}
	}
	return words + eastern/2
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func value(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			if len(a.Val) > 512 {
				return strings.ToValidUTF8(a.Val[:512], "")
			}
			return a.Val
		}
	}
	return ""
}

// fewWords is how much prose a page may have that still only leads to another.
const fewWords = 60

// refreshTo is where a page sends its reader within five seconds, nil where it
// does not. A page with a text of its own that loads itself again stays.
func (s *signs) refreshTo(from *url.URL) *url.URL {
	delay, address, ok := parseRefresh(s.refresh)
	if !ok || delay >= 5 {
		return nil
	}
	next, err := from.Parse(address)
	if err != nil || checkScheme(next) != nil {
		return nil
	}
	next.User, next.Fragment, next.RawFragment = nil, "", ""
	if address == "" || next.String() == from.String() && s.prose >= fewWords {
		return nil
	}
	return next
}

// parseRefresh reads the content of a refresh as the HTML standard does: seconds,
// then after a semicolon, a comma or white space the address, with or without
// "url=" and quotation marks. A refresh without address is of the page itself.
func parseRefresh(s string) (seconds int, address string, ok bool) {
	s = strings.TrimLeft(s, htmlSpace)
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	rest := strings.TrimLeft(s[digits:], "0123456789.")
	if digits == 0 && !strings.HasPrefix(s, ".") {
		return 0, "", false
	}
	seconds, err := strconv.Atoi("0" + s[:min(digits, 9)])
	if err != nil {
		return 0, "", false
	}
	if rest == "" {
		return seconds, "", true
	}
	trimmed := strings.TrimLeft(rest, htmlSpace)
	if trimmed == rest && rest[0] != ';' && rest[0] != ',' {
		return 0, "", false
	}
	if trimmed != "" && (trimmed[0] == ';' || trimmed[0] == ',') {
		trimmed = strings.TrimLeft(trimmed[1:], htmlSpace)
	}
	return seconds, refreshAddress(trimmed), true
}

const htmlSpace = " \t\n\f\r"

// refreshAddress is the address of a refresh after its seconds.
func refreshAddress(s string) string {
	if len(s) >= 3 && strings.EqualFold(s[:3], "url") {
		if after, ok := strings.CutPrefix(strings.TrimLeft(s[3:], htmlSpace), "="); ok {
			s = strings.TrimLeft(after, htmlSpace)
		}
	}
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		quote := s[:1]
		s, _, _ = strings.Cut(s[1:], quote)
	}
	if !utf8.ValidString(s) {
		return ""
	}
	return strings.Trim(s, htmlSpace)
}
