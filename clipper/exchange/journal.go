package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"florilegium/clipper"
)

// hidden is the folder in which a live folder remembers what was written.
const hidden = ".florilegium"

// record says that a file was about to be written for an article. The last record
// of an article tells where its file is; the content of a file that we wrote has
// the sum of one of its records.
type record struct {
	UID  string `json:"uid"`
	File string `json:"file"` // from the folder, with slashes
	Sum  string `json:"sum"`  // SHA-256 of the content
	// What was in a note of Obsidian: its blocks, and the checks of its properties.
	Blocks []string          `json:"blocks,omitempty"`
	Props  map[string]string `json:"props,omitempty"`
}

// journal is the list of records, one JSON object a line, only ever added to. A
// line that was cut off by a power failure is no record.
type journal struct {
	path string
	data []byte
	all  map[string][]record // by article, where many are asked for
	new  bool                // there was none when it was opened
}

func openJournal(l Live) (*journal, error) {
	j := &journal{path: filepath.Join(l.Folder, hidden, string(l.Format)+".jsonl")}
	return j, j.read()
}

// read reads the journal, also what other processes have added to it.
func (j *journal) read() (err error) {
	j.data, err = os.ReadFile(j.path)
	if errors.Is(err, fs.ErrNotExist) {
		j.new, err = true, nil
	}
	if err != nil {
		return unwritable(j.path, err)
	}
	if j.all != nil {
		j.index()
	}
	return nil
}

// of is the last record of an article, and the sums of all; ok is false where there
// is none.
func (j *journal) of(uid string) (last record, sums []string, ok bool) {
	if j.all != nil {
		for _, r := range j.all[uid] {
			last, sums, ok = r, append(sums, r.Sum), true
		}
		return last, sums, ok
	}
	lead, err := json.Marshal(uid)
	if err != nil {
		return last, nil, false
	}
	lead = append([]byte(`{"uid":`), append(lead, ',')...)
	for rest := j.data; ; {
		at := bytes.Index(rest, lead)
		if at < 0 {
			return last, sums, ok
		}
		line, after, _ := bytes.Cut(rest[at:], []byte("\n"))
		if r, sound := readRecord(line); sound {
			last, sums, ok = r, append(sums, r.Sum), true
		}
		rest = after
	}
}

// readRecord reads a line; one that was cut off or leads out of the folder is no
// record.
func readRecord(line []byte) (r record, ok bool) {
	ok = json.Unmarshal(line, &r) == nil && filepath.IsLocal(filepath.FromSlash(r.File))
	return r, ok
}

// index reads all records, before many are asked for.
func (j *journal) index() {
	j.all = map[string][]record{}
	for line := range bytes.Lines(j.data) {
		if r, ok := readRecord(line); ok {
			j.all[r.UID] = append(j.all[r.UID], r)
		}
	}
}

// add writes a record behind the others and makes it last.
func (j *journal) add(r record) error {
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	line = append(line, '\n')
	if n := len(j.data); n > 0 && j.data[n-1] != '\n' {
		line = append([]byte{'\n'}, line...)
	}
	if err := os.MkdirAll(filepath.Dir(j.path), 0o755); err != nil {
		return unwritable(j.path, err)
	}
	out, err := os.OpenFile(j.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return unwritable(j.path, err)
	}
	_, err = out.Write(line)
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return unwritable(j.path, err)
	}
	j.data = append(j.data, line...)
	if j.all != nil {
		j.all[r.UID] = append(j.all[r.UID], r)
	}
	return nil
}

// tidyAbove is the size from which a journal is looked at for what it need not
// hold.
const tidyAbove = 1 << 20

// tidy writes the journal anew with the last records of each article alone, where
// that halves it and nobody has added to it meanwhile.
func (j *journal) tidy() error {
	if len(j.data) < tidyAbove {
		return nil
	}
	var kept [][]byte
	seen := map[string]int{}
	rows := bytes.Split(bytes.TrimSuffix(j.data, []byte("\n")), []byte("\n"))
	for _, line := range slices.Backward(rows) {
		var r record
		if json.Unmarshal(line, &r) == nil && seen[r.UID] < 2 {
			seen[r.UID]++
			kept = append(kept, line)
		}
	}
	slices.Reverse(kept)
	data := append(bytes.Join(kept, []byte("\n")), '\n')
	if info, err := os.Stat(j.path); len(data) > len(j.data)/2 || err != nil || info.Size() != int64(len(j.data)) {
		return nil
	}
	j.data = data
	return replace(j.path, data)
}

// seenPath names the file that says up to when a live folder is up to date, by all
// that decides what is written, and by the library.
func seenPath(l Live, library string) string {
	name := clipper.HashText(strings.Join([]string{library, string(l.Format), l.File, l.Query, l.Style, l.Locale}, "\n"))[:16]
	return filepath.Join(l.Folder, hidden, name+".seen")
}

// readSeen is a time on the library's clock, 0 where nothing was written yet.
func readSeen(path string) int64 {
	data, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	at, err := strconv.ParseInt(string(bytes.TrimSpace(data)), 10, 64)
	if err != nil {
		return 0
	}
	return at
}

func writeSeen(path string, at int64) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return unwritable(path, err)
	}
	return replace(path, strconv.AppendInt(nil, at, 10))
}
