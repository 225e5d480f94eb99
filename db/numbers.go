package db

import "florilegium/clipper"

// joinNumbers takes the groups of a number that was typed with spaces (1 000 000)
// for one term, as the texts have it.
func joinNumbers(groups []clipper.Group) []clipper.Group {
	var out []clipper.Group
	for _, g := range groups {
		if n := len(out); n > 0 && plainDigits(g, 3, 3) && continues(out[n-1]) {
			last := out[n-1][0]
			last.Value += " " + g[0].Value
			last.Prefix = g[0].Prefix
			out[n-1] = clipper.Group{last}
			continue
		}
		out = append(out, g)
	}
	return out
}

// continues reports the beginning of a number in groups.
func continues(g clipper.Group) bool {
	if len(g) != 1 {
		return false
	}
	head := g[0]
	for i, c := range head.Value {
		if c == ' ' {
			head.Value = head.Value[:i]
			break
		}
	}
	return plainDigits(clipper.Group{head}, 1, 3)
}

// plainDigits reports a group of one word of so many digits.
func plainDigits(g clipper.Group, least, most int) bool {
	if len(g) != 1 || g[0].Field != clipper.FieldText || g[0].Not || g[0].Phrase {
		return false
	}
	v := g[0].Value
	for i := range len(v) {
		if v[i] < '0' || v[i] > '9' {
			return false
		}
	}
	return len(v) >= least && len(v) <= most
}
