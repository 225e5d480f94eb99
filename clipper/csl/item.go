package csl

// Item is one source in the shape of CSL JSON. Variables are sorted by what
// they hold: text and numbers in Vars, people in Names, dates in Dates, all
// under their CSL names ("container-title", "author", "issued").
//
// Text may carry the inline markup of CSL JSON: <i>, <b>, <sup>, <sub>,
// <sc> or <span style="font-variant: small-caps;">, and <span class="nocase">.
//
// An Item is read, never changed, by this package.
type Item struct {
	ID    string
	Type  string // "webpage", "article-newspaper", …; unknown ones behave like any other
	Vars  map[string]string
	Names map[string][]Name
	Dates map[string]Date
}

// Name is one person or body. Either Literal or Family should be set.
type Name struct {
	Family, Given       string
	DroppingParticle    string // "de" of "Alphonse de Lamartine"
	NonDroppingParticle string // "van" of "Vincent van Gogh"
	Suffix              string // "Jr."
	CommaSuffix         bool   // a comma stands before the suffix
	Literal             string // an organisation, or a name that is not to be taken apart
	StaticOrdering      bool   // family name first, always ("Mao Zedong")

	// KeepParticles turns off the search for particles inside Family and Given.
	KeepParticles bool
}

// Date is a day, a month, a year, a season or a range of them; or words.
type Date struct {
	Begin, End DatePart
	Range      bool // End counts; an empty End is a range still open
	Circa      bool
	Literal    string // words printed as they are
}

// DatePart is one end of a Date. Zero fields are not known.
type DatePart struct {
	Year, Month, Day int // Year is negative before the common era
	Season           int // 1 spring … 4 winter; 0 none
	SeasonText       string
}

// IsZero reports whether the date says nothing.
func (d Date) IsZero() bool {
	return d.Begin == DatePart{} && d.End == DatePart{} && d.Literal == ""
}
