package cite

import (
	"fmt"
	"html"
	"strconv"
	"strings"

	"florilegium/clipper"
)

// ArticleMarkdown is the article as CommonMark: title, reference, text. Nothing in
// the text can become markup that it was not.
func ArticleMarkdown(a *clipper.Article) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n", md(field(a.Source.Title)), mdReference(Reference(a.Source, a.Source.Language)))
	for i := range a.Blocks {
		b.WriteString(mdBlock(&a.Blocks[i]) + "\n\n")
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func mdBlock(b *clipper.Block) string {
	text := mdSpans(b)
	switch b.Kind {
	case clipper.Heading:
		return strings.Repeat("#", min(max(b.Level, 1), 6)) + " " + strings.ReplaceAll(text, "\n", " ")
	case clipper.Quote:
		mark := strings.Repeat("> ", max(b.Level, 1))
		return mark + strings.ReplaceAll(mdLines(text), "\n", "\n"+mark)
	case clipper.ListItem:
		return mdItem(b, mdLines(text))
	case clipper.CodeBlock:
		return mdFence(safeLines(b.Text), b.Code)
	case clipper.Math:
		return mdFence(safeLines(b.Code), "tex")
	case clipper.Table:
		return mdTable(b)
	case clipper.Figure:
		return joined("\n\n", mdImage(b.Image), mdLines(text))
	case clipper.Divider:
		return "* * *"
	}
	return mdLines(text)
}

func mdLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = mdBegin(strings.TrimLeft(l, " \t"))
	}
	return strings.Join(lines, "\\\n")
}

func mdItem(b *clipper.Block, text string) string {
	indent := strings.Repeat("    ", max(b.Level-1, 0))
	bullet := "- "
	switch {
	case b.Number == clipper.Continued:
		bullet = "  "
	case b.Number > 0:
		bullet = strconv.Itoa(b.Number) + ". "
	}
	return indent + bullet + strings.ReplaceAll(text, "\n", "\n"+indent+"  ")
}

// mdFence sets code between fences longer than any inside it.
func mdFence(code, lang string) string {
	fence := "```"
	for strings.Contains(code, fence) {
		fence += "`"
	}
	lang = strings.TrimFunc(lang, func(r rune) bool { return r == '`' || r <= ' ' })
	return fence + strings.Join(strings.Fields(lang), "-") + "\n" + code + "\n" + fence
}

func mdTable(b *clipper.Block) string {
	var rows []string
	for i, row := range strings.Split(b.Text, "\n") {
		cells := strings.Split(row, "\t")
		for k, c := range cells {
			cells[k] = md(safeLines(c))
		}
		rows = append(rows, "| "+strings.Join(cells, " | ")+" |")
		if i == 0 {
			rows = append(rows, "|"+strings.Repeat(" --- |", len(cells)))
		}
	}
	return strings.Join(rows, "\n")
}

func mdImage(i *clipper.Image) string {
	if i == nil || address(i.Src) == "" {
		return ""
	}
	return "![" + md(field(i.Alt)) + "](" + mdLink(address(i.Src)) + ")"
}

// mdSpans is the text of a block with its emphasis and links.
func mdSpans(b *clipper.Block) string {
	return spans(b, func(s string) string { return md(safeLines(s)) }, func(text string, s clipper.Span) string {
		for _, m := range []struct {
			style clipper.Style
			mark  string
		}{{clipper.Strong, "**"}, {clipper.Emphasis, "*"}, {clipper.Strike, "~~"}} {
			core := strings.TrimSpace(text)
			if s.Style&m.style != 0 && core != "" {
				text = strings.Replace(text, core, m.mark+core+m.mark, 1)
			}
		}
		if link := address(s.Link); link != "" {
			text = "[" + text + "](" + mdLink(link) + ")"
		}
		return text
	})
}

// spans writes a block's text piece by piece: escaped, and wrapped where it has a
// span.
func spans(b *clipper.Block, escape func(string) string, wrap func(string, clipper.Span) string) string {
	var out strings.Builder
	pos := 0
	for _, s := range b.Spans {
		if s.Start < pos || s.End > len(b.Text) || s.End < s.Start {
			continue
		}
		out.WriteString(escape(b.Text[pos:s.Start]))
		out.WriteString(wrap(escape(b.Text[s.Start:s.End]), s))
		pos = s.End
	}
	out.WriteString(escape(b.Text[pos:]))
	return out.String()
}

// policy lets a page show itself and the pictures in it, and load nothing.
const policy = `default-src 'none'; img-src data:; style-src 'unsafe-inline'`

// ArticleHTML is the article as one HTML page: no script, nothing loaded, links
// to http and https only.
func ArticleHTML(a *clipper.Article) string {
	var b strings.Builder
	title := html.EscapeString(field(a.Source.Title))
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", html.EscapeString(firstOf(field(a.Source.Language), "und")))
	fmt.Fprintf(&b, "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n<title>%s</title>\n</head>\n<body>\n", policy, title)
	fmt.Fprintf(&b, "<h1>%s</h1>\n<p class=\"reference\">%s</p>\n", title, html.EscapeString(Reference(a.Source, a.Source.Language)))
	for i := range a.Blocks {
		b.WriteString(htmlBlock(&a.Blocks[i]) + "\n")
	}
	return b.String() + "</body>\n</html>\n"
}

// htmlTags are the elements of the blocks that are one element.
var htmlTags = map[clipper.Kind]string{
	clipper.Quote: "blockquote", clipper.ListItem: "li", clipper.CodeBlock: "pre", clipper.Figure: "figcaption", clipper.Aside: "aside",
}

func htmlBlock(b *clipper.Block) string {
	tag := firstOf(htmlTags[b.Kind], "p")
	text := strings.ReplaceAll(htmlSpans(b), "\n", "<br>\n")
	switch b.Kind {
	case clipper.Heading:
		tag = "h" + strconv.Itoa(min(max(b.Level, 1), 6))
	case clipper.Divider:
		return "<hr>"
	case clipper.Table:
		return htmlTable(b)
	case clipper.CodeBlock:
		text = html.EscapeString(safeLines(b.Text))
	case clipper.Math:
		text = "<code>" + html.EscapeString(safeLines(b.Code)) + "</code>"
	case clipper.ListItem:
		return htmlItem(b, text)
	case clipper.Figure:
		return "<figure><figcaption>" + text + "</figcaption></figure>"
	}
	return "<" + tag + htmlSides(b) + ">" + text + "</" + tag + ">"
}

// htmlSides are the language and direction of a block.
func htmlSides(b *clipper.Block) string {
	var attrs string
	if b.Lang != "" {
		attrs += ` lang="` + html.EscapeString(b.Lang) + `"`
	}
	if b.Dir == "rtl" || b.Dir == "ltr" {
		attrs += ` dir="` + b.Dir + `"`
	}
	return attrs
}

func htmlItem(b *clipper.Block, text string) string {
	switch {
	case b.Number == clipper.Continued:
		return "<p" + htmlSides(b) + ">" + text + "</p>"
	case b.Number > 0:
		return fmt.Sprintf("<ol start=\"%d\"><li%s>%s</li></ol>", b.Number, htmlSides(b), text)
	}
	return "<ul><li" + htmlSides(b) + ">" + text + "</li></ul>"
}

func htmlTable(b *clipper.Block) string {
	var out strings.Builder
	out.WriteString("<table>")
	for row := range strings.SplitSeq(b.Text, "\n") {
		out.WriteString("<tr>")
		for cell := range strings.SplitSeq(row, "\t") {
			out.WriteString("<td>" + html.EscapeString(safeLines(cell)) + "</td>")
		}
		out.WriteString("</tr>")
	}
	return out.String() + "</table>"
}

// htmlStyles are the elements of the inline styles.
var htmlStyles = []struct {
	style clipper.Style
	tag   string
}{
	{clipper.CodeText, "code"}, {clipper.Sub, "sub"}, {clipper.Sup, "sup"}, {clipper.Strike, "s"}, {clipper.Mark, "mark"},
	{clipper.Credit, "small"}, {clipper.Emphasis, "em"}, {clipper.Strong, "strong"},
}

func htmlSpans(b *clipper.Block) string {
	return spans(b, func(s string) string { return html.EscapeString(safeLines(s)) }, func(text string, s clipper.Span) string {
		for _, m := range htmlStyles {
			if s.Style&m.style != 0 {
				text = "<" + m.tag + ">" + text + "</" + m.tag + ">"
			}
		}
		if link := address(s.Link); link != "" {
			text = `<a rel="noreferrer" href="` + html.EscapeString(link) + `">` + text + "</a>"
		}
		return text
	})
}
