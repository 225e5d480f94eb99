package extract

import (
	"regexp"
	"strconv"
	"strings"

	"florilegium/clipper"
)

// westernDigits writes the digits of other scripts as 0 to 9, and Chinese
// numerals in dates as figures.
func westernDigits(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= '٠' }) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return '0' + r - '٠'
		case r >= '۰' && r <= '۹':
			return '0' + r - '۰'
		case r >= '０' && r <= '９':
			return '0' + r - '０'
		}
		return r
	}, s)
	if !strings.Contains(s, "年") {
		return s
	}
	return chineseDate.ReplaceAllStringFunc(s, chineseFigures)
}

var (
	chineseDate = regexp.MustCompile(`[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日`)
	chineseRun  = regexp.MustCompile(`[〇零○一二三四五六七八九十]+`)
	// eras are the years before the first of each: 令和5年 is 2023.
	eras    = map[string]int{"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "民國": 1911, "民国": 1911}
	eraDate = regexp.MustCompile(`(令和|平成|昭和|大正|民國|民国)\s*(\d{1,3}|元)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日`)
)

// chineseFigures writes the numerals of a date as figures.
func chineseFigures(date string) string {
	return chineseRun.ReplaceAllStringFunc(date, func(run string) string {
		if len([]rune(run)) == 4 && !strings.Contains(run, "十") {
			return digitByDigit(run)
		}
		tens, ones, has := strings.Cut(run, "十")
		if !has {
			return digitByDigit(run)
		}
		value := 10
		if tens != "" {
			value = 10 * atoi(digitByDigit(tens))
		}
		return itoa(value + atoi(digitByDigit(ones)))
	})
}

func digitByDigit(run string) string {
	var b strings.Builder
	for _, r := range run {
		if i := strings.IndexRune("〇一二三四五六七八九", r); i >= 0 {
			b.WriteString(strconv.Itoa(i / len("一")))
		} else {
			b.WriteByte('0')
		}
	}
	return b.String()
}

// readEra reads a date of the Japanese eras and of the Republic of China.
func readEra(s string) (clipper.Date, bool) {
	if !strings.Contains(s, "年") {
		return clipper.Date{}, false
	}
	m := eraDate.FindStringSubmatch(s)
	if m == nil {
		return clipper.Date{}, false
	}
	year := 1
	if m[2] != "元" {
		year = atoi(m[2])
	}
	return made(strconv.Itoa(eras[m[1]]+year), m[3], m[4])
}
