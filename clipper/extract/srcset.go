package extract

import (
	"strconv"
	"strings"
)

// candidate is one entry of a srcset: an address and its width in pixels; a
// density counts as that many times the width of a column.
type candidate struct {
	address string
	width   int
}

const (
	mostCandidates = 64
	columnWidth    = 600 // pixels of a picture of density 1
)

// parseSrcset reads a srcset attribute by the algorithm of the HTML standard
// (4.8.4.3.10): addresses end at white space, so that they may hold commas, and
// an entry with a descriptor that is none is left out.
func parseSrcset(s string) []candidate {
	var all []candidate
	for len(all) < mostCandidates {
		s = strings.TrimLeft(s, " \t\r\n\f,")
		if s == "" {
			break
		}
		end := strings.IndexFunc(s, isSpace)
		if end < 0 {
			end = len(s)
		}
		address := s[:end]
		s = s[end:]
		var descriptors []string
		if trimmed := strings.TrimRight(address, ","); trimmed != address {
			address = trimmed
		} else {
			descriptors, s = splitDescriptors(s)
		}
		if width, ok := describe(descriptors); ok {
			all = append(all, candidate{address, width})
		}
	}
	return all
}

// splitDescriptors takes the descriptors of one entry up to the comma that ends
// it; within parentheses neither comma nor space ends anything.
func splitDescriptors(s string) (descriptors []string, rest string) {
	start, inside := -1, false
	take := func(end int) {
		if start >= 0 && end > start {
			descriptors = append(descriptors, s[start:end])
		}
		start = -1
	}
	for i := range len(s) {
		switch c := s[i]; {
		case inside:
			inside = c != ')'
		case isSpace(rune(c)):
			take(i)
		case c == ',':
			take(i)
			return descriptors, s[i+1:]
		default:
			if start < 0 {
				start = i
			}
			inside = c == '('
		}
	}
	take(len(s))
	return descriptors, ""
}

// describe is the width that descriptors give to a picture; false where they
// contradict each other or mean nothing.
func describe(descriptors []string) (width int, ok bool) {
	height, density := 0, -1.
	for _, d := range descriptors {
		value, kind := d[:len(d)-1], d[len(d)-1]
		switch kind {
		case 'w', 'h':
			n, err := strconv.ParseUint(value, 10, 31)
			if err != nil || n == 0 || strings.HasPrefix(value, "+") {
				return 0, false
			}
			if kind == 'h' && height == 0 {
				height = int(n)
			} else if kind == 'w' && width == 0 {
				width = int(n)
			} else {
				return 0, false
			}
		case 'x':
			n, err := strconv.ParseFloat(value, 64)
			if err != nil || density >= 0 || n < 0 || n > 1000 || strings.Trim(value, "0123456789.eE-+") != "" || value[0] == '+' {
				return 0, false
			}
			density = n
		default:
			return 0, false
		}
	}
	switch {
	case density >= 0:
		return int(density * columnWidth), width == 0 && height == 0
	case width == 0:
		return columnWidth, height == 0
	}
	return width, true
}
