package csl

// maxSteps bounds the elements rendered for one cite, so that macros calling
// each other many times over cannot run for ever. Published styles need some
// thousand.
const maxSteps = 200_000

// context is the rendering of one cite, one entry or one sort key.
type context struct {
	p     *Processor
	area  *area
	names *nameOptions // of the area and the style
	item  *record
	cite  *Cite
	steps int

	bibliography bool
	sorting      bool
	comparing    bool // rendering only to see which cites look the same
	sortNames    *nameOptions
	state        disambiguation
	number       int // citation number
	yearSuffix   string
	named        bool            // a cs:names has been reached
	shortCites   bool            // in a bibliography: cites show no given names
	printed      bool            // something has been rendered
	conditions   int             // tests of disambiguate so far
	suffixDone   bool            // the year suffix has been printed
	spent        map[string]bool // variables used up by a substitute
	substitute   *substitution   // being tried, or nil
	list         []Name          // of names being rendered
	nameSets     int             // names rendered so far, as disambiguation counts them
	people       *people
	probing      *probe // what disambiguation learns from a rendering
}

// record is an item with what a document or bibliography knows about it.
type record struct {
	*Item
	lang string
}

func (c *context) overrun() bool {
	c.steps++
	return c.steps > maxSteps
}

// text is the value of a variable, "" when it is empty or used up. Short forms
// fall back to long ones.
func (c *context) text(name, form string) string {
	if c.spent[name] {
		return ""
	}
	if form == "short" {
		if v := c.item.Vars[name+"-short"]; v != "" {
			return v
		}
	}
	return c.item.value(name)
}

// value is a variable under its name, or the older or newer name of the same thing.
func (it *record) value(name string) string {
	v := it.Vars[name]
	if v == "" {
		switch name {
		case "event":
			v = it.Vars["event-title"]
		case "event-title":
			v = it.Vars["event"]
		}
	}
	return v
}
