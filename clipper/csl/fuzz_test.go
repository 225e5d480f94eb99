package csl

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"
)

// FuzzStyle: whatever the bytes, a style is refused with a place or renders
// without panic.
func FuzzStyle(f *testing.F) {
	f.Add([]byte(sampleStyle))
	f.Add([]byte(sampleLocale))
	f.Add([]byte("<style><citation><layout/></citation></style>"))
	f.Add([]byte("<style><macro name='a'><text macro='a'/></macro><citation><layout><text macro='a'/></layout></citation></style>"))
	f.Add([]byte("<!DOCTYPE s [<!ENTITY a 'x'>]><style>&a;</style>"))
	f.Add([]byte("\xef\xbb\xbf<?xml version='1.0'?><!-- – --><style><![CDATA[ ]]>&#x41;&#0;</style>"))
	items := sampleSources(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := ParseLocale(data); err != nil && err.Error() == "" {
			t.Error("a refusal without words")
		}
		style, err := ParseStyle(data)
		if err != nil {
			if e, ok := err.(*Error); !ok || e.Line == 0 && len(data) <= maxFile {
				t.Errorf("refused without a place: %v", err)
			}
			return
		}
		p, err := New(style, NewLocales(fstest.MapFS{"locales-en-US.xml": {Data: data}, "locales-fr-FR.xml": {Data: []byte(sampleLocale)}}), Options{Locale: "fr"})
		if err != nil {
			return
		}
		if _, err := p.Citation(items); err != nil {
			t.Error(err)
		}
		_, _ = p.Bibliography(items) // a style may have none
	})
}

// FuzzItems: items are refused or rendered, and what is text stays text.
func FuzzItems(f *testing.F) {
	f.Add([]byte(sampleItems))
	f.Add([]byte(`{"id": 1, "type": "book", "issued": {"season": "Winter", "date-parts": [[1999, 13], ["2001"]]}}`))
	f.Add([]byte(`{"a": {"author": [{"family": null, "given": 3}], "issued": [["2000", 2]], "note": "type: book\nissued: 2001/"}}`))
	f.Add([]byte(`[{"id": [], "author": {"literal": true}, "issued": 1848, "editor": "Å"}]`))
	p := sampleProcessor(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		items, err := ParseItems(data)
		if err != nil {
			return
		}
		b, err := p.Bibliography(items)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range b.Entries {
			if text := e.Text.String(); utf8.Valid(data) && !utf8.ValidString(text) {
				t.Errorf("broken text %q", text)
			}
		}
		for i := range items {
			if again, err := json.Marshal(items[i]); err != nil || !json.Valid(again) {
				t.Errorf("item %d: %v", i, err)
			}
		}
	})
}

// FuzzRender: whatever the fields hold, tags in HTML are balanced, markup of the
// field never leaks, and the runs say what the text says.
func FuzzRender(f *testing.F) {
	f.Add(`L'eau "vive" <i>de <b>nuit</b></i>`, "Jean-Luc M.", "d'Artagnan", "12-15, 17 & p. 20", "1848/1852")
	f.Add(`“a ‘b’ c” <sc>d</sc> <span class="nocase">É</span>`, "Jr., J.", "van der 'x'", "ix–xx", "circa 1450")
	f.Add("<script>alert(1)</script> & \\ {} $ % _ ^ ~ #", "", "王", "vol. 3", "2019-13-45")
	f.Add("</i></b>\" ' \" '", "–", "-", "\\-", "Spring 2001")
	p := sampleProcessor(f)
	f.Fuzz(func(t *testing.T, title, given, family, locator, date string) {
		item := Item{ID: "x", Type: "book", Vars: map[string]string{"title": title, "container-title": title, "page": locator, "edition": locator, "note": title},
			Names: map[string][]Name{"author": {{Family: family, Given: given}, {Literal: title}}}, Dates: map[string]Date{"issued": ParseDate(date)}}
		b, err := p.Bibliography([]Item{item, item})
		if err != nil {
			t.Fatal(err)
		}
		rich, err := p.Citation([]Item{item}, Cite{ID: "x", Locator: locator, Label: family, Prefix: title, Suffix: given})
		if err != nil {
			t.Fatal(err)
		}
		checkRich(t, b.Entries[0].Text)
		checkRich(t, rich)
	})
}

func checkRich(t *testing.T, r Rich) {
	t.Helper()
	html := r.Format(HTML)
	for _, tag := range []string{"i", "b", "sup", "sub", "span", "div"} {
		opened := strings.Count(html, "<"+tag+">") + strings.Count(html, "<"+tag+" ")
		if closed := strings.Count(html, "</"+tag+">"); opened != closed {
			t.Errorf("%d <%s> and %d closed in %q", opened, tag, closed, html)
		}
	}
	if strings.Contains(html, "<script") {
		t.Errorf("markup of the field in %q", html)
	}
	var text strings.Builder
	for _, run := range r.Runs() {
		text.WriteString(run.Text)
	}
	if text.String() != r.String() {
		t.Errorf("runs %q, text %q", text.String(), r.String())
	}
	for _, c := range r.Format(RTF) {
		if c > 0x7f {
			t.Errorf("%q in RTF", c)
			break
		}
	}
}
