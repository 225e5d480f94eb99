package cite

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"florilegium/clipper"
	"florilegium/clipper/fold"
)

// Keys gives a cite key to every item whose source has none, or one that an
// earlier item has, and returns the indices of those items so that the caller
// can store them: a key is frozen once given. Keys are [a-z0-9]+, made of family
// name, year and a word of the title, with a, b … where taken. taken lists the
// keys of sources that are not among the items.
func Keys(items []Item, taken ...string) []int {
	used := map[string]bool{}
	for _, k := range taken {
		used[k] = true
	}
	var fresh []int
	for i := range items {
		if key := items[i].Source.CiteKey; !isKey(key) || used[key] {
			fresh = append(fresh, i)
		} else {
			used[key] = true
		}
	}
	for _, i := range fresh {
		s := &items[i].Source
		s.CiteKey = unused(newKey(*s), used)
		used[s.CiteKey] = true
	}
	return fresh
}

// keyed is items with keys, the caller's own left as they are.
func keyed(items []Item) []Item {
	own := slices.Clone(items)
	Keys(own)
	return own
}

func isKey(key string) bool {
	return key != "" && strings.Trim(key, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}

// unused is key, or key with the first of a, b … z, aa … that is free.
func unused(key string, used map[string]bool) string {
	free := key
	for n := 1; used[free]; n++ {
		free = key + letters(n)
	}
	return free
}

// letters counts a, b … z, aa, ab …
func letters(n int) string {
	var s string
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}

func newKey(s clipper.Source) string {
	s = tidy(s)
	year := "nd"
	if s.Issued.Year > 0 {
		year = s.Issued.String()[:4]
	}
	if key := keyName(s) + year + keyWord(s); key != "nd" {
		return key
	}
	return "source"
}

// keyName is the first author's family name, else the paper's, else the host's.
func keyName(s clipper.Source) string {
	var names []string
	if len(s.Authors) > 0 {
		names = append(names, s.Authors[0].NonDropping+s.Authors[0].Family, s.Authors[0].Literal)
	}
	host, _, _ := strings.Cut(clipper.Host(s.URL), ".")
	for _, name := range append(names, s.Container, host) {
		if k := latin(name); k != "" {
			return k[:min(len(k), 24)]
		}
	}
	return ""
}

// keyWord is the first word of the title that says something.
func keyWord(s clipper.Source) string {
	for w := range strings.FieldsSeq(strings.NewReplacer("'", " ", "’", " ", "-", " ", "\u00a0", " ").Replace(s.Title)) {
		if k := latin(w); len(k) > 3 && !emptyWords[k] {
			return k[:min(len(k), 16)]
		}
	}
	return ""
}

var emptyWords = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`avec dans pour sans sous cette leur leurs nous vous elle elles quand comment pourquoi comme entre
		this that with from what when where which their they have does about into over your will
		eine einer eines einem einen nicht auch sich wird sind oder aber über beim durch nach
		como para porque sobre pero desde este esta della delle dello degli come perche sono nella`) {
		m[w] = true
	}
	return m
}()

// latin is s in [a-z0-9]: accents dropped, Cyrillic and Greek transliterated,
// other scripts left out.
func latin(s string) string {
	var b strings.Builder
	for _, r := range fold.Fold(s) {
		switch {
		case r < utf8.RuneSelf && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9'):
			b.WriteRune(r)
		default:
			b.WriteString(romanised[r])
		}
	}
	return b.String()
}

// romanised are Cyrillic and Greek letters in Latin ones.
var romanised = func() map[rune]string {
	m := map[rune]string{}
	for _, row := range [][2]string{
		{"абвгдежзийклмнопрстуфхцчшщъыьэюя", "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya"},
		{"іїєґўјљњћђџѓќѕ", "i i ie g u j lj nj c dj dz g k dz"},
		{"αβγδεζηθικλμνξοπρστυφχψως", "a v g d e z i th i k l m n x o p r s t y f ch ps o s"},
	} {
		maps.Copy(m, pairUp([]rune(row[0]), strings.Fields(row[1])))
	}
	return m
}()

func pairUp(letters []rune, latin []string) map[rune]string {
	m := map[rune]string{}
	for i, r := range letters {
		m[r] = strings.Trim(latin[i], "-")
	}
	return m
}
