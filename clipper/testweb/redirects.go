package testweb

import (
	"net/http"
	"strconv"
)

func redirectRoutes() routes {
	all := routes{
		"/redirect/cookie": func(w http.ResponseWriter, r *http.Request) {
			if _, err := r.Cookie("seen"); err != nil {
				http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1", Path: "/"})
				http.Redirect(w, r, "/redirect/cookie", http.StatusFound)
				return
			}
			send("text/html; charset=utf-8", Page("fr"))(w, r)
		},
		"/redirect/steps/{n}": func(w http.ResponseWriter, r *http.Request) {
			n, _ := strconv.Atoi(r.PathValue("n"))
			if n <= 0 {
				http.Redirect(w, r, "/en", http.StatusMovedPermanently)
				return
			}
			http.Redirect(w, r, "/redirect/steps/"+strconv.Itoa(n-1), http.StatusTemporaryRedirect)
		},
	}
	for name, to := range map[string]string{
		"permanent": "/fr", "relative": "../de?utm_source=lettre", "loop": "/redirect/loop",
		"private": "http://10.0.0.1/", "loopback": "http://127.0.0.1:9/", "localhost": "http://localhost:9/", "metadata": "http://169.254.169.254/latest/meta-data/",
		"mapped": "http://[::ffff:127.0.0.1]:9/", "zero": "http://0.0.0.0:9/", "six": "http://[::1]:9/", "shared": "http://100.64.0.1/", "unique": "http://[fd00::1]/",
		"nat64": "http://[64:ff9b::7f00:1]:9/", "sixtofour": "http://[2002:7f00:1::]:9/", "decimal": "http://2130706433:9/", "octal": "http://0177.0.0.1:9/", "hex": "http://0x7f.1:9/",
		"file": "file:///etc/passwd", "javascript": "javascript:alert(1)", "data": "data:text/html,<p>bonjour</p>", "ftp": "ftp://example.org/", "nowhere": "",
	} {
		all["/redirect/"+name] = redirectTo(to)
	}
	return all
}

func redirectTo(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if to != "" {
			w.Header().Set("Location", to)
		}
		w.WriteHeader(http.StatusFound)
	}
}
