package typeset

import (
	"slices"
	"strings"
	"unicode/utf8"

	"florilegium/clipper"
	"github.com/go-text/typesetting/language"
)

// Script is a script of a text that no font of the machine has.
type Script struct {
	Code  string // ISO 15924, such as "Hang"; "Zsye" for emoji
	Name  string // in English, for people: "Korean"; Code where it has none here
	Fonts string // the package of Debian and Ubuntu that has such a font
}

// known names the scripts that are read most and the fonts that have them.
var known = []struct{ code, label, fonts string }{
	{code: "Arab", label: "Arabic", fonts: "fonts-noto-core"},
	{code: "Armn", label: "Armenian", fonts: "fonts-noto-core"},
	{code: "Beng", label: "Bengali", fonts: "fonts-noto-core"},
	{code: "Deva", label: "Devanagari", fonts: "fonts-noto-core"},
	{code: "Ethi", label: "Ethiopic", fonts: "fonts-noto-core"},
	{code: "Geor", label: "Georgian", fonts: "fonts-noto-core"},
	{code: "Gujr", label: "Gujarati", fonts: "fonts-noto-core"},
	{code: "Guru", label: "Gurmukhi", fonts: "fonts-noto-core"},
	{code: "Hang", label: "Korean", fonts: "fonts-noto-cjk"},
	{code: "Hani", label: "Chinese", fonts: "fonts-noto-cjk"},
	{code: "Hebr", label: "Hebrew", fonts: "fonts-noto-core"},
	{code: "Hira", label: "Japanese", fonts: "fonts-noto-cjk"},
	{code: "Kana", label: "Japanese", fonts: "fonts-noto-cjk"},
	{code: "Khmr", label: "Khmer", fonts: "fonts-noto-core"},
	{code: "Knda", label: "Kannada", fonts: "fonts-noto-core"},
	{code: "Laoo", label: "Lao", fonts: "fonts-noto-core"},
	{code: "Mlym", label: "Malayalam", fonts: "fonts-noto-core"},
	{code: "Mymr", label: "Burmese", fonts: "fonts-noto-core"},
	{code: "Sinh", label: "Sinhala", fonts: "fonts-noto-core"},
	{code: "Taml", label: "Tamil", fonts: "fonts-noto-core"},
	{code: "Telu", label: "Telugu", fonts: "fonts-noto-core"},
	{code: "Thai", label: "Thai", fonts: "fonts-noto-core"},
	{code: "Tibt", label: "Tibetan", fonts: "fonts-noto-core"},
	{code: emojiScript, label: "Emoji", fonts: "fonts-noto-color-emoji"},
}

const emojiScript = "Zsye"

func scriptNamed(code string) Script {
	for _, k := range known {
		if k.code == code {
			return Script{code, k.label, k.fonts}
		}
	}
	return Script{code, code, "fonts-noto-extra"}
}

// Missing lists the scripts of the document, each name once and in the order of
// the names, that no font covers: most of their first letters would be drawn as
// empty boxes.
func (l *Layout) Missing() []Script {
	var missing []Script
	for code, runes := range l.Doc.scripts() {
		lacking := 0
		for _, r := range runes {
			if c := l.set.faceFor(slotOf(l.Style.Family, 0), r); !c.has(r) {
				lacking++
			}
		}
		if 2*lacking > len(runes) {
			missing = append(missing, scriptNamed(code))
		}
	}
	slices.SortFunc(missing, func(a, b Script) int {
		return strings.Compare(a.Name+a.Code, b.Name+b.Code)
	})
	return slices.CompactFunc(missing, func(a, b Script) bool { return a.Name == b.Name })
}

// samples is how many letters of a script are looked at.
const samples = 8

// scripts are the first letters of each script of the document but Latin.
func (d *Doc) scripts() map[string][]rune {
	if d.letters == nil {
		d.letters = lettersOf(d.text)
	}
	return d.letters
}

// lettersOf are the first letters of each script of a text but Latin.
func lettersOf(text string) map[string][]rune {
	letters := map[string][]rune{}
	for i := 0; i < len(text); {
		if text[i] < 0xCD {
			i++ // Latin, or the inside of a letter
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		code := codeOf(r)
		if had := letters[code]; code != "" && len(had) < samples && !slices.Contains(had, r) {
			letters[code] = append(had, r)
		}
	}
	return letters
}

// codeOf is the script of a rune, "" for what all scripts share.
func codeOf(r rune) string {
	switch {
	case r >= 0x1F300 && r <= 0x1FAFF && (r < 0x1F3FB || r > 0x1F3FF):
		return emojiScript
	case r < 0x250 || r >= 0x1E00 && r < 0x1F00 || r >= 0x2000 && r < 0x2C00:
		return ""
	}
	switch s := language.LookupScript(r); s {
	case language.Common, language.Inherited, language.Unknown, language.Latin:
		return ""
	default:
		return s.String()
	}
}

// stretches cuts segments where a look cannot draw what follows without mixing
// faces within words: Greek with its old accents goes to the sans as a whole
// where the face has only the modern letters.
func (l *Layout) stretches(b *block, segs []seg) []seg {
	if !b.greek || l.set.base[slotOf(l.Style.Family, 0)].has(0x1F00) {
		return segs
	}
	var out []seg
	for _, g := range segs {
		if Family(g.look.slot/styles) == Mono {
			out = append(out, g)
			continue
		}
		other := g.look
		other.slot = slotOf(Sans, g.look.slot%styles)
		other.size *= .94 // its letters are larger
		from, greek := g.start, false
		for i := g.start; i < g.end; {
			r, n := utf8.DecodeRuneInString(l.Doc.text[i:g.end])
			if is := isGreek(r); is != greek && (is || r >= 'A') {
				out = append(out, seg{from, i, pick(greek, other, g.look)})
				from, greek = i, is
			}
			i += n
		}
		out = append(out, seg{from, g.end, pick(greek, other, g.look)})
	}
	return slices.DeleteFunc(out, func(g seg) bool { return g.start == g.end && len(out) > 1 })
}

func pick(second bool, b, a look) look {
	if second {
		return b
	}
	return a
}

func isGreek(r rune) bool { return r >= 0x370 && r < 0x400 || isPolytonic(r) }

func isPolytonic(r rune) bool { return r >= 0x1F00 && r < 0x2000 }

// segments cuts the bytes start to end of the text, which lie in block b, where
// the look changes.
func (l *Layout) segments(b *block, start, end int, base look) []seg {
	base.formula = b.Kind == clipper.Math
	return l.variables(l.stretches(b, b.segments(start, end, base)))
}

// running tells the kinds of blocks whose text may be justified and divided.
func (b *block) running() bool {
	switch b.Kind {
	case clipper.Paragraph, clipper.Quote, clipper.ListItem, clipper.Definition, clipper.Footnote, clipper.Aside:
		return !b.front
	}
	return false
}
