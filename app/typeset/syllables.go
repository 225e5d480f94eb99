package typeset

// syllableBreak tells whether a line may break between two letters of a script
// that writes no spaces. Without a dictionary only borders that the letters
// themselves show are taken: those of Thai and Lao are few, those of Burmese and
// Tibetan all. Khmer parts words by U+200B, where its writers do.
func syllableBreak(before, r rune, rest string) bool {
	switch {
	case r >= 0x0E00 && r <= 0x0EFF:
		return thaiBreak(before, r, rest)
	case r >= 0x0F00 && r <= 0x0FFF:
		return before == 0x0F0B && (r >= 0x0F20 && r <= 0x0FBC)
	case r >= 0x1000 && r <= 0x109F:
		return burmeseBreak(before, r, rest)
	}
	return false
}

// thaiBreak knows Thai and Lao, whose letters lie at the same places of their
// blocks: vowels written before their consonant begin a syllable, short a, am,
// the sign of repetition and that of silence end one.
func thaiBreak(before, r rune, rest string) bool {
	at, last := r&0x7F, before&0x7F
	if before < 0x0E00 || before > 0x0EFF || r == 0x0E2F || follows(at) || isLeading(last) {
		return false
	}
	if isLeading(at) {
		return true
	}
	switch last {
	case 0x30, 0x33, 0x46:
		return true
	case 0x4C:
		return before < 0x0E80 && len(rest) > 0
	}
	return false
}

// isLeading are the vowels that are written before their consonant.
func isLeading(at rune) bool { return at >= 0x40 && at <= 0x44 }

// follows are vowels, tones and signs that never begin a line.
func follows(at rune) bool {
	return at >= 0x30 && at <= 0x3A || at == 0x45 || at == 0x46 || at >= 0x47 && at <= 0x4E
}

// burmeseBreak: a syllable begins with a consonant or an independent vowel that
// is neither stacked below the one before nor made silent by what follows.
func burmeseBreak(before, r rune, rest string) bool {
	if before == 0x1039 || !(r <= 0x102A || r == 0x103F || r >= 0x1040 && r <= 0x1049 && !(before >= 0x1040 && before <= 0x1049)) {
		return false
	}
	for _, next := range rest {
		switch next {
		case 0x1037: // a dot may stand before the sign of silence
			continue
		case 0x1039, 0x103A:
			return false
		}
		break
	}
	return true
}
