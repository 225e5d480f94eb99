package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"florilegium/clipper"
)

// texAttr carries the TeX of a formula.
const texAttr = "data-fl-tex"

// markFormulas ties every formula to its TeX, makes those visible that are hidden
// behind a picture of them, and takes the picture out.
func markFormulas(doc *html.Node) {
	var scripts, spare []*html.Node
	for n := range elements(doc) {
		switch {
		case n.DataAtom == atom.Math:
			if tex := texOf(n); tex != "" {
				setAttr(n, texAttr, tex)
			}
			spare = append(spare, unveil(n)...)
		case n.DataAtom == atom.Img && isFormulaImage(n):
			setAttr(n, texAttr, strings.TrimSpace(attr(n, "alt")))
		case n.DataAtom == atom.Script && strings.HasPrefix(attr(n, "type"), "math/tex"):
			scripts = append(scripts, n)
		case strings.HasPrefix(attr(n, "class"), "MathJax_Preview"), strings.HasPrefix(attr(n, "class"), "katex-html"):
			setAttr(n, skipAttr, "1")
		}
	}
	for _, n := range spare {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
	for _, n := range scripts {
		showScript(n)
	}
}

// unveil takes off what hides a formula from the eye, and gives the pictures
// that stand in for it.
func unveil(math *html.Node) []*html.Node {
	var pictures []*html.Node
	n := math
	for range 3 {
		removeAttr(n, "aria-hidden")
		if strings.Contains(attr(n, "style"), "none") {
			removeAttr(n, "style")
		}
		if n.Parent == nil || isBlock(n.Parent) {
			break
		}
		n = n.Parent
	}
	for e := range elements(n) {
		if e.DataAtom == atom.Img && strings.Contains(attr(e, "class"), "math") {
			pictures = append(pictures, e)
		}
	}
	return pictures
}

// isFormulaImage reports a picture of a formula whose alternative text is TeX.
func isFormulaImage(img *html.Node) bool {
	if attr(img, "alt") == "" {
		return false
	}
	for name := range strings.FieldsSeq(strings.ToLower(attr(img, "class"))) {
		switch name {
		case "latex", "tex", "mathtex", "math", "ql-img-inline-formula", "ql-img-displayed-equation":
			return true
		}
	}
	src := attr(img, "src")
	return strings.Contains(src, "latex.php") || strings.Contains(src, "/cgi-bin/mathtex") || strings.Contains(src, "codecogs.com/")
}

// showScript puts a formula that a script would set in the script's place.
func showScript(script *html.Node) {
	if script.FirstChild == nil || script.Parent == nil {
		return
	}
	kind := atom.Span
	if strings.Contains(attr(script, "type"), "display") {
		kind = atom.Div
	}
	tex := strings.TrimSpace(script.FirstChild.Data)
	shown := &html.Node{Type: html.ElementNode, DataAtom: kind, Data: kind.String()}
	shown.AppendChild(&html.Node{Type: html.TextNode, Data: tex})
	setAttr(shown, texAttr, tex)
	script.Parent.InsertBefore(shown, script)
	script.Parent.RemoveChild(script)
}

// texOf is the TeX that a formula, or the element around it, is annotated with.
func texOf(math *html.Node) string {
	for e := range elements(math) {
		if e.Data == "annotation" && strings.Contains(attr(e, "encoding"), "tex") {
			return strings.TrimSpace(textOf(e))
		}
	}
	if tex := strings.TrimSpace(attr(math, "alttext")); looksTeX(tex) {
		return tex
	}
	n := math
	for range 3 {
		for _, key := range []string{"data-entry", "data-tex", "data-latex", "data-math", "data-equation", "data-formula"} {
			if tex := strings.TrimSpace(attr(n, key)); tex != "" {
				return tex
			}
		}
		if n = n.Parent; n == nil {
			break
		}
	}
	return ""
}

// looksTeX tells TeX from a formula read out in words.
func looksTeX(s string) bool {
	return strings.ContainsAny(s, `\^_={}`) || s != "" && !strings.Contains(s, " ")
}

// math keeps a displayed formula as a block with its TeX, and an inline one as
// the text of its symbols, with the TeX beside it.
func (w *writer) math(n *html.Node, p place) {
	tex := attr(n, texAttr)
	if attr(n, "display") == "block" || standsAlone(n) {
		p.kind, p.level = clipper.Math, 0
		w.apart(n, p)
		if k := len(w.pieces) - 1; k >= 0 && w.pieces[k].block.Kind == clipper.Math {
			w.pieces[k].block.Code = tex
		}
		return
	}
	p.look = withTeX(p.look, tex)
	w.children(n, p)
}

// formula writes a picture of a formula as its TeX.
func (w *writer) formula(tex string, p place) {
	if w.run.empty() {
		w.at = p
	}
	w.run.text(tex, withTeX(p.look, tex))
}

func withTeX(l look, tex string) look {
	l.tex = tex
	return l
}

// standsAlone reports a formula that is all its block holds, a full stop aside.
func standsAlone(n *html.Node) bool {
	p := n.Parent
	for p != nil && !isBlock(p) {
		p = p.Parent
	}
	return p != nil && p.DataAtom != atom.Td && strings.Trim(strings.TrimPrefix(textOf(p), textOf(n)), ".,; ") == ""
}

// displayed makes a formula of a paragraph that is one in TeX's own marks.
func displayed(b *clipper.Block) {
	for _, marks := range [][2]string{{"$$", "$$"}, {`\[`, `\]`}} {
		inner, opened := strings.CutPrefix(b.Text, marks[0])
		inner, closed := strings.CutSuffix(inner, marks[1])
		if opened && closed && inner != "" && !strings.Contains(inner, marks[0]) {
			b.Kind, b.Code = clipper.Math, strings.TrimSpace(inner)
			return
		}
	}
}
