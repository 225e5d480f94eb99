package testweb

import (
	"net/http"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// oddRoutes are pages that are not quite what they say.
func oddRoutes() routes {
	fr := Page("fr")
	utf16, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(fr)
	koi8, _ := charmap.KOI8R.NewEncoder().Bytes([]byte(strings.ReplaceAll(string(Page("ru")), `<meta charset="utf-8">`, "")))
	late := strings.Replace(string(fr), `<meta charset="utf-8">`, "<!--"+strings.Repeat(" remplissage ", 300)+"-->\n<meta charset=\"utf-8\">", 1)
	stray := strings.Replace(string(fr), "relieurs", "relieurs\xe9", 1)
	return routes{
		"/status/{n}": func(w http.ResponseWriter, r *http.Request) {
			n, err := strconv.Atoi(r.PathValue("n"))
			if err != nil || n < 200 || n > 599 {
				n = http.StatusBadRequest
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(n)
			_, _ = w.Write([]byte("<html><title>Erreur</title><body><h1>Erreur " + strconv.Itoa(n) + "</h1></body></html>"))
		},
		"/odd/latin1-header": send("text/html; charset=iso-8859-1", fr),
		"/odd/no-charset":    send("text/html", []byte(strings.Replace(string(fr), `<meta charset="utf-8">`, "", 1))),
		"/odd/no-type":       send("", fr),
		"/odd/plain-type":    send("text/plain; charset=utf-8", fr),
		"/odd/utf16":         send("text/html", utf16),
		"/odd/koi8":          send("text/html", koi8),
		"/odd/late-charset":  send("text/html", []byte(late)),
		"/odd/stray-byte":    send("text/html; charset=utf-8", []byte(stray)),
		"/odd/empty":         send("text/html; charset=utf-8", nil),
		"/odd/pdf":           send("application/pdf", []byte("%PDF-1.4\n1 0 obj\n<< /Title (Rapport) >>\nendobj\n")),
		"/odd/pdf-as-html":   send("text/html", []byte("%PDF-1.4\n1 0 obj\n<< /Title (Rapport) >>\nendobj\n")),
		"/odd/elf-as-html":   send("text/html", append([]byte("\x7fELF\x02\x01\x01"), make([]byte, 4096)...)),
		"/odd/json":          send("application/json", []byte(`{"titre":"La forêt"}`)),
		"/odd/shell":         send("text/html; charset=utf-8", []byte(shellPage)),
		"/odd/challenge":     send("text/html; charset=utf-8", []byte(challengePage)),
		"/odd/login":         send("text/html; charset=utf-8", []byte(loginPage)),
		"/odd/menu-only":     send("text/html; charset=utf-8", []byte(`<html lang="fr"><title>Plan</title><body><nav><a href="/a">A</a></nav></body></html>`)),
	}
}

const shellPage = `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>La Gazette</title>
<script src="/a.js"></script><script src="/b.js"></script><script>window.etat={}</script></head>
<body><noscript>Veuillez activer JavaScript pour lire cette page.</noscript><div id="root"></div></body></html>`

const challengePage = `<!DOCTYPE html><html lang="en-US"><head><meta charset="utf-8"><title>Just a moment...</title>
<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script></head>
<body><h1>gazette.example</h1><p>Checking that you are a human being. This may take a few seconds.</p>
<p>gazette.example needs to review the security of your connection before going on.</p></body></html>`

const loginPage = `<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Anmelden</title></head>
<body><h1>Bitte melden Sie sich an</h1><form><input type="text" name="name"><input type="password" name="kennwort"><button>Anmelden</button></form></body></html>`
