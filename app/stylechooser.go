//go:build !headless

package app

import (
	"context"
	"slices"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/cite"
	"florilegium/clipper/csl"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// stylesListed bounds what the chooser lists: of ten thousand styles nobody reads
// more, one types another word.
const stylesListed = 200

// plainStyle is the name under which the chooser offers the reference that needs
// no style: author, date, title and address.
const plainStyle = ""

// styleLocales are the languages that the program has terms for itself.
var styleLocales = []struct{ code, label string }{
	{code: "", label: "Language of the style"},
	{code: "en-US", label: "American English"}, {code: "en-GB", label: "British English"}, {code: "fr-FR", label: "French"},
	{code: "de-DE", label: "German"}, {code: "es-ES", label: "Spanish"}, {code: "it-IT", label: "Italian"},
	{code: "pt-PT", label: "Portuguese"}, {code: "nl-NL", label: "Dutch"},
}

// ownLocale is the language of the interface, where the program has its terms.
func ownLocale() string {
	language, _, _ := strings.Cut(lang.SystemLocale().LanguageString(), "-")
	for _, l := range styleLocales {
		if l.code != "" && l.code[:2] == language {
			return l.code
		}
	}
	return ""
}

// citeSettings say how references are written.
type citeSettings struct {
	Style      string   `json:"style,omitempty"` // plainStyle, or what cite.Styles.Load takes
	Title      string   `json:"title,omitempty"` // of the style, for people
	Locale     string   `json:"locale,omitempty"`
	Favourites []string `json:"favourites,omitempty"` // names of styles
}

// styleChooser finds a style as one types, and shows what it makes of the chosen
// clip or the open article.
type styleChooser struct {
	w       *window
	field   *listField
	list    *plainList
	preview *widget.Label
	star    *button
	locale  string // that references are written in
	found   []cite.StyleInfo
	chosen  int
	lane    lane
	showing lane
	clip    clipper.Clip
	source  clipper.Source
	dialog  dialog.Dialog
	now     citeSettings // what is in force
	done    func(citeSettings)
}

// showStyles chooses the style of the window.
func (w *window) showStyles() {
	w.chooseStyle(w.settings.Cite, func(s citeSettings) {
		s.Favourites = w.settings.Cite.Favourites
		w.settings.Cite = s
		w.saveSettings()
		w.showStyle()
	})
}

// chooseStyle opens the chooser; done gets what was chosen.
func (w *window) chooseStyle(now citeSettings, done func(citeSettings)) {
	c := &styleChooser{w: w, preview: widget.NewLabel(""), locale: now.Locale, now: now, done: done}
	if w.state.open != nil {
		c.source = w.state.open.Source
	}
	c.clip, _ = w.chosenClip()
	c.field = newListField(c)
	c.field.SetPlaceHolder(tr("Name of a style or a journal"))
	c.list = w.newPlainList(func() int { return len(c.found) }, func() fyne.CanvasObject {
		from := widget.NewLabel("")
		from.Importance, from.SizeName = widget.LowImportance, theme.SizeNameCaptionText
		name := widget.NewLabel("")
		name.Truncation = fyne.TextTruncateEllipsis
		return container.NewBorder(nil, nil, nil, from, name)
	}, c.bind)
	c.preview.Wrapping = fyne.TextWrapWord
	c.star = w.newButton("☆", c.favour)
	bar := container.NewBorder(nil, nil, nil, container.NewHBox(c.star, c.localeChoice()), c.field)
	preview := container.New(&fixed{130}, container.NewVScroll(c.preview))
	c.dialog = w.newForm(tr("Citation style"), container.NewBorder(bar, preview, nil, nil, c.list), tr("Use"), c.use)
	c.dialog.Resize(fyne.NewSize(680, 560))
	w.showForm("styles", c.dialog)
	w.win.Canvas().Focus(c.field)
	c.search("")
}

func (c *styleChooser) localeChoice() fyne.CanvasObject {
	var words []string
	chosen := 0
	for i, l := range styleLocales {
		words = append(words, tr(l.label))
		if l.code == c.now.Locale {
			chosen = i
		}
	}
	return c.w.newChoice(words, chosen, func(i int) {
		c.locale = styleLocales[i].code
		c.show()
	})
}

func (c *styleChooser) bind(i widget.ListItemID, o fyne.CanvasObject) {
	if i >= len(c.found) {
		return
	}
	labels := o.(*fyne.Container).Objects
	labels[0].(*widget.Label).SetText(c.found[i].Title)
	from := c.found[i].From
	if from == cite.BuiltIn {
		from = tr("built in")
	}
	if c.favourite(c.found[i].Name) {
		from = "★ " + from
	}
	labels[1].(*widget.Label).SetText(from)
}

// search lists the styles that fit what was typed; without a word the favourites
// come first, and the reference that needs no style.
func (c *styleChooser) search(text string) {
	styles := c.w.styles
	c.w.run(&c.lane, func(context.Context) func() {
		found := styles.Search(text, stylesListed)
		return func() {
			if text == "" {
				slices.SortStableFunc(found, func(a, b cite.StyleInfo) int { return c.rank(b) - c.rank(a) })
				found = append([]cite.StyleInfo{{Name: plainStyle, Title: tr("Author, date, title and address")}}, found...)
			}
			c.found = found
			c.list.Refresh()
			c.mark(max(0, slices.IndexFunc(found, func(s cite.StyleInfo) bool { return s.Name == c.now.Style })))
		}
	})
}

func (c *styleChooser) narrow(text string) { c.search(text) }
func (c *styleChooser) marked() int        { return c.chosen }
func (c *styleChooser) leave()             { c.dialog.Hide() }

// run uses the marked style.
func (c *styleChooser) run() {
	c.dialog.Hide()
	c.use()
}

func (c *styleChooser) favourite(name string) bool {
	return slices.Contains(c.w.settings.Cite.Favourites, name)
}

func (c *styleChooser) rank(s cite.StyleInfo) int {
	switch {
	case c.favourite(s.Name):
		return 2
	case s.From == cite.BuiltIn:
		return 1
	}
	return 0
}

// favour makes the marked style a favourite, or takes that away.
func (c *styleChooser) favour() {
	if c.chosen >= len(c.found) || c.found[c.chosen].Name == plainStyle {
		return
	}
	list := &c.w.settings.Cite.Favourites
	name := c.found[c.chosen].Name
	if i := slices.Index(*list, name); i >= 0 {
		*list = slices.Delete(*list, i, i+1)
	} else {
		*list = append(*list, name)
	}
	c.w.saveSettings()
	c.mark(c.chosen)
	c.list.Refresh()
}

// mark marks a style and shows what it does.
func (c *styleChooser) mark(i int) {
	c.chosen = max(0, min(i, len(c.found)-1))
	c.list.OnSelected = nil
	c.list.UnselectAll()
	if len(c.found) > 0 {
		c.list.Select(c.chosen)
		c.list.ScrollTo(c.chosen)
		star := "☆"
		if c.favourite(c.found[c.chosen].Name) {
			star = "★"
		}
		c.star.SetText(star)
	}
	c.list.OnSelected = c.mark
	c.show()
}

// show renders the chosen clip, or the open article, in the marked style.
func (c *styleChooser) show() {
	if c.chosen >= len(c.found) {
		c.preview.SetText(tr("No style has such a name."))
		return
	}
	name, locale, clip, source, styles := c.found[c.chosen].Name, c.locale, c.clip, c.source, c.w.styles
	c.w.run(&c.showing, func(context.Context) func() {
		style, err := loadStyle(styles, name, locale)
		text := ""
		if err == nil {
			text = sample(style, clip, source)
		}
		return func() {
			if err != nil {
				sentence, hint := tell(err)
				text = dots(sentence, hint)
			}
			c.preview.SetText(text)
		}
	})
}

// use hands the marked style over.
func (c *styleChooser) use() {
	if c.chosen >= len(c.found) {
		return
	}
	s := c.found[c.chosen]
	chosen := citeSettings{Style: s.Name, Title: s.Title, Locale: c.locale}
	if s.Short != "" {
		chosen.Title = s.Short
	}
	c.done(chosen)
}

// styled writes references in the window's style. A nil *cite.CSLStyle stands for
// the reference that needs no style.
type styled struct {
	csl    *cite.CSLStyle
	locale string // of the plain reference, "" for the article's language
}

func loadStyle(styles *cite.Styles, name, locale string) (styled, error) {
	if name == plainStyle {
		return styled{nil, locale}, nil
	}
	s, err := styles.Load(name, locale)
	return styled{s, locale}, err
}

func (s styled) language(source clipper.Source) string {
	if s.locale != "" {
		return s.locale
	}
	return source.Language
}

// reference is the entry of a bibliography.
func (s styled) reference(source clipper.Source) string {
	if s.csl == nil {
		return cite.Reference(source, s.language(source))
	}
	return s.csl.Reference(source)
}

// quotation is a clip in quotation marks with its citation or note.
func (s styled) quotation(c clipper.Clip, source clipper.Source) string {
	if s.csl == nil {
		return cite.Quotation(c, source, s.language(source))
	}
	return s.csl.Quotation(c, source, csl.Text)
}

// sample is what a style does: the chosen clip with its citation, and the entry of
// its source.
func sample(s styled, c clipper.Clip, source clipper.Source) string {
	text := s.reference(source)
	if c.ID != 0 {
		text = s.quotation(c, source) + "\n\n" + text
	}
	return text
}

// showStyle says at the foot in which style references are written.
func (w *window) showStyle() {
	text := tr("Author, date, title and address")
	if c := w.settings.Cite; c.Style != plainStyle {
		text = dots(c.Title, c.Locale)
	}
	w.styleName.set(-1, text)
}

// fixed gives one object a height.
type fixed struct{ height float32 }

func (f *fixed) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(60, f.height) }

func (f *fixed) Layout(o []fyne.CanvasObject, size fyne.Size) { o[0].Resize(size) }
