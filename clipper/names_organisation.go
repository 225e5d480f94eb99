package clipper

import (
	"slices"
	"strings"
	"unicode"
)

var (
	// agencies are news agencies, recognised in this spelling or in capitals.
	agencies = set(`AFP Reuters AP dpa EFE ANSA TASS ТАСС Xinhua Belga ATS APA SDA KNA epd SID PTI ANI IANS UPI MTI PAP ČTK ANP
		NTB Ritzau Interfax Интерфакс AFP-Services AGI Adnkronos Lusa STA BTA DPA EPA Anadolu AA Bloomberg Kyodo Jiji Yonhap Keystone-ATS 新华社 新華社 共同通信 連合ニュース 연합뉴스`)

	// organisationWords are whole words of which one makes a name an
	// organisation's.
	organisationWords = set(`team teams équipe staff newsroom news press presse editors board council conseil comité committee
		commission bureau office centre center zentrum centro organisation organization groupe group gruppe gmbh inc inc. ltd
		ltd. llc sa s.a. nations department département parliament parlement government gouvernement fédération federation
		académie academy akademie école school college collège museum musée museo library bibliothèque bibliothek hospital
		hôpital company corporation service services magazine journal zeitung times tribune contributors correspondents
		wikipedia wikipédia collectif syndicat observatoire laboratoire foundation fondation stiftung fundación fondazione
		verband verein society société gesellschaft union coalition alliance network réseau project projekt initiative trust
		media médias club authority autorité of the für redactie rédaction radio télévision television tv online
		агентство министерство институт университет комитет фонд центр газета служба вестник новости
		وكالة وزارة جامعة معهد هيئة التحرير تحرير صحيفة مركز منظمة`)

	// organisationStems are beginnings of such words.
	organisationStems = []string{
		"institut", "universit", "universid", "ministè", "ministe", "ministr", "redak", "redac", "rédact", "redaz", "agenc",
		"agentur", "agentsch", "agenz", "associa", "asocia", "редакц", "университ", "министер", "nachricht", "korrespondent", "editorial",
		"landesanstalt", "bundesanstalt", "landesamt", "bundesamt", "landesverband", "bundesverband",
	}

	// easternOrganisations are parts of names of organisations in Chinese,
	// Japanese and Korean.
	easternOrganisations = []string{
		"社", "新聞", "新闻", "通信", "编辑", "編集", "編輯", "日报", "日報", "报社", "委员会", "委員会", "大学", "大學", "研究所",
		"研究院", "协会", "協会", "协會", "政府", "电视", "放送", "网", "チーム", "ニュース", "センター", "뉴스", "신문", "대학교", "편집", "연구",
	}

	// newspaper articles, in capitals, open the name of a paper when one or two
	// words follow: "Le Monde", "Der Spiegel".
	paperArticles = set(`Le La Les El Los Las Il Der Die Das Het De`)
)

// isAgency reports the name of a news agency by itself.
func isAgency(s string) bool {
	return agencies[s] || (agencies[strings.ToUpper(s)] && s == strings.ToLower(s) && len(s) < 5 && len(s) > 2)
}

// isOrganisation tells an organisation from a person by its words.
func isOrganisation(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 {
		return false
	}
	if isEastern(strings.Join(words, "")) {
		return slices.ContainsFunc(easternOrganisations, func(p string) bool { return strings.Contains(s, p) })
	}
	if words[0] == "The" || len(words) == 2 && paperArticles[words[0]] && !strings.HasSuffix(s, ",") && !strings.Contains(words[0], ",") {
		return true
	}
	return slices.ContainsFunc(words, isOrganisationWord) || isAcronym(s)
}

func isOrganisationWord(w string) bool {
	w = strings.TrimFunc(w, func(r rune) bool { return unicode.IsPunct(r) && r != '.' })
	if isAgency(w) && len(w) > 2 {
		return true
	}
	w = strings.ToLower(w)
	if _, after, ok := strings.Cut(strings.ReplaceAll(w, "’", "'"), "'"); ok && len(after) > 4 {
		w = after // "l’Agence"
	}
	if i := strings.LastIndexByte(w, '-'); i > 0 && len(w) > i+4 {
		if last := w[i+1:]; strings.HasPrefix(last, "redak") || strings.HasPrefix(last, "rédac") {
			return true
		}
	}
	return organisationWords[w] || slices.ContainsFunc(organisationStems, func(p string) bool { return strings.HasPrefix(w, p) })
}

// isAcronym reports one word of two to six capitals: AFP, OECD, ВОЗ.
func isAcronym(s string) bool {
	n := 0
	for _, r := range s {
		if !unicode.IsUpper(r) {
			return false
		}
		n++
	}
	return n >= 2 && n <= 6
}
