package clipper

// Query is what a reader typed into a search field, understood. All Groups must
// hold; a Query without groups asks for everything. It is made by ParseQuery,
// which never fails.
type Query struct {
	Text   string  // as typed
	Groups []Group // all must hold
	In     Place
	Hints  []Hint
}

// Group holds where any of its terms does.
type Group []Term

// Term is one condition.
type Term struct {
	Field Field
	// Value is the text without quotation marks and operators, never empty but
	// for the date fields.
	Value  string
	Not    bool // the term must not hold
	Phrase bool // the words stand next to each other, in this order
	Prefix bool // the last word may go on
	// Days is the time that FieldBefore, FieldAfter, FieldYear and FieldAdded
	// ask for.
	Days Days
}

// Field is what a term looks at.
type Field string

// The fields, as they are typed before a colon.
const (
	FieldText    Field = ""        // text, title, authors, notes
	FieldTitle   Field = "title"   //
	FieldAuthor  Field = "author"  //
	FieldSite    Field = "site"    // host, its parents, or the name of the site
	FieldTag     Field = "tag"     //
	FieldLang    Field = "lang"    // BCP 47
	FieldSpeaker Field = "speaker" // of a clip
	FieldHas     Field = "has"     // note, tag
	FieldIs      Field = "is"      // unread, read, archived, starred
	FieldBefore  Field = "before"  // published earlier
	FieldAfter   Field = "after"   // published later
	FieldYear    Field = "year"    // published in
	FieldAdded   Field = "added"   // saved in or during
)

// Days are the days From to To, both included; a zero date leaves that side
// open. Last, where above 0, stands instead for that many days up to today.
type Days struct {
	From, To Date
	Last     int
}

// Place is the kind of thing a query asks for.
type Place string

// The places, as they are typed after in:.
const (
	Everywhere Place = ""
	InClips    Place = "clips"
	InArticles Place = "articles"
)

// Hint says, in one English sentence, how a query was understood where that is
// not what it seems to say. Msg is a key of the translation files; Args fill its
// verbs.
type Hint struct {
	Msg  string
	Args []any
}

// Empty reports whether the query asks for everything.
func (q Query) Empty() bool { return len(q.Groups) == 0 }

// HasText reports whether the query looks for words, not only at filters.
func (q Query) HasText() bool {
	for _, g := range q.Groups {
		for _, t := range g {
			if !t.Not && t.Field.Words() {
				return true
			}
		}
	}
	return false
}

// Words reports whether the field holds text, whose words are looked for.
func (f Field) Words() bool {
	switch f {
	case FieldText, FieldTitle, FieldAuthor, FieldSpeaker:
		return true
	}
	return false
}
