package testweb

import (
	"bytes"
	"embed"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
)

//go:embed pages
var pages embed.FS

// New starts the web for one test.
func New(t testing.TB) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(Handler())
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return server
}

// Handler serves every route of the table.
func Handler() http.Handler {
	mux := http.NewServeMux()
	for pattern, handle := range table() {
		mux.HandleFunc(pattern, handle)
	}
	return mux
}

// Routes lists the patterns of the table, sorted.
func Routes() []string { return slices.Sorted(maps.Keys(table())) }

// Languages lists the good articles by the language they are written in; each
// has a route and a Page of that name.
func Languages() []string { return []string{"ar", "de", "en", "fr", "ru", "zh"} }

// Page is the source of a good article, in UTF-8.
func Page(name string) []byte {
	body, err := fs.ReadFile(pages, "pages/"+name+".html")
	if err != nil {
		panic(err) // the pages are part of the program
	}
	return body
}

type routes = map[string]http.HandlerFunc

func table() routes {
	all := routes{
		"/fr-1252": send("text/html; charset=windows-1252", Windows1252(Page("fr"))),
		"/{$}":     send("text/html; charset=utf-8", Page("en")),
	}
	for _, lang := range Languages() {
		all["/"+lang] = send("text/html; charset=utf-8", Page(lang))
	}
	maps.Copy(all, oddRoutes())
	maps.Copy(all, hostileRoutes())
	maps.Copy(all, redirectRoutes())
	maps.Copy(all, imageRoutes())
	return all
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
		out.WriteString("&#")
		out.WriteString(decimal(r))
		out.WriteByte(';')
	}
	return out.Bytes()
}
