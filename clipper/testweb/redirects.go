package testweb

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"florilegium/clipper"
)

// redirectRoutes send readers on.
func redirectRoutes() []Route {
	all := []Route{
		article("/redirect/cookie", "a page that wants its cookie back", wantsCookie),
		tried(article("/redirect/steps/{n}", "nine redirects and a page", steps), "/redirect/steps/9"),
		tried(refused("/redirect/steps/{n}", "more redirects than are followed", clipper.Refused, steps), "/redirect/steps/11"),
		article("/redirect/permanent", "moved for ever", redirectTo(301, "/fr")),
		article("/redirect/found", "moved for now", redirectTo(302, "/de")),
		article("/redirect/other", "to be seen elsewhere", redirectTo(303, "/en")),
		article("/redirect/temporary", "moved for now, method kept", redirectTo(307, "/ru")),
		article("/redirect/permanent-308", "moved for ever, method kept", redirectTo(308, "/zh")),
		article("/redirect/relative", "a relative address with tracking", redirectTo(302, "../de?utm_source=lettre")),
		article("/redirect/accents", "an address with bare accents", redirectTo(302, "/fr?thème=forêt")),
		article("/redirect/password", "an address with user and password", redirectTo(302, "http://helene:secret@gazette.test/fr")),
		refused("/redirect/loop", "an address that sends to itself", clipper.Refused, redirectTo(302, "/redirect/loop")),
		refused("/redirect/choices", "several choices, none taken", clipper.Refused, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(300) }),
		Route{Path: "/redirect/to", About: "sends to the address in its query", End: Aside, serve: func(w http.ResponseWriter, r *http.Request) {
			redirectTo(302, r.URL.Query().Get("u"))(w, r)
		}},
	}
	for _, way := range [][2]string{
		{"file", "file:///etc/passwd"}, {"javascript", "javascript:alert(1)"}, {"data", "data:text/html,<p>bonjour</p>"}, {"ftp", "ftp://example.org/"},
		{"gopher", "gopher://127.0.0.1:6379/_INFO"}, {"nowhere", ""}, {"broken", "http://[::1"}, {"metadata", "http://169.254.169.254/latest/meta-data/"},
	} {
		all = append(all, refused("/redirect/"+way[0], "sends to "+way[1], clipper.Refused, redirectTo(302, way[1])))
	}
	return all
}

// Spellings are addresses of a port on the loopback, and of other private
// places, in as many ways as they can be written.
func Spellings(port int) []string {
	var all []string
	for _, host := range strings.Fields(`127.0.0.1 127.1 127.0.1 127.255.255.254 2130706433 017700000001 0x7f000001 0177.0.0.1 0x7f.0.0.1 0x7f.1 0177.1
		127.0.0.1. 0.0.0.0 0 00000177.0.0.1 １２７.０.０.１ 127。0。0。1 ①②⑦.⓪.⓪.①
		[::1] [0:0:0:0:0:0:0:1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:127.0.0.1] [::127.0.0.1] [::ffff:0:127.0.0.1]
		[64:ff9b::127.0.0.1] [64:ff9b:1::7f00:1] [2002:7f00:1::] [2001:0:7f00:1::] [fe80::1%25lo] [fe80::1] [fec0::1] [fd00::1] [fc00::1] [ff02::1] [100::1] [2001:db8::1]
		10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 0xa9fea9fe 2852039166 100.64.0.1 192.0.0.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 [fd00:ec2::254]`) {
		all = append(all, fmt.Sprintf("http://%s:%d/", host, port))
	}
	return all
}

// spellingRoutes send to private places, one route for each spelling.
func spellingRoutes() []Route {
	all := Spellings(9)
	out := make([]Route, len(all))
	for i, to := range all {
		out[i] = refused("/redirect/private/"+strconv.Itoa(i), "sends to "+to, clipper.Refused, redirectTo(302, to))
	}
	return out
}

// refreshRoutes are pages that send on by themselves.
func refreshRoutes() []Route {
	page := func(content, rest string) http.HandlerFunc {
		return send(utf8HTML, []byte(`<!DOCTYPE html><html lang="fr"><head><title>Redirection</title><meta http-equiv="Refresh" content="`+content+`"></head><body>`+rest+`</body></html>`))
	}
	long := string(Page("fr"))
	slow := strings.Replace(long, "<head>", `<head><meta http-equiv="refresh" content="900">`, 1)
	return []Route{
		article("/refresh/once", "sends on at once", page("0; url=/fr", "")),
		article("/refresh/quoted", "sends on after three seconds, address in quotation marks", page("3;URL='/de?a=1&amp;b=2'", "")),
		article("/refresh/itself", "an article that loads itself again every quarter of an hour", send(utf8HTML, []byte(slow))),
		unread("/refresh/twice", "sends on to a page that sends on", page("0;/refresh/again", "")),
		unread("/refresh/again", "sends on to a page that sends on", page("0;/refresh/twice", "")),
		unread("/refresh/empty", "sends on after a minute, and says nothing", page("60;url=/fr", "")),
		refused("/refresh/private", "sends to a private address", clipper.Refused, page("0;url=http://127.0.0.1:9/", "")),
		unread("/refresh/file", "sends to a file", page("0;url=file:///etc/passwd", "")),
	}
}

func wantsCookie(w http.ResponseWriter, r *http.Request) {
	if _, err := r.Cookie("seen"); err != nil {
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1", Path: "/"})
		http.Redirect(w, r, "/redirect/cookie", http.StatusFound)
		return
	}
	send(utf8HTML, Page("fr"))(w, r)
}

func steps(w http.ResponseWriter, r *http.Request) {
	n, _ := strconv.Atoi(r.PathValue("n"))
	if n <= 0 {
		http.Redirect(w, r, "/en", http.StatusMovedPermanently)
		return
	}
	http.Redirect(w, r, "/redirect/steps/"+strconv.Itoa(n-1), http.StatusTemporaryRedirect)
}

// redirectTo writes the address as it is, whatever it is.
func redirectTo(status int, to string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if to != "" {
			w.Header().Set("Location", to)
		}
		w.WriteHeader(status)
	}
}
