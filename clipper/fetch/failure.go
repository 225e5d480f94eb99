package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"

	"florilegium/clipper"
)

var (
	errPrivate = errors.New("private address")
	errWire    = errors.New("past the size limit")
)

const (
	hintSpelling = "Check the spelling of the address, and that you are online"
	hintLater    = "Try again later; what is saved stays readable"
	hintBrowser  = "Open the page in a browser, save it as a file and add it with --html FILE"
)

// failure puts a connection's error in words.
func failure(err error, host string) error {
	if already, ok := errors.AsType[*clipper.Error](err); ok {
		return already
	}
	switch {
	case errors.Is(err, context.Canceled):
		return clipper.Errorf(clipper.Network, err, "", "fetching was stopped")
	case errors.Is(err, errPrivate):
		return clipper.Errorf(clipper.Refused, err, "Such addresses are fetched only when you type them yourself", "%s is an address inside a private network", host)
	case errors.Is(err, errWire):
		return tooLarge(maxWire)
	}
	if e := tlsFailure(err, host); e != nil {
		return e
	}
	return networkFailure(err, host)
}

func networkFailure(err error, host string) error {
	if dns, ok := errors.AsType[*net.DNSError](err); ok && dns.IsNotFound {
		return clipper.Errorf(clipper.Network, err, hintSpelling, "no site is found under the name %s", host)
	} else if ok && !dns.IsTimeout {
		return clipper.Errorf(clipper.Network, err, hintSpelling, "the name %s could not be looked up", host)
	}
	if timeout, ok := errors.AsType[net.Error](err); (ok && timeout.Timeout()) || errors.Is(err, context.DeadlineExceeded) {
		return clipper.Errorf(clipper.Network, err, hintLater, "%s did not answer in time", host)
	}
	switch {
	case errors.Is(err, syscall.ENETUNREACH) || errors.Is(err, syscall.EHOSTUNREACH):
		return clipper.Errorf(clipper.Network, err, "Connect to the network and try again; what is saved stays readable", "there is no way to %s: the network is down", host)
	case errors.Is(err, syscall.ECONNREFUSED):
		return clipper.Errorf(clipper.Network, err, hintLater, "%s refuses connections", host)
	case errors.Is(err, syscall.ECONNRESET) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return clipper.Errorf(clipper.Network, err, hintLater, "the connection to %s broke off", host)
	}
	return clipper.Errorf(clipper.Network, err, hintLater, "%s could not be reached", host)
}

func tlsFailure(err error, host string) error {
	const hint = "Check the address and your computer's clock; the page is not fetched over a connection that others could read"
	if bad, ok := errors.AsType[x509.CertificateInvalidError](err); ok && bad.Reason == x509.Expired {
		return clipper.Errorf(clipper.Network, err, hint, "the security certificate of %s has expired", host)
	}
	if _, ok := errors.AsType[x509.HostnameError](err); ok {
		return clipper.Errorf(clipper.Network, err, hint, "the security certificate shown by %s belongs to another site", host)
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return clipper.Errorf(clipper.Network, err, hint, "the security certificate of %s is not signed by anyone known", host)
	}
	_, verify := errors.AsType[*tls.CertificateVerificationError](err)
	_, record := errors.AsType[tls.RecordHeaderError](err)
	_, alert := errors.AsType[tls.AlertError](err)
	if verify || record || alert {
		return clipper.Errorf(clipper.Network, err, hint, "no secure connection to %s could be made", host)
	}
	return nil
}

// statusFailure puts an HTTP status of 400 and more in words; nil below.
func statusFailure(status int, host string) error {
	say := func(hint, msg string, args ...any) error {
		return clipper.Errorf(clipper.Refused, nil, hint, msg, args...)
	}
	switch {
	case status < 400:
		return nil
	case status == http.StatusUnauthorized || status == http.StatusForbidden || status == http.StatusPaymentRequired:
		return say(hintBrowser, "%s wants a browser or a log-in (status %d)", host, status)
	case status == http.StatusNotFound || status == http.StatusGone:
		return say("Check the address; a web archive may still have the page", "%s has no page at this address (status %d)", host, status)
	case status == http.StatusTooManyRequests:
		return say("Wait some minutes and try again", "%s asks for patience: too many requests (status %d)", host, status)
	case status == http.StatusUnavailableForLegalReasons:
		return say(hintBrowser, "%s withholds this page for legal reasons (status %d)", host, status)
	case status >= 500:
		return say(hintLater, "%s is out of order (status %d)", host, status)
	}
	return say(hintBrowser, "%s refused to send the page (status %d)", host, status)
}

func tooLarge(limit int) error {
	return clipper.Errorf(clipper.TooLarge, nil, "Nothing was saved; a part of the page can be pasted as text", "the page is larger than %d MB", limit>>20)
}

// notHTML refuses what holds no page, by what it is.
func notHTML(kind string) error {
	say := func(hint, msg string, args ...any) error {
		return clipper.Errorf(clipper.Unreadable, nil, hint, msg, args...)
	}
	switch major, _, _ := strings.Cut(kind, "/"); {
	case kind == "application/pdf":
		return say("Save the page that describes the document instead", "this is a PDF document, not a web page")
	case major == "image" || major == "audio" || major == "video":
		return say("Save the page that shows it instead", "this is a file of the kind %s, not a web page", kind)
	}
	return say("Check that the address leads to a page to read", "this is not a web page but data of the kind %s", kind)
}
