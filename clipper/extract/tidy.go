package extract

import (
	"strings"

	"florilegium/clipper"
)

// tidy takes out what the article's page repeats or adds around its text: the
// headline and byline, which the source holds, rows of sharing buttons, and
// lists of links to other articles at the end.
func tidy(pieces []piece, s clipper.Source, f *facts) {
	rest := keptPieces(pieces)
	for _, p := range rest {
		switch {
		case isShareRow(p.block):
			p.reason = clipper.Sharing
		case p.block.Kind == clipper.Heading && p.block.Text == "":
			p.reason = clipper.Unread
		case p.block.Kind == clipper.Paragraph && linkShare(p.block) > .8 && isTitle(p.block.Text):
			p.reason = clipper.Related
		}
	}
	dropTwins(keptPieces(pieces))
	dropHead(keptPieces(pieces), s, f)
	dropTail(keptPieces(pieces))
	for _, p := range keptPieces(pieces) {
		if p.block.Kind != clipper.Divider {
			break
		}
		p.reason = clipper.Unread
	}
}

// dropTwins drops what stands there twice, where only the second reader took it
// both times, or at all.
func dropTwins(pieces []*piece) {
	seen := map[string]bool{}
	for _, p := range pieces {
		if p.took() {
			seen[p.block.Text] = true
		}
	}
	for _, p := range pieces {
		if !p.took() && countWords(p.block.Text) >= 12 && prose(p.block) {
			if seen[p.block.Text] {
				p.reason = clipper.Repeated
			}
			seen[p.block.Text] = true
		}
	}
}

// isTitle reports a text as long as the title of another article.
func isTitle(s string) bool {
	n := countWords(s)
	return n >= 4 && n < 20
}

func keptPieces(pieces []piece) []*piece {
	var all []*piece
	for i := range pieces {
		if pieces[i].reason == "" {
			all = append(all, &pieces[i])
		}
	}
	return all
}

// dropHead removes the headline and the byline from the first blocks.
func dropHead(pieces []*piece, s clipper.Source, f *facts) {
	for i, p := range pieces {
		if i >= 6 {
			return
		}
		if isHeadline(p.block, s) || isByline(p.block, s, f) {
			p.reason = clipper.Repeated
		}
		if p.block.Kind == clipper.Paragraph && countWords(p.block.Text) > 25 {
			return
		}
	}
}

func isHeadline(b clipper.Block, s clipper.Source) bool {
	return (b.Kind == clipper.Heading || b.Kind == clipper.Paragraph) && same(b.Text, s.Title)
}

// isByline reports a short block that holds nothing but the authors' names, a
// date and the words around them.
func isByline(b clipper.Block, s clipper.Source, f *facts) bool {
	if b.Kind != clipper.Paragraph && b.Kind != clipper.ListItem || len([]rune(b.Text)) > 120 {
		return false
	}
	rest := b.Text
	for _, n := range s.Authors {
		rest = strings.ReplaceAll(rest, n.Display(), "")
	}
	named := rest != b.Text
	if named && countWords(rest) == 0 {
		return true
	}
	for _, e := range f.bylines {
		if named && same(e.text, b.Text) {
			return true
		}
	}
	_, dated := readDate(b.Text)
	return (dated || named) && countWords(dateTail.ReplaceAllString(monthFirst.ReplaceAllString(leadWords.ReplaceAllString(rest, ""), ""), "")) <= 2
}

// shareWords are what sharing buttons say, squashed.
var shareWords = set(`partager partagez share teilen compartir condividi compartilhar delen поделиться facebook twitter x linkedin whatsapp
	pinterest reddit telegram email mail tweet tweeter imprimer print drucken imprimir envoyer send sauvegarder save copier copy link lien copylink
	bluesky threads mastodon pocket flipboard tumblr viber messenger xing vk sms commenter comment kommentieren 分享 微博 微信`)

func set(words string) map[string]bool {
	all := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		all[w] = true
	}
	return all
}

// isShareRow reports a block of sharing words alone.
func isShareRow(b clipper.Block) bool {
	if b.Kind == clipper.CodeBlock || b.Kind == clipper.Table || len(b.Text) > 200 {
		return false
	}
	words := strings.FieldsFunc(strings.ToLower(b.Text), func(r rune) bool { return strings.ContainsRune(" \u00A0\u202F\n\t|/·•:,-–", r) })
	if len(words) == 0 {
		return false
	}
	odd, telling := 0, 0
	for _, w := range words {
		switch {
		case shareWords[w]:
			telling++
		case len(w) > 4:
			return false
		default: // on, auf, sur, par
			odd++
		}
	}
	return telling > 0 && odd <= telling
}

// dropTail removes from the end what is only links to elsewhere, with the
// heading that announces it, and headings with nothing below.
func dropTail(pieces []*piece) {
	end := len(pieces)
	for end > 0 && onlyLinks(pieces[end-1].block) {
		end--
	}
	links := len(pieces) - end
	announced := end > 0 && announces(pieces[end-1].block)
	if links > 0 && !announced && !(links >= 3 && pieces[end].block.Kind == clipper.ListItem) {
		end = len(pieces)
	}
	for end > 0 && (announces(pieces[end-1].block) || pieces[end-1].block.Kind == clipper.Divider) {
		end--
	}
	if end == 0 {
		return
	}
	for _, p := range pieces[end:] {
		p.reason = clipper.Related
	}
}

// announces reports a heading, or a short line that ends in a colon.
func announces(b clipper.Block) bool {
	return b.Kind == clipper.Heading || b.Kind == clipper.Paragraph && countWords(b.Text) <= 6 && strings.HasSuffix(b.Text, ":")
}

// onlyLinks reports a block whose whole text leads elsewhere.
func onlyLinks(b clipper.Block) bool {
	if b.Kind != clipper.ListItem && b.Kind != clipper.Paragraph || b.Text == "" {
		return false
	}
	linked := 0
	for _, s := range b.Spans {
		if s.Link != "" {
			linked += s.End - s.Start
		}
	}
	return linked*10 >= len(b.Text)*9
}
