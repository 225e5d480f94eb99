//go:build !headless

package app

import (
	"image"
	"image/color"
	"regexp"
	"strings"

	"florilegium/app/typeset"
	"florilegium/clipper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// printing is a text and how it is to be set.
type printing struct {
	text    string
	family  typeset.Family
	size    float32 // of the letters, in pixels
	leading float32 // in units of the size
	width   float32
	lines   int // at most
	bold    bool
	code    bool // lines as they are
	marks   bool // those of Markdown before headings and quotations
}

// printed is a short text that is set as the page is, so that words of every
// script stand in their right order; the toolkit's own labels scramble Arabic.
type printed struct {
	setter *typeset.Setter
	raster *canvas.Raster
	ink    fyne.ThemeColorName
	set    printing
	lay    *typeset.Layout
}

func newPrinted(setter *typeset.Setter) *printed {
	p := &printed{setter: setter, ink: theme.ColorNameForeground}
	p.raster = canvas.NewRaster(p.paint)
	p.raster.ScaleMode = canvas.ImageScalePixels
	return p
}

// show sets a text at a place in an ink; it is as high as its lines.
func (p *printed) show(what printing, at fyne.Position, ink fyne.ThemeColorName) (height float32) {
	fresh := p.lay == nil || what != p.set || ink != p.ink
	if what != p.set || p.lay == nil {
		p.set, p.lay = what, setLines(p.setter, what)
	}
	p.ink = ink
	p.raster.Move(at)
	if size := fyne.NewSize(what.width, p.lay.Height); fresh || p.raster.Size() != size {
		p.raster.Resize(size)
		p.raster.Refresh()
	}
	return p.lay.Height
}

// mostPrinted bounds what is looked at of a long text, in bytes.
const mostPrinted = 3000

// setLines sets the beginning of a text in so many lines; where text is left over
// the last line ends with an ellipsis.
func setLines(setter *typeset.Setter, p printing) *typeset.Layout {
	text, cut := p.text, len(p.text) > mostPrinted
	if cut {
		text = strings.ToValidUTF8(text[:mostPrinted], "")
	}
	doc := printedDoc(text, p.bold)
	if p.marks {
		doc = markedDoc(text)
	}
	if p.code {
		doc = typeset.NewDoc([]clipper.Block{{Kind: clipper.CodeBlock, Text: text}}, nil, "")
	}
	style := typeset.Style{Family: p.family, Size: p.size, Measure: max(p.width, 24), Leading: p.leading}
	lay := setter.Layout(doc, style)
	if n := p.lines; n > 0 && (len(lay.Lines) > n || cut) {
		end := lay.Lines[min(n, len(lay.Lines))-1].End
		lay = setter.Layout(printedDoc(ellipsis(text[:min(end, len(text))]), p.bold), style)
	}
	return lay
}

// ellipsis makes room for three dots in the place of the last word, or of the last
// two characters where there are no words.
func ellipsis(text string) string {
	text = strings.TrimRight(text, " \n")
	if i := strings.LastIndexByte(text, ' '); i > len(text)-16 && i > 0 {
		return strings.TrimRight(text[:i], " ,;:.«") + "…"
	}
	r := []rune(text)
	return string(r[:max(0, len(r)-2)]) + "…"
}

// printedDoc is a text as a document, a paragraph a line.
func printedDoc(text string, bold bool) *typeset.Doc {
	var blocks []clipper.Block
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" && len(blocks) > 0 {
			continue
		}
		b := clipper.Block{Kind: clipper.Paragraph, Text: line}
		if bold {
			b.Spans = []clipper.Span{{Start: 0, End: len(line), Style: clipper.Strong}}
		}
		blocks = append(blocks, b)
	}
	return typeset.NewDoc(blocks, nil, "")
}

// noteMark is where a note is called in Markdown.
var noteMark = regexp.MustCompile(`\[\^(\d+)\](: )?`)

// markedDoc is a text of Markdown as the document that it stands for, as far as a
// preview shows: headings, quotations, numbers of notes.
func markedDoc(text string) *typeset.Doc {
	var blocks []clipper.Block
	for line := range strings.SplitSeq(text, "\n") {
		b := clipper.Block{Kind: clipper.Paragraph, Text: strings.TrimSpace(line)}
		if head := strings.TrimLeft(b.Text, "#"); head != b.Text && strings.HasPrefix(head, " ") {
			b.Kind, b.Level = clipper.Heading, min(1+len(b.Text)-len(head), 6)
			b.Text = head[1:]
		}
		if words, ok := strings.CutPrefix(b.Text, ">"); ok {
			b.Kind, b.Level, b.Text = clipper.Quote, 1, strings.TrimSpace(words)
		}
		if b.Text = noteMark.ReplaceAllStringFunc(b.Text, raisedNumber); b.Text != "" {
			blocks = append(blocks, b)
		}
	}
	return typeset.NewDoc(blocks, nil, "")
}

// raisedNumber is the mark of a note as it stands in print.
func raisedNumber(mark string) string {
	raised := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	number := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return raised[r-'0']
		}
		return -1
	}, mark)
	if strings.HasSuffix(mark, " ") {
		number += " "
	}
	return number
}

func (p *printed) paint(w, h int) image.Image {
	dst := image.NewRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	if p.lay == nil || p.set.width <= 0 {
		return dst
	}
	ink := nrgba(theme.Color(p.ink))
	strip := typeset.Strip{Rect: typeset.Rect{W: p.set.width, H: p.lay.Height}, Last: len(p.lay.Lines)}
	p.lay.Paint(dst, strip, float32(w)/p.set.width, typeset.Inks{Text: ink, Muted: ink, Link: ink})
	return dst
}

func nrgba(c color.Color) color.NRGBA { return color.NRGBAModel.Convert(c).(color.NRGBA) }
