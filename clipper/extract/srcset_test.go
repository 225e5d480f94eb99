package extract

import (
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestSrcset(t *testing.T) {
	for set, want := range map[string][]candidate{
		"/été.jpg 640w, /b,c.jpg 1280w":            {{"/été.jpg", 640}, {"/b,c.jpg", 1280}},
		"a.jpg, b.jpg 2x":                          {{"a.jpg", 600}, {"b.jpg", 1200}},
		"a.jpg,b.jpg":                              {{"a.jpg,b.jpg", 600}},
		"a.jpg,, b.jpg 1.5x,":                      {{"a.jpg", 600}, {"b.jpg", 900}},
		"data:image/png;base64,xx 1x, b 2x":        {{"data:image/png;base64,xx", 600}, {"b", 1200}},
		" ,\n a.jpg\t320w 200h ,b 640w":            {{"a.jpg", 320}, {"b", 640}},
		"a 640, b 1w":                              {{"b", 1}},
		"a 1x 2x, b 3w 4w, c 5w 1x, d 7h, e 2w":    {{"e", 2}},
		"a (1x, 2w) , b 3w":                        {{"b", 3}},
		"a 1x(, b 2w), c 4w":                       {{"c", 4}},
		"a 0w, b -1x, c +2x, d 1e0x, e infx, f 9w": {{"d", 600}, {"f", 9}},
		"a.jpg 640w,b.jpg 1280w":                   {{"a.jpg", 640}, {"b.jpg", 1280}},
		"":                                         nil, " , ,": nil,
	} {
		if got := parseSrcset(set); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", set, got, want)
		}
	}
}

// FuzzSrcset holds the entries of a srcset to pieces of it, and the picture to an
// address of http.
func FuzzSrcset(f *testing.F) {
	f.Add("/a.jpg 640w, /b,c.jpg 1280w, data:image/png;base64,xx 2x")
	f.Add(",,, a 1x b 2x,")
	f.Add("a (1x, 2w) , b 3w")
	f.Add("a 1e9x, b 99999999999w, c 1h")
	base := &url.URL{Scheme: "https", Host: "gazette.example", Path: "/page"}
	f.Fuzz(func(t *testing.T, set string) {
		all := parseSrcset(set)
		if len(all) > mostCandidates {
			t.Fatalf("%d candidates", len(all))
		}
		for _, c := range all {
			if c.address == "" || c.width < 0 || !strings.Contains(set, c.address) || strings.ContainsAny(c.address, " \t\n\r\f") || strings.HasSuffix(c.address, ",") {
				t.Fatalf("%q: %+v", set, c)
			}
		}
		if src := imageAddress(base, best(all)); src != "" && !strings.HasPrefix(src, "http") && !strings.HasPrefix(src, "data:image/") {
			t.Fatalf("%q: %q", set, src)
		}
	})
}
