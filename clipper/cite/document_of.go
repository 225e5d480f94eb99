package cite

import (
	"slices"
	"strings"

	"florilegium/clipper"
)

// DocumentOf is the document of an export: each source under a heading with its
// details, its clips as quotations, and beneath each the reader's translation and
// note. A source without clips is listed in the bibliography only. Without a
// locale and a style the text is in the language of most of its sources.
func DocumentOf(items []Item, opt Options) Document {
	d := Document{Lang: opt.Locale, Wording: Original, Endnotes: opt.Endnotes, Author: opt.Author, Written: opt.Written}
	if style, ok := opt.Style.(*CSLStyle); ok && style != nil {
		d.Style, d.Lang = style, firstOf(d.Lang, style.Locale())
	}
	d.Lang = firstOf(d.Lang, commonLanguage(items))
	d.Title = documentWordsOf(d.Lang).quotations
	d.Parts = make([]Part, 0, room(items))
	for _, item := range items {
		item.Source = bounded(item.Source)
		if len(item.Clips) == 0 {
			d.Parts = append(d.Parts, Part{Kind: clipper.ClipPart, Source: item.Source})
			continue
		}
		title := firstOf(field(item.Source.Title), AuthorDate(d.Lang).words.untitled)
		d.Parts = append(d.Parts, Part{Kind: clipper.HeadingPart, Level: 1, Text: title, Source: item.Source})
		for _, c := range item.Clips {
			d.Parts = append(d.Parts, Part{Kind: clipper.ClipPart, Clip: c, Source: item.Source, Apart: true})
			for _, own := range []string{c.Translation, c.Note} {
				if strings.TrimSpace(own) != "" {
					d.Parts = append(d.Parts, Part{Kind: clipper.WordsPart, Text: own, Apart: true})
				}
			}
		}
	}
	return d
}

// room is how many parts items make: a part is large, and there may be thousands.
func room(items []Item) (parts int) {
	for _, item := range items {
		parts++
		for _, c := range item.Clips {
			parts++
			for _, own := range []string{c.Translation, c.Note} {
				if own != "" {
					parts++
				}
			}
		}
	}
	return parts
}

// commonLanguage is the language that most of the sources are in, "" for none.
func commonLanguage(items []Item) (most string) {
	count := map[string]int{}
	for _, item := range items {
		lang := item.Source.Language
		if primary(lang) == "" {
			continue
		}
		if count[lang]++; count[lang] > count[most] {
			most = lang
		}
	}
	return most
}

// keyed is the document with a cite key for each of its sources, and the sources,
// each once, in the order in which they come.
func (d Document) keyed() (Document, []Item) {
	items, at := d.sources()
	d.Parts = slices.Clone(d.Parts)
	for i := range d.Parts {
		if d.Parts[i].Kind == clipper.ClipPart {
			d.Parts[i].Source = items[at[i]].Source
		}
	}
	return d, items
}

// sources are the sources of the document with cite keys, each once, and for each
// ClipPart which of them is its own.
func (d Document) sources() (items []Item, at []int) {
	known := map[string]int{}
	at = make([]int, len(d.Parts))
	for i := range d.Parts {
		p := &d.Parts[i]
		if p.Kind != clipper.ClipPart {
			continue
		}
		id := p.Source.CiteKey + "\n" + p.Source.URL + "\n" + p.Source.Title
		for _, n := range p.Source.Authors {
			id += "\n" + n.Display()
		}
		if _, there := known[id]; !there {
			known[id] = len(items)
			items = append(items, Item{Source: p.Source})
		}
		at[i] = known[id]
	}
	Keys(items)
	return items, at
}

// passage is the quotation of a part as it stands in the document.
func (d Document) passage(p Part) Passage {
	q := QuotingIn(d.Lang)
	if d.Style != nil {
		q = d.Style.Quoting()
	}
	q.Wording = d.Wording
	return q.Passage(p.Clip)
}

// paragraphs are a text parted by its empty lines, without those.
func paragraphs(text string) []string {
	var list, now []string
	for line := range strings.SplitSeq(safeLines(text)+"\n", "\n") {
		switch {
		case strings.TrimSpace(line) != "":
			now = append(now, strings.TrimRight(line, " \t"))
		case now != nil:
			list, now = append(list, strings.Join(now, "\n")), nil
		}
	}
	if now != nil {
		list = append(list, strings.Join(now, "\n"))
	}
	return list
}
