package cite

import (
	"io"
	"regexp"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/csl"
)

// writeMarkdown writes each article as a section: its reference, then each clip as
// a block quotation with its place, the speaker and the reader's note.
func writeMarkdown(w io.Writer, items []Item, opt Options) error {
	return writeEach(w, items, func(item Item) string {
		s := item.Source
		style := AuthorDate(opt.locale(s))
		var b strings.Builder
		b.WriteString("## " + md(firstOf(field(s.Title), style.words.untitled)) + "\n\n")
		b.WriteString(opt.markdown(s) + "\n\n")
		for _, c := range item.Clips {
			b.WriteString(mdClip(c, s, style))
		}
		return b.String()
	})
}

// markdown is the reference, with its italics where the style has them.
func (o Options) markdown(s clipper.Source) string {
	if style, ok := o.Style.(*CSLStyle); ok && style != nil {
		return mdRich(style.RichReference(s))
	}
	return mdReference(o.style(s).Reference(s))
}

func mdClip(c clipper.Clip, s clipper.Source, style Plain) string {
	var b strings.Builder
	for line := range strings.SplitSeq(safeLines(c.Quote), "\n") {
		b.WriteString(strings.TrimRight("> "+mdLine(line), " ") + "\n")
	}
	if by := joined(", ", field(c.Speaker), style.locator(LocatorOf(c, s))); by != "" {
		b.WriteString(">\n> — " + md(by) + "\n")
	}
	b.WriteString("\n")
	for _, own := range []string{c.Translation, c.Note} {
		if own = strings.TrimSpace(safeLines(own)); own != "" {
			var lines []string
			for line := range strings.SplitSeq(own, "\n") {
				lines = append(lines, mdLine(line))
			}
			b.WriteString(strings.Join(lines, "\n") + "\n\n")
		}
	}
	return b.String()
}

// writeText writes each article's reference, and its clips indented.
func writeText(w io.Writer, items []Item, opt Options) error {
	return writeEach(w, items, func(item Item) string {
		s := item.Source
		var b strings.Builder
		b.WriteString(opt.style(s).Reference(s) + "\n\n")
		for _, c := range item.Clips {
			at := AuthorDate(opt.locale(s)).locator(LocatorOf(c, s))
			quoted := Quoted(safeLines(c.Quote), opt.locale(s))
			if at = joined(", ", field(c.Speaker), at); at != "" {
				quoted += " (" + at + ")"
			}
			b.WriteString("    " + strings.ReplaceAll(quoted, "\n", "\n    ") + "\n\n")
			if note := strings.TrimSpace(safeLines(c.Note)); note != "" {
				b.WriteString("    " + strings.ReplaceAll(note, "\n", "\n    ") + "\n\n")
			}
		}
		return b.String()
	})
}

// safeLines is a text of several lines without the control characters that a
// terminal would obey; all else stays.
func safeLines(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (r < ' ' || r >= 0x7f && r < 0xa0) {
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
}

var (
	mdSigns = strings.NewReplacer(mdPairs("\\`*_[]<>&~|$^@")...)
	// mdStart and mdNumber are what begins a heading, a rule or a list.
	mdStart  = regexp.MustCompile(`^([#+=:-])`)
	mdNumber = regexp.MustCompile(`^(\d{1,9})([.)])`)
	// mdAddress is an address in a plain reference.
	mdAddress = regexp.MustCompile(`https?://[^\s<>]+[^\s<>.,)]`)
)

func mdPairs(signs string) []string {
	var pairs []string
	for _, r := range signs {
		pairs = append(pairs, string(r), `\`+string(r))
	}
	return pairs
}

// md escapes one line of text for CommonMark and for the extensions of pandoc and
// Obsidian.
func md(s string) string { return mdSigns.Replace(s) }

// mdLine is md for text at the start of a line, where leading spaces would make
// code and a number a list.
func mdLine(s string) string {
	return mdBegin(md(strings.TrimLeft(s, " \t")))
}

// mdBegin escapes what would begin a block.
func mdBegin(s string) string {
	return mdNumber.ReplaceAllString(mdStart.ReplaceAllString(s, `\$1`), `$1\$2`)
}

// mdReference escapes a plain reference, its addresses as links.
func mdReference(s string) string { return mdBegin(mdAddresses(s)) }

// mdRich is a reference with its italics, its addresses as links.
func mdRich(r csl.Rich) string {
	var b strings.Builder
	for _, run := range r.Runs() {
		text := mdAddresses(run.Text)
		core := strings.TrimSpace(text)
		for _, m := range []struct {
			set  bool
			mark string
		}{{run.Italic, "*"}, {run.Bold, "**"}, {run.Superscript, "^"}, {run.Subscript, "~"}} {
			if m.set && core != "" {
				text = strings.Replace(text, core, m.mark+core+m.mark, 1)
				core = m.mark + core + m.mark
			}
		}
		b.WriteString(text)
	}
	return mdBegin(b.String())
}

func mdAddresses(s string) string {
	var b strings.Builder
	pos := 0
	for _, at := range mdAddress.FindAllStringIndex(s, -1) {
		b.WriteString(md(s[pos:at[0]]) + mdLink(s[at[0]:at[1]]))
		pos = at[1]
	}
	b.WriteString(md(s[pos:]))
	return b.String()
}

// mdLink is an automatic link; signs that could end it are percent-encoded.
func mdLink(address string) string {
	return "<" + strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20", `\`, "%5C").Replace(address) + ">"
}
