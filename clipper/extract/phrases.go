package extract

import (
	"regexp"
	"strings"

	"florilegium/clipper"
)

// The set phrases in which pages of many countries say that something is not the
// article. Only short blocks are held against them.

// adMarks are what stands above and below advertisements, squashed.
var adMarks = set(`anzeige werbung advertisement advertising ad publicité annonce publicidad anuncio pubblicità publicidade реклама إعلان إشهار 广告 廣告 広告 pr
	lasuitedevotrecontenuaprèscetteannonce lasuiteaprèscettepublicité lasuiteaprèslapublicité weiternachderanzeige articlecontinuesbelow storycontinuesbelow
	continuaapósapublicidade continuadespuésdelapublicidad lapubblicitàcontinuasotto 広告の下に記事が続きます 記事は広告の下に続きます`)

func isAdMark(b clipper.Block) bool {
	return (b.Kind == clipper.Paragraph || b.Kind == clipper.Heading) && len(b.Text) < 160 && adMarks[squash(b.Text)]
}

// elsewhere are the words that lead to another article.
var elsewhere = regexp.MustCompile(`^[\[【(]?\s*(?i:lire aussi|à lire aussi|lire également|sur le même sujet|lesen sie auch|lies auch|auch lesen|mehr zum thema|weitere informationen|` +
	`read also|also read|read more|related|more on this|lea también|lee también|te puede interesar|leggi anche|guarda anche|vedi anche|leia também|leia mais|veja também|saiba mais|` +
	`читайте также|смотрите также|czytaj też|اقرأ أيضا|إقرأ أيضا|相关阅读|相关新闻|延伸阅读|推荐阅读|関連記事|あわせて読みたい)(?:$|[^\pL])`)

// pointsElsewhere reports a line that only leads to another article.
func pointsElsewhere(b clipper.Block) bool {
	return (b.Kind == clipper.Paragraph || b.Kind == clipper.Aside || b.Kind == clipper.Heading && !endsSentence(b.Text)) && countWords(b.Text) <= 25 && elsewhere.MatchString(b.Text)
}

// calls are the words by which sites ask their readers to do something.
var calls = regexp.MustCompile(`(?i)newsletter abonnieren|jetzt abonnieren|kostenlos anmelden|subscribe to|sign up (?:for|to)|follow us|abonnez-vous|inscrivez-vous|recevez (?:notre|la)|` +
	`suscríbete|síguenos|regístrate|iscriviti|seguici|assine (?:a|o|já)|inscreva-se|siga[- ]nos|doe qualquer|подпиш|подписывайтесь|пишите нам|اشترك|تابعونا|` +
	`点击上方|关注我们|扫码|扫一扫|下載.*app|下载.*app|app.*下載|點我|点“?在看|点赞|メールで受け取る|フォローする|応援しよう|印刷する|会員登録`)

// isCall reports a short block that asks the reader to subscribe, follow or give.
func isCall(b clipper.Block) bool {
	return (b.Kind == clipper.Paragraph || b.Kind == clipper.Aside || b.Kind == clipper.Heading || b.Kind == clipper.ListItem) && countWords(b.Text) <= 22 && calls.MatchString(b.Text)
}

// sourcesHeadings announce the literature and the notes of a text, squashed.
var sourcesHeadings = set(`references referencesandnotes bibliography notes footnotes endnotes sources références bibliographie notesetréférences literatur literaturverzeichnis
	quellen anmerkungen fußnoten einzelnachweise referencias bibliografía fuentes notas bibliografia note fonti referências fontes литература примечания источники
	المراجع الهوامش المصادر 参考文献 參考文獻 注释 註釋 注 脚注 出典`)

// isSourcesHeading reports the heading of a list of literature or notes.
func isSourcesHeading(b clipper.Block) bool {
	return b.Kind == clipper.Heading && sourcesHeadings[strings.TrimSpace(squash(b.Text))]
}
