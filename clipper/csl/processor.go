package csl

import (
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Processor renders items in one style and locale. It is never changed after
// [New] and may be used by many goroutines at once.
type Processor struct {
	style     *Style
	locale    *Locale
	marks     *marks
	tag       language.Tag
	and       string // " und "
	rangeMark string // between numbers
	// particleGap stands between a particle and the family name it belongs to.
	particleGap string
	names       map[*area]*nameOptions
}

// New joins a style with the locale that options, or else the style, ask for. It
// fails for a dependent style, whose parent is to be loaded in its place, and
// where a locale file cannot be read. A language without a locale is rendered
// in American English, if that is there.
func New(style *Style, locales *Locales, options Options) (*Processor, error) {
	if style.citation == nil {
		return nil, &Error{Msg: "the style depends on " + style.info.Parent + "; load that one"}
	}
	lang := normalLang(options.Locale)
	if lang == "" {
		lang = style.defaultLocale
	}
	if lang == "" {
		lang = "en-US"
	}
	if lang == primaryOf(lang) {
		lang = primaryDialect(lang)
	}
	locale, err := locales.resolve(lang, style)
	if err != nil {
		return nil, err
	}
	p := &Processor{style: style, locale: locale, marks: locale.marks(), names: map[*area]*nameOptions{}}
	p.tag, _ = language.Parse(lang)
	p.rangeMark = "–"
	if mark, ok := locale.term("page-range-delimiter", "", false); ok && mark != "" {
		p.rangeMark = mark
	}
	p.particleGap = " "
	switch primaryOf(lang) {
	case "fr", "ru", "cs":
		p.particleGap = "\u00a0"
	}
	if and, ok := locale.term("and", "", false); ok && and != "" {
		p.and = " " + and + " "
	}
	for _, a := range []*area{style.citation, style.bibliography} {
		if a != nil {
			merged := a.names.under(style.names)
			p.names[a] = &merged
		}
	}
	return p, nil
}

// Style is the style in use.
func (p *Processor) Style() *Style { return p.style }

// Lang is the language in use.
func (p *Processor) Lang() string { return p.locale.lang }

func (p *Processor) collator() *collate.Collator {
	return collate.New(p.tag, collate.Loose, collate.Numeric)
}

func (p *Processor) context(a *area, item *record) *context {
	return &context{p: p, area: a, names: p.names[a], item: item, bibliography: a == p.style.bibliography}
}

// newRecord prepares an item.
func (p *Processor) newRecord(it *Item) record {
	lang := it.Vars["language"]
	if lang == "" {
		lang = p.locale.lang
	}
	return record{Item: withNote(it), lang: normalLang(lang)}
}

// Bibliography lists the items in the order of the style. It fails where the
// style has no bibliography.
func (p *Processor) Bibliography(items []Item) (*Bibliography, error) {
	return p.Document(items).Bibliography()
}

// Citation renders one citation by itself, as a first one. All items are known to it, so
// that cites come out unambiguous among them; with no cites given, every item is
// cited in order.
func (p *Processor) Citation(items []Item, cites ...Cite) (Rich, error) {
	if len(cites) == 0 {
		for i := range items {
			cites = append(cites, Cite{ID: items[i].ID})
		}
	}
	return p.Document(items).Render(cites)
}
