package typeset

import (
	"strings"
	"unicode"
)

// units stay with the number before them.
var units = map[string]bool{
	"h": true, "min": true, "s": true, "mm": true, "cm": true, "m": true, "km": true, "m²": true, "km²": true, "m³": true, "ha": true,
	"mg": true, "g": true, "kg": true, "t": true, "l": true, "cl": true, "°C": true, "°F": true, "K": true, "Hz": true, "kHz": true, "MHz": true, "GHz": true,
	"W": true, "kW": true, "MW": true, "GW": true, "kWh": true, "MWh": true, "GWh": true, "TWh": true, "V": true, "A": true, "J": true, "kJ": true,
	"kB": true, "KB": true, "MB": true, "GB": true, "TB": true, "ko": true, "Ko": true, "Mo": true, "Go": true, "To": true, "px": true, "dB": true,
	"km/h": true, "m/s": true, "Uhr": true, "EUR": true, "USD": true, "M€": true, "Md€": true,
}

// numbered come before a number, or a title before a name, and stay with it.
var (
	numbered = map[string]bool{
		"n°": true, "nº": true, "N°": true, "no.": true, "No.": true, "Nr.": true, "§": true, "§§": true, "p.": true, "pp.": true, "S.": true, "f.": true,
		"art.": true, "Art.": true, "vol.": true, "Vol.": true, "t.": true, "fig.": true, "Fig.": true, "chap.": true, "Bd.": true, "v.": true, "№": true,
	}
	titles = map[string]bool{
		"M.": true, "MM.": true, "Mme": true, "Mlle": true, "Dr": true, "Dr.": true, "Mr": true, "Mr.": true, "Mrs": true, "Mrs.": true, "Ms": true, "Ms.": true,
		"Prof.": true, "St": true, "St.": true, "Me": true,
	}
)

// tie joins what starts at i to the word before its space, where one means
// nothing without the other: 12 km, 10 000, n° 3, M. Durand.
func (k *breaker) tie(r rune, cl class, i int) {
	switch {
	case k.prev == clDigit:
		if tiesNumber(k.text[k.first:i], k.text[i:k.end]) {
			k.prev = clGlue
		}
	case cl == clDigit:
		if numbered[lastWord(k.text[k.first:i])] {
			k.prev = clGlue
		}
	case r >= 'A' && r <= 'Z' || r >= 0xC0 && unicode.IsUpper(r):
		if titles[lastWord(k.text[k.first:i])] {
			k.prev = clGlue
		}
	}
}

// lastWord is the last word of a text that ends with a space.
func lastWord(text string) string {
	text = strings.TrimRight(text, " ")
	if len(text) > 12 {
		text = text[len(text)-12:]
	}
	return text[strings.LastIndexAny(text, " (\u00a0\u202f'’")+1:]
}

// tiesNumber tells whether what follows a number and a plain space is its unit
// or its next three digits.
func tiesNumber(before, after string) bool {
	n := strings.IndexFunc(after, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.N, unicode.Sc) && r != '°' && r != '/' })
	if n < 0 {
		n = len(after)
	}
	word, next := after[:n], after[n:]
	if units[word] {
		return !strings.HasPrefix(next, "’") && !strings.HasPrefix(next, "'")
	}
	before = strings.TrimRight(before, " ")
	digits := len(before) - len(strings.TrimRight(before, "0123456789"))
	return len(word) == 3 && strings.Trim(word, "0123456789") == "" && digits <= 3
}

// proseOf tells whose rules a language (BCP 47) follows: which languages pair
// their dashes, and which write »so« and not « so ».
func proseOf(lang string) prose {
	lang = strings.ToLower(lang)
	primary, _, _ := strings.Cut(lang, "-")
	switch primary {
	case "fr":
		return french
	case "zh":
		return chinese
	case "ja":
		return japanese
	case "de":
		if lang == "de-ch" || lang == "de-li" {
			return plain
		}
		return inward
	case "da", "cs", "sk", "sl", "hr", "sr", "bs", "hu":
		return inward
	}
	return plain
}
