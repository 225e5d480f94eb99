//go:build !headless

package app

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"strings"

	"florilegium/app/reader"
	"florilegium/clipper"

	"fyne.io/fyne/v2"
)

// debugEnv names a Unix socket on which the window answers where things are, for
// walks through the real window: a test asks, then moves a real mouse. It is off
// unless a test turns it on, and changes nothing.
const debugEnv = "FLORILEGIUM_DEBUG_SOCKET"

// question is one line from a test.
type question struct {
	Text string `json:"text"` // words in the open article
}

// report is the answer: what the window shows, and where, in pixels of the
// window's content.
type debugReport struct {
	Title     string                `json:"title"`
	Article   int64                 `json:"article"`
	Selection string                `json:"selection"`
	Rows      []string              `json:"rows"`
	Failures  []string              `json:"failures"`
	Arriving  int                   `json:"arriving"`
	Slowest   float64               `json:"slowest"` // function on the main goroutine since the last question, in ms of processor time
	Queue     string                `json:"queue"`   // at the foot
	Jobs      []string              `json:"jobs"`    // lines of the open sheet of the queue
	Clips     []string              `json:"clips"`
	Found     int                   `json:"found"` // -1 when nothing is searched
	Asked     string                `json:"asked"` // what was found is the answer to
	Status    string                `json:"status"`
	Toast     string                `json:"toast"`
	Dialog    string                `json:"dialog"` // the form that is open
	Card      string                `json:"card"`   // the words of the chosen clip, as they are quoted
	Browse    []string              `json:"browse"` // lines of the browsing list
	Picked    int                   `json:"picked"` // articles
	Place     string                `json:"place"`  // at the foot
	Matches   int                   `json:"matches"`
	Visible   string                `json:"visible"`
	Gathered  []string              `json:"gathered"` // parts of the collection that is shown
	Part      int                   `json:"part"`     // of them that is chosen, -1 for none
	Writing   bool                  `json:"writing"`  // a part is being written
	Preview   string                `json:"preview"`  // of an export
	File      string                `json:"file"`     // that it would write
	Places    map[string][4]float32 `json:"places"`   // x, y, width, height of named controls
	Words     [][4]float32          `json:"words"`    // of the words asked for, line by line
}

// listenDebug answers questions, one connection after the other.
func (w *window) listenDebug() {
	path := os.Getenv(debugEnv)
	if path == "" {
		return
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		w.report(err)
		return
	}
	context.AfterFunc(w.ctx, func() { l.Close() })
	w.answer(l)
}

// answer waits for a question away from the main goroutine and answers on it.
func (w *window) answer(l net.Listener) {
	w.run(nil, func(context.Context) func() {
		conn, err := l.Accept()
		if err != nil {
			return nil // closed with the window
		}
		var q question
		line, _ := bufio.NewReader(conn).ReadBytes('\n')
		bad := json.Unmarshal(line, &q)
		return func() {
			if bad == nil {
				bad = json.NewEncoder(conn).Encode(w.look(q))
			}
			conn.Close()
			w.answer(l)
		}
	})
}

func (w *window) look(q question) debugReport {
	r := debugReport{
		Title: w.win.Title(), Dialog: w.dialog, Selection: w.reader.SelectedText(), Found: -1, Arriving: len(w.state.arriving),
		Status: w.status.Text, Visible: w.reader.VisibleText(), Places: map[string][4]float32{},
	}
	if w.state.open != nil {
		r.Article = w.state.open.ID
		if i := strings.Index(w.state.open.Text(), q.Text); i >= 0 && q.Text != "" {
			for _, a := range w.reader.RectOf(i, i+len(q.Text)) {
				r.Words = append(r.Words, area(a))
			}
		}
	}
	r.Picked, r.Place = len(w.library.picks.ids), w.place.Text
	_, r.Matches = w.reader.Found()
	if w.clips.detail.box.Visible() {
		r.Card = w.clips.detail.quote.Text
	}
	if w.toast.box.Visible() {
		r.Toast = w.toast.label.Text
	}
	if f := w.state.found; f != nil {
		r.Found, r.Asked = len(f.Articles)+len(f.Clips), w.state.asked
	}
	w.lists(&r)
	w.lookAtCollection(&r)
	w.places(&r)
	return r
}

func (w *window) lists(r *debugReport) {
	for i := range w.library.rows.ids {
		if row, ok := w.library.rows.at(i); ok {
			r.Rows = append(r.Rows, row.Title)
		}
	}
	for _, l := range w.library.browse.lines {
		r.Browse = append(r.Browse, l.name)
	}
	r.Queue = w.queue.text()
	r.Slowest, slowest = float64(slowest)/1e6, 0
	if s := w.queue.sheet; s != nil {
		for _, j := range s.jobs {
			r.Jobs = append(r.Jobs, j.URL+" "+aboutJob(j))
		}
	}
	for _, a := range w.state.arriving {
		if a.err != nil {
			sentence, _ := tell(a.err)
			r.Failures = append(r.Failures, sentence)
		}
	}
	for i := range w.clips.rows.ids {
		if c, ok := w.clips.rows.at(i); ok {
			r.Clips = append(r.Clips, c.Quote)
		}
	}
}

// lookAtCollection tells the parts of the collection in words, and where those in
// sight are.
func (w *window) lookAtCollection(r *debugReport) {
	o := w.collection.outline
	r.Part, r.Writing = o.chosen, o.editing.at >= 0
	for _, part := range o.parts() {
		text := part.Text
		if g, ok := w.collection.clips[part.Clip]; ok && part.Kind == clipper.ClipPart {
			text = g.Clip.Quote
		}
		r.Gathered = append(r.Gathered, strings.TrimSpace(fmt.Sprintf("%s%d %s", part.Kind, part.Level, text)))
	}
	if f := w.exporting; f != nil && w.dialog == "export" {
		r.Preview, r.File = f.preview.set.text, f.file.Text
		for name, o := range map[string]fyne.CanvasObject{"export.format": f.format, "export.file": f.file} {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
			r.Places[name] = [4]float32{at.X, at.Y, o.Size().Width, o.Size().Height}
		}
	}
	for _, row := range o.rows {
		if row.Visible() && o.Visible() {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(row)
			r.Places[fmt.Sprintf("part.%d", row.at)] = [4]float32{at.X, at.Y, row.Size().Width, row.Size().Height}
		}
	}
}

func (w *window) places(r *debugReport) {
	for name, o := range map[string]fyne.CanvasObject{
		"add": w.add, "search": w.search, "library": w.library.list, "clips": w.clips.list, "reader": w.reader, "tabs": w.library.tabs, "browse": w.library.browse.list, "note": w.clips.detail.note,
		"cliptabs": w.clips.tabs, "outline": w.collection.outline, "collection": w.collection.bar,
	} {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
		r.Places[name] = [4]float32{at.X, at.Y, o.Size().Width, o.Size().Height}
	}
	for name, a := range w.reader.BubbleRects() {
		r.Places["bubble."+name] = area(a)
	}
}

func area(a reader.Area) [4]float32 {
	return [4]float32{a.Pos.X, a.Pos.Y, a.Size.Width, a.Size.Height}
}
