//go:build !headless

package app

import (
	"path/filepath"
	"slices"
	"strings"

	"florilegium/app/cli"
	"florilegium/clipper/cite"
)

// exportFormat is a format as the window offers it: its name, and what it is for.
type exportFormat struct {
	format cite.Format
	name   string // a proper name, or a key of the translations
	label  string // what it is for
}

// exportFormats are all formats, in the order of how near they are to a text.
var exportFormats = []exportFormat{
	{format: cite.DOCX, name: "Word (DOCX)", label: "A document with footnotes, headings and a bibliography."},
	{format: cite.ODT, name: "LibreOffice (ODT)", label: "A document with footnotes, headings and a bibliography, as OpenDocument."},
	{format: cite.HTML, name: "HTML", label: "One page for every browser, with notes and a bibliography."},
	{format: cite.Markdown, name: "Markdown", label: "Quotations and references as plain text with marks, for notes and blogs."},
	{format: cite.Obsidian, name: "Obsidian", label: "A folder with a note for each article; what you write into a note stays."},
	{format: cite.Pandoc, name: "Markdown (pandoc)", label: "Markdown with citations that pandoc resolves, the sources inside."},
	{format: cite.LaTeX, name: "LaTeX", label: "A text for csquotes and biblatex, the sources inside."},
	{format: cite.Typst, name: "Typst", label: "A text for Typst, the sources inside."},
	{format: cite.BibLaTeX, name: "BibLaTeX", label: "Sources for LaTeX with biber, and for JabRef."},
	{format: cite.BibTeX, name: "BibTeX", label: "Sources for older LaTeX."},
	{format: cite.RIS, name: "RIS", label: "Sources for EndNote, Zotero, Mendeley and library catalogues."},
	{format: cite.CSLJSON, name: "CSL JSON", label: "Sources for Zotero and pandoc."},
	{format: cite.Annotations, name: "Web Annotation", label: "Clips with their places in the pages, as JSON-LD, for Hypothesis and the like."},
	{format: cite.CSV, name: "CSV", label: "A table with a row for each clip, for spreadsheets."},
	{format: cite.JSON, name: "JSON", label: "Everything, for programs."},
	{format: cite.Text, name: "TXT", label: "Quotations and references without any marks."},
}

// formatIndex is where a format stands among those offered; 0 where it does not.
func formatIndex(f cite.Format) int {
	return max(0, slices.IndexFunc(exportFormats, func(x exportFormat) bool { return x.format == f }))
}

// styled reports whether references in a format are written in a style; readers of
// the others bring their own.
func (f exportFormat) styled() bool {
	return f.format == cite.Text || f.document()
}

// document reports whether the format holds a text with notes.
func (f exportFormat) document() bool { return slices.Contains(cli.DocumentFormats, f.format) }

// ending is that of the format's files; notes of Obsidian are a folder.
func (f exportFormat) ending() string {
	if f.format == cite.Obsidian {
		return ""
	}
	return f.format.Ext()
}

// withEnding is the name of a file with the ending of another format.
func withEnding(file, end string) string {
	for _, x := range exportFormats {
		if own := x.ending(); own != "" && strings.EqualFold(filepath.Ext(file), own) {
			return file[:len(file)-len(own)] + end
		}
	}
	return file + end
}

// onPaper reports whether notes can stand at the foot of a page.
func (f exportFormat) onPaper() bool { return f.format == cite.DOCX || f.format == cite.ODT }

// exportSettings say how files were written last.
type exportSettings struct {
	Format  cite.Format                   `json:"format,omitempty"`
	Folder  string                        `json:"folder,omitempty"`
	Choices map[cite.Format]exportChoices `json:"choices,omitempty"`
	Written []string                      `json:"written,omitempty"` // files that this program wrote, newest last
}

// exportChoices are those of one format.
type exportChoices struct {
	Style    string `json:"style,omitempty"`
	Title    string `json:"title,omitempty"` // of the style, for people
	Locale   string `json:"locale,omitempty"`
	Endnotes bool   `json:"endnotes,omitempty"`
	Plain    bool   `json:"plain,omitempty"`
	BOM      bool   `json:"bom,omitempty"`
}

// choices are those that a format had last, and at first the style of the window.
func (s *settings) choices(f cite.Format) exportChoices {
	if c, ok := s.Export.Choices[f]; ok {
		return c
	}
	return exportChoices{Style: s.Cite.Style, Title: s.Cite.Title, Locale: s.Cite.Locale}
}

// remember keeps what was chosen for a format.
func (s *settings) remember(f cite.Format, c exportChoices) {
	if s.Export.Choices == nil {
		s.Export.Choices = map[cite.Format]exportChoices{}
	}
	s.Export.Choices[f], s.Export.Format = c, f
}

// mostWritten bounds the files that are known to be the program's own.
const mostWritten = 200

// wrote notes a file as the program's own.
func (s *settings) wrote(file string) {
	s.Export.Written = slices.DeleteFunc(s.Export.Written, func(f string) bool { return f == file })
	s.Export.Written = append(s.Export.Written, file)
	s.Export.Written = s.Export.Written[max(0, len(s.Export.Written)-mostWritten):]
}
