//go:build !headless

package style

import (
	"image/color"
	"math"
	"testing"

	"florilegium/clipper"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// luminance and contrast follow WCAG 2.2.
func luminance(c color.NRGBA) float64 {
	channel := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= .04045 {
			return s / 12.92
		}
		return math.Pow((s+.055)/1.055, 2.4)
	}
	return .2126*channel(c.R) + .7152*channel(c.G) + .0722*channel(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + .05) / (min(la, lb) + .05)
}

func TestContrast(t *testing.T) {
	for _, p := range Palettes {
		check := func(what string, fg, bg color.NRGBA, least float64) {
			if got := contrast(fg, bg); got < least-.05 {
				t.Errorf("%s: %s has %.2f:1, want %.1f", p.Name, what, got, least)
			}
		}
		for _, bg := range []color.NRGBA{p.Page, p.Surface, p.Raised, p.Selection, p.Found} {
			check("text", p.Text, bg, 7)
		}
		for _, bg := range []color.NRGBA{p.Page, p.Surface, p.Raised} {
			check("edge", p.Edge, bg, 3)
		}
		for _, bg := range []color.NRGBA{p.Page, p.Surface} {
			check("muted", p.Muted, bg, 4.5)
			check("link", p.Link, bg, 4.5)
			check("error", p.Error, bg, 4.5)
			check("ok", p.OK, bg, 4.5)
			check("warn", p.Warn, bg, 4.5)
		}
		for _, c := range clipper.Colours {
			check("text on "+string(c), p.Text, p.Fill(c), 7)
			check("link on "+string(c), p.Link, p.Fill(c), 3)
			check("mark "+string(c), p.Mark(c), p.Page, 3)
		}
	}
}

// oklab is a colour in Oklab, where distances are those the eye sees.
func oklab(c color.NRGBA) (lab [3]float64) {
	linear := func(v uint8) float64 {
		if s := float64(v) / 255; s > .04045 {
			return math.Pow((s+.055)/1.055, 2.4)
		} else {
			return s / 12.92
		}
	}
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	l := math.Cbrt(.4122214708*r + .5363325363*g + .0514459929*b)
	m := math.Cbrt(.2119034982*r + .6806995451*g + .1073969566*b)
	s := math.Cbrt(.0883024619*r + .2817188376*g + .6299787005*b)
	return [3]float64{.2104542553*l + .793617785*m - .0040720468*s, 1.9779984951*l - 2.428592205*m + .4505937099*s, .0259040371*l + .7827717662*m - .808675766*s}
}

func apart(a, b color.NRGBA) float64 {
	p, q := oklab(a), oklab(b)
	return math.Hypot(math.Hypot(p[0]-q[0], p[1]-q[1]), p[2]-q[2])
}

// No highlight can be taken for the selection, for the page or for another
// highlight: a just visible difference is about .02 in Oklab.
func TestGroundsAreToldApart(t *testing.T) {
	for _, p := range Palettes {
		for i, c := range clipper.Colours {
			others := []color.NRGBA{p.Selection, p.Page}
			for _, other := range clipper.Colours[:i] {
				others = append(others, p.Fill(other))
			}
			for _, o := range others {
				if got := apart(p.Fill(c), o); got < .042 {
					t.Errorf("%s: %s lies %.3f from %v", p.Name, c, got, o)
				}
			}
		}
		if got := apart(p.Selection, p.Page); got < .08 {
			t.Errorf("%s: the selection lies %.3f from the page", p.Name, got)
		}
	}
}

func TestThemeDefinesEveryName(t *testing.T) {
	for _, p := range Palettes {
		th := &Theme{Palette: p}
		test.AssertAllColorNamesDefined(t, th, p.Name)
		for _, c := range clipper.Colours {
			if th.Color(FillName(c), theme.VariantLight) != p.Fill(c) || th.Color(MarkName(c), theme.VariantDark) != p.Mark(c) {
				t.Errorf("%s: %s has no colours of its own", p.Name, c)
			}
		}
		for _, name := range []fyne.ThemeColorName{ColourSurface, ColourRaised, ColourMuted, ColourLine} {
			if _, _, _, a := th.Color(name, theme.VariantLight).RGBA(); a == 0 {
				t.Errorf("%s: %s is not defined", p.Name, name)
			}
		}
		for name := range sizes {
			if th.Size(name) <= 0 {
				t.Errorf("size %s is not positive", name)
			}
		}
	}
	follow := &Theme{Palette: Sepia, Follow: true}
	if follow.Current(theme.VariantDark) != Dark || follow.Current(theme.VariantLight) != Paper {
		t.Error("the theme does not follow the system")
	}
	if (&Theme{Palette: Sepia}).Current(theme.VariantDark) != Sepia {
		t.Error("a chosen palette gives way to the system")
	}
}

func TestStep(t *testing.T) {
	for _, c := range []struct {
		size  float32
		steps int
		want  float32
	}{{18, 1, 20}, {18, -1, 17}, {28, 1, 28}, {14, -1, 14}, {19, 1, 20}, {19, -1, 18}, {18, 0, 18}} {
		if got := Step(c.size, c.steps); got != c.want {
			t.Errorf("Step(%g, %d) = %g, want %g", c.size, c.steps, got, c.want)
		}
	}
}
