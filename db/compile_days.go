package db

import (
	"strings"

	"florilegium/clipper"
)

// days asks for a stretch of days: the decades, years and months that it covers
// as words of the index, and the days themselves where it begins or ends inside
// a month.
func (c *compiler) days(t clipper.Term) part {
	of, bounds := "p", c.names.published
	if t.Field == clipper.FieldAdded {
		of, bounds = "a", c.names.saved
	}
	from, to := c.stretch(t.Days)
	from, to = max(from, bounds[0]), min(to, bounds[1])
	if bounds[1] == 0 || from > to {
		return part{none: true}
	}
	any := cover(of, from/100, to/100)
	for i := range any {
		any[i] = quoted(any[i])
	}
	p := part{match: "(" + strings.Join(any, " OR ") + ")"}
	if from%100 > 1 || to%100 < daysOf(to) {
		p.cond, p.args = c.between(of, from, to)
	}
	return p
}

// daysOf is the last day of the month of a day number.
func daysOf(day int) int {
	return dayNumber(clipper.DateOf(fromMilli(milliOf(day/100*100+1, 0)).AddDate(0, 1, -1))) % 100
}

// stretch is a time as day numbers.
func (c *compiler) stretch(d clipper.Days) (from, to int) {
	if d.Last > 0 {
		return dayNumber(clipper.DateOf(c.names.now.AddDate(0, 0, 1-d.Last))), 99991231
	}
	from, to = dayNumber(d.From), dayNumber(d.To)
	if to == 0 {
		to = 99991231
	}
	return from, to
}

// between is a stretch of days as a condition.
func (c *compiler) between(of string, from, to int) (cond string, args []any) {
	if of == "p" {
		return `(SELECT day FROM article WHERE article.id = ` + c.index.base + `) BETWEEN ? AND ?`, []any{from, to}
	}
	return `(SELECT added FROM article WHERE article.id = ` + c.index.base + `) BETWEEN ? AND ?`, []any{milliOf(from, 0), milliOf(to, 1) - 1}
}

// cover lists the tokens of the months from to to, both YYYYMM: whole decades and
// years as one.
func cover(of string, from, to int) []string {
	var list []string
	for m := from; m <= to; {
		year, month := m/100, m%100
		switch {
		case month <= 1 && year%10 == 0 && (year+9)*100+12 <= to:
			list = append(list, decadeToken(of, year))
			m = (year+10)*100 + 1
		case month <= 1 && year*100+12 <= to:
			list = append(list, yearToken(of, year))
			m = (year+1)*100 + 1
		default:
			list = append(list, monthToken(of, m))
			if m++; month >= 12 {
				m = (year+1)*100 + 1
			}
		}
	}
	return list
}
