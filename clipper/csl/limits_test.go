package csl

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// limit is what one hostile input may take. The figure is far above what is
// needed and only catches work without bounds.
const limit = 2 * time.Second

func within(t *testing.T, work func()) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); work() }()
	select {
	case <-done:
	case <-time.After(20 * limit): // a loaded machine is not a fault
		t.Fatal("the input takes work without bounds")
	}
}

func TestRefusals(t *testing.T) {
	style := func(macros, layout string) string {
		return "<style>\n" + macros + "<citation><layout>" + layout + "</layout></citation></style>"
	}
	for _, c := range []struct {
		name, data, want string
		line             int
	}{
		{"nothing", "", "not an XML file", 1},
		{"prose", "Ce n’est pas un style.", "not an XML file", 1},
		{"page", "<html><head></head></html>", "root element is html", 1},
		{"locale", sampleLocale, "root element is locale", 1},
		{"no citation", "<style>\n<info/>\n</style>", "no citation layout", 1},
		{"open tag", "<style>\n  <citation>\n", "never closed", 3},
		{"crossed tags", "<style>\n<citation></style></citation>", "matches no start tag", 2},
		{"bare ampersand", "<style>\n<info><title>Noir & blanc</title></info></style>", "ampersand", 2},
		{"unknown entity", "<style><info><title>&eacute;</title></info></style>", "&eacute;", 1},
		{"twice", `<style a="1" a="2"/>`, "given twice", 1},
		{"no quotes", "<style class=note/>", "quotation marks", 1},
		{"two roots", "<style/>\n<style/>", "second element", 2},
		{"not text", "\xff\xfe<\x00s\x00", "not text in UTF-8", 1},
		{"laughs", "<!DOCTYPE s [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>\n<style>&b;</style>", "entity declarations", 1},
		{"itself", style("<macro name='a'><text macro='a'/></macro>", "<text macro='a'/>"), "calls itself", 2},
		{"circle", style("<macro name='a'><text macro='b'/></macro>\n<macro name='b'><group><text macro='a'/></group></macro>", ""), "without end", 0},
		{"deep", strings.Repeat("<group>", 500), "nested", 1},
		{"wide", "<style " + manyAttributes() + "/>", "attributes", 1},
		{"long", "<style>" + strings.Repeat("<text/>", maxElements+1) + "</style>", "elements", 1},
		{"huge", strings.Repeat(" ", maxFile+1), "4 MB", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			within(t, func() {
				_, err := ParseStyle([]byte(c.data))
				var e *Error
				if !errors.As(err, &e) || !strings.Contains(e.Error(), c.want) {
					t.Fatalf("got %v, want %q", err, c.want)
				}
				if c.line > 0 && (e.Line != c.line || e.Column < 1) {
					t.Errorf("line %d, column %d; want line %d", e.Line, e.Column, c.line)
				}
			})
		})
	}
}

func manyAttributes() string {
	var b strings.Builder
	for i := range maxAttrs + 1 {
		fmt.Fprintf(&b, `a%d="" `, i)
	}
	return b.String()
}

// Macros that call each other ten times each would print a tenth power; the
// rendering of a cite stops long before.
func TestMacroFlood(t *testing.T) {
	var macros strings.Builder
	for i := range 12 {
		fmt.Fprintf(&macros, "<macro name='m%d'>%s</macro>", i, strings.Repeat(fmt.Sprintf("<text macro='m%d'/>", i+1), 10))
	}
	macros.WriteString("<macro name='m12'><text variable='title'/></macro>")
	style, err := ParseStyle([]byte("<style>" + macros.String() + "<citation><layout><text macro='m0'/></layout></citation></style>"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(style, NewLocales(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	within(t, func() {
		rich, err := p.Citation([]Item{{ID: "1", Vars: map[string]string{"title": strings.Repeat("Süßwasser ", 5000)}}})
		if err != nil || len(rich.String()) > 50<<20 {
			t.Errorf("%d bytes, %v", len(rich.String()), err)
		}
	})
}

// A title of marks only, and people without end, must not cost more than their length.
func TestHostileItems(t *testing.T) {
	p := sampleProcessor(t)
	names := make([]Name, 2000)
	for i := range names {
		names[i] = Name{Family: "Müller", Given: strings.Repeat("J.-", 50)}
	}
	for _, title := range []string{
		strings.Repeat("'", 1<<16), strings.Repeat(`"a `, 1<<15), strings.Repeat("<i>", 1<<15), strings.Repeat("<i>«", 1<<12) + strings.Repeat("</i>", 1<<12),
		strings.Repeat(", ", 1<<15), strings.Repeat("1-", 1<<15), "\x00\xff\xfe", "]]>&<",
	} {
		within(t, func() {
			item := func(id string) Item {
				return Item{ID: id, Vars: map[string]string{"title": title, "page": title, "edition": title, "language": title},
					Names: map[string][]Name{"author": names}, Dates: map[string]Date{"issued": ParseDate(title)}}
			}
			items := []Item{item("a"), item("b"), item("c")}
			if _, err := p.Bibliography(items); err != nil {
				t.Error(err)
			}
			if _, err := p.Citation(items, Cite{ID: "a", Locator: title, Prefix: title, Suffix: title}); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestWarnings(t *testing.T) {
	style, err := ParseStyle([]byte(`<style class="in-text"><info><title>Neuf</title></info>
<future/><macro name="m"><intext/><text/></macro>
<citation><layout><text macro="absent"/><choose><if mood="glad" type="dream"><text value="x"/></if><else><text variable="title"/></else></choose></layout></citation></style>`))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, w := range style.Warnings() {
		fmt.Fprintln(&all, w)
	}
	for _, want := range []string{"line 2, column 1: unknown element future", "unknown element intext", "prints nothing", "macro absent is not defined", "unknown condition mood"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("no warning %q in\n%s", want, all.String())
		}
	}
	p, err := New(style, NewLocales(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	rich, err := p.Citation([]Item{{ID: "1", Type: "dream", Vars: map[string]string{"title": "Traum"}}})
	if err != nil || rich.String() != "Traum" {
		t.Errorf("%q, %v", rich, err)
	}
}

func TestDependentStyle(t *testing.T) {
	style, err := ParseStyle([]byte(`<style><info><title>Revue</title><link rel="independent-parent" href="https://styles.example/carnet"/></info></style>`))
	if err != nil || style.Info().Parent != "https://styles.example/carnet" {
		t.Fatalf("%+v, %v", style, err)
	}
	if _, err := New(style, NewLocales(), Options{}); err == nil || !strings.Contains(err.Error(), "carnet") {
		t.Errorf("got %v", err)
	}
}

// TestStylesLoad renders the sources in every style of the corpora.
func TestStylesLoad(t *testing.T) {
	if corpora() == "" {
		t.Skip("the official styles are not here: set FLORILEGIUM_CORPORA")
	}
	files, err := filepath.Glob(filepath.Join(corpora(), "csl-styles", "*.csl"))
	if err != nil || len(files) < 40 {
		t.Fatalf("%d styles, %v", len(files), err)
	}
	locales, items := testLocales(t), sampleSources(t)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		style, err := ParseStyle(data)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		p, err := New(style, locales, Options{Locale: "de-DE"})
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if rich, err := p.Citation(items); err != nil || rich.IsEmpty() {
			t.Errorf("%s: citation %q, %v", file, rich, err)
		}
		if style.Info().Bibliography {
			if b, err := p.Bibliography(items); err != nil || len(b.Entries) != len(items) {
				t.Errorf("%s: %v", file, err)
			}
		}
	}
}
