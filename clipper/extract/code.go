package extract

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// skipAttr marks what stands in the text and is not of it: line numbers, labels.
const skipAttr = "data-fl-skip"

// markCode notes the language of every code block, finds those that are no pre
// elements, and leaves out line numbers and labels.
func markCode(doc *html.Node) {
	for n := range elements(doc) {
		switch {
		case n.DataAtom == atom.Pre:
			setAttr(n, codeAttr, codeLanguage(n))
			skipGutter(n)
		case isCodeBox(n):
			setAttr(n, codeAttr, codeLanguage(n))
		}
	}
}

// isCodeBox reports an element other than pre whose text is code in lines.
func isCodeBox(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Code:
		return standsAmongBlocks(n) && (strings.Contains(strings.TrimSpace(rawText(n)), "\n") || hasClass(n, "block"))
	case atom.Div:
		return (hasClass(n, "code-block") || hasClass(n, "codeblock")) && !holdsElement(n) && strings.Contains(rawText(n), "\n")
	}
	return false
}

// standsAmongBlocks reports an element with no text beside it in its block.
func standsAmongBlocks(n *html.Node) bool {
	if standsIn(n, atom.Pre, atom.P, atom.Li, atom.Td) || n.Parent == nil || !isBlock(n.Parent) {
		return false
	}
	for c := n.Parent.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode && strings.TrimFunc(c.Data, isSpace) != "" {
			return false
		}
	}
	return true
}

func hasClass(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attr(n, "class")), class)
}

func holdsElement(n *html.Node) bool {
	for range elements(n) {
		return true
	}
	return false
}

// rawText is all text below n as it is.
func rawText(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(rawText(c))
	}
	return b.String()
}

// skipGutter marks the line numbers of a code block, by what their elements are
// called or by how they count, and the bar above the code.
func skipGutter(pre *html.Node) {
	var numbers []*html.Node
	for n := range elements(pre) {
		switch {
		case isCodeBar(n):
			setAttr(n, skipAttr, "1")
		case isFirstOfRow(n) && isNumber(rawText(n)):
			numbers = append(numbers, n)
		}
	}
	for i, n := range numbers {
		if isGutter(n) || counts(numbers, i) {
			setAttr(n, skipAttr, "1")
		}
	}
}

// isCodeBar reports the bar with the language and a copy button.
func isCodeBar(n *html.Node) bool {
	if n.DataAtom != atom.Div && n.DataAtom != atom.Span && n.DataAtom != atom.Header {
		return false
	}
	class := strings.ToLower(attr(n, "class"))
	bar := strings.Contains(class, "header") || strings.Contains(class, "toolbar") || strings.Contains(class, "copy") || strings.Contains(class, "code-lang")
	return bar && len(rawText(n)) < 40 && !strings.Contains(class, "content")
}

func isFirstOfRow(n *html.Node) bool {
	for p := n.PrevSibling; p != nil; p = p.PrevSibling {
		if p.Type == html.ElementNode && textOf(p) != "" && !isNumber(rawText(p)) {
			return endsLine(n.PrevSibling)
		}
	}
	return true
}

// endsLine reports whether what stands before ends in a new line.
func endsLine(n *html.Node) bool { return n != nil && strings.HasSuffix(rawText(n), "\n") }

func isNumber(s string) bool {
	_, err := strconv.Atoi(strings.TrimSpace(s))
	return err == nil
}

func isGutter(n *html.Node) bool {
	class := strings.ToLower(attr(n, "class"))
	for _, word := range []string{"lineno", "linenos", "lnt", "line-number", "linenumber", "gutter", "hljs-ln", "ln"} {
		if slices.Contains(strings.Fields(class), word) || len(word) > 3 && strings.Contains(class, word) {
			return true
		}
	}
	return strings.Contains(attr(n, "style"), "user-select:none") || attr(n, "aria-hidden") == "true"
}

// counts reports a number in a row of them that goes up by one each.
func counts(numbers []*html.Node, i int) bool {
	value := func(k int) int {
		n, _ := strconv.Atoi(strings.TrimSpace(rawText(numbers[k])))
		return n
	}
	if len(numbers) < 2 {
		return false
	}
	return i > 0 && value(i) == value(i-1)+1 || i+1 < len(numbers) && value(i+1) == value(i)+1
}

// codeLanguage is the language that the classes of a code block name.
func codeLanguage(pre *html.Node) string {
	nodes := []*html.Node{pre, first(pre, atom.Code), pre.Parent}
	if pre.Parent != nil {
		nodes = append(nodes, pre.Parent.Parent)
	}
	for _, n := range nodes {
		if n == nil {
			continue
		}
		if lang := or(attr(n, "data-lang"), attr(n, "data-language")); lang != "" && len(lang) < 20 {
			return strings.ToLower(lang)
		}
		if lang := classLanguage(strings.Fields(attr(n, "class"))); lang != "" {
			return lang
		}
	}
	return ""
}

func classLanguage(words []string) string {
	for i, w := range words {
		if w = strings.Trim(w, ";"); w == "brush:" && i+1 < len(words) {
			return strings.Trim(words[i+1], ";")
		}
		for _, prefix := range []string{"language-", "lang-", "highlight-source-", "brush:", "sourceCode-"} {
			if lang, ok := strings.CutPrefix(w, prefix); ok && lang != "" {
				return strings.ToLower(lang)
			}
		}
	}
	return ""
}
