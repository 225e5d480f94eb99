package cite

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/fold"
)

// indexed is a style in the index, with its words for searching.
type indexed struct {
	StyleInfo
	words string // folded: " apa american psychological …"
}

// List is every style that can be loaded: the reader's own, the built-in ones,
// Zotero's, Debian's, each by title. Of two with the same name the one that wins is
// listed.
func (s *Styles) List() []StyleInfo { return s.Search("", 0) }

// Search finds styles by the beginnings of words of their title and name, without
// regard to case and accents: "apa", "chicago note", a journal's name. The best
// come first: a name that is the query, independent styles, short names. limit 0
// gives all.
func (s *Styles) Search(query string, limit int) []StyleInfo {
	wanted := strings.Fields(fold.Plain(query))
	type hit struct {
		*indexed
		rank int
	}
	var hits []hit
	entries := s.entries()
	for i := range entries {
		if e := &entries[i]; e.has(wanted) {
			hits = append(hits, hit{e, e.rank(wanted)})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), strings.Compare(a.words, b.words))
	})
	if limit > 0 && len(hits) > limit {
		hits = hits[:limit]
	}
	found := make([]StyleInfo, len(hits))
	for i, h := range hits {
		found[i] = h.StyleInfo
	}
	return found
}

// has reports whether each wanted word begins a word of the entry.
func (e *indexed) has(wanted []string) bool {
	for _, w := range wanted {
		if !strings.Contains(e.words, " "+w) {
			return false
		}
	}
	return true
}

// rank is low for what was probably meant.
func (e *indexed) rank(wanted []string) int {
	if len(wanted) == 0 {
		return slices.Index([]string{FromLibrary, BuiltIn, FromZotero, FromSystem}, e.From)
	}
	rank := len(e.Title) + len(e.Name)
	switch name := strings.Join(wanted, "-"); {
	case e.Name == name:
		rank -= 1000
	case strings.HasPrefix(e.Name, name+"-") || strings.EqualFold(e.Short, strings.Join(wanted, " ")):
		rank -= 300
	case strings.HasPrefix(e.words, " "+strings.Join(wanted, " ")):
		rank -= 100
	}
	if e.Parent != "" {
		rank += 200
	}
	return rank
}

// entries reads the index: from the cache where that is still true, else from
// the styles, and then keeps it.
func (s *Styles) entries() []indexed {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.index != nil {
		return s.index
	}
	state := s.state()
	if s.index = readIndex(s.cache, state); s.index == nil {
		s.index = s.scan()
		// A cache that cannot be written costs the time of the next search, no more.
		_ = writeIndex(s.cache, state, s.index)
	}
	return s.index
}

// state describes the folders, so that a change in them is noticed: the folder's
// own time, and in a reader's folder that of each file.
func (s *Styles) state() string {
	var b strings.Builder
	b.WriteString("styles 1")
	for _, f := range s.folders {
		about, err := fs.Stat(f.fsys, ".")
		if err != nil || f.path == "" {
			continue
		}
		fmt.Fprintf(&b, " %q %d", f.path, about.ModTime().UnixNano())
		if !f.own {
			continue
		}
		files, _ := fs.ReadDir(f.fsys, ".") // a folder that cannot be read has no styles
		for _, file := range files {
			if about, err := file.Info(); err == nil {
				fmt.Fprintf(&b, " %q %d %d", file.Name(), about.Size(), about.ModTime().UnixNano())
			}
		}
	}
	return b.String()
}

// scan reads the heads of all styles. Files that are no styles are passed over.
func (s *Styles) scan() []indexed {
	entries := []indexed{}
	seen := map[string]bool{}
	for _, f := range s.folders {
		names, err := fs.Glob(f.fsys, "*.csl")
		if err != nil {
			continue
		}
		for _, name := range names {
			if info, err := readHead(f.fsys, name, f); err == nil && !seen[info.Name] {
				seen[info.Name] = true
				entries = append(entries, newIndexed(info))
			}
		}
	}
	return entries
}

func newIndexed(info StyleInfo) indexed {
	words := fold.Plain(info.Title + " " + info.Short + " " + strings.ReplaceAll(info.Name, "-", " "))
	return indexed{info, " " + strings.Join(strings.Fields(words), " ")}
}

// styleHead is what the index reads of a style's file.
type styleHead struct {
	Class  string `xml:"-"`
	Locale string `xml:"-"`
	ID     string `xml:"id"`
	Title  string `xml:"title"`
	Short  string `xml:"title-short"`
	Links  []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
}

// headSize is how far into a file its title is looked for, in bytes.
const headSize = 64 << 10

// readHead reads what a style says of itself.
func readHead(fsys fs.FS, name string, in folder) (StyleInfo, error) {
	info := StyleInfo{Name: strings.TrimSuffix(name, filepath.Ext(name)), From: in.from}
	if in.path != "" {
		info.File = filepath.Join(in.path, name)
	}
	file, err := fsys.Open(name)
	if err != nil {
		if in.from == FromFile {
			return info, clipper.Errorf(clipper.NotFound, err, "Check the name of the file", "the style file %s is not there", info.File)
		}
		return info, err
	}
	defer file.Close()
	head, err := parseHead(io.LimitReader(file, headSize))
	if err != nil {
		return info, unreadable(info, err)
	}
	info.describe(head)
	return info, nil
}

// describe takes over what a style says of itself.
func (i *StyleInfo) describe(head styleHead) {
	i.ID, i.Class, i.Locale = head.ID, head.Class, head.Locale
	i.Title, i.Short = cmp.Or(field(head.Title), i.Name), field(head.Short)
	for _, link := range head.Links {
		if link.Rel == "independent-parent" {
			i.Parent, i.Class = styleName(link.Href), ""
		}
	}
}

func parseHead(r io.Reader) (styleHead, error) {
	var head styleHead
	dec := xml.NewDecoder(r)
	for {
		token, err := dec.Token()
		if err != nil {
			return head, fmt.Errorf("no style with an info element: %w", err)
		}
		start, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case start.Name.Local == "style":
			for _, a := range start.Attr {
				switch a.Name.Local {
				case "class":
					head.Class = a.Value
				case "default-locale":
					head.Locale = a.Value
				}
			}
		case start.Name.Local == "info":
			return head, dec.DecodeElement(&head, &start)
		default:
			return head, errors.New("this is not a CSL style")
		}
	}
}

// readIndex reads the kept index; nil where it is not there or no longer true.
func readIndex(file, state string) []indexed {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	return parseIndex(string(data), state)
}

// writeIndex keeps the index, whole or not at all.
func writeIndex(file, state string, entries []indexed) error {
	if file == "" {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("keeping the index of styles: %w", err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), ".styles-*")
	if err != nil {
		return fmt.Errorf("keeping the index of styles: %w", err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.WriteString(formatIndex(entries, state))
	if err = errors.Join(err, tmp.Close()); err != nil {
		return fmt.Errorf("keeping the index of styles: %w", err)
	}
	return os.Rename(tmp.Name(), file)
}

// oneLine keeps a field from breaking the lines of the index.
var oneLine = strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")

// formatIndex is the state of the folders, then one line a style, its fields
// parted by tabs.
func formatIndex(entries []indexed, state string) string {
	var b strings.Builder
	b.WriteString(state + "\n")
	for _, e := range entries {
		for _, field := range []string{e.Name, e.Title, e.Short, e.ID, e.Parent, e.From, e.File, e.Class, e.Locale} {
			b.WriteString(oneLine.Replace(field) + "\t")
		}
		b.WriteString(e.words + "\n")
	}
	return b.String()
}

// parseIndex is the inverse; nil for the index of another state, and for a damaged
// one.
func parseIndex(text, state string) []indexed {
	head, rest, ok := strings.Cut(text, "\n")
	if !ok || head != state {
		return nil
	}
	entries := make([]indexed, 0, strings.Count(rest, "\n"))
	for line := range strings.Lines(rest) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 10 {
			return nil
		}
		entries = append(entries, indexed{StyleInfo{f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8]}, f[9]})
	}
	return entries
}
