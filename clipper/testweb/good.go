package testweb

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"florilegium/clipper"
)

//go:embed pages gates near
var pages embed.FS

const utf8HTML = "text/html; charset=utf-8"

// Languages lists the good articles by the language they are written in; each
// has a route and a Page of that name.
func Languages() []string { return []string{"ar", "de", "en", "es", "fr", "he", "ja", "ru", "zh"} }

// Page is the source of a good article, in UTF-8.
func Page(name string) []byte { return file("pages/" + name + ".html") }

func file(name string) []byte {
	body, err := fs.ReadFile(pages, name)
	if err != nil {
		panic(err) // the pages are part of the program
	}
	return body
}

func goodRoutes() []Route {
	all := []Route{
		article("/{$}", "the front page, an article", send(utf8HTML, Page("en"))),
		article("/fr-1252", "the French article in windows-1252", send("text/html; charset=windows-1252", Windows1252(Page("fr")))),
		tried(article("/duplicate", "one article under many addresses", send(utf8HTML, canonical("/duplicate"))), "/duplicate?utm_source=lettre&utm_medium=e-mail&fbclid=abc"),
		article("/amp/duplicate", "its AMP form, which names the true address", send(utf8HTML, amp("/duplicate"))),
		article("/free-part", "an article of which only the free part is sent", send(utf8HTML, freePart())),
	}
	for _, lang := range Languages() {
		all = append(all, article("/"+lang, "a good article in "+lang, send(utf8HTML, Page(lang))))
	}
	return all
}

// nearRoutes are articles that hold what gates are known by.
func nearRoutes() []Route {
	var all []Route
	for _, page := range [][2]string{
		{"cookies", "an article about consent, under a banner that asks for it"}, {"missing", "an article whose title says “not found”"},
		{"login", "an article below a form to log in"}, {"captcha", "an article titled “please wait” above a captcha for comments"},
		{"noscript", "an article whose noscript leads elsewhere"}, {"brief", "a few lines on a site with three guards, above a captcha"},
	} {
		name, about := page[0], page[1]
		all = append(all, article("/near/"+name, about, send(utf8HTML, file("near/"+name+".html"))))
	}
	return all
}

func canonical(address string) []byte {
	return []byte(strings.Replace(string(Page("es")), `href="/es"`, `href="`+address+`"`, 1))
}

func amp(address string) []byte {
	return []byte(strings.Replace(string(canonical(address)), `<html lang="es">`, `<html amp lang="es">`, 1))
}

func freePart() []byte {
	page := string(Page("es"))
	start := strings.Index(page, "<h2>")
	end := strings.Index(page, "</article>")
	return []byte(page[:start] + `<p class="muro">Contenido exclusivo para suscriptores</p>` + page[end:])
}

// charsetRoutes are good pages in other charsets, rightly and wrongly declared.
func charsetRoutes() []Route {
	fr := string(Page("fr"))
	meta := `<meta charset="utf-8">`
	bare := func(lang string) string { return strings.ReplaceAll(string(Page(lang)), meta, "") }
	in := func(e encoding.Encoding, text string) []byte {
		body, err := encoding.ReplaceUnsupported(e.NewEncoder()).Bytes([]byte(text))
		if err != nil {
			panic(err) // everything can be replaced
		}
		return body
	}
	late := strings.Replace(fr, meta, "<!--"+strings.Repeat(" remplissage ", 300)+"-->\n"+meta, 1)
	return []Route{
		article("/odd/latin1-header", "UTF-8 that the header calls Latin-1", send("text/html; charset=iso-8859-1", []byte(fr))),
		article("/odd/wrong-meta", "UTF-8 that the page calls Latin-1", send("text/html", []byte(strings.Replace(fr, meta, `<meta charset="iso-8859-1">`, 1)))),
		article("/odd/no-charset", "UTF-8 that nothing declares", send("text/html", []byte(bare("fr")))),
		article("/odd/late-charset", "a charset declared after 4 KB", send("text/html", []byte(late))),
		article("/odd/stray-byte", "one byte that is not UTF-8", send(utf8HTML, []byte(strings.Replace(fr, "relieurs", "relieurs\xe9", 1)))),
		article("/odd/mark", "a byte order mark before a page called Latin-1", send("text/html; charset=iso-8859-1", []byte("\xEF\xBB\xBF"+fr))),
		article("/odd/utf16", "UTF-16 with its mark", send("text/html", in(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), fr))),
		article("/odd/utf16-bare", "UTF-16 without a mark", send("text/html", in(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), bare("fr")))),
		article("/odd/koi8", "Russian in KOI8-R that nothing declares", send("text/html", in(charmap.KOI8R, bare("ru")))),
		article("/odd/sjis", "Japanese in Shift_JIS by its header", send("text/html; charset=shift_jis", in(japanese.ShiftJIS, bare("ja")))),
		article("/odd/eucjp", "Japanese in EUC-JP by its meta", send("text/html", in(japanese.EUCJP, strings.Replace(string(Page("ja")), meta, `<meta charset="euc-jp">`, 1)))),
		article("/odd/gb18030", "Chinese in GB18030 that nothing declares", send("text/html", in(simplifiedchinese.GB18030, bare("zh")))),
		article("/odd/1255", "Hebrew in windows-1255 by its header", send("text/html; charset=windows-1255", in(charmap.Windows1255, bare("he")))),
		article("/odd/euckr-lie", "UTF-8 that the header calls EUC-KR", send("text/html; charset=euc-kr", Page("ar"))),
	}
}

// versionRoutes tell which version of a page they have, and a small archive.
func versionRoutes() []Route {
	modified := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	return []Route{
		article("/version/etag", "a page with an ETag", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", utf8HTML)
			w.Header().Set("ETag", `W/"de-7"`)
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(Page("de")))
		}),
		article("/version/modified", "a page with its date", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", utf8HTML)
			http.ServeContent(w, r, "", modified, bytes.NewReader(Page("ru")))
		}),
		refused("/version/liar", "304 to nobody's question", clipper.Refused, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) }),
		tried(article("/timegate/{address...}", "a TimeGate: sends on to the memento", timeGate), "/timegate/http://gazette.test/fr"),
		{Path: "/timemap/{address...}", Try: "/timemap/http://gazette.test/fr", About: "a TimeMap in link format", End: Fetched, Code: clipper.Unreadable, serve: timeMap},
		tried(article("/memento/{stamp}/{lang}", "a memento with its date", memento), "/memento/20190401000000/fr"),
	}
}

// timeGate answers as RFC 7089 asks: the memento nearest to Accept-Datetime.
func timeGate(w http.ResponseWriter, r *http.Request) {
	_, lang, _ := strings.Cut(strings.TrimLeft(strings.TrimPrefix(r.PathValue("address"), "http:"), "/"), "/") // the slashes come cleaned
	w.Header().Set("Vary", "Accept-Datetime")
	w.Header().Set("Link", `<http://gazette.test/`+lang+`>; rel="original"`)
	stamp := "20240401000000"
	if t, err := http.ParseTime(r.Header.Get("Accept-Datetime")); err == nil && t.Year() < 2022 {
		stamp = "20190401000000"
	}
	http.Redirect(w, r, "/memento/"+stamp+"/"+lang, http.StatusFound)
}

func timeMap(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/link-format")
	fmt.Fprint(w, `<http://gazette.test/fr>; rel="original",`+"\n"+
		`<http://gazette.test/memento/20190401000000/fr>; rel="first memento"; datetime="Mon, 01 Apr 2019 00:00:00 GMT",`+"\n"+
		`<http://gazette.test/memento/20240401000000/fr>; rel="last memento"; datetime="Mon, 01 Apr 2024 00:00:00 GMT"`+"\n")
}

func memento(w http.ResponseWriter, r *http.Request) {
	t, err := time.Parse("20060102150405", r.PathValue("stamp"))
	lang := r.PathValue("lang")
	if _, found := fs.Stat(pages, "pages/"+lang+".html"); err != nil || found != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Memento-Datetime", t.Format(http.TimeFormat))
	send(utf8HTML, Page(lang))(w, r)
}

func send(contentType string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if contentType != "" {
			w.Header().Set("Content-Type", contentType)
		} else {
			w.Header()["Content-Type"] = nil
		}
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
	}
}

// Windows1252 writes a page in windows-1252 and declares it; characters the
// charset lacks become references.
func Windows1252(page []byte) []byte {
	text := strings.Replace(string(page), `charset="utf-8"`, `charset="windows-1252"`, 1)
	text = strings.Replace(text, "charset=utf-8", "charset=windows-1252", 1)
	var out bytes.Buffer
	for _, r := range text {
		if b, ok := charmap.Windows1252.EncodeRune(r); ok {
			out.WriteByte(b)
			continue
		}
		out.WriteString("&#" + strconv.Itoa(int(r)) + ";")
	}
	return out.Bytes()
}
