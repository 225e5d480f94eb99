//go:build linux

package app_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"florilegium/clipper/testweb"
)

// TestWalkDoors keeps what did not come from an address, a text, the source of a
// page, a document, takes it back, and asks for a page again that has changed under
// a clip and then is gone.
func TestWalkDoors(t *testing.T) {
	w := newWalk(t, "fr_FR.UTF-8")
	text, err := os.ReadFile(filepath.Join("cli", "testdata", "ponts.fr"))
	if err != nil {
		t.Fatal(err)
	}
	var page atomic.Value
	page.Store(testweb.News(string(text), "utf-8", testweb.Options{Title: "Les ponts"}))
	web := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if body := page.Load().([]byte); len(body) > 0 {
			rw.Header().Set("Content-Type", "text/html")
			_, _ = rw.Write(body)
			return
		}
		http.NotFound(rw, r)
	}))
	t.Cleanup(web.Close)
	w.open()
	w.until("the samples", func(v view) bool { return len(v.Rows) == 2 })

	w.paste("Ce que disent les mariniers\n\n« On oublie l’hiver », dit Ada Lind, " + strings.Repeat("qui tient le registre du bac, ", 8) + "depuis 1987.")
	w.until("the pasted text", func(v view) bool {
		return strings.HasPrefix(v.Title, "Ce que disent les mariniers") && strings.Contains(v.Visible, "« On oublie l’hiver »")
	})
	w.key("ctrl+z")
	w.until("the text taken back", func(v view) bool { return len(v.Rows) == 2 })
	w.paste(string(page.Load().([]byte)))
	w.until("the pasted page", func(v view) bool { return strings.HasPrefix(v.Title, "Les ponts") && len(v.Rows) == 3 })

	w.key("ctrl+o")
	w.until("the files", func(v view) bool { return v.Dialog == "open" })
	w.shot("doors-1-open")
	w.key("Escape")
	w.until("no files", func(v view) bool { return v.Dialog == "" })

	report := filepath.Join(t.TempDir(), "rapport.pdf")
	pdf := "%PDF-1.4\n2 0 obj\n<< /Type /Pages /Count 3 >>\nendobj\n4 0 obj\n<< /Title (Rapport sur les digues) /Author (Ada Lind) /Producer (Essai) >>\nendobj\ntrailer\n<< /Info 4 0 R >>\n"
	if err := os.WriteFile(report, []byte(pdf), 0o644); err != nil {
		t.Fatal(err)
	}
	w.florilegium("add", report)
	w.until("the document in the list", func(v view) bool { return len(v.Rows) == 4 })
	w.key("k")
	w.until("the document", func(v view) bool { return strings.HasPrefix(v.Title, "Rapport sur les digues") })
	w.shot("doors-2-document")

	w.florilegium("add", web.URL+"/ponts")
	w.until("the page in the list", func(v view) bool { return len(v.Rows) == 5 })
	w.key("k")
	w.until("the page", func(v view) bool { return strings.HasPrefix(v.Title, "Les ponts") })
	w.florilegium("clip", "6", "--quote", "deux gendarmes se relaient")
	page.Store(testweb.News(strings.Replace(string(text), "deux gendarmes se relaient", "un garde champêtre veille seul", 1), "utf-8", testweb.Options{Title: "Les ponts"}))
	w.key("F5")
	w.until("what has changed", func(v view) bool {
		if v.Dialog == "private" {
			w.key("Return")
		}
		return v.Dialog == "refreshed"
	})
	w.shot("doors-3-refreshed")
	w.key("Escape")
	page.Store([]byte{})
	w.key("F5")
	w.until("that the page is gone", func(v view) bool {
		if v.Dialog == "private" {
			w.key("Return")
		}
		return strings.Contains(v.Toast, "n’a plus de page")
	})
	w.close()
}
