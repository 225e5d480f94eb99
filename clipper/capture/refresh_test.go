package capture_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/clipper/testweb"
)

// edition is a page with an ETag, that can be changed, taken away and moved.
type edition struct {
	body, etag atomic.Value
	status     atomic.Int32
	sent       atomic.Int32
}

func (e *edition) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Path == "/":
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(testweb.Page("de"))
		return
	case e.status.Load() == http.StatusFound:
		http.Redirect(w, r, "/", http.StatusFound)
		return
	case e.status.Load() != 0:
		w.WriteHeader(int(e.status.Load()))
		return
	case r.Header.Get("If-None-Match") == e.etag.Load():
		w.WriteHeader(http.StatusNotModified)
		return
	}
	e.sent.Add(1)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("ETag", e.etag.Load().(string))
	_, _ = w.Write(e.body.Load().([]byte))
}

func (e *edition) put(etag string, text string) {
	e.etag.Store(etag)
	e.body.Store(testweb.News(text, "utf-8", testweb.Options{}))
}

// TestRefresh asks for a page again while it stays, changes, loses a quotation, is
// set anew, is moved away, breaks and goes.
func TestRefresh(t *testing.T) {
	d, e := newDesk(t), &edition{}
	server := httptest.NewServer(e)
	t.Cleanup(server.Close)
	s := samples(t)["own"]
	e.put(`"1"`, s.text)
	a := d.save(t, server.URL+"/monde/passeurs", capture.Saved)
	kept, lost := d.clip(t, a, s.quote), d.clip(t, a, s.word)

	refresh := func(want capture.Status) capture.Refreshed {
		t.Helper()
		r, err := d.Refresh(t.Context(), reload(t, d, a.ID))
		if err != nil || r.Status != want || r.Article.ID != a.ID {
			t.Fatalf("refreshed: %s, %v; want %s", r.Status, err, want)
		}
		return r
	}
	if refresh(capture.Known); e.sent.Load() != 1 {
		t.Errorf("the page was sent %d times", e.sent.Load())
	}
	e.etag.Store(`"2"`)
	refresh(capture.Known) // another mark, the same bytes

	e.put(`"3"`, strings.Replace(s.text, s.word, s.change+" — rien de plus", 1))
	r := refresh(capture.Version)
	if r.Added != 1 || r.Removed != 1 || r.Typography || r.Kept != 1 || len(r.Lost) != 1 || r.Lost[0].ID != lost.ID {
		t.Errorf("the change is %+v", r)
	}
	foundAgainIn(t, d, kept, r.Article)
	oldTextKept(t, d, a)

	e.put(`"4"`, strings.ReplaceAll(strings.Replace(s.text, s.word, s.change+" - rien de plus", 1), "’", "'"))
	if r = refresh(capture.Version); !r.Typography || len(r.Lost) != 0 {
		t.Errorf("new typography is %v, %d lost", r.Typography, len(r.Lost))
	}
	text := reload(t, d, a.ID).Text()
	for status, want := range map[int32]capture.Status{http.StatusNotFound: capture.Gone, http.StatusGone: capture.Gone, http.StatusFound: capture.Elsewhere} {
		e.status.Store(status)
		refresh(want)
	}
	e.status.Store(http.StatusServiceUnavailable)
	if r, err := d.Refresh(t.Context(), reload(t, d, a.ID)); err == nil || r.Status != capture.Failed {
		t.Errorf("a broken site: %s, %v", r.Status, err)
	}
	if now := reload(t, d, a.ID).Text(); now != text || d.count(t) != 1 {
		t.Error("the article changed though no page came")
	}
	undamaged(t, d)
}

func foundAgainIn(t *testing.T, d desk, old clipper.Clip, a *clipper.Article) {
	t.Helper()
	c, err := d.lib.Clip(t.Context(), old.ID)
	if err != nil || c.Lost || a.Text()[c.Start:c.End] != old.Quote {
		t.Errorf("the clip is %+v, %v", c, err)
	}
}

// TestRefreshWithoutAddress has nowhere to ask.
func TestRefreshWithoutAddress(t *testing.T) {
	d := newDesk(t)
	a := d.give(t, capture.GiveText(capture.FromPaste, []byte("Une ligne, et rien d’autre.")), "", capture.Saved)
	if _, err := d.Refresh(t.Context(), a); clipper.CodeOf(err) != clipper.Usage {
		t.Errorf("%v", err)
	}
}

// TestImagesResume ends the program between the text and its pictures.
func TestImagesResume(t *testing.T) {
	d, web := newDesk(t), newSite(t)
	page := strings.Replace(string(illustrated(t, "/image.png", "Une rue")), "</figure>", `</figure><figure><img src="/not-image.png" alt="Sans image"></figure><figure><img src="/tracker.gif"></figure>`, 1)
	web.put("/a", []byte(page))
	a := d.save(t, web.URL+"/a", capture.Saved)
	due := func(want int) {
		t.Helper()
		if ids, err := d.lib.PicturesDue(t.Context()); err != nil || len(ids) != want {
			t.Errorf("pictures due: %v, %v", ids, err)
		}
	}
	due(1)
	if n, err := d.Images(t.Context(), capture.Result{Article: reload(t, d, a.ID)}); err != nil || n != 3 {
		t.Errorf("from no typed address: %d missing, %v", n, err) // a private host, which nobody typed
	}
	due(0)
	if n, err := d.ImagesAgain(t.Context(), reload(t, d, a.ID)); err != nil || n != 1 {
		t.Errorf("asked for again: %d missing, %v", n, err)
	}
	var lacking []clipper.Code
	for _, b := range reload(t, d, a.ID).Blocks {
		if b.Image != nil {
			lacking = append(lacking, b.Image.Lacking)
		}
	}
	if len(lacking) != 3 || lacking[0] != "" || lacking[1] != clipper.Unreadable || lacking[2] != clipper.Ornament {
		t.Errorf("lacking: %q", lacking)
	}
}

// TestManyImages stops the program in the midst of a page with more pictures than
// are kept, and lets it go on: none is asked for twice, and the last are left out.
func TestManyImages(t *testing.T) {
	d, web := newDesk(t), newSite(t)
	var figures strings.Builder
	for i := range 205 {
		path := fmt.Sprintf("/bild/%d.png", i)
		web.put(path, testweb.PNG(40+i, 40))
		fmt.Fprintf(&figures, `<figure><img src="%s" alt="Bild %d"></figure>`, path, i)
	}
	page := strings.Replace(string(illustrated(t, "/bild/0.png", "Beaucoup d’images")), "</figure>", "</figure>"+figures.String(), 1)
	web.put("/a", []byte(page))
	r, err := d.Save(t.Context(), web.URL+"/a", nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	d.Progress = func(_ capture.Stage, done, _ int) {
		if done == 30 {
			stop()
		}
	}
	if _, err := d.Images(ctx, r); err == nil {
		t.Error("stopped, and no word of it")
	}
	if due, err := d.lib.PicturesDue(t.Context()); err != nil || len(due) != 1 {
		t.Fatalf("pictures due: %v, %v", due, err)
	}
	d.Progress = nil
	r.Article = reload(t, d, r.Article.ID) // as another process finds it
	if missing, err := d.Images(t.Context(), r); err != nil || missing != 6 {
		t.Errorf("%d missing, %v", missing, err)
	}
	counts := map[clipper.Code]int{}
	for _, b := range reload(t, d, r.Article.ID).Blocks {
		if b.Image != nil {
			counts[b.Image.Lacking]++
		}
	}
	if counts[""] != 200 || counts[clipper.TooLarge] != 6 {
		t.Errorf("lacking: %v", counts)
	}
	for i := range 199 {
		if n := web.visits(fmt.Sprintf("/bild/%d.png", i)); n > 2 || n == 2 && i != 0 {
			t.Errorf("picture %d was asked for %d times", i, n)
		}
	}
}
