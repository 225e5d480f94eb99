package clipper

import "strings"

// paces are the words that grown readers read in a minute, by language, after the
// International Reading Speed Texts (IReST, 2012). In Chinese, Japanese and Thai,
// whose texts were counted in characters, two characters are a word.
var paces = map[string]float64{
	"ar": 138, "de": 179, "en": 228, "es": 218, "fi": 161, "fr": 195, "he": 187, "it": 188, "nl": 202,
	"pl": 166, "pt": 181, "ru": 184, "sl": 180, "sv": 199, "tr": 166, "zh": 127.5, "ja": 178.5, "th": 210,
}

// Pace is how many words of a language (BCP 47) are read in a minute; 200 where
// nobody measured it. In scripts without spaces two characters are a word.
func Pace(lang string) float64 {
	code, _, _ := strings.Cut(strings.ToLower(lang), "-")
	if pace, ok := paces[code]; ok {
		return pace
	}
	return 200
}

// Minutes is how long a text of so many words takes to read, in whole minutes, at
// least one.
func Minutes(words int, lang string) int { return max(1, int(float64(words)/Pace(lang)+.5)) }
