package exchange

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// look finds the notes of a vault by the UID in their front matter, wherever the
// reader has moved them, once.
func (f *folder) look() error {
	if f.found != nil {
		return nil
	}
	f.found = map[string]string{}
	return filepath.WalkDir(f.Folder, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil && path == f.Folder:
			return unwritable(path, err)
		case err != nil: // a folder that may not be read holds no note that may be written
			return fs.SkipDir
		case e.IsDir() && path != f.Folder && strings.HasPrefix(e.Name(), "."):
			return fs.SkipDir
		case e.IsDir() || !isNote(path):
			return nil
		}
		if uid := uidOf(path); uid != "" {
			if name, err := filepath.Rel(f.Folder, path); err == nil {
				f.found[uid] = filepath.ToSlash(name)
			}
		}
		return nil
	})
}

// longestFront is how much of a note is read to find its UID.
const longestFront = 16 << 10

// uidOf is the UID in the front matter of a note, "" where there is none.
func uidOf(path string) string {
	in, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, longestFront))
	if err != nil {
		return ""
	}
	text := string(data)
	head := frontMatter(text)
	if head == 0 {
		return ""
	}
	for _, p := range readFront(strings.SplitAfter(text[:head], "\n")) {
		if p.name == "uid" && len(p.values) == 1 {
			return p.values[0]
		}
	}
	return ""
}
