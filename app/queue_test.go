//go:build !headless

package app

import (
	"strings"
	"testing"
	"time"

	"florilegium/assets"
	"florilegium/clipper"
	"florilegium/clipper/capture"

	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
)

// TestQueueLine reads the line at the foot in every state of the queue.
func TestQueueLine(t *testing.T) {
	test.NewTempApp(t)
	if err := lang.AddTranslationsFS(assets.Translations, "translations"); err != nil {
		t.Fatal(err)
	}
	some := clipper.JobCounts{Queued: 90, Running: 8, Parked: 2, Done: 1200, Failed: 1}
	for want, q := range map[string]queue{
		"": {progress: capture.Progress{JobCounts: clipper.JobCounts{Done: 5, Held: 2}}},
		"1,201 of 1,301 pages · 24 a second · less than a minute left · 1 page failed": {running: true, progress: capture.Progress{JobCounts: some, Rate: 24, Left: 4 * time.Second}},
		"1,201 of 1,301 pages · 59 a minute · 2 minutes left · 1 page failed":          {running: true, progress: capture.Progress{JobCounts: some, Rate: .98, Left: 2 * time.Minute}},
		"Queue paused · 100 pages wait · 1 page failed":                                {paused: true, progress: capture.Progress{JobCounts: some}},
		"No network · 100 pages wait · 1 page failed":                                  {running: true, progress: capture.Progress{JobCounts: some, Offline: true}},
		"100 pages wait · 1 page failed":                                               {progress: capture.Progress{JobCounts: some}},
		"pictures of 3 pages to come":                                                  {running: true, progress: capture.Progress{JobCounts: clipper.JobCounts{Done: 5, Images: 3}}},
		"2 pages failed":                                                               {progress: capture.Progress{JobCounts: clipper.JobCounts{Done: 5, Failed: 2}}},
	} {
		if got := q.text(); got != want {
			t.Errorf("the line reads %q, want %q", got, want)
		}
	}
	if got := left(3*time.Hour + 20*time.Minute); got != "3 hours left" {
		t.Errorf("left is %q", got)
	}
}

// TestJobLines reads what the sheet says of a page, in the reader's language, of a
// failure that was stored as it is in the library.
func TestJobLines(t *testing.T) {
	test.NewTempApp(t)
	if err := lang.AddTranslationsFS(assets.Translations, "translations"); err != nil {
		t.Fatal(err)
	}
	due := time.Now().Add(48 * time.Hour)
	why := clipper.FailureOf(clipper.Errorf(clipper.Refused, nil, "Wait some minutes and try again", "%s asks for patience: too many requests (status %d)", "gazette.example", 429))
	for want, j := range map[string]clipper.Job{
		"Gazette.example asks for patience: too many requests (status 429) · Wait some minutes and try again": {State: clipper.JobFailed, Reason: why},
		"In the library before": {State: clipper.JobDone, Outcome: "known"},
		"Waits":                 {State: clipper.JobQueued},
		"Not to be fetched":     {State: clipper.JobHeld},
		"Not before " + shortDate(clipper.DateOf(due)) + " " + due.Format("15:04"): {State: clipper.JobParked, Due: due},
	} {
		if got := aboutJob(j); got != want {
			t.Errorf("a %s job reads %q, want %q", j.State, got, want)
		}
	}
}

// TestPrivateHostIsAskedOnce asks about a host once, and hears no again only when
// its address is typed again.
func TestPrivateHostIsAskedOnce(t *testing.T) {
	test.NewTempApp(t)
	w := &window{win: test.NewTempWindow(t, canvas.NewRectangle(nil)), toast: newToast(), private: map[string]bool{}}
	ask := func() (answer chan bool, open bool) {
		answer = make(chan bool, 1)
		w.askPrivate("routeur.local:8080", answer)
		return answer, w.dialog == "private"
	}
	first, open := ask()
	if !open {
		t.Fatal("nothing is asked")
	}
	w.win.Canvas().Focused().(*button).leave() // Escape is no
	if <-first || w.covered() {
		t.Error("Escape says yes, or leaves the question open")
	}
	if again, open := ask(); open || <-again {
		t.Error("the same host is asked about twice")
	}
	w.askAgain("routeur.local:8080")
	second, open := ask()
	if !open {
		t.Fatal("an address that was typed again is not asked about")
	}
	w.win.Canvas().Focused().(*button).OnTapped()
	if !<-second {
		t.Error("yes is taken for no")
	}
	w.askAgain("routeur.local:8080")
	if third, open := ask(); open || !<-third {
		t.Error("a host that was agreed to is asked about again")
	}
	if strings.Contains(w.dialog, "private") {
		t.Error("the question stays open")
	}
}
