package paper

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/bidi"
)

// rtlScripts are written from right to left.
var rtlScripts = map[string]bool{"Arab": true, "Hebr": true, "Thaa": true, "Syrc": true, "Nkoo": true, "Adlm": true, "Samr": true, "Mand": true, "Rohg": true}

// tongue is a language as the files tell it.
type tongue struct {
	tag     string // BCP 47, in its usual spelling; "" when it is not known
	lang    string // "fr"
	country string // "FR", the likely one where the tag has none
	script  string // "Latn", "Arab", "Hans"
}

// tongueOf reads a BCP 47 tag; a tag that is none is no language.
func tongueOf(tag string) tongue {
	parsed, err := language.Parse(strings.ReplaceAll(strings.TrimSpace(tag), "_", "-"))
	if err != nil || parsed == language.Und {
		return tongue{}
	}
	base, _ := parsed.Base()
	script, _ := parsed.Script()
	region, _ := parsed.Region()
	t := tongue{tag: parsed.String(), lang: base.String(), script: script.String(), country: region.String()}
	if !region.IsCountry() {
		t.country = ""
	}
	return t
}

// or is the language of a tag inside this one: the same for a tag that says no more,
// or nothing that can be read.
func (t tongue) or(tag string) tongue {
	own := tongueOf(tag)
	if own.tag == "" || own.lang == t.lang && own.country == t.country && own.script == t.script {
		return t
	}
	return own
}

func (t tongue) rtl() bool { return rtlScripts[t.script] }

// asian reports the languages for which word processors keep settings of their
// own: Chinese, Japanese, Korean.
func (t tongue) asian() bool { return t.lang == "zh" || t.lang == "ja" || t.lang == "ko" }

// complex reports the languages for which they keep the other settings of their
// own: right to left, Indic, Thai.
func (t tongue) complex() bool {
	switch t.script {
	case "Latn", "Cyrl", "Grek", "Armn", "Geor", "":
		return false
	}
	return !t.asian()
}

// locale is language and country joined, as word processors like to have it.
func (t tongue) locale() string {
	if t.country == "" {
		return t.lang
	}
	return t.lang + "-" + t.country
}

// direction is how strongly a sign goes one way.
type direction int8

const (
	neutral direction = iota
	ltr
	rtl
)

func directionOf(r rune) direction {
	if r < 0x80 {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return ltr
		}
		return neutral
	}
	if r < 0x590 && r >= 0xc0 {
		return ltr
	}
	properties, _ := bidi.LookupRune(r)
	switch properties.Class() {
	case bidi.L:
		return ltr
	case bidi.R, bidi.AL:
		return rtl
	}
	return neutral
}

// goesLeft reports a paragraph that runs from right to left: as its language
// does where the text has letters of that direction, else as its first letter.
func goesLeft(text string, lang tongue) bool {
	if lang.tag != "" && has(text, lang.rtl()) {
		return lang.rtl()
	}
	for _, r := range text {
		if d := directionOf(r); d != neutral {
			return d == rtl
		}
	}
	return lang.rtl()
}

// place is where runs stand: the language and the direction around them.
type place struct {
	lang tongue
	left bool
}

// placeOf is the place of runs in a language inside another.
func placeOf(outer tongue, tag string, runs []Run) place {
	lang := outer.or(tag)
	return place{lang, goesLeft(wordsOf(runs), lang)}
}

// place is the place of the paragraph's runs. In a text from right to left an entry
// of the bibliography that begins with Latin letters keeps their direction.
func (p *Paragraph) place(outer tongue) place {
	at := placeOf(outer, p.Lang, p.Runs)
	if p.Kind == Entry {
		at.left = at.left && goesLeft(wordsOf(p.Runs), tongue{})
	}
	return at
}

// inside is the place of a run in this one: an own direction goes with an own
// language only, and addresses go from left to right.
func (at place) inside(run *Run) place {
	lang := at.lang.or(run.Lang)
	switch {
	case run.Link != "" && at.left:
		return place{lang, goesLeft(run.Text, tongue{})}
	case lang == at.lang:
		return at
	}
	return place{lang, goesLeft(run.Text, lang)}
}

// has reports a letter of one direction.
func has(text string, left bool) bool {
	want := ltr
	if left {
		want = rtl
	}
	return strings.ContainsFunc(text, func(r rune) bool { return directionOf(r) == want })
}

// stretch is a piece of text that goes one way.
type stretch struct {
	text string
	rtl  bool
}

// stretches cuts a text where its direction changes. Signs without a direction
// go with both neighbours where these agree, else with the paragraph.
func stretches(text string, left bool) []stretch {
	if !has(text, !left) {
		return []stretch{{text, left}}
	}
	var out []stretch
	start, strong, now := 0, 0, left // strong is where the last letter ends
	for i, r := range text {
		d := directionOf(r)
		if d == neutral {
			continue
		}
		if (d == rtl) != now {
			end := i // the signs between go with what is written before
			if now != left {
				end = strong
			}
			out = appendStretch(out, text[start:end], now)
			start, now = end, d == rtl
		}
		strong = i + utf8.RuneLen(r)
	}
	if now != left {
		out = appendStretch(out, text[start:strong], now)
		start, now = strong, left
	}
	return appendStretch(out, text[start:], now)
}

// directed is a text of a paragraph with marks behind what goes against the
// paragraph's direction: numbers and signs that follow stay where they belong. A text
// that goes against it as a whole, as a quotation in another script does, keeps
// its own signs and numbers between two marks.
func directed(text string, left, own bool) string {
	switch {
	case text == "":
		return ""
	case own != left:
		return mark(own) + text + mark(own)
	case !has(text, !left):
		return text
	}
	var b strings.Builder
	for _, s := range stretches(text, left) {
		b.WriteString(s.text)
		if s.rtl != left {
			b.WriteString(mark(left))
		}
	}
	return b.String()
}

// mark is an invisible letter of one direction.
func mark(left bool) string {
	if left {
		return "\u200f"
	}
	return "\u200e"
}

func appendStretch(list []stretch, text string, left bool) []stretch {
	if text == "" {
		return list
	}
	return append(list, stretch{text, left})
}

// slants reports words in a script that has italics.
func slants(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return r < 0x80 && unicode.IsLetter(r) || r >= 0xc0 && unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Armenian)
	})
}

// in is the look of some words: what slants is Italic, and where their script has
// no italics titles stand upright and emphasis is Bold.
func (l Look) in(text string) Look {
	switch {
	case l&(Italic|Emphasis) == 0:
		return l
	case slants(text):
		return l | Italic
	case l&Emphasis != 0:
		return l&^Italic | Bold
	}
	return l &^ Italic
}
