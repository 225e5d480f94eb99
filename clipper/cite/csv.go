package cite

import (
	"io"
	"strconv"
	"strings"
	"time"

	"florilegium/clipper"
)

// csvColumns are the columns of the CSV export with what stands in them. They are
// only ever added to, at the end.
var csvColumns = []struct {
	name string
	of   func(*Item, *clipper.Clip) string
}{
	{"citekey", func(i *Item, _ *clipper.Clip) string { return i.Source.CiteKey }},
	{"type", func(i *Item, _ *clipper.Clip) string { return i.Source.Type }},
	{"title", func(i *Item, _ *clipper.Clip) string { return i.Source.Title }},
	{"authors", func(i *Item, _ *clipper.Clip) string { return clipper.GetField(&i.Source, "authors") }},
	{"site", func(i *Item, _ *clipper.Clip) string { return i.Source.Container }},
	{"publisher", func(i *Item, _ *clipper.Clip) string { return i.Source.Publisher }},
	{"published", func(i *Item, _ *clipper.Clip) string { return i.Source.Issued.String() }},
	{"accessed", func(i *Item, _ *clipper.Clip) string { return i.Source.Accessed.String() }},
	{"url", func(i *Item, _ *clipper.Clip) string { return i.Source.URL }},
	{"doi", func(i *Item, _ *clipper.Clip) string { return i.Source.DOI }},
	{"lang", func(i *Item, _ *clipper.Clip) string { return i.Source.Language }},
	{"archive_url", func(i *Item, _ *clipper.Clip) string { return i.Source.ArchiveURL }},
	{"article_tags", func(i *Item, _ *clipper.Clip) string { return csvList(i.Tags) }},
	{"article", func(i *Item, _ *clipper.Clip) string { return i.UID }},
	{"clip", func(_ *Item, c *clipper.Clip) string { return c.UID }},
	{"quote", func(_ *Item, c *clipper.Clip) string { return safeLines(c.Quote) }},
	{"translation", func(_ *Item, c *clipper.Clip) string { return safeLines(c.Translation) }},
	{"note", func(_ *Item, c *clipper.Clip) string { return safeLines(c.Note) }},
	{"tags", func(_ *Item, c *clipper.Clip) string { return csvList(c.Tags) }},
	{"speaker", func(_ *Item, c *clipper.Clip) string { return field(c.Speaker) }},
	{"page", func(_ *Item, c *clipper.Clip) string { return field(c.Page) }},
	{"paragraph", func(_ *Item, c *clipper.Clip) string { return csvNumber(c.Paragraph) }},
	{"heading", func(_ *Item, c *clipper.Clip) string { return field(strings.Join(c.Heading, " › ")) }},
	{"colour", func(_ *Item, c *clipper.Clip) string { return field(string(c.Colour)) }},
	{"created", func(_ *Item, c *clipper.Clip) string { return csvTime(c.Created) }},
}

// writeCSV writes a row for each clip, and one for a source without clips, as RFC
// 4180 has it: every cell in quotation marks, lines ended by CRLF. See
// Options.Plain and Options.BOM.
func writeCSV(w io.Writer, items []Item, opt Options) error {
	var b strings.Builder
	if opt.BOM {
		b.WriteString("\ufeff")
	}
	for i, column := range csvColumns {
		csvCell(&b, i, column.name)
	}
	b.WriteString("\r\n")
	for i := range items {
		item := items[i]
		item.Source = tidy(item.Source)
		clips := item.Clips
		if len(clips) == 0 {
			clips = make([]clipper.Clip, 1)
		}
		for k := range clips {
			for n, column := range csvColumns {
				value := column.of(&item, &clips[k])
				if !opt.Plain {
					value = csvSafe(value)
				}
				csvCell(&b, n, value)
			}
			b.WriteString("\r\n")
		}
		if _, err := io.WriteString(w, b.String()); err != nil {
			return err
		}
		b.Reset()
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func csvCell(b *strings.Builder, column int, value string) {
	if column > 0 {
		b.WriteByte(',')
	}
	b.WriteByte('"')
	b.WriteString(strings.ReplaceAll(value, `"`, `""`))
	b.WriteByte('"')
}

// csvSafe puts an apostrophe before what a spreadsheet takes for a formula: the
// signs = + - @ and their full-width forms, after white space too.
func csvSafe(value string) string {
	if strings.ContainsRune("=+-@＝＋－＠", firstRune(strings.TrimSpace(value))) || strings.HasPrefix(value, "\t") || strings.HasPrefix(value, "\r") {
		return "'" + value
	}
	return value
}

func csvList(tags []string) string {
	var list []string
	for _, tag := range tags {
		list = append(list, field(tag))
	}
	return strings.Join(list, "; ")
}

func csvNumber(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func csvTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
