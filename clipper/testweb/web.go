package testweb

import (
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// New starts the plain web for one test, at a port of the loopback.
func New(t testing.TB) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(Handler())
	stopAfter(t, server)
	return server
}

func stopAfter(t testing.TB, server *httptest.Server) {
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
}

// Web is the whole test web: plain and secure, under the hosts *.test.
type Web struct {
	Map
	Roots *x509.CertPool // what its good certificates are signed by
	PEM   []byte         // the same, for another process
	hits  atomic.Int64
}

// Map is where the hosts *.test are: the addresses of the listeners for port 80
// and port 443.
type Map struct{ Plain, Secure string }

// Open starts the web for one test.
func Open(t testing.TB) *Web {
	t.Helper()
	ca := newAuthority(t)
	w := &Web{Roots: ca.pool(), PEM: ca.pem()}
	count := http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		w.hits.Add(1)
		Handler().ServeHTTP(out, r)
	})
	plain := httptest.NewServer(count)
	stopAfter(t, plain)
	secure := httptest.NewUnstartedServer(count)
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.EnableHTTP2 = true
	secure.TLS = ca.serverConfig(t)
	secure.StartTLS()
	stopAfter(t, secure)
	w.Map = Map{plain.Listener.Addr().String(), secure.Listener.Addr().String()}
	return w
}

// Hits is how many requests the web has had, of whatever kind.
func (w *Web) Hits() int64 { return w.hits.Load() }

// Dialer dials the hosts *.test of the web, and fails the test when anything else
// is dialled.
func (w *Web) Dialer(t testing.TB) func(ctx context.Context, network, address string) (net.Conn, error) {
	return w.Dial(func(address string) { t.Errorf("dialled %s", address) })
}

// Dial dials the hosts *.test and tells elsewhere about all others. On
// nowhere.test no name is found, refusing.test refuses the connection, and
// plain.test has no encryption on port 443.
func (m Map) Dial(elsewhere func(address string)) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(address)
		to := m.Plain
		switch {
		case err != nil || !strings.HasSuffix(host, ".test"):
			elsewhere(address)
			return nil, fmt.Errorf("%s is not on the test web", address)
		case host == "nowhere.test":
			return nil, &net.OpError{Op: "dial", Net: network, Err: &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}}
		case host == "refusing.test":
			to = "127.0.0.1:1"
		case port == "443" && host != "plain.test":
			to = m.Secure
		}
		return new(net.Dialer).DialContext(ctx, network, to)
	}
}

// Counter listens on the loopback, in both families where the machine has them, on
// one port, and counts who comes: the private host that nobody should reach.
func Counter(t testing.TB) (port int, reached func() int64) {
	t.Helper()
	var count atomic.Int64
	four, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port = four.Addr().(*net.TCPAddr).Port
	listeners := []net.Listener{four}
	if six, err := net.Listen("tcp6", fmt.Sprintf("[::1]:%d", port)); err == nil {
		listeners = append(listeners, six)
	}
	var done sync.WaitGroup
	for _, l := range listeners {
		done.Go(func() {
			for {
				conn, err := l.Accept()
				if err != nil {
					return
				}
				count.Add(1)
				_ = conn.Close()
			}
		})
	}
	t.Cleanup(func() {
		for _, l := range listeners {
			_ = l.Close()
		}
		done.Wait()
	})
	return port, count.Load
}
