//go:build linux

package app_test

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"florilegium/clipper/testweb"
)

// TestWalk goes from an address to a footnote: start, paste an address, read,
// select across two lines, clip, search, copy with reference, export, restart.
func TestWalk(t *testing.T) {
	w := newWalk(t, "fr_FR.UTF-8")
	web := httptest.NewServer(testweb.Handler())
	t.Cleanup(web.Close)
	w.open()
	v := w.until("the samples with their clips", func(v view) bool { return len(v.Rows) == 2 && len(v.Clips) == 3 })
	w.shot("1-first-start")

	w.paste(web.URL + "/fr?utm_source=lettre")
	w.consent()
	w.until("the pasted page", func(v view) bool {
		return len(v.Rows) == 3 && v.Arriving == 0 && strings.Contains(v.Title, walkTitle)
	})
	w.point(w.until("the reader", func(v view) bool { return v.Places["reader"][2] > 0 }).Places["reader"], .5, .5)
	w.tool("xdotool", "click", "--repeat", "5", "--delay", "60", "5")
	w.drag(w.still(walkQuote))
	v = w.until("the bubble", func(v view) bool { return v.Selection == walkQuote && v.Places["bubble.green"][2] > 0 })
	w.shot("2-selection")
	w.click(v.Places["bubble.green"])
	v = w.until("the clip", func(v view) bool { return len(v.Clips) == 1 && v.Clips[0] == walkQuote })
	w.shot("3-clip")

	w.forms()
	w.search("cave voutee") // no accents: the page has them
	w.shot("4-search")
	w.key("Escape")
	w.until("the shelf again", func(v view) bool { return v.Found == -1 && len(v.Clips) == 1 })
	w.cite(v.Places["clips"])
	w.export()

	w.key("ctrl+t")
	w.shot("5-sepia")
	w.key("ctrl+t")
	w.until("the dark theme", func(v view) bool { return v.Toast == "" })
	w.shot("6-dark")
	w.key("ctrl+t")
	w.failure(web.URL + "/404")

	w.search("cave voutee")
	w.key("Return")
	w.until("the article again", func(v view) bool { return strings.Contains(v.Title, walkTitle) && v.Found >= 2 })
	w.key("ctrl+a", "ctrl+c", "h", "ctrl+q") // clipped and left in one breath
	w.ended()
	if out := w.florilegium("list", "--clips", "--json"); strings.Count(out, "\n") != 7 {
		t.Errorf("the clip made right before the end is lost:\n%s", out)
	}
	w.open()
	w.search("cave voutee")
	w.key("Return") // to the first hit, the clip
	w.until("the clip after a restart", func(v view) bool {
		return strings.Contains(v.Title, walkTitle) && strings.Contains(strings.ReplaceAll(v.Visible, "\n", " "), "Voilà quarante-deux ans")
	})
	w.shot("8-after-restart")
	w.close()
}

const (
	walkTitle = "Dans l’atelier des derniers relieurs de Saint-Aubin"
	walkQuote = "Voilà quarante-deux ans que le vieil homme descend chaque matin dans cette cave voûtée"
)

// forms opens and closes the list of keys: what is typed there must not reach the
// library behind it.
func (w *walk) forms() {
	w.t.Helper()
	w.key("F1")
	w.until("the keys", func(v view) bool { return v.Dialog == "keys" })
	w.key("Delete", "s", "ctrl+d")
	w.settle()
	w.key("Escape")
	v := w.until("the window again", func(v view) bool { return v.Dialog == "" })
	if len(v.Rows) != 3 || len(v.Clips) != 1 || v.Toast != "" {
		w.t.Errorf("keys typed into a form reached the library: %+v", v)
	}
}

// search types words into the search field, opened by its bare key.
func (w *walk) search(words string) {
	w.t.Helper()
	w.key("ctrl+l")
	w.tool("xdotool", "type", "--delay", "30", words)
	v := w.until("what the search finds", func(v view) bool { return v.Found >= 2 && v.Asked == words })
	if v.Clips[0] != walkQuote || len(v.Rows) != 1 {
		w.t.Errorf("the search found %q and %q", v.Clips, v.Rows)
	}
}

// cite copies the clip with its reference from its card.
func (w *walk) cite(clips [4]float64) {
	w.t.Helper()
	w.click([4]float64{clips[0], clips[1], clips[2], 100}) // the first card
	w.key("ctrl+shift+c")
	w.until("the copy", func(v view) bool { return strings.HasPrefix(v.Toast, "Copié") })
	got := w.clipboard()
	for _, want := range []string{"« " + walkQuote + " »", "La Tour", "2019", walkTitle, "/fr"} {
		if !strings.Contains(strings.ReplaceAll(got, "\u00a0", " "), want) {
			w.t.Errorf("the copied quotation lacks %q: %s", want, got)
		}
	}
}

// export writes the open article from the window and reads the file.
func (w *walk) export() {
	w.t.Helper()
	file := filepath.Join(filepath.Dir(w.library), "quotations.md")
	w.key("ctrl+e")
	w.until("the export's form", func(v view) bool { return v.Dialog == "export" })
	w.shot("5-export")
	w.key("ctrl+a")
	w.tool("xdotool", "type", "--delay", "20", file)
	w.key("Return")
	w.until("the file", func(view) bool { _, err := os.Stat(file); return err == nil })
	text, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(text), walkQuote) {
		w.t.Errorf("the exported file: %v\n%s", err, text)
	}
	out := w.florilegium("export", "--format", "biblatex", "title:relieurs")
	if !strings.Contains(out, "La Tour") || !strings.Contains(out, "2019-03-08") {
		w.t.Errorf("the command line exports %s", out)
	}
}

// failure pastes the address of a page that is not there.
func (w *walk) failure(address string) {
	w.t.Helper()
	w.paste(address)
	w.until("the failure on its row", func(v view) bool { return len(v.Failures) == 1 && v.Arriving == 1 })
	w.shot("7-failure")
}
