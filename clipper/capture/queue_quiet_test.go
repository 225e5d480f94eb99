package capture_test

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/anchor"
	"florilegium/clipper/capture"
	"florilegium/clipper/cite"
	"florilegium/clipper/testweb"
	"florilegium/db"
)

// TestReadingAsksNothing opens, searches, clips and cites a hundred saved articles:
// the web that they are from hears nothing of it.
func TestReadingAsksNothing(t *testing.T) {
	if slowed {
		t.Skip("the race detector looks at TestQueue")
	}
	c := newCrowd(t, 20)
	q, lib := newQueue(t, c)
	var list []clipper.Requested
	for i := 0; len(list) < 100; i++ {
		if faults[i%100] == "" {
			list = append(list, clipper.Requested{URL: c.address(i)})
		}
	}
	enqueue(t, lib, list)
	if _, err := q.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	asked := c.asked.Load()
	ids, err := lib.ListIDs(t.Context(), clipper.ParseQuery(""))
	if err != nil || len(ids) != 100 || asked < 100 {
		t.Fatalf("%d articles after %d requests, %v", len(ids), asked, err)
	}
	style, err := cite.OpenStyles(cite.UsualPlaces(lib.Dir())).Load("apa", "fr-FR")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		a, err := lib.Article(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		quote := "quand les barques rentrent"
		clip, err := anchor.NewClip(a, anchor.Find(a.Text(), quote)[0].Start, anchor.Find(a.Text(), quote)[0].End)
		if err == nil {
			err = lib.SaveClip(t.Context(), &clip)
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := lib.Search(t.Context(), clipper.ParseQuery(a.Source.Title+" "), db.SearchOptions{}); err != nil {
			t.Fatal(err)
		}
		if text := cite.Quotation(clip, a.Source, "fr"); !strings.Contains(text, quote) || !strings.Contains(text, a.Source.URL) {
			t.Errorf("cited as %s", text)
		}
		if text := style.Reference(a.Source); !strings.Contains(text, a.Source.Title) {
			t.Errorf("its reference is %s", text)
		}
		if _, err := lib.Snapshot(t.Context(), a.Snapshot); err != nil {
			t.Error(err)
		}
	}
	if n := c.asked.Load() - asked; n != 0 {
		t.Errorf("reading made %d requests", n)
	}
}

// TestQueueImages brings the pictures after the texts, also those that a stopped
// run has left.
func TestQueueImages(t *testing.T) {
	var pictures atomic.Int64
	var stop context.CancelFunc
	png := testweb.PNG(640, 360)
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".png") {
			if pictures.Add(1) == 3 {
				stop()
				<-r.Context().Done()
				return
			}
			_, _ = w.Write(append(bytes.Clone(png), r.URL.Path...)) // each is another file
			return
		}
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write(illustrated(t, r.URL.Path+".png", "Une rue, vue de "+r.URL.Path))
	}))
	t.Cleanup(web.Close)
	q, lib := newQueue(t, &crowd{Server: web})
	var list []clipper.Requested
	for i := range 6 {
		list = append(list, clipper.Requested{URL: fmt.Sprintf("http://rue%d.test/vue/%d", i%2, i)})
	}
	enqueue(t, lib, list)
	for _, last := range []bool{false, true} {
		ctx, cancel := context.WithCancel(t.Context())
		stop = cancel
		_, err := q.Run(ctx)
		cancel()
		counts, cerr := lib.JobCounts(t.Context())
		if cerr != nil || counts.All() != 6 || (err == nil) != last || last && (counts.Done != 6 || counts.Images != 0) {
			t.Fatalf("%+v, %v, %v", counts, err, cerr)
		}
	}
	for id := range int64(6) {
		a, err := lib.Article(t.Context(), id+1)
		if err != nil {
			t.Fatal(err)
		}
		if img := picture(t, a); img.Hash == "" {
			t.Errorf("the picture of article %d is %+v", id+1, img)
		}
	}
}

// TestQueueOffline holds it against no page that the computer is offline for a
// while, and fetches them all when it is back.
func TestQueueOffline(t *testing.T) {
	c := newCrowd(t, 40)
	lib, err := db.Open(t.Context(), t.TempDir(), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	opts := reachingCrowd(c.Listener.Addr().String())
	var down atomic.Int64
	opts.Dial = func(ctx context.Context, network, to string) (net.Conn, error) {
		if down.Add(1) <= 60 {
			return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ENETUNREACH}
		}
		return toCrowd(c.Listener.Addr().String())(ctx, network, to)
	}
	q := capture.NewQueue(lib, opts)
	defer q.Close()
	q.Manners = hurried()
	q.Manners.Retry.Tries = 2
	var list []clipper.Requested
	for i := 0; len(list) < 80; i++ {
		if faults[i%100] == "" {
			list = append(list, clipper.Requested{URL: c.address(i)})
		}
	}
	enqueue(t, lib, list)
	offline := false
	q.Progress = func(p capture.Progress) { offline = offline || p.Offline }
	if _, err := q.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	counts, err := lib.JobCounts(t.Context())
	if err != nil || counts.Done != 80 || !offline {
		t.Errorf("back online: %+v, noticed %v, %v", counts, offline, err)
	}
}
