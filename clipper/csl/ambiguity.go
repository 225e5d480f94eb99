package csl

// maxNames is more names than any item has.
const maxNames = 1_000_000

// resolver works out, for a set of items, what has to be added to their cites.
type resolver struct {
	p     *Processor
	items []*entry // in the order of the bibliography
	known *people
	left  int // cites that may still be rendered; hostile items could ask for millions
}

// entry is an item among others: its place and what tells it apart.
type entry struct {
	record
	number     int // in the bibliography, counted from 1
	state      disambiguation
	yearSuffix string
	firstNote  int // the note that cites it first; 0 unknown
}

// disambiguate fills the state and year suffixes of the items.
func (p *Processor) disambiguate(items []*entry) *people {
	a := p.style.citation
	r := &resolver{p: p, items: items, known: newPeople(a), left: 50_000 + 20*len(items)}
	for _, e := range items {
		e.state, e.yearSuffix = disambiguation{}, ""
	}
	if r.known != nil {
		for _, e := range items {
			r.meet(e)
		}
	}
	if len(items) < 2 {
		return r.known
	}
	if a.disambiguateNames || a.disambiguateGiven || a.disambiguateYear || p.style.ambiguous {
		for _, cluster := range r.partition(items, disambiguation{}) {
			if len(cluster) > 1 {
				r.resolve(cluster)
			}
		}
	}
	return r.known
}

// citesShort reports whether cites show family names only.
func (p *Processor) citesShort(items []*entry) bool {
	if !p.style.citation.disambiguateGiven {
		return false
	}
	r := &resolver{p: p}
	for _, e := range items[:min(3, len(items))] {
		if names := r.probe(e, disambiguation{}).names; len(names) > 0 {
			return names[0].options.form == "short"
		}
	}
	return false
}

// meet registers the people named in an item's cites.
func (r *resolver) meet(e *entry) {
	p := &probe{}
	c := r.context(e, disambiguation{})
	c.probing = p
	c.state.names = []int{maxNames, maxNames, maxNames, maxNames}
	c.renderList(r.p.style.citation.body)
	for _, n := range p.names {
		r.known.add(n.name, n.at)
	}
}

func (r *resolver) context(e *entry, state disambiguation) *context {
	c := r.p.context(r.p.style.citation, &e.record)
	c.cite = &Cite{ID: e.ID, Position: Subsequent, NearNote: true, FirstNoteNumber: e.firstNote}
	c.comparing = true
	c.number = e.number
	c.state = state
	c.people = r.known
	return c
}

// cite is the text of an item's cite as it is compared with others.
func (r *resolver) cite(e *entry, state disambiguation) string {
	c := r.context(e, state)
	kids, _ := c.renderList(r.p.style.citation.body)
	n := &node{kids: kids}
	dropRole(n, numberRole)
	return assemble(n, r.p.marks, false).String()
}

func dropRole(n *node, r role) {
	if n.role == r {
		n.clear()
		return
	}
	for _, k := range n.kids {
		dropRole(k, r)
	}
}

// partition groups items whose cites look the same, in order.
func (r *resolver) partition(items []*entry, state disambiguation) [][]*entry {
	if r.left -= len(items); r.left < 0 {
		return [][]*entry{items}
	}
	at := map[string]int{}
	var clusters [][]*entry
	for _, e := range items {
		key := r.cite(e, state)
		i, known := at[key]
		if !known {
			i = len(clusters)
			at[key] = i
			clusters = append(clusters, nil)
		}
		clusters[i] = append(clusters[i], e)
	}
	return clusters
}

// task is a cluster of items that look the same in a state.
type task struct {
	items []*entry
	state disambiguation
}

// resolve tells the items of a cluster apart, in the order of the
// specification: more names, more of the given names, the condition, letters.
func (r *resolver) resolve(cluster []*entry) {
	a := r.p.style.citation
	left := []task{{cluster, disambiguation{}}}
	byCite := a.disambiguateGiven && (a.givenRule == "" || a.givenRule == "by-cite")
	if byCite {
		left = r.each(left, r.addGiven)
	} else if a.disambiguateNames {
		left = r.each(left, r.addNames)
	}
	if r.p.style.ambiguous && !a.disambiguateYear {
		left = r.each(left, r.addCondition)
	}
	for _, t := range left {
		r.settle(t)
		if a.disambiguateYear {
			for i, e := range t.items {
				e.yearSuffix = suffixLetters(i)
			}
		}
	}
}

// each runs a step over clusters; what it leaves ambiguous goes to the next step.
func (r *resolver) each(tasks []task, step func(task) []task) []task {
	var left []task
	for _, t := range tasks {
		left = append(left, step(t)...)
	}
	return left
}

func (r *resolver) settle(t task) {
	for _, e := range t.items {
		e.state = t.state
	}
}

// split settles the items that a state tells apart from all others and returns
// the clusters that remain. It reports whether the state told any apart.
func (r *resolver) split(t task) (left []task, progress bool) {
	clusters := r.partition(t.items, t.state)
	if len(clusters) == 1 {
		return []task{t}, false
	}
	for _, items := range clusters {
		if len(items) == 1 {
			r.settle(task{items, t.state})
		} else {
			left = append(left, task{items, t.state})
		}
	}
	return left, true
}

func (r *resolver) probe(e *entry, state disambiguation) *probe {
	p := &probe{}
	c := r.context(e, state)
	c.probing = p
	c.renderList(r.p.style.citation.body)
	return p
}

// addNames shows more and more names of each list.
func (r *resolver) addNames(t task) []task {
	lists := r.probe(t.items[0], t.state).lists
	for _, e := range t.items[1:] {
		for i, l := range r.probe(e, t.state).lists {
			if i < len(lists) {
				lists[i].total = max(lists[i].total, l.total)
			}
		}
	}
	state := t.state
	for set, l := range lists {
		for n := l.shown + 1; n <= l.total; n++ {
			state = state.withNames(set, n)
			left, progress := r.split(task{t.items, state})
			if !progress {
				continue
			}
			return r.each(left, r.addNames)
		}
	}
	return []task{t}
}

// addGiven goes through the names: each is shown, where the style adds names, and
// more and more of its given name, keeping only what helps. Where the style adds
// no names, only the first one counts.
func (r *resolver) addGiven(t task) []task {
	most, adds := t.state, r.p.style.citation.disambiguateNames
	if adds {
		most.names = []int{maxNames, maxNames, maxNames, maxNames}
	}
	shown := r.probe(t.items[0], t.state).lists
	state := t.state
	for _, n := range r.probe(t.items[0], most).names {
		if !adds && n.at > 0 {
			continue
		}
		if adds && n.set < len(shown) && n.at >= shown[n.set].shown {
			state = state.withNames(n.set, n.at+1)
			if left, progress := r.split(task{t.items, state}); progress {
				return r.each(left, r.addGiven)
			}
		}
		for level := initials; level <= fullGiven && !isLiteral(n.name); level++ {
			if state.givenLevel(n.set, n.at) >= level || level == initials && n.options.initializeWith == nil {
				continue
			}
			if left, progress := r.split(task{t.items, state.withGiven(n.set, n.at, level)}); progress {
				return r.each(left, r.addGiven)
			}
		}
	}
	return []task{t}
}

// addCondition lets one test for disambiguate after the other hold, as long as
// that helps.
func (r *resolver) addCondition(t task) []task {
	with := task{t.items, t.state}
	with.state.conditions++
	left, progress := r.split(with)
	if !progress {
		return []task{with}
	}
	return r.each(left, r.addCondition)
}

// suffixLetters counts a, b … z, aa, ab ….
func suffixLetters(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('a'+(i-1)%26)) + s
	}
	return s
}
