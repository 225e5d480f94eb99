package csl

import (
	"strings"
)

// Style is a compiled style. It is never changed after [ParseStyle] and may be
// shared by many goroutines.
type Style struct {
	info          Info
	warnings      []Warning
	macros        map[string]*macroBody
	citation      *area
	bibliography  *area // nil where the style has none
	locales       []*Locale
	defaultLocale string
	pageRange     string
	demote        string // demote-non-dropping-particle
	noteClass     bool
	hyphenInitial bool // initialize-with-hyphen
	names         *nameOptions
	ambiguous     bool // tests the condition disambiguate somewhere
	suffixed      bool // prints the variable year-suffix by itself
	labelled      bool // sorts or prints the citation-label
}

// Info is what a style says about itself.
type Info struct {
	ID            string
	Title         string
	TitleShort    string
	Parent        string // address of the style this one depends on; "" for an independent one
	DefaultLocale string
	Class         string // "note" or "in-text"
	Format        string // citation-format: "author-date", "numeric", "note" …
	Fields        []string
	Updated       string
	Bibliography  bool // whether it can make one
}

// Info is what the style says about itself.
func (s *Style) Info() Info { return s.info }

// numeric reports whether cites are numbers, so that every entry counts even
// when it prints nothing.
func (s *Style) numeric() bool { return s.info.Format == "numeric" }

// Warnings lists what the style holds and this package passed over.
func (s *Style) Warnings() []Warning { return s.warnings }

// ParseStyle compiles a style. A dependent style compiles to one whose Info
// names its parent and which [New] refuses. Errors are of type [*Error].
func ParseStyle(data []byte) (*Style, error) {
	root, err := parseXML(data)
	if err != nil {
		return nil, err
	}
	if root.name != "style" {
		return nil, errorAt(root.at, "this is not a CSL style: its root element is %s", root.name)
	}
	c := &compiler{style: &Style{macros: map[string]*macroBody{}}}
	return c.compile(root)
}

func readInfo(root *element) Info {
	info := Info{
		DefaultLocale: normalLang(root.get("default-locale")),
		Class:         root.get("class"),
		Bibliography:  root.child("bibliography") != nil,
	}
	head := root.child("info")
	if head == nil {
		return info
	}
	for _, e := range head.kids {
		text := strings.TrimSpace(e.text)
		switch e.name {
		case "id":
			info.ID = text
		case "title":
			info.Title = text
		case "title-short":
			info.TitleShort = text
		case "updated":
			info.Updated = text
		case "category":
			if f := e.get("citation-format"); f != "" {
				info.Format = f
			}
			if f := e.get("field"); f != "" {
				info.Fields = append(info.Fields, f)
			}
		case "link":
			if e.get("rel") == "independent-parent" {
				info.Parent = e.get("href")
			}
		}
	}
	return info
}

// area is cs:citation or cs:bibliography.
type area struct {
	body      []renderer
	look      look // of the layout: its affixes stand inside its formatting
	delimiter string
	sort      []sortKey
	names     *nameOptions

	disambiguateNames    bool
	disambiguateGiven    bool
	givenRule            string
	disambiguateYear     bool
	collapse             string
	citeGroup            bool
	citeGroupDelimiter   string
	yearSuffixDelimiter  string
	afterCollapse        string
	endsCollapse         bool // afterCollapse is given in the style
	nearNote             int
	hangingIndent        bool
	secondFieldAlign     string
	lineSpacing          int
	entrySpacing         int
	subsequentAuthor     string
	substituteAuthor     bool
	subsequentAuthorRule string
}

// sortKey is one cs:key.
type sortKey struct {
	variable   string
	macro      *macroBody
	descending bool
	names      *nameOptions // et-al settings of the key
}

// macroBody is a compiled cs:macro; elements that call it share it.
type macroBody struct {
	name string
	at   place
	body []renderer
	uses []*macroBody
}
