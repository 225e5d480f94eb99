package csl

import (
	"bytes"
	"encoding/json"
	"sort"
	"strconv"
	"strings"
)

// ParseItems reads CSL JSON: an array of items, one item, or an object of items
// by id. Reading is lenient: numbers and strings stand for each other, dates may
// be strings or have parts in strings, and a name may be a plain string. What
// cannot be understood inside an item is left out.
func ParseItems(data []byte) ([]Item, error) {
	data = bytes.TrimPrefix(bytes.TrimSpace(data), []byte("\xef\xbb\xbf"))
	if len(data) > 0 && data[0] == '{' {
		return parseItemObject(data)
	}
	var items []Item
	if err := json.Unmarshal(data, &items); err != nil {
		return nil, jsonError(data, err)
	}
	return items, nil
}

func parseItemObject(data []byte) ([]Item, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return nil, jsonError(data, err)
	}
	if _, one := fields["type"]; one || fields["id"] != nil {
		var item Item
		err := json.Unmarshal(data, &item)
		return []Item{item}, err
	}
	ids := make([]string, 0, len(fields))
	for id := range fields {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	items := make([]Item, 0, len(ids))
	for _, id := range ids {
		var item Item
		if err := json.Unmarshal(fields[id], &item); err != nil {
			return nil, jsonError(data, err)
		}
		if item.ID == "" {
			item.ID = id
		}
		items = append(items, item)
	}
	return items, nil
}

func jsonError(data []byte, err error) error {
	e := &Error{Msg: "the items are not CSL JSON", Err: err}
	if syntax, ok := err.(*json.SyntaxError); ok {
		read := data[:min(int(syntax.Offset), len(data))]
		e.Line = bytes.Count(read, []byte("\n")) + 1
		e.Column = len([]rune(string(read[bytes.LastIndexByte(read, '\n')+1:])))
	}
	return e
}

// UnmarshalJSON reads one item leniently; see ParseItems.
func (it *Item) UnmarshalJSON(data []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return err
	}
	*it = Item{Vars: map[string]string{}, Names: map[string][]Name{}, Dates: map[string]Date{}}
	for key, raw := range fields {
		it.set(key, raw)
	}
	return nil
}

func (it *Item) set(key string, raw json.RawMessage) {
	switch {
	case key == "id":
		it.ID, _ = scalar(raw)
	case key == "type":
		it.Type, _ = scalar(raw)
	case nameVariables[key]:
		if names := parseNames(raw); len(names) > 0 {
			it.Names[key] = names
		}
	case dateVariables[key]:
		if date, ok := parseDate(raw); ok {
			it.Dates[key] = date
		}
	default:
		it.setByShape(key, raw)
	}
}

// setByShape takes up variables that are not of the specification by what their
// values look like.
func (it *Item) setByShape(key string, raw json.RawMessage) {
	if text, ok := scalar(raw); ok {
		if text != "" {
			it.Vars[canonicalVariable(key)] = text
		}
		return
	}
	if raw[0] == '[' {
		if words := parseWords(raw); words != "" {
			it.Vars[key] = words
		} else if names := parseNames(raw); len(names) > 0 {
			it.Names[key] = names
		}
		return
	}
	if date, ok := parseDate(raw); ok && !date.IsZero() {
		it.Dates[key] = date
	}
}

// parseWords joins an array of plain strings, which some exporters write for
// ISBN and keywords.
func parseWords(raw json.RawMessage) string {
	var words []string
	if json.Unmarshal(raw, &words) != nil {
		return ""
	}
	return strings.Join(words, ", ")
}

// canonicalVariable maps names of older versions of CSL JSON.
func canonicalVariable(key string) string {
	switch key {
	case "shortTitle":
		return "title-short"
	case "journalAbbreviation":
		return "container-title-short"
	}
	return key
}

// scalar reads a string, number or boolean as text.
func scalar(raw json.RawMessage) (string, bool) {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text, string(raw) != "null"
	}
	var number json.Number
	if json.Unmarshal(raw, &number) == nil {
		return number.String(), true
	}
	var truth bool
	if json.Unmarshal(raw, &truth) == nil {
		return strconv.FormatBool(truth), true
	}
	return "", false
}

type jsonName struct {
	Family   json.RawMessage `json:"family"`
	Given    json.RawMessage `json:"given"`
	Dropping json.RawMessage `json:"dropping-particle"`
	Non      json.RawMessage `json:"non-dropping-particle"`
	Suffix   json.RawMessage `json:"suffix"`
	Comma    json.RawMessage `json:"comma-suffix"`
	Literal  json.RawMessage `json:"literal"`
	Name     json.RawMessage `json:"name"`
	Static   json.RawMessage `json:"static-ordering"`
	Parse    json.RawMessage `json:"parse-names"`
	Body     json.RawMessage `json:"isInstitution"`
}

func parseNames(raw json.RawMessage) []Name {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		list = []json.RawMessage{raw}
	}
	var names []Name
	for _, one := range list {
		if n, ok := parseName(one); ok {
			names = append(names, n)
		}
	}
	return names
}

func parseName(raw json.RawMessage) (Name, bool) {
	if text, ok := scalar(raw); ok {
		return Name{Literal: text}, text != ""
	}
	var j jsonName
	if json.Unmarshal(raw, &j) != nil {
		return Name{}, false
	}
	word := func(raw json.RawMessage) string {
		text, _ := scalar(raw)
		return text
	}
	n := Name{
		Family: word(j.Family), Given: word(j.Given), Suffix: word(j.Suffix),
		DroppingParticle: word(j.Dropping), NonDroppingParticle: word(j.Non),
		Literal: word(j.Literal), CommaSuffix: truth(j.Comma), StaticOrdering: truth(j.Static),
		KeepParticles: j.Parse != nil && !truth(j.Parse),
	}
	if n.Literal == "" {
		n.Literal = word(j.Name)
	}
	if truth(j.Body) && n.Literal == "" {
		n.Literal, n.Family = strings.TrimSpace(n.Given+" "+n.Family), ""
	}
	return n, n != Name{}
}

func truth(raw json.RawMessage) bool {
	text, ok := scalar(raw)
	return ok && text != "" && text != "0" && text != "false"
}

type jsonDate struct {
	Parts   []json.RawMessage `json:"date-parts"`
	Season  json.RawMessage   `json:"season"`
	Circa   json.RawMessage   `json:"circa"`
	Literal json.RawMessage   `json:"literal"`
	Raw     json.RawMessage   `json:"raw"`
	Year    json.RawMessage   `json:"year"`
	Month   json.RawMessage   `json:"month"`
	Day     json.RawMessage   `json:"day"`
}

func parseDate(raw json.RawMessage) (Date, bool) {
	if text, ok := scalar(raw); ok {
		return ParseDate(text), text != ""
	}
	var j jsonDate
	if err := json.Unmarshal(raw, &j); err != nil {
		var parts []json.RawMessage
		if json.Unmarshal(raw, &parts) != nil {
			return Date{}, false
		}
		j.Parts = parts
	}
	if text, _ := scalar(j.Raw); text != "" {
		d := ParseDate(text)
		d.Circa = d.Circa || truth(j.Circa)
		return d, true
	}
	d := Date{Circa: truth(j.Circa)}
	d.Literal, _ = scalar(j.Literal)
	if len(j.Parts) == 0 && j.Year != nil {
		d.Begin = DatePart{Year: integer(j.Year), Month: integer(j.Month), Day: integer(j.Day)}
	}
	if len(j.Parts) > 0 {
		d.setParts(j.Parts)
	}
	if text, _ := scalar(j.Season); text != "" {
		d.Begin.setSeason(text)
	}
	return d, true
}

// setParts reads [[2019, 4, 30], [2019, 5]], with numbers in strings as well,
// and the flat [2019, 4, 30].
func (d *Date) setParts(parts []json.RawMessage) {
	if _, flat := scalar(parts[0]); flat {
		d.Begin = datePart(parts)
		return
	}
	for i, raw := range parts[:min(2, len(parts))] {
		var fields []json.RawMessage
		if json.Unmarshal(raw, &fields) != nil {
			continue
		}
		if i == 0 {
			d.Begin = datePart(fields)
		} else {
			d.End, d.Range = datePart(fields), true
		}
	}
}

func datePart(fields []json.RawMessage) DatePart {
	var n [3]int
	for i := range min(3, len(fields)) {
		n[i] = integer(fields[i])
	}
	p := DatePart{Year: n[0], Month: n[1], Day: n[2]}
	p.fixMonth()
	return p
}

// fixMonth turns the months 13 to 24, which stand for seasons, into seasons.
func (p *DatePart) fixMonth() {
	if p.Month >= 13 && p.Month <= 24 {
		p.Season, p.Month, p.Day = (p.Month-13)%4+1, 0, 0
	}
	if p.Month < 0 || p.Month > 24 {
		p.Month, p.Day = 0, 0
	}
}

func (p *DatePart) setSeason(text string) {
	text = strings.TrimSpace(text)
	if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= 24 {
		if n > 20 {
			n -= 20
		}
		p.Season = (n-1)%4 + 1
		return
	}
	p.SeasonText = text
}

func integer(raw json.RawMessage) int {
	text, _ := scalar(raw)
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n > 99999999 || n < -99999999 {
		return 0
	}
	return n
}
