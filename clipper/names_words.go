package clipper

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

var (
	// particles stand between given and family name, in lower case.
	particles = set(`de du des la le les von vom zu zum zur der dem und van den het ter ten te op in 't ’t
		di da do dos das del della dello dei degli dal dalla dalle delle e y los las af av bin ibn ben bint el al`)
	// articles go with the family name wherever it stands.
	articles = set(`la le les`)
	// bound words, whatever their case, never leave the family name after them.
	bound = set(`de du des la le les van von der den ter ten del della dello di da dos el al ben bin ibn bint abu abou
		abd abdel abdul saint st. st san santa mac mc بن ابن أبو ابو عبد آل`)
	suffixes = set(`jr jr. sr sr. ii iii iv fils père`)
	titles   = set(`dr dr. pr prof prof. mme mlle mr mr. mrs mrs. ms ms. herr frau dipl.-ing. dr.-ing. phd ph.d. md m.d.`)

	// iberian family names that stand first of two: a word of the list in the
	// middle of a name begins its family name.
	iberian = set(`garcía fernández gonzález rodríguez lópez martínez sánchez pérez gómez jiménez hernández díaz álvarez
		muñoz gutiérrez domínguez vázquez ramírez suárez ortega núñez rodríguez méndez velázquez benítez giménez iglesias
		ibáñez marín márquez peña vargas llosa ortiz delgado castro rubio molina`)

	// hungarian given names, in spellings that are no family names elsewhere.
	hungarian = set(`istván jános lászló józsef zoltán sándor ferenc attila gábor tibor tamás zsolt imre lajos györgy gyula
		balázs csaba dezső géza béla miklós mihály árpád szabolcs levente gergely gergő bence ádám dániel márton máté bálint
		ákos botond ernő jenő kálmán károly kornél lőrinc mátyás ottó pál péter rezső róbert viktor vilmos zsigmond endre
		erzsébet ilona katalin éva zsuzsanna zsuzsa ágnes judit andrea ildikó erika krisztina mónika gabriella tünde tímea
		nikolett viktória réka boglárka dóra eszter fanni hajnalka kinga lilla luca márta orsolya petra piroska rozália
		szilvia tekla virág vivien zita zsófia`)
	// vietnamese and romanised Chinese and Korean family names that are safe to
	// read as such when they come first.
	vietnamese = set(`nguyễn trần lê phạm huỳnh hoàng phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh`)
	chinese    = set(`xi mao deng zhang wang liu zhao zhou zhu xu sun huang jiang cai guo luo xie cao qian feng peng zeng
		xiao tian dong yuan pan yu du dai xia zhong wei jia ding ye hou shao meng qin bai jin cui tan lu hu lin li chen yang wu he`)
	korean = set(`kim lee park choi jung jeong kang cho jo yoon yun jang lim im han oh seo shin kwon hwang ahn an song moon bae
		baek ban hong yoo yu roh noh ryu`)

	// easternFamilies are the commonest Chinese and Korean family names in their
	// own script, the double ones included.
	easternFamilies = set(`王 李 张 張 刘 劉 陈 陳 杨 楊 赵 趙 黄 黃 周 吴 吳 徐 孙 孫 胡 朱 高 林 何 郭 马 馬 罗 羅 梁 宋 郑 鄭 谢 謝 韩 韓 唐 冯 馮
		于 董 萧 蕭 程 曹 袁 邓 鄧 许 許 傅 沈 曾 彭 吕 呂 苏 蘇 卢 盧 蒋 蔣 蔡 贾 賈 丁 魏 薛 叶 葉 阎 閻 余 潘 杜 戴 夏 钟 鍾 汪 田 任 姜 范 方 石
		姚 谭 譚 廖 邹 鄒 熊 金 陆 陸 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 顧 侯 邵 孟 龙 龍 万 萬 段 雷 钱 錢 汤 湯 尹 黎 易 常 武 乔 喬 贺 賀 赖 賴
		龚 龔 文 欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 东方 皇甫 慕容 김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 전 홍 고 문 양 손 배
		백 허 유 남 심 노 하 곽 성 차 주 우 구 민 진 엄 채 원 천 방 공 현 함 변 염 여 추 도 소 석 선 설 마 길 연 위 표 명 기 반 왕 금 옥 육 인 맹
		남궁 황보 제갈 사공 선우 독고
		佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斎藤 齋藤 清水 山崎 池田 橋本 阿部 石川 山下 中島 石井 小川 前田
		岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 三浦 中野 中川 原田 松田 竹内 小野 田村 中山 和田 石田 森田 上田 内田 柴田
		酒井 宮崎 横山 高木 安藤 宮本 大野 小島 工藤 谷口 今井 高田 増田 丸山 杉山 村田 大塚 新井 小山 平野 藤本 河野 上野 野口 武田 松井 千葉 菅原 岩崎 木下 久保
		佐野 野村 松尾 菊地 市川 杉本 古川 大西 島田 水野 桜井 高野 吉川 山内 西田 飯田 菊池 西川 小松 北村 安田 五十嵐 川口 平田 関口 中田 久保田 東 大橋`)

	// patronymics end the second name of Russian and Ukrainian names.
	patronymics = []string{"ович", "евич", "ьич", "овна", "евна", "ична", "инична", "ovich", "evich", "ovna", "evna"}
)

// pinyin is a given name of two syllables, such as Jinping.
var pinyin = regexp.MustCompile(`^(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])(?:[iu]?a(?:ng?|i|o)?|[iu]?e(?:ng?|i|r)?|i(?:ng?|u)?|o(?:ng|u)?|io?ng|u(?:[ioa]|n)?)){2}$`)

// familyFirstWords is how many words at the start are the family name of a name
// whose family comes first: capitals ("DUPONT Jean"), Hungarian, Vietnamese,
// Chinese and Korean names in Latin letters; 0 for any other name.
func familyFirstWords(words []string) int {
	if n := leadingCapitals(words); n > 0 {
		return n
	}
	first, last := strings.ToLower(words[0]), strings.ToLower(words[len(words)-1])
	if len(words) == 3 && isPatronymic(last) {
		return 1
	}
	switch {
	case hungarian[last] && !hungarian[first] && len(words) <= 3 && isCentral(words):
	case vietnamese[first] && len(words) >= 2 && !vietnamese[last]:
	case len(words) != 2:
		return 0
	case chinese[first] && !chinese[last] && pinyin.MatchString(last):
	case korean[first] && koreanGiven(words[1]):
	default:
		return 0
	}
	if hungarian[last] && len(words) == 3 && !hungarian[strings.ToLower(words[1])] {
		return 2
	}
	return 1
}

func isPatronymic(w string) bool {
	return slices.ContainsFunc(patronymics, func(end string) bool { return strings.HasSuffix(w, end) && len(w) > len(end)+2 })
}

// isCentral keeps a name such as "Marie Viktor" as it is: where the given name
// has no Hungarian accent, the family name must look Hungarian.
func isCentral(words []string) bool {
	last := words[len(words)-1]
	return strings.ContainsAny(strings.ToLower(last), "áéíóöőúüű") || strings.ContainsAny(strings.ToLower(words[0]), "áéíóöőúüű") ||
		slices.ContainsFunc([]string{"nagy", "szabo", "kiss", "sz", "cs", "gy", "ny", "zs"}, func(s string) bool {
			return strings.HasPrefix(strings.ToLower(words[0]), s)
		})
}

// koreanGiven reports "Jong-un": hyphen, then lower case.
func koreanGiven(w string) bool {
	_, tail, ok := strings.Cut(w, "-")
	return ok && tail != "" && !startsUpper(tail)
}

func leadingCapitals(words []string) int {
	n := 0
	for n < len(words) && isCapitals(words[n]) {
		n++
	}
	if n == len(words) || slices.ContainsFunc(words[n:], isCapitals) || !startsUpper(words[n]) {
		return 0
	}
	return n
}

// isCapitals reports a word of two or more letters, all capital, that is no
// initial ("J.", "JK").
func isCapitals(w string) bool {
	return utf8.RuneCountInString(w) > 2 && !strings.Contains(w, ".") && !hasLower(w) && startsUpper(w)
}

func isParticle(w string) bool { return particles[strings.ToLower(w)] }
func isSuffix(w string) bool   { return suffixes[strings.ToLower(w)] }
func isIberian(w string) bool  { return iberian[strings.ToLower(w)] }
func isNumeral(w string) bool  { return strings.Trim(w, "IV") == "" }

func dropTitles(words []string) []string {
	for len(words) > 1 && titles[strings.ToLower(words[0])] {
		words = words[1:]
	}
	for len(words) > 1 && titles[strings.ToLower(words[len(words)-1])] {
		words = words[:len(words)-1]
	}
	return words
}

// isPhrase reports words that no personal name holds: digits, or a lower-case
// word that is no particle beside capital ones.
func isPhrase(words []string) bool {
	capital := false
	for i, w := range words {
		capital = capital || startsUpper(w)
		if strings.ContainsFunc(w, unicode.IsDigit) || strings.ContainsAny(w, "@/&") {
			return true
		}
		if i > 0 && capital && startsLower(w) && !isParticle(w) && !hasArticle(w) && !hasElision(w) && !connective(words, i) {
			return true
		}
	}
	return isParticle(words[len(words)-1]) && capital && startsLower(words[len(words)-1])
}

// hasArticle reports a family name with the Arabic article: "al-Jabri".
func hasArticle(w string) bool {
	head, tail, ok := strings.Cut(w, "-")
	return ok && (head == "al" || head == "el" || head == "ben" || head == "bin" || head == "ad" || head == "as" || head == "ar") && startsUpper(tail)
}

// cutElision parts "d’Ormesson" and "dell'Acqua" after the apostrophe.
func cutElision(w string) (particle, rest string) {
	for _, p := range []string{"d'", "d’", "dell'", "dell’", "dall'", "dall’"} {
		if rest, ok := strings.CutPrefix(w, p); ok && rest != "" {
			return p, rest
		}
	}
	return "", w
}

func hasElision(w string) bool {
	p, _ := cutElision(w)
	return p != ""
}

func startsUpper(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

func startsLower(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsLower(r)
}

func hasLower(s string) bool { return strings.ContainsFunc(s, unicode.IsLower) }

// isEastern reports text wholly in Chinese characters, kana or hangul.
func isEastern(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) && r != 'ー' && r != '々'
	})
}
