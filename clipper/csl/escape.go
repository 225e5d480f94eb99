package csl

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// raised are the characters that carry their own superscript. In HTML and RTF
// they become ordinary characters, raised, so that all superscripts look alike.
var raised = map[rune]string{
	'ª': "a", '²': "2", '³': "3", '¹': "1", 'º': "o", 'ʰ': "h", 'ʱ': "ɦ", 'ʲ': "j", 'ʳ': "r", 'ʴ': "ɹ",
	'ʵ': "ɻ", 'ʶ': "ʁ", 'ʷ': "w", 'ʸ': "y", 'ˠ': "ɣ", 'ˡ': "l", 'ˢ': "s", 'ˣ': "x", 'ˤ': "ʕ",
	'ᴬ': "A", 'ᴭ': "Æ", 'ᴮ': "B", 'ᴰ': "D", 'ᴱ': "E", 'ᴲ': "Ǝ", 'ᴳ': "G", 'ᴴ': "H", 'ᴵ': "I",
	'ᴶ': "J", 'ᴷ': "K", 'ᴸ': "L", 'ᴹ': "M", 'ᴺ': "N", 'ᴼ': "O", 'ᴽ': "Ȣ", 'ᴾ': "P", 'ᴿ': "R",
	'ᵀ': "T", 'ᵁ': "U", 'ᵂ': "W", 'ᵃ': "a", 'ᵄ': "ɐ", 'ᵅ': "ɑ", 'ᵆ': "ᴂ", 'ᵇ': "b", 'ᵈ': "d",
	'ᵉ': "e", 'ᵊ': "ə", 'ᵋ': "ɛ", 'ᵌ': "ɜ", 'ᵍ': "g", 'ᵏ': "k", 'ᵐ': "m", 'ᵑ': "ŋ", 'ᵒ': "o",
	'ᵓ': "ɔ", 'ᵔ': "ᴖ", 'ᵕ': "ᴗ", 'ᵖ': "p", 'ᵗ': "t", 'ᵘ': "u", 'ᵙ': "ᴝ", 'ᵚ': "ɯ", 'ᵛ': "v",
	'ᵜ': "ᴥ", 'ᵝ': "β", 'ᵞ': "γ", 'ᵟ': "δ", 'ᵠ': "φ", 'ᵡ': "χ",
	'⁰': "0", 'ⁱ': "i", '⁴': "4", '⁵': "5", '⁶': "6", '⁷': "7", '⁸': "8", '⁹': "9",
	'⁺': "+", '⁻': "−", '⁼': "=", '⁽': "(", '⁾': ")", 'ⁿ': "n",
	'℠': "SM", '™': "TM", '㆒': "一", '㆓': "二", '㆔': "三", '㆕': "四", '㆖': "上", '㆗': "中",
	'㆘': "下", '㆙': "甲", '㆚': "乙", '㆛': "丙", '㆜': "丁", '㆝': "天", '㆞': "地", '㆟': "人",
	'ˀ': "ʔ", 'ˁ': "ʕ", 'ۥ': "و", 'ۦ': "ي",
}

// raise writes s, each raised character between open and shut.
func raise(s, open, shut string, escape func(*strings.Builder, rune)) string {
	var b strings.Builder
	for _, r := range s {
		plain, up := raised[r]
		if !up {
			escape(&b, r)
			continue
		}
		b.WriteString(open)
		for _, p := range plain {
			escape(&b, p)
		}
		b.WriteString(shut)
	}
	return b.String()
}

func escapeHTML(s string) string {
	return raise(strings.ReplaceAll(s, "  ", "\u00a0 "), "<sup>", "</sup>", func(b *strings.Builder, r rune) {
		switch r {
		case '&':
			b.WriteString("&#38;")
		case '<':
			b.WriteString("&#60;")
		case '>':
			b.WriteString("&#62;")
		default:
			b.WriteRune(r)
		}
	})
}

func escapeRTF(s string) string {
	return raise(s, `{\super `, "}", func(b *strings.Builder, r rune) {
		switch {
		case r == '\\' || r == '{' || r == '}':
			fmt.Fprintf(b, `\%c`, r)
		case r == '\t':
			b.WriteString(`\tab{}`)
		case r < 0x80:
			b.WriteRune(r)
		default:
			for _, unit := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(b, `\uc0\u%d{}`, unit)
			}
		}
	})
}

func escapeMarkdown(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\*_[]<>`^~#$|@", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

var latexEscapes = strings.NewReplacer(
	`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "&", `\&`, "%", `\%`, "$", `\$`, "#", `\#`,
	"_", `\_`, "~", `\textasciitilde{}`, "^", `\textasciicircum{}`, "\u00a0", "~",
	"<", `\textless{}`, ">", `\textgreater{}`,
)

func escapeLaTeX(s string) string { return latexEscapes.Replace(s) }
