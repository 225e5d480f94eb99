package db

import (
	"testing"

	"florilegium/clipper"
)

// table is what stock tokenisers get wrong, case by case: what a text holds, the
// queries that must find it, those that must not, and the queries that find
// nothing but for which a near word must be offered.
var table = []struct {
	claim, lang, text string
	yes, no           []string
	near              map[string]string
}{
	{claim: "an elided article is no part of the word", lang: "fr",
		text: "Qu'est-ce que l'Etat ? Jusqu’où va l’État, selon le discours d'Obama et l'avis d’Angela ?",
		yes:  []string{"etat", "Etat", "État", "l'etat", "l’État", "obama", "d'Obama", "d’obama", "angela", "ou"},
		no:   []string{"letat", "dobama", "l", "d", "jusqu"}},
	{claim: "œ and æ are written out", lang: "fr", text: "L’œuvre d’un cœur pur ; l’ex æquo des sœurs.",
		yes: []string{"oeuvre", "œuvre", "coeur", "CŒUR", "aequo", "soeur"}, no: []string{"uvre", "euvre", "cour", "quo"}},
	{claim: "ß is ss", lang: "de", text: "Die Straße war weiß, die Maße groß.",
		yes: []string{"strasse", "Straße", "STRASSE", "weiss", "masse", "gross"}, no: []string{"strase", "weis", "mase"}},
	{claim: "a ligature is its letters", lang: "en", text: "The ﬁnal oﬃce, the ﬂag and the ﬁrst eﬀort.",
		yes: []string{"final", "office", "flag", "first", "effort"}, no: []string{"nal", "oce", "irst"}},
	{claim: "the Turkish dotless ı is an i", lang: "tr", text: "Kapı açıldı, İzmir’de ışık vardı.",
		yes: []string{"kapi", "kapı", "acildi", "izmirde", "isik"}, no: []string{"kap", "sik"}},
	{claim: "Greek tonos and final sigma do not matter", lang: "el", text: "Ο δρόμος προς τη Θεσσαλονίκη είναι μακρύς.",
		yes: []string{"δρομος", "δρόμος", "ΔΡΟΜΟΣ", "θεσσαλονικη", "μακρυς"}, no: []string{"δρομ", "θεσσαλια"}},
	{claim: "ё is е, but й is not и", lang: "ru", text: "Ещё один зелёный район.",
		yes: []string{"еще", "ещё", "зеленый", "зелёный", "район"}, no: []string{"раион", "зеленыи"}},
	{claim: "a word inside a German compound is offered, not found", lang: "de", text: "Zur Fußballweltmeisterschaft kam der Donaudampfschiffkapitän.",
		yes: []string{"fussballweltmeisterschaft", "Fußball*"}, no: []string{"weltmeister", "dampfschiff"},
		near: map[string]string{"weltmeister": "fussballweltmeisterschaft", "Weltmeister ": "fussballweltmeisterschaft",
			"dampfschiff ": "donaudampfschiffkapitan", "kapitän ": "donaudampfschiffkapitan", "birnbaum ": ""}},
	{claim: "three characters inside a Chinese or Japanese run", lang: "zh", text: "本馆的数据库收录了旧报纸，カタカナのデータもある。",
		yes: []string{"数据库", "データ", "旧报纸", `"数据库收录"`}, no: []string{"据数库", "データー", "数报纸"}},
	{claim: "two characters inside a Chinese run", lang: "zh", text: "中文全文检索很快。",
		yes: []string{"检索", "中文", "全文", "检"}, no: []string{"文中", "索检", "中索"}},
	{claim: "Arabic vowel marks and tatweel do not part a word", lang: "ar", text: "قَرَأَ الطِّفْلُ كِتابًا جَمِيـــلًا",
		yes: []string{"قرا", "قَرَأَ", "الطفل", "كتابا", "جميلا"}, no: []string{"ق", "ط", "طفل", "كتب"}},
	{claim: "hyphens and digits in groups, as parts and as one word", lang: "fr", text: "La covid-19 a coûté 1\u202f000\u202f000 d’euros au porte-monnaie.",
		yes: []string{"covid-19", "covid 19", "covid19", "covid", "1 000 000", "1000000", "1\u202f000\u202f000", "porte-monnaie", "porte monnaie", "portemonnaie", `"covid-19"`},
		no:  []string{"covid-20", "1 000 001", "100000", "porte-clés", `"monnaie porte"`}},
	{claim: "a word of the same stem", lang: "fr", text: "Le financement du musée inquiète les journaux nationaux.",
		yes: []string{"financer", "financements", "finances OR financement", "journal", "national", "musées"}, no: []string{"financier", "journée", "muse"}},
	{claim: "letters that no accent explains", lang: "no", text: "Fra Tromsø til Łódź, Đakovo og Þingvellir.",
		yes: []string{"tromso", "Tromsø", "lodz", "ŁÓDŹ", "dakovo", "thingvellir"}, no: []string{"troms", "odz", "akovo"}},
	{claim: "soft hyphens and zero-width signs leave no trace", lang: "de", text: "Die Bücher\u00adver\u00adbren\u00adnung, das Wort\u200bpaar, \ufeffnichts.",
		yes: []string{"bucherverbrennung", "Bücherverbrennung", "wortpaar", "nichts"}, no: []string{"bucher", "brennung", "paar"}},
	{claim: "an apostrophe inside a word, curved or straight", lang: "fr", text: "Aujourd’hui quelqu'un a vu les presqu’îles.",
		yes: []string{"aujourd'hui", "aujourd’hui", "AUJOURD'HUI", "quelqu’un", "presqu'ile*"}, no: []string{"hui", "aujourd"}},
}

// TestTable holds the index against the table, row by row.
func TestTable(t *testing.T) {
	for _, row := range table {
		l := open(t)
		a := page("https://example.org/a", "–", row.lang, row.text)
		a.Source.Authors = nil
		save(t, l, a)
		for _, q := range row.yes {
			if !finds(t, l, q) {
				t.Errorf("%s: %q does not find %q", row.claim, q, row.text)
			}
		}
		for _, q := range row.no {
			if finds(t, l, q) {
				t.Errorf("%s: %q finds %q", row.claim, q, row.text)
			}
		}
		for q, want := range row.near {
			near, err := l.Near(t.Context(), clipper.ParseQuery(q))
			must(t, err)
			if want == "" && len(near) > 0 || want != "" && (len(near) == 0 || near[0].Word != want) {
				t.Errorf("%s: near %q are %+v, want %q", row.claim, q, near, want)
			}
		}
	}
}
