package cite

// documentWords are the headings that a document has of its own.
type documentWords struct{ bibliography, notes, quotations string }

// documentHeadings by language. English in-text styles have "References".
var documentHeadings = map[string]documentWords{
	"en": {"Bibliography", "Notes", "Quotations"},
	"fr": {"Bibliographie", "Notes", "Citations"},
	"de": {"Literaturverzeichnis", "Anmerkungen", "Zitate"},
	"es": {"Bibliografía", "Notas", "Citas"},
	"it": {"Bibliografia", "Note", "Citazioni"},
	"pt": {"Bibliografia", "Notas", "Citações"},
	"nl": {"Bibliografie", "Noten", "Citaten"},
	"ca": {"Bibliografia", "Notes", "Citacions"},
	"ro": {"Bibliografie", "Note", "Citate"},
	"pl": {"Bibliografia", "Przypisy", "Cytaty"},
	"cs": {"Seznam literatury", "Poznámky", "Citáty"},
	"hu": {"Irodalomjegyzék", "Jegyzetek", "Idézetek"},
	"hr": {"Popis literature", "Bilješke", "Citati"},
	"sv": {"Litteraturförteckning", "Noter", "Citat"},
	"da": {"Litteraturliste", "Noter", "Citater"},
	"nb": {"Litteraturliste", "Noter", "Sitater"},
	"fi": {"Lähteet", "Viitteet", "Lainaukset"},
	"tr": {"Kaynakça", "Notlar", "Alıntılar"},
	"el": {"Βιβλιογραφία", "Σημειώσεις", "Παραθέματα"},
	"ru": {"Список литературы", "Примечания", "Цитаты"},
	"uk": {"Список літератури", "Примітки", "Цитати"},
	"ar": {"المراجع", "الهوامش", "اقتباسات"},
	"fa": {"منابع", "یادداشت\u200cها", "نقل\u200cقول\u200cها"},
	"he": {"ביבליוגרפיה", "הערות", "ציטוטים"},
	"zh": {"参考文献", "注释", "引文"},
	"ja": {"参考文献", "注", "引用"},
	"ko": {"참고문헌", "주", "인용문"},
}

// documentWordsOf are the headings of a BCP 47 tag, English ones where the
// language is not known.
func documentWordsOf(lang string) documentWords {
	lang = primary(lang)
	if lang == "no" || lang == "nn" {
		lang = "nb"
	}
	if w, ok := documentHeadings[lang]; ok {
		return w
	}
	return documentHeadings["en"]
}

// listHeading is the heading of the bibliography.
func (c *CSLStyle) listHeading(lang string) string {
	heading := documentWordsOf(lang).bibliography
	if heading == documentHeadings["en"].bibliography && !c.IsNote() {
		return "References"
	}
	return heading
}
