package extract

import (
	"strings"

	"florilegium/clipper"
)

// manyPieces is from how many on a text is not searched for set phrases.
const manyPieces = 4_000

// tidy takes out what the article's page repeats or adds around its text: the
// headline and byline, which the source holds, rows of sharing buttons, and
// lists of links to other articles at the end.
func tidy(pieces []piece, s clipper.Source, f *facts) {
	rest := keptPieces(pieces)
	few := len(rest) < manyPieces
	for _, p := range rest {
		switch {
		case isShareRow(p.block) || few && isCall(p.block):
			p.reason = clipper.Sharing
		case isAdMark(p.block):
			p.reason = clipper.Advertising
		case few && pointsElsewhere(p.block):
			p.reason = clipper.Related
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

// headPieces is how many of the first pieces may be the article's head: byline,
// date, kicker.
const headPieces = 10

// dropHead removes the headline, the byline, the date and kickers from what stands
// before the text.
func dropHead(pieces []*piece, s clipper.Source, f *facts) {
	words := 0
	for _, p := range pieces {
		words += countWords(p.block.Text)
	}
	for i, p := range pieces {
		switch {
		case i >= headPieces || startsText(p):
			return
		case isHeadline(p.block, s) || isByline(p.block, s, f) || isDateline(p.block) || isSignature(p.block):
			p.reason = clipper.Repeated
		case words > 150 && isKicker(p.block, i, pieces):
			p.reason = clipper.Navigation
		}
	}
}

// startsText reports the first long paragraph, with which the text has begun.
func startsText(p *piece) bool {
	return p.block.Kind == clipper.Paragraph && countWords(p.block.Text) > 40 && !isDateline(p.block)
}

// isDateline reports a short line about a day, which is no sentence.
func isDateline(b clipper.Block) bool {
	if b.Kind != clipper.Paragraph && b.Kind != clipper.ListItem && b.Kind != clipper.Definition || len([]rune(b.Text)) > 140 {
		return false
	}
	d, ok := readDate(b.Text)
	return ok && d.Day > 0 && !endsSentence(b.Text) && countWords(b.Text) <= 24
}

// isSignature reports a line that signs and says no more.
func isSignature(b clipper.Block) bool {
	return b.Kind == clipper.Paragraph && countWords(b.Text) <= 14 && !endsSentence(b.Text) && signedLine.MatchString(b.Text)
}

// isKicker reports a paragraph of a word or two above the first sentence, such
// as the name of a section.
func isKicker(b clipper.Block, i int, pieces []*piece) bool {
	return i < 4 && i+1 < len(pieces) && b.Kind == clipper.Paragraph && len(b.Spans) == 0 && countWords(b.Text) <= 2 && len([]rune(b.Text)) < 25 &&
		!endsSentence(b.Text) && !strings.ContainsAny(b.Text, ":：")
}

// endsSentence reports a text that ends as a sentence does.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»“)]）」』 \u00a0\u202f")
	return s != "" && strings.ContainsAny(s[max(0, len(s)-4):], ".!?…。！？؟।") && !strings.HasSuffix(s, " min.")
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
	if len(words) == 0 || len(words) == 1 && len(words[0]) <= 4 {
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
