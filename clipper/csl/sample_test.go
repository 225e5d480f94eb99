package csl

import (
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

// sampleStyle is a small author-date style that uses most elements.
const sampleStyle = `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="fr-FR">
  <info><title>Carnet</title><id>carnet</id><category citation-format="author-date"/></info>
  <macro name="author">
    <names variable="author">
      <name name-as-sort-order="first" and="text" initialize-with="."/>
      <label form="short" prefix=" (" suffix=")"/>
      <substitute><names variable="editor"/><text variable="title"/></substitute>
    </names>
  </macro>
  <macro name="year">
    <choose>
      <if variable="issued"><date variable="issued"><date-part name="year"/></date></if>
      <else><text term="no date" form="short"/></else>
    </choose>
  </macro>
  <citation disambiguate-add-year-suffix="true" et-al-min="3" et-al-use-first="1" collapse="year">
    <layout prefix="(" suffix=")" delimiter="; ">
      <group delimiter=", ">
        <names variable="author"><name form="short" and="text"/></names>
        <text macro="year"/>
        <group delimiter=" "><label variable="locator" form="short"/><text variable="locator"/></group>
      </group>
    </layout>
  </citation>
  <bibliography hanging-indent="true" subsequent-author-substitute="—">
    <sort><key macro="author"/><key macro="year"/></sort>
    <layout suffix=".">
      <group delimiter=". ">
        <text macro="author"/>
        <text macro="year"/>
        <text variable="title" quotes="true"/>
        <group delimiter=", ">
          <text variable="container-title" font-style="italic"/>
          <number variable="edition" form="ordinal"/>
          <text variable="page"/>
        </group>
      </group>
    </layout>
  </bibliography>
</style>`

// sampleLocale is the part of a French locale that sampleStyle asks for.
const sampleLocale = `<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="fr-FR">
  <style-options punctuation-in-quote="false"/>
  <terms>
    <term name="and">et</term><term name="et-al">et al.</term><term name="no date" form="short">s.&#160;d.</term>
    <term name="open-quote">«&#160;</term><term name="close-quote">&#160;»</term>
    <term name="open-inner-quote">“</term><term name="close-inner-quote">”</term>
    <term name="page" form="short"><single>p.</single><multiple>p.</multiple></term>
    <term name="editor" form="short"><single>éd.</single><multiple>éds.</multiple></term>
    <term name="ordinal">ᵉ</term>
  </terms>
</locale>`

const sampleItems = `[
 {"id": "eau", "type": "article-newspaper", "title": "L'eau \"vive\" : une enquête", "language": "fr",
  "author": [{"family": "Lamartine", "given": "Alphonse", "dropping-particle": "de"}, {"family": "Le Goff", "given": "Yann"}],
  "container-title": "Le Courrier", "page": "12-15", "edition": "2", "issued": {"date-parts": [["1848", "2"]]}},
 {"id": "fluss", "type": "webpage", "title": "Am Fluß", "author": "Müller", "issued": "2019-04-30", "language": "de"},
 {"id": "reka", "type": "webpage", "title": "Вода и город", "author": [{"family": "Петров", "given": "Иван"}], "issued": {"raw": "3 May 2018"}},
 {"id": "shui", "type": "article-journal", "title": "水史", "author": [{"family": "王", "given": "小明"}], "issued": {"date-parts": [[2016], [2017]]}},
 {"id": "maa", "type": "webpage", "title": "الماء", "author": [{"literal": "صحيفة القناة"}]}
]`

func sampleProcessor(t testing.TB) *Processor {
	t.Helper()
	style, err := ParseStyle([]byte(sampleStyle))
	if err != nil {
		t.Fatal(err)
	}
	locales := NewLocales(fstest.MapFS{"locales-fr-FR.xml": {Data: []byte(sampleLocale)}})
	p, err := New(style, locales, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func sampleSources(t testing.TB) []Item {
	t.Helper()
	items, err := ParseItems([]byte(sampleItems))
	if err != nil {
		t.Fatal(err)
	}
	return items
}

func TestBibliography(t *testing.T) {
	b, err := sampleProcessor(t).Bibliography(sampleSources(t))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range b.Entries {
		got = append(got, e.ID+": "+e.Text.String())
	}
	want := []string{
		"eau: Lamartine, A. de et Y. Le Goff. 1848. «\u00a0L’eau “vive”\u202f: une enquête\u00a0». Le Courrier, 2ᵉ, 12–15.",
		"fluss: Müller. 2019. «\u00a0Am Fluß\u00a0».",
		"reka: Петров, И. 2018. «\u00a0Вода и город\u00a0».",
		"maa: صحيفة القناة. s.\u00a0d. «\u00a0الماء\u00a0».",
		"shui: 王小明. 2016–2017. «\u00a0水史\u00a0».",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if !b.HangingIndent {
		t.Error("the hanging indent is lost")
	}
}

func TestFormats(t *testing.T) {
	b, err := sampleProcessor(t).Bibliography(sampleSources(t)[:1])
	if err != nil {
		t.Fatal(err)
	}
	for format, want := range map[Format]string{
		Text:     "Lamartine, A. de et Y. Le Goff. 1848. «\u00a0L’eau “vive”\u202f: une enquête\u00a0». Le Courrier, 2ᵉ, 12–15.",
		HTML:     "Lamartine, A. de et Y. Le Goff. 1848. «\u00a0L’eau “vive”\u202f: une enquête\u00a0». <i>Le Courrier</i>, 2<sup>e</sup>, 12–15.",
		Markdown: "Lamartine, A. de et Y. Le Goff. 1848. «\u00a0L’eau “vive”\u202f: une enquête\u00a0». *Le Courrier*, 2ᵉ, 12–15.",
		LaTeX:    `Lamartine, A. de et Y. Le Goff. 1848. «~L’eau “vive”` + "\u202f" + `: une enquête~». \emph{Le Courrier}, 2ᵉ, 12–15.`,
		RTF:      `Lamartine, A. de et Y. Le Goff. 1848. \uc0\u171{}\uc0\u160{}L\uc0\u8217{}eau \uc0\u8220{}vive\uc0\u8221{}\uc0\u8239{}: une enqu\uc0\u234{}te\uc0\u160{}\uc0\u187{}. {\i{}Le Courrier}, 2{\super e}, 12\uc0\u8211{}15.`,
	} {
		if got := b.Entries[0].Text.Format(format); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", format, got, want)
		}
	}
	runs := b.Entries[0].Text.Runs()
	if len(runs) != 3 || !runs[1].Italic || runs[1].Text != "Le Courrier" {
		t.Errorf("runs: %+v", runs)
	}
}

func TestDocumentPositions(t *testing.T) {
	style, err := ParseStyle([]byte(strings.NewReplacer(`class="in-text"`, `class="note"`,
		`<text macro="year"/>
        <group`, `<choose><if position="ibid-with-locator"><text value="ibid-loc"/></if><else-if position="ibid"><text value="ibid"/></else-if><else-if position="near-note"><text value="near"/></else-if><else-if position="subsequent"><text variable="first-reference-note-number" prefix="n. "/></else-if></choose>
        <group`).Replace(sampleStyle)))
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(style, NewLocales(), Options{Locale: "fr-FR"})
	if err != nil {
		t.Fatal(err)
	}
	d := p.Document(sampleSources(t))
	err = d.SetCitations([]Citation{
		{Note: 1, Cites: []Cite{{ID: "fluss"}}},
		{Note: 2, Cites: []Cite{{ID: "fluss"}}},
		{Note: 3, Cites: []Cite{{ID: "fluss", Locator: "4"}}},
		{Note: 4, Cites: []Cite{{ID: "reka"}, {ID: "reka"}}},
		{Note: 5, Cites: []Cite{{ID: "fluss"}}},
		{Note: 6, Cites: []Cite{{ID: "fluss"}}},
		{Note: 20, Cites: []Cite{{ID: "fluss"}}},
		{Note: 30, Cites: []Cite{{ID: "reka"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"(Müller)", "(Müller, ibid)", "(Müller, ibid-loc, 4)", "(Петров; ibid)", "(Müller, near)", "(Müller, ibid)", "(Müller, n. 1)", "(Петров, n. 4)"}
	for i, r := range d.Citations() {
		if r.String() != want[i] {
			t.Errorf("citation %d: got %s, want %s", i, r, want[i])
		}
	}
	if err := d.SetCitations([]Citation{{Cites: []Cite{{ID: "nulle part"}}}}); err == nil {
		t.Error("a cite of an unknown item is accepted")
	}
}

// A Processor is shared by goroutines without locks; the race detector watches.
func TestProcessorIsShared(t *testing.T) {
	p, items := sampleProcessor(t), sampleSources(t)
	want, err := p.Bibliography(items)
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	for range 8 {
		running.Go(func() {
			for range 20 {
				got, err := p.Bibliography(items)
				if err != nil || len(got.Entries) != len(want.Entries) || got.Entries[0].Text.String() != want.Entries[0].Text.String() {
					t.Errorf("%v, %v", got, err)
				}
				if _, err := p.Citation(items); err != nil {
					t.Error(err)
				}
			}
		})
	}
	running.Wait()
}
