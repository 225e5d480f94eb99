package exchange

import (
	"context"
	"errors"
	"os"

	"florilegium/clipper"
)

// Outcome is what became of a live folder.
type Outcome struct {
	Live    Live
	Written []string // the files that were written or removed, with their folder
	Kept    int      // blocks and properties of notes that the reader has changed and the library too
	Errors  []error  // each a *clipper.Error; what else could be written was
}

// Err is the first failure, nil for none.
func (o Outcome) Err() error {
	if len(o.Errors) == 0 {
		return nil
	}
	return o.Errors[0]
}

// Quiet reports that there is nothing to tell.
func (o Outcome) Quiet() bool { return len(o.Written) == 0 && o.Kept == 0 && len(o.Errors) == 0 }

// Update brings all folders up to date with what was changed in the library since
// they were last. The error is one of the library; those of folders are in their
// outcomes.
func (k *Keeper) Update(ctx context.Context) ([]Outcome, error) { return k.each(ctx, k.update) }

// Run writes all folders anew where they differ from the library, also what was
// changed or deleted in them since.
func (k *Keeper) Run(ctx context.Context) ([]Outcome, error) { return k.each(ctx, k.run) }

// UpdateOne is Update for one folder.
func (k *Keeper) UpdateOne(ctx context.Context, l Live) (Outcome, error) {
	o := Outcome{Live: l}
	if err := k.update(ctx, l, &o); err != nil {
		o.Errors = append(o.Errors, err)
	}
	return o, ctx.Err()
}

// Export writes articles into a folder once, in a format with a file for each,
// whether they have clips or not. Notes that are there are brought up to date.
func (k *Keeper) Export(ctx context.Context, l Live, ids []int64) (Outcome, error) {
	o := Outcome{Live: l}
	f, err := k.open(l, &o)
	if err != nil {
		return o, err
	}
	f.Query, f.every = "", true
	return o, f.articles(ctx, ids, true)
}

func (k *Keeper) each(ctx context.Context, work func(context.Context, Live, *Outcome) error) ([]Outcome, error) {
	lives, err := k.Lives(ctx)
	if err != nil {
		return nil, err
	}
	var outcomes []Outcome
	for _, l := range lives {
		o := Outcome{Live: l}
		if err := work(ctx, l, &o); err != nil {
			if ctx.Err() != nil {
				return outcomes, ctx.Err()
			}
			o.Errors = append(o.Errors, err)
		}
		outcomes = append(outcomes, o)
	}
	return outcomes, nil
}

// rounds is how often an update begins again because the library was changed
// meanwhile. Another process may then have written less than this one knows, and
// whoever comes last must have seen all.
const rounds = 5

func (k *Keeper) update(ctx context.Context, l Live, o *Outcome) error {
	path := seenPath(l, k.Store.Device())
	since := readSeen(path)
	for range rounds {
		ids, now, err := k.Store.Changed(ctx, since)
		if err == nil && since > now { // the library is older than the folder: a copy was restored
			since = 0
			continue
		}
		if err != nil || len(ids) == 0 {
			return err
		}
		if err := k.keep(ctx, l, ids, since == 0, o); err != nil {
			return err
		}
		if len(o.Errors) > 0 {
			return nil // tried again the next time
		}
		if err := writeSeen(path, now); err != nil {
			return err
		}
		since = now
	}
	return nil
}

func (k *Keeper) run(ctx context.Context, l Live, o *Outcome) error {
	ids, now, err := k.Store.Changed(ctx, 0)
	if err != nil {
		return err
	}
	if err := k.keep(ctx, l, ids, true, o); err != nil || len(o.Errors) > 0 {
		return err
	}
	path := seenPath(l, k.Store.Device())
	if err := writeSeen(path, now); err != nil {
		return err
	}
	return sweep(l.Folder, path)
}

// keep writes what changed articles make of a folder; whole says that these are
// all there are.
func (k *Keeper) keep(ctx context.Context, l Live, changed []int64, whole bool, o *Outcome) error {
	f, err := k.open(l, o)
	if err != nil {
		return err
	}
	if !l.PerArticle() {
		return f.single(ctx)
	}
	err = f.articles(ctx, changed, whole)
	if whole {
		err = errors.Join(err, f.journal.tidy())
	}
	return err
}

// open prepares the writing of a folder, which must be there: a disk that is not
// connected must not be written into the empty place of it.
func (k *Keeper) open(l Live, o *Outcome) (*folder, error) {
	if info, err := os.Stat(l.Folder); err != nil || !info.IsDir() {
		return nil, absent(l.Folder, err)
	}
	opt, err := k.options(l)
	if err != nil {
		return nil, err
	}
	j, err := openJournal(l)
	return &folder{Live: l, opt: opt, journal: j, outcome: o, store: k.Store}, err
}

// matching are the articles that belong into the folder.
func (f *folder) matching(ctx context.Context) ([]int64, error) {
	return f.store.ListIDs(ctx, clipper.ParseQuery(f.Query))
}
