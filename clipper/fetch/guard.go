package fetch

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"

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
	proxy  sync.Map // addresses of proxies from the environment
}

func newGuard(opts Options) *guard {
	return &guard{opts: opts, rule: ssrf.New(ssrf.WithAnyPort())}
}

// dial connects, with the address checked after resolution.
func (g *guard) dial(typed bool) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			return nil, fmt.Errorf("split %s: %w", address, err)
		}
		dialer := net.Dialer{Timeout: g.opts.Connect}
		if _, isProxy := g.proxy.Load(address); isProxy {
			return dialer.DialContext(ctx, network, address)
		}
		if _, err := netip.ParseAddr(host); err != nil && g.opts.Dial != nil {
			return g.opts.Dial(ctx, network, address)
		}
		dialer.Control = func(network, address string, _ syscall.RawConn) error {
			return g.check(network, address, host, typed)
		}
		return dialer.DialContext(ctx, network, address)
	}
}

// check allows a public address; a private one only for a typed host that the
// reader's consent covers and that was never public before, since a name that
// moves from a public to a private address is an attack.
func (g *guard) check(network, address, host string, typed bool) error {
	refused := g.rule.Safe(network, address, nil)
	if refused == nil {
		g.public.Store(host, true)
		return nil
	}
	if _, flipped := g.public.Load(host); typed && !flipped && g.opts.AllowPrivate != nil && g.opts.AllowPrivate(host) {
		return nil
	}
	return fmt.Errorf("%w: %w", errPrivate, refused)
}

// proxyFor is the proxy of the environment. Behind a proxy the address that is
// connected says nothing, so the host of the request is checked instead.
func (g *guard) proxyFor(r *http.Request) (*url.URL, error) {
	u, err := http.ProxyFromEnvironment(r)
	if u == nil || err != nil {
		return nil, err
	}
	host := r.URL.Hostname()
	if ip, err := netip.ParseAddr(host); err == nil && g.rule.SafeAddr(ip) != nil {
		return nil, nil
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443", "socks5": "1080", "socks5h": "1080"}[u.Scheme]
	}
	g.proxy.Store(net.JoinHostPort(u.Hostname(), port), true)
	return u, nil
}

// sameHost reports whether a request stays on the host that was typed: the same
// name and port, or the step from plain to secure on the usual ports.
func sameHost(typed, u *url.URL) bool {
	if typed == nil || !strings.EqualFold(typed.Hostname(), u.Hostname()) {
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
