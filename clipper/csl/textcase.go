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
		capitalizeFirst(tokens, lang)
	case "capitalize-all":
		capitalizeAll(tokens, lang)
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

// capitalizeFirst gives the text a capital when it begins with a letter, with
// nothing before it but a curly quotation mark.
func capitalizeFirst(tokens []token, lang string) {
	for i := range tokens {
		t := &tokens[i]
		if t.kind == openQuote && t.straight || t.nocase {
			return
		}
		if t.kind != textToken || t.text == "" {
			continue
		}
		head := strings.TrimLeft(t.text, "“‘")
		if r, _ := utf8.DecodeRuneInString(head); unicode.IsLetter(r) {
			t.text = t.text[:len(t.text)-len(head)] + capitalized(head)
		}
		return
	}
}

// capitalizeAll gives every word without capitals one at its head.
func capitalizeAll(tokens []token, lang string) {
	words := titleWords(tokens)
	for i := len(words) - 1; i >= 0; i-- {
		w := words[i]
		if t := &tokens[w.token]; !w.nocase && w.text == lower(w.text, lang) {
			t.text = t.text[:w.start] + capitalized(w.text) + t.text[w.end:]
		}
	}
}

func sentenceCase(tokens []token, lang string) {
	words := titleWords(tokens)
	for i := len(words) - 1; i > 0; i-- {
		w := words[i]
		if t := &tokens[w.token]; !w.nocase {
			t.text = t.text[:w.start] + lower(w.text, lang) + t.text[w.end:]
		}
	}
	capitalizeFirst(tokens, lang)
}
