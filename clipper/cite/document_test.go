package cite

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/paper"
)

var writtenAt = time.Date(2026, 11, 23, 16, 0, 0, 0, time.UTC)

func chapter(level int, text string) Part {
	return Part{Kind: clipper.HeadingPart, Level: level, Text: text}
}

func own(text string) Part { return Part{Kind: clipper.WordsPart, Text: text} }

func quote(s clipper.Source, paragraph int, text string) Part {
	return Part{Kind: clipper.ClipPart, Source: s, Clip: clipper.Clip{Quote: text, Paragraph: paragraph}}
}

var (
	courrier = clipper.Source{Type: "article-newspaper", Title: "À l’école, « on étouffe » dès juin", Container: "Le Courrier du Canal",
		Authors: by("Jean de La Fontaine et Marie d’Ormesson"), Issued: on(2024, 9, 12), Accessed: read, URL: "https://courrier.example/societe/ecole?id=3&p=1", Language: "fr", CiteKey: "fontaine2024"}
	canal = clipper.Source{Type: "webpage", Title: "Les écluses du canal de la Brède", Container: "Patrimoine des eaux",
		Authors: by("Marie d’Ormesson"), Issued: on(2023, 4, 0), Accessed: read, URL: "https://patrimoine.example/ecluses", Language: "fr", CiteKey: "ormesson2023"}
	woche = clipper.Source{Type: "article-magazine", Title: "Straße „unter Wasser“", Container: "Die Woche", Authors: by("Anna Schmidt und Friedrich von Hagen"),
		Issued: on(2023, 5, 14), Accessed: read, URL: "https://woche.example/strasse", Language: "de", CiteKey: "schmidt2023"}
	dnevnik = clipper.Source{Type: "post-weblog", Title: "Вода и город", Container: "Дневник реки", Authors: by("Иван Петров"), Issued: on(2018, 3, 2), Accessed: read,
		URL: "https://dnevnik.example/1", Language: "ru", CiteKey: "petrov2018"}
	qanat = clipper.Source{Type: "webpage", Title: "الماء والمدينة", Container: "صحيفة القناة", Authors: by("أحمد علي"), Issued: on(2021, 6, 1), Accessed: read,
		URL: "https://qanat.example/1", Language: "ar", CiteKey: "ahmad2021"}
	shui = clipper.Source{Type: "webpage", Title: "运河边的村庄", Container: "水乡周报", Authors: by("王小明"), Issued: on(2020, 10, 9), Accessed: read,
		URL: "https://shui.example/1", Language: "zh", CiteKey: "wang2020"}
	gazette = clipper.Source{Type: "article-newspaper", Title: "What the engineers said about the lock", Container: "The Canal Gazette", Authors: by("Grace O’Neill"),
		Issued: on(2022, 1, 30), Accessed: read, URL: "https://gazette.example/lock", Language: "en-GB", CiteKey: "oneill2022"}
)

const long = "Depuis trois étés, les salles du premier étage dépassent trente-quatre degrés à la mi-journée, et les enseignants déplacent les cours dans la cour, sous les deux tilleuls qui restent\u202f; on y apporte les chaises, on y lit, on y compte, et l’on attend que le vent du canal se lève. « Nous ne demandons pas la lune », répète la directrice, « seulement de l’ombre et de l’eau fraîche ».\nLa mairie promet des volets pour l’an prochain."

// thesis is a text that quotes in every language and cites in every way.
func thesis(style *CSLStyle) Document {
	return Document{Title: "L’eau et la ville", Style: style, Lang: style.Locale(), Written: writtenAt, Author: "Camille Roux", Parts: []Part{
		chapter(1, "La chaleur à l’école"),
		own("On le sait depuis longtemps : l’eau fait la ville autant que la ville fait l’eau. Les témoignages recueillis au bord du canal le disent sans détour, et d’abord ceux des enfants.\n\nLa maîtresse note que"),
		quote(courrier, 4, "Ils tentent de rester en « état de mouvement », comme l’eau"),
		own(", et la suite de l’article le confirme longuement."),
		quote(courrier, 7, long),
		own("Le même article ajoute un détail."),
		quote(courrier, 7, "La mairie promet des volets pour l’an prochain."),
		chapter(2, "Les écluses"),
		quote(canal, 2, "On ne ferme pas une écluse, on la laisse dormir."),
		quote(courrier, 9, "Personne n’a bu l’eau du canal."),
		chapter(1, "Ailleurs"),
		own("En Allemagne,"),
		quote(woche, 3, "„Wir schwimmen zur Arbeit“, sagt der Bürgermeister, „und abends zurück.“"),
		own("En Russie :"),
		quote(dnevnik, 1, "Вода не спрашивает дороги, она её находит."),
		own("En arabe :"),
		quote(qanat, 5, "المدينة التي تنسى نهرها (وهو أقدم منها) تنسى اسمها في عام 1950."),
		own("En chinois :"),
		quote(shui, 2, "水往低处流，人往高处走。运河边的老人说：“我们哪儿也不去。”"),
		own("En anglais :"),
		quote(gazette, 6, "“It’s not a lock,” one of them said, “it’s a ‘promise’ in stone.”"),
		{Kind: clipper.ClipPart, Source: clipper.Source{Type: "report", Title: "État des lieux", Authors: by("Institut national de l’eau et des rivières"), Issued: on(2018, 0, 0), URL: "https://inerc.example/r.pdf", Language: "fr"}},
	}}
}

// told is a text in letters: its paragraphs with their kinds, the notes in braces.
func told(text paper.Text) string {
	var b strings.Builder
	kinds := map[paper.Kind]string{paper.Title: "=", paper.Details: ".", paper.Quotation: ">", paper.Entry: "*"}
	for _, p := range text.Paragraphs {
		mark := kinds[p.Kind]
		if p.Kind == paper.Heading {
			mark = strings.Repeat("#", p.Level)
		}
		if p.GoesOn {
			mark = "…" + mark
		}
		if label := toldRuns(p.Label); label != "" {
			mark = strings.TrimSpace(mark + " " + label)
		}
		b.WriteString(strings.TrimSpace(mark+" "+toldRuns(p.Runs)) + "\n")
	}
	return b.String()
}

func toldRuns(runs []paper.Run) string {
	var b strings.Builder
	for _, r := range runs {
		text := r.Text
		switch {
		case r.Note != nil:
			text = "{" + toldRuns(r.Note) + "}"
		case r.Look&(paper.Italic|paper.Emphasis) != 0:
			text = "/" + text + "/"
		case r.Look&paper.Superscript != 0:
			text = "^" + text
		}
		b.WriteString(text)
	}
	return b.String()
}

func setIn(t *testing.T, d Document) string {
	t.Helper()
	text, err := d.set()
	if err != nil {
		t.Fatal(err)
	}
	return told(text)
}

// TestDocuments: citations follow the whole text in the way of their style, and
// quotations stand in the text as their language and length ask for.
func TestDocuments(t *testing.T) {
	var b strings.Builder
	for _, c := range [][2]string{{"chicago-notes", "fr-FR"}, {"apa", "fr-FR"}, {"ieee", "en-US"}} {
		b.WriteString("%% " + c[0] + " " + c[1] + "\n" + setIn(t, thesis(loaded(t, builtIn(), c[0], c[1]))) + "\n")
	}
	b.WriteString("%% export\n" + setIn(t, DocumentOf(samples(), Options{})))
	golden(t, "document.txt", b.String())
}

// short is a style of notes with "ibid.", short forms and no bibliography.
const short = `<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>Short</title><id>short</id></info>
<citation><layout suffix="." delimiter="; "><choose>
<if position="ibid-with-locator"><group delimiter=", "><text term="ibid" text-case="capitalize-first"/><text variable="locator"/></group></if>
<else-if position="ibid"><text term="ibid" text-case="capitalize-first"/></else-if>
<else-if position="subsequent"><group delimiter=", "><names variable="author"><name form="short"/></names><text value="note"/><text variable="first-reference-note-number"/><text variable="locator"/></group></else-if>
<else><group delimiter=", "><names variable="author"/><text variable="title" font-style="italic"/><text variable="locator"/></group></else>
</choose></layout></citation></style>`

func TestShortForms(t *testing.T) {
	file := filepath.Join(t.TempDir(), "short.csl")
	if err := os.WriteFile(file, []byte(short), 0o644); err != nil {
		t.Fatal(err)
	}
	style := loaded(t, builtIn(), file, "fr-FR")
	said := Part{Kind: clipper.ClipPart, Source: woche, Clip: clipper.Clip{Quote: "Nein.", Paragraph: 9, Speaker: "le maire"}}
	d := Document{Style: style, Parts: []Part{
		quote(canal, 2, "A."), quote(canal, 2, "B."), quote(canal, 5, "C."), quote(gazette, 1, "D."), quote(canal, 5, "E."), said,
		{Kind: clipper.ClipPart, Source: qanat},
	}}
	text, err := d.set()
	if err != nil {
		t.Fatal(err)
	}
	want := `« A. »{Marie d’Ormesson, /Les écluses du canal de la Brède/, 2.}
« B. »{Ibid.}
« C. »{Ibid., 5.}
« D. »{Grace O’Neill, /What the engineers said about the lock/, 1.}
« E. »{Ormesson, note, 1, 5.}
« Nein. »{Le maire, cité dans Anna Schmidt, Friedrich von\u00a0Hagen, /Straße „unter Wasser“/, 9.}
# Bibliographie
* أحمد علي, /الماء والمدينة/.
`
	if got := told(text); got != strings.ReplaceAll(want, `\u00a0`, "\u00a0") {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
	if n := len(text.Paragraphs[0].Sources) + len(text.Paragraphs[1].Sources); n != 1 {
		t.Errorf("a style without bibliography has %d sources in its first two paragraphs, not one", n)
	}
}

// TestToldApart: works of one author and year are told apart over the whole text,
// and the same source in two parts is one.
func TestToldApart(t *testing.T) {
	other := canal
	other.Title, other.URL, other.CiteKey = "Le canal à sec", "https://patrimoine.example/sec", "ormesson2023canal"
	d := Document{Style: loaded(t, builtIn(), "apa", "en-US"), Parts: []Part{quote(canal, 1, "A."), quote(other, 2, "B."), quote(canal, 3, "C.")}}
	got := setIn(t, d)
	for _, want := range []string{"“A” (Ormesson, 2023b, para. 1).", "“B” (Ormesson, 2023a, para. 2).", "“C” (Ormesson, 2023b, para. 3).", "* Ormesson, M. d’. (2023a, April)"} {
		if !strings.Contains(got, strings.ReplaceAll(want, "para. ", "para.\u00a0")) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if n := strings.Count(got, "* "); n != 2 {
		t.Errorf("%d entries", n)
	}
}

// TestRunIn: a short quotation goes on with the words before it, and words with it.
func TestRunIn(t *testing.T) {
	notes, british, apa := loaded(t, builtIn(), "chicago-notes", "en-US"), loaded(t, builtIn(), "chicago-notes", "en-GB"), loaded(t, builtIn(), "apa", "en-US")
	french := loaded(t, builtIn(), "chicago-notes", "fr-FR")
	q, short := quote(gazette, 6, "It is not a lock."), quote(gazette, 2, "nothing")
	for _, c := range []struct {
		style *CSLStyle
		parts []Part
		want  string
	}{
		{notes, []Part{own("She says:"), q, own(", again and again.")}, "She says: “It is not a lock,”{…} again and again."},
		{british, []Part{own("She says:"), q, own(", again and again.")}, "She says: ‘It is not a lock’,{…} again and again."},
		{notes, []Part{own("She says:"), q, own("and leaves.")}, "She says: “It is not a lock”{…} and leaves."},
		{notes, []Part{own("She says:"), q, own("Then she left.")}, "She says: “It is not a lock.”{…}\nThen she left."},
		{notes, []Part{own("She says"), short}, "She says “nothing.”{…}"},
		{british, []Part{own("She says"), short}, "She says ‘nothing’.{…}"},
		{french, []Part{own("Elle dit"), short, own("Fin.")}, "Elle dit «\u00a0nothing\u00a0»{…}.\nFin."},
		{french, []Part{short, own("Fin.")}, "«\u00a0nothing\u00a0»{…}\nFin."},
		{notes, []Part{own("She said so."), q}, "She said so.\n“It is not a lock.”{…}"},
		{apa, []Part{own("She says"), q, own("and leaves.")}, "She says “It is not a lock” (O’Neill, 2022, para.\u00a06) and leaves."},
		{apa, []Part{own("She says"), q}, "She says “It is not a lock” (O’Neill, 2022, para.\u00a06)."},
		{apa, []Part{own("She says"), {Kind: clipper.ClipPart, Source: gazette, Clip: q.Clip, Apart: true}, {Kind: clipper.WordsPart, Text: "to be read", Apart: true}}, "She says\n“It is not a lock” (O’Neill, 2022, para.\u00a06).\nto be read"},
		{apa, []Part{own("One\n\n\nTwo\nthree\n")}, "One\nTwo\nthree"},
	} {
		got := setIn(t, Document{Style: c.style, Parts: c.parts})
		if got, _, _ = strings.Cut(got, "# "); c.style != apa {
			got = noted.ReplaceAllString(got, "{…}")
		}
		if got = strings.TrimSpace(got); got != c.want {
			t.Errorf("got\n%s\nwant\n%s", got, c.want)
		}
	}
}

// raised is a style whose citations are numbers above the line.
const raised = `<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>Raised</title><id>raised</id><category citation-format="numeric"/></info>
<citation><layout vertical-align="sup"><text variable="citation-number"/></layout></citation>
<bibliography second-field-align="flush"><layout><text variable="citation-number"/><text variable="title" prefix=" "/></layout></bibliography></style>`

// TestRaised: a number above the line stands where the call of a note does.
func TestRaised(t *testing.T) {
	file := filepath.Join(t.TempDir(), "raised.csl")
	if err := os.WriteFile(file, []byte(raised), 0o644); err != nil {
		t.Fatal(err)
	}
	q := quote(gazette, 6, "It is not a lock.")
	d := Document{Style: loaded(t, builtIn(), file, "en-US"), Parts: []Part{own("She says"), q, own(", and leaves."), q}}
	want := "She says “It is not a lock,”^1 and leaves.\n“It is not a lock.”^1\n# References\n* 1 What the engineers said about the lock\n"
	if got := setIn(t, d); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

var noted = regexp.MustCompile(`\{[^}]*\}`)

// TestUnknownSource: a quotation without a source has no citation, but what is said of
// it is said.
func TestUnknownSource(t *testing.T) {
	clip := clipper.Clip{Quote: "Rien n’est simple", Marks: []clipper.ClipMark{{Kind: clipper.Emphasise, Start: 0, End: 4}}}
	for _, name := range []string{"chicago-notes", "apa"} {
		got := setIn(t, Document{Style: loaded(t, builtIn(), name, "fr-FR"), Parts: []Part{{Kind: clipper.ClipPart, Clip: clip}}})
		if !strings.HasPrefix(got, "«\u00a0/Rien/ n’est simple\u00a0» (") || strings.Count(got, "\n") != 1 {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestBound: numbers stay with what they count, and lines break everywhere else.
func TestBound(t *testing.T) {
	for text, want := range map[string]string{
		"paragr. 4, 12 septembre 2024.": "paragr.\u00a04, 12\u00a0septembre 2024.", "абз. 7": "абз.\u00a07", "1er juin 2021, p. 3": "1er\u00a0juin 2021, p.\u00a03",
		"État des lieux. 2018.": "État des lieux. 2018.", "14. Mai 2023": "14.\u00a0Mai 2023", "September 12, 2024": "September 12, 2024", "段 2": "段 2", "vol. 12 of 30 books": "vol.\u00a012 of 30 books",
	} {
		if got := bound(text); got != want {
			t.Errorf("bound(%q) = %q, not %q", text, got, want)
		}
	}
}

// TestTranslated: a collection quotes the reader's translation, an export the
// source's own words with the translation beneath.
func TestTranslated(t *testing.T) {
	clip := clipper.Clip{Quote: "Wir schwimmen zur Arbeit", Translation: "Nous allons au travail à la nage", Paragraph: 3}
	style := loaded(t, builtIn(), "chicago-notes", "fr-FR")
	d := Document{Style: style, Parts: []Part{{Kind: clipper.ClipPart, Source: woche, Clip: clip}}}
	text, err := d.set()
	if err != nil {
		t.Fatal(err)
	}
	if got := told(text); !strings.Contains(got, "«\u00a0Nous allons au travail à la nage\u00a0»{") || !strings.Contains(got, "traduction") {
		t.Errorf("got %s", got)
	}
	for _, run := range text.Paragraphs[0].Runs {
		if run.Lang != "" {
			t.Errorf("%q is said to be in %s", run.Text, run.Lang)
		}
	}
	got := setIn(t, DocumentOf([]Item{{Source: woche, Clips: []clipper.Clip{clip}}}, Options{Style: style}))
	if !strings.Contains(got, "«\u00a0Wir schwimmen zur Arbeit\u00a0»{") || !strings.Contains(got, "\nNous allons au travail à la nage\n") {
		t.Errorf("got %s", got)
	}
}

// TestHostileDocuments: a page that calls ten megabytes its title, and one that
// means harm, give files of a reasonable size.
func TestHostileDocuments(t *testing.T) {
	huge := hostile()
	huge.Title = strings.Repeat("<script>alert(1)</script> \u202e", 10<<20/30)
	huge.Container = strings.Repeat("\xff", 1<<20)
	items := []Item{
		{Source: hostile(), Clips: []clipper.Clip{{Quote: "]]> &#0; \x00\x1b \u202e =cmd|' /C calc'!A0 \\write18{rm} \xed\xa0\x80", Note: "<img src=x onerror=alert(1)>", Speaker: "<b>x"}}},
		{Source: huge, Clips: []clipper.Clip{{Quote: "court", Tags: []string{"\x00"}}}},
	}
	for _, format := range []Format{HTML, DOCX, ODT} {
		out := written(t, format, items)
		if len(out) > 200<<10 {
			t.Errorf("%s: %d bytes", format, len(out))
		}
		if format == HTML && (strings.Contains(out, "<script") || strings.Contains(out, "<img") || strings.ContainsAny(out, "\x00\x1b\u202e")) {
			t.Errorf("%s lets the words through", format)
		}
	}
}

// TestOpenURL: the source can be read back from what reference managers find.
func TestOpenURL(t *testing.T) {
	journal := samples()[4].Source
	for _, c := range []struct {
		source clipper.Source
		want   map[string]string
	}{
		{courrier, map[string]string{"rft_val_fmt": "info:ofi/fmt:kev:mtx:dc", "rft.type": "newspaperArticle", "rft.title": courrier.Title, "rft.source": courrier.Container, "rft.date": "2024-09-12", "rft.identifier": courrier.URL, "ctx_ver": "Z39.88-2004"}},
		{journal, map[string]string{"rft_val_fmt": "info:ofi/fmt:kev:mtx:journal", "rft.genre": "article", "rft.atitle": journal.Title, "rft.jtitle": "Revue & Débats", "rft.volume": "3", "rft.issue": "2", "rft.pages": "12–34", "rft.issn": "0317-8471", "rft.date": "2019-04", "rft_id": "info:doi/10.5555/a_b<c>"}},
	} {
		got, err := url.ParseQuery(openURL(c.source))
		if err != nil {
			t.Fatal(err)
		}
		for key, want := range c.want {
			if got.Get(key) != want {
				t.Errorf("%s is %q, not %q", key, got.Get(key), want)
			}
		}
		if len(got["rft.au"]) != len(c.source.Authors) {
			t.Errorf("authors %q", got["rft.au"])
		}
	}
}
