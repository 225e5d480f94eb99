package clipper

import "testing"

func TestMinutes(t *testing.T) {
	for _, c := range []struct {
		words int
		lang  string
		want  int
	}{
		{0, "fr", 1}, {400, "fr", 2}, {2000, "fr-CA", 10}, {2000, "en", 9}, {2000, "ar", 14}, {2000, "zh-Hant", 16}, {2000, "und", 10}, {2000, "", 10},
	} {
		if got := Minutes(c.words, c.lang); got != c.want {
			t.Errorf("%d words in %q take %d minutes, want %d", c.words, c.lang, got, c.want)
		}
	}
}
