package anchor

import "slices"

// matcher counts edit errors between a pattern and a text with the bit vectors
// of Myers (1999) in the blocks of Hyyrö (2003): one column of the table of
// distances is held as its differences, 64 rows a word. It works on bytes.
type matcher struct {
	rows  int
	words int
	last  uint64      // the bit of the last row in the last word
	equal [256]uint16 // index into masks of a byte's rows
	masks [][]uint64
	up    []uint64 // rows one more than the row above
	down  []uint64 // rows one less
}

func newMatcher(pattern string) *matcher {
	words := (len(pattern) + 63) / 64
	m := &matcher{
		rows: len(pattern), words: words, last: 1 << ((len(pattern) - 1) % 64),
		masks: [][]uint64{make([]uint64, words)}, up: make([]uint64, words), down: make([]uint64, words),
	}
	for i := range len(pattern) {
		c := pattern[i]
		if m.equal[c] == 0 {
			m.equal[c] = uint16(len(m.masks))
			m.masks = append(m.masks, make([]uint64, words))
		}
		m.masks[m.equal[c]][i/64] |= 1 << (i % 64)
	}
	return m
}

func (m *matcher) reset() {
	for i := range m.up {
		m.up[i], m.down[i] = ^uint64(0), 0
	}
}

// column reads one byte of text and returns the change of the distance in the
// last row. top is the change in row 0: 0 where a match may begin anywhere, 1
// where it begins at the start of the text.
func (m *matcher) column(c byte, top int) int {
	equal, carry := m.masks[m.equal[c]], top
	for w, eq := range equal {
		up, down := m.up[w], m.down[w]
		high := uint64(1) << 63
		if w == m.words-1 {
			high = m.last
		}
		vertical := eq | down
		if carry < 0 {
			eq |= 1
		}
		horizontal := (((eq & up) + up) ^ up) | eq
		more := down | ^(horizontal | up)
		less := up & horizontal
		out := 0
		if more&high != 0 {
			out = 1
		} else if less&high != 0 {
			out = -1
		}
		more, less = more<<1, less<<1
		if carry > 0 {
			more |= 1
		} else if carry < 0 {
			less |= 1
		}
		m.up[w], m.down[w] = less|^(vertical|more), more&vertical
		carry = out
	}
	return carry
}

// ending is where a match ends and how many errors it has.
type ending struct{ at, errors int }

// ends lists the ends of the best matches with at most limit errors, the best
// first, at least half a pattern apart.
func (m *matcher) ends(text string, limit int) []ending {
	m.reset()
	var hills []ending
	errors := m.rows
	for i := range len(text) {
		errors += m.column(text[i], 0)
		if errors > limit {
			continue
		}
		n := len(hills) - 1
		switch {
		case n < 0 || i+1-hills[n].at > m.rows/2:
			hills = append(hills, ending{i + 1, errors})
		case errors < hills[n].errors:
			hills[n] = ending{i + 1, errors}
		}
	}
	slices.SortStableFunc(hills, func(a, b ending) int { return a.errors - b.errors })
	return hills[:min(len(hills), candidates)]
}

// reach is the length of the beginning of text that is most like the pattern,
// of equal ones the longest.
func (m *matcher) reach(text string) int {
	m.reset()
	best, at, errors := m.rows, 0, m.rows
	for i := range len(text) {
		if errors += m.column(text[i], 1); errors <= best {
			best, at = errors, i+1
		}
	}
	return at
}

// errorsIn is the least number of errors of the pattern anywhere in text.
func (m *matcher) errorsIn(text string) int {
	m.reset()
	best, errors := m.rows, m.rows
	for i := range len(text) {
		errors += m.column(text[i], 0)
		best = min(best, errors)
	}
	return best
}

func reversed(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}
