package typeset

import "golang.org/x/text/unicode/norm"

// standIns are drawn for signs that no face has, where the first that the face
// of the text has is taken. They never change the text.
var standIns = map[rune]string{
	'‐': "-", '‒': "–-", '―': "—", '−': "–-", '⁃': "•-", '˗': "-", '﹣': "-",
	'ʼ': "’'", 'ʻ': "‘'", 'ʹ': "′'", '′': "'", '″': "”\"", '‴': "”\"", '‵': "‘`", '＇': "'",
	'⁄': "/", '∕': "/", '⧸': "/", '∖': "\\", '∙': "·", '⋅': "·", '•': "·", '▪': "•", '◦': "•", '‣': "•", '∗': "*",
	'∣': "|", '¦': "|", '∶': ":", '∼': "~", '〜': "~", '～': "~", '〈': "⟨<", '〉': "⟩>", '⟨': "<", '⟩': ">",
	'№': "N", '⸺': "—", '⸻': "—", '⩽': "≤", '⩾': "≥", '➔': "→", '➜': "→", '➞': "→", '⟶': "→", '⟵': "←", '⟹': "⇒", '⟺': "⇔",
}

// standIn is the rune that is drawn where no face has r: another form of the
// same letter or sign that the face of the text has, else r.
func (s *Setter) standIn(at slot, r rune) rune {
	own := s.base[at]
	if r < 0x80 || own.has(r) || s.faceFor(at, r).has(r) {
		return r
	}
	for _, as := range standIns[r] {
		if s.faceFor(at, as).has(as) {
			return as
		}
	}
	// Letters of mathematics, full-width forms, spaces of all widths.
	if form := []rune(norm.NFKC.String(string(r))); len(form) == 1 && s.faceFor(at, form[0]).has(form[0]) {
		return form[0]
	}
	return r
}
