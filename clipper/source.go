package clipper

// Source is what a citation needs to know of a page, shaped like CSL data. It
// never holds a formatted string.
type Source struct {
	Type          string `json:"type"` // CSL 1.0.2 item type: "webpage", "article-newspaper", "book", …
	Title         string `json:"title"`
	OriginalTitle string `json:"original_title,omitempty"`
	Container     string `json:"site,omitempty"` // site, newspaper or journal; the book of a chapter
	Publisher     string `json:"publisher,omitempty"`
	Place         string `json:"publisher_place,omitempty"` // city of the publisher
	Authors       []Name `json:"authors,omitempty"`
	Editors       []Name `json:"editors,omitempty"` // of the book, where the source is a chapter
	Translators   []Name `json:"translators,omitempty"`
	Edition       string `json:"edition,omitempty"` // "2", "2e éd. revue"
	Genre         string `json:"genre,omitempty"`   // of a thesis or report: "Thèse de doctorat"
	Issued        Date   `json:"published,omitzero"`
	Modified      Date   `json:"modified,omitzero"`
	Accessed      Date   `json:"accessed,omitzero"`
	URL           string `json:"url"` // as cited: without tracking parameters
	Canonical     string `json:"canonical,omitempty"`
	DOI           string `json:"doi,omitempty"`
	ISSN          string `json:"issn,omitempty"`
	ISBN          string `json:"isbn,omitempty"`
	Volume        string `json:"volume,omitempty"`
	Issue         string `json:"issue,omitempty"` // the number of a report
	Pages         string `json:"pages,omitempty"`
	Section       string `json:"section,omitempty"`
	Language      string `json:"lang"` // BCP 47, "und" when unknown
	Archive       string `json:"archive,omitempty"`
	ArchiveURL    string `json:"archive_url,omitempty"`
	Archived      Date   `json:"archived,omitzero"` // the day of the archive's copy
	Licence       string `json:"licence,omitempty"` // as declared by the page
	CiteKey       string `json:"citekey,omitempty"` // frozen at the first export
}

// Name is a person or, with Literal alone, an organisation. The fields are those
// of CSL 1.0.2; Raw is the byline as it was found.
type Name struct {
	Family      string `json:"family,omitempty"`
	Given       string `json:"given,omitempty"`
	Dropping    string `json:"dropping_particle,omitempty"`
	NonDropping string `json:"non_dropping_particle,omitempty"`
	Suffix      string `json:"suffix,omitempty"`
	Literal     string `json:"literal,omitempty"`
	Raw         string `json:"raw,omitempty"`
}

// Where a piece of evidence was found.
const (
	FromJSONLD    = "json-ld"
	FromOpenGraph = "open-graph"
	FromMeta      = "meta"
	FromByline    = "byline"
	FromHeading   = "heading"
	FromTitle     = "title"
	FromHTML      = "html"
	FromURL       = "url"
	FromText      = "text"
	FromUser      = "user"
	FromReader    = "readability"
)

// Evidence is one candidate for a field of the source, with where it was found.
type Evidence struct {
	Field  string `json:"field"` // JSON name of the field in Source
	Value  string `json:"value"`
	From   string `json:"from"`             // a From constant
	Detail string `json:"detail,omitempty"` // property or selector
	Picked bool   `json:"picked,omitempty"`
	// Sure is how sure the candidate is to be right, from 0 to 1; 0 was not weighed.
	Sure float64 `json:"sure,omitempty"`
}
