package csl_test

import (
	"fmt"
	"log"
	"testing/fstest"

	"florilegium/clipper/csl"
)

const style = `<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Short</title></info>
  <citation>
    <layout prefix="(" suffix=")" delimiter="; ">
      <group delimiter=", ">
        <names variable="author"><name form="short" and="text"/></names>
        <date variable="issued"><date-part name="year"/></date>
        <group delimiter=" "><label variable="locator" form="short"/><text variable="locator"/></group>
      </group>
    </layout>
  </citation>
  <bibliography>
    <sort><key variable="author"/></sort>
    <layout suffix=".">
      <group delimiter=". ">
        <names variable="author"><name name-as-sort-order="first" and="text"/></names>
        <date variable="issued"><date-part name="year"/></date>
        <text variable="title" font-style="italic" text-case="title"/>
      </group>
    </layout>
  </bibliography>
</style>`

const locale = `<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="en-US"><terms>
  <term name="and">and</term>
  <term name="paragraph" form="short"><single>para.</single><multiple>paras.</multiple></term>
</terms></locale>`

const items = `[
  {"id": "walden", "type": "book", "title": "Walden, or life in the woods", "language": "en",
   "author": [{"family": "Thoreau", "given": "Henry David"}], "issued": {"date-parts": [[1854]]}},
  {"id": "essais", "type": "book", "title": "Les Essais", "language": "fr",
   "author": [{"family": "Montaigne", "given": "Michel", "dropping-particle": "de"}], "issued": "1580"}
]`

func processor() *csl.Processor {
	compiled, err := csl.ParseStyle([]byte(style))
	if err != nil {
		log.Fatal(err)
	}
	locales := csl.NewLocales(fstest.MapFS{"locales-en-US.xml": {Data: []byte(locale)}})
	p, err := csl.New(compiled, locales, csl.Options{Locale: "en-US"})
	if err != nil {
		log.Fatal(err)
	}
	return p
}

func ExampleProcessor_Bibliography() {
	sources, err := csl.ParseItems([]byte(items))
	if err != nil {
		log.Fatal(err)
	}
	list, err := processor().Bibliography(sources)
	if err != nil {
		log.Fatal(err)
	}
	for _, entry := range list.Entries {
		fmt.Println(entry.Text.Format(csl.HTML))
	}
	// Output:
	// Montaigne, Michel de. 1580. <i>Les Essais</i>.
	// Thoreau, Henry David. 1854. <i>Walden, or Life in the Woods</i>.
}

func ExampleProcessor_Citation() {
	sources, err := csl.ParseItems([]byte(items))
	if err != nil {
		log.Fatal(err)
	}
	cite, err := processor().Citation(sources, csl.Cite{ID: "walden", Locator: "3-5", Label: "paragraph"}, csl.Cite{ID: "essais"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(cite)
	// Output: (Thoreau, 1854, paras. 3–5; Montaigne, 1580)
}

func ExampleDocument() {
	sources, err := csl.ParseItems([]byte(items))
	if err != nil {
		log.Fatal(err)
	}
	document := processor().Document(sources)
	err = document.SetCitations([]csl.Citation{
		{Cites: []csl.Cite{{ID: "essais"}}},
		{Cites: []csl.Cite{{ID: "walden", Prefix: "see also"}}},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, citation := range document.Citations() {
		fmt.Println(citation)
	}
	// Output:
	// (Montaigne, 1580)
	// (see also Thoreau, 1854)
}

func ExampleRich_Runs() {
	sources, err := csl.ParseItems([]byte(items))
	if err != nil {
		log.Fatal(err)
	}
	list, err := processor().Bibliography(sources[:1])
	if err != nil {
		log.Fatal(err)
	}
	for _, run := range list.Entries[0].Text.Runs() {
		fmt.Printf("%q italic %v\n", run.Text, run.Italic)
	}
	// Output:
	// "Thoreau, Henry David. 1854. " italic false
	// "Walden, or Life in the Woods" italic true
	// "." italic false
}
