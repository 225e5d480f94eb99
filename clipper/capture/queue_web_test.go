package capture_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/clipper/fetch"
	"florilegium/clipper/testweb"
)

// crowd is a web of many hosts, site000.test and so on, on one loopback port.
// Twelve addresses of a hundred are faulty.
type crowd struct {
	*httptest.Server
	hosts int
	long  int // pages, in thirds of a long read
	lines []string
	bomb  []byte
	asked atomic.Int64 // requests for anything
	mu    sync.Mutex
	first map[string]bool // addresses that were asked for
	most  map[string]int  // requests of a host at the same time
	now   map[string]int
}

// The faults, by the number of the page modulo 100; the others are good.
var faults = map[int]string{
	3: "404", 19: "404", 37: "404", 58: "404", 83: "404", 11: "429", 44: "429", 91: "429",
	25: "reset", 62: "endless", 71: "silent", 99: "bomb",
}

func newCrowd(t *testing.T, hosts int) *crowd {
	text := read(t, filepath.Join("testdata", "passeurs.fr.txt"))
	c := &crowd{hosts: hosts, long: 1, lines: strings.Split(text, "\n"), first: map[string]bool{}, most: map[string]int{}, now: map[string]int{}}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = io.CopyN(z, spaces{}, 64<<20) // a bytes.Buffer does not fail
	_ = z.Close()
	c.bomb = packed.Bytes()
	c.Server = httptest.NewServer(c)
	t.Cleanup(func() { c.CloseClientConnections(); c.Close() })
	return c
}

// spaces never ends.
type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// address is the n-th page of the crowd.
func (c *crowd) address(n int) string {
	return fmt.Sprintf("http://site%03d.test/recit/%d", n%c.hosts, n)
}

// requests are the first n pages.
func (c *crowd) requests(n int) []clipper.Requested {
	list := make([]clipper.Requested, n)
	for i := range list {
		list[i] = clipper.Requested{URL: c.address(i), Tags: []string{"récits"}}
	}
	return list
}

// page is the source of the n-th page, which no other page has.
func (c *crowd) page(n int) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "Le récit numéro %d commence au bord du fleuve, un soir de novembre, quand les barques rentrent.\n", n)
	for i := range c.long * len(c.lines) {
		fmt.Fprintf(&b, "%s\n", strings.TrimSpace(c.lines[(n+i)%len(c.lines)]))
		fmt.Fprintf(&b, "« Au %de jour du mois de mars, dit le passeur, l’eau avait monté de %d pouces. »\n", i+1, (n*7+i)%97)
	}
	return testweb.News(b.String(), "utf-8", testweb.Options{Title: fmt.Sprintf("Récit numéro %d", n)})
}

func (c *crowd) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.asked.Add(1)
	again := c.count(r, 1)
	defer c.count(r, -1)
	n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/recit/"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	switch fault := faults[n%100]; {
	case fault == "404":
		http.NotFound(w, r)
	case fault == "429" && !again:
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
	case fault == "reset":
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = conn.(*net.TCPConn).SetLinger(0)
			_ = conn.Close()
		}
	case fault == "endless":
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for r.Context().Err() == nil {
			if _, err := w.Write(c.page(n)); err != nil {
				return
			}
		}
	case fault == "silent":
		<-r.Context().Done()
	case fault == "bomb":
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(c.bomb)
	default:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(c.page(n))
	}
}

// count notes who asks, and reports whether the address was asked for before.
func (c *crowd) count(r *http.Request, more int) (again bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := r.Host + r.URL.Path
	again = c.first[key]
	c.first[key] = true
	c.now[r.Host] += more
	c.most[r.Host] = max(c.most[r.Host], c.now[r.Host])
	return again
}

// busiest is how many requests at once each host has had. Some may still be ending.
func (c *crowd) busiest() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.most)
}

// toCrowd dials the hosts of a crowd, and knows no other.
func toCrowd(address string) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, to string) (net.Conn, error) {
		if host, _, _ := net.SplitHostPort(to); !strings.HasSuffix(host, ".test") {
			return nowhere(ctx, network, to)
		}
		return new(net.Dialer).DialContext(ctx, "tcp", address)
	}
}

// hurried are manners for a web that has no feelings: what takes seconds between
// sites takes a fraction here.
func hurried() capture.Manners {
	return capture.Manners{
		Pause: -1, Rest: 2 * time.Second, Patience: time.Minute, Offline: 300 * time.Millisecond,
		Retry: fetch.Policy{Tries: 4, First: 50 * time.Millisecond, Most: 400 * time.Millisecond, Obey: time.Hour},
	}
}

// reachingCrowd fetches from a crowd, with short limits.
func reachingCrowd(address string) fetch.Options {
	return fetch.Options{Dial: toCrowd(address), Headers: 1500 * time.Millisecond, Total: 20 * time.Second}
}

// soaking reports whether the long proofs run whole.
func soaking() bool { return os.Getenv("FLORILEGIUM_SOAK") != "" }
