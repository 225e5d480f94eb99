package fetch

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"florilegium/clipper"
)

// challengeMarks stand in the scripts, frames and names of the pages by which
// sites test for a browser, and nowhere else.
var challengeMarks = []string{
	"_cf_chl_opt", "orchestrate/chl_page", "cf-challenge-running", "#challenge-form", "#cf-error-details", // Cloudflare
	"captcha-delivery.com",                         // DataDome
	"#px-captcha",                                  // HUMAN
	"#main-iframe",                                 // Imperva
	"/_sec/cp_challenge/", "#sec-if-cpt-container", // Akamai
	"gokuprops",            // AWS
	"sucuri_cloudproxy_js", // Sucuri
	"#anubis_challenge", "/.within.website/", "#vercel-challenge",
	"#captcha-form", // Google
}

// guardMarks are also found on the ordinary pages of guarded sites and beside
// their forms: they tell only of a page that says next to nothing.
var guardMarks = []string{
	"_incapsula_resource", "awswafcookiedomainlist", "awswaf.com", "ddos-guard", "name=captcha",
	"g-recaptcha", "h-captcha", "cf-turnstile", "hcaptcha.com", "recaptcha/api", "friendly-challenge", "turnstile/v0",
}

// consentWords stand in the pages that ask for consent to be followed.
var consentWords = strings.Fields(`cookie consent einwilligung zustimm datenschutz tracking traceurs privacy privacidad confidentialité partenaires partnern
	partners персональных クッキー 隐私 الارتباط עוגיות`)

// speaksOfConsent reports a text with one of those words.
func speaksOfConsent(text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(consentWords, func(w string) bool { return strings.Contains(text, w) })
}

// acceptWords are on the buttons of such pages.
var acceptWords = regexp.MustCompile(`(?i)accept|agree|allow all|zustimmen|akzeptier|accepter|tout refuser|aceptar|accetta|aceitar|согласен|принять|同意|أوافق|מסכים|akkoord`)

// consentHosts are where large sites send readers for their consent.
var consentHosts = regexp.MustCompile(`(?i)(^|//)(consent|guce|cmp|privacy-mgmt|myprivacy)\.[^/]+|/collectconsent|/consent/save`)

// notFoundWords are how sites say in a title that they have no such page.
var notFoundWords = regexp.MustCompile(`(?i)^\W*(error |erreur |fehler )?404\b|\b404\W*$|page (was |can(no|')t be |could not be )?not found|not found\W*$|page (est )?introuvable|n[’']existe pas|seite (wurde )?(leider )?nicht gefunden|nicht gefunden\W*$|página no encontrada|pagina non trovata|página não encontrada|pagina niet gevonden|страница не найдена|ページが見つかりません|页面不存在|找不到(该|此)?页面|الصفحة غير موجودة|הדף לא נמצא|העמוד לא נמצא`)

// faultWords are how servers say in a title that they are out of order.
var faultWords = regexp.MustCompile(`(?i)^\W*(error |http )?50[0234]\b|internal server error|bad gateway|service (temporarily )?unavailable|gateway time-?out|error establishing a database connection|erreur interne|wartungsarbeiten|site (en|under) maintenance|down for maintenance|technische störung`)

// challengeTitles are how pages begin that test for a browser.
var challengeTitles = regexp.MustCompile(`(?i)^\W*(just a moment|attention required|access denied|are you (a robot|human)|verif(y|ying) (that )?you are|checking your browser|please wait|security check|bot verification|human verification|robot check|pardon our interruption|ddos protection|one moment|un instant|einen moment|un momento|accès refusé|zugriff verweigert|captcha|sorry\W*$|unusual traffic|request blocked|you have been blocked|please enable (js|javascript|cookies))`)

// loginPath are addresses to which sites send readers to log in.
var loginPath = regexp.MustCompile(`(?i)/(log-?in|sign-?in|anmelden|connexion|sso|auth|oauth2?|account/login|users/sign_in|authwall|checkpoint|wp-login\.php)(/|\.|\?|$)`)

const (
	gateProse  = 120 // words of prose from which a page is no gate
	loginProse = 40
	shellProse = 20
)

// gate refuses the pages that sites, and networks on the way, put in the place
// of the one that was asked for. It goes by how such pages are built and by how
// little they say, so that an article about them passes.
func (s *signs) gate(a *answer) error {
	gate := s.behind()
	switch {
	case gate != nil:
	case consentHosts.MatchString(a.url.Hostname()) && s.prose < enough:
		gate = sayConsent
	case s.prose < fewWords && loginPath.MatchString(a.url.Path) && len(s.forms) > 0 && !s.article:
		gate = sayLogin
	case s.isShell():
		gate = sayScripts
	default:
		return nil
	}
	return gate(clipper.Unreadable, nil)
}

// sentHome reports an article's address that led to the front page of its site,
// as it does where the article is gone.
func sentHome(asked, came *url.URL) bool {
	within := strings.TrimPrefix(plainHost(asked.Hostname()), "www.") == strings.TrimPrefix(plainHost(came.Hostname()), "www.")
	deep := len(asked.EscapedPath()) > 16 && !strings.Contains(asked.EscapedPath(), "index.")
	return within && deep && strings.Trim(came.EscapedPath(), "/") == "" && came.RawQuery == ""
}

// gateBehind explains an error status by the page that came with it; nil where
// the status says it all.
func (s *signs) gateBehind(h http.Header, fault *Fault) error {
	gate := s.behind()
	if isChallenged(h) {
		gate = sayChallenge
	}
	if fault.Status == http.StatusNetworkAuthenticationRequired {
		gate = sayPortal
	}
	switch {
	case gate == nil, fault.Status == http.StatusNotFound, fault.Status == http.StatusGone:
		return nil
	}
	if e := gate(clipper.Refused, fault); e.Msg != sayFault("", nil).Msg && e.Msg != sayMissing("", nil).Msg {
		fault.Again = false // no wait makes a reader of a program
		return e
	}
	return nil
}

// isChallenged reports the headers by which the large guards name a challenge.
func isChallenged(h http.Header) bool {
	return strings.EqualFold(h.Get("Cf-Mitigated"), "challenge") || strings.EqualFold(h.Get("X-Vercel-Mitigated"), "challenge") ||
		h.Get("X-Amzn-Waf-Action") != "" || h.Get("X-Datadome") != "" && h.Get("X-Dd-B") != ""
}

type saying func(clipper.Code, error) *clipper.Error

// behind is what a page wants, from the page alone; nil where it seems to be what
// was asked for.
func (s *signs) behind() saying {
	head := []string{s.title, s.heading}
	says := func(words *regexp.Regexp) bool { return slices.ContainsFunc(head, words.MatchString) }
	has := func(marks []string) bool {
		return slices.ContainsFunc(marks, func(m string) bool { return strings.Contains(s.marks, m) })
	}
	switch {
	case strings.Contains(s.marks, "wispaccessgatewayparam"):
		return sayPortal
	case s.prose >= gateProse:
		return nil
	case has(challengeMarks), !s.article && says(challengeTitles), !s.article && has(guardMarks) && s.prose < loginProse && s.passwords == 0:
		return sayChallenge
	case s.asksConsent() && !s.article:
		return sayConsent
	case s.passwords > 0 && s.prose < loginProse && !s.article:
		return sayLogin
	case !s.article && says(notFoundWords):
		return sayMissing
	case !s.article && s.prose < fewWords && says(faultWords):
		return sayFault
	}
	return nil
}

// asksConsent reports a page that is mostly about consent and has the button, or
// whose form goes where consent is kept.
func (s *signs) asksConsent() bool {
	if slices.ContainsFunc(s.forms, consentHosts.MatchString) {
		return true
	}
	return s.aboutConsent >= 2 && s.aboutConsent*10 >= s.long*6 && slices.ContainsFunc(s.buttons, acceptWords.MatchString) &&
		!speaksOfConsent(s.title)
}

// isShell reports a page that holds nothing until its scripts have run.
func (s *signs) isShell() bool {
	asks := strings.Contains(strings.ToLower(s.noscript), "javascript")
	few := 0
	for _, b := range s.blocks {
		few += wordsOf(b)
	}
	return s.scripts > 0 && s.prose < shellProse && few < 2*shellProse && (asks || s.appRoot && few < shellProse)
}

func sayChallenge(code clipper.Code, cause error) *clipper.Error {
	return clipper.Errorf(code, cause, hintDoors, "the site asks for proof of a human reader and did not send the page")
}

func sayConsent(code clipper.Code, cause error) *clipper.Error {
	return clipper.Errorf(code, cause, hintDoors, "the site asks for consent to tracking and did not send the page")
}

func sayLogin(code clipper.Code, cause error) *clipper.Error {
	return clipper.Errorf(code, cause, hintDoors, "the site asks for a log-in and did not send the page")
}

func sayScripts(code clipper.Code, cause error) *clipper.Error {
	return clipper.Errorf(code, cause, hintDoors, "the page needs a browser: its text is made by scripts")
}

func sayMissing(code clipper.Code, cause error) *clipper.Error {
	return clipper.Errorf(code, cause, "Check the address; a web archive may still have the page", "the site says that it has no page at this address")
}

func sayFault(code clipper.Code, cause error) *clipper.Error {
	return clipper.Errorf(code, cause, hintLater, "the site sent word of a fault instead of the page")
}

func sayPortal(code clipper.Code, cause error) *clipper.Error {
	return clipper.Errorf(code, cause, "Open any page in a browser, log in to the network there, and try again", "the network wants its own log-in before it lets pages through")
}
