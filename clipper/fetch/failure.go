package fetch

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/url"
	"slices"
	"strings"
	"syscall"

	"florilegium/clipper"
)

var (
	errPrivate = errors.New("private address")
	errAsk     = errors.New("not asked about yet")
	errWire    = errors.New("past the size limit")
	errSlow    = errors.New("less than 1 KB a second")
)

const (
	hintSpelling = "Check the spelling of the address, and that you are online"
	hintLater    = "Try again later; what is saved stays readable"
	hintDoors    = "Open the page in a browser, then paste its text here or save it as a file and open that"
	hintReadable = "Check that the address leads to a page to read"
)

// failure puts a connection's error in words.
func failure(err error, host string) error {
	if already, ok := errors.AsType[*clipper.Error](err); ok {
		return already
	}
	err = withoutAddress(err)
	switch {
	case errors.Is(err, context.Canceled):
		return clipper.Errorf(clipper.Network, err, "", "fetching was stopped")
	case errors.Is(err, errPrivate):
		return clipper.Errorf(clipper.Refused, err, "Such addresses are fetched only when you type them yourself", "%s is an address inside a private network", host)
	case errors.Is(err, errWire):
		return tooLarge(maxWire)
	case errors.Is(err, errSlow):
		return clipper.Errorf(clipper.Network, &Fault{Again: true, Timeout: true, Err: err}, hintLater, "%s sends its page too slowly", host)
	}
	if e := tlsFailure(err, host); e != nil {
		return e
	}
	return networkFailure(err, host)
}

// withoutAddress takes the address, which may hold what is nobody's business,
// out of an error of net/http and net/url.
func withoutAddress(err error) error {
	for {
		u, ok := err.(*url.Error)
		if !ok {
			return err
		}
		err = u.Err
	}
}

// networkFailure is for faults below HTTP. All but a name that does not exist and
// an answer that is no HTTP may pass by themselves.
func networkFailure(err error, host string) error {
	fault := &Fault{Again: true, Err: err}
	say := func(hint, msg string) error { return clipper.Errorf(clipper.Network, fault, hint, msg, host) }
	if dns, ok := errors.AsType[*net.DNSError](err); ok && !dns.IsTimeout {
		if fault.Again = !dns.IsNotFound; dns.IsNotFound {
			return say(hintSpelling, "no site is found under the name %s")
		}
		return say(hintSpelling, "the name %s could not be looked up")
	}
	if timeout, ok := errors.AsType[net.Error](err); (ok && timeout.Timeout()) || errors.Is(err, context.DeadlineExceeded) {
		fault.Timeout = true
		return say(hintLater, "%s did not answer in time")
	}
	op, dialled := errors.AsType[*net.OpError](err)
	switch {
	case dialled && (op.Op == "proxyconnect" || op.Op == "socks connect"):
		return clipper.Errorf(clipper.Network, fault, "Check the proxy in the settings of the program or of the system", "the proxy on the way to %s does not answer", host)
	case errors.Is(err, syscall.ENETUNREACH) || errors.Is(err, syscall.EHOSTUNREACH):
		return say("Connect to the network and try again; what is saved stays readable", "there is no way to %s: the network is down")
	case errors.Is(err, syscall.ECONNREFUSED):
		return say(hintLater, "%s refuses connections")
	case errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || isLostStream(err):
		return say(hintLater, "the connection to %s broke off")
	case dialled:
		return say(hintLater, "%s could not be reached")
	}
	fault.Again = false
	return say(hintDoors, "the answer of %s cannot be understood")
}

// isLostStream reports the faults of a connection of HTTP/2, of which net/http
// gives no types away. Several requests share one, and end with it.
func isLostStream(err error) bool {
	return slices.ContainsFunc([]string{"connection error: ", "stream error: ", "GOAWAY", "client connection lost"}, func(s string) bool {
		return strings.Contains(err.Error(), s)
	})
}

const hintSecure = "Check the address and your computer's clock; the page is not fetched over a connection that others could read"

// tlsFailure explains why no secure connection was made; nil where that is not
// the matter.
func tlsFailure(err error, host string) error {
	say := func(msg string) error {
		return clipper.Errorf(clipper.Network, &Fault{Err: err}, hintSecure, msg, host)
	}
	if _, foreign := errors.AsType[tls.RecordHeaderError](err); foreign {
		return say("%s answers without encryption where a secure connection was asked for")
	}
	if bad, ok := errors.AsType[x509.CertificateInvalidError](err); ok && bad.Reason == x509.Expired {
		return say("the security certificate of %s has expired or is not valid yet")
	}
	if _, ok := errors.AsType[x509.HostnameError](err); ok {
		return say("the security certificate shown by %s belongs to another site")
	}
	if unknown, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		if isSelfSigned(unknown.Cert) {
			return say("%s has signed its security certificate itself")
		}
		return say("the security certificate of %s is not signed by anyone known")
	}
	op, alert := errors.AsType[*net.OpError](err)
	alert = alert && (op.Op == "remote error" || op.Op == "local error") // how crypto/tls wraps its alerts
	_, verify := errors.AsType[*tls.CertificateVerificationError](err)
	switch {
	case alert && strings.Contains(err.Error(), "protocol version"), strings.Contains(err.Error(), "unsupported protocol version"):
		return say("%s speaks only an old kind of encryption that is no longer safe")
	case alert, verify, strings.HasPrefix(err.Error(), "tls: "):
		return say("no secure connection to %s could be made")
	}
	return nil
}

func isSelfSigned(c *x509.Certificate) bool {
	return c != nil && bytes.Equal(c.RawIssuer, c.RawSubject) && c.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature) == nil
}

// tooLarge refuses what passes a limit in bytes.
func tooLarge(limit int) error {
	return clipper.Errorf(clipper.TooLarge, nil, "Nothing was saved; a part of the page can be pasted as text", "the page is larger than %d MB", limit>>20)
}
