package fetch_test

import (
	"testing"

	"florilegium/clipper/fetch"
)

func TestNameOf(t *testing.T) {
	for address, want := range map[string]struct {
		shown    string
		doubtful bool
	}{
		"https://www.müller.example/a?b":   {"www.müller.example (www.xn--mller-kva.example)", false},
		"https://XN--MLLER-KVA.example/":   {"müller.example (xn--mller-kva.example)", false},
		"https://gazette.example./fr":      {"gazette.example", false},
		"https://пример.рф/":               {"пример.рф (xn--e1afmkfd.xn--p1ai)", false},
		"https://例え.jp/":                   {"例え.jp (xn--r8jz45g.jp)", false},
		"https://新聞news.example/":          {"新聞news.example (xn--news-uz9h497k.example)", false},
		"https://раураl.com/":              {"xn--l-7sba6dbr.com (раураl.com)", true},
		"https://аррӏе.com/":               {"xn--80ak6aa92e.com (аррӏе.com)", true},
		"https://вена.рф/":                 {"вена.рф (xn--80adj6a.xn--p1ai)", false},
		"https://москва.com/":              {"москва.com (xn--80adxhks.com)", false},
		"https://ελλάδα.gr/":               {"ελλάδα.gr (xn--hxakic4aa.gr)", false},
		"https://gооgle.example/":          {"xn--ggle-55da.example (gооgle.example)", true},
		"http://127.0.0.1:8080/":           {"127.0.0.1", false},
		"http://[::1]/":                    {"::1", false},
		"gazette.example":                  {"gazette.example", false},
		"https://moi:secret@été.example/a": {"été.example (xn--t-9fab.example)", false},
		"":                                 {"", false},
	} {
		if got := fetch.NameOf(address); got.String() != want.shown || got.Doubtful != want.doubtful {
			t.Errorf("%s: %s, %v; want %+v", address, got, got.Doubtful, want)
		}
	}
}
