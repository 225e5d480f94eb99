package clipper

// Reason says why a block of a page is not part of the article. The values are
// exported.
type Reason string

// The reasons for which a block of a page is left out.
const (
	Navigation  Reason = "navigation"  // menus, paths, page numbers, the foot of the site
	Sharing     Reason = "sharing"     // buttons and calls to follow, subscribe, print
	Related     Reason = "related"     // other articles
	Comments    Reason = "comments"    // what readers wrote below
	Advertising Reason = "advertising" //
	Hidden      Reason = "hidden"      // the page does not show it
	Repeated    Reason = "repeated"    // title, byline, or a text that stands there already
	Beside      Reason = "beside"      // boxes beside the text: about the author, service
	Doubted     Reason = "doubted"     // one of the two readers took it, and not the better one
	Unread      Reason = "unread"      // neither of the two readers took it
	TakenOut    Reason = "taken out"   // by the user
)

// Dropped is a block of the page that is not part of the article, kept so that
// the user can put it back.
type Dropped struct {
	Block  Block  `json:"block"`
	Reason Reason `json:"reason"`
	After  int    `json:"after"` // index of the article's block before it, -1 for none
}
