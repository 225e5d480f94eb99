package cite

import (
	"io"
	"strings"

	"florilegium/clipper"
)

// VaultNote is an article as a note of Obsidian, in the pieces that are written anew
// when the library changes. Whatever stands between them is the reader's.
type VaultNote struct {
	Properties []Property // the front matter
	Source     NoteBlock  // the reference
	Clips      []NoteBlock
	Gone       string // Markdown that marks a clip which is no longer in the library
}

// Property is a property of front matter: a text, or a list of texts.
type Property struct {
	Name   string
	List   bool
	Values []string // one where it is no list
}

// String is the property as a line of YAML, its values between double quotes.
func (p Property) String() string {
	if p.List {
		return p.Name + ": " + yamlList(p.Values)
	}
	return p.Name + ": " + yamlText(p.Values[0])
}

// NoteBlock is a piece of a note. Its text begins with lines of a block quotation
// and has no newline at its end.
type NoteBlock struct {
	ID   string // "source", or that of BlockID
	Text string
}

// BlockID is the name of a clip's block in a note, under which other notes link to
// it: c and the last twelve digits of its UID, the same in every copy of the
// library.
func BlockID(c clipper.Clip) string {
	digits := strings.ReplaceAll(c.UID, "-", "")
	if len(digits) < 12 {
		return "c" + clipper.HashText(c.UID + c.Quote)[:12]
	}
	return "c" + strings.ToLower(digits[len(digits)-12:])
}

// NoteOf is the note of an article: its properties; the reference; each clip as a
// block quotation with its place, a block reference, and beneath the reader's
// translation, note and tags.
func NoteOf(item Item, opt Options) VaultNote {
	s := item.Source
	n := VaultNote{Source: NoteBlock{"source", "> [!cite] " + opt.markdown(s)}, Gone: "*" + gone(opt.locale(s)) + "*"}
	for _, p := range properties(item) {
		if p.Name == "tags" {
			p.Values = tagNames(p.Values)
		}
		n.Properties = append(n.Properties, p)
		if p.Name == "title" {
			n.Properties = append(n.Properties, Property{"aliases", true, p.Values})
		}
	}
	for _, c := range item.Clips {
		n.Clips = append(n.Clips, NoteBlock{BlockID(c), noteClip(c, s, opt)})
	}
	return n
}

func noteClip(c clipper.Clip, s clipper.Source, opt Options) string {
	style := AuthorDate(opt.locale(s))
	var b strings.Builder
	passage := blockIn(c, opt.locale(s))
	b.WriteString(mdQuoted(passage, md(parenthesised(passage.After))))
	by := md(joined(", ", field(c.Speaker), style.locator(LocatorOf(c, s))))
	if styled, ok := opt.Style.(*CSLStyle); ok && styled != nil {
		by = mdRich(styled.RichNote(s, LocatorOf(c, s), c.Speaker))
	}
	if by != "" {
		b.WriteString(">\n> — " + by + "\n")
	}
	b.WriteString("\n^" + BlockID(c) + "\n")
	for _, own := range []string{c.Translation, c.Note} {
		if own = strings.TrimRight(mdParagraphs(own), "\n"); own != "" {
			b.WriteString("\n" + own + "\n")
		}
	}
	if tags := tagNames(c.Tags); len(tags) > 0 {
		b.WriteString("\n#" + strings.Join(tags, " #") + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

// tagNames are tags as Obsidian writes them: without spaces and signs, and not of
// digits alone.
func tagNames(tags []string) (names []string) {
	for _, tag := range tags {
		name := strings.Map(func(r rune) rune {
			switch {
			case strings.ContainsRune(" \u00a0\u202f.,;:", r):
				return '-'
			case strings.ContainsRune("#'\"’`()[]{}<>|\\^*&%$@!?+=~", r):
				return -1
			}
			return r
		}, field(tag))
		name = strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '-' }), "-")
		if name = strings.Trim(name, "/"); name == "" {
			continue
		}
		if strings.Trim(name, "0123456789") == "" {
			name = "n" + name
		}
		names = append(names, name)
	}
	return names
}

// gone says in a language that a clip is no longer in the library.
func gone(lang string) string {
	if words, ok := goneWords[primary(lang)]; ok {
		return words
	}
	return goneWords["en"]
}

var goneWords = map[string]string{
	"en": "No longer in the library", "fr": "N’est plus dans la bibliothèque", "de": "Nicht mehr in der Bibliothek",
	"es": "Ya no está en la biblioteca", "it": "Non è più nella biblioteca",
}

// writeObsidian writes the notes one after the other, as they are when new.
func writeObsidian(w io.Writer, items []Item, opt Options) error {
	return writeEach(w, items, func(item Item) string { return NoteOf(item, opt).New() })
}

// New is the note as it is first written.
func (n VaultNote) New() string {
	var b strings.Builder
	b.WriteString("---\n")
	for _, p := range n.Properties {
		b.WriteString(p.String() + "\n")
	}
	b.WriteString("---\n\n" + n.Source.Marked())
	for _, c := range n.Clips {
		b.WriteString("\n" + c.Marked())
	}
	return b.String()
}

// Marked is the block with the line that ends it, a comment that Obsidian does not
// show: %% c0123456789ab 89abcdef %%. The eight digits begin the SHA-256 of the text
// and tell whether anyone has changed it.
func (b NoteBlock) Marked() string {
	return b.Text + "\n%% " + b.ID + " " + BlockSum(b.Text) + " %%\n"
}

// BlockSum is the check of a block's text. Spaces at the ends of lines do not
// count.
func BlockSum(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \t\r")
	}
	return clipper.HashText(strings.Join(lines, "\n"))[:8]
}
