package clipper

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// parts writes a name with its fields marked: given/dropping/non-dropping/family/suffix.
func parts(n Name) string {
	if n.Literal != "" {
		return "=" + n.Literal
	}
	return strings.Join([]string{n.Given, n.Dropping, n.NonDropping, n.Family, n.Suffix}, "/")
}

func TestParseName(t *testing.T) {
	checkNames(t, map[string]string{
		"Jean Dupont":             "Jean///Dupont/",
		"  Jean\u00a0 Dupont ":    "Jean///Dupont/",
		"Jean-Luc Mélenchon":      "Jean-Luc///Mélenchon/",
		"Jean de La Fontaine":     "Jean/de/La/Fontaine/",
		"La Fontaine, Jean de":    "Jean/de/La/Fontaine/",
		"de La Fontaine, Jean":    "Jean/de/La/Fontaine/",
		"Fontaine, Jean de La":    "Jean/de/La/Fontaine/",
		"Charles de Gaulle":       "Charles/de//Gaulle/",
		"Jean d’Ormesson":         "Jean/d’//Ormesson/",
		"d'Ormesson, Jean":        "Jean/d'//Ormesson/",
		"Marine Le Pen":           "Marine//Le/Pen/",
		"Le Pen, Marine":          "Marine//Le/Pen/",
		"Joachim du Bellay":       "Joachim/du//Bellay/",
		"Ludwig van Beethoven":    "Ludwig//van/Beethoven/",
		"Rogier van der Weyden":   "Rogier//van der/Weyden/",
		"Friedrich von Hayek":     "Friedrich/von//Hayek/",
		"Ursula von der Leyen":    "Ursula/von der//Leyen/",
		"Luca della Robbia":       "Luca//della/Robbia/",
		"Juan de la Cruz":         "Juan//de la/Cruz/",
		"Robert De Niro":          "Robert///De Niro/",
		"Tahar Ben Jelloun":       "Tahar///Ben Jelloun/",
		"Gabriel García Márquez":  "Gabriel///García Márquez/",
		"José Ortega y Gasset":    "José///Ortega y Gasset/",
		"Martin Luther King, Jr.": "Martin Luther///King/Jr.",
		"King, Martin Luther, Jr": "Martin Luther///King/Jr",
		"John Smith III":          "John///Smith/III",
		"Alexandre Dumas fils":    "Alexandre///Dumas/fils",
		"J. K. Rowling":           "J. K.///Rowling/",
		"Dr. Anna Schmidt":        "Anna///Schmidt/",
		"DUPONT Jean":             "Jean///Dupont/",
		"Jean DUPONT-MARTIN":      "Jean///Dupont-Martin/",
		"JEAN DUPONT":             "Jean///Dupont/",
		"Kovács János":            "János///Kovács/",
		"János Kovács":            "János///Kovács/",
		"Nagy Imre":               "Imre///Nagy/",
		"Nguyễn Văn An":           "Văn An///Nguyễn/",
		"Xi Jinping":              "Jinping///Xi/",
		"Jinping Xi":              "Jinping///Xi/",
		"Kim Jong-un":             "Jong-un///Kim/",
		"Susan Wang":              "Susan///Wang/",
		"王小明":                     "小明///王/",
		"欧阳修":                     "修///欧阳/",
		"村上 春樹":                   "春樹///村上/",
		"村上春樹":                    "春樹///村上/",
		"김철수":                     "철수///김/",
		"カール・マルクス":                "=カール・マルクス",
		"Иван Петров":             "Иван///Петров/",
		"Ахматова, Анна":          "Анна///Ахматова/",
		"أحمد علي":                "أحمد///علي/",
		"جمال عبد الناصر":         "جمال///عبد الناصر/",
		"bell hooks":              "bell///hooks/",
		"Voltaire":                "=Voltaire",
	})
}

func TestParseOrganisation(t *testing.T) {
	checkNames(t, map[string]string{
		"AFP":                  "=AFP",
		"dpa":                  "=dpa",
		"Reuters":              "=Reuters",
		"Die Redaktion":        "=Die Redaktion",
		"Le Monde":             "=Le Monde",
		"The Guardian":         "=The Guardian",
		"Agence France-Presse": "=Agence France-Presse",
		"Ministère de l’Économie et des Finances": "=Ministère de l’Économie et des Finances",
		"Institut national de la santé":           "=Institut national de la santé",
		"Universität Wien":                        "=Universität Wien",
		"Reporters sans frontières":               "=Reporters sans frontières",
		"20 Minutes":                              "=20 Minutes",
		"新华社":                                     "=新华社",
		"@plume":                                  "=@plume",
		"e\u0301tienne Re\u0301mi":                "étienne///Rémi/",
		"":                                        "////",
		" , ; ":                                   "////",
		"\u202eJean\u202c Dupont\x00":             "Jean///Dupont/",
	})
}

func checkNames(t *testing.T, names map[string]string) {
	t.Helper()
	for raw, want := range names {
		n := ParseName(raw)
		if got := parts(n); got != want {
			t.Errorf("ParseName(%q) = %s, want %s", raw, got, want)
		}
		if n.Raw != raw {
			t.Errorf("ParseName(%q).Raw = %q", raw, n.Raw)
		}
	}
}

func TestParseNames(t *testing.T) {
	site := func(s string) bool { return s == "Le Monde" || s == "Mediapart" }
	for raw, want := range map[string]string{
		"Par Jean Dupont":                                           "Jean Dupont",
		"Par Jean Dupont et Marie Martin":                           "Jean Dupont|Marie Martin",
		"Jean Dupont, Marie Martin et Paul Durand":                  "Jean Dupont|Marie Martin|Paul Durand",
		"Jean Dupont, Marie Martin, and Paul Durand":                "Jean Dupont|Marie Martin|Paul Durand",
		"Jean Dupont avec AFP":                                      "Jean Dupont|AFP",
		"Le Monde avec AFP":                                         "Le Monde|AFP",
		"Jean Dupont (avec AFP)":                                    "Jean Dupont|AFP",
		"Jean Dupont (à Berlin)":                                    "Jean Dupont",
		"Anna Schmidt, dpa":                                         "Anna Schmidt|dpa",
		"AFP, Reuters":                                              "AFP|Reuters",
		"AFP/Reuters":                                               "AFP|Reuters",
		"Mediapart":                                                 "Mediapart",
		"Jean Dupont, Le Monde":                                     "Jean Dupont",
		"Jean Dupont pour Le Monde":                                 "Jean Dupont",
		"Jean Dupont, envoyé spécial à Kiev":                        "Jean Dupont",
		"Dupont, Jean":                                              "Jean Dupont",
		"Dupont, Jean; Martin, Marie":                               "Jean Dupont|Marie Martin",
		"Dupont, Jean et Martin, Marie":                             "Jean Dupont|Marie Martin",
		"Dupont, Jean, Martin, Marie":                               "Jean Dupont|Marie Martin",
		"García Márquez, Gabriel":                                   "Gabriel García Márquez",
		"Jean et Marie Dupont":                                      "Jean et Marie Dupont",
		"José Ortega y Gasset":                                      "José Ortega y Gasset",
		"José Ortega y Gasset y Ana Ruiz":                           "José Ortega y Gasset|Ana Ruiz",
		"Ministère de l’Économie et des Finances":                   "Ministère de l’Économie et des Finances",
		"Ministère de l’Économie et des Finances et Ana Ruiz":       "Ministère de l’Économie et des Finances|Ana Ruiz",
		"Institut national de la santé et de la recherche médicale": "Institut national de la santé et de la recherche médicale",
		"Food and Agriculture Organization":                         "Food and Agriculture Organization",
		"Simon and Schuster":                                        "Simon and Schuster",
		"Von Anna Schmidt und Bernd von Hagen":                      "Anna Schmidt|Bernd von Hagen",
		"Von Anna Schmidt, Berlin":                                  "Anna Schmidt",
		"Von Trier, Lars":                                           "Lars Von Trier",
		"By JANE DOE and JOHN SMITH":                                "Jane Doe|John Smith",
		"By Martin Luther King, Jr.":                                "Martin Luther King, Jr.",
		"Por Ana Ruiz y Luis Gil":                                   "Ana Ruiz|Luis Gil",
		"Anna Rossi e Luca Bianchi":                                 "Anna Rossi|Luca Bianchi",
		"Автор: Иван Петров и Анна Сидорова":                        "Иван Петров|Анна Сидорова",
		"أحمد علي و محمد حسن":                                       "أحمد علي|محمد حسن",
		"أحمد علي، محمد حسن":                                        "أحمد علي|محمد حسن",
		"王小明、李大为":                                                   "王小明|李大为",
		"記者 王小明":                                                    "王小明",
		"文/王小明":                                                     "王小明",
		"村上 春樹、川端 康成":                                               "村上春樹|川端康成",
		"Kovács János és Nagy Imre":                                 "Kovács János|Nagy Imre",
		"Jean Dupont & Marie Martin":                                "Jean Dupont|Marie Martin",
		"Jean Dupont\nMarie Martin":                                 "Jean Dupont|Marie Martin",
		"Jean Dupont, Jean Dupont":                                  "Jean Dupont",
		"J. Dupont et al.":                                          "J. Dupont",
		"La rédaction avec AFP":                                     "La rédaction|AFP",
		"":                                                          "",
	} {
		var got []string
		for _, n := range ParseNames(raw, site) {
			got = append(got, n.Display())
		}
		if strings.Join(got, "|") != want {
			t.Errorf("ParseNames(%q) = %q, want %s", raw, got, want)
		}
	}
}

func TestNamesIn(t *testing.T) {
	for name, want := range map[[2]string]string{
		{"Maite Echeverría Sanz", "es-ES"}:                   "Maite///Echeverría Sanz/",
		{"José Luis Ortega", "es"}:                           "José Luis///Ortega/",
		{"María del Carmen Fernández-Cuesta y Ortega", "es"}: "María del Carmen///Fernández-Cuesta y Ortega/",
		{"Gabriel García Márquez", "es-CO"}:                  "Gabriel///García Márquez/",
		{"Maite Echeverría Sanz", "fr"}:                      "Maite Echeverría///Sanz/",
		{"John F. Kennedy", "es"}:                            "John F.///Kennedy/",
		{"Kennedy, John Fitzgerald", "es"}:                   "John Fitzgerald///Kennedy/",
		{"Аристархов Глеб Николаевич", "ru"}:                 "Глеб Николаевич///Аристархов/",
		{"Nour al-Jabri", "de"}:                              "Nour///al-Jabri/",
		{"AFP", "es"}:                                        "=AFP",
	} {
		if got := parts(ParseName(name[0]).In(name[1])); got != want {
			t.Errorf("%q in %s: %s, want %s", name[0], name[1], got, want)
		}
	}
}

func TestNameForms(t *testing.T) {
	for raw, want := range map[string][2]string{
		"Jean de La Fontaine":     {"Jean de La Fontaine", "La Fontaine, Jean de"},
		"d’Ormesson, Jean":        {"Jean d’Ormesson", "Ormesson, Jean d’"},
		"Vincent van Gogh":        {"Vincent van Gogh", "van Gogh, Vincent"},
		"King, Martin Luther, Jr": {"Martin Luther King, Jr", "King, Martin Luther, Jr"},
		"John Smith III":          {"John Smith III", "Smith, John, III"},
		"Kovács János":            {"Kovács János", "Kovács, János"},
		"王小明":                     {"王小明", "王小明"},
		"OMS":                     {"OMS", "OMS"},
		"DUPONT Jean":             {"Jean Dupont", "Dupont, Jean"},
	} {
		n := ParseName(raw)
		if got := [2]string{n.Display(), n.Sorted()}; got != want {
			t.Errorf("%q: %q, want %q", raw, got, want)
		}
	}
	if got := (Name{Given: "Ada", Family: "Lovelace"}).Display(); got != "Ada Lovelace" {
		t.Errorf("a name without Raw: %q", got)
	}
}

func FuzzParseNames(f *testing.F) {
	for _, s := range []string{
		"Par Jean de La Fontaine et Marie d’Ormesson, avec AFP", "King, Martin Luther, Jr.", "Kovács János és 王小明",
		"DUPONT Jean; MARTIN Marie (dpa)", "Von Anna, Berlin", "أحمد علي و محمد", "e\u0301, \u202e ; \xff", "de la, de", "y y y y", "ǅ İ ß",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		have := letters(strings.ToValidUTF8(raw, ""))
		for _, n := range append(ParseNames(raw, nil), ParseName(raw)) {
			for _, field := range []string{n.Display(), n.Sorted()} {
				if !norm.NFC.IsNormalString(n.Family) || !norm.NFC.IsNormalString(n.Given) {
					t.Fatalf("%q: %+v is not NFC", raw, n)
				}
				for r, count := range letters(field) {
					if count > have[r] {
						t.Fatalf("%q: %q has a letter of its own: %c", raw, field, r)
					}
				}
			}
		}
	})
}

// letters counts base letters without regard to case and accents.
func letters(s string) map[rune]int {
	m := map[rune]int{}
	for _, r := range norm.NFD.String(s) {
		if unicode.IsLetter(r) {
			m[unicode.ToLower(r)]++
		}
	}
	return m
}
