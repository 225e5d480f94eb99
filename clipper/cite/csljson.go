package cite

import (
	"encoding/json"
	"io"

	"florilegium/clipper"
)

// CSL is a source as CSL 1.0.2 processors read it.
type CSL struct {
	ID             string    `json:"id"`
	CitationKey    string    `json:"citation-key,omitempty"`
	Type           string    `json:"type"`
	Title          string    `json:"title,omitempty"`
	OriginalTitle  string    `json:"original-title,omitempty"`
	Author         []CSLName `json:"author,omitempty"`
	Editor         []CSLName `json:"editor,omitempty"`
	Translator     []CSLName `json:"translator,omitempty"`
	ContainerTitle string    `json:"container-title,omitempty"`
	Publisher      string    `json:"publisher,omitempty"`
	PublisherPlace string    `json:"publisher-place,omitempty"`
	Edition        string    `json:"edition,omitempty"`
	Genre          string    `json:"genre,omitempty"`
	Issued         *CSLDate  `json:"issued,omitempty"`
	Accessed       *CSLDate  `json:"accessed,omitempty"`
	Volume         string    `json:"volume,omitempty"`
	Issue          string    `json:"issue,omitempty"`
	Number         string    `json:"number,omitempty"` // of a report
	Page           string    `json:"page,omitempty"`
	Section        string    `json:"section,omitempty"`
	DOI            string    `json:"DOI,omitempty"`
	ISSN           string    `json:"ISSN,omitempty"`
	ISBN           string    `json:"ISBN,omitempty"`
	URL            string    `json:"URL,omitempty"`
	Archive        string    `json:"archive,omitempty"`
	ArchiveAt      string    `json:"archive_location,omitempty"`
	Language       string    `json:"language,omitempty"`
	Keyword        string    `json:"keyword,omitempty"`
}

// CSLName is a name of CSL: Literal alone, or the parts.
type CSLName struct {
	Family      string `json:"family,omitempty"`
	Given       string `json:"given,omitempty"`
	Dropping    string `json:"dropping-particle,omitempty"`
	NonDropping string `json:"non-dropping-particle,omitempty"`
	Suffix      string `json:"suffix,omitempty"`
	Literal     string `json:"literal,omitempty"`
}

// CSLDate is a date of CSL. One of Parts and Literal is set.
type CSLDate struct {
	Parts   [][]int `json:"date-parts,omitempty"`
	Season  int     `json:"season,omitempty"` // 1–4
	Circa   bool    `json:"circa,omitempty"`
	Literal string  `json:"literal,omitempty"`
}

// ToCSL is a source as CSL 1.0.2 input. The id is the cite key.
func ToCSL(s clipper.Source) CSL {
	s = tidy(s)
	c := CSL{
		ID: s.CiteKey, CitationKey: s.CiteKey, Type: firstOf(s.Type, "webpage"), Title: s.Title, OriginalTitle: s.OriginalTitle,
		ContainerTitle: s.Container, Publisher: s.Publisher, PublisherPlace: s.Place, Edition: s.Edition, Genre: s.Genre,
		Author: cslNamesOf(s.Authors), Editor: cslNamesOf(s.Editors), Translator: cslNamesOf(s.Translators),
		Issued: cslDate(s.Issued), Accessed: cslDate(s.Accessed), Volume: s.Volume, Issue: s.Issue, Page: s.Pages, Section: s.Section,
		DOI: s.DOI, ISSN: s.ISSN, ISBN: s.ISBN, URL: s.URL, Archive: s.Archive, ArchiveAt: s.ArchiveURL,
	}
	if s.Type == "report" {
		c.Issue, c.Number = "", s.Issue
	}
	if primary(s.Language) != "" {
		c.Language = s.Language
	}
	return c
}

func cslNamesOf(people []clipper.Name) (names []CSLName) {
	for _, n := range people {
		if n.Literal != "" {
			n = clipper.Name{Literal: n.Literal}
		}
		names = append(names, CSLName{n.Family, n.Given, n.Dropping, n.NonDropping, n.Suffix, n.Literal})
	}
	return names
}

func cslDate(d clipper.Date) *CSLDate {
	switch {
	case d.Year > 0:
	case d.Raw != "":
		return &CSLDate{Literal: d.Raw}
	default:
		return nil
	}
	date := &CSLDate{Parts: [][]int{dateParts(d)}, Season: d.Season, Circa: d.Circa}
	if d.End != nil {
		date.Parts = append(date.Parts, dateParts(*d.End))
	}
	return date
}

func dateParts(d clipper.Date) []int {
	switch {
	case d.Month == 0:
		return []int{d.Year}
	case d.Day == 0:
		return []int{d.Year, d.Month}
	}
	return []int{d.Year, d.Month, d.Day}
}

func writeCSL(w io.Writer, items []Item, _ Options) error {
	list := make([]CSL, len(items))
	for i, item := range items {
		list[i] = ToCSL(item.Source)
		list[i].Keyword = keywords(item.Tags)
	}
	return writeIndented(w, list)
}

// exported is an item in JSON.
type exported struct {
	UID    string         `json:"uid,omitempty"` // of the article
	Source clipper.Source `json:"source"`
	Tags   []string       `json:"tags,omitempty"`
	Clips  []clipper.Clip `json:"clips"`
}

func writeJSON(w io.Writer, items []Item, _ Options) error {
	list := make([]exported, len(items))
	for i, item := range items {
		list[i] = exported{UID: item.UID, Source: tidy(item.Source), Clips: append([]clipper.Clip{}, item.Clips...)}
		for _, tag := range item.Tags {
			list[i].Tags = append(list[i].Tags, field(tag))
		}
	}
	return writeIndented(w, list)
}

func writeIndented(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
