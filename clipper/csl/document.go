package csl

import "strconv"

// Document is a text with its citations in order. It works out positions
// ("ibid.", short forms), disambiguation and numbers over the whole. A Document is for
// one goroutine.
type Document struct {
	// Uncited lists items that stand in the bibliography without being cited.
	Uncited []string

	unsorted bool // keeps the order of citing; for tests

	p         *Processor
	items     []*Item
	byID      map[string]*Item
	citations []Citation

	// What follows is worked out from the above by prepare.
	fresh   bool
	entries map[string]*entry
	order   []*entry // of the bibliography
	people  *people
	// shortCites tells that cites show family names only, with given names added
	// where a cite would be ambiguous.
	shortCites bool
	cites      [][]Cite // of citations, with positions
}

// Document starts a document that draws on items. As long as it has no
// citations, all items count as cited, in their order.
func (p *Processor) Document(items []Item) *Document {
	d := &Document{p: p, byID: map[string]*Item{}}
	d.Register(items...)
	return d
}

// Register adds items to draw on; one with the id of another replaces it.
func (d *Document) Register(items ...Item) {
	for i := range items {
		it := &items[i]
		if old := d.byID[it.ID]; old != nil {
			*old = *it
			continue
		}
		added := *it
		d.items = append(d.items, &added)
		d.byID[it.ID] = &added
	}
	d.fresh = false
}

// SetCitations says what the document cites, in the order of the text. It fails
// when a cite names an item that is not registered, and changes nothing then.
func (d *Document) SetCitations(citations []Citation) error {
	for _, c := range citations {
		if err := d.check(c.Cites); err != nil {
			return err
		}
	}
	d.citations = append([]Citation(nil), citations...)
	d.fresh = false
	return nil
}

func (d *Document) check(cites []Cite) error {
	for _, cite := range cites {
		if d.byID[cite.ID] == nil {
			return &Error{Msg: "no item has the id " + strconv.Quote(cite.ID)}
		}
	}
	return nil
}

// Citations renders all citations, in order.
func (d *Document) Citations() []Rich {
	d.prepare()
	out := make([]Rich, len(d.citations))
	for i := range d.citations {
		out[i] = d.cluster(d.cites[i])
	}
	return out
}

// Render renders one citation outside the order of the document, taking the
// positions from the cites themselves.
func (d *Document) Render(cites []Cite) (Rich, error) {
	if err := d.check(cites); err != nil {
		return Rich{}, err
	}
	d.prepare()
	cites = append([]Cite(nil), cites...)
	d.sortCites(cites)
	return d.cluster(cites), nil
}

// prepare works out order, numbers, positions and disambiguation.
func (d *Document) prepare() {
	if d.fresh {
		return
	}
	d.entries = map[string]*entry{}
	d.order = d.order[:0]
	for _, id := range d.cited() {
		if d.entries[id] == nil && d.byID[id] != nil {
			e := &entry{record: d.p.newRecord(d.byID[id]), number: len(d.order) + 1}
			d.entries[id] = e
			d.order = append(d.order, e)
		}
	}
	for _, c := range d.citations {
		for _, cite := range c.Cites {
			if e := d.entries[cite.ID]; e.firstNote == 0 {
				e.firstNote = c.Note
			}
		}
	}
	if b := d.p.style.bibliography; b != nil && !d.unsorted {
		d.p.sortEntries(d.order, b)
	}
	for i, e := range d.order {
		e.number = i + 1
	}
	d.people = d.p.disambiguate(d.order)
	d.shortCites = d.people == nil && d.p.style.bibliography != nil && d.p.citesShort(d.order)
	d.cites = d.positions()
	d.fresh = true
}

// cited lists the ids of the items cited, in order.
func (d *Document) cited() []string {
	var ids []string
	if len(d.citations) == 0 && len(d.Uncited) == 0 {
		for i := range d.items {
			ids = append(ids, d.items[i].ID)
		}
		return ids
	}
	for _, c := range d.citations {
		cites := append([]Cite(nil), c.Cites...)
		d.sortCites(cites)
		for _, cite := range cites {
			ids = append(ids, cite.ID)
		}
	}
	return append(ids, d.Uncited...)
}

// positions copies the cites of all citations with what their place in the
// document says about them.
func (d *Document) positions() [][]Cite {
	all := make([][]Cite, len(d.citations))
	// Notes and text are followed apart: what was cited before, and the last citation.
	notes, text := map[string]*seenItem{}, map[string]*seenItem{}
	var inNotes, inText []Cite
	for i, citation := range d.citations {
		cites := append([]Cite(nil), citation.Cites...)
		d.sortCites(cites)
		previous, seen := &inText, text
		if citation.Note > 0 {
			previous, seen = &inNotes, notes
		}
		before := *previous
		if i > 0 && citation.Note-d.noteBefore(i) > 1 {
			before = nil // a note without citations stands between
		}
		for j := range cites {
			cite := &cites[j]
			before := d.precedes(cites[:j], before)
			s := seen[cite.ID]
			cite.Position, cite.NearNote, cite.FirstNoteNumber = First, false, 0
			if s != nil {
				cite.Position = position(cite, before)
				if s.citation != i {
					cite.FirstNoteNumber = s.first
				}
				cite.NearNote = citation.Note-s.last <= d.p.style.citation.nearNote
				s.last = citation.Note
			} else {
				seen[cite.ID] = &seenItem{i, citation.Note, citation.Note}
			}
		}
		all[i], *previous = cites, cites
	}
	return all
}

// seenItem is the citation that first names an item, its note and the last note.
type seenItem struct{ citation, first, last int }

// noteBefore is the last note with a citation before the citation at i, or the
// note itself where there is none.
func (d *Document) noteBefore(i int) int {
	for j := i - 1; j >= 0; j-- {
		if n := d.citations[j].Note; n > 0 {
			return n
		}
	}
	return d.citations[i].Note
}

// precedes is the cite that "ibid." would refer to: the one before in the same
// citation, or that of a citation of one cite.
func (d *Document) precedes(earlier, previous []Cite) *Cite {
	switch {
	case len(earlier) > 0:
		return &earlier[len(earlier)-1]
	case len(previous) == 1:
		return &previous[0]
	}
	return nil
}

func position(cite, before *Cite) Position {
	switch {
	case before == nil || before.ID != cite.ID:
		return Subsequent
	case cite.Locator == before.Locator && locatorLabel(cite) == locatorLabel(before):
		return Ibid
	case cite.Locator == "":
		return Subsequent
	}
	return IbidWithLocator
}
