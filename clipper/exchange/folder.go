package exchange

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/cite"
)

// folder is one live folder while it is written.
type folder struct {
	Live
	opt     cite.Options
	journal *journal
	outcome *Outcome
	store   Store
	every   bool              // also articles without clips
	found   map[string]string // files by the UID in them, where they were looked for
	names   map[string]bool   // names in the folder, in lower case
}

// itemsAtOnce is how many articles are held in memory.
const itemsAtOnce = 200

// articles writes a file for each article that has clips.
func (f *folder) articles(ctx context.Context, changed []int64, whole bool) error {
	wanted := changed
	if f.Query != "" {
		all, err := f.matching(ctx)
		if err != nil {
			return err
		}
		in := map[int64]bool{}
		for _, id := range all {
			in[id] = true
		}
		wanted = slices.DeleteFunc(slices.Clone(changed), func(id int64) bool { return !in[id] })
	}
	if len(wanted) > itemsAtOnce {
		f.journal.index()
	}
	there := map[string]bool{}
	for ids := range slices.Chunk(wanted, itemsAtOnce) {
		items, err := f.store.Items(ctx, ids, needOf(f.Format))
		if err != nil {
			return err
		}
		for _, item := range items {
			there[item.UID] = true
			if err := f.tell(ctx, f.article(item)); err != nil {
				return err
			}
		}
	}
	return f.leave(ctx, changed, there, whole)
}

// tell notes the failure of one file, after which the others are still written;
// the end of the context ends all.
func (f *folder) tell(ctx context.Context, err error) error {
	if err != nil {
		f.outcome.Errors = append(f.outcome.Errors, err)
	}
	return ctx.Err()
}

// article writes the file of an article. It begins again when the reader's program
// has saved the file between reading and writing.
func (f *folder) article(item cite.Item) error {
	for range rounds {
		last, _, written := f.journal.of(item.UID)
		if !written && !f.every && len(item.Clips) == 0 {
			return nil
		}
		name, err := f.find(item, last)
		if err != nil {
			return err
		}
		path := filepath.Join(f.Folder, filepath.FromSlash(name))
		old, err := os.ReadFile(path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return unwritable(path, err)
		}
		r, data, kept, err := f.render(item, old, last)
		if err != nil {
			return err
		}
		if f.Format != cite.Obsidian && !bytes.Equal(old, data) && !f.ours(item.UID, old) {
			return foreign(path)
		}
		r.File = name
		if done, err := f.put(path, old, data, r, last); done || err != nil {
			f.outcome.Kept += kept
			return err
		}
	}
	return clipper.Errorf(clipper.Conflict, nil, "It is tried again with the next change", "%s is being changed by another program", item.Source.Title)
}

// ours reports that a file, where there is one, is as it was written here. Another
// process may have written it since the journal was read.
func (f *folder) ours(uid string, data []byte) bool {
	if data == nil {
		return true
	}
	sum := clipper.HashBytes(data)
	if _, sums, _ := f.journal.of(uid); slices.Contains(sums, sum) {
		return true
	}
	if err := f.journal.read(); err != nil {
		return false
	}
	_, sums, _ := f.journal.of(uid)
	return slices.Contains(sums, sum)
}

// put notes what is to be written, and writes it. The note comes first: a process
// that is killed between the two leaves a file that is still known as ours.
func (f *folder) put(path string, old, data []byte, r, last record) (done bool, err error) {
	if !bytes.Equal(old, data) || r.File != last.File || !slices.Equal(r.Blocks, last.Blocks) {
		if err := f.journal.add(r); err != nil {
			return false, err
		}
	}
	changed, done, err := change(path, old, data)
	if changed {
		f.outcome.Written = append(f.outcome.Written, path)
	}
	return done, err
}

// render is the file of an article, with the record of it.
func (f *folder) render(item cite.Item, old []byte, last record) (r record, data []byte, kept int, err error) {
	r = record{UID: item.UID}
	if f.Format != cite.Obsidian {
		var b bytes.Buffer
		if err := cite.Write(&b, f.Format, []cite.Item{item}, f.opt); err != nil {
			return r, nil, 0, err
		}
		r.Sum = clipper.HashBytes(b.Bytes())
		return r, b.Bytes(), 0, nil
	}
	text, kept := mergeNote(string(old), cite.NoteOf(item, f.opt), &r, last)
	r.Sum = clipper.HashText(text)
	return r, []byte(text), kept, nil
}

// mergeNote is a note brought up to date; an empty one is new. It fills in what the
// record keeps of the note.
func mergeNote(old string, n cite.VaultNote, r *record, last record) (text string, kept int) {
	r.Props = map[string]string{}
	for _, p := range n.Properties {
		r.Props[p.Name] = valuesSum(p.Values)
	}
	for _, c := range n.Clips {
		r.Blocks = append(r.Blocks, c.ID)
	}
	if old == "" {
		return n.New(), 0
	}
	written := map[string]bool{}
	for _, id := range last.Blocks {
		written[id] = true
	}
	note := readNote(old)
	note.head, kept = mergeFront(note.head, n.Properties, last.Props)
	kept += note.update(n, written)
	return note.String(), kept
}

// leave deals with articles that are gone: a file that is byte for byte as it was
// written goes with them, any other one stays as it is.
func (f *folder) leave(ctx context.Context, changed []int64, there map[string]bool, whole bool) error {
	if whole {
		return nil
	}
	uids, err := f.store.UIDs(ctx, changed)
	if err != nil {
		return err
	}
	for _, uid := range uids {
		last, sums, written := f.journal.of(uid)
		if there[uid] || !written {
			continue
		}
		path := filepath.Join(f.Folder, filepath.FromSlash(last.File))
		data, err := os.ReadFile(path)
		if err != nil || !slices.Contains(sums, clipper.HashBytes(data)) {
			continue
		}
		if err := os.Remove(path); err != nil {
			if err := f.tell(ctx, unwritable(path, err)); err != nil {
				return err
			}
			continue
		}
		f.outcome.Written = append(f.outcome.Written, path)
	}
	return nil
}

// single writes all articles into one file.
func (f *folder) single(ctx context.Context) error {
	ids, err := f.matching(ctx)
	if err != nil {
		return err
	}
	items, err := f.store.Items(ctx, ids, needOf(f.Format))
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := cite.Write(&b, f.Format, items, f.opt); err != nil {
		return err
	}
	for range rounds {
		old, err := os.ReadFile(f.Path())
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return unwritable(f.Path(), err)
		}
		if !bytes.Equal(old, b.Bytes()) && !f.ours(fileUID, old) {
			return foreign(f.Path())
		}
		last, _, _ := f.journal.of(fileUID)
		done, err := f.put(f.Path(), old, b.Bytes(), record{UID: fileUID, File: f.File, Sum: clipper.HashBytes(b.Bytes())}, last)
		if done || err != nil {
			return err
		}
	}
	return clipper.Errorf(clipper.Conflict, nil, "It is tried again with the next change", "%s is being changed by another program", f.Path())
}

// fileUID stands for the one file of a format that puts all into one.
const fileUID = "file"

// known reports that the file of a live folder is as we wrote it.
func known(l Live) bool {
	j, err := openJournal(l)
	data, rerr := os.ReadFile(l.Path())
	if err != nil || rerr != nil {
		return false
	}
	_, sums, _ := j.of(fileUID)
	return slices.Contains(sums, clipper.HashBytes(data))
}

// find is the name of an article's file: where it was last written, else where it
// was moved to, else a new name after its title, which it keeps when that changes.
func (f *folder) find(item cite.Item, last record) (string, error) {
	if last.File != "" {
		if _, err := os.Lstat(filepath.Join(f.Folder, filepath.FromSlash(last.File))); err == nil {
			return last.File, nil
		}
	}
	if last.File != "" || f.journal.new {
		if err := f.look(); err != nil {
			return "", err
		}
		if name, ok := f.found[item.UID]; ok {
			return name, nil
		}
	}
	if last.File != "" && filepath.Dir(filepath.FromSlash(last.File)) == "." { // deleted by the reader, and made again
		return last.File, nil
	}
	if err := f.list(); err != nil {
		return "", err
	}
	name := freeName(item.Source.Title, item.Source.CiteKey, f.Format.Ext(), func(name string) bool { return f.names[strings.ToLower(name)] })
	f.names[strings.ToLower(name)] = true
	return name, nil
}

// list reads the names in the folder, once.
func (f *folder) list() error {
	if f.names != nil {
		return nil
	}
	f.names = map[string]bool{}
	entries, err := os.ReadDir(f.Folder)
	if err != nil {
		return unwritable(f.Folder, err)
	}
	for _, e := range entries {
		f.names[strings.ToLower(e.Name())] = true
	}
	return nil
}
