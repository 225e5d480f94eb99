package clipper

import "testing"

func TestCleanURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://www.Example.org":                                      "https://www.example.org/",
		"HTTPS://example.org:443/a?utm_source=x&id=3&fbclid=9#haut":    "https://example.org/a?id=3",
		"http://moi:secret@example.org:8080/État?q=é":                  "http://example.org:8080/%C3%89tat?q=é",
		"https://élysée.example/page?at_medium=mail&at_campaign=matin": "https://xn--lyse-9oad.example/page",
		"https://example.org/?b=2&a=1&b=3":                             "https://example.org/?b=2&a=1&b=3",
		"http://[2001:db8::1]:80/x":                                    "http://[2001:db8::1]/x",
		"not an address":                                               "not an address",
	} {
		if got := CleanURL(in); got != want {
			t.Errorf("CleanURL(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestParseAddress(t *testing.T) {
	for in, want := range map[string]string{
		" example.org/a ":                  "https://example.org/a",
		"http://u:p@example.org/a#b":       "http://example.org/a",
		"javascript:alert(1)":              "",
		"file:///etc/passwd":               "",
		"une phrase, pas une adresse":      "",
		"":                                 "",
		"https://例え.example/記事":            "https://例え.example/%E8%A8%98%E4%BA%8B",
		"HTTPS://example.org/x?y=1&utm_a=": "https://example.org/x?y=1&utm_a=",
	} {
		u, err := ParseAddress(in)
		if want == "" {
			if CodeOf(err) != Usage {
				t.Errorf("ParseAddress(%q): %v, want a usage error", in, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("ParseAddress(%q): %v", in, err)
		} else if u.String() != want && u.Scheme+"://"+u.Host+u.EscapedPath() != want {
			t.Errorf("ParseAddress(%q) = %q, want %q", in, u, want)
		}
	}
}

func TestLooksLikeAddress(t *testing.T) {
	for in, want := range map[string]bool{
		"https://example.org/a": true, "example.org/page": true, "http://127.0.0.1:80/x": true,
		"« Ils tentent de rester »": false, "example.org": false, "et/ou": false, "": false, "javascript:x": false,
	} {
		if got := LooksLikeAddress(in); got != want {
			t.Errorf("LooksLikeAddress(%q) = %v", in, got)
		}
	}
}
