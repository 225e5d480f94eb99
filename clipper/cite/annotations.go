package cite

import (
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"florilegium/clipper"
)

// annotation is an Annotation of the Web Annotation Data Model (W3C
// Recommendation, 23 February 2017) in its JSON-LD serialisation. The section
// numbers below are those of the model.
type annotation struct {
	Context    string       `json:"@context"`
	ID         string       `json:"id,omitempty"`
	Type       string       `json:"type"`
	Motivation []string     `json:"motivation"`
	Created    string       `json:"created,omitempty"`
	Modified   string       `json:"modified,omitempty"`
	Generator  *annSoftware `json:"generator"`
	Body       []annBody    `json:"body,omitempty"`
	Stylesheet *annStyle    `json:"stylesheet,omitempty"`
	Target     []annTarget  `json:"target"`
}

type annSoftware struct {
	Type string `json:"type"`
	Name string `json:"name"`
}

// annBody is a TextualBody (3.2.4) with its purpose (3.3.5).
type annBody struct {
	Type    string `json:"type"`
	Value   string `json:"value"`
	Format  string `json:"format"`
	Purpose string `json:"purpose"`
}

// annStyle is an embedded style sheet (4.4).
type annStyle struct {
	Type  string `json:"type"`
	Value string `json:"value"`
}

// annTarget is a SpecificResource (4).
type annTarget struct {
	Type        string        `json:"type"`
	Source      string        `json:"source"`
	StyleClass  string        `json:"styleClass,omitempty"`
	State       *annState     `json:"state,omitempty"`
	Selector    []annSelector `json:"selector"`
	RenderedVia *annSoftware  `json:"renderedVia,omitempty"`
}

// annState is a TimeState (4.3.1): the day on which the page was read, and where a
// copy of it is kept.
type annState struct {
	Type   string `json:"type"`
	From   string `json:"sourceDateStart,omitempty"`
	To     string `json:"sourceDateEnd,omitempty"`
	Cached string `json:"cached,omitempty"`
}

// annSelector is one of TextQuoteSelector (4.2.4), TextPositionSelector (4.2.5)
// and FragmentSelector (4.2.1).
type annSelector struct {
	Type       string `json:"type"`
	Exact      string `json:"exact,omitempty"`
	Prefix     string `json:"prefix,omitempty"`
	Suffix     string `json:"suffix,omitempty"`
	ConformsTo string `json:"conformsTo,omitempty"`
	Value      string `json:"value,omitempty"`
	Start      *int   `json:"start,omitempty"`
	End        *int   `json:"end,omitempty"`
}

const (
	annContext = "http://www.w3.org/ns/anno.jsonld"
	// annFragment is the specification that text fragments follow.
	annFragment = "https://wicg.github.io/scroll-to-text-fragment/"
	// annColours is the style sheet of all annotations.
	annColours = ".yellow { background: #ffe68a } .green { background: #c4e8b5 } .blue { background: #bfddf9 } .pink { background: #f9c9d6 } .purple { background: #dccdf4 }"
)

var florilegium = &annSoftware{"Software", "Florilegium"}

// writeAnnotations writes one array of annotations, one for each clip of a page.
func writeAnnotations(w io.Writer, items []Item, _ Options) error {
	list := []annotation{}
	for i := range items {
		source := tidy(items[i].Source)
		place := placeCounter{text: items[i].Text}
		for k := range items[i].Clips {
			list = append(list, annotate(&items[i], &source, &items[i].Clips[k], &place))
		}
	}
	return writeIndented(w, list)
}

func annotate(item *Item, source *clipper.Source, c *clipper.Clip, place *placeCounter) annotation {
	a := annotation{
		Context: annContext, ID: annID(c.UID), Type: "Annotation", Motivation: []string{"highlighting"},
		Created: csvTime(c.Created), Generator: florilegium, Body: annBodies(c),
	}
	if c.Updated.After(c.Created) {
		a.Modified = csvTime(c.Updated)
	}
	page := annTarget{Type: "SpecificResource", Source: firstOf(source.URL, annID(item.UID)), State: annStateOf(source), RenderedVia: florilegium}
	page.Selector = []annSelector{{Type: "TextQuoteSelector", Exact: c.Quote, Prefix: c.Prefix, Suffix: c.Suffix}}
	if source.URL != "" {
		page.Selector = append(page.Selector, annSelector{Type: "FragmentSelector", ConformsTo: annFragment, Value: fragmentOf(c, item.Text)})
	}
	if c.Colour != "" {
		page.StyleClass, a.Stylesheet = field(string(c.Colour)), &annStyle{"CssStylesheet", annColours}
	}
	a.Target = []annTarget{page}
	if start, end, ok := place.of(c); ok && item.UID != "" {
		a.Target = append(a.Target, annTarget{Type: "SpecificResource", Source: annID(item.UID),
			Selector: []annSelector{{Type: "TextPositionSelector", Start: &start, End: &end}}})
	}
	for _, b := range a.Body {
		if b.Purpose != a.Motivation[len(a.Motivation)-1] {
			a.Motivation = append(a.Motivation, b.Purpose)
		}
	}
	return a
}

func annID(uid string) string {
	if uid == "" {
		return ""
	}
	return "urn:uuid:" + uid
}

// annBodies are the reader's own words: note, translation, speaker, tags.
func annBodies(c *clipper.Clip) (bodies []annBody) {
	add := func(value, purpose string) {
		if value = strings.TrimSpace(value); value != "" {
			bodies = append(bodies, annBody{"TextualBody", value, "text/plain", purpose})
		}
	}
	add(safeLines(c.Note), "commenting")
	add(safeLines(c.Translation), "describing")
	add(field(c.Speaker), "identifying")
	for _, tag := range c.Tags {
		add(field(tag), "tagging")
	}
	return bodies
}

func annStateOf(s *clipper.Source) *annState {
	state := annState{Type: "TimeState", Cached: s.ArchiveURL}
	if d := s.Accessed; d.Day > 0 {
		day := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
		state.From, state.To = csvTime(day), csvTime(day.Add(24*time.Hour-time.Second))
	}
	if state == (annState{Type: "TimeState"}) {
		return nil
	}
	return &state
}

// placeCounter turns byte offsets into numbers of characters, which for the model
// are Unicode code points (4.2.5). It goes on from the last place, since clips come
// in the order of the text.
type placeCounter struct {
	text         string
	bytes, runes int
}

// of is the place of a clip in the text of its article; ok is false where the text
// is not known or no longer holds the clip.
func (p *placeCounter) of(c *clipper.Clip) (start, end int, ok bool) {
	if c.Lost || c.Start < 0 || c.End > len(p.text) || c.Start >= c.End || p.text[c.Start:c.End] != c.Quote {
		return 0, 0, false
	}
	if c.Start < p.bytes {
		p.bytes, p.runes = 0, 0
	}
	p.runes += utf8.RuneCountInString(p.text[p.bytes:c.Start])
	p.bytes = c.Start
	return p.runes, p.runes + utf8.RuneCountInString(c.Quote), true
}
