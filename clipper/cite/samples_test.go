package cite

import "florilegium/clipper"

func on(year, month, day int) clipper.Date {
	return clipper.Date{Year: year, Month: month, Day: day}
}

func until(from, to clipper.Date) clipper.Date {
	from.End = &to
	return from
}

func circa(d clipper.Date) clipper.Date {
	d.Circa = true
	return d
}

func by(byline string) []clipper.Name { return clipper.ParseNames(byline, nil) }

var read = on(2026, 10, 3)

// samples are items of our own writing, each with a difficulty.
func samples() []Item {
	return []Item{
		{Source: clipper.Source{Type: "article-newspaper", Title: "À l’école, « on étouffe » dès juin", Container: "Le Courrier du Canal",
			Authors: by("Jean de La Fontaine et Marie d’Ormesson, avec AFP"), Issued: on(2024, 9, 12), Accessed: read,
			URL: "https://courrier.example/societe/a_b%20c?id=3&p=1#haut", Language: "fr"},
			Tags: []string{"thèse", "eau, ville"},
			Clips: []clipper.Clip{
				{Quote: "« Ils tentent de rester en état de mouvement »", Paragraph: 4, Heading: []string{"L’été", "Dans l’eau"}, Speaker: "la maîtresse", Note: "1. À relire\n# pas un titre"},
				{Quote: "L’eau n’était pas « froide », dit-il\u202f;\nelle l’était hier.", Paragraph: 7},
			}},
		{Source: clipper.Source{Type: "webpage", Title: "What the NASA engineers said in Paris: “nothing”", Container: "The Site & Sons",
			Issued: on(2024, 9, 1), Accessed: read, URL: "https://site.example/é{}", Language: "en-US"},
			Clips: []clipper.Clip{{Quote: "the engineers’ reply was “maybe, but that’s ‘secret’”", Paragraph: 2, Heading: []string{"Replies"}}}},
		{Source: clipper.Source{Type: "article-magazine", Title: "Straße „unter Wasser“ – 50 % mehr Regen", Container: "Die Woche",
			Authors: by("Von Anna Schmidt und Friedrich von Hagen"), Issued: on(2023, 5, 0), Accessed: read, URL: "https://woche.example/1", Language: "de"}},
		{Source: clipper.Source{Type: "report", Title: "État des lieux", Publisher: "Institut national de l’eau, des rivières et des canaux",
			Authors: by("Institut national de l’eau et des rivières"), Issued: circa(on(2018, 0, 0)), URL: "https://inerc.example/r.pdf", Language: "fr-FR"}},
		{Source: clipper.Source{Type: "article-journal", Title: "Les rivières et l’État", Container: "Revue & Débats", Authors: by("King, Martin Luther, Jr.; Ortega y Gasset, José; van der Berg, Jan"),
			Issued: on(2019, 4, 31), Volume: "3", Issue: "2", Pages: "12–34", DOI: "https://doi.org/10.5555/a_b<c>", ISSN: "0317-8471", URL: "https://revue.example/3", Language: "fr"}},
		{Source: clipper.Source{Type: "webpage", Title: "村の水", Container: "水の新聞", Authors: by("村上 春樹、王小明"), Issued: until(on(2020, 3, 1), on(2021, 2, 0)), Accessed: read, URL: "https://mizu.example/", Language: "ja"}},
		{Source: clipper.Source{Type: "post-weblog", Title: "Вода и город", Container: "Дневник", Authors: by("Иван Петров"), Issued: clipper.Date{Year: 2018, Season: 2}, URL: "https://dnevnik.example/1", Language: "ru"}},
		{Source: clipper.Source{Type: "webpage", Title: "الماء والمدينة", Container: "صحيفة القناة", Authors: by("أحمد علي"), Accessed: read, URL: "https://qanat.example/1", Language: "ar"}},
		{Source: clipper.Source{Type: "webpage", Title: "La ville à l’eau", Authors: by("Marie d’Ormesson"), Issued: clipper.Date{Raw: "un jour de pluie"}, URL: "https://courrier.example/2", Language: "fr"}},
		{Source: clipper.Source{Type: "article-newspaper", Title: "Encore\u202f: l’école", Container: "Le Courrier du Canal", Authors: by("Jean de La Fontaine"), Issued: on(2024, 9, 13), URL: "https://courrier.example/3", Language: "fr"}},
		{Source: hostile()},
	}
}

// hostile is a source whose page meant harm.
func hostile() clipper.Source {
	return clipper.Source{Type: "webpage", Title: "=cmd|' /C calc'!A0 \\input{/etc/passwd} }lone{ \u202eevil\u202c\x1b]8;;x\x07 <script>alert(1)</script> ]]>\nER  - \nTY  - BOOK\n@article{x, $_^~%#&`--''",
		Container: "\\write18{rm} and {Sons", Authors: []clipper.Name{{Family: "O}}, and {Evil", Given: "Bob\nAU  - x"}, {Literal: "}\\\\{, @string"}},
		Issued: on(2024, 1, 2), URL: "https://evil.example/}{\\input%20x|`^", DOI: "10.1/}", CiteKey: "} , \\x", Language: "fr}", Publisher: "javascript:alert(1)"}
}
