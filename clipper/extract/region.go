package extract

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"florilegium/clipper"
)

// regionWords are the words by which pages name what is not the article, in
// class names and ids.
var regionWords = reasonsByWord(map[clipper.Reason]string{
	clipper.Navigation: `nav navbar navigation navi menu submenu breadcrumb breadcrumbs crumbs pagination pager paging skip skiplink toolbar masthead
		topbar sitemap tabs tablist searchform searchbox`,
	clipper.Sharing: `share sharing shares sharebar sharebox shariff sociable social socials socialmedia addthis addtoany sharedaddy newsletter
		subscribe subscription signup abo follow print printlink bookmark teilen partage partager`,
	clipper.Related: `related relatedposts recommended recommendations recommendation recirc outbrain taboola mostread mostpopular popular trending
		morenews readmore similar jp-relatedposts yarpp teaser teasers teaserlist meistgelesen plista upnext archives blogroll`,
	clipper.Comments:    `comment comments commentlist commentary-list disqus respond reply replies kommentar kommentare leserbriefe fb-comments`,
	clipper.Advertising: `ad ads adv advert adverts advertisement advertising adsense adslot sponsored sponsor banner anzeige werbung werbe promo promotion`,
	clipper.Beside:      `sidebar widget widgets aside author-box authorbox author-bio authorbio cookie cookies consent gdpr popup modal overlay tooltip vcard taglist tagcloud credits impressum`,
})

func reasonsByWord(lists map[clipper.Reason]string) map[string]clipper.Reason {
	all := map[string]clipper.Reason{}
	for reason, words := range lists {
		for w := range strings.FieldsSeq(words) {
			all[w] = reason
		}
	}
	return all
}

// regionRoles are the ARIA landmarks and roles that are not the article.
var regionRoles = map[string]clipper.Reason{
	"navigation": clipper.Navigation, "menu": clipper.Navigation, "menubar": clipper.Navigation, "search": clipper.Navigation,
	"banner": clipper.Navigation, "contentinfo": clipper.Navigation, "toolbar": clipper.Navigation, "tablist": clipper.Navigation,
	"complementary": clipper.Beside, "dialog": clipper.Beside, "alertdialog": clipper.Beside, "alert": clipper.Beside,
}

// regionOf is what an element says of itself that it is, beside the article;
// empty for the article and what is not told.
func regionOf(n *html.Node) clipper.Reason {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main, atom.Article, atom.H1, atom.H2, atom.H3:
		return ""
	case atom.Nav:
		return clipper.Navigation
	case atom.Footer:
		return clipper.Beside
	}
	if role := regionRoles[strings.ToLower(attr(n, "role"))]; role != "" {
		return role
	}
	if n.DataAtom == atom.Header && !standsIn(n, atom.Article, atom.Main) {
		return clipper.Navigation
	}
	return regionNamed(attr(n, "class") + " " + attr(n, "id"))
}

// regionNamed reads class names and ids: a name as a whole, then its last part,
// which in compounds says what a thing is: "article-share", "page__comments".
func regionNamed(names string) clipper.Reason {
	for name := range strings.FieldsSeq(names) {
		if strings.HasPrefix(name, "has-") || strings.HasPrefix(name, "with-") || strings.HasPrefix(name, "no-") {
			continue
		}
		name = strings.ToLower(name)
		if r := regionWords[name]; r != "" {
			return r
		}
		parts := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) })
		for i, part := range parts {
			if r := regionWords[part]; r != "" && (i == len(parts)-1 || i == 0) {
				return r
			}
		}
	}
	return ""
}

// standsIn reports whether an element stands in one of the kinds.
func standsIn(n *html.Node, kinds ...atom.Atom) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		for _, k := range kinds {
			if p.DataAtom == k {
				return true
			}
		}
	}
	return false
}

// isHidden reports an element that browsers do not show.
func isHidden(n *html.Node) bool {
	if len(n.Attr) == 0 {
		return false
	}
	if hasAttr(n, "hidden") || attr(n, "aria-hidden") == "true" && !strings.Contains(attr(n, "class"), "fallback-image") {
		return true
	}
	style := strings.ReplaceAll(strings.ToLower(attr(n, "style")), " ", "")
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}
