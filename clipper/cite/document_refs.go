package cite

import (
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/csl"
	"florilegium/clipper/paper"
)

// references are the sources of a document and what the style says of them, over
// the whole text in its order.
type references struct {
	style    *CSLStyle
	document *csl.Document
	items    []Item         // the sources, once each, with cite keys
	quoted   map[int]quoted // what a part quotes
	listed   []string       // keys of sources that are listed and not cited
	marked   map[string]bool
}

// quoted is a quotation with its citation.
type quoted struct {
	passage  Passage
	key      string // of its source, "" where that is not known
	cited    bool
	citation csl.Rich
}

// quotes reports a part with a quotation.
func quotes(p Part) bool { return p.Kind == clipper.ClipPart && strings.TrimSpace(p.Clip.Quote) != "" }

// refer registers the sources of a document and renders its citations.
func refer(d Document) *references {
	items, at := d.sources()
	r := &references{style: d.Style, quoted: map[int]quoted{}, marked: map[string]bool{}}
	var sources []csl.Item
	for _, item := range items {
		if !isUnknown(item.Source) {
			item.Source = bounded(item.Source)
			r.items, sources = append(r.items, item), append(sources, cslItem(item.Source))
		}
	}
	r.document = d.Style.processor.Document(sources)
	r.cite(d, func(i int) string { return items[at[i]].Source.CiteKey })
	return r
}

// isUnknown reports a source that says nothing.
func isUnknown(s clipper.Source) bool { return s.Title == "" && s.URL == "" && len(s.Authors) == 0 }

// bounded is a source whose fields are short enough to be shown.
func bounded(s clipper.Source) clipper.Source {
	for _, f := range []*string{&s.Title, &s.OriginalTitle, &s.Container, &s.Publisher, &s.Volume, &s.Issue, &s.Pages, &s.Section} {
		*f = cut(*f)
	}
	return s
}

// cite renders the citations of all quotations; key is the cite key of a part.
func (r *references) cite(d Document, key func(int) string) {
	var citations []csl.Citation
	var places []int
	cited := map[string]bool{}
	for i := range d.Parts {
		p := &d.Parts[i]
		if !quotes(*p) {
			continue
		}
		q := quoted{passage: d.passage(*p)}
		if !isUnknown(p.Source) {
			q.key = key(i)
			cite := r.style.Cite(p.Source, LocatorOf(p.Clip, p.Source), p.Clip.Speaker, q.passage.After)
			cite.ID = q.key
			citations, places = append(citations, csl.Citation{Note: r.note(len(citations)), Cites: []csl.Cite{cite}}), append(places, i)
			cited[q.key] = true
		}
		r.quoted[i] = q
	}
	for _, item := range r.items {
		if key := item.Source.CiteKey; !cited[key] {
			r.listed = append(r.listed, key)
		}
	}
	r.document.Uncited = r.listed
	if err := r.document.SetCitations(citations); err != nil { // every cite is registered, and nothing else can fail
		return
	}
	for k, text := range r.document.Citations() {
		q := r.quoted[places[k]]
		q.cited, q.citation = true, text
		r.quoted[places[k]] = q
	}
}

// note is the number of the note of the next citation, 0 where it stands in the text.
func (r *references) note(before int) int {
	if r.style.IsNote() {
		return before + 1
	}
	return 0
}

// mark is the OpenURL of a part's source where it is first quoted, in a style
// that makes no bibliography to put it in; else "".
func (r *references) mark(i int, p Part) string {
	key := r.quoted[i].key
	if key == "" || r.marked[key] || r.style.processor.Style().Info().Bibliography {
		return ""
	}
	r.marked[key] = true
	return openURL(p.Source)
}

// list is the bibliography. A style that makes none gives the notes of the
// sources that are not cited.
func (r *references) list() *csl.Bibliography {
	if len(r.items) == 0 {
		return &csl.Bibliography{}
	}
	if list, err := r.document.Bibliography(); err == nil {
		return list
	}
	list := &csl.Bibliography{}
	for _, key := range r.listed {
		if text, err := r.document.Render([]csl.Cite{{ID: key}}); err == nil {
			list.Entries = append(list.Entries, csl.Entry{ID: key, Text: text})
		}
	}
	return list
}

// bibliography sets the list of references.
func (s *setter) bibliography() {
	list := s.refs.list()
	if len(list.Entries) == 0 {
		return
	}
	s.add(paper.Paragraph{Kind: paper.Heading, Level: 1, Runs: plainRuns(s.style.listHeading(s.lang))})
	s.text.Entries = paper.Entries{Hanging: list.HangingIndent, Label: list.MaxOffset, Spaced: list.EntrySpacing > 0}
	sources := map[string]clipper.Source{}
	for _, item := range s.refs.items {
		sources[item.Source.CiteKey] = item.Source
	}
	for _, e := range list.Entries {
		label, rest := labelled(e.Text)
		s.add(paper.Paragraph{Kind: paper.Entry, Name: e.ID, Label: label, Runs: rest, Sources: []string{openURL(sources[e.ID])}})
	}
}

// labelled parts the label of an entry, a number mostly, from its words.
func labelled(text csl.Rich) (label, rest []paper.Run) {
	for i, run := range text.Runs() {
		if run.Block == csl.LeftMargin {
			run.Text = strings.TrimSpace(run.Text)
			label = append(label, paper.Run{Text: run.Text, Look: look(run)})
			continue
		}
		if (run.Block == csl.BlockLine || run.Block == csl.Indent) && i > 0 {
			run.Text = "\n" + run.Text
		}
		if label != nil && rest == nil {
			run.Text = strings.TrimLeft(run.Text, " ")
		}
		rest = append(rest, linked(bound(run.Text), look(run))...)
	}
	return label, rest
}
