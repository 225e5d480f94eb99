package cite

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"florilegium/assets"
	"florilegium/clipper"
	"florilegium/clipper/csl"
)

// Places are the folders that citation styles are looked for in. An empty one is
// passed over; the built-in styles always come last.
type Places struct {
	Own     string // the library's folder: its folder "styles" holds the reader's own styles and locales
	Zotero  string // Zotero's data folder
	System  string // Debian's: the folders "styles" and "locales" in it
	Locales string // a folder of locales that win over all others
	Cache   string // the file that keeps the index; without one each search reads every style anew
}

// UsualPlaces are the places on this machine: ~/Zotero, /usr/share, and an index
// in the user's folder for caches. library is the library's folder, "" for none.
func UsualPlaces(library string) Places {
	p := Places{Own: library, System: "/usr/share/citation-style-language"}
	if home, err := os.UserHomeDir(); err == nil {
		p.Zotero = filepath.Join(home, "Zotero")
	}
	if cache, err := os.UserCacheDir(); err == nil {
		p.Cache = filepath.Join(cache, "florilegium", "styles.tsv")
	}
	return p
}

// Where a style came from, in the order in which they win.
const (
	FromLibrary = "library"
	FromZotero  = "zotero"
	FromSystem  = "system"
	BuiltIn     = "built-in"
	FromFile    = "file"
)

// StyleInfo is what is known of a style before it is loaded.
type StyleInfo struct {
	Name   string `json:"name"` // of its file, without .csl: what Load takes
	Title  string `json:"title"`
	Short  string `json:"short,omitempty"`
	ID     string `json:"id"`               // the style's own address
	Parent string `json:"parent,omitempty"` // name of the style that a dependent one follows
	From   string `json:"from"`             // FromLibrary, FromZotero, FromSystem, BuiltIn or FromFile
	File   string `json:"file,omitempty"`   // where it lies; none for a built-in one
	Class  string `json:"class,omitempty"`  // "note" or "in-text"; none for a dependent one
	Locale string `json:"locale,omitempty"` // the language the style asks for
}

// Styles finds and loads citation styles: the reader's own, Zotero's, Debian's
// and the built-in ones. It is safe for use by many goroutines. Opening it reads
// nothing; the first search reads the index.
type Styles struct {
	folders []folder
	locales *csl.Locales
	cache   string

	mu     sync.Mutex
	index  []indexed // nil until it is asked for
	loaded map[string]*csl.Style
}

// folder is one place with styles.
type folder struct {
	from string
	path string // on the disk; "" for the built-in styles
	fsys fs.FS
	own  bool // files may change in their place, so that the index looks at each
}

// OpenStyles prepares the styles of some places.
func OpenStyles(p Places) *Styles {
	s := &Styles{cache: p.Cache, loaded: map[string]*csl.Style{}}
	var locales []fs.FS
	if p.Locales != "" {
		locales = append(locales, os.DirFS(p.Locales))
	}
	add := func(from, dir string, own bool) {
		s.folders = append(s.folders, folder{from, dir, os.DirFS(dir), own})
	}
	if p.Own != "" {
		own := filepath.Join(p.Own, "styles")
		add(FromLibrary, own, true)
		locales = append(locales, os.DirFS(own))
	}
	if p.Zotero != "" {
		add(FromZotero, filepath.Join(p.Zotero, "styles"), true)
		add(FromZotero, filepath.Join(p.Zotero, "styles", "hidden"), true)
	}
	if p.System != "" {
		add(FromSystem, filepath.Join(p.System, "styles"), false)
		add(FromSystem, filepath.Join(p.System, "styles", "dependent"), false)
		locales = append(locales, os.DirFS(filepath.Join(p.System, "locales")))
	}
	s.folders = append(s.folders, folder{from: BuiltIn, fsys: assets.Styles()})
	s.locales = csl.NewLocales(append(locales, assets.Locales())...)
	return s
}

// Load reads a style by its name ("apa"), its address, or the name of a file
// ("./thesis.csl"), and joins it with a locale (BCP 47). Without one the style's
// own language counts, then American English. A dependent style is loaded as its
// parent. Failures: NotFound, Unreadable.
func (s *Styles) Load(name, locale string) (*CSLStyle, error) {
	info, style, err := s.style(name)
	if err != nil {
		return nil, err
	}
	if locale == "" {
		locale = info.Locale
	}
	p, err := csl.New(style, s.locales, csl.Options{Locale: locale})
	if err != nil {
		return nil, unreadable(info, err)
	}
	return &CSLStyle{info: info, processor: p}, nil
}

// Languages lists the locales there are, as in "fr-FR".
func (s *Styles) Languages() []string { return s.locales.Languages() }

// style finds a style and, for a dependent one, what it depends on.
func (s *Styles) style(name string) (StyleInfo, *csl.Style, error) {
	info, err := s.find(name)
	if err != nil {
		return StyleInfo{}, nil, err
	}
	style, err := s.read(info)
	if err != nil || info.Parent == "" {
		return info, style, err
	}
	parent, err := s.find(info.Parent, beside(info)...)
	if err != nil {
		return info, nil, clipper.Errorf(clipper.NotFound, err, "Put that style into the library's folder styles", "the style %s needs the style %s, which is not here", info.Name, info.Parent)
	}
	if style, err = s.read(parent); err == nil {
		info.Class = parent.Class
	}
	return info, style, err
}

// beside are the folders near a style's file, where its parent may lie.
func beside(info StyleInfo) (folders []folder) {
	if info.From != FromFile {
		return nil
	}
	here := filepath.Dir(info.File)
	for _, dir := range []string{here, filepath.Dir(here)} {
		folders = append(folders, folder{FromFile, dir, os.DirFS(dir), true})
	}
	return folders
}

// find looks for a style's file without reading the index, if it can. Folders in
// near are looked into first.
func (s *Styles) find(name string, near ...folder) (StyleInfo, error) {
	if isFile(name) {
		return readHead(os.DirFS(filepath.Dir(name)), filepath.Base(name), folder{from: FromFile, path: filepath.Dir(name)})
	}
	if name == "" {
		return StyleInfo{}, s.unknown(name)
	}
	short := styleName(name)
	for _, f := range append(near, s.folders...) {
		if !fs.ValidPath(short + ".csl") {
			break
		}
		info, err := readHead(f.fsys, short+".csl", f)
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return info, err
		}
	}
	for _, e := range s.entries() {
		if strings.EqualFold(e.ID, name) || strings.EqualFold(e.Title, name) || strings.EqualFold(e.Short, name) {
			return e.StyleInfo, nil
		}
	}
	return StyleInfo{}, s.unknown(name)
}

// unknown is the failure for a name that no style has, with names near it.
func (s *Styles) unknown(name string) error {
	const hint = "Search the styles for a word of their title"
	var near []string
	for _, info := range s.Search(strings.ReplaceAll(name, "-", " "), 3) {
		near = append(near, info.Name)
	}
	if len(near) > 0 {
		return clipper.Errorf(clipper.NotFound, nil, hint, "there is no citation style %s, but there is %s", name, strings.Join(near, ", "))
	}
	return clipper.Errorf(clipper.NotFound, nil, hint, "there is no citation style %s", name)
}

// read compiles a style once.
func (s *Styles) read(info StyleInfo) (*csl.Style, error) {
	if info.From == FromFile {
		return s.parse(info)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	key := info.From + "/" + info.File + "/" + info.Name
	if style := s.loaded[key]; style != nil {
		return style, nil
	}
	style, err := s.parse(info)
	if err == nil {
		s.loaded[key] = style
	}
	return style, err
}

func (s *Styles) parse(info StyleInfo) (*csl.Style, error) {
	data, err := s.bytes(info)
	if err == nil {
		var style *csl.Style
		if style, err = csl.ParseStyle(data); err == nil {
			return style, nil
		}
	}
	return nil, unreadable(info, err)
}

func (s *Styles) bytes(info StyleInfo) ([]byte, error) {
	if info.From == BuiltIn {
		return fs.ReadFile(assets.Styles(), info.Name+".csl")
	}
	return os.ReadFile(info.File)
}

func unreadable(info StyleInfo, err error) error {
	return clipper.Errorf(clipper.Unreadable, err, "It must be a style in CSL 1.0", "the style %s cannot be read", info.Name)
}

// isFile tells a file's name from a style's.
func isFile(name string) bool {
	switch {
	case strings.Contains(name, "://"):
		return false
	case strings.HasSuffix(strings.ToLower(name), ".csl"), strings.ContainsRune(name, filepath.Separator):
		return true
	}
	about, err := os.Stat(name)
	return err == nil && about.Mode().IsRegular()
}

// styleName is the last part of a style's address: names are that part.
func styleName(name string) string {
	return path.Base(strings.TrimSuffix(strings.TrimSpace(name), "/"))
}
