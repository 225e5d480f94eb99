package cite

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"florilegium/clipper"
)

// trap is one difficulty of the lists that this project keeps of them: how it
// gets into a source, and how it is seen there.
type trap struct {
	name  string
	plant func(r *rand.Rand, item *Item)
	seen  func(s clipper.Source, tags []string) bool
}

// inTitle makes traps of titles: each is a title and what must be seen in it.
func inTitle(pairs ...string) (list []trap) {
	for pair := range slices.Chunk(pairs, 2) {
		seen := regexp.MustCompile(pair[1])
		list = append(list, trap{"title with " + pair[1],
			func(_ *rand.Rand, item *Item) { item.Source.Title = pair[0] },
			func(s clipper.Source, _ []string) bool { return seen.MatchString(s.Title) }})
	}
	return list
}

// inAuthors makes traps of names: each is a byline and what must be seen among
// the authors, written family|given|dropping|non-dropping|suffix|literal.
func inAuthors(pairs ...string) (list []trap) {
	for pair := range slices.Chunk(pairs, 2) {
		seen := regexp.MustCompile(pair[1])
		list = append(list, trap{"name with " + pair[1],
			func(_ *rand.Rand, item *Item) {
				item.Source.Authors = append(item.Source.Authors, clipper.ParseName(pair[0]))
			},
			func(s clipper.Source, _ []string) bool {
				return slices.ContainsFunc(s.Authors, func(n clipper.Name) bool {
					return seen.MatchString(strings.Join([]string{n.Family, n.Given, n.Dropping, n.NonDropping, n.Suffix, n.Literal}, "|"))
				})
			}})
	}
	return list
}

// inDates makes traps of dates.
func inDates(list ...clipper.Date) (traps []trap) {
	for _, d := range list {
		traps = append(traps, trap{fmt.Sprintf("date %+v", d),
			func(_ *rand.Rand, item *Item) { item.Source.Issued = d },
			func(s clipper.Source, _ []string) bool {
				return fmt.Sprintf("%+v", s.Issued) == fmt.Sprintf("%+v", d) || sameDate(s.Issued, d)
			}})
	}
	return traps
}

func sameDate(a, b clipper.Date) bool {
	return a.String() == b.String() && a.Season == b.Season && a.Circa == b.Circa && a.Raw == b.Raw
}

// inField makes traps of one field, by its name in clipper.Fields.
func inField(name string, values ...string) (list []trap) {
	for _, v := range values {
		list = append(list, trap{name + " " + v,
			func(_ *rand.Rand, item *Item) {
				if err := clipper.SetField(&item.Source, name, v); err != nil {
					panic(err)
				}
			},
			func(s clipper.Source, _ []string) bool { return clipper.GetField(&s, name) == strings.TrimSpace(v) }})
	}
	return list
}

// traps are the lists of characters, dates, names and the rest.
var traps = slices.Concat(
	inTitle(
		"50 % d’eau en plus : l’État répond", `%`, "A & B, revue", `&`, "Le #canal", `#`, "rivière_propre", `_`, "10 $ le litre", `\$`, "100 ~ 200", `~`, "x ^ 3", `\^`,
		"Un {mot} entre accolades", `\{mot\}`, "Une { ouverte", `\{[^}]*$`, "Une } fermée", `^[^{]*\}`, `Le \input de la rivière`, `\\input`, `C:\eau\new`, `\\new`,
		"À l’école, « on étouffe » dès juin", "« on", "C’est «\u00a0l’eau\u00a0»\u202f!", "\u202f!", "Straße „unter Wasser“", "„unter", "He said “no ‘buts’”", "“no ‘", "Le ‹ petit › canal", "‹",
		"Dupont--Durand et l’eau", "--", "L’œuvre — naïve", "—", "Une 'note' simple", "'note'", "``Deux'' accents", "``", `L'"eau" froide`, `"eau"`, "Voir < ici > et | là", "<",
		"L’eau <i>claire</i>", "<i>", "e\u0301cole d’e\u0301te\u0301", "\u0301", "Crème brûlée à 3 €", "€", "1986. Une année", `^1986\.`, "- une liste", "^- ", "# un titre", "^# ", "=SOMME(A1)", "^=",
		"L’eau, et la terre and the sky", " and ", "El agua: ¿qué pasa?", "¿", "L’eau : une histoire", " : ", "What the NASA engineers said in Paris", "NASA", "Ein Haus in Saint-Étienne und Köln", "Köln",
		"the iPhone and the river", "iPhone", "Вода и город", `\p{Cyrillic}`, "Το νερό της πόλης", `\p{Greek}`, "村の水", `\p{Han}`, "물과 도시", `\p{Hangul}`, "الماء والمدينة", `\p{Arabic}`,
		"המים והעיר", `\p{Hebrew}`, "नदी का पानी", `\p{Devanagari}`, "آب می\u200cرود", "\u200c", "L’eau 💧 claire", "💧", "Nước và thành phố", "ướ", "Łódź i woda", "Ł", "Deux\u00a0mots", "\u00a0",
		"so\u00adft", "\u00ad", "\u202eEvil title\u202c", "\u202e", "Deux\nlignes", `\n`, "Une\ttabulation", `\t`, "Un \x00 nul", `\x00`, "\x1b]8;;https://evil.example\x07clic\x1b]8;;\x07", `\x1b`,
		"ER  - une ligne", "^ER  - ", "Fin\r\nER  - \r\nTY  - BOOK", `\r\n`, "x},\n@article{y", "@article", "<script>alert(1)</script>", "<script>", "Fin ]]> de tout", `\]\]>`, `\write18{touch x}`, `\\write18`,
		"=cmd|' /C calc'!A0", `cmd\|`, "L’eau, l’air ; le feu", ";", "Pourquoi ? Parce que !", `\?`, "L’été 2024 (suite)", `\(`, "[Sans titre]", `\[`, "A*B_c*d", `\*`, "…et l’eau", "^…", "Le 1ᵉʳ mai", "ᵉ",
		"L'aujourd’hui", "'", "Ǆungla", "Ǆ", "ﬁn de l’eau", "ﬁ", strings.Repeat("L’eau et ", 60)+"la fin", "(?:L’eau et ){60}", "a", "^a$",
	),
	inAuthors(
		"Jean de La Fontaine", `\|de\|La\||La Fontaine`, "Marie d’Ormesson", "d’", "Ursula von der Leyen", "von der", "Jan van der Berg", "van der", "Marine Le Pen", "Le Pen|Le",
		"Luca della Robbia", "della", "King, Martin Luther, Jr.", `Jr\.`, "John Smith III", `\|III\|`, "José Ortega y Gasset", "Ortega y Gasset", "Gabriel García Márquez", "García Márquez", "AFP", `\|AFP$`,
		"Institut national de l’eau, des rivières et des canaux", `\|Institut[^|]*, des rivières`, "Ministère de l’Économie, des Finances", "Ministère", "Simon and Schuster", " and ", "Agence France-Presse & Cie", "& Cie",
		"村上 春樹", "春樹", "王小明", `王`, "Иван Петров", "Петров", "أحمد علي", "أحمد", "Kovács János", "Kovács", "Juan de la Cruz", "Cruz", "Robert De Niro", "De Niro|De", "Jean-Luc O’Brien", "O’Brien",
		"Tahar Ben Jelloun", "Jelloun", "J. K. Rowling", `J\. K\.`, "bell hooks", "hooks", "Voltaire", "Voltaire", "Ñuñez, María-José", "Ñuñez", "Σωκράτης Παπαδόπουλος", "Παπαδόπουλος", "Łukasz Żółw", "Żółw",
		"Jean {Dupond}", `\{`, "L’Oréal_Groupe #8", "#8", "Anne\u00a0Martin", "Martin", "김철수", "김", "Bjørn Åsgård", "Åsgård", "D'Annunzio, Gabriele", "Annunzio", "Le Clézio, Jean-Marie Gustave", "Clézio",
	),
	[]trap{
		{"no author", func(_ *rand.Rand, item *Item) { item.Source.Authors = nil }, func(s clipper.Source, _ []string) bool { return len(s.Authors) == 0 }},
		{"thirty authors", func(r *rand.Rand, item *Item) {
			for range 30 {
				item.Source.Authors = append(item.Source.Authors, clipper.ParseName(pick(r, plainNames...)))
			}
		}, func(s clipper.Source, _ []string) bool { return len(s.Authors) >= 30 }},
		{"an organisation with a comma and an and", func(_ *rand.Rand, item *Item) {
			item.Source.Authors = []clipper.Name{{Literal: "Rivers, Canals and Sons, Ltd"}}
		}, func(s clipper.Source, _ []string) bool {
			return slices.ContainsFunc(s.Authors, func(n clipper.Name) bool { return strings.Contains(n.Literal, "Canals and Sons, ") })
		}},
		{"editors", func(_ *rand.Rand, item *Item) {
			item.Source.Editors = []clipper.Name{clipper.ParseName("Marie de Gournay"), {Literal: "Comité de l’eau"}}
		}, func(s clipper.Source, _ []string) bool { return len(s.Editors) == 2 }},
		{"a translator", func(_ *rand.Rand, item *Item) {
			item.Source.Translators = []clipper.Name{clipper.ParseName("Friedrich von Schlegel")}
		}, func(s clipper.Source, _ []string) bool { return len(s.Translators) == 1 }},
		{"the site is the publisher", func(_ *rand.Rand, item *Item) { item.Source.Publisher = item.Source.Container }, func(s clipper.Source, _ []string) bool {
			return s.Publisher != "" && s.Publisher == s.Container
		}},
		{"no site", func(_ *rand.Rand, item *Item) { item.Source.Container = "" }, func(s clipper.Source, _ []string) bool { return s.Container == "" }},
		{"no date of access", func(_ *rand.Rand, item *Item) { item.Source.Accessed = clipper.Date{} }, func(s clipper.Source, _ []string) bool { return s.Accessed.IsZero() }},
		{"tags with commas and signs", func(_ *rand.Rand, item *Item) { item.Tags = []string{"eau, ville", "50 %; {x", "été_2"} }, func(_ clipper.Source, tags []string) bool {
			return slices.Contains(tags, "eau, ville")
		}},
		{"an archived copy", func(_ *rand.Rand, item *Item) {
			item.Source.ArchiveURL = "https://archive.example/web/2024/https://a.example/é_%20"
		}, func(s clipper.Source, _ []string) bool { return s.ArchiveURL != "" }},
	},
	inDates(on(2024, 9, 12), on(2024, 11, 0), on(2019, 0, 0), on(2019, 4, 31), circa(on(2018, 0, 0)), circa(on(2018, 5, 0)), clipper.Date{Year: 2018, Season: 1},
		clipper.Date{Year: 2018, Season: 2}, clipper.Date{Year: 2018, Season: 4}, until(on(2020, 3, 1), on(2021, 2, 0)), until(on(2020, 0, 0), on(2022, 0, 0)),
		until(on(2020, 3, 1), on(2020, 3, 4)), on(987, 0, 0), on(2024, 2, 29), on(2023, 2, 29), on(2024, 12, 31), on(2024, 1, 1), clipper.Date{Raw: "un jour de pluie"}, clipper.Date{}, on(1582, 10, 9)),
	inField("site", "Revue & Débats", "100 % Info", "水の新聞", "Eau and Ville", "L’Écho_du #8", "a~b", "Le Courrier, édition du soir", "{Brace}", `Back\slash`, "Journal of Water: A", "Das „Blatt“"),
	inField("publisher", "Eau & Fils", "Rivers and Sons", "Presses de l’Université_8", "水社", "Éditions du Canal, Paris"),
	inField("publisher_place", "Saint-Étienne", "New York and London", "Łódź", "Frankfurt a. M.", "東京"),
	inField("edition", "2", "2e éd. revue & corrigée", "3., überarbeitete Auflage"),
	inField("volume", "12", "IV", "12_b"),
	inField("issue", "3", "4–5", "n° 7 & 8"),
	inField("pages", "1–12", "34", "xii–xiv", "e1204", "12-34", "4, 7–9"),
	inField("genre", "Thèse de doctorat", "Rapport d’étape & annexes"),
	inField("doi", "10.5555/a_b", "10.5555/(sici)1<2::a>3", "https://doi.org/10.5555/x#y", "10.5555/{x}"),
	inField("issn", "0317-8471", "2049-3630", "1234-5678", "2434-561X"),
	inField("isbn", "978-3-16-148410-0", "2-07-036024-8", "978-0-00-000000-0"),
	inField("url", "https://courrier.example/a_b", "https://courrier.example/a%20b?x=1&y=%C3%A9", "https://courrier.example/é~à#haut", "https://courrier.example/{x}", "https://courrier.example/p?q=a+b;c",
		"https://courrier.example/(paren)", `https://courrier.example/back\slash`, "https://пример.example/вода", "https://courrier.example/100%", "https://courrier.example/a,b'c\"d", "https://courrier.example/"+strings.Repeat("long/", 80), "javascript:alert(1)", ""),
	inField("lang", "en-GB", "zh-Hans-CN", "und", "", "fr-CA", "ru", "ja", "ar", "tlh"),
	inField("type", "webpage", "post-weblog", "post", "broadcast", "article-newspaper", "article-magazine", "article-journal", "report", "book", "chapter", "thesis", "paper-conference",
		"entry-encyclopedia", "manuscript", "motion_picture", "interview", "", "no-such-type"),
	inField("original_title", "Die {Stadt} & das _Wasser_"),
	inField("section", "Débats & idées"),
	inField("archive", "Archives_de la ville & du canal"),
)

var plainNames = []string{"Jean Dupont", "Marie Martin", "Ursula von der Leyen", "村上 春樹", "Иван Петров", "Anna Schmidt", "AFP"}

// generated makes n sources from a fixed seed, each with at least one trap, every
// trap of the list in turn and up to three more by chance.
func generated(n int) []Item {
	r := rand.New(rand.NewPCG(7, 2026))
	items := make([]Item, n)
	for i := range items {
		items[i] = plainItem(r, i)
		chosen := []int{i % len(traps)}
		for range r.IntN(4) {
			chosen = append(chosen, r.IntN(len(traps)))
		}
		slices.Reverse(chosen) // the one whose turn it is has the last word
		for _, k := range chosen {
			traps[k].plant(r, &items[i])
		}
	}
	Keys(items)
	return items
}

// plainItem is a source without a trap: of any type, whole.
func plainItem(r *rand.Rand, i int) Item {
	s := clipper.Source{
		Type:      pick(r, "webpage", "article-newspaper", "article-magazine", "article-journal", "post-weblog", "report", "book", "chapter", "thesis"),
		Title:     fmt.Sprintf("%s %d", pick(r, "Die Stadt am Wasser", "La rivière et la ville", "the river and the town"), i),
		Container: pick(r, "Le Courrier du Canal", "Die Woche"), Publisher: "Presses du Canal", Place: "Lyon",
		Authors: []clipper.Name{clipper.ParseName(pick(r, plainNames...))}, Issued: on(2001+i%24, 1+i%12, 1+i%28), Accessed: on(2026, 10, 3),
		URL: fmt.Sprintf("https://courrier.example/%d", i), Language: pick(r, "fr", "de", "en"),
	}
	if s.Type == "article-journal" {
		s.Volume, s.Issue, s.Pages, s.DOI = "12", "3", "12–34", fmt.Sprintf("10.5555/%d", i)
	}
	return Item{Source: s}
}

// TestTraps: each trap occurs, and each source has one.
func TestTraps(t *testing.T) {
	items := generated(1000)
	seen := make([]int, len(traps))
	for i, item := range items {
		for k, trap := range traps {
			if trap.seen(item.Source, item.Tags) {
				seen[k]++
			} else if k == i%len(traps) {
				t.Errorf("source %d does not have its trap, %s: %+v", i, trap.name, item.Source)
			}
		}
	}
	for k, n := range seen {
		if n == 0 {
			t.Errorf("%s does not occur", traps[k].name)
		}
	}
	for _, sign := range `\{}$&#%_~^` {
		if !slices.ContainsFunc(items, func(i Item) bool { return strings.ContainsRune(i.Source.Title, sign) }) {
			t.Errorf("%q does not occur in a title", sign)
		}
	}
	if !slices.ContainsFunc(items, func(i Item) bool { return strings.ContainsFunc(i.Source.Title, unicode.IsControl) }) {
		t.Error("no title has a control character")
	}
	t.Logf("%d traps in %d sources", len(traps), len(items))
}

// pick takes one of the choices at random.
func pick[T any](r *rand.Rand, choices ...T) T { return choices[r.IntN(len(choices))] }
