package paper

// design is how a style looks in a word processor. Lengths are points.
type design struct {
	size         float64 // of the letters
	bold, italic bool
	grey         bool
	line         float64 // distance of lines, of the font's own
	above, below float64
	start, end   float64 // indents
	first        float64 // of the first line, from start
	justified    bool
	keep         bool // with the next paragraph
}

// The designs of the page: a measure of some 75 characters at 12 points.
const (
	face     = "Times New Roman"
	measure  = 400.0
	topEdge  = 78.0
	footEdge = 80.0
	indent   = 28.0
)

var (
	body      = design{size: 12, line: 1.25, below: 9, justified: true}
	title     = design{size: 24, line: 1.1, below: 14, keep: true}
	details   = design{size: 10, line: 1.15, below: 10, grey: true, keep: true}
	quotation = design{size: 11, line: 1.2, above: 2, below: 10, start: indent, end: indent / 2, justified: true}
	footnote  = design{size: 10, line: 1.1, below: 2}
	footer    = design{size: 10, line: 1, grey: true}
	headings  = [6]design{
		{size: 17, bold: true, line: 1.15, above: 26, below: 6, keep: true},
		{size: 14, bold: true, line: 1.15, above: 20, below: 5, keep: true},
		{size: 12.5, bold: true, line: 1.2, above: 16, below: 4, keep: true},
		{size: 12, bold: true, italic: true, line: 1.2, above: 14, below: 4, keep: true},
		{size: 12, italic: true, line: 1.2, above: 12, below: 3, keep: true},
		{size: 12, italic: true, grey: true, line: 1.2, above: 12, below: 3, keep: true},
	}
)

// entry is the design of the bibliography.
func (e Entries) entry() design {
	d := design{size: 11, line: 1.15, below: 5}
	switch {
	case e.Label > 0:
		d.start = 10 + 5.5*float64(e.Label)
		d.first = -d.start
	case e.Hanging:
		d.start, d.first = indent, -indent
	}
	if e.Spaced {
		d.below = 12
	}
	return d
}

// sheet is a sheet of paper.
type sheet struct{ width, height float64 }

// letterCountries print on US Letter, all others on A4.
var letterCountries = map[string]bool{
	"US": true, "CA": true, "MX": true, "PH": true, "CO": true, "CL": true, "VE": true, "GT": true, "CR": true, "PA": true, "DO": true, "PR": true, "SV": true, "NI": true, "HN": true,
}

func sheetOf(lang tongue) sheet {
	if letterCountries[lang.country] {
		return sheet{612, 792}
	}
	return sheet{595.3, 841.9}
}

// side is the margin on either side.
func (s sheet) side() float64 { return (s.width - measure) / 2 }

// asianFaces are the faces for Chinese, Japanese and Korean that word processors
// have or replace.
func asianFace(lang tongue) string {
	switch {
	case lang.lang == "ja":
		return "MS Mincho"
	case lang.lang == "ko":
		return "Batang"
	case lang.script == "Hant":
		return "PMingLiU"
	}
	return "SimSun"
}
