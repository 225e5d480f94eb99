package fetch

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"time"

	"code.dny.dev/ssrf"

	"florilegium/clipper"
)

// guard decides which connections may be made. The public transport never
// connects to a private address; the typed one serves only requests for the
// very host the reader typed and may.
type guard struct {
	opts   Options
	rule   *ssrf.Guardian
	public sync.Map // hosts that were once seen at a public address
	asking chan struct{}
	agreed sync.Map // hosts with port that the reader allowed
	set    *url.URL // the proxy of the settings
	setErr error    // what is wrong with the settings
	proxy  sync.Map // addresses of proxies
}

func newGuard(opts Options) *guard {
	g := &guard{opts: opts, rule: ssrf.New(ssrf.WithAnyPort()), asking: make(chan struct{}, 1)}
	if opts.Proxy != "" {
		g.set, g.setErr = proxyAddress(opts.Proxy)
	}
	return g
}

func transport(g *guard, typed bool) *http.Transport {
	return &http.Transport{
		Proxy:                  g.proxyFor,
		DialContext:            g.dial(typed),
		TLSHandshakeTimeout:    g.opts.Connect,
		ResponseHeaderTimeout:  g.opts.Headers,
		MaxResponseHeaderBytes: maxHeader,
		DisableCompression:     true,
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        30 * time.Second,
		TLSClientConfig:        &tls.Config{RootCAs: g.opts.Roots, MinVersion: tls.VersionTLS12},
	}
}

// dial connects, with the address checked after resolution.
func (g *guard) dial(typed bool) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(address)
		if err != nil {
			return nil, fmt.Errorf("split address: %w", err)
		}
		dialer := net.Dialer{Timeout: g.opts.Connect, Resolver: g.opts.Resolver}
		if _, isProxy := g.proxy.Load(net.JoinHostPort(plainHost(host), port)); isProxy {
			return dialer.DialContext(ctx, network, address)
		}
		if _, isNumber := numericHost(host); !isNumber && g.opts.Dial != nil {
			return g.opts.Dial(ctx, network, address)
		}
		dialer.Control = func(network, reached string, _ syscall.RawConn) error {
			return g.check(network, reached, net.JoinHostPort(plainHost(host), port), typed)
		}
		return dialer.DialContext(ctx, network, address)
	}
}

// check allows a public address; a private one only for a typed host that the
// reader's consent covers and that was never public before, since a name that
// moves from a public to a private address is an attack.
func (g *guard) check(network, reached, host string, typed bool) error {
	refused := g.rule.Safe(network, translated(reached), nil)
	if refused == nil {
		g.public.Store(host, true)
		return nil
	}
	_, flipped := g.public.Load(host)
	_, agreed := g.agreed.Load(host)
	switch {
	case typed && !flipped && agreed:
		return nil
	case typed && !flipped && g.opts.AllowPrivate != nil:
		return fmt.Errorf("%w, %w: %w", errPrivate, errAsk, refused)
	}
	return fmt.Errorf("%w: %w", errPrivate, refused)
}

// nat64 is the prefix by which a network without IPv4 reaches the rest of the web
// (RFC 6052): what counts is the address inside.
var nat64 = netip.MustParsePrefix("64:ff9b::/96")

func translated(reached string) string {
	to, err := netip.ParseAddrPort(reached)
	if err != nil || !nat64.Contains(to.Addr()) {
		return reached
	}
	inside := to.Addr().As16()
	return netip.AddrPortFrom(netip.AddrFrom4([4]byte(inside[12:])), to.Port()).String()
}

// consents asks the reader about the private host that was typed, one question
// at a time, and remembers a yes.
func (g *guard) consents(ctx context.Context, typed *url.URL) bool {
	select {
	case g.asking <- struct{}{}:
		defer func() { <-g.asking }()
	case <-ctx.Done():
		return false
	}
	host := withPort(typed)
	if _, agreed := g.agreed.Load(host); agreed {
		return true
	}
	if !g.opts.AllowPrivate(ctx, typed.Host) || ctx.Err() != nil {
		return false
	}
	g.agreed.Store(host, true)
	if typed.Scheme == "http" && typed.Port() == "" { // the step to https stays on the host
		g.agreed.Store(net.JoinHostPort(plainHost(typed.Hostname()), "443"), true)
	}
	return true
}

// proxyFor is the proxy of the settings or of the environment. Behind a proxy the
// address that is connected says nothing, so the host of the request is checked
// instead: a private one is not asked of the proxy but dialled, and meets check.
func (g *guard) proxyFor(r *http.Request) (*url.URL, error) {
	if g.setErr != nil {
		return nil, g.setErr
	}
	u, err := g.set, error(nil)
	if u == nil {
		u, err = http.ProxyFromEnvironment(r)
	}
	if u == nil || err != nil {
		return nil, err
	}
	if _, itself := g.proxy.Load(withPort(r.URL)); itself {
		return nil, errPrivate // no page sends its readers to the proxy itself
	}
	if g.isPrivateName(r.URL.Hostname()) {
		return nil, nil
	}
	g.proxy.Store(withPort(u), true)
	return u, nil
}

// privateEndings are names of which the networks inside a house or an office make
// use (RFC 6761, 6762, 8375, and the custom of routers).
var privateEndings = []string{".localhost", ".local", ".internal", ".intranet", ".home.arpa", ".lan", ".home", ".corp", ".localdomain"}

// isPrivateName reports hosts that only a network of one's own answers for, as
// far as their names tell.
func (g *guard) isPrivateName(host string) bool {
	if ip, ok := numericHost(host); ok {
		return g.rule.SafeAddr(ip) != nil
	}
	host = plainHost(host)
	for _, ending := range privateEndings {
		if strings.HasSuffix("."+host, ending) {
			return true
		}
	}
	return !strings.Contains(host, ".")
}

// proxyAddress reads the setting of a proxy.
func proxyAddress(s string) (*url.URL, error) {
	if !strings.Contains(s, "://") {
		s = "http://" + s
	}
	u, err := url.Parse(s)
	if err == nil && u.Hostname() != "" {
		switch u.Scheme {
		case "http", "https", "socks5", "socks5h":
			return u, nil
		}
	}
	return nil, clipper.Errorf(clipper.Usage, nil, "A proxy is written as http://host:port or socks5://host:port", "this is not the address of a proxy")
}

var usualPorts = map[string]string{"http": "80", "https": "443", "socks5": "1080", "socks5h": "1080"}

// withPort is the host as it is dialled.
func withPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = usualPorts[u.Scheme]
	}
	return net.JoinHostPort(plainHost(u.Hostname()), port)
}

// sameHost reports whether a request stays on the host that was typed: the same
// name and port, or the step from plain to secure on the usual ports.
func sameHost(typed, u *url.URL) bool {
	if typed == nil || plainHost(typed.Hostname()) != plainHost(u.Hostname()) {
		return false
	}
	return typed.Port() == u.Port() && (typed.Scheme == u.Scheme || (typed.Port() == "" && u.Scheme == "https"))
}

// checkScheme refuses everything but http and https.
func checkScheme(u *url.URL) error {
	if u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
		return nil
	}
	return clipper.Errorf(clipper.Refused, nil, "Only http and https addresses are followed", "the site sends readers on to an address of the kind %s:", u.Scheme)
}
