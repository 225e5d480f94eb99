//go:build !headless

// Package style holds the palettes, sizes and faces of the window, and hands
// them to Fyne as a theme. It knows no widget.
//
// It promises that body text has a contrast of at least 7:1 on the page, on every
// highlight and on the selection, that quieter text has at least 4.5:1 on the
// page and on the surface, that marks have at least 3:1 against the page and
// the edges of fields against all that they stand on (WCAG 2.2), and that no highlight can be taken for the selection.
package style

import (
	"image/color"

	"florilegium/clipper"
)

// Palette is the colours of one theme.
type Palette struct {
	Name      string      // "paper", "sepia" or "dark": stored in the settings
	Page      color.NRGBA // behind the article
	Surface   color.NRGBA // panes, code
	Raised    color.NRGBA // cards, menus, the bubble
	Text      color.NRGBA
	Muted     color.NRGBA // captions, second lines
	Link      color.NRGBA // the one accent
	Line      color.NRGBA // hairlines
	Edge      color.NRGBA // of fields, boxes to tick: what can be changed
	Selection color.NRGBA
	Found     color.NRGBA // ground of the match of a search that one stands on; Warn frames all
	Error     color.NRGBA
	OK        color.NRGBA
	Warn      color.NRGBA
	fills     [5]color.NRGBA // in the order of clipper.Colours
	marks     [5]color.NRGBA
}

// The palettes.
var (
	Paper = &Palette{
		Name: "paper", Page: hex(0xFBFAF7), Surface: hex(0xF2F0EA), Raised: hex(0xFFFFFF),
		Text: hex(0x22201C), Muted: hex(0x625D54), Link: hex(0x0B57A4), Line: hex(0xDDD8CD), Edge: hex(0x8A8478), Selection: hex(0xBBD6F7), Found: hex(0xFFB65C),
		Error: hex(0xB3261E), OK: hex(0x2B6E36), Warn: hex(0x8A5A00),
		fills: [5]color.NRGBA{hex(0xFFE68A), hex(0xC4E8B5), hex(0xA9E4EC), hex(0xF9C9D6), hex(0xDCCDF4)},
		marks: [5]color.NRGBA{hex(0xA67C00), hex(0x3F8A3A), hex(0x2F7BC4), hex(0xC2486B), hex(0x7E57C2)},
	}
	Sepia = &Palette{
		Name: "sepia", Page: hex(0xF4ECD8), Surface: hex(0xEADFC6), Raised: hex(0xFBF5E6),
		Text: hex(0x433422), Muted: hex(0x6B5844), Link: hex(0x7A3E12), Line: hex(0xD6C7A6), Edge: hex(0x8F7B5C), Selection: hex(0xDBC4A0), Found: hex(0xF4C271),
		Error: hex(0x9C1F17), OK: hex(0x37602B), Warn: hex(0x7A5200),
		fills: [5]color.NRGBA{hex(0xF3D372), hex(0xC2D69C), hex(0xB4CFDC), hex(0xEEBBB4), hex(0xD3C0DB)},
		marks: [5]color.NRGBA{hex(0x966B00), hex(0x4B7A2E), hex(0x2F6F94), hex(0xB04A3F), hex(0x80559B)},
	}
	Dark = &Palette{
		Name: "dark", Page: hex(0x1D1E20), Surface: hex(0x26282B), Raised: hex(0x2E3033),
		Text: hex(0xDCD9D2), Muted: hex(0xA09B91), Link: hex(0x8AB8F0), Line: hex(0x3A3D41), Edge: hex(0x7C7F84), Selection: hex(0x29415F), Found: hex(0x5E3900),
		Error: hex(0xF2938C), OK: hex(0x8CCB96), Warn: hex(0xE3B866),
		fills: [5]color.NRGBA{hex(0x51410F), hex(0x284A29), hex(0x0E4750), hex(0x622F40), hex(0x463666)},
		marks: [5]color.NRGBA{hex(0xD9B64A), hex(0x7CC07A), hex(0x6FB1EA), hex(0xE88AA6), hex(0xB39DE8)},
	}
)

// Palettes lists the palettes in the order in which they are cycled through.
var Palettes = []*Palette{Paper, Sepia, Dark}

// ByName is the palette of a name; Paper for any other.
func ByName(name string) *Palette {
	for _, p := range Palettes {
		if p.Name == name {
			return p
		}
	}
	return Paper
}

// Fill is the ground of a highlight; that of yellow for an unknown colour.
func (p *Palette) Fill(c clipper.Colour) color.NRGBA { return p.fills[index(c)] }

// Mark is the line under a highlight, the dot in the bubble, the edge of a card.
func (p *Palette) Mark(c clipper.Colour) color.NRGBA { return p.marks[index(c)] }

func index(c clipper.Colour) int {
	for i, known := range clipper.Colours {
		if c == known {
			return i
		}
	}
	return 0
}

// Hover is the ground of what the mouse is over: the text colour, thinned.
func (p *Palette) Hover() color.NRGBA { return thin(p.Text, 6) }

// Pressed is the ground of what is being pressed.
func (p *Palette) Pressed() color.NRGBA { return thin(p.Text, 12) }

// Scroll is the colour of scroll bars.
func (p *Palette) Scroll() color.NRGBA { return thin(p.Text, 30) }

func thin(c color.NRGBA, percent int) color.NRGBA {
	c.A = uint8(255 * percent / 100)
	return c
}

func hex(v uint32) color.NRGBA {
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}
