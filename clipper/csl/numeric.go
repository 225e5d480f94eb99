package csl

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// piece is part of a value such as "12a–14, 17 & 20" or "5, p. 3-8".
type piece struct {
	separator string // before it: "-", "–", "&", or words as they are printed
	label     string // written before it: "page" for "p."
	text      string
}

// whole reports whether the piece is digits only.
func (p piece) whole() bool {
	return p.text != "" && strings.TrimLeft(p.text, "0123456789") == ""
}

var (
	numberUnit = regexp.MustCompile(`^\p{L}*\d[\p{L}\d/]*$`)
	romanUnit  = regexp.MustCompile(`^[ivxlcdm]+$`)
	labelled   = regexp.MustCompile(`^([a-z]+)\.\s*(.+)$`)
)

// numeric reports whether the piece is a number, with letters around it perhaps.
func (p piece) numeric() bool {
	return numberUnit.MatchString(p.text) || romanUnit.MatchString(p.text)
}

// countable reports whether the piece counts towards a plural; of the roman
// numbers citeproc-js counts only the small ones.
func (p piece) countable() bool {
	return p.numeric() && (strings.ContainsAny(p.text, "0123456789") || !strings.ContainsAny(p.text, "cdm"))
}

// writtenLabels are the abbreviations that are understood in front of numbers.
var writtenLabels = map[string]string{
	"art": "article", "bk": "book", "ch": "chapter", "col": "column", "fig": "figure", "fol": "folio",
	"l": "line", "ll": "line", "n": "note", "nn": "note", "no": "issue", "op": "opus", "p": "page",
	"pp": "page", "para": "paragraph", "paras": "paragraph", "pt": "part", "r": "rule", "sec": "section",
	"secs": "section", "tit": "title", "vrs": "verse", "vol": "volume", "vols": "volume",
}

// splitNumber takes a value apart at hyphens, dashes, ampersands, "and" and at
// commas that a space follows. A hyphen after a backslash does not count.
func (p *Processor) splitNumber(text string) []piece {
	var pieces []piece
	next := piece{}
	start := 0
	text = strings.TrimSpace(text)
	for i := 0; i < len(text); {
		sep, size := p.separatorAt(text, i)
		if size == 0 {
			i++
			continue
		}
		pieces = append(pieces, next.of(text[start:i]))
		next = piece{separator: sep}
		i += size
		start = i
	}
	return append(pieces, next.of(text[start:]))
}

func (p piece) of(text string) piece {
	text = strings.TrimSpace(text)
	if m := labelled.FindStringSubmatch(text); m != nil && writtenLabels[m[1]] != "" {
		p.label, text = writtenLabels[m[1]], m[2]
	}
	p.text = strings.ReplaceAll(text, `\-`, "-")
	return p
}

// separatorAt finds a separator that begins at i, and its length with the spaces
// around it.
func (p *Processor) separatorAt(text string, i int) (sep string, size int) {
	rest := text[i:]
	trimmed := strings.TrimLeft(rest, " \u00a0")
	switch {
	case strings.HasPrefix(trimmed, "--"):
		return "", 0
	case strings.HasPrefix(trimmed, "-") && (i == 0 || text[i-1] != '\\' && text[i-1] != '-'):
		sep, trimmed = "-", trimmed[1:]
	case strings.HasPrefix(trimmed, "–"):
		sep, trimmed = "–", trimmed[len("–"):]
	case strings.HasPrefix(trimmed, "&"):
		sep, trimmed = "&", trimmed[1:]
	case strings.HasPrefix(rest, ", "):
		sep, trimmed = ", ", rest[1:]
	default:
		for _, word := range []string{" and ", p.and} {
			if word != "" && strings.HasPrefix(rest, word) {
				return word, len(word)
			}
		}
		return "", 0
	}
	if i == 0 && isDash(sep) {
		return "", 0
	}
	return sep, len(rest) - len(strings.TrimLeft(trimmed, " \u00a0"))
}

func isDash(separator string) bool { return separator == "-" || separator == "–" }

// isNumeric is the condition of that name: the value begins with a number.
func (p *Processor) isNumeric(text string) bool {
	return text != "" && p.splitNumber(text)[0].numeric()
}

// manyNumbers reports whether a value calls for a plural label.
func (p *Processor) manyNumbers(variable, value string) bool {
	pieces := p.splitNumber(value)
	if len(pieces) > 1 {
		return pieces[0].countable() && (pieces[1].label == "" || pieces[1].label == variable)
	}
	if strings.HasPrefix(variable, "number-of-") {
		n, err := strconv.Atoi(pieces[0].text)
		return err == nil && n != 1
	}
	return false
}

// bound is one end of a range: what stands before its last digits, those, and a
// letter or two after them.
type bound struct{ prefix, digits, suffix string }

func boundOf(text string) (bound, bool) {
	end := len(strings.TrimRightFunc(text, unicode.IsLetter))
	start := len(strings.TrimRight(text[:end], "0123456789"))
	b := bound{text[:start], text[start:end], text[end:]}
	return b, b.digits != ""
}

// spans reports whether two pieces are the ends of a range, rather than a name
// such as "3-B" that holds a hyphen.
func spans(from, to piece) bool {
	if romanUnit.MatchString(from.text) && romanUnit.MatchString(to.text) {
		return true
	}
	a, ok1 := boundOf(from.text)
	b, ok2 := boundOf(to.text)
	return ok1 && ok2 && (a.prefix == b.prefix || b.prefix == "" && strings.HasSuffix(a.prefix, ":"))
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func takeWhile(s string, ok func(rune) bool) (head, tail string) {
	for i, r := range s {
		if !ok(r) {
			return s[:i], s[i:]
		}
	}
	return s, ""
}
