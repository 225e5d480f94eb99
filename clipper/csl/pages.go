package csl

import (
	"regexp"
	"strings"
)

// pageRange is one range inside a page field: letters, digits, a hyphen or dash
// and the same again.
var pageRange = regexp.MustCompile(`(\b[\p{L}]{0,3}|^[\p{L}]{0,3}|[\p{L}]+\.?)(\d+)([\p{L}]{0,2})\s*(?:[-–—]+|\x{2010})\s*([\p{L}]{0,3})(\d+)([\p{L}]{0,2})`)

// formatPages writes page ranges in the format the style asks for.
func (c *context) formatPages(text string) string {
	delimiter, ok := c.p.locale.term("page-range-delimiter", "", false)
	if !ok || delimiter == "" {
		delimiter = "–"
	}
	return formatRanges(text, c.p.style.pageRange, delimiter)
}

func formatRanges(text, format, delimiter string) string {
	if !strings.ContainsAny(text, "-–—\u2010") {
		return text
	}
	return pageRange.ReplaceAllStringFunc(text, func(match string) string {
		m := pageRange.FindStringSubmatch(match)
		first, last := m[2], m[5]
		if m[1] == m[4] || m[4] == "" {
			if m[3] == "" && m[6] == "" {
				last = shortenRange(first, last, format)
			}
			if format != "" && format != "expanded" && m[1] == m[4] {
				m[4] = ""
			}
			if format == "expanded" && m[4] == "" {
				m[4] = m[1]
			}
		}
		return m[1] + first + m[3] + delimiter + m[4] + last + m[6]
	})
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
