package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"florilegium/clipper"
	"florilegium/clipper/paper"
)

// set lays the document out as paragraphs and notes, all that it says in words.
func (d Document) set() (paper.Text, error) {
	if d.Style == nil {
		style, err := NoteStyle(d.Lang)
		if err != nil {
			return paper.Text{}, err
		}
		d.Style = style
	}
	d.Lang = firstOf(d.Lang, d.Style.Locale())
	s := &setter{style: d.Style, lang: d.Lang, translated: d.Wording != Original}
	s.text = paper.Text{Title: heading(d.Title), Lang: d.Lang, Notes: documentWordsOf(d.Lang).notes, Endnotes: d.Endnotes, Author: d.Author, Written: d.Written}
	if s.text.Title != "" {
		s.add(paper.Paragraph{Kind: paper.Title, Runs: plainRuns(s.text.Title)})
	}
	s.refs = refer(d)
	for i, part := range d.Parts {
		s.part(i, part)
	}
	s.settle("")
	s.bibliography()
	return s.text, nil
}

// setter sets one part of a document after the other.
type setter struct {
	style *CSLStyle
	lang  string
	refs  *references

	translated bool // clips are quoted in the reader's translation

	text paper.Text

	// What the last paragraph still waits for.
	lead   bool        // words that end without a full stop: a short quotation goes on with them
	call   []paper.Run // the call of a note, which stands before or after the next punctuation
	stop   string      // a full stop, unless the sentence goes on
	run    bool        // it ends with a short quotation: the sentence may go on
	joined bool        // that quotation goes on with the writer's words
	tail   int         // the run with its last words, -1 for none
}

func (s *setter) add(p paper.Paragraph) { s.text.Paragraphs = append(s.text.Paragraphs, p) }

// last is the paragraph that is going on.
func (s *setter) last() *paper.Paragraph { return &s.text.Paragraphs[len(s.text.Paragraphs)-1] }

func (s *setter) part(i int, part Part) {
	switch part.Kind {
	case clipper.HeadingPart:
		s.settle("")
		s.add(paper.Paragraph{Kind: paper.Heading, Level: min(max(part.Level, 1), 6), Runs: plainRuns(heading(part.Text))})
		s.details(part.Source)
	case clipper.WordsPart:
		s.words(part)
	case clipper.ClipPart:
		if quotes(part) {
			s.quotation(i, part)
		}
	}
}

// settle ends the paragraph that is going on, or with words that go on in it sets
// what waited. In English the call of a note stands after the punctuation, else
// before it. It returns what is left of the words.
func (s *setter) settle(next string) string {
	switch {
	case s.run && next != "":
		next = s.carryOn(next)
	case s.unended():
		s.stop = s.carryOn(fullStop(s.lang))
	}
	if s.call != nil {
		s.last().Runs = append(s.last().Runs, s.call...)
	}
	if s.stop != "" && next == "" {
		s.last().Runs = append(s.last().Runs, paper.Run{Text: s.stop})
	}
	s.call, s.stop, s.run, s.lead, s.joined = nil, "", false, false, false
	return next
}

// unended reports a sentence of the writer's that ends with a quotation and without
// a full stop.
func (s *setter) unended() bool {
	return s.joined && s.stop == "" && s.tail >= 0 && !endsSentence(s.last().Runs[s.tail].Text)
}

// carryOn leads a quotation over to the words that go on with its sentence: its
// full stop goes, and American English sets a comma in its place.
func (s *setter) carryOn(next string) string {
	if s.tail < 0 {
		return next
	}
	p := s.last()
	quoted := &p.Runs[s.tail]
	quoted.Text = withoutStop(quoted.Text)
	if s.call == nil || primary(s.lang) != "en" {
		return next
	}
	mark := next[:len(next)-len(strings.TrimLeft(next, ",.;:!?"))]
	if (mark == "," || mark == ".") && AuthorDate(s.lang).comma {
		quoted.Text += mark
	} else if mark != "" {
		p.Runs = append(p.Runs, paper.Run{Text: mark})
	}
	return next[len(mark):]
}

// words sets the writer's own words; the first may go on with a sentence.
func (s *setter) words(part Part) {
	for i, text := range paragraphs(part.Text) {
		if i == 0 && s.run && !part.Apart && goesOn(text) {
			text = s.settle(text)
			if text != "" && !strings.HasPrefix(text, " ") && !strings.ContainsRune(",.;:!?)]…", firstRune(text)) {
				text = s.space() + text
			}
			s.last().Runs = append(s.last().Runs, linked(text, 0)...)
		} else {
			s.settle("")
			s.add(paper.Paragraph{Runs: linked(text, 0)})
		}
		s.lead = !part.Apart && !endsSentence(text)
	}
}

// space parts words and a quotation.
func (s *setter) space() string {
	if lang := primary(s.lang); lang == "zh" || lang == "ja" {
		return ""
	}
	return " "
}

// details are the small print beneath the heading of a source.
func (s *setter) details(source clipper.Source) {
	source = tidy(bounded(source))
	style := AuthorDate(s.lang)
	who, when := style.authors(source.Authors, false), style.fullDate(source.Issued)
	if _, known := vocabulary[primary(s.lang)]; !known {
		who, when = namesOf(source.Authors), source.Issued.String()
	}
	var runs []paper.Run
	for _, run := range []paper.Run{{Text: who}, {Text: source.Container, Look: paper.Italic}, {Text: volume(source)}, {Text: when}, {Text: source.Pages}} {
		if run.Text == "" {
			continue
		}
		if runs != nil {
			runs = append(runs, paper.Run{Text: ", "})
		}
		runs = append(runs, run)
	}
	if address := link(source, ""); address != "" {
		if runs != nil {
			runs = append(runs, paper.Run{Text: "\n"})
		}
		runs = append(runs, paper.Run{Text: address, Link: address})
	}
	if runs != nil {
		s.add(paper.Paragraph{Kind: paper.Details, Runs: runs})
	}
}

func namesOf(names []clipper.Name) string {
	list := make([]string, len(names))
	for i, n := range names {
		list[i] = n.Display()
	}
	return strings.Join(list, ", ")
}

// quotation sets a clip: as a paragraph or more of its own, or in the words.
func (s *setter) quotation(i int, part Part) {
	q := s.refs.quoted[i]
	if q.passage.Block {
		s.settle("")
		s.block(q, part)
	} else {
		s.inline(q, part)
	}
	if source := s.refs.mark(i, part); source != "" {
		s.last().Sources = append(s.last().Sources, source)
	}
}

// block sets a quotation off, its citation behind the last word.
func (s *setter) block(q quoted, part Part) {
	for k, runs := range lines(q.passage.Words) {
		s.add(paper.Paragraph{Kind: paper.Quotation, Lang: s.tongue(part), Runs: runs, GoesOn: k > 0, Cite: address(part.Source.URL)})
	}
	p := s.last()
	if q.cited && s.style.IsNote() {
		p.Runs = append(p.Runs, paper.Run{Note: s.note(q, part)})
		return
	}
	behind := s.cited(q)
	for i := range behind {
		behind[i].Lang = s.lang
	}
	p.Runs = append(p.Runs, behind...)
}

// inline sets a quotation in running text.
func (s *setter) inline(q quoted, part Part) {
	if part.Apart || !s.lead {
		s.settle("")
		s.add(paper.Paragraph{})
	} else {
		s.last().Runs = append(s.last().Runs, plainRuns(s.space())...)
		s.joined = true
	}
	p := s.last()
	raised := q.cited && !s.style.IsNote() && isRaised(q.citation)
	inText := q.cited && !s.style.IsNote() && !raised
	p.Runs = append(p.Runs, paper.Run{Text: q.passage.Open})
	said := inWords(q.passage.Words, s.tongue(part), inText)
	p.Runs = append(p.Runs, said...)
	s.tail = -1
	if len(said) > 0 {
		s.tail = len(p.Runs) - 1
	}
	p.Runs = append(p.Runs, paper.Run{Text: q.passage.Close})
	s.lead, s.run = false, true
	switch {
	case raised: // a number above the line stands where the call of a note does
		s.call = s.cited(q)
	case q.cited && !inText:
		s.call = []paper.Run{{Note: s.note(q, part)}}
	default:
		p.Runs = append(p.Runs, s.cited(q)...)
		if inText {
			s.stop = fullStop(s.lang)
		}
	}
}

// cited is what follows a quotation in the text: its citation, which stands for its
// entry, or where its source is not known what is said of it.
func (s *setter) cited(q quoted) []paper.Run {
	switch {
	case !q.cited && q.passage.After == "":
		return nil
	case !q.cited:
		return plainRuns(" " + parenthesised(q.passage.After))
	}
	runs := rich(q.citation)
	if s.style.processor.Style().Info().Bibliography {
		for i := range runs {
			runs[i].To = q.key
		}
	}
	if isRaised(q.citation) {
		return runs
	}
	return append(plainRuns(" "), runs...)
}

// note is the note of a quotation. Who is quoted there begins a sentence.
func (s *setter) note(q quoted, part Part) []paper.Run {
	runs := rich(q.citation)
	if field(part.Clip.Speaker) != "" && len(runs) > 0 {
		r, size := utf8.DecodeRuneInString(runs[0].Text)
		runs[0].Text = string(unicode.ToUpper(r)) + runs[0].Text[size:]
	}
	return runs
}

// tongue is the language of a quotation: the source's, or where it is translated,
// or not known, that of the text.
func (s *setter) tongue(part Part) string {
	tag := part.Source.Language
	if primary(tag) == "" || s.translated && strings.TrimSpace(part.Clip.Translation) != "" {
		return ""
	}
	return tag
}

// endsSentence reports words that end as a sentence does.
func endsSentence(text string) bool {
	text = strings.TrimRightFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Pe, unicode.Pf) || r == '"' || r == '“' || r == '’'
	})
	return strings.ContainsRune(".!?…。！？؟।", lastRune(text))
}

// goesOn reports words in the middle of a sentence.
func goesOn(text string) bool {
	r := firstRune(strings.TrimSpace(text))
	return unicode.IsLower(r) || strings.ContainsRune(",.;:!?)]…、，。；：！？）،؛؟—–", r)
}

func fullStop(lang string) string {
	if l := primary(lang); l == "zh" || l == "ja" {
		return "。"
	}
	return "."
}
