//go:build linux

package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"florilegium/clipper/bench"
	"florilegium/clipper/testweb"
)

// consent answers the question about an address of the loopback with Return.
func (w *walk) consent() {
	w.t.Helper()
	w.until("the question about a private address", func(v view) bool { return v.Dialog == "private" })
	w.shot("9-private")
	w.key("Return")
	w.until("the answer", func(v view) bool { return v.Dialog == "" })
}

// bombs are pages of the test web that would keep a careless program busy, or fill
// its memory.
var bombs = []string{"/odd/gzip-bomb", "/odd/br-bomb", "/odd/zstd-bomb", "/parser/deep", "/parser/cells", "/parser/bold",
	"/parser/attributes", "/parser/tables", "/parser/templates", "/parser/json-ld", "/parser/entities", "/parser/breaks"}

// chronicle is a small web with pages that no other has, some of them missing and
// some with a picture that is a bomb, beside the pages of the test web.
func chronicle(t *testing.T) *httptest.Server {
	text, err := os.ReadFile(filepath.Join("cli", "testdata", "ponts.fr"))
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/chronique/{n}", func(w http.ResponseWriter, r *http.Request) {
		n := r.PathValue("n")
		if strings.HasSuffix(n, "5") {
			http.NotFound(w, r)
			return
		}
		opt := testweb.Options{Title: "Chronique des ponts, n° " + n}
		if strings.HasSuffix(n, "7") {
			opt.Image = "/bomb.png?" + n
		}
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write(testweb.News("Chronique numéro "+n+".\n"+string(text), "utf-8", opt))
	})
	mux.Handle("/", testweb.Handler())
	web := httptest.NewServer(mux)
	t.Cleanup(web.Close)
	return web
}

// TestWalkQueue pastes many addresses: they are fetched one after the other while
// the reader reads on. The queue is paused, and goes on after a restart; what failed
// is told.
func TestWalkQueue(t *testing.T) {
	const pages = 40
	w := newWalk(t, "fr_FR.UTF-8")
	web := chronicle(t)
	w.open()
	v := w.until("the samples", func(v view) bool { return len(v.Rows) == 2 && len(v.Clips) == 3 })
	reading := v.Article
	var list strings.Builder
	for i := range pages {
		fmt.Fprintf(&list, "%s/chronique/%d\n", web.URL, i)
	}
	w.paste(list.String())
	w.consent()
	w.until("the first pages", func(v view) bool { return len(v.Rows) >= 4 && strings.Contains(v.Queue, "sur 40") })
	w.shot("9-queue-line")
	w.key("ctrl+j")
	w.until("the sheet", func(v view) bool { return v.Dialog == "queue" && len(v.Jobs) == pages })
	w.shot("9-queue-sheet")
	w.key("Return") // on the button that has the focus
	w.until("the pause", func(v view) bool { return strings.HasPrefix(v.Queue, "File suspendue") })
	w.key("Escape")
	w.until("the window", func(v view) bool { return v.Dialog == "" })
	w.close()
	if out := w.florilegium("queue", "--json"); !strings.Contains(out, `"paused":true`) || strings.Contains(out, `"queued":0`) || !strings.Contains(out, `"running":0`) {
		t.Fatalf("paused: %s", out)
	}

	w.florilegium("queue", "resume")
	w.hurry()
	w.open()
	w.consent() // another run of the program asks anew
	v = w.until("the rest after a restart", func(v view) bool { return len(v.Rows) == 2+36 && strings.HasPrefix(v.Queue, "4 pages en échec") })
	if v.Article != reading {
		t.Errorf("a page of the queue opened by itself")
	}
	w.key("ctrl+j")
	v = w.until("the failures", func(v view) bool {
		return len(v.Jobs) == pages && !strings.Contains(strings.Join(v.Jobs, " "), "attente")
	})
	if n := strings.Count(strings.Join(v.Jobs, " "), "404"); n != 4 {
		t.Errorf("%d pages are told to be missing: %q", n, v.Jobs)
	}
	w.shot("9-queue-done")
	w.key("Escape")
	w.until("the window", func(v view) bool { return v.Dialog == "" })

	w.paste(web.URL + "/chronique/112")
	w.until("one page opens at once", func(v view) bool { return v.Arriving == 0 && strings.Contains(v.Title, "n° 112") })
	w.close()
	if out := w.florilegium("queue", "--json"); !strings.Contains(out, `"done":36`) || !strings.Contains(out, `"failed":4`) {
		t.Errorf("the command line sees %s", out)
	}
}

// hurry cuts the pause between requests to a host short.
func (w *walk) hurry() {
	w.t.Helper()
	file := filepath.Join(filepath.Dir(w.library), "florilegium", "window.json")
	settings := map[string]any{}
	if raw, err := os.ReadFile(file); err == nil {
		if err := json.Unmarshal(raw, &settings); err != nil {
			w.t.Fatal(err)
		}
	}
	settings["queue"] = map[string]any{"pause_ms": 1}
	raw, err := json.Marshal(settings)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(file), 0o700)
	}
	if err == nil {
		err = os.WriteFile(file, raw, 0o600)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// TestFiguresReading measures the processor time of the functions that are handed to
// the main goroutine while hundreds of pages arrive and the reader scrolls and
// searches. The pause between requests is cut short: all pages are of one host.
func TestFiguresReading(t *testing.T) {
	bench.Need(t)
	const pages = 300
	w := newWalk(t, "fr_FR.UTF-8")
	web := chronicle(t)
	w.hurry()
	w.open()
	w.until("the samples", func(v view) bool { return len(v.Rows) == 2 && len(v.Clips) == 3 })
	var list strings.Builder
	for i := range pages {
		fmt.Fprintf(&list, "%s/chronique/%d\n", web.URL, i)
		if i%10 == 0 {
			fmt.Fprintf(&list, "%s%s?%d\n", web.URL, bombs[i/10%len(bombs)], i)
		}
	}
	w.paste(list.String())
	w.consent()
	var worst float64
	for i := 0; ; i++ {
		v, ok := w.see("")
		if worst = max(worst, v.Slowest); ok && len(v.Rows) > 3 && !strings.Contains(v.Queue, "sur 330") {
			break
		}
		switch i % 8 {
		case 1:
			w.key("Page_Down")
		case 3:
			w.key("Page_Up")
		case 5:
			w.key("ctrl+l")
			w.tool("xdotool", "type", "--delay", "30", "ponts")
		case 7:
			w.key("Escape", "Escape")
		}
	}
	bench.Max(t, "app", fmt.Sprintf("most that keeps the main goroutine as %d pages and %d bombs arrive", pages, pages/10), worst, "ms", 100)
	w.close()
}
