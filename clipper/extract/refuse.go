package extract

import (
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/fetch"
)

// challengeSigns stand in the scripts of pages that test for a browser; what else
// such sites put into their ordinary pages is not among them.
var challengeSigns = []string{
	"orchestrate/chl_page", "_cf_chl_opt", "captcha-delivery.com", "px-captcha",
	"/_sec/cp_challenge/", "geo.captcha",
}

// challengeTitles are the titles of such pages, squashed.
var challengeTitles = []string{
	"justamoment", "attentionrequired", "accessdenied", "areyouarobot", "areyouhuman", "verifyingyouarehuman", "checkingyourbrowser",
	"pleasewait", "securitycheck", "botverification", "humanverification", "uninstant", "einenmoment", "unmomento", "robotcheck",
	"pardonourinterruption", "ddosprotection", "accèsrefusé", "zugriffverweigert", "beforeyoucontinue", "bevorsiefortfahren", "avantdecontinuer", "captcha",
}

const (
	shellWords  = 40  // fewer, on a page of scripts, are no article
	refuseWords = 120 // fewer, on a page that tests for a browser, are no article
)

// unreadable refuses pages that hold no article.
func unreadable(p *fetch.Page, f *facts, blocks []clipper.Block) error {
	words, sentences := 0, 0
	for _, b := range blocks {
		words += countWords(b.Text)
		if strings.ContainsAny(b.Text, ".!?…。！？؟।") {
			sentences++
		}
	}
	const hint = "Open the page in a browser, then paste its text here or save it as a file and open that"
	switch {
	case words < refuseWords && f.isChallenge():
		return clipper.Errorf(clipper.Unreadable, nil, hint, "the site asks for proof of a human reader and did not send the page")
	case asksConsent(blocks) && !consentWords.MatchString(f.title):
		return clipper.Errorf(clipper.Unreadable, nil, hint, "the site asks for consent to tracking and did not send the page")
	case words < shellWords && f.markup.password:
		return clipper.Errorf(clipper.Unreadable, nil, hint, "the site asks for a log-in and did not send the page")
	case words < shellWords && f.scripts > 0 && (f.markup.appRoot || f.scripts > 2 && sentences == 0 || asksForScript(blocks)):
		return clipper.Errorf(clipper.Unreadable, nil, hint, "the page needs a browser: its text is made by scripts")
	case words == 0 || words < 8 && sentences == 0 && f.scripts > 0:
		return clipper.Errorf(clipper.Unreadable, nil, "Check that the address leads to a page to read", "nothing to read was found on the page")
	}
	return nil
}

func (f *facts) isChallenge() bool {
	if f.markup.challenge {
		return true
	}
	titles := squash(f.title)
	for _, h := range f.headings[:min(len(f.headings), 2)] {
		titles += " " + squash(h.text)
	}
	for _, t := range challengeTitles {
		if strings.HasPrefix(titles, t) || strings.Contains(titles, " "+t) {
			return true
		}
	}
	return false
}

// asksForScript reports a text that asks to turn scripts on.
func asksForScript(blocks []clipper.Block) bool {
	text := strings.ToLower(clipper.JoinBlocks(blocks))
	return strings.Contains(text, "javascript")
}
