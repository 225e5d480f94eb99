package typeset

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
)

// patternFolder is where Debian, Fedora and others keep the hyphenation
// patterns of LibreOffice.
const patternFolder = "/usr/share/hyphen"

// hyphens divides the words of one language by the patterns of F. M. Liang, as
// TeX and libhyphen do.
type hyphens struct {
	patterns    map[string][]byte // letters, with a value before, between and after them
	longest     int               // bytes of a pattern
	left, right int               // letters that stay together at either end
}

// hyphenShelf holds the patterns found, by language.
type hyphenShelf struct {
	folder string
	mu     sync.Mutex
	files  []string // of the folder; nil before it was read
	read   map[string]*hyphens
}

// of are the patterns of a language (BCP 47), nil where none are found.
func (h *hyphenShelf) of(lang string) *hyphens {
	h.mu.Lock()
	defer h.mu.Unlock()
	if known, ok := h.read[lang]; ok {
		return known
	}
	if h.read == nil {
		h.read = map[string]*hyphens{}
		h.files, _ = filepath.Glob(filepath.Join(h.folder, "hyph_*.dic")) // the pattern is well-formed
	}
	var found *hyphens
	if file := patternFile(h.files, lang); file != "" {
		found = readPatternFile(file)
	}
	h.read[lang] = found
	return found
}

// patternFile is the file of a language: its own region's, else the main one of
// the language, else the first.
func patternFile(files []string, lang string) string {
	primary, rest, _ := strings.Cut(strings.ToLower(lang), "-")
	if primary == "" {
		return ""
	}
	regions := []string{"_" + rest, "", "_" + primary}
	if primary == "en" {
		regions = []string{"_" + rest, "_gb", "_us", ""}
	}
	for _, region := range regions {
		for _, f := range files {
			if strings.EqualFold(filepath.Base(f), "hyph_"+primary+region+".dic") {
				return f
			}
		}
	}
	for _, f := range files {
		if strings.HasPrefix(strings.ToLower(filepath.Base(f)), "hyph_"+primary+"_") {
			return f
		}
	}
	return ""
}

// readPatternFile reads a file of patterns; one that is none divides no words,
// as if it were not there.
func readPatternFile(name string) *hyphens {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	h, err := parsePatterns(data)
	if err != nil {
		return nil
	}
	return h
}

var errNoPatterns = errors.New("no hyphenation patterns")

// parsePatterns reads the hyph_*.dic format of libhyphen: the encoding on the
// first line, keywords, then a pattern a line. Of several levels the last is
// used; patterns that would change letters are left out.
func parsePatterns(data []byte) (*hyphens, error) {
	first, rest, _ := bytes.Cut(data, []byte("\n"))
	text, err := decodePatterns(strings.TrimSpace(string(first)), rest)
	if err != nil {
		return nil, err
	}
	h := &hyphens{patterns: map[string][]byte{}, left: 2, right: 2}
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		h.line(strings.TrimSpace(lines.Text()))
	}
	if lines.Err() != nil || len(h.patterns) == 0 {
		return nil, errNoPatterns
	}
	return h, nil
}

// decodePatterns turns what follows the first line into UTF-8.
func decodePatterns(charset string, data []byte) (string, error) {
	name := strings.ToLower(charset)
	switch {
	case name == "utf-8":
		return strings.ToValidUTF8(string(data), ""), nil
	case strings.HasPrefix(name, "iso8859-"):
		name = "iso-8859-" + name[len("iso8859-"):]
	case strings.HasPrefix(name, "microsoft-cp"):
		name = "windows-" + name[len("microsoft-cp"):]
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return "", errNoPatterns
	}
	text, err := io.ReadAll(enc.NewDecoder().Reader(bytes.NewReader(data)))
	return string(text), err
}

func (h *hyphens) line(s string) {
	key, value, _ := strings.Cut(s, " ")
	switch key {
	case "", "COMPOUNDLEFTHYPHENMIN", "COMPOUNDRIGHTHYPHENMIN", "NOHYPHEN":
		return
	case "LEFTHYPHENMIN":
		h.left = atLeast2(value)
		return
	case "RIGHTHYPHENMIN":
		h.right = atLeast2(value)
		return
	case "NEXTLEVEL":
		clear(h.patterns)
		return
	}
	if strings.ContainsAny(key, "%#/=") {
		return // a comment, or a pattern that changes letters
	}
	h.pattern(key)
}

func atLeast2(s string) int {
	n, _ := strconv.Atoi(strings.TrimSpace(s)) // 0 for what is no number
	return min(max(2, n), 20)
}

// pattern takes in one pattern, such as ".é3t2é".
func (h *hyphens) pattern(s string) {
	letters := make([]byte, 0, len(s))
	values := []byte{0}
	for _, r := range s {
		if r >= '0' && r <= '9' {
			values[len(values)-1] = byte(r - '0')
			continue
		}
		letters = utf8.AppendRune(letters, unicode.ToLower(r))
		values = append(values, 0)
	}
	if len(letters) == 0 || len(letters) > 255 {
		return
	}
	h.patterns[string(letters)] = values
	h.longest = max(h.longest, len(letters))
}

// points are the places, in bytes, where a word of letters may be divided.
func (h *hyphens) points(word string) []int {
	low := "." + strings.ToLower(word) + "."
	n := utf8.RuneCountInString(word)
	if len(low) != len(word)+2 || n < h.left+h.right || n > 60 {
		return nil
	}
	starts := make([]int, 0, n+3) // byte of each letter
	for i := range low {
		starts = append(starts, i)
	}
	starts = append(starts, len(low))
	values := make([]byte, len(starts)+1)
	for from := range n + 2 {
		for to := from + 1; to < len(starts) && starts[to]-starts[from] <= h.longest; to++ {
			for k, v := range h.patterns[low[starts[from]:starts[to]]] {
				values[from+k] = max(values[from+k], v)
			}
		}
	}
	var points []int
	for k := h.left; k <= n-h.right; k++ {
		if values[k+1]%2 == 1 {
			points = append(points, starts[k+1]-1)
		}
	}
	return points
}

const softHyphen = "\u00ad"

// shortLine is how much of the measure a ragged line may leave empty before the
// word that does not fit is divided.
const shortLine = .12

// divide looks for the last place where the word that does not fit may be
// divided: 0 where there is none or the line is long enough without. The width
// of the line up to there is told with it.
func (k *breaker) divide(i int) (at int, x float32) {
	if k.brk < k.seg.start ||
		k.brk > k.start && (k.rows >= 2 || !k.how.justify && k.xbrk > k.width*(1-shortLine)) {
		return 0, 0
	}
	size, slot := k.seg.look.size, k.seg.look.slot
	room := k.width - k.s.advance(slot, '-')*size
	from, wide := k.brk, k.xbrk
	if k.start-k.brk > longestWord {
		from, wide = k.start, 0
	}
	for _, p := range k.divisions(from, i) {
		for _, r := range k.text[from:p] {
			wide += k.s.advance(slot, r) * size
		}
		if from = p; wide > room {
			break
		}
		at, x = p, wide
	}
	return at, x
}

// divisions are the places where the text from one place on may be divided, up
// to the end of the word that i lies in.
func (k *breaker) divisions(from, i int) []int {
	var places []int
	end := k.seg.end
	for from <= i && from < end {
		word := lettersFrom(k.text[from:min(end, from+longestWord)])
		if len(word) == 0 {
			_, n := utf8.DecodeRuneInString(k.text[from:end])
			from += n
			continue
		}
		rest := k.text[from+len(word) : min(k.end, from+len(word)+longestWord)]
		switch last := !strings.Contains(rest, " "); {
		case strings.Contains(word, softHyphen):
			for at := 0; at < len(word); at++ {
				if strings.HasPrefix(word[at:], softHyphen) && at > 0 && at+len(softHyphen) < len(word) {
					places = append(places, from+at+len(softHyphen))
				}
			}
		case k.how.hyphens != nil && !last && word != strings.ToUpper(word):
			for _, p := range k.how.hyphens.points(word) {
				places = append(places, from+p)
			}
		}
		from += len(word)
	}
	return slices.DeleteFunc(places, func(p int) bool { return p <= k.start })
}

// lettersFrom is the word that a text begins with, soft hyphens included.
func lettersFrom(text string) string {
	n := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != 0xAD })
	if n < 0 {
		return text
	}
	return text[:n]
}
