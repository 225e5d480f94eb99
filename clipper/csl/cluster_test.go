package csl

import (
	"strings"
	"testing"
)

const collapseStyle = `<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Groupes</title><id>groupes</id></info>
  <citation disambiguate-add-year-suffix="true" ATTRIBUTES>
    <sort><key variable="issued"/></sort>
    <layout prefix="(" suffix=")" delimiter="; ">
      <group delimiter=" ">
        <names variable="author"><name form="short"/></names>
        <date variable="issued"><date-part name="year"/></date>
        <text variable="locator" prefix=":"/>
      </group>
    </layout>
  </citation>
</style>`

const collapseItems = `[
  {"id": "a1", "type": "book", "title": "L’écluse", "author": [{"family": "Müller", "given": "Ada"}], "issued": {"date-parts": [[2000]]}},
  {"id": "a2", "type": "book", "title": "Der Fluss", "author": [{"family": "Müller", "given": "Ada"}], "issued": {"date-parts": [[2000]]}},
  {"id": "a3", "type": "book", "title": "Река", "author": [{"family": "Müller", "given": "Ada"}], "issued": {"date-parts": [[2001]]}},
  {"id": "b1", "type": "book", "title": "Le pont", "author": [{"family": "Durand", "given": "Léa"}], "issued": {"date-parts": [[2000]]}}]`

// TestCollapse holds the order and the delimiters of collapsed cites against what
// citeproc-js makes of the same styles and sources.
func TestCollapse(t *testing.T) {
	all := []Cite{{ID: "a3"}, {ID: "a1"}, {ID: "b1"}, {ID: "a2"}}
	located := []Cite{{ID: "a1"}, {ID: "a2", Locator: "7"}, {ID: "b1"}}
	for _, c := range []struct {
		attributes string
		cites      []Cite
		want       string
	}{
		{`collapse="year"`, all, "(Durand 2000; Müller 2000a, 2000b, 2001)"},
		{`collapse="year-suffix"`, all, "(Durand 2000; Müller 2000a; b, 2001)"},
		{`collapse="year-suffix" year-suffix-delimiter="+"`, all, "(Durand 2000; Müller 2000a+b, 2001)"},
		{`collapse="year-suffix"`, located, "(Durand 2000; Müller 2000a, b :7)"},
		{`collapse="year" after-collapse-delimiter=" | "`, all, "(Durand 2000 | Müller 2000a; 2000b; 2001)"},
		{`collapse="year" cite-group-delimiter=" &amp; "`, all, "(Durand 2000; Müller 2000a & 2000b & 2001)"},
	} {
		style, err := ParseStyle([]byte(strings.Replace(collapseStyle, "ATTRIBUTES", c.attributes, 1)))
		if err != nil {
			t.Fatal(err)
		}
		p, err := New(style, NewLocales(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		items, err := ParseItems([]byte(collapseItems))
		if err != nil {
			t.Fatal(err)
		}
		got, err := p.Document(items).Render(c.cites)
		if err != nil || got.String() != c.want {
			t.Errorf("%s: got %s, want %s (%v)", c.attributes, got, c.want, err)
		}
	}
}
