package cite

import (
	"cmp"
	"strconv"
	"strings"

	"florilegium/clipper"
)

// Plain is the built-in author-date style, after the Chicago Manual's, in several
// languages: Dupont, Jean. 2024. « Titre ». Le Monde, 12 septembre 2024. …
type Plain struct {
	words words
	marks marks
	// semicolon parts what is said of a quotation from its place.
	semicolon string
	comma     bool // full stops and commas stand inside the closing mark
}

// AuthorDate is the built-in style in the language of a BCP 47 tag: English,
// French, German, Spanish or Italian, and English for any other.
func AuthorDate(locale string) Plain {
	lang := primary(locale)
	w, known := vocabulary[lang]
	if !known {
		lang, locale, w = "en", "en-US", vocabulary["en"]
	}
	m := marksOf(locale)
	british := lang == "en" && m == markSets["en-gb"]
	if british {
		w.date = dayFirst("")
	}
	return Plain{w, m, semicolon(locale), lang == "en" && !british}
}

// Reference implements Style.
func (p Plain) Reference(s clipper.Source) string {
	s = tidy(s)
	year := p.year(s.Issued)
	var parts []string
	if who := p.authors(s.Authors, true); who != "" {
		parts = append(parts, stop(who), stop(year), p.title(s, "."))
	} else {
		parts = append(parts, p.title(s, "."), stop(year))
	}
	where := joined(", ", s.Container, volume(s), p.beyondYear(s.Issued), s.Pages)
	if s.Publisher != "" && !strings.EqualFold(s.Publisher, s.Container) {
		where = joined(". ", where, s.Publisher)
	}
	parts = append(parts, stop(where), link(s, "."), stop(p.archived(s, p.words.archived)), stop(p.accessed(s, p.words.accessed)))
	return joined(" ", parts...)
}

// Note implements Style.
func (p Plain) Note(s clipper.Source, at Locator) string { return p.note(s, at, "", "") }

func (p Plain) note(s clipper.Source, at Locator, speaker, after string) string {
	s = tidy(s)
	who := p.authors(s.Authors, false)
	if speaker = field(speaker); speaker != "" {
		who = speaker + ", " + joined(" ", p.words.quotedIn, who)
		if len(s.Authors) > 0 {
			who += ","
		}
	} else if who != "" {
		who += ","
	}
	rest := joined(", ", s.Container, volume(s), cmp.Or(p.fullDate(s.Issued), p.words.noDate), p.locator(at), link(s, ""),
		p.archived(s, strings.ToLower(p.words.archived)), p.accessed(s, strings.ToLower(p.words.accessed)))
	if after != "" {
		rest += " (" + after + ")"
	}
	return joined(" ", who, p.title(s, ","), stop(rest))
}

// Citation implements Style.
func (p Plain) Citation(s clipper.Source, at Locator) string { return p.citation(s, at, "", "") }

func (p Plain) citation(s clipper.Source, at Locator, speaker, after string) string {
	s = tidy(s)
	who := cmp.Or(p.short(s.Authors), p.marks.quote(s.Title))
	if speaker = field(speaker); speaker != "" {
		who = speaker + ", " + p.words.quotedIn + " " + who
	}
	return "(" + joined(p.semicolon, joined(", ", who+" "+p.year(s.Issued), p.locator(at)), after) + ")"
}

// authors lists names, the first of them family first where sorted is set. Past
// ten only seven are named.
func (p Plain) authors(names []clipper.Name, sorted bool) string {
	var list []string
	for i, n := range names {
		if i == 0 && sorted {
			list = append(list, n.Sorted())
		} else {
			list = append(list, n.Display())
		}
	}
	if len(list) > 10 {
		return strings.Join(list[:7], ", ") + " et al."
	}
	// English sets a comma between an inverted name and "and".
	return p.and(list, p.words.comma && (len(list) > 2 || len(list) == 2 && sorted && strings.Contains(list[0], ",")))
}

// and joins a list with commas and the word for "and".
func (p Plain) and(list []string, comma bool) string {
	last := len(list) - 1
	if last < 1 {
		return strings.Join(list, "")
	}
	sep := " "
	if comma {
		sep = ", "
	}
	return strings.Join(list[:last], ", ") + sep + p.words.and + " " + list[last]
}

// short names the authors by family: Dupont, Dupont et Martin, Dupont et al.
func (p Plain) short(names []clipper.Name) string {
	var list []string
	for _, n := range names {
		list = append(list, cmp.Or(n.Literal, strings.TrimSpace(n.NonDropping+" "+n.Family)))
	}
	if len(list) > 3 {
		return list[0] + " et al."
	}
	return p.and(list, p.words.comma && len(list) > 2)
}

// title is the title in quotation marks with a closing full stop or comma, set
// where the language sets it; a title with an end mark of its own needs none.
func (p Plain) title(s clipper.Source, end string) string {
	title := cmp.Or(s.Title, p.words.untitled)
	quoted := p.marks.quote(title)
	ends := strings.ContainsRune("?!….", lastRune(title))
	switch {
	case p.comma && ends && end == ".":
		return quoted
	case p.comma:
		body, ok := strings.CutSuffix(quoted, p.marks.close)
		if ok && !ends {
			return body + end + p.marks.close
		}
		return quoted
	}
	return quoted + end
}

func (p Plain) year(d clipper.Date) string {
	switch {
	case d.Year == 0:
		return cmp.Or(d.Raw, p.words.noDate)
	case d.End != nil && d.End.Year != d.Year:
		return p.circa(d) + strconv.Itoa(d.Year) + "–" + strconv.Itoa(d.End.Year)
	}
	return p.circa(d) + strconv.Itoa(d.Year)
}

func (p Plain) circa(d clipper.Date) string {
	if d.Circa {
		return p.words.circa + "\u00a0"
	}
	return ""
}

// fullDate is the date in words; for an unreadable one, as it was found.
func (p Plain) fullDate(d clipper.Date) string {
	if d.Year == 0 {
		return d.Raw
	}
	s := p.circa(d) + p.day(d)
	if d.End != nil {
		s += " – " + p.day(*d.End)
	}
	return s
}

// beyondYear is the date in words where it says more than its year.
func (p Plain) beyondYear(d clipper.Date) string {
	if d.Month == 0 && d.Season == 0 && (d.End == nil || d.End.Month == 0) {
		return ""
	}
	return p.fullDate(d)
}

func (p Plain) day(d clipper.Date) string {
	switch {
	case d.Month > 0:
		return p.words.date(d, p.words.months[d.Month-1])
	case d.Season > 0:
		return p.words.seasons[d.Season-1] + " " + strconv.Itoa(d.Year)
	}
	return strconv.Itoa(d.Year)
}

func (p Plain) accessed(s clipper.Source, word string) string {
	if s.Accessed.Year == 0 || s.URL == "" {
		return ""
	}
	return word + " " + p.fullDate(s.Accessed)
}

// locator is the page, or the paragraph and the heading above it.
func (p Plain) locator(at Locator) string {
	if at.Page != "" {
		return p.words.pages(at.Page) + "\u00a0" + at.Page
	}
	var parts []string
	if at.Paragraph > 0 {
		parts = append(parts, p.words.paragraph+"\u00a0"+strconv.Itoa(at.Paragraph))
	}
	if at.Heading != "" {
		parts = append(parts, p.words.under+" "+p.marks.quote(at.Heading))
	}
	return strings.Join(parts, ", ")
}

func volume(s clipper.Source) string {
	if s.Volume != "" && s.Issue != "" {
		return s.Volume + " (" + s.Issue + ")"
	}
	return cmp.Or(s.Volume, s.Issue)
}

// link is the DOI, else the address.
func link(s clipper.Source, end string) string {
	switch {
	case s.DOI != "":
		return "https://doi.org/" + s.DOI + end
	case s.URL != "":
		return s.URL + end
	}
	return ""
}

// archived is the address of the archived page, with the day of the copy where it is
// known.
func (p Plain) archived(s clipper.Source, word string) string {
	if s.ArchiveURL == "" {
		return ""
	}
	return joined(", ", word+" "+s.ArchiveURL, p.fullDate(existing(s.Archived)))
}

// joined joins the parts that are there.
func joined(sep string, parts ...string) string {
	kept := make([]string, 0, len(parts))
	for _, s := range parts {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, sep)
}

// stop is s with a full stop, unless it has one or is empty.
func stop(s string) string {
	if s == "" || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}
