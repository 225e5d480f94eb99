package capture

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"florilegium/clipper"
)

// The limits of a folder that is opened.
const (
	maxFiles = 20_000
	maxDepth = 20 // folders inside folders
)

// pageEndings are the endings of the files that are opened in a folder.
var pageEndings = []string{".html", ".htm", ".xhtml", ".mhtml", ".mht", ".webarchive", ".pdf", ".url", ".desktop", ".webloc", ".txt"}

// Endings are the endings of the names of files that can be opened, in lower case
// and in capitals.
func Endings() []string {
	var out []string
	for _, e := range pageEndings {
		out = append(out, e, strings.ToUpper(e))
	}
	return out
}

// Skip says why a file of a folder is not opened. The values are exported.
type Skip string

// The reasons.
const (
	SkipKind    Skip = "kind"    // its ending is none of a page
	SkipLink    Skip = "symlink" // a symbolic link, which may lead anywhere
	SkipPart    Skip = "part"    // in a folder that a browser made for the parts of a page
	SkipOdd     Skip = "special" // a pipe, a device
	SkipDepth   Skip = "depth"   // in too many folders
	SkipBlocked Skip = "blocked" // it may not be read
)

// Entry is one file of a folder: to be opened, or skipped for a reason.
type Entry struct {
	Path string
	Skip Skip // "" for one to open
}

// Folder lists the files below a folder, each with what is to become of it.
// Symbolic links are not followed, hidden files and folders not looked at. A named
// file is a row by itself. More than 20,000 files are refused.
func Folder(ctx context.Context, root string) ([]Entry, error) {
	info, err := os.Stat(root)
	if err != nil {
		return nil, clipper.Errorf(clipper.Usage, err, "Check the name of the file", "the file %s cannot be read", filepath.Base(root))
	}
	if !info.IsDir() {
		return []Entry{{Path: root}}, nil
	}
	if resolved, err := filepath.EvalSymlinks(root); err == nil {
		root = resolved
	}
	var list []Entry
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if len(list) == maxFiles {
			return clipper.Errorf(clipper.TooLarge, nil, "Open its folders one by one", "the folder holds more than %d files", maxFiles)
		}
		e, into := entryOf(root, path, d, err)
		if e != (Entry{}) {
			list = append(list, e)
		}
		return into
	})
	return list, err
}

// entryOf is the row of a file; none for folders and hidden files.
func entryOf(root, path string, d fs.DirEntry, err error) (Entry, error) {
	switch {
	case err != nil:
		return Entry{path, SkipBlocked}, nil
	case path == root:
		return Entry{}, nil
	case strings.HasPrefix(d.Name(), "."):
		return Entry{}, skipDir(d)
	case d.IsDir() && strings.Count(strings.TrimPrefix(path, root), string(filepath.Separator)) > maxDepth:
		return Entry{path, SkipDepth}, fs.SkipDir
	case d.IsDir() && isPartsOf(path):
		return Entry{path, SkipPart}, fs.SkipDir
	case d.IsDir():
		return Entry{}, nil
	case d.Type()&fs.ModeSymlink != 0:
		return Entry{path, SkipLink}, nil
	case !d.Type().IsRegular():
		return Entry{path, SkipOdd}, nil
	case !slices.Contains(pageEndings, strings.ToLower(filepath.Ext(path))):
		return Entry{path, SkipKind}, nil
	}
	return Entry{Path: path}, nil
}

func skipDir(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// partMarks are how browsers end the name of the folder of a page's parts.
var partMarks = []string{"_files", "_fichiers", "-Dateien", "_archivos", "_bestanden", "_file"}

// isPartsOf reports the folder that a browser makes beside a page for its parts.
func isPartsOf(folder string) bool {
	for _, mark := range partMarks {
		if stem, ok := strings.CutSuffix(folder, mark); ok {
			for _, ending := range []string{".html", ".htm"} {
				if _, err := os.Lstat(stem + ending); err == nil {
					return true
				}
			}
		}
	}
	return false
}
