//go:build linux

package app_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestWalkLibrary keeps house in a library: picks all, tags them, browses by the
// tag, keeps a search, writes a note in a clip's card, corrects the source, finds
// in the page, runs a command by its name, narrows the window, and starts again.
func TestWalkLibrary(t *testing.T) {
	w := newWalk(t, "fr_FR.UTF-8")
	w.tool("setxkbmap", "fr") // as most readers of French type
	w.open()
	w.until("the samples", func(v view) bool { return len(v.Rows) == 2 && len(v.Clips) == 3 })
	w.deadKeys()

	w.key("ctrl+shift+a")
	w.until("two picked", func(v view) bool { return v.Picked == 2 })
	w.key("t")
	w.until("the tags", func(v view) bool { return v.Dialog == "tags" })
	w.typed("presse, citer le web")
	w.shot("lib-1-tags")
	w.key("Return")
	w.until("the tags kept", func(v view) bool { return v.Dialog == "" && v.Toast != "" })
	if out := w.florilegium("list", "--json"); strings.Count(out, `"citer le web"`) != 2 {
		t.Errorf("after tagging both: %s", out)
	}
	w.key("ctrl+z")
	w.until("the tags taken back", func(view) bool { return !strings.Contains(w.florilegium("list", "--json"), `"citer le web"`) })
	w.key("t")
	w.until("the tags", func(v view) bool { return v.Dialog == "tags" })
	w.typed("citer le web")
	w.key("Return", "Escape")

	tabs := w.until("nothing picked", func(v view) bool { return v.Picked == 0 && v.Dialog == "" }).Places["tabs"]
	w.point(tabs, .57, .45) // Parcourir
	w.tool("xdotool", "click", "1")
	v := w.until("the browsing list", func(v view) bool { return slices.Contains(v.Browse, "citer le web") })
	w.shot("lib-2-browse")
	v = w.until("its lines in their places", func(v view) bool { return v.Places["browse"][1] > 80 })
	line := float64(slices.Index(v.Browse, "citer le web"))
	w.click([4]float64{v.Places["browse"][0], v.Places["browse"][1] + 32*line, 100, 32})
	w.until("the articles of the tag", func(v view) bool { return v.Asked == `tag:"citer le web"` && len(v.Rows) == 2 })
	w.shot("lib-3-tag")

	w.key("ctrl+k")
	w.until("the palette", func(v view) bool { return v.Dialog == "palette" })
	w.typed("garder")
	w.shot("lib-4-palette")
	w.key("Return")
	w.until("the name of the search", func(v view) bool { return v.Dialog == "name" })
	w.key("ctrl+a")
	w.typed("web")
	w.key("Return")
	w.until("the search kept", func(v view) bool { return v.Dialog == "" && v.Toast != "" })
	w.key("Escape")
	w.until("the search among the others", func(v view) bool { return v.Found == -1 && slices.Contains(v.Browse, "web") })

	w.card()
	w.page()
	w.narrow()
	w.close()
	w.open()
	v = w.until("the window as it was left", func(v view) bool { return slices.Contains(v.Browse, "web") })
	w.shot("lib-8-again")
	w.close()
}

// deadKeys types a word with the dead key of the French keyboard. xdotool loses
// one now and then on a busy machine, so it types until the word is there.
func (w *walk) deadKeys() {
	w.t.Helper()
	w.key("ctrl+l")
	w.until("a word with a circumflex", func(v view) bool {
		if v.Asked == "enquête" {
			return true
		}
		w.key("ctrl+a", "e", "n", "q", "u", "dead_circumflex", "e", "t", "e")
		w.settle()
		return false
	})
	w.key("Escape")
	w.until("the shelf", func(v view) bool { return v.Found == -1 })
}

func (w *walk) typed(text string) {
	w.t.Helper()
	cmd := exec.Command("xdotool", "type", "--delay", "20", text)
	cmd.Env = append(slices.Clone(w.env), "LC_ALL=C.UTF-8") // it reads its words in the locale
	w.must(cmd)
	w.settle()
}

// card writes a note into the card of a clip: it is kept without a button.
func (w *walk) card() {
	w.t.Helper()
	w.key("bracketright")
	v := w.until("the chosen clip's card", func(v view) bool { return v.Places["note"][0] > 0 })
	w.click(v.Places["note"])
	w.typed("relire les ")
	w.paste("« Mémoires »")
	w.shot("lib-5-card")
	w.until("the note in the library", func(view) bool {
		return strings.Contains(w.florilegium("list", "--clips", "--json"), "relire les « Mémoires »")
	})
	w.key("Escape") // to the article
}

// page finds words in the article without their accents and corrects its source.
func (w *walk) page() {
	w.t.Helper()
	w.key("ctrl+f")
	w.typed("florilege")
	v := w.until("the matches", func(v view) bool { return v.Matches > 1 })
	w.shot("lib-6-find")
	w.key("Return", "Escape")
	w.until("no marks", func(v view) bool { return v.Matches == 0 })
	w.key("i")
	w.until("the source", func(v view) bool { return v.Dialog == "source" })
	w.key("ctrl+a")
	w.typed("Petite anthologie")
	w.key("Return")
	w.until("the new title", func(v view) bool { return strings.HasPrefix(v.Title, "Petite anthologie") })
	w.shot("lib-7-source")
	w.key("Escape")
	if v.Place == "" {
		w.t.Error("the foot does not say how far the article was read")
	}
}

// narrow makes the window too narrow for the pane of clips, which F8 then draws
// over the article.
func (w *walk) narrow() {
	w.t.Helper()
	w.tool("xdotool", "windowsize", "--sync", w.window, "900", "700")
	w.until("no clips", func(v view) bool { return v.Places["clips"][0] < 900 })
	w.key("F8")
	w.settle()
	w.shot("lib-9-narrow")
	w.key("F8", "F11")
	w.settle()
	w.shot("lib-9-alone")
	w.key("F11")
	w.tool("xdotool", "windowsize", "--sync", w.window, "1280", "832")
}

// TestWalkKeys reads, clips, writes a note, follows clips and links and deletes
// without a mouse.
func TestWalkKeys(t *testing.T) {
	w := newWalk(t, "fr_FR.UTF-8")
	w.open()
	w.until("the samples", func(v view) bool { return len(v.Rows) == 2 && len(v.Clips) == 3 })
	w.key("F7", "Down", "Down", "Down", "Home", "ctrl+Right")
	w.key("shift+ctrl+Right", "shift+ctrl+Right", "shift+ctrl+Right")
	v := w.until("words selected by keys", func(v view) bool { return len(strings.Fields(v.Selection)) >= 2 })
	w.shot("keys-1-selected")
	words := strings.TrimSpace(v.Selection)
	w.key("ctrl+d") // clips, with the cursor in the note
	w.until("the clip", func(v view) bool { return len(v.Clips) == 4 && strings.Contains(strings.Join(v.Clips, "\n"), words) })
	w.typed("sans souris")
	w.until("the note", func(view) bool { return strings.Contains(w.florilegium("list", "--clips", "--json"), "sans souris") })
	w.key("Escape", "F7")
	w.key("Escape", "bracketright", "bracketright")
	w.shot("keys-2-chosen")
	w.key("Delete")
	w.until("a clip deleted", func(v view) bool { return len(v.Clips) == 3 })
	w.key("ctrl+z")
	w.until("the clip again", func(v view) bool { return len(v.Clips) == 4 })
	w.key("j")
	w.until("the next article", func(v view) bool { return strings.HasPrefix(v.Title, "How to quote") })
	w.key("e")
	w.until("it archived", func(view) bool { return strings.Contains(w.florilegium("list", "is:archived"), "How to quote") })
	w.close()
}
