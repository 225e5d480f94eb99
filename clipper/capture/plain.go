package capture

import (
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"florilegium/clipper"
	"florilegium/clipper/extract"
	"florilegium/clipper/fetch"
)

// maxTitle is how long a first line may be to be the title, in characters.
const maxTitle = 120

// plain makes an article of a text without markup. Empty lines part paragraphs;
// where there are none, every line is one. A short first line that stands by
// itself is the title. The text stays as it is, character for character, white
// space at the ends of lines aside.
func plain(page *fetch.Page) (*clipper.Article, error) {
	paragraphs := paragraphsOf(page.Text)
	if len(paragraphs) == 0 {
		return nil, clipper.Errorf(clipper.Unreadable, nil, "Copy the text in a browser and add it as pasted text", "the page holds no text")
	}
	a := &clipper.Article{Source: clipper.Source{Type: "webpage", URL: webAddress(page.URL)}}
	first := paragraphs[0]
	if !isHeadline(first) {
		first = opening(first)
	} else if len(paragraphs) > 1 {
		paragraphs = paragraphs[1:]
	}
	a.Source.Title = first
	a.Evidence = append(a.Evidence, clipper.Evidence{Field: "title", Value: first, From: clipper.FromText, Picked: true}, extract.ReadNow())
	var blocks []clipper.Block
	for _, p := range paragraphs {
		blocks = append(blocks, clipper.Block{Kind: clipper.Paragraph, Text: p})
	}
	extract.SetBlocks(a, blocks)
	if a.Source.Language = extract.Language(a.Text()); a.Source.Language == "" {
		a.Source.Language = "und"
	}
	return a, nil
}

func paragraphsOf(text string) []string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(strings.TrimPrefix(text, "\uFEFF"))
	var lines []string
	gaps := false
	for line := range strings.SplitSeq(strings.Trim(text, "\n"), "\n") {
		line = strings.Trim(line, " \t\f\v")
		gaps = gaps || line == ""
		lines = append(lines, line)
	}
	if !gaps {
		return lines[:len(lines):len(lines)]
	}
	var out, at []string
	for _, line := range append(lines, "") {
		if line != "" {
			at = append(at, line)
		} else if len(at) > 0 {
			out, at = append(out, joinLines(at)), nil
		}
	}
	return out
}

// joinLines makes one text of the lines of a paragraph. Lines that were only broken
// where they were full are joined by spaces; verses stay verses.
func joinLines(lines []string) string {
	if len(lines) > 1 {
		full := true
		for _, l := range lines[:len(lines)-1] {
			n := utf8.RuneCountInString(l)
			full = full && n >= 50 && n <= 100
		}
		if full {
			return strings.Join(lines, " ")
		}
	}
	return strings.Join(lines, "\n")
}

func isHeadline(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return utf8.RuneCountInString(s) <= maxTitle && !strings.Contains(s, "\n") && !strings.ContainsRune(".;,:", last)
}

// opening is the beginning of a text, up to the end of a word.
func opening(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	words := strings.Split(s, " ")
	for i, n := 0, 0; i < len(words); i++ {
		if n += utf8.RuneCountInString(words[i]) + 1; n > 80 && i > 0 {
			return strings.Join(words[:i], " ") + "…"
		}
	}
	if r := []rune(s); len(r) > maxTitle {
		return string(r[:maxTitle]) + "…"
	}
	return s
}

// webAddress is an address of the web as it is cited; empty for any other.
func webAddress(address string) string {
	if !strings.HasPrefix(address, "http") {
		return ""
	}
	return clipper.CleanURL(address)
}

// nameOf is the name of a file as a title: without its ending, with spaces.
func nameOf(file string) string {
	if u, err := url.Parse(file); err == nil && u.Host != "" {
		file = u.Path
	}
	base := path.Base(strings.ReplaceAll(file, "\\", "/"))
	base = strings.TrimSuffix(base, path.Ext(base))
	return strings.Join(strings.Fields(strings.NewReplacer("_", " ", "+", " ").Replace(base)), " ")
}
