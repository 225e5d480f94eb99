//go:build !headless

package reader

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// stops end a sentence: those of the first row where a space follows, those of
// Chinese and Japanese wherever they stand.
const (
	stops     = ".!?…‽؟۔।॥።"
	wideStops = "。！？｡．"
	closers   = "»”’)]}\"'›」』）》】〉"
	openers   = "«“„‟\"'‘‚‹([{¿¡—–-•*"
)

// shortened are the words that a point abbreviates, without the points; the
// sentence goes on behind them. A single letter is one too. Those of counted are
// words of their own as well: they are short before a number alone.
var (
	shortened = words(`
	m mm mme mlle me dr pr prof st ste mgr cf ex éd al pp env av apr n° hab rééd trad coll ibid op loc suiv sq ss
	mr mrs ms sr jr vs gen sgt capt lt hon gov sen rep dept inc ltd co corp approx e.g i.e u.s u.k a.m p.m
	bzw ca d.h z.b u.a u.ä o.ä s.o s.u vgl nr hrsg hr fr frl str ggf evtl inkl exkl mio mrd tsd geb gest jh jhd aufl österr engl franz sog u.u i.d.r z.t v.a bspw
	д-р г гг т.е т.д т.п им ул стр рис см проф акад тыс млн млрд`)
	counted = words(`p no nos art vol fig chap abs bd bde kap anm abb tab sec ed
	janv févr avr juil sept oct nov déc jan feb mar jun jul aug dec`)
)

// ordinal are the languages that write a point behind an ordinal number.
var ordinal = words("de da nb nn no fi cs sk hu sl hr sr et lv is fo")

func words(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}

// sentenceAt is the sentence of a paragraph that holds an offset, without the
// spaces after it. lang (BCP 47) helps with numbers.
//
// A stop ends a sentence when a space and no small letter follows, and when it
// does not abbreviate: « Partez ! » cria-t-il is one sentence, so is „am 3. Mai“.
func sentenceAt(s string, off int, lang string) (start, end int) {
	for end = start; end < len(s); start = end {
		end = nextSentence(s, start, lang)
		if off < end {
			break
		}
	}
	if start == len(s) && start > 0 { // behind the last one
		return sentenceAt(s, start-1, lang)
	}
	return start, start + len(strings.TrimRightFunc(s[start:end], unicode.IsSpace))
}

// nextSentence is where the sentence after the one at start begins.
func nextSentence(s string, start int, lang string) int {
	for i := start; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		wide := strings.ContainsRune(wideStops, r)
		if !wide && !strings.ContainsRune(stops, r) {
			continue
		}
		point := i - n
		for i < len(s) { // ?!, ...
			r, n := utf8.DecodeRuneInString(s[i:])
			if !strings.ContainsRune(stops+wideStops, r) {
				break
			}
			i += n
		}
		next := skipSpace(s, skipClosers(s, i, s[start:i]))
		if next == len(s) || (wide || next > i) && beginsSentence(s, next, wide) && !abbreviates(s[start:point], s[point:i], s[next:], lang) {
			return next
		}
	}
	return len(s)
}

// skipClosers goes past what closes a quotation or bracket behind a stop; the
// space before » goes with it. “ closes what „ opened before.
func skipClosers(s string, i int, before string) int {
	german := strings.ContainsRune(before, '„')
	for i < len(s) {
		j := i
		if r, n := utf8.DecodeRuneInString(s[j:]); (r == ' ' || r == 0xA0 || r == 0x202F) && closesNext(s[j+n:]) {
			j += n
		}
		r, n := utf8.DecodeRuneInString(s[j:])
		if !strings.ContainsRune(closers, r) && !(german && (r == '“' || r == '‘')) {
			return i
		}
		i = j + n
	}
	return i
}

func closesNext(s string) bool {
	return strings.HasPrefix(s, "»") || strings.HasPrefix(s, "›")
}

func skipSpace(s string, i int) int {
	return len(s) - len(strings.TrimLeftFunc(s[i:], unicode.IsSpace))
}

// beginsSentence tells whether the text at i can begin one: not with a small
// letter, and not with a sign that goes on.
func beginsSentence(s string, i int, wide bool) bool {
	for j, r := range s[i:] {
		switch {
		case strings.ContainsRune(openers, r) || unicode.IsSpace(r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return !unicode.IsLower(r)
		default:
			return j > 0 || wide || !strings.ContainsRune(",;:.!?»)]", r)
		}
	}
	return true
}

// abbreviates tells whether a single point belongs to the word before it.
func abbreviates(before, stop, after, lang string) bool {
	if stop != "." {
		return false
	}
	rest := strings.TrimRightFunc(before, func(r rune) bool {
		return !unicode.IsSpace(r) && (r == '-' || !strings.ContainsRune(openers, r))
	})
	word := strings.ToLower(before[len(rest):])
	if len(word) < 3 && isNumber(word) {
		code, _, _ := strings.Cut(lang, "-")
		return ordinal[code]
	}
	if shortened[word] || counted[word] && unicode.IsDigit(rune((after + " ")[0])) {
		return true
	}
	last, size := utf8.DecodeLastRuneInString(word)
	inner := word[:len(word)-size]
	return (inner == "" || strings.HasSuffix(inner, ".") || strings.HasSuffix(inner, "-")) && unicode.IsLetter(last) && !unicode.Is(unicode.Han, last)
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
