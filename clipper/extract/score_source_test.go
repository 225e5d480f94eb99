package extract

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"florilegium/clipper/bench"
	"florilegium/clipper/fetch"
)

// goldPage is one page of the metadata set. A nil field was not looked at; an
// empty one was looked for and not found.
type goldPage struct {
	File          string
	URL           string
	With, Without []string
	Title, Date   *string
	Author        any
}

func goldPages(t *testing.T) (string, []goldPage) {
	t.Helper()
	corpora(t)
	dir := filepath.Join("..", "..", "build", "corpora", "metadata-dev")
	data, err := os.ReadFile(filepath.Join(dir, "gold.json"))
	if err != nil {
		t.Skip("the metadata set is not unpacked: ", err)
	}
	var gold []goldPage
	if err := json.Unmarshal(data, &gold); err != nil {
		t.Fatal(err)
	}
	return dir, gold
}

// tally counts the answers for one field.
type tally struct{ right, wrong, absent, invented int }

func (c tally) share(n int) float64 { return float64(n) / float64(c.right+c.wrong+c.absent) }

// count adds one answer and reports whether it is right or fairly absent.
func (c *tally) count(want, got string, equal bool) bool {
	switch {
	case want == "" && got != "":
		c.invented++
	case want == "":
	case got == "":
		c.absent++
		return false
	case equal:
		c.right++
	default:
		c.wrong++
		return false
	}
	return true
}

// TestScoreSource scores title, author, date and segments as the set's README
// tells.
func TestScoreSource(t *testing.T) {
	dir, gold := goldPages(t)
	got := answers(len(gold), func(i int) (*fetch.Page, error) {
		return pageFile(filepath.Join(dir, gold[i].File), gold[i].URL)
	})
	title, author, date := list(t, "title.txt"), list(t, "author.txt"), list(t, "date.txt")
	var titles, authors, dates tally
	for i, g := range gold {
		s := got[i].source()
		if want := plainGold(g.Title); !titles.count(want, s.Title, normal(want) == normal(s.Title)) {
			fmt.Fprintf(title, "%s %s\n want %s\n got  %s\n%s", g.File, g.URL, want, s.Title, got[i].evidence("title"))
		}
		var names []string
		for _, n := range s.Authors {
			names = append(names, n.Display())
		}
		signed := strings.Join(names, "; ")
		if want := goldAuthors(g.Author); !authors.count(want, signed, slices.Equal(nameSet(want), nameSet(signed))) || want == "" && signed != "" {
			fmt.Fprintf(author, "%s %s\n want %s\n got  %s\n%s", g.File, g.URL, want, signed, got[i].evidence("authors"))
		}
		if want := plainGold(g.Date); !dates.count(want, s.Issued.String(), want == s.Issued.String()) {
			fmt.Fprintf(date, "%s %s\n want %s\n got  %s\n%s", g.File, g.URL, want, s.Issued, got[i].evidence("published"))
		}
	}
	bench.Min(t, "source", "titles right", titles.share(titles.right), "share", .90)
	bench.Min(t, "source", "authors right", authors.share(authors.right), "share", .72)
	bench.Max(t, "source", "authors wrong", authors.share(authors.wrong), "share", .12)
	bench.Min(t, "source", "dates right", dates.share(dates.right), "share", .86)
	bench.Max(t, "source", "dates wrong", dates.share(dates.wrong), "share", .08)
	t.Logf("answers where the gold is empty: %d titles, %d authors, %d dates", titles.invented, authors.invented, dates.invented)
	scoreSegments(t, gold, got)
}

func scoreSegments(t *testing.T, gold []goldPage, got []answer) {
	lost := list(t, "segments.txt")
	var hits, all, false_ int
	for i, g := range gold {
		text := oneLine(strings.Join(strings.Fields(got[i].text()), " "))
		has := func(segment string) bool {
			return strings.Contains(text, strings.Join(strings.Fields(segment), " "))
		}
		for _, s := range g.With {
			if all++; has(s) {
				hits++
			} else {
				fmt.Fprintf(lost, "%s LOST %s (%d words) %s\n", g.File, s, len(strings.Fields(text)), refusal(got[i]))
			}
		}
		for _, s := range g.Without {
			if has(s) {
				false_++
				fmt.Fprintf(lost, "%s JUNK %s\n", g.File, s)
			}
		}
	}
	precision, recall := float64(hits)/float64(hits+false_), float64(hits)/float64(all)
	t.Logf("segments: precision %.3f, recall %.3f", precision, recall)
	bench.Min(t, "text", "segments F1", 2*precision*recall/(precision+recall), "F1", .915)
}

func refusal(a answer) string {
	if a.err == nil {
		return ""
	}
	return "refused: " + a.err.Error()
}

func plainGold(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func goldAuthors(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		var all []string
		for _, e := range v {
			all = append(all, fmt.Sprint(e))
		}
		return strings.Join(all, ";")
	}
	return ""
}

var notWord = regexp.MustCompile(`[^\p{L}\p{N}\p{M}_]+`)

// normal is a text for comparison: NFKC, case folded, words parted by one space.
func normal(s string) string {
	s = cases.Fold().String(norm.NFKC.String(s))
	return strings.TrimFunc(notWord.ReplaceAllString(s, " "), unicode.IsSpace)
}

var betweenNames = regexp.MustCompile(`[;,/|&]|\s(?:and|und|et|y|e|i)\s`)

func nameSet(s string) []string {
	var all []string
	for _, part := range betweenNames.Split(s, -1) {
		if part = normal(part); part != "" {
			all = append(all, part)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
