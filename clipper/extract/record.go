package extract

import (
	"errors"
	"strings"

	"florilegium/clipper"
)

// Result is what `extract` prints for one page, one JSON object a line. Fields
// are only ever added.
type Result struct {
	Text      string             `json:"text"`
	Title     string             `json:"title"`
	Authors   []Author           `json:"authors"`
	Published string             `json:"published"` // YYYY[-MM[-DD]]
	Modified  string             `json:"modified"`
	Site      string             `json:"site"`
	Publisher string             `json:"publisher"`
	Lang      string             `json:"lang"`
	Canonical string             `json:"canonical"`
	DOI       string             `json:"doi"`
	Type      string             `json:"type"`
	Words     int                `json:"words"`
	Blocks    []clipper.Block    `json:"blocks"`
	Evidence  []clipper.Evidence `json:"evidence"`
	Warnings  []clipper.Warning  `json:"warnings,omitempty"`
	Error     string             `json:"error"` // one sentence; empty when all is well
	Hint      string             `json:"hint,omitempty"`
	MS        int64              `json:"ms"` // time the page took
}

// Author is a name in a Result: family and given, or literal alone.
type Author struct {
	Family  string `json:"family,omitempty"`
	Given   string `json:"given,omitempty"`
	Literal string `json:"literal,omitempty"`
}

// Record is the Result of an extraction that took ms milliseconds; a is nil when
// err is not.
func Record(a *clipper.Article, err error, ms int64) Result {
	r := Result{Authors: []Author{}, Blocks: []clipper.Block{}, Evidence: []clipper.Evidence{}, MS: ms}
	if err != nil {
		r.Error = err.Error()
		if told, ok := errors.AsType[*clipper.Error](err); ok {
			r.Error, r.Hint = told.Sentence(), told.Hint
		}
		return r
	}
	s := &a.Source
	r.Text, r.Title, r.Words = a.Text(), s.Title, a.Words
	r.Published, r.Modified = s.Issued.String(), s.Modified.String()
	r.Site, r.Publisher, r.Lang, r.Canonical, r.DOI, r.Type = s.Container, s.Publisher, s.Language, s.Canonical, s.DOI, s.Type
	for _, n := range s.Authors {
		r.Authors = append(r.Authors, author(n))
	}
	r.Blocks = append(r.Blocks, a.Blocks...)
	r.Evidence = append(r.Evidence, a.Evidence...)
	r.Warnings = a.Warnings()
	return r
}

// joined puts a particle before a family name, without a space after an
// apostrophe.
func joined(particle, family string) string {
	if strings.HasSuffix(particle, "'") || strings.HasSuffix(particle, "’") {
		return particle + family
	}
	return particle + " " + family
}

// author joins the particles to the family name, as a reader expects them.
func author(n clipper.Name) Author {
	if n.Literal != "" {
		return Author{Literal: n.Literal}
	}
	family := n.Family
	for _, particle := range []string{n.NonDropping, n.Dropping} {
		if particle != "" {
			family = joined(particle, family)
		}
	}
	given := n.Given
	if n.Suffix != "" {
		given += ", " + n.Suffix
	}
	return Author{Family: family, Given: given}
}
