package fetch

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
)

// samples are sentences with the letters that their charset is known by.
var samples = map[string]string{
	"utf-8":        "« Ils tentent de rester », dit-elle\u202f; l’œuvre coûte 3\u00a0€, et la cre\u0301me aussi.",
	"windows-1252": "« Ils tentent de rester en état de mouvement », constate un internaute ; l’œuvre coûte 3 €, dit-on à la fête du château.",
	"iso-8859-1":   "L'été à la forêt, où naît l'âme des poètes, où l'on s'émerveille de la beauté du château près de l'île.",
	"iso-8859-15":  "L'œuvre coûte 3 € à l'entrée, et le cœur n'y est plus ; où va-t-on, très chère Hélène ?",
	"iso-8859-2":   "Zażółć gęślą jaźń, powiedział stary żeglarz, i wrócił do łodzi, która stała przy brzegu.",
	"windows-1250": "Příliš žluťoučký kůň úpěl ďábelské ódy a všichni mu naslouchali až do rána.",
	"windows-1251": "Реку надо слушать, а не смотреть на неё, говорит паромщик и берётся за канат.",
	"koi8-r":       "Паром ходит с апреля по ноябрь, пока не станет лёд, и возит всех бесплатно.",
	"iso-8859-5":   "Мост обещали построить, потом перестали обещать, и паромщик только улыбается.",
	"windows-1253": "Το καράβι φεύγει το πρωί και γυρίζει το βράδυ, όταν ανάβουν τα φώτα.",
	"iso-8859-7":   "Η θάλασσα θυμάται τα πάντα, λέει ο γέρος ψαράς και χαμογελά.",
	"windows-1254": "Işıklar sönünce çocuklar şarkı söylüyor, yağmur ise durmadan yağıyor.",
	"windows-1255": "הספרייה הישנה נפתחת בכל בוקר לפני שהמאפיות פותחות את דלתותיהן.",
	"windows-1256": "يفتح العم سليم باب المكتبة كل صباح قبل أن تفتح المخابز أبوابها.",
	"shift_jis":    "川は音を聞くもので、見るものではないと渡し守は言い、綱を引いた。",
	"euc-jp":       "古い図書館の扉は毎朝、パン屋よりも早く開きます。",
	"iso-2022-jp":  "活字を手に取ると、ひとつひとつに重さがあることが分かる。",
	"gb18030":      "清晨六点，老街还没有醒来，陈师傅已经点亮了灯。",
	"gbk":          "铺子里有十万多个铅字，最大的如核桃，最小的像米粒。",
	"big5":         "清晨六點，老街還沒有醒來，陳師傅已經點亮了燈。",
	"euc-kr":       "강은 바라보는 것이 아니라 듣는 것이라고 뱃사공은 말했다.",
}

func encodeIn(t testing.TB, name, text string) []byte {
	t.Helper()
	enc, err := htmlindex.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	body, err := enc.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return body
}

// unheard are charsets that no statistics can tell from their neighbour.
var unheard = map[string]bool{"iso-8859-15": true}

func TestDecodeTwentyCharsets(t *testing.T) {
	for name, sentence := range samples {
		page := func(meta string) string {
			return "<html><head>" + meta + "<title>x</title></head><body>" + strings.Repeat("<p>"+sentence+"</p>\n", 20) + "</body></html>"
		}
		meta := `<meta http-equiv="Content-Type" content="text/html; charset=` + name + `">`
		for how, c := range map[string]struct{ text, header string }{
			"by header":        {page(""), "text/html; charset=" + name},
			"by meta":          {page(meta), "text/html"},
			"by late meta":     {page("<style>" + strings.Repeat("p { margin: 0 } ", 3000) + "</style>" + meta), ""},
			"after a comment":  {page(`<!-- <meta charset="ascii"> -->` + meta), ""},
			"by what it holds": {page(""), "text/html"},
		} {
			if how == "by what it holds" && unheard[name] {
				continue
			}
			if got, charset := Decode(encodeIn(t, name, c.text), c.header); got != c.text {
				t.Errorf("%s %s: read as %s: %.200q", name, how, charset, got[strings.Index(got, "<p>"):])
			}
		}
	}
}

func TestDecodeHardCases(t *testing.T) {
	const text = "« L’œuvre »\u202f; la forêt, déjà"
	cases := map[string]struct{ body, header, want, charset string }{
		"mark":                    {"\xEF\xBB\xBF" + text, "text/html; charset=iso-8859-1", text, "utf-8"},
		"header lies, UTF-8":      {text, "text/html; charset=windows-1252", text, "utf-8"},
		"meta lies, UTF-8":        {`<meta charset="iso-8859-1">` + text, "", `<meta charset="iso-8859-1">` + text, "utf-8"},
		"header lies, meta right": {"<meta charset=windows-1252>d\xe9j\xe0 \xab \x9cuvre \xbb", "text/html; charset=utf-8", "<meta charset=windows-1252>déjà « œuvre »", "windows-1252"},
		"one stray byte":          {strings.Repeat(text, 20) + "\xe9", "text/html; charset=utf-8", strings.Repeat(text, 20) + "\uFFFD", "utf-8"},
		"stray byte, undeclared":  {strings.Repeat(text, 40) + "\xe9", "", strings.Repeat(text, 40) + "\uFFFD", "utf-8"},
		"unknown label":           {text, "text/html; charset=utf8mb4", text, "utf-8"},
		"UTF-16 claimed":          {`<meta charset="utf-16">simple`, "", `<meta charset="utf-16">simple`, "utf-8"},
		"ascii":                   {"plain", "", "plain", "utf-8"},
		"empty":                   {"", "", "", "utf-8"},
		"UTF-16LE, marked":        {"\xFF\xFE\xe9\x00t\x00\xe9\x00", "", "été", "utf-16le"},
		"UTF-16BE, marked":        {"\xFE\xFF\x00\xe9\x00t\x00\xe9", "", "été", "utf-16be"},
		"UTF-16LE, bare":          {"<\x00p\x00>\x00\xe9\x00t\x00\xe9\x00<\x00/\x00p\x00>\x00", "", "<p>été</p>", "utf-16le"},
		"broken header":           {"d\xe9j\xe0", `text/html; charset="windows-1252`, "déjà", "windows-1252"},
		"xml":                     {"<?xml version='1.0' encoding='iso-8859-15'?><p>\xa4</p>", "", "<?xml version='1.0' encoding='iso-8859-15'?><p>€</p>", "iso-8859-15"},
		"nothing normalised":      {"cre\u0301me, ver\u00adsprochen, 3\u00a0€, \u202f!", "", "cre\u0301me, ver\u00adsprochen, 3\u00a0€, \u202f!", "utf-8"},
	}
	for name, c := range cases {
		if got, charset := Decode([]byte(c.body), c.header); got != c.want || charset != c.charset {
			t.Errorf("%s: %q in %s, want %q in %s", name, got, charset, c.want, c.charset)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for name, sentence := range samples {
		f.Add(encodeIn(f, name, sentence), "text/html; charset="+name)
	}
	f.Add([]byte("\xFF\xFEa"), "")
	f.Fuzz(func(t *testing.T, body []byte, header string) {
		text, charset := Decode(body, header)
		if !utf8.ValidString(text) || charset == "" {
			t.Errorf("%q in %q", text, charset)
		}
		if utf8.Valid(body) && shapeOf(body).valid > 0 && !strings.HasPrefix(string(body), "\uFEFF") && text != string(body) {
			t.Errorf("valid UTF-8 was changed: %q, %q", body, text)
		}
	})
}
