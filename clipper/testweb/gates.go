package testweb

import (
	"net/http"

	"florilegium/clipper"
)

// gateRoutes are the pages that sites and networks send in the place of the one
// that was asked for, built as the large ones build them.
func gateRoutes() []Route {
	unreadable := func(path, about, name string) Route {
		return refused(path, about, clipper.Unreadable, send(utf8HTML, file("gates/"+name+".html")))
	}
	return []Route{
		withStatus("/gate/cloudflare", "a challenge of Cloudflare", http.StatusForbidden, "cloudflare", "Cf-Mitigated", "challenge"),
		unreadable("/gate/cloudflare-200", "the same with status 200", "cloudflare"),
		withStatus("/gate/datadome", "a challenge of DataDome", http.StatusForbidden, "datadome", "X-Datadome", "protected"),
		unreadable("/gate/imperva", "a challenge of Imperva", "imperva"),
		withStatus("/gate/akamai", "a refusal by Akamai", http.StatusForbidden, "akamai", "Server", "AkamaiGHost"),
		withStatus("/gate/aws", "a challenge of AWS", http.StatusAccepted, "aws", "X-Amzn-Waf-Action", "challenge"),
		withStatus("/gate/sorry", "a search engine that takes its reader for a robot", http.StatusTooManyRequests, "sorry", "Retry-After", "3600"),
		unreadable("/gate/turnstile", "a captcha and a button, in German", "turnstile"),
		unreadable("/gate/anubis", "a proof of work", "anubis"),
		unreadable("/gate/consent-search", "the consent page of a search engine, in German", "consent-search"),
		unreadable("/gate/consent-press", "the consent wall of a newspaper, in French", "consent-press"),
		unreadable("/gate/login", "a form to log in", "login"),
		{Path: "/gate/members", About: "a page that sends readers to log in", End: Fetched, Code: clipper.Unreadable, serve: redirectTo(http.StatusFound, "/gate/sso/login?next=%2Fgate%2Fmembers")},
		unreadable("/gate/sso/login", "a log-in without a password field", "sso"),
		unreadable("/gate/shell", "a page that is made by its scripts", "shell"),
		unreadable("/gate/missing", "“page not found” with status 200, in French", "missing-fr"),
		unreadable("/gate/missing-ru", "the same in Russian", "missing-ru"),
		refused("/gate/gone/la-foret-qui-avance", "an article that is gone: its readers are sent to the front page", clipper.Unreadable, redirectTo(http.StatusFound, "/")),
		unreadable("/gate/fault", "a database that is down, with status 200", "fault"),
		unreadable("/gate/portal", "the portal of a public network", "portal"),
		withStatus("/gate/portal-511", "the same with its status", http.StatusNetworkAuthenticationRequired, "portal", "Cache-Control", "no-store"),
	}
}

// withStatus is a gate with a status and a header of its own.
func withStatus(path, about string, status int, name, header, value string) Route {
	code := clipper.Refused
	if status < 400 {
		code = clipper.Unreadable
	}
	return refused(path, about, code, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", utf8HTML)
		w.Header().Set(header, value)
		w.WriteHeader(status)
		_, _ = w.Write(file("gates/" + name + ".html"))
	})
}
