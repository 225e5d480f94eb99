//go:build !headless

package reader

import "testing"

func TestOneLine(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"  Ce que\n gardaient  les\tmoines ", "Ce que gardaient les moines"},
		{"«\u00a0La loi sera votée\u202f!\u00a0»", "«\u00a0La loi sera votée\u202f!\u00a0»"},
		{"Titre\a \x1b[31m\u202eà rebours\u2066 fin\u0085\u2028nul", "Titre [31mà rebours fin nul"},
		{"الكتاب في العصور الوسطى", "الكتاب في العصور الوسطى"},
		{"中世纪的书籍", "中世纪的书籍"},
		{"मानव\u200dता", "मानव\u200dता"},
		{"\u202a\x00\u2069", ""},
	} {
		if got := OneLine(c.text); got != c.want {
			t.Errorf("OneLine(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}
