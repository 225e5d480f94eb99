package cite

import (
	"strconv"
	"strings"

	"florilegium/clipper"
)

// words are what a reference says in one language.
type words struct {
	and, noDate, untitled, circa string
	accessed, archived, quotedIn string
	paragraph, under             string
	page, pageRange              string
	comma                        bool // before "and"
	months, seasons              []string
	date                         func(d clipper.Date, month string) string
}

var vocabulary = map[string]words{
	"en": {
		and: "and", noDate: "n.d.", untitled: "Untitled", circa: "ca.",
		accessed: "Accessed", archived: "Archived at", quotedIn: "quoted in",
		paragraph: "para.", under: "under", page: "p.", pageRange: "pp.", comma: true,
		months:  strings.Fields("January February March April May June July August September October November December"),
		seasons: strings.Fields("Spring Summer Autumn Winter"), date: monthFirst,
	},
	"fr": {
		and: "et", noDate: "s.d.", untitled: "Sans titre", circa: "vers",
		accessed: "Consulté le", archived: "Archivé :", quotedIn: "cité dans",
		paragraph: "§", under: "sous", page: "p.", pageRange: "p.",
		months:  strings.Fields("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
		seasons: strings.Fields("printemps été automne hiver"), date: dayFirst("er"),
	},
	"de": {
		and: "und", noDate: "o. J.", untitled: "Ohne Titel", circa: "um",
		accessed: "Zugegriffen am", archived: "Archiviert unter", quotedIn: "zitiert in",
		paragraph: "Abs.", under: "unter", page: "S.", pageRange: "S.",
		months:  strings.Fields("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
		seasons: strings.Fields("Frühjahr Sommer Herbst Winter"), date: germanDate,
	},
	"es": {
		and: "y", noDate: "s. f.", untitled: "Sin título", circa: "hacia",
		accessed: "Consultado el", archived: "Archivado en", quotedIn: "citado en",
		paragraph: "párr.", under: "bajo", page: "p.", pageRange: "pp.",
		months:  strings.Fields("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
		seasons: strings.Fields("primavera verano otoño invierno"), date: spanishDate,
	},
	"it": {
		and: "e", noDate: "s.d.", untitled: "Senza titolo", circa: "ca.",
		accessed: "Consultato il", archived: "Archiviato in", quotedIn: "citato in",
		paragraph: "par.", under: "sotto", page: "p.", pageRange: "pp.",
		months:  strings.Fields("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
		seasons: strings.Fields("primavera estate autunno inverno"), date: dayFirst("º"),
	},
}

// pages is the word before a page or pages, as in "xii–xiv" and "3, 7".
func (w words) pages(page string) string {
	if strings.ContainsAny(page, "-–—,;") {
		return w.pageRange
	}
	return w.page
}

func monthFirst(d clipper.Date, month string) string {
	if d.Day == 0 {
		return month + " " + strconv.Itoa(d.Year)
	}
	return month + " " + strconv.Itoa(d.Day) + ", " + strconv.Itoa(d.Year)
}

// dayFirst is "12 septembre 2024", with a mark on the first day of the month.
func dayFirst(first string) func(clipper.Date, string) string {
	return func(d clipper.Date, month string) string {
		switch d.Day {
		case 0:
			return month + " " + strconv.Itoa(d.Year)
		case 1:
			return "1" + first + " " + month + " " + strconv.Itoa(d.Year)
		}
		return strconv.Itoa(d.Day) + " " + month + " " + strconv.Itoa(d.Year)
	}
}

func germanDate(d clipper.Date, month string) string {
	if d.Day == 0 {
		return month + " " + strconv.Itoa(d.Year)
	}
	return strconv.Itoa(d.Day) + ". " + month + " " + strconv.Itoa(d.Year)
}

func spanishDate(d clipper.Date, month string) string {
	return strings.ReplaceAll(dayFirst("")(d, month), " ", " de ")
}
