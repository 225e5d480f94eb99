package capture

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/fetch"
)

// A transaction holds at most mostTogether results, and waits for more of them no
// longer than together.
const (
	mostTogether = 50
	together     = 100 * time.Millisecond
)

// patientWrites is how often a batch is stored again while another program is
// writing; the library itself waits for seconds each time.
const patientWrites = 3

// item is a job on its way into the library: with an article, or with the State
// and the Reason of a failure.
type item struct {
	job     clipper.Job
	page    *fetch.Page
	article *clipper.Article
}

// written are items that are in the library.
type written struct {
	items []item
	err   error // what is wrong with the library: these items are not in it
}

// writer stores the results of jobs, many in one transaction: an article and what
// its job has come to are in the library together, or neither is.
type writer struct {
	door     *Door
	jobs     Jobs
	in       chan item
	written  chan written
	expected atomic.Int64 // items that will come
}

func newWriter(d *Door, jobs Jobs) *writer {
	return &writer{door: d, jobs: jobs, in: make(chan item), written: make(chan written)}
}

// expect says that so many more items will come.
func (w *writer) expect(n int64) { w.expected.Add(n) }

func (w *writer) run() {
	defer close(w.written)
	var next *item
	for {
		if next == nil {
			it, open := <-w.in
			if !open {
				return
			}
			w.expect(-1)
			next = &it
		}
		var batch []item
		batch, next = w.gather(*next)
		w.written <- w.store(batch)
	}
}

// gather waits for further items while there is reason to. One whose page may be a
// page of the batch is left for the next: two at once would not see each other.
func (w *writer) gather(first item) (batch []item, next *item) {
	batch = []item{first}
	names := map[string]bool{}
	claim(names, first)
	limit := time.NewTimer(together)
	defer limit.Stop()
	for len(batch) < mostTogether && w.expected.Load() > 0 {
		select {
		case it, open := <-w.in:
			if !open {
				return batch, nil
			}
			w.expect(-1)
			if !claim(names, it) {
				return batch, &it
			}
			batch = append(batch, it)
		case <-limit.C:
			return batch, nil
		}
	}
	return batch, nil
}

// claim notes the names of an item's page; false where one is taken.
func claim(names map[string]bool, it item) bool {
	if it.article == nil {
		return true
	}
	list := addresses(it.article, it.page)
	for _, a := range list {
		if names[a] {
			return false
		}
	}
	for _, a := range list {
		names[a] = true
	}
	return true
}

// store stores a batch or, where that fails, each of its items alone, so that one
// bad one does not keep the others out.
func (w *writer) store(batch []item) written {
	ctx := context.Background() // what was fetched is stored, whatever ends
	err := w.all(ctx, batch)
	for range patientWrites {
		if clipper.CodeOf(err) != clipper.Conflict {
			break
		}
		err = w.all(ctx, batch) // another program was writing for long
	}
	if err == nil {
		return written{items: batch}
	}
	if broken(err) {
		return written{err: err}
	}
	if len(batch) == 1 {
		it := &batch[0]
		it.job.State, it.job.Reason, it.article = clipper.JobFailed, clipper.FailureOf(err), nil
		err := w.all(ctx, batch)
		return written{items: batch, err: err}
	}
	var out written
	for i := range batch {
		one := w.store(batch[i : i+1])
		out.items, out.err = append(out.items, one.items...), errors.Join(out.err, one.err)
	}
	return out
}

// broken reports a failure that is the library's and not the page's.
func broken(err error) bool {
	switch clipper.CodeOf(err) {
	case clipper.Unavailable, clipper.Damaged, clipper.Conflict:
		return true
	}
	return false
}

func (w *writer) all(ctx context.Context, batch []item) error {
	var pages []*clipper.Snapshot
	for _, it := range batch {
		if it.article != nil {
			pages = append(pages, it.page.Snapshot())
		}
	}
	if len(pages) > 0 {
		if err := w.jobs.KeepPages(ctx, pages); err != nil {
			return err
		}
	}
	return w.jobs.Together(ctx, func(ctx context.Context) error {
		var carried []clipper.Job
		for i := range batch {
			still, err := w.jobs.Running(ctx, batch[i].job.ID)
			if err == nil && still { // else the reader has said meanwhile that it is not wanted
				err = w.shelve(ctx, &batch[i])
				carried = append(carried, batch[i].job)
			}
			if err != nil {
				return err
			}
		}
		for _, j := range carried { // after the texts, whose index is written at once then
			if err := w.jobs.SettleJob(ctx, j); err != nil {
				return err
			}
		}
		return nil
	})
}

// shelve stores the article of an item, if it has one.
func (w *writer) shelve(ctx context.Context, it *item) error {
	if it.article == nil {
		return nil
	}
	a := *it.article // it is left as it was, should the transaction fail
	status, err := w.door.store(ctx, &a, it.page)
	if err != nil {
		return err
	}
	j := &it.job
	j.State, j.Outcome, j.Article, j.Images = clipper.JobDone, string(status), a.ID, slices.ContainsFunc(pictures(&a), (*clipper.Image).Untried)
	return nil
}
