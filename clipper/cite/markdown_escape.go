package cite

import (
	"regexp"
	"strings"

	"florilegium/clipper/csl"
)

var (
	mdSigns = strings.NewReplacer(append(mdPairs("\\`*_[]<>&~|$^@#"), "%%", `\%\%`, "==", `\=\=`)...)
	// mdStart and mdNumber are what begins a heading, a rule or a list.
	mdStart  = regexp.MustCompile(`^([+=:%-])`)
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
	return "<" + mdLinkSigns.Replace(address) + ">"
}

var mdLinkSigns = strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20", `\`, "%5C")

// mdHeading is a heading of Markdown, on one line.
func mdHeading(level int, text string) string {
	return strings.Repeat("#", min(max(level, 1), 6)) + " " + md(field(text)) + "\n\n"
}

// mdParagraphs are the reader's own words, with their paragraphs and lines, and no
// markup.
func mdParagraphs(text string) string {
	var b strings.Builder
	for _, p := range paragraphs(text) {
		b.WriteString(mdLines(md(p)) + "\n\n")
	}
	return b.String()
}

// mdQuoted is a passage as a block quotation, each of its lines a paragraph. after is Markdown that follows the
// last word.
func mdQuoted(p Passage, after string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(mdRuns(p.Words), "\n") {
		if line = strings.Trim(line, " \t"); line == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n>\n")
		}
		b.WriteString("> " + mdBegin(line))
	}
	if after != "" {
		b.WriteString(" " + after)
	}
	return b.String() + "\n"
}

// mdRuns is text with its emphasis.
func mdRuns(runs []csl.Run) string {
	var b strings.Builder
	for _, run := range runs {
		text := md(safeLines(run.Text))
		if core := strings.TrimSpace(text); run.Italic && core != "" {
			text = strings.Replace(text, core, "*"+core+"*", 1)
		}
		b.WriteString(text)
	}
	return b.String()
}
