package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"florilegium/clipper"
)

// judge decides for every piece of a page whether it is the article's.
//
// The first reader finds where the article is, the second confirms its blocks: a
// block that both took is the article's. Where one of them is nearly empty the
// other is believed. Readers lose what is not prose, so that code, tables,
// quotations, formulae, notes and headings inside the article are taken back.
type judge struct {
	pieces []piece
	second opinion
	home   *html.Node // the lowest element that holds nearly all of the article
	heavy  int        // weight of what the first reader took
	greedy bool       // the second reader took far more than the first
	lists  map[*html.Node]*tallied
}

const (
	fewWords  = 60  // an answer below is nearly empty
	nearlyAll = .85 // of the article makes an element its home
)

func newJudge(pieces []piece, second opinion) *judge {
	j := &judge{pieces: pieces, second: second}
	for i := range pieces {
		if p := &pieces[i]; p.took() {
			j.heavy += p.marked
		}
	}
	j.clearRegions()
	return j
}

// clearRegions forgets what the page calls a part of it where the first reader
// found a good share of the article there: the name means something else.
func (j *judge) clearRegions() {
	weights := map[clipper.Reason]int{}
	for i := range j.pieces {
		if p := &j.pieces[i]; p.took() {
			weights[p.region] += p.marked
		}
	}
	for i := range j.pieces {
		if p := &j.pieces[i]; p.region != clipper.Hidden && 10*weights[p.region] >= 3*j.heavy {
			p.region = ""
		}
	}
}

// rule gives every piece its reason.
func (j *judge) rule() {
	took, seconded, both := j.measure()
	j.greedy = took >= 3*fewWords && j.second.words > 4*took
	switch {
	case took < fewWords && seconded < fewWords:
		j.believeRegions()
	case took < fewWords || took < 3*fewWords && took*3 < seconded:
		j.believeSecond()
	case seconded < 40 || seconded*10 < took*3 || both*10 < took*3:
		j.believeFirst()
	default:
		j.agree()
	}
	j.takeBack()
}

// measure counts the words that the first reader took, the second, and both.
func (j *judge) measure() (took, seconded, both int) {
	for i := range j.pieces {
		p := &j.pieces[i]
		words := countWords(p.block.Text)
		second := j.seconds(p)
		if p.took() {
			took += words
		}
		if second {
			seconded += words
		}
		if second && p.took() {
			both += words
		}
	}
	return took, seconded, both
}

// seconds reports whether the second reader took a piece, by as many words as
// are no chance.
func (j *judge) seconds(p *piece) bool {
	least := 3
	if p.took() {
		least = 1
	}
	return p.region != clipper.Hidden && !(j.greedy && !p.took()) && countWords(p.block.Text) >= least && j.second.seconds(p.block)
}

// agree keeps what the first reader took and the second did not leave out with
// good reason.
func (j *judge) agree() {
	from, to := j.sure()
	for i := range j.pieces {
		p := &j.pieces[i]
		switch {
		case !p.took():
			p.reason = unreadFor(p)
		case prose(p.block) && (p.block.Kind != clipper.Heading || i > to) && !j.seconds(p) && doubtful(p, i < from, i > to):
			p.reason = doubtFor(p)
		}
	}
}

// sure are the first and the last piece that both readers took, a sentence or
// more.
func (j *judge) sure() (from, to int) {
	from, to = len(j.pieces), -1
	for i := range j.pieces {
		if p := &j.pieces[i]; p.took() && countWords(p.block.Text) > 8 && j.seconds(p) {
			from, to = min(from, i), i
		}
	}
	return from, to
}

// doubtful reports a piece that the second reader is right to leave out: what
// leads elsewhere, what the page calls something else, and what is short beyond
// the edges of the text. A long paragraph amid the text stays.
func doubtful(p *piece, before, after bool) bool {
	words, links := countWords(p.block.Text), linkShare(p.block)
	switch {
	case words == 0 || p.node.DataAtom == atom.Figcaption:
		return false
	case links > .3 && (before || after || p.block.Kind != clipper.ListItem), p.region != "" && words < 30:
		return true
	case after:
		return words < 30 || links > .05
	case before:
		return words < 12
	}
	return false
}

func (j *judge) believeFirst() {
	for i := range j.pieces {
		if p := &j.pieces[i]; !p.took() {
			p.reason = unreadFor(p)
		}
	}
}

func (j *judge) believeSecond() {
	for i := range j.pieces {
		if p := &j.pieces[i]; !j.seconds(p) {
			p.reason = unreadFor(p)
		}
	}
}

// believeRegions takes all that the page does not itself call something else:
// short pages leave the readers nothing to weigh.
func (j *judge) believeRegions() {
	main := mainOf(j.pieces)
	for i := range j.pieces {
		p := &j.pieces[i]
		switch {
		case p.region != "" && !p.took():
			p.reason = p.region
		case main != nil && !standsInNode(p.node, main):
			p.reason = unreadFor(p)
		case linkShare(p.block) > .6 && p.block.Kind != clipper.Table && p.block.Kind != clipper.Definition:
			p.reason = clipper.Navigation
		}
	}
}

func unreadFor(p *piece) clipper.Reason { return orReason(p.region, clipper.Unread) }
func doubtFor(p *piece) clipper.Reason  { return orReason(p.region, clipper.Doubted) }

func orReason(a, b clipper.Reason) clipper.Reason {
	if a != "" {
		return a
	}
	return b
}

// prose reports the kinds that the second reader can judge.
func prose(b clipper.Block) bool {
	switch b.Kind {
	case clipper.Paragraph, clipper.ListItem, clipper.Aside, clipper.Heading:
		return true
	}
	return false
}

// mainOf is the element that the page calls its main part or its one article.
func mainOf(pieces []piece) *html.Node {
	if len(pieces) == 0 {
		return nil
	}
	root := pieces[0].node
	for root.Parent != nil {
		root = root.Parent
	}
	if m := first(root, atom.Main); m != nil {
		return m
	}
	var article *html.Node
	for e := range elements(root) {
		if e.DataAtom == atom.Article {
			if article != nil {
				return nil
			}
			article = e
		}
	}
	return article
}

// findHome is the lowest element that holds nearly all of the article.
func (j *judge) findHome() *html.Node {
	weights, all := map[*html.Node]int{}, 0
	for i := range j.pieces {
		if p := &j.pieces[i]; p.reason == "" {
			all += p.size
			for n := p.node; n != nil; n = n.Parent {
				weights[n] += p.size
			}
		}
	}
	var home *html.Node
	deepest := -1
	for n, weight := range weights {
		if d := depth(n); float64(weight) >= nearlyAll*float64(all) && d > deepest {
			home, deepest = n, d
		}
	}
	return home
}

func depth(n *html.Node) int {
	d := 0
	for ; n != nil; n = n.Parent {
		d++
	}
	return d
}

// takeBack keeps what readers lose inside the article's home, and what the
// second found beyond it.
func (j *judge) takeBack() {
	from, to := j.edges()
	if from < 0 {
		return
	}
	j.takeFound(to)
	from, to = j.edges()
	j.home = j.findHome()
	notes := j.wantedNotes()
	for i := range j.pieces {
		p := &j.pieces[i]
		inside := i > from && i < to
		home := j.home == nil || standsInNode(p.node, j.home)
		switch {
		case p.reason == "":
		case p.block.Kind == clipper.Footnote && notes[p.block.Anchor]:
			p.reason = ""
		case p.region != "" && !(inside && home):
		case home && j.belongs(p, inside):
			p.reason = ""
		}
	}
	j.standfirst()
	j.literature()
	j.headings()
}

// literature keeps the list of literature or notes at the end of a text, with
// its heading.
func (j *judge) literature() {
	from, _ := j.edges()
	for i := from; i >= 0 && i < len(j.pieces); i++ {
		p := &j.pieces[i]
		if !isSourcesHeading(p.block) || p.region != "" && p.reason != "" || standsIn(p.node, atom.Aside, atom.Nav) {
			continue
		}
		n := 0
		for k := i + 1; k < len(j.pieces) && j.pieces[k].region == p.region && sourceEntry(&j.pieces[k]); k++ {
			j.pieces[k].reason = ""
			n++
		}
		if n > 0 {
			p.reason = ""
		}
	}
}

// sourceEntry reports an entry of a list of literature or notes.
func sourceEntry(p *piece) bool {
	switch p.block.Kind {
	case clipper.ListItem, clipper.Footnote:
		return true
	case clipper.Paragraph:
		return countWords(p.block.Text) >= 4 && p.reason == ""
	}
	return false
}

// takeFound keeps what only the second reader found.
func (j *judge) takeFound(to int) {
	for i := range j.pieces {
		if p := &j.pieces[i]; p.reason != "" && p.region == "" && j.foundBySecond(p, i > to) {
			p.reason = ""
		}
	}
}

// edges are the first and the last piece of the article, -1 without any.
func (j *judge) edges() (from, to int) {
	from, to = -1, -1
	for i := range j.pieces {
		if j.pieces[i].reason == "" {
			if from < 0 {
				from = i
			}
			to = i
		}
	}
	return from, to
}

// foundBySecond reports a sentence or more of prose that the first reader missed
// and the second found, and that leads nowhere.
func (j *judge) foundBySecond(p *piece, after bool) bool {
	least := 12
	if after {
		least = 40
	}
	return p.block.Kind == clipper.Paragraph && !p.took() && countWords(p.block.Text) >= least && linkShare(p.block) < .05 && j.seconds(p)
}

// belongs reports a piece inside the article's home that is part of it though a
// reader left it out.
func (j *judge) belongs(p *piece, inside bool) bool {
	links := linkShare(p.block)
	switch p.block.Kind {
	case clipper.CodeBlock, clipper.Math:
		return true
	case clipper.Table, clipper.Quote, clipper.Definition:
		return links < .5 && p.region == ""
	case clipper.Figure:
		return inside && p.region == "" && !standsIn(p.node, atom.A, atom.Li)
	case clipper.Divider:
		return inside
	case clipper.Aside:
		return inside && p.region == "" && links < .2 && (countWords(p.block.Text) >= 4 || !standsIn(p.node, atom.Aside))
	case clipper.Paragraph:
		return inside && p.region == "" && links < .05 && j.seconds(p)
	case clipper.ListItem:
		return inside && p.region == "" && links < .3 && j.listSeconded(p)
	}
	return false
}

// standfirst keeps the paragraphs between the headline and the text: newspapers
// set the first sentences apart, and extractors leave them there.
func (j *judge) standfirst() {
	from, _ := j.edges()
	for i := from - 1; i >= 0; i-- {
		p := &j.pieces[i]
		if p.block.Kind == clipper.Heading && p.block.Level == 1 {
			for k := i + 1; k < from; k++ {
				if isStandfirst(&j.pieces[k]) || k == i+1 && isSubtitle(&j.pieces[k]) {
					j.pieces[k].reason = ""
				}
			}
			return
		}
	}
}

func isStandfirst(p *piece) bool {
	if p.region != "" || linkShare(p.block) > .1 || p.block.Kind != clipper.Paragraph && p.block.Kind != clipper.Heading {
		return false
	}
	words := countWords(p.block.Text)
	return words >= 25 || words >= 8 && calledLead(p.node)
}

// isSubtitle reports what stands right below the headline and is neither a link
// nor a byline.
func isSubtitle(p *piece) bool {
	b := p.block
	return p.region == "" && (b.Kind == clipper.Paragraph || b.Kind == clipper.Heading) && linkShare(b) == 0 && countWords(b.Text) >= 5 && !isDateline(b) && !isSignature(b)
}

// calledLead reports a block that its page calls the lead.
func calledLead(n *html.Node) bool {
	for range 2 {
		if n == nil {
			return false
		}
		for name := range strings.FieldsSeq(strings.ToLower(attr(n, "class") + " " + attr(n, "itemprop"))) {
			for _, word := range []string{"lead", "intro", "standfirst", "chapo", "vorspann", "excerpt", "abstract", "preface", "subtitle", "subhead", "sommaire", "entradilla", "bajada", "sumario", "description", "dek", "teaser-text", "summary"} {
				if strings.Contains(name, word) {
					return true
				}
			}
		}
		n = n.Parent
	}
	return false
}

// listSeconded reports an item of a list of which the second reader took half.
func (j *judge) listSeconded(p *piece) bool {
	if j.lists == nil {
		j.lists = map[*html.Node]*tallied{}
		for i := range j.pieces {
			if q := &j.pieces[i]; q.block.Kind == clipper.ListItem {
				t := j.listTally(listOf(q.node))
				if t.items++; j.seconds(q) {
					t.seconded++
				}
			}
		}
	}
	t := j.listTally(listOf(p.node))
	return j.seconds(p) || t.items > 1 && 2*t.seconded >= t.items
}

// tallied counts the items of a list.
type tallied struct{ items, seconded int }

func (j *judge) listTally(list *html.Node) *tallied {
	if j.lists[list] == nil {
		j.lists[list] = &tallied{}
	}
	return j.lists[list]
}

func listOf(n *html.Node) *html.Node {
	for n != nil && n.DataAtom != atom.Ul && n.DataAtom != atom.Ol {
		n = n.Parent
	}
	return n
}

// wantedNotes are the anchors that the kept text refers to.
func (j *judge) wantedNotes() map[string]bool {
	wanted := map[string]bool{}
	for i := range j.pieces {
		if p := &j.pieces[i]; p.reason == "" {
			for _, s := range p.block.Spans {
				if s.Note != "" {
					wanted[s.Note] = true
				}
			}
		}
	}
	return wanted
}

// headings keeps the headings with something of the article below them, and
// no other.
func (j *judge) headings() {
	below := false // something kept stands below, before a heading of the level or higher
	level := 7
	for i := len(j.pieces) - 1; i >= 0; i-- {
		p := &j.pieces[i]
		if p.block.Kind != clipper.Heading {
			if p.reason == "" && p.block.Kind != clipper.Divider {
				below, level = true, 7
			}
			continue
		}
		switch {
		case p.reason == "" && !below && level > p.block.Level:
			p.reason = clipper.Unread
		case p.reason != "" && p.region == "" && below && (p.took() || j.headingBelongs(p)):
			p.reason = ""
		}
		if p.reason == "" {
			level = p.block.Level
		}
	}
}

// headingBelongs reports a heading inside the article's home that the second
// reader took, or that nobody weighed against.
func (j *judge) headingBelongs(p *piece) bool {
	if j.home != nil && !standsInNode(p.node, j.home) || linkShare(p.block) > .9 {
		return false
	}
	return j.second.words < fewWords || !j.greedy && j.second.share(p.block.Text) >= .5
}

// linkShare is the share of a block's text that leads elsewhere.
func linkShare(b clipper.Block) float64 {
	linked := 0
	for _, s := range b.Spans {
		if s.Link != "" {
			linked += s.End - s.Start
		}
	}
	return float64(linked) / float64(max(len(b.Text), 1))
}
