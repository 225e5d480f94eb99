package fetch

import (
	"context"
	"crypto/x509"
	"net"
	"time"
)

// Options change how pages are asked for. The zero Options are sensible.
type Options struct {
	UserAgent string // what the program calls itself
	// Agent gives a host a name of its own to call the program by, for the sites
	// that answer only to one; empty means UserAgent, nil none.
	Agent     func(host string) string
	Languages []string // BCP 47, the reader's first choice first
	// AllowPrivate is asked before a private or loopback address that the reader
	// typed is fetched, with its host as typed and the port, if any; nil refuses
	// all. It runs on the goroutine that fetches, outside all time limits, and may
	// wait for an answer until ctx ends. Questions come one at a time; a yes holds
	// for that host as long as the Fetcher lives. It is never asked for redirects
	// and images that lead to another host.
	AllowPrivate func(ctx context.Context, host string) bool
	// Proxy is the address of a proxy (http, https, socks5 or socks5h); empty
	// takes HTTP_PROXY, HTTPS_PROXY and NO_PROXY of the environment. Names are
	// looked up by the proxy, so that behind one a private host can be told only
	// by its name or number.
	Proxy string
	// File is a text of settings: lines "proxy ADDRESS" and "agent
	// HOST NAME", for what Proxy and Agent leave open. It is read once and may be
	// missing; a fault in it is the error of every fetch.
	File string
	// Retry is how a page is tried again; the zero Policy makes one try.
	Retry Policy
	Now   func() time.Time
	// Time limits: to connect, to the end of the answer's header, in all.
	Connect, Headers, Total time.Duration
	// Pace is how long an answer may stay below 1 KB a second.
	Pace time.Duration
	// Dial takes the place of the network for host names, for tests; numbers are
	// still dialled and guarded.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Resolver looks up names; nil takes the system's. What it answers is guarded.
	Resolver *net.Resolver
	// Roots are the authorities that certificates are trusted by; nil takes the
	// system's.
	Roots *x509.CertPool
}

func (o Options) withDefaults() Options {
	if o.UserAgent == "" {
		o.UserAgent = "Mozilla/5.0 (compatible; Florilegium/1.0)"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	for limit, usual := range map[*time.Duration]time.Duration{
		&o.Connect: 10 * time.Second, &o.Headers: 15 * time.Second, &o.Total: 60 * time.Second, &o.Pace: 10 * time.Second,
	} {
		if *limit == 0 {
			*limit = usual
		}
	}
	return o
}

// Typed is the AllowPrivate of the command line, where typing an address is
// consent enough.
func Typed(context.Context, string) bool { return true }
