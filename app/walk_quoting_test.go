//go:build linux

package app_test

import (
	"os/exec"
	"strings"
	"testing"
)

// TestWalkQuoting makes a quotation fit for a thesis: words inside a clip are left
// out, others are put in brackets, it is copied in several forms, and one is typed from
// a book.
func TestWalkQuoting(t *testing.T) {
	w := newWalk(t, "fr_FR.UTF-8")
	w.open()
	w.until("the samples", func(v view) bool { return len(v.Rows) == 2 && len(v.Clips) == 3 })

	w.drag(w.still(", en un instant,"))
	v := w.until("the bubble inside a clip", func(v view) bool { return v.Places["bubble.omit"][2] > 0 })
	w.shot("quoting-1-bubble")
	w.click(v.Places["bubble.omit"])
	w.until("the omission", func(v view) bool {
		return v.Card == "«\u00a0il est fait pour que l’on y retrouve […] la phrase dont on a besoin\u00a0»"
	})
	w.shot("quoting-2-omission")

	w.drag(w.still("il est fait"))
	v = w.until("the bubble once more", func(v view) bool { return v.Places["bubble.insert"][2] > 0 })
	w.click(v.Places["bubble.insert"])
	w.until("the form", func(v view) bool { return v.Dialog == "insertion" })
	w.tool("xdotool", "type", "--delay", "60", "il fut fait")
	w.shot("quoting-3-insertion")
	w.key("Return")
	w.until("the insertion", func(v view) bool {
		return v.Dialog == "" && strings.HasPrefix(v.Card, "«\u00a0[il fut fait] pour que")
	})
	w.key("ctrl+z")
	w.until("the insertion undone", func(v view) bool { return strings.HasPrefix(v.Card, "«\u00a0il est fait pour que") })

	w.key("ctrl+shift+c")
	w.until("the quotation with its reference", func(view) bool {
		return strings.HasPrefix(w.clipboard(), "«\u00a0il est fait pour que l’on y retrouve […] la phrase dont on a besoin\u00a0» — ")
	})
	w.formatted()
	w.key("y")
	w.settle()
	w.shot("quoting-4-forms")
	w.key("Escape")
	w.paper()
	w.close()
}

// paper types a quotation from a book, and copies it with its page.
func (w *walk) paper() {
	w.t.Helper()
	w.key("ctrl+shift+n")
	w.until("the form for paper", func(v view) bool { return v.Dialog == "paper" })
	w.tool("xdotool", "type", "--delay", "60", "Les manuscrits ne brulent pas")
	w.key("Tab")
	w.tool("xdotool", "type", "--delay", "60", "xii")
	w.key("Tab", "Tab", "Tab")
	w.tool("xdotool", "type", "--delay", "60", "Le Maitre et Marguerite")
	w.key("Tab")
	w.tool("xdotool", "type", "--delay", "60", "Boulgakov, Mikhail")
	w.shot("quoting-5-paper")
	w.key("Tab", "Tab", "Tab", "Tab", "Tab")
	w.tool("xdotool", "type", "--delay", "60", "1967")
	w.key("Return")
	w.until("the clip from paper", func(v view) bool {
		return v.Dialog == "" && len(v.Clips) == 1 && v.Clips[0] == "Les manuscrits ne brulent pas" && v.Card != ""
	})
	w.shot("quoting-6-paper")
	w.key("ctrl+shift+c")
	w.until("the quotation from paper", func(view) bool {
		got := w.clipboard()
		return strings.HasPrefix(got, "«\u00a0Les manuscrits ne brulent pas\u00a0» — ") && strings.Contains(got, "Boulgakov") && strings.Contains(got, "xii")
	})
}

// formatted copies for a word processor, which asks the clipboard for HTML.
func (w *walk) formatted() {
	w.t.Helper()
	w.key("ctrl+alt+c")
	w.until("the formatted quotation", func(view) bool {
		cmd := exec.Command("xclip", "-selection", "clipboard", "-t", "text/html", "-o")
		cmd.Env = w.env
		out, err := cmd.Output()
		return err == nil && strings.Contains(string(out), "l’on y retrouve […] la phrase") && strings.Contains(string(out), "<p>")
	})
}
