package fold

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
)

// stemmers are the languages whose endings are known. Words are stemmed as they
// are folded, without accents, since readers type them so.
var stemmers = map[string]func(*snowballstem.Env) bool{
	"de": german.Stem, "en": english.Stem, "es": spanish.Stem, "fr": french.Stem,
	"it": italian.Stem, "pt": portuguese.Stem, "ru": russian.Stem,
}

// shortest is the length in letters below which a word is left alone.
const shortest = 4

// Language is the primary subtag of a BCP 47 tag where its endings are known,
// else "".
func Language(tag string) string {
	if len(tag) > 2 && tag[2] != '-' && tag[2] != '_' || len(tag) < 2 {
		return ""
	}
	code := string([]byte{tag[0] | 0x20, tag[1] | 0x20})
	if stemmers[code] == nil {
		return ""
	}
	return code
}

// Stem is the stem of a folded word in a language that Language gave; the word
// itself where it is too short or has digits in it.
func Stem(lang, word string) string {
	stem := stemmers[lang]
	if stem == nil || utf8.RuneCountInString(word) < shortest || !letters(word) {
		return word
	}
	env := snowballstem.NewEnv(singular(lang, word))
	stem(env)
	if out := env.Current(); out != "" {
		return out
	}
	return word
}

// singular mends what folding hides from the stemmer: Portuguese -ões and -ães.
func singular(lang, word string) string {
	if lang == "pt" && len(word) > 5 && (strings.HasSuffix(word, "oes") || strings.HasSuffix(word, "aes")) {
		return word[:len(word)-3] + "ao"
	}
	return word
}

// StemToken is how the index writes a stem: it belongs to one language, and no
// word of a text is written like it.
func StemToken(lang, stem string) string { return stem + "·" + lang }

func letters(word string) bool {
	for i := range len(word) {
		if word[i] >= '0' && word[i] <= '9' {
			return false
		}
	}
	return true
}
