package typeset

import (
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/unicode/bidi"
)

func TestLevels(t *testing.T) {
	for _, c := range []struct {
		text string
		rtl  bool
		want string // one digit a rune
	}{
		{"abc", false, "000"},
		{"אבג", true, "111"},
		{"אב 12 גד", true, "11122111"},
		{"ab אב 12 גד cd", false, "00011122111000"},
		{"אב (cd) גד", true, "1111221111"},
		{"سنة 1902، ثم", true, "111122221111"},
		{"a (אב) b", false, "00011000"},
		{"אב 5%", true, "11122"},
		{"a \u2067אב c\u2069 d", false, "0001112000"},
		{"א \u2066ab ג\u2069 ד", true, "1112223111"},
		{"\u2068אב 1\u2069 c", false, "01112000"},
		{"a\u202eabc\u202cd", false, "0011110"},
		{"א\u202b12\u202cב", true, "114441"},
		{":[a,]z", true, "112112"},
		{"\u202dאב(1)\u202c", true, "1222222"},
		{"אב\tגד", false, "11011"},
		{"a\u05d0\u0300(\u0301b", false, "011000"},
	} {
		levels := embeddingLevels(c.text, c.rtl)
		var got strings.Builder
		for i := range c.text {
			got.WriteByte('0' + levels[i])
		}
		if got.String() != c.want {
			t.Errorf("%q: levels %s, want %s", c.text, got.String(), c.want)
		}
	}
}

// The other implementation at hand, of golang.org/x/text, gives each rune the
// same direction. Brackets and overrides are left out: it does not pair the
// ones, nor let the others reach the ends of isolates, as UAX 9 now wants.
func TestLevelsAgainstAnotherImplementation(t *testing.T) {
	alphabet := []rune("ab אבجد12٣٤ ,.:+-%$«»\u0301\u064b\u2066\u2067\u2068\u2069\u2069\u202a\u202b\u202c\u200f\u200e")
	random := rand.New(rand.NewPCG(7, 9))
	for range 20_000 {
		var b strings.Builder
		for range 1 + random.IntN(16) {
			b.WriteRune(alphabet[random.IntN(len(alphabet))])
		}
		b.WriteByte('z') // spaces at the end are the line's matter
		text, rtl := b.String(), random.IntN(2) == 1
		if !rtl && firstStrong(text) {
			continue // the other asks the text first
		}
		dir := bidi.LeftToRight
		if rtl {
			dir = bidi.RightToLeft
		}
		var p bidi.Paragraph
		if _, err := p.SetString(text, bidi.DefaultDirection(dir)); err != nil {
			t.Fatal(err)
		}
		order, err := p.Order()
		if err != nil {
			t.Fatal(err)
		}
		levels := embeddingLevels(text, rtl)
		for n := range order.NumRuns() {
			run := order.Run(n)
			from, to := run.Pos()
			for at, r := range []rune(text) {
				if off := len(string([]rune(text)[:at])); at >= from && at <= to && (levels[off]&1 == 1) != (run.Direction() == bidi.RightToLeft) {
					t.Fatalf("%+q (rtl %v): %U at %d has level %d, the other says %v", text, rtl, r, at, levels[off], run.Direction())
				}
			}
		}
	}
}
