package cite

import (
	"html"
	"slices"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/csl"
)

// Variant is a form in which a clip is copied; the values are kept in settings and
// taken by the command line.
type Variant string

// The variants.
const (
	CopyNote      Variant = "quote-note"     // « … » — Claire Fontanel, « Titre », …
	CopyCitation  Variant = "quote-citation" // « … » (Fontanel, 2014, paragr. 4)
	CopyQuote     Variant = "quote-only"     // « … »
	CopyReference Variant = "reference"      // the entry of a bibliography
	CopyPandoc    Variant = "pandoc"         // [@fontanel2014pont, para. 4]
	CopyMarkdown  Variant = "markdown"       // a block quotation with its reference
	CopyLaTeX     Variant = "latex"          // \textquote[{\autocite[…]{…}}]{…}
	CopyHTML      Variant = "html"           // blockquote or q, with the address in cite
	CopyLink      Variant = "link"           // to the very passage, see TextFragment
)

// Form is a variant as a menu offers it. Its label is English, the key of the
// translation files.
type Form struct {
	ID    Variant
	label string
}

// Label is what the menu says, in English.
func (f Form) Label() string { return f.label }

// Copies lists the variants in the order of the menu.
var Copies = []Form{
	{ID: CopyNote, label: "Quotation and note"},
	{ID: CopyCitation, label: "Quotation and citation in the text"},
	{ID: CopyQuote, label: "Quotation alone"},
	{ID: CopyReference, label: "Reference alone"},
	{ID: CopyPandoc, label: "Citation for Pandoc"},
	{ID: CopyMarkdown, label: "Quotation in Markdown"},
	{ID: CopyLaTeX, label: "Quotation in LaTeX"},
	{ID: CopyHTML, label: "Quotation in HTML"},
	{ID: CopyLink, label: "Link to the passage"},
}

// ParseVariant reads the name of a variant; an unknown one is a Usage error.
func ParseVariant(name string) (Variant, error) {
	v := Variant(strings.ToLower(strings.TrimSpace(name)))
	var known []string
	for _, f := range Copies {
		if f.ID == v {
			return v, nil
		}
		known = append(known, string(f.ID))
	}
	return "", clipper.Errorf(clipper.Usage, nil, "The forms are "+strings.Join(known, ", "), "there is no form of quotation called %s", field(name))
}

// Copying says how clips are copied.
type Copying struct {
	Style   *CSLStyle // nil for the built-in one
	Lang    string    // BCP 47, of the built-in style; a style of CSL has its own
	Wording Wording   // of a clip that has a translation
}

// Copy is a clip of an article in a variant, as plain text, and as rich text in HTML
// for clipboards that take it, "" where the variant has none.
func (o Copying) Copy(v Variant, c clipper.Clip, a *clipper.Article) (text, rich string) {
	k := o.begin(c, a)
	switch v {
	case CopyCitation:
		return k.both(k.citation)
	case CopyQuote:
		return k.both(func(csl.Format) (string, string) { return "", "" })
	case CopyReference:
		return k.reference(csl.Text), paragraph(k.reference(csl.HTML))
	case CopyPandoc:
		return k.pandoc(), ""
	case CopyMarkdown:
		return k.markdown(), ""
	case CopyLaTeX:
		return k.latex(), ""
	case CopyHTML:
		source := k.html()
		return source, source
	case CopyLink:
		return k.link()
	}
	return k.both(k.note)
}

// Copy is a clip of an article in a variant; see Copying.Copy. style may be nil: then
// the reference is the built-in one in lang.
func Copy(v Variant, c clipper.Clip, a *clipper.Article, style *CSLStyle, lang string) (text, rich string) {
	return Copying{Style: style, Lang: lang}.Copy(v, c, a)
}

func (o Copying) begin(c clipper.Clip, a *clipper.Article) *copying {
	k := &copying{c: c, a: a, style: o.Style, at: LocatorIn(c, a), plain: AuthorDate(o.Lang)}
	quoting := QuotingIn(o.Lang)
	if k.style != nil {
		quoting, k.plain = k.style.Quoting(), AuthorDate(k.style.Locale())
	}
	quoting.Wording = o.Wording
	k.p = quoting.Passage(c)
	return k
}

// copying is one clip on its way to the clipboard.
type copying struct {
	c     clipper.Clip
	a     *clipper.Article
	style *CSLStyle // nil for the built-in one
	plain Plain     // the built-in one in the language of the text
	p     Passage
	at    Locator
}

// link is the address of the passage itself.
func (k *copying) link() (text, rich string) {
	link := TextFragment(k.c, k.a)
	if link == "" {
		return "", ""
	}
	return link, `<a href="` + html.EscapeString(link) + `">` + html.EscapeString(firstOf(field(k.a.Source.Title), link)) + "</a>"
}

// note parts a quotation from its note, and is that note: in a style of footnotes
// the style's own, and else the reference, with the place in brackets after it.
func (k *copying) note(f csl.Format) (dash, note string) {
	s := k.a.Source
	switch {
	case k.style == nil:
		return k.p.dash(), Escaped(k.plain.note(s, k.at, k.c.Speaker, k.p.After), f)
	case k.style.IsNote():
		return k.p.dash(), inLine(k.style.rich(s, k.style.Cite(s, k.at, k.c.Speaker, k.p.After)), f)
	}
	before, after := "", joined(k.plain.semicolon, k.place(), k.p.After)
	if who := field(k.c.Speaker); who != "" {
		before = who + ", " + k.plain.words.quotedIn + " "
	}
	if after != "" {
		after = " (" + after + ")"
	}
	return k.p.dash(), Escaped(before, f) + inLine(k.style.RichReference(s), f) + Escaped(after, f)
}

// place is the place in words, where the style names one.
func (k *copying) place() string {
	if label, _ := k.style.locator(k.at); label == "" {
		return ""
	}
	return k.plain.locator(k.at)
}

// aside is what is said of the quotation, where no citation stands that could say it.
func (k *copying) aside() string {
	if k.p.After == "" {
		return ""
	}
	return " [" + k.p.After + "]"
}

// citation is a space and the citation in brackets. A style of notes has none, and
// gives the built-in one; one of numbers is cited by its author and year too, since a
// number says nothing outside its list.
func (k *copying) citation(f csl.Format) (dash, citation string) {
	s := k.a.Source
	if k.style == nil || k.style.IsNote() || k.style.isNumeric() {
		return " ", Escaped(k.plain.citation(s, k.at, k.c.Speaker, k.p.After), f)
	}
	return " ", inLine(k.style.rich(s, k.style.Cite(s, k.at, k.c.Speaker, k.p.After)), f)
}

func (k *copying) reference(f csl.Format) string {
	if k.style == nil {
		return Escaped(k.plain.Reference(k.a.Source), f)
	}
	return inLine(k.style.RichReference(k.a.Source), f)
}

// inLine is rich text without the elements that would begin a paragraph, and without
// the number that only a list gives it.
func inLine(r csl.Rich, f csl.Format) string {
	var b strings.Builder
	runs := r.Runs()
	for i, run := range runs {
		if run.Block == csl.LeftMargin && i+1 < len(runs) {
			continue
		}
		if i > 0 && run.Block != runs[i-1].Block && !strings.HasSuffix(b.String(), " ") {
			b.WriteString(" ")
		}
		b.WriteString(formatted(run, f))
	}
	return strings.TrimSpace(b.String())
}

func paragraph(text string) string { return "<p>" + text + "</p>" }

// both is the quotation with what follows it, as text and as HTML.
func (k *copying) both(follows func(csl.Format) (string, string)) (text, rich string) {
	dash, ref := follows(csl.Text)
	if ref == "" {
		dash = ""
		ref = k.aside()
	}
	text = k.p.Format(csl.Text) + dash + ref
	_, ref = follows(csl.HTML)
	if ref == "" {
		ref = Escaped(k.aside(), csl.HTML)
	}
	quote := k.p.Format(csl.HTML)
	switch {
	case !k.p.Block:
		return text, paragraph(quote + Escaped(dash, csl.HTML) + ref)
	case strings.Contains(dash, "—"):
		return text, k.block(quote) + paragraph(Escaped(strings.TrimLeft(dash, "\n"), csl.HTML)+ref)
	}
	return text, k.block(quote + Escaped(dash, csl.HTML) + ref)
}

// block is a block quotation in HTML, with the source's address.
func (k *copying) block(inner string) string {
	return "<blockquote" + k.cites() + ">" + paragraph(inner) + "</blockquote>"
}

func (k *copying) cites() string {
	if url := address(k.a.Source.URL); url != "" {
		return ` cite="` + html.EscapeString(url) + `"`
	}
	return ""
}

// html is the quotation as a page's source: q in running text, whose marks the
// browser sets, or blockquote.
func (k *copying) html() string {
	inner := k.p
	inner.Open, inner.Close = "", ""
	lang := ""
	if own := field(k.a.Source.Language); primary(own) != "" && strings.TrimSpace(k.c.Translation) == "" {
		lang = ` lang="` + html.EscapeString(own) + `"`
	}
	_, note := k.note(csl.HTML)
	if k.p.Block {
		return "<figure>\n<blockquote" + k.cites() + lang + ">" + paragraph(inner.Format(csl.HTML)) + "</blockquote>\n<figcaption>" + note + "</figcaption>\n</figure>"
	}
	return "<q" + k.cites() + lang + ">" + inner.Format(csl.HTML) + "</q> — " + note
}

// markdown is a block quotation for CommonMark, with the note below it.
func (k *copying) markdown() string {
	inner := k.p
	inner.Open, inner.Close = "", ""
	var b strings.Builder
	for line := range strings.SplitSeq(inner.Format(csl.Markdown), "\n") {
		b.WriteString("> " + strings.TrimRight(line, " ") + "\n")
	}
	_, note := k.note(csl.Text)
	return b.String() + ">\n> — " + strings.TrimSpace(mdAddresses(note)) + "\n"
}

// key is the cite key of the source: the frozen one, or the one that it would get.
func (k *copying) key() string {
	return keyed([]Item{{Source: k.a.Source}})[0].Source.CiteKey
}

// pandoc is the citation in Pandoc's Markdown.
func (k *copying) pandoc() string {
	parts := []string{"@" + k.key()}
	switch {
	case k.at.Page != "":
		parts = append(parts, k.plain.words.pages(k.at.Page)+" "+md(k.at.Page))
	case k.at.Paragraph > 0:
		parts = append(parts, pandocParagraph(k.plain.words.paragraph)+" "+digits(k.at.Paragraph))
	case k.at.Heading != "":
		parts = append(parts, md(k.plain.words.under+" "+k.plain.marks.quote(k.at.Heading)))
	}
	before := ""
	if who := field(k.c.Speaker); who != "" {
		before = md(who) + ", " + k.plain.words.quotedIn + " "
	}
	if k.p.After != "" {
		parts = append(parts, md(field(k.p.After)))
	}
	return "[" + before + strings.Join(parts, ", ") + "]"
}

// pandocParagraph is the word for paragraph if Pandoc knows it, which reads the
// terms of the locale of the document and the English ones.
func pandocParagraph(word string) string {
	if slices.Contains([]string{"§", "para."}, word) {
		return word
	}
	return "para."
}
