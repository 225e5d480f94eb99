package paper

import "time"

// hostile is a title that means harm in one file or another.
const hostile = "<script>alert(1)</script> ]]> &#0; &amp; \x00\x1b]8;;x\x07 \u202eevil \ufffe \xed\xa0\x80 =cmd|' /C calc'!A0 \\write18{rm} \u2066open"

// sample is a text with all that a text can have.
func sample() Text {
	return Text{
		Title: "L’eau et la ville", Author: "Camille Roux", Lang: "fr-FR", Written: time.Date(2026, 11, 23, 16, 0, 0, 0, time.UTC), Notes: "Notes",
		Entries: Entries{Hanging: true},
		Paragraphs: []Paragraph{
			{Kind: Title, Runs: []Run{{Text: "L’eau et la ville"}}},
			{Kind: Heading, Level: 1, Runs: []Run{{Text: "La chaleur à l’école"}}},
			{Kind: Details, Runs: []Run{{Text: "Jean Dupont, "}, {Text: "Le Courrier du Canal", Look: Italic}, {Text: "\n"}, {Text: "https://courrier.example/a?b=1&c=2", Link: "https://courrier.example/a?b=1&c=2"}}},
			{Runs: []Run{{Text: "La maîtresse note que «\u00a0"}, {Text: "l’eau bout\u202f; elle chante", Lang: "fr"}, {Text: "\u00a0»"},
				{Note: []Run{{Text: "Jean Dupont, "}, {Text: "Le Courrier", Look: Italic}, {Text: ", paragr.\u00a04, "}, {Text: "https://courrier.example/n", Link: "https://courrier.example/n"}, {Text: "."}}},
				{Text: ", et H"}, {Text: "2", Look: Subscript}, {Text: "O, le XX"}, {Text: "e", Look: Superscript}, {Text: " siècle, "}, {Text: "gras", Look: Bold}, {Text: " et "},
				{Text: "Dupont", Look: SmallCaps, To: "dupont2024"}, {Text: " et "}, {Text: "souligné", Look: Underline}, {Text: "  deux blancs."}}},
			{Kind: Heading, Level: 2, Runs: []Run{{Text: "Straße „unter Wasser“"}}},
			{Kind: Quotation, Lang: "de", Cite: "https://woche.example/1", Runs: []Run{{Text: "Wir schwimmen "}, {Text: "jeden Tag", Look: Emphasis}, {Text: " zur Arbeit."}}},
			{Kind: Quotation, Lang: "de", GoesOn: true, Cite: "https://woche.example/1", Runs: []Run{{Text: "Und abends zurück."}, {Note: []Run{{Text: "Anna Schmidt, „Straße“."}}}}},
			{Kind: Quotation, Lang: "ru", Runs: []Run{{Text: "Вода не спрашивает дороги."}, {Note: []Run{{Text: "Иван Петров, Вода и город."}}}}},
			{Kind: Quotation, Lang: "ar", Runs: []Run{{Text: "المدينة التي تنسى نهرها (وهو أقدم منها) تنسى اسمها في عام 1950."}, {Note: []Run{{Text: "أحمد علي، الماء والمدينة، Paris, 2021."}}}}},
			{Kind: Quotation, Lang: "zh", Runs: []Run{{Text: "水往低处流，"}, {Text: "人往高处走", Look: Emphasis}, {Text: "。"}, {Note: []Run{{Text: "王小明，运河边的村庄。"}}}}},
			{Runs: []Run{{Text: "En arabe : «\u00a0"}, {Text: "المدينة التي تنسى نهرها تنسى اسمها في عام 1950.", Lang: "ar"}, {Text: "\u00a0»."}}},
			{Kind: Heading, Level: 6, Runs: []Run{{Text: "Tout en bas"}}},
			{Runs: []Run{{Text: hostile}, {Text: " lien", Link: "javascript:alert(2)"}}},
			{Kind: Heading, Level: 1, Runs: []Run{{Text: "Bibliographie"}}},
			{Kind: Entry, Name: "dupont2024", Runs: []Run{{Text: "Dupont, Jean. «\u00a0À l’école\u00a0». "}, {Text: "Le Courrier du Canal", Look: Italic}, {Text: ", 12 septembre 2024."}}, Sources: []string{"ctx_ver=Z39.88-2004&rft.atitle=%C3%80+l%E2%80%99%C3%A9cole"}},
			{Kind: Entry, Runs: []Run{{Text: "علي, أحمد. «\u00a0الماء\u00a0». "}, {Text: "صحيفة القناة", Look: Italic}, {Text: ", 1er juin 2021."}}},
		},
	}
}
