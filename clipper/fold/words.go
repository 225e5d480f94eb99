package fold

import "strings"

// Word is a word of a text as the index knows it. A run of Chinese, Japanese,
// Korean or Thai is the overlapping pairs of its characters.
type Word struct {
	Text       string // folded
	Start, End int    // bytes of the text
	Glued      bool   // a hyphen alone stands before it
	// Tail marks the last character of a run of pairs, given once more by itself
	// so that it can be searched for alone.
	Tail bool
}

// Words lists the words of text. Elided articles are dropped (l'État is "etat"),
// a hyphenated word is its parts.
func Words(text string) []Word {
	var list []Word
	for sc := newScanner(text); sc.next(); {
		list = append(list, Word{string(sc.word), sc.start, sc.end, sc.glued, sc.tail})
	}
	return list
}

// Joined is a hyphenated word or a number in groups (1 000 000), as one word; ""
// where words, which are those of text, are neither.
func Joined(text string, words []Word) string {
	var j joiner
	joined := ""
	for i, w := range words {
		if i > 0 && w.Start < words[i-1].End {
			return ""
		}
		gap := ""
		if i > 0 {
			gap = text[words[i-1].End:w.Start]
		}
		whole := j.add([]byte(w.Text), gap, w.Glued)
		if i > 0 && !whole {
			return ""
		}
	}
	if len(words) > 1 {
		joined = string(j.word)
	}
	return joined
}

// joiner puts hyphenated words and grouped numbers together again.
type joiner struct {
	word   []byte
	parts  int
	number bool // so far a number in groups of three
}

// most is how many parts of a hyphenated word are put together.
const most = 4

// add takes the next word and reports whether it belongs to those before it.
func (j *joiner) add(word []byte, gap string, glued bool) bool {
	digits := number(word)
	switch {
	case j.parts > 0 && j.number && digits && len(word) == 3 && grouping(gap):
	case glued && j.parts > 0 && j.parts < most && !(digits && number(j.word)):
		j.number = false
	default:
		j.word = append(j.word[:0], word...)
		j.parts, j.number = 1, digits && len(word) <= 3
		return false
	}
	j.parts++
	j.word = append(j.word, word...)
	return len(j.word) <= longest
}

func number(word []byte) bool {
	for _, c := range word {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(word) > 0
}

// grouping reports what parts the thousands of a number: a space of any kind, a
// point, a comma or an apostrophe.
func grouping(gap string) bool {
	switch gap {
	case " ", "\u00a0", "\u202f", "\u2009", ".", ",", "'", "’":
		return true
	}
	return false
}

// Analyser turns texts into what the search index stores. It keeps the stems it
// has met; it is not for use by several goroutines at once.
type Analyser struct {
	stems      map[string]map[string]*stemmed
	round      uint32
	out, extra []byte
	join       joiner
}

// stemmed is a word with its stem; round is the last text it was noted for.
type stemmed struct {
	token string // "" where the word is its own stem
	round uint32
}

// remembered bounds the stems kept for one language.
const remembered = 1 << 15

// Index is the text as words parted by spaces, and more words that it can be
// found by: hyphenated words and grouped numbers written as one, and the stems of
// the language (a BCP 47 tag) where they differ from the word, once for each word.
func (a *Analyser) Index(text, lang string) (words, more string) {
	a.out, a.extra = a.out[:0], a.extra[:0]
	a.join.parts = 0
	a.round++
	code := Language(lang)
	known := a.known(code)
	for sc := newScanner(text); sc.next(); {
		a.out = append(append(a.out, sc.word...), ' ')
		if sc.pair || sc.tail {
			a.join.parts = 0
			continue
		}
		a.joinWord(&sc, text)
		if known != nil && !sc.digits && len(sc.word) >= shortest {
			a.stem(known, code, sc.word)
		}
	}
	return string(a.out), string(a.extra)
}

func (a *Analyser) known(code string) map[string]*stemmed {
	if code == "" {
		return nil
	}
	if a.stems == nil {
		a.stems = map[string]map[string]*stemmed{}
	}
	known := a.stems[code]
	if known == nil || len(known) > remembered {
		known = make(map[string]*stemmed, 1024)
		a.stems[code] = known
	}
	return known
}

// joinWord follows hyphens and groups of digits from word to word.
func (a *Analyser) joinWord(sc *scanner, text string) {
	gap := ""
	if sc.before >= 0 {
		gap = text[sc.before:sc.start]
	}
	if a.join.add(sc.word, gap, sc.glued) {
		a.extra = append(append(a.extra, a.join.word...), ' ')
	}
}

func (a *Analyser) stem(known map[string]*stemmed, code string, word []byte) {
	e := known[string(word)]
	if e == nil {
		w := string(word)
		e = new(stemmed)
		if s := Stem(code, w); s != w {
			e.token = StemToken(code, s)
		}
		known[w] = e
	}
	if e.round == a.round {
		return
	}
	e.round = a.round
	if e.token != "" {
		a.extra = append(append(a.extra, e.token...), ' ')
	}
}

// Plain is text as folded words parted by one space: what two titles have to
// share to be the same title.
func Plain(text string) string {
	var b strings.Builder
	for sc := newScanner(text); sc.next(); {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.Write(sc.word)
	}
	return b.String()
}
