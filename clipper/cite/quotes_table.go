package cite

import "strings"

// marks are the quotation marks of a language, outer pair and inner pair, each with
// the space that the language sets inside it.
type marks struct{ open, close, open2, close2 string }

var markSets = map[string]marks{
	"fr":      {"«\u00a0", "\u00a0»", "“", "”"},
	"fr-ch":   {"«\u202f", "\u202f»", "‹\u202f", "\u202f›"},
	"en":      {"“", "”", "‘", "’"},
	"en-gb":   {"‘", "’", "“", "”"},
	"de":      {"„", "“", "‚", "‘"},
	"de-ch":   {"«", "»", "‹", "›"},
	"da":      {"»", "«", "›", "‹"},
	"es":      {"«", "»", "“", "”"},
	"nl":      {"‘", "’", "“", "”"},
	"ru":      {"«", "»", "„", "“"},
	"pl":      {"„", "”", "«", "»"},
	"hu":      {"„", "”", "»", "«"},
	"sv":      {"”", "”", "’", "’"},
	"no":      {"«", "»", "‘", "’"},
	"ja":      {"「", "」", "『", "』"},
	"hr":      {"„", "”", "‚", "’"},
	"fa":      {"«", "»", "‹", "›"},
	"default": {"“", "”", "‘", "’"},
}

// sameMarks lists languages that quote like another.
var sameMarks = sameAs(map[string]string{
	"en":    "pt-br ko zh vi th id ms hi tr ga cy eo en-us en-ca af la mul",
	"en-gb": "en-au en-nz en-za en-ie en-in",
	"fr":    "br oc",
	"es":    "it ca gl eu el pt pt-pt ar ast",
	"ru":    "uk be hy kk",
	"de":    "cs sk sl bg et lt lv is lb",
	"de-ch": "it-ch rm de-li",
	"hr":    "sr bs mk ro-md",
	"pl":    "ro",
	"sv":    "fi he",
	"no":    "nb nn",
	"ja":    "zh-tw zh-hk zh-mo zh-hant",
})

func sameAs(lists map[string]string) map[string]string {
	like := map[string]string{}
	for of, tags := range lists {
		for tag := range strings.FieldsSeq(tags) {
			like[tag] = of
		}
	}
	return like
}

// knownMarks are the marks of a BCP 47 tag, by its region or script first.
func knownMarks(lang string) (marks, bool) {
	tag := strings.ToLower(strings.ReplaceAll(lang, "_", "-"))
	for tag != "" {
		if m, ok := markSets[tag]; ok && tag != "default" {
			return m, true
		}
		if m, ok := markSets[sameMarks[tag]]; ok {
			return m, true
		}
		tag = tag[:max(0, strings.LastIndexByte(tag, '-'))]
	}
	return markSets["default"], false
}

func marksOf(lang string) marks {
	m, _ := knownMarks(lang)
	return m
}

// marks are those of the style's language: of the table, which knows about inner
// spaces, else of the locale's file.
func (c *CSLStyle) marks() marks {
	m, known := knownMarks(c.Locale())
	if known {
		return m
	}
	if q := c.processor.QuotationMarks(); q[0] != "" && q[1] != "" && q[2] != "" && q[3] != "" {
		return marks{q[0], q[1], q[2], q[3]}
	}
	return m
}

// at are the marks of a level: the outer pair, the inner pair, the outer again.
func (m marks) at(level int) (open, shut string) {
	if level%2 == 1 {
		return m.open2, m.close2
	}
	return m.open, m.close
}

// around sets text in the marks of a level.
func (m marks) around(text string, level int) string {
	open, shut := m.at(level)
	return open + text + shut
}

// quote sets text in the outer marks. Quotations inside it go one level down; a
// pair that encloses the whole text is not doubled. Apostrophes stay as they are.
func (m marks) quote(text string) string { return m.around(m.inner(text), 0) }

// inner is what quote sets between the marks.
func (m marks) inner(text string) string {
	var b strings.Builder
	for _, p := range m.nest([]piece{{text: text}}, 1) {
		b.WriteString(p.text)
	}
	return b.String()
}
