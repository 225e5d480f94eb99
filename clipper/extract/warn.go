package extract

import (
	"regexp"
	"strings"

	"florilegium/clipper"
)

// Version names this way of reading pages. It grows when the same page would
// give another text, so that a library can offer to read its kept pages again.
const Version = "2"

// extractorField is the field of evidence that names the Version an article was
// read by.
const extractorField = "extractor"

// Outdated reports an article that an earlier version read.
func Outdated(a *clipper.Article) bool {
	for _, e := range a.Evidence {
		if e.Field == extractorField {
			return e.Value != Version
		}
	}
	return true
}

const (
	freeWords  = 350 // from which a text behind a wall is likely whole
	shortShare = .5  // of the declared length under which something is missing
)

// wallPhrases are what a page says where its free part ends.
var wallPhrases = regexp.MustCompile(`(?i)réservé[e]? (?:aux|à nos) abonnés|il vous reste \d+ ?% de cet article|la suite (?:de cet article )?est réservée|pour lire la suite|` +
	`diesen artikel weiterlesen|jetzt weiterlesen|mit .{2,20} abo weiterlesen|nur für abonnenten|exklusiv für abonnenten|dieser artikel ist kostenpflichtig|` +
	`subscribe to (?:continue|keep) reading|to continue reading|this (?:article|story|content) is for subscribers|already a subscriber|` +
	`contenido exclusivo para suscriptores|suscríbete para seguir leyendo|contenuto riservato agli abbonati|per continuare a leggere|conteúdo exclusivo para assinantes|` +
	`доступно только подписчикам|会員限定記事|この記事は有料|残り\s*\d+\s*文字|剩余内容|付费阅读全文`)

// warned adds the evidence that the text is not the whole article. A page that
// calls itself paid but carries its whole text is not warned of.
func (f *facts) warned(evidence []clipper.Evidence, blocks []clipper.Block, pieces []piece) []clipper.Evidence {
	w := &witness{evidence}
	words := countWords(clipper.JoinBlocks(blocks))
	declared := atoi(f.article.text("wordCount"))
	if number, ok := f.article["wordCount"].(float64); ok {
		declared = int(number)
	}
	paid, how := f.isPaid()
	cut := declared > 150 && float64(words) < shortShare*float64(declared)
	whole := declared > 0 && !cut
	switch {
	case paid && (cut || !whole && words < freeWords):
		w.tell(clipper.FreePart, clipper.FromJSONLD, how)
	case !whole && words < freeWords && f.endsAtWall(pieces):
		w.tell(clipper.FreePart, clipper.FromText, "the end of the text")
	case cut:
		w.tell(clipper.Shortened, clipper.FromJSONLD, "wordCount")
	}
	w.add(extractorField, Version, clipper.FromReader, "")
	return w.evidence
}

// tell adds a warning to the evidence.
func (w *witness) tell(warning clipper.Warning, from, detail string) {
	w.add(clipper.AboutText, string(warning), from, detail)
	w.pick(clipper.AboutText, nil)
}

// isPaid reports whether the page says that not everybody may read it, and where
// it says so.
func (f *facts) isPaid() (bool, string) {
	for _, o := range append([]object{f.article}, f.graph.each(f.article, "hasPart")...) {
		switch free := o["isAccessibleForFree"].(type) {
		case bool:
			if !free {
				return true, "isAccessibleForFree"
			}
		case string:
			if strings.EqualFold(free, "false") || strings.HasSuffix(strings.ToLower(free), "/false") {
				return true, "isAccessibleForFree"
			}
		}
	}
	if tier := strings.ToLower(f.meta("article.content_tier")); tier == "locked" {
		return true, "article:content_tier"
	}
	return false, ""
}

// endsAtWall reports that the page says its text goes on for those who pay.
func (f *facts) endsAtWall(pieces []piece) bool {
	last := 0
	for i := range pieces {
		if pieces[i].reason == "" {
			last = i
		}
	}
	for i := max(0, last-5); i < min(len(pieces), last+20); i++ {
		if p := &pieces[i]; p.region != clipper.Navigation && p.region != clipper.Related && p.region != clipper.Hidden && countWords(p.block.Text) < 60 && wallPhrases.MatchString(p.block.Text) {
			return true
		}
	}
	return false
}

// consentWords stand in the pages that ask for consent to be followed.
var consentWords = regexp.MustCompile(`(?i)cookie|consent|einwilligung|zustimm|datenschutz|tracking|traceurs|privacy|privacidad|confidentialité|partenaires|partnern|our partners|datos personales|dati personali|персональных данных`)

// asksConsent reports a page of which nearly every block is about consent.
func asksConsent(blocks []clipper.Block) bool {
	about, all, words := 0, 0, 0
	for _, b := range blocks {
		n := countWords(b.Text)
		if words += n; words >= 600 {
			return false
		}
		if n < 5 {
			continue
		}
		if all++; consentWords.MatchString(b.Text) {
			about++
		}
	}
	return all > 0 && about*10 >= all*6 && about >= 2
}
