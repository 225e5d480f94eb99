package fetch_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/fetch"
	"florilegium/clipper/testweb"
)

// TestSettingsFile takes proxy and names by host from a file, which may be missing
// and must be right.
func TestSettingsFile(t *testing.T) {
	web := testweb.Open(t)
	var agent string
	proxied := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		agent = r.UserAgent()
		testweb.Handler().ServeHTTP(w, r)
	}))
	defer proxied.Close()
	file := filepath.Join(t.TempDir(), "fetch.conf")
	page := func(address string) error {
		_, err := fetcher(t, fetch.Options{File: file, Dial: web.Dialer(t), AllowPrivate: func(context.Context, string) bool { return false }}).Fetch(t.Context(), address)
		return err
	}
	if err := page("http://gazette.test/fr"); err != nil {
		t.Errorf("without the file: %v", err)
	}
	for text, want := range map[string]struct {
		agent string
		code  clipper.Code
	}{
		"# par la bibliothèque\n\nproxy " + proxied.URL + "\r\nagent été.test  Gazette/2 (lectrice)\nagent gazette.test Gazette/1\n": {"Gazette/1", ""},
		"proxy " + proxied.URL + "\nagent test Tout/1":            {"Tout/1", ""},
		"proxy " + proxied.URL + "\nagent a.gazette.test Autre/1": {"Mozilla/5.0", ""},
		"proxy":                         {"", clipper.Usage},
		"agent gazette.test":            {"", clipper.Usage},
		"agent gazette.test a\x00b":     {"", clipper.Usage},
		"mandataire http://127.0.0.1:1": {"", clipper.Usage},
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		agent = ""
		if err := page("http://gazette.test/fr"); clipper.CodeOf(err) != want.code || !strings.HasPrefix(agent, want.agent) {
			t.Errorf("%q: %v, as %q", text, err, agent)
		}
	}
}
