package csl

import "strings"

// formatPages writes page ranges in the format the style asks for.
func (c *context) formatPages(text, variable string) string {
	if strings.IndexFunc(text, isSeparator) < 0 && !strings.Contains(text, ".") {
		return text
	}
	pieces := c.p.splitNumber(text)
	var b strings.Builder
	for i, p := range pieces {
		sep := ""
		if i > 0 {
			sep = c.separator(pieces, i)
		}
		if i > 0 && isDash(p.separator) && spans(pieces[i-1], p) {
			if sep == "–" {
				sep = c.p.rangeMark
			}
			b.WriteString(sep + c.p.rangeEnd(pieces[i-1].text, p.text))
			continue
		}
		b.WriteString(sep)
		if p.label != "" && p.label != variable && (i > 0 || variable == "page") {
			b.WriteString(c.embeddedLabel(pieces[i:]))
		}
		b.WriteString(p.text)
	}
	return b.String()
}

func isSeparator(r rune) bool { return strings.ContainsRune("-–—&, ", r) }

// rangeEnd is the second end of a range in the style's page-range-format.
func (p *Processor) rangeEnd(from, to string) string {
	a, ok1 := boundOf(from)
	b, ok2 := boundOf(to)
	format := p.style.pageRange
	if !ok1 || !ok2 || a.suffix+b.suffix != "" || format == "" || format == "expanded" && strings.ContainsAny(a.prefix, "0123456789") {
		return to
	}
	digits := shortenRange(a.digits, b.digits, format)
	if format == "expanded" {
		return b.prefix + digits
	}
	return digits
}

// shortenRange is the second number of a range in a format.
func shortenRange(first, last, format string) string {
	full := last
	if len(last) < len(first) {
		full = first[:len(first)-len(last)] + last
	}
	if len(full) != len(first) || full < first {
		return last
	}
	switch format {
	case "expanded":
		return full
	case "minimal":
		return dropCommon(first, full, 1)
	case "minimal-two":
		return dropCommon(first, full, 2)
	case "chicago", "chicago-15", "chicago-16":
		return chicagoRange(first, full, format)
	}
	return last
}

// dropCommon leaves out the leading digits the numbers share, but keeps at
// least so many.
func dropCommon(first, last string, keep int) string {
	i := 0
	for i < len(last)-keep && first[i] == last[i] {
		i++
	}
	return last[i:]
}

// chicagoRange follows the Chicago Manual: no shortening up to 100 and after
// multiples of 100; one digit kept after 101 to 109 and the like; else two, or
// more where more change. The 15th edition gives four digits in full where
// three change.
func chicagoRange(first, last, format string) string {
	n := len(first)
	switch {
	case n < 3 || strings.HasSuffix(first, "00"):
		return last
	case first[n-2] == '0':
		return dropCommon(first, last, 1)
	}
	short := dropCommon(first, last, 2)
	if format != "chicago-16" && n == 4 && len(short) >= 3 {
		return last
	}
	return short
}

func firstPage(pages string) string {
	head, _ := takeWhile(strings.TrimSpace(pages), func(r rune) bool { return !strings.ContainsRune("-–—,;& ", r) })
	return head
}
