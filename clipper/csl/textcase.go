package csl

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// applyCase changes the case of a field's text in place. Words are read across
// the borders of formatting; text marked nocase stays.
func applyCase(tokens []token, textCase, lang string) {
	switch textCase {
	case "lowercase":
		eachText(tokens, func(s string) string { return lower(s, lang) })
	case "uppercase":
		eachText(tokens, func(s string) string { return upper(s, lang) })
	case "capitalize-first":
		capitalizeWords(tokens, lang, true)
	case "capitalize-all":
		capitalizeWords(tokens, lang, false)
	case "sentence":
		sentenceCase(tokens, lang)
	case "title":
		if isEnglish(lang) {
			titleCase(tokens, lang)
		}
	}
}

func isEnglish(lang string) bool {
	return language.Make(lang) == language.English || strings.HasPrefix(lang, "en")
}

func eachText(tokens []token, change func(string) string) {
	for i := range tokens {
		if t := &tokens[i]; t.kind == textToken && !t.nocase {
			t.text = change(t.text)
		}
	}
}

// lower and upper follow the language where it matters: Turkish and
// Azerbaijani dotted i, Lithuanian, Greek accents.
func lower(s, lang string) string {
	if tag, special := specialCasing(lang); special {
		return cases.Lower(tag).String(s)
	}
	return strings.ToLower(s)
}

func upper(s, lang string) string {
	if tag, special := specialCasing(lang); special {
		return cases.Upper(tag).String(s)
	}
	return strings.ToUpper(strings.ReplaceAll(s, "ß", "SS"))
}

func specialCasing(lang string) (language.Tag, bool) {
	if len(lang) < 2 {
		return language.Und, false
	}
	switch lang[:2] {
	case "tr", "az", "lt", "nl":
		return language.Make(lang), true
	}
	return language.Und, false
}

func capitalizeWords(tokens []token, lang string, firstOnly bool) {
	inWord := false
	for i := range tokens {
		t := &tokens[i]
		if t.kind != textToken {
			continue
		}
		var b strings.Builder
		for j, r := range t.text {
			isWord := unicode.IsLetter(r) || unicode.IsDigit(r) || r == '’' || r == '\''
			if isWord && !inWord && !t.nocase && unicode.IsLower(r) && allLowerAhead(t.text[j:]) {
				b.WriteString(upper(string(r), lang))
			} else {
				b.WriteRune(r)
			}
			inWord = isWord
			if isWord && firstOnly {
				b.WriteString(t.text[j+utf8.RuneLen(r):])
				t.text = b.String()
				return
			}
		}
		t.text = b.String()
	}
}

// allLowerAhead reports whether the word at the head of s has no capital.
func allLowerAhead(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) {
			return true
		}
		if unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

func sentenceCase(tokens []token, lang string) {
	eachText(tokens, func(s string) string { return lower(s, lang) })
	capitalizeWords(tokens, lang, true)
}
