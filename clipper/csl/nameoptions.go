package csl

// toggle is a boolean that may be unset.
type toggle uint8

const (
	unset toggle = iota
	off
	on
)

func (t toggle) or(fallback bool) bool {
	if t == unset {
		return fallback
	}
	return t == on
}

// nameOptions are the attributes of cs:name, which cs:style, cs:citation and
// cs:bibliography may set for all names inside. Zero fields are not set.
type nameOptions struct {
	and                                string
	precedesEtAl, precedesLast         string
	etAlMin, etAlUseFirst              int
	etAlSubsequentMin, etAlSubsequent1 int // Subsequent1: et-al-subsequent-use-first
	etAlUseLast                        toggle
	form                               string
	initialize                         toggle
	initializeWith                     *string
	sortOrder                          string // name-as-sort-order
	sortSeparator                      *string
	delimiter                          *string // between names of one variable
	listDelimiter                      *string // names-delimiter, between variables
}

func readNameOptions(e *element, inherited bool) *nameOptions {
	o := &nameOptions{
		and:          e.get("and"),
		precedesEtAl: e.get("delimiter-precedes-et-al"), precedesLast: e.get("delimiter-precedes-last"),
		etAlMin: integerOr(e.get("et-al-min"), 0), etAlUseFirst: integerOr(e.get("et-al-use-first"), 0),
		etAlSubsequentMin: integerOr(e.get("et-al-subsequent-min"), 0),
		etAlSubsequent1:   integerOr(e.get("et-al-subsequent-use-first"), 0),
		etAlUseLast:       toggleOf(e, "et-al-use-last"),
		initialize:        toggleOf(e, "initialize"),
		initializeWith:    optional(e, "initialize-with"),
		sortOrder:         e.get("name-as-sort-order"),
		sortSeparator:     optional(e, "sort-separator"),
	}
	if inherited {
		o.form = e.get("name-form")
		o.delimiter = optional(e, "name-delimiter")
		o.listDelimiter = optional(e, "names-delimiter")
	} else {
		o.form = e.get("form")
		o.delimiter = optional(e, "delimiter")
	}
	return o
}

func toggleOf(e *element, name string) toggle {
	switch e.get(name) {
	case "true":
		return on
	case "false":
		return off
	}
	return unset
}

func optional(e *element, name string) *string {
	if v, ok := e.lookup(name); ok {
		return &v
	}
	return nil
}

// under fills what o leaves unset from the options around it.
func (o nameOptions) under(outer *nameOptions) nameOptions {
	fill(&o.and, outer.and)
	fill(&o.precedesEtAl, outer.precedesEtAl)
	fill(&o.precedesLast, outer.precedesLast)
	fill(&o.etAlMin, outer.etAlMin)
	fill(&o.etAlUseFirst, outer.etAlUseFirst)
	fill(&o.etAlSubsequentMin, outer.etAlSubsequentMin)
	fill(&o.etAlSubsequent1, outer.etAlSubsequent1)
	fill(&o.etAlUseLast, outer.etAlUseLast)
	fill(&o.form, outer.form)
	fill(&o.initialize, outer.initialize)
	fill(&o.initializeWith, outer.initializeWith)
	fill(&o.sortOrder, outer.sortOrder)
	fill(&o.sortSeparator, outer.sortSeparator)
	fill(&o.delimiter, outer.delimiter)
	fill(&o.listDelimiter, outer.listDelimiter)
	return o
}

func fill[T comparable](field *T, outer T) {
	var zero T
	if *field == zero {
		*field = outer
	}
}

func textOr(s *string, fallback string) string {
	if s == nil {
		return fallback
	}
	return *s
}
