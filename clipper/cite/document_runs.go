package cite

import (
	"regexp"
	"slices"
	"strings"

	"florilegium/clipper/csl"
	"florilegium/clipper/paper"
)

func plainRuns(text string) []paper.Run { return []paper.Run{{Text: text}} }

// longestHeading is how many characters of a heading or of a field of a source
// are shown: a page may have called anything its title.
const longestHeading = 1500

// heading is a title or heading on one line.
func heading(text string) string { return cut(field(text)) }

func cut(s string) string {
	if len(s) <= longestHeading {
		return s
	}
	n := 0
	for i := range s {
		if n++; n > longestHeading {
			return s[:i] + "…"
		}
	}
	return s
}

// Where a reference is not to be broken at the end of a line: between a short form
// and its number, a day and its month.
var (
	shortAndNumber = regexp.MustCompile(`((?:^|[^\p{L}])\p{L}{1,7}\.) (\d{1,3}\b)`)
	dayAndMonth    = regexp.MustCompile(`\b(\d{1,2}(?:er|ᵉʳ|\.)?) (\p{L}{3,12}\.?[ \x{a0}]\d{4}\b)`)
)

// bound is a reference with no-break spaces where it is not to be broken.
func bound(text string) string {
	return dayAndMonth.ReplaceAllString(shortAndNumber.ReplaceAllString(text, "$1\u00a0$2"), "$1\u00a0$2")
}

// rich is what the citation processor wrote, with links.
func rich(r csl.Rich) []paper.Run {
	var runs []paper.Run
	for i, run := range r.Runs() {
		text := run.Text
		if (run.Block == csl.BlockLine || run.Block == csl.Indent) && i > 0 {
			text = "\n" + text
		}
		runs = append(runs, linked(bound(text), look(run))...)
	}
	return runs
}

func look(run csl.Run) paper.Look {
	var l paper.Look
	for _, a := range []struct {
		set  bool
		look paper.Look
	}{
		{run.Italic, paper.Italic}, {run.Bold, paper.Bold}, {run.SmallCaps, paper.SmallCaps},
		{run.Underline, paper.Underline}, {run.Superscript, paper.Superscript}, {run.Subscript, paper.Subscript},
	} {
		if a.set {
			l |= a.look
		}
	}
	return l
}

// stressed is the look of words in a quotation, where italics are emphasis.
func stressed(run csl.Run) paper.Look {
	l := look(run)
	if run.Italic {
		l = l&^paper.Italic | paper.Emphasis
	}
	return l
}

// isRaised reports a citation that begins above the line and takes no space
// before it.
func isRaised(r csl.Rich) bool {
	runs := r.Runs()
	return len(runs) > 0 && runs[0].Superscript
}

// linked is text with its web addresses as links.
func linked(text string, look paper.Look) []paper.Run {
	if !strings.Contains(text, "://") {
		return []paper.Run{{Text: text, Look: look}}
	}
	var runs []paper.Run
	pos := 0
	for _, at := range mdAddress.FindAllStringIndex(text, -1) {
		if at[0] > pos {
			runs = append(runs, paper.Run{Text: text[pos:at[0]], Look: look})
		}
		runs = append(runs, paper.Run{Text: text[at[0]:at[1]], Look: look, Link: text[at[0]:at[1]]})
		pos = at[1]
	}
	if pos < len(text) {
		runs = append(runs, paper.Run{Text: text[pos:], Look: look})
	}
	return runs
}

// lines are the words of a quotation, cut where the page began a new line.
func lines(quoted []csl.Run) [][]paper.Run {
	list := [][]paper.Run{nil}
	for _, run := range quoted {
		for i, line := range strings.Split(safeLines(run.Text), "\n") {
			if i > 0 && list[len(list)-1] != nil {
				list = append(list, nil)
			}
			if strings.TrimSpace(line) != "" || list[len(list)-1] != nil && line != "" {
				list[len(list)-1] = append(list[len(list)-1], paper.Run{Text: line, Look: stressed(run)})
			}
		}
	}
	if len(list) > 1 && list[len(list)-1] == nil {
		list = list[:len(list)-1]
	}
	return list
}

// inWords are the words of a quotation in running text. Where a citation follows,
// its full stop comes after that.
func inWords(quoted []csl.Run, lang string, cited bool) []paper.Run {
	var runs []paper.Run
	for _, run := range quoted {
		text := strings.ReplaceAll(safeLines(run.Text), "\n", " ")
		runs = append(runs, paper.Run{Text: text, Look: stressed(run), Lang: lang})
	}
	if n := len(runs) - 1; cited && n >= 0 {
		runs[n].Text = withoutStop(runs[n].Text)
	}
	return slices.DeleteFunc(runs, func(r paper.Run) bool { return r.Text == "" })
}

// withoutStop is a text without its full stop; three dots stay.
func withoutStop(text string) string {
	if cut, ok := strings.CutSuffix(text, "。"); ok {
		return cut
	}
	if cut, ok := strings.CutSuffix(text, "."); ok && !strings.HasSuffix(cut, ".") && !strings.HasSuffix(cut, " ") && !strings.HasSuffix(cut, "\u00a0") {
		return cut
	}
	return text
}
