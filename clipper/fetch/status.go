package fetch

import (
	"io"
	"net/http"

	"florilegium/clipper"
)

// refusal reads the page that comes with a status of 400 or more as far as is
// needed to tell what the site wants.
func (f *Fetcher) refusal(res *http.Response, from io.Reader, host string) error {
	fault := &Fault{
		Status: res.StatusCode, Again: again(res.StatusCode),
		After: retryAfter(res.Header.Get("Retry-After"), f.opts.Now()),
	}
	body, _ := readBody(res, io.LimitReader(from, gateSize), pages) // what cannot be read tells nothing
	text, _ := Decode(body, res.Header.Get("Content-Type"))
	if err := look(text).gateBehind(res.Header, fault); err != nil {
		return err
	}
	return statusFailure(fault, host)
}

// statusFailure puts an HTTP status of 400 and more in words.
func statusFailure(fault *Fault, host string) error {
	status := fault.Status
	say := func(hint, msg string) error { return clipper.Errorf(clipper.Refused, fault, hint, msg, host, status) }
	switch {
	case status == http.StatusUnauthorized || status == http.StatusForbidden || status == http.StatusPaymentRequired:
		return say(hintDoors, "%s wants a browser or a log-in (status %d)")
	case status == http.StatusNotFound || status == http.StatusGone:
		return say("Check the address; a web archive may still have the page", "%s has no page at this address (status %d)")
	case status == http.StatusTooManyRequests:
		return say("Wait some minutes and try again", "%s asks for patience: too many requests (status %d)")
	case status == http.StatusUnavailableForLegalReasons:
		return say(hintDoors, "%s withholds this page for legal reasons (status %d)")
	case status >= 500:
		return say(hintLater, "%s is out of order (status %d)")
	}
	return say(hintDoors, "%s refused to send the page (status %d)")
}
