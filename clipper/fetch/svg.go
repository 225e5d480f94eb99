package fetch

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// The limits of a drawing.
const (
	maxSVG      = 1 << 20 // bytes
	maxElements = 20_000
	maxDepth    = 64
)

// drawn are the elements of SVG 1.1 that only draw. What runs, moves, loads or
// brings another language into the file is not among them.
var drawn = set("svg g defs symbol use title desc metadata path rect circle ellipse line polyline polygon text tspan textpath " +
	"lineargradient radialgradient stop clippath mask pattern marker style switch view filter " +
	"feblend fecolormatrix fecomponenttransfer fecomposite feconvolvematrix fediffuselighting fedisplacementmap fedistantlight fedropshadow " +
	"feflood fefunca fefuncb fefuncg fefuncr fegaussianblur femerge femergenode femorphology feoffset fepointlight fespecularlighting fespotlight fetile feturbulence")

type sides struct{ width, height float64 }

// staticSVG reads a drawing whole and refuses all that is more than a drawing:
// scripts and event attributes, references out of the file, foreign objects,
// animations, entities and documents types, and what passes the limits.
func staticSVG(data []byte) (sides, error) {
	if len(data) > maxSVG {
		return sides{}, errors.New("drawing of more than 1 MB")
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		return nil, fmt.Errorf("drawing in %s", charset)
	}
	var size sides
	var open []string
	elements := 0
	for {
		token, err := d.Token()
		if err == io.EOF && elements > 0 && len(open) == 0 {
			return size, nil
		}
		if err != nil {
			return sides{}, fmt.Errorf("read drawing: %w", err)
		}
		switch t := token.(type) {
		case xml.Directive:
			if !isPlainDoctype(string(t)) {
				return sides{}, errors.New("drawing with declarations")
			}
		case xml.ProcInst:
			if t.Target != "xml" {
				return sides{}, errors.New("drawing with instructions")
			}
		case xml.CharData:
			if len(open) > 0 && open[len(open)-1] == "style" && loads(string(t)) {
				return sides{}, errors.New("drawing that loads a style")
			}
		case xml.StartElement:
			name := strings.ToLower(t.Name.Local)
			elements++
			open = append(open, name)
			if elements == 1 {
				size = sizeOf(t)
			}
			if err := checkElement(t, name, elements, open); err != nil {
				return sides{}, err
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

// isPlainDoctype reports the document type that old drawing programs write, which
// declares nothing here.
func isPlainDoctype(d string) bool {
	return strings.HasPrefix(strings.ToLower(d), "doctype svg") && !strings.ContainsAny(d, "[]%&")
}

func checkElement(t xml.StartElement, name string, elements int, open []string) error {
	switch {
	case elements == 1 && name != "svg":
		return fmt.Errorf("%s is no drawing", name)
	case elements > maxElements || len(open) > maxDepth:
		return errors.New("drawing of too many elements")
	case !drawn[name] && !inMetadata(t, open):
		return fmt.Errorf("drawing with %s", name)
	}
	for _, a := range t.Attr {
		key, text := strings.ToLower(a.Name.Local), strings.TrimSpace(a.Value)
		switch {
		case strings.HasPrefix(key, "on"):
			return fmt.Errorf("drawing with %s", key)
		case (key == "href" || key == "src") && !strings.HasPrefix(text, "#") && !inMetadata(t, open):
			return errors.New("drawing that refers to something else")
		case loads(text):
			return errors.New("drawing that loads something")
		}
	}
	return nil
}

// Namespaces whose elements do something wherever they stand.
const (
	spaceSVG   = "http://www.w3.org/2000/svg"
	spaceXHTML = "http://www.w3.org/1999/xhtml"
)

// inMetadata reports an element below metadata in a vocabulary of its own:
// drawing programs write descriptions there that nobody draws.
func inMetadata(t xml.StartElement, open []string) bool {
	return slices.Contains(open[:len(open)-1], "metadata") && t.Name.Space != "" && t.Name.Space != spaceSVG && t.Name.Space != spaceXHTML
}

// loads reports a value or a style sheet that refers out of the file.
func loads(s string) bool {
	s = strings.ToLower(s)
	if strings.Contains(s, "@import") || strings.Contains(s, "javascript:") || strings.Contains(s, `\`) && strings.Contains(s, "u") && strings.Contains(s, "(") {
		return true
	}
	for {
		_, after, ok := strings.Cut(s, "url(")
		if !ok {
			return false
		}
		s = after
		if !strings.HasPrefix(strings.TrimLeft(s, " \t\r\n\"'"), "#") {
			return true
		}
	}
}

// sizeOf is the size of a drawing from its root: width and height, else the view
// box.
func sizeOf(root xml.StartElement) sides {
	var s, box sides
	for _, a := range root.Attr {
		switch a.Name.Local {
		case "width":
			s.width = length(a.Value)
		case "height":
			s.height = length(a.Value)
		case "viewBox":
			if f := strings.FieldsFunc(a.Value, func(r rune) bool { return r == ',' || r == ' ' }); len(f) == 4 {
				box = sides{length(f[2]), length(f[3])}
			}
		}
	}
	if s.width > 0 && s.height > 0 {
		return s
	}
	return box
}

// units are the absolute lengths of CSS in pixels.
var units = map[string]float64{"": 1, "px": 1, "pt": 4. / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4}

// length is a length in pixels, at most 100,000; 0 where it is relative or none.
func length(s string) float64 {
	s = strings.TrimSpace(s)
	digits := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz%")
	unit, known := units[s[len(digits):]]
	n, err := strconv.ParseFloat(digits, 64)
	if !known || err != nil || n <= 0 || math.IsNaN(n) {
		return 0
	}
	return min(n*unit, 100_000)
}
