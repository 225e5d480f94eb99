package testweb

import (
	"encoding/json"
	"fmt"
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Options fill the page of a French newspaper as they were built around 2014: masthead,
// menu, JSON-LD with @graph and @id, byline, figure, sharing buttons, related
// links and comments around the article.
type Options struct {
	Title   string // default: "Les familles ont quitté la ville"
	Author  string // default: "Claire Fontanel"
	Date    string // ISO 8601 with offset; default 2014-09-14T08:30:00+02:00
	Site    string // default: "La Gazette du Levant"
	Image   string // address of the figure; none when empty
	Address string // canonical address; none when empty
}

func (o Options) withDefaults() Options {
	for field, usual := range map[*string]string{
		&o.Title: "Les familles ont quitté la ville", &o.Author: "Claire Fontanel",
		&o.Date: "2014-09-14T08:30:00+02:00", &o.Site: "La Gazette du Levant",
	} {
		if *field == "" {
			*field = usual
		}
	}
	return o
}

// News wraps the plain text of an article in such a page: one paragraph a line;
// short lines without final punctuation become sub-headings. charset is "utf-8"
// or "windows-1252".
func News(text, charset string, opts Options) []byte {
	opts = opts.withDefaults()
	page := fmt.Sprintf(newsPage, html.EscapeString(opts.Title), html.EscapeString(opts.Site), newsHead(opts), html.EscapeString(opts.Site),
		html.EscapeString(opts.Title), html.EscapeString(opts.Author), opts.Date, dayInFrench(opts.Date), newsFigure(opts), newsBody(text))
	if charset == "windows-1252" {
		return Windows1252([]byte(page))
	}
	return []byte(page)
}

func newsHead(o Options) string {
	var b strings.Builder
	if o.Address != "" {
		fmt.Fprintf(&b, "<link rel=\"canonical\" href=\"%s\"/>\n", html.EscapeString(o.Address))
	}
	graph := map[string]any{
		"@context": "https://schema.org",
		"@graph": []any{
			map[string]any{"@type": "Organization", "@id": "#journal", "name": o.Site},
			map[string]any{"@type": "WebSite", "@id": "#site", "name": o.Site, "publisher": map[string]any{"@id": "#journal"}},
			map[string]any{"@type": "Person", "@id": "#auteur", "name": o.Author},
			map[string]any{
				"@type": "NewsArticle", "headline": o.Title, "inLanguage": "fr-FR", "datePublished": o.Date,
				"author": []any{map[string]any{"@id": "#auteur"}}, "publisher": map[string]any{"@id": "#journal"}, "isPartOf": map[string]any{"@id": "#site"},
			},
		},
	}
	data, err := json.MarshalIndent(graph, "", " ")
	if err != nil {
		panic(err) // maps of texts do marshal
	}
	fmt.Fprintf(&b, "<script type=\"application/ld+json\">%s</script>", data)
	return b.String()
}

func newsFigure(o Options) string {
	if o.Image == "" {
		return ""
	}
	return fmt.Sprintf(`<figure class="illustration"><img src="%s" width="640" height="360" alt="Une rue de la ville au petit matin"/>`+
		`<figcaption>Une rue de la ville, au petit matin. <span class="credit">© La Gazette</span></figcaption></figure>`, html.EscapeString(o.Image))
}

// newsBody writes the paragraphs.
func newsBody(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.Trim(line, " \t\r\n")
		switch {
		case line == "":
		case isSubheading(line):
			fmt.Fprintf(&b, "<h2>%s</h2>\n", html.EscapeString(line))
		default:
			fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(line))
		}
	}
	return b.String()
}

func isSubheading(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(line)
	return utf8.RuneCountInString(line) <= 60 && !strings.ContainsRune(`.!?…:;»"”)`, last)
}

var frenchMonths = []string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}

func dayInFrench(iso string) string {
	if len(iso) < 10 {
		return iso
	}
	month, err := strconv.Atoi(iso[5:7])
	if err != nil || month < 1 || month > 12 {
		return iso
	}
	return strings.TrimPrefix(iso[8:10], "0") + " " + frenchMonths[month-1] + " " + iso[:4]
}

const newsPage = `<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8"/>
<title>%s - %s</title>
<meta name="viewport" content="width=device-width"/>
%s
<link rel="stylesheet" href="/gazette.css"/>
</head>
<body class="article-page">
<div id="masthead" class="header">
 <a class="logo" href="/">%s</a>
 <form class="search" action="/recherche"><input type="text" name="q" value=""/><button>Rechercher</button></form>
 <ul id="menu" class="nav">
  <li><a href="/monde">Monde</a></li><li><a href="/politique">Politique</a></li><li><a href="/economie">Économie</a></li>
  <li><a href="/culture">Culture</a></li><li><a href="/sports">Sports</a></li><li><a href="/opinions">Opinions</a></li>
 </ul>
</div>
<p class="breadcrumb"><a href="/">Accueil</a> &gt; <a href="/monde">Monde</a></p>
<div id="main">
 <div class="article" id="article">
  <h1>%s</h1>
  <p class="byline">Par <a rel="author" href="/auteurs/1">%s</a> | <time datetime="%s">Publié le %s</time></p>
  <ul class="share"><li><a href="#">Partager sur Facebook</a></li><li><a href="#">Tweeter</a></li><li><a href="#">Envoyer par e-mail</a></li></ul>
  %s
  <div class="article-body">
%s
  </div>
  <div class="related">
   <h3>Lire aussi</h3>
   <ul>
    <li><a href="/monde/1">Le marché couvert rouvre ses portes après deux ans de travaux</a></li>
    <li><a href="/monde/2">La route du nord coupée par la neige, les villages ravitaillés</a></li>
    <li><a href="/culture/3">Une exposition rend hommage aux relieurs de la vieille ville</a></li>
   </ul>
  </div>
 </div>
 <div id="sidebar" class="sidebar">
  <h3>Les plus lus</h3>
  <ol><li><a href="/a">La rentrée des lycées retardée</a></li><li><a href="/b">Le prix du pain, encore</a></li><li><a href="/c">Ce que disent les cartes</a></li></ol>
  <div class="ad">Publicité</div>
 </div>
 <div id="comments" class="comments">
  <h3>Vos réactions (2)</h3>
  <div class="comment"><p class="comment-author">Jean-Michel, le 14 septembre à 09:12</p><p>Merci pour cet article, on aimerait en savoir plus sur la situation, notamment dans les villages alentour, où personne ne va.</p></div>
  <div class="comment"><p class="comment-author">Lectrice du sud, le 14 septembre à 11:47</p><p>Toujours les mêmes informations, reprises des agences, sans vérification, sans carte, sans contexte, quel dommage.</p></div>
  <form action="/commenter"><textarea name="texte"></textarea><button>Réagir</button></form>
 </div>
</div>
<div id="footer" class="footer">
 <p>© La Gazette du Levant 2014. Tous droits réservés. <a href="/mentions">Mentions légales</a> · <a href="/contact">Contact</a> · <a href="/abonnement">S’abonner</a></p>
</div>
</body>
</html>
`
