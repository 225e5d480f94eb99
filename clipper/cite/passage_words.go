package cite

import (
	"strings"

	"florilegium/clipper"
)

// hand is how an editor's interventions are written in a language.
type hand struct {
	omission              string // what stands for words left out
	spaced                bool   // words are parted by spaces
	dots                  bool   // the omission is dots without brackets, and joins a full stop
	sic                   string
	semicolon             string
	emphasis, translation string // what is said of the quotation in brackets
}

// threeDots are ellipsis points as Chicago, MLA and APA space them.
const threeDots = ".\u00a0.\u00a0."

var hands = map[string]hand{
	"en": {emphasis: "emphasis added", translation: "my translation"},
	"fr": {emphasis: "nous soulignons", translation: "traduction de l’auteur"},
	"de": {emphasis: "Hervorhebung hinzugefügt", translation: "eigene Übersetzung"},
	"es": {emphasis: "énfasis añadido", translation: "traducción propia"},
	"it": {emphasis: "corsivo aggiunto", translation: "traduzione mia"},
	"pt": {emphasis: "itálico nosso", translation: "tradução nossa"},
	"nl": {emphasis: "cursivering toegevoegd", translation: "eigen vertaling"},
	"ca": {emphasis: "èmfasi afegit", translation: "traducció pròpia"},
	"ru": {omission: "<…>", emphasis: "курсив мой", translation: "перевод мой"},
	"uk": {omission: "<…>", emphasis: "курсив мій", translation: "переклад мій"},
	"pl": {emphasis: "podkreślenie moje", translation: "tłumaczenie własne"},
	"cs": {emphasis: "zvýraznění vlastní", translation: "vlastní překlad"},
	"hu": {emphasis: "kiemelés tőlem", translation: "saját fordítás"},
	"ro": {emphasis: "sublinierea noastră", translation: "traducerea noastră"},
	"sv": {emphasis: "min kursivering", translation: "min översättning"},
	"da": {emphasis: "min kursivering", translation: "min oversættelse"},
	"no": {emphasis: "min utheving", translation: "min oversettelse"},
	"fi": {emphasis: "kursivointi lisätty", translation: "oma suomennos"},
	"el": {emphasis: "η έμφαση δική μου", translation: "μετάφραση δική μου"},
	"tr": {emphasis: "vurgu eklenmiştir", translation: "kendi çevirim"},
	"ar": {emphasis: "التشديد مضاف", translation: "الترجمة للباحث"},
	"he": {emphasis: "ההדגשה שלי", translation: "תרגום שלי"},
	"zh": {omission: "……", sic: "［原文如此］", emphasis: "着重为引者所加", translation: "笔者译"},
	"ja": {omission: "（中略）", sic: "［ママ］", emphasis: "強調は引用者", translation: "拙訳"},
	"ko": {emphasis: "강조는 인용자", translation: "필자 번역"},
}

// handOf is the hand of a language (BCP 47). In English APA, MLA and Chicago have
// their own way with omissions.
func handOf(lang string, f family) hand {
	base := primary(lang)
	if base == "nb" || base == "nn" {
		base = "no"
	}
	h, ok := hands[base]
	if !ok {
		base, h = "en", hands["en"]
	}
	h.semicolon = semicolon(lang)
	h.spaced = base != "zh" && base != "ja"
	if h.omission == "" {
		h.omission = "[…]"
	}
	if h.sic == "" {
		h.sic = "[sic]"
	}
	if base == "en" && f != noFamily {
		h.omission, h.dots = threeDots, true
	}
	return h
}

// among is the hand for a quotation: dots of the source's own make those of the editor stand in
// brackets.
func (h hand) among(quote string) hand {
	if h.dots && (strings.Contains(quote, "…") || strings.Contains(quote, "..") || strings.Contains(strings.ReplaceAll(quote, "\u00a0", " "), ". .")) {
		h.omission, h.dots = "["+threeDots+"]", false
	}
	return h
}

// after is what is said of a quotation in brackets.
func (h hand) after(marks []clipper.ClipMark, translated bool) string {
	var parts []string
	if translated {
		parts = append(parts, h.translation)
	}
	for _, m := range marks {
		if m.Kind == clipper.Emphasise {
			parts = append(parts, h.emphasis)
			break
		}
	}
	return strings.Join(parts, h.semicolon)
}

// semicolon parts what is said of a quotation; French sets a no-break space before
// it.
func semicolon(lang string) string {
	switch base := primary(lang); {
	case base == "fr" && !strings.EqualFold(lang, "fr-CH"):
		return "\u00a0; "
	case base == "fr":
		return "\u202f; "
	}
	return "; "
}
