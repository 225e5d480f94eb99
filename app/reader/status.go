//go:build !headless

package reader

import (
	"net/url"
	"strings"

	"florilegium/clipper"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// The line at the foot of the reader, in pixels.
const (
	statusHeight = 24
	statusPad    = 9
	statusText   = 12
	statusRunes  = 72
)

// status is a quiet line at the foot: where the link under the pointer leads, or
// what fonts are missing.
type status struct {
	r       *Reader
	ground  *canvas.Rectangle
	strong  *canvas.Text // the host
	rest    *canvas.Text
	hint    string // shown while no link is
	address string
}

func newStatus(r *Reader) *status {
	s := &status{r: r, ground: canvas.NewRectangle(nil), strong: canvas.NewText("", nil), rest: canvas.NewText("", nil)}
	s.strong.TextStyle.Bold = true
	s.strong.TextSize, s.rest.TextSize = statusText, statusText
	s.ground.CornerRadius, s.ground.StrokeWidth = 4, 1
	return s
}

// webAddress is an address of the web, the only kind that is followed: "" for any
// other.
func webAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return address
}

// hover shows where a link leads, nothing for "", and tells the window.
func (r *Reader) hover(address string) {
	if r.status.address == address {
		return
	}
	r.status.address = address
	if r.opt.OnLinkHover != nil {
		r.opt.OnLinkHover(address)
	}
	canvas.Refresh(r.sheet.page)
}

// objects are laid out anew at every call: there are three.
func (s *status) objects() []fyne.CanvasObject {
	host, rest := "", s.hint
	if s.address != "" {
		host, rest = s.parts()
	}
	if host == "" && rest == "" {
		return nil
	}
	p := s.r.opt.Reading.Palette
	fill(s.ground, p.Raised)
	s.ground.StrokeColor = p.Line
	s.strong.Text, s.strong.Color = host, p.Text
	s.rest.Text, s.rest.Color = rest, p.Muted
	x, y := float32(8), s.r.Size().Height-statusHeight-8
	wide := float32(0)
	for _, t := range []*canvas.Text{s.strong, s.rest} {
		size := t.MinSize()
		t.Resize(size)
		t.Move(fyne.NewPos(round(x+statusPad+wide), round(y+(statusHeight-size.Height)/2)))
		if t.Text != "" {
			wide += size.Width
		}
	}
	s.ground.Move(fyne.NewPos(x, y))
	s.ground.Resize(fyne.NewSize(wide+2*statusPad, statusHeight))
	return []fyne.CanvasObject{s.ground, s.strong, s.rest}
}

// parts are the host of the address, and what stands behind it, shortened.
func (s *status) parts() (host, rest string) {
	host = clipper.Host(s.address)
	_, rest, _ = strings.Cut(s.address, "://")
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = strings.TrimSuffix(rest[i:], "/")
	} else {
		rest = ""
	}
	if path, err := url.PathUnescape(rest); err == nil {
		rest = path
	}
	if runes, most := []rune(rest), statusRunes-len(host); len(runes) > most {
		rest = string(runes[:max(0, most)]) + "…"
	}
	return host, rest
}

// holds tells whether a point of the widget lies on the line while it shows a hint.
func (s *status) holds(p fyne.Position) bool {
	at, size := s.ground.Position(), s.ground.Size()
	return s.hint != "" && s.address == "" && p.X >= at.X && p.Y >= at.Y && p.X < at.X+size.Width && p.Y < at.Y+size.Height
}

// hintMissing says, once for an article, which of its scripts no font has.
func (r *Reader) hintMissing() {
	if r.opt.MissingHint == nil {
		return
	}
	var named []string
	for _, s := range r.MissingScripts() {
		named = append(named, s.Name+" ("+s.Fonts+")")
	}
	if len(named) > 0 {
		r.status.hint = r.opt.MissingHint(named)
		canvas.Refresh(r.sheet.page)
	}
}
