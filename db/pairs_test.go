package db

import (
	"testing"

	"florilegium/clipper"
)

// pairs are texts with queries that must find them and queries that must not.
var pairs = []struct {
	lang, text string
	yes, no    []string
}{
	// Stock analysis fails on these: elision, ligatures, foreign letters, scripts.
	{"fr", "Ce que l'Etat doit, ce que l’État donne, ce que dit d'Obama la presse.",
		[]string{"etat", "État", "l'état", "obama", "d'obama", `"etat doit"`, "PRESSE"},
		[]string{"letat", "tat", "etats-unis", "dobama", "étage", "obéit", "pression", `"etat obama"`}},
	{"fr", "Une œuvre au cœur de l’été ; aujourd’hui, jusqu’au soir, la façade s’éclaire.",
		[]string{"oeuvre", "œuvre", "coeur", "ete", "aujourd'hui", "aujourd’hui", "soir", "facade"},
		[]string{"uvre", "aujourd", "ouvre", "cur", "pauvre", "chœur", "soirée", "fatale"}},
	{"fr", "Le financement des journaux locaux ; ils financent un porte-monnaie à 1\u202f000\u202f000 d’euros en covid-19.",
		[]string{"financer", "journal", "local", "porte-monnaie", "portemonnaie", "monnaie", "1000000", "1 000 000", "covid-19", "covid19", `"porte monnaie"`},
		[]string{"financier", "journée", "monnaies-du-pape", "2000000", "covid-20", `"monnaie porte"`, "journalier", "eurêka", "portemanteau", "moineau"}},
	{"fr", "Le gou\u00adver\u00adne\u00adment e\u0301tait re\u0301uni a\u0300 Noe\u0308l.",
		[]string{"gouvernement", "etait", "était", "noel"}, []string{"gou", "nement", "reunis-toi", "noeud", "étang", "hors"}},
	{"de", "Die Straße zur Fußballweltmeisterschaft führte durch Häuser und über große Brücken.",
		[]string{"strasse", "Straße", "fussballweltmeisterschaft", "haus", "brücke", "Bruecken OR brucken", "gross"},
		[]string{"weltmeister", "trasse", "führer", "hausmeister", "lücke", "strich", "maus", "übel"}},
	{"en", "The libraries’ eﬃcient readers were reading Obama's books in naïve cafés.",
		[]string{"library", "efficient", "read", "obama", "book", "naive", "cafe", `"obama books"`},
		[]string{"liberty", "reed", "boo", "efface", `"books obama"`, "libel", "sufficient", "bread", "navy", "cable"}},
	{"da", "Tromsø, Łódź og Đà Nẵng er byer; þorn, ðe.", []string{"tromso", "Tromsø", "lodz", "da nang", "thorn", "byer"}, []string{"troms", "lod", "danang", "lodge", "romso", "torn"}},
	{"tr", "İstanbul'da ışık söndü, ILIK bir gece.", []string{"istanbulda", "isik", "ışık", "sondu"}, []string{"stanbul", "isk", "gündüz", "söndür"}},
	{"el", "Η Αθήνα και ο λόγος των σοφών.", []string{"αθηνα", "Αθήνα", "λογοσ", "λόγος", "σοφων"}, []string{"αθην", "λογ", "αθηναϊκός", "σοφία"}},
	{"ru", "Ёлка стояла в библиотеках; мой йогурт не чей-то.",
		[]string{"елка", "ёлка", "библиотека", "мой", "йогурт"}, []string{"мои", "иогурт", "библия", "палка", "столяр", "йод"}},
	{"es", "Las canciones del niño llegaron a mañana por las calles.", []string{"cancion", "canción", "nino", "niño", "manana", "calle"}, []string{"canto", "manzana", "cal", "cancha", "manada", "llama"}},
	{"it", "Dell'arte e dell’amore: le biblioteche raccontano città perdute.", []string{"arte", "amore", "biblioteca", "citta", "perduta"}, []string{"dellarte", "artista", "biblico", "arteria", "amaro", "bilancia"}},
	{"pt", "As bibliotecas guardam orações e corações.", []string{"biblioteca", "oracao", "coracao", "coração"}, []string{"orar-se", "bibliografia", "coral", "oratório", "bíblia"}},
	{"ar", "كَتَبَ الطالبُ رسالةً إلى الأستاذ عـــن الكتاب", []string{"كتب", "رسالة", "الاستاذ", "عن", "الكتاب"}, []string{"كتاب", "مكتبة", "رسول", "طلب", "استاذ"}},
	{"he", "שָׁלוֹם לְכֻלָּם", []string{"שלום", "לכלם"}, []string{"שלם", "שלומי", "מלך"}},
	{"zh", "中文全文检索与数据库系统，图书馆。", []string{"检索", "中文", "数据库", "全文检索", "库", "图书馆", `"数据库系统"`, "数"}, []string{"书图", "索检", "据系", "馆藏", "据数", "统计", "图片"}},
	{"ja", "データベースと全文検索、ﾃﾞｰﾀ。か\u3099くしゃ", []string{"データ", "ベース", "検索", "がくしゃ"}, []string{"テータ", "索検", "かくしゃ", "検査", "文全", "がくせい"}},
	{"ko", "한국어 도서관에서 책을 읽는다.", []string{"도서관", "책", "한국어"}, []string{"관서", "중국어", "서도", "읽기", "책상"}},
	{"th", "ห้องสมุดเปิดทุกวัน", []string{"ห้องสมุด", "เปิด"}, []string{"สมุดห้อง", "ทุกปี", "ห้องน้ำ"}},
	{"vi", "Thư viện mở cửa ở Đà Lạt.", []string{"thu vien", "da lat", "mở cửa"}, []string{"thuvien", "dalat", "việt", "thu do"}},
}

func TestPairs(t *testing.T) {
	yes, no := 0, 0
	for _, p := range pairs {
		l := open(t)
		a := page("https://example.org/a", "–", p.lang, p.text)
		a.Source.Authors = nil
		save(t, l, a)
		for _, q := range p.yes {
			yes++
			if !finds(t, l, q) {
				t.Errorf("%s: %q does not find %q", p.lang, q, p.text)
			}
		}
		for _, q := range p.no {
			no++
			if finds(t, l, q) {
				t.Errorf("%s: %q finds %q", p.lang, q, p.text)
			}
		}
	}
	if yes+no < 60 || no < yes {
		t.Errorf("%d pairs that match, %d that do not", yes, no)
	}
}

// finds reports whether a query, its last word finished, finds an article.
func finds(t *testing.T, l *Library, query string) bool {
	t.Helper()
	res, err := l.Search(t.Context(), clipper.ParseQuery(query+" "), SearchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range res.Hits {
		if len(h.Snippet.Matches) == 0 {
			t.Errorf("%q marks nothing in %q", query, h.Snippet.Text)
		}
	}
	return len(res.Articles) > 0
}

func TestNear(t *testing.T) {
	l := open(t)
	save(t, l, page("https://example.org/a", "–", "de", "Die Fußballweltmeisterschaft und der Schiedsrichter im Norden."))
	save(t, l, page("https://example.org/b", "–", "ru", "Библиотека закрыта."))
	for query, want := range map[string]string{
		"weltmeister ": "fussballweltmeisterschaft", "schiedsrichtre ": "schiedsrichter", "nordn ": "norden",
		"nrden ": "norden", "nördan ": "norden", "библеотека ": "библиотека", "xyzzyx ": "",
	} {
		near, err := l.Near(t.Context(), clipper.ParseQuery(query))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(near) > 0 {
			got = near[0].Word
		}
		if got != want {
			t.Errorf("near %q: %+v, want %q", query, near, want)
		}
	}
}
