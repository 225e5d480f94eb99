package extract

import (
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
	case seconded < 40 || seconded*10 < took*3 || both*10 < took*5:
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
	case links > .3 && (before || after || p.block.Kind != clipper.ListItem && isTitle(p.block.Text)), p.region != "" && words < 30:
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
