package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/fetch"
	"florilegium/clipper/testweb"
)

// TestRetry: faults of the network and four kinds of status may pass by
// themselves, nothing else does.
func TestRetry(t *testing.T) {
	web := testweb.Open(t)
	f, quick := onWeb(t, web, fetch.Options{}), onWeb(t, web, hurried)
	for address, want := range map[string]struct {
		after time.Duration
		again bool
	}{
		"http://gazette.test/status/408": {0, true}, "http://gazette.test/status/425": {0, true}, "http://gazette.test/status/429": {0, true},
		"http://gazette.test/status/500": {0, true}, "http://gazette.test/status/502": {0, true}, "http://gazette.test/status/503": {0, true}, "http://gazette.test/status/504": {0, true},
		"http://gazette.test/status/401": {}, "http://gazette.test/status/403": {}, "http://gazette.test/status/404": {}, "http://gazette.test/status/410": {}, "http://gazette.test/status/451": {},
		"http://gazette.test/later/seconds": {2 * time.Minute, true}, "http://gazette.test/later/tomorrow": {24 * time.Hour, true},
		"http://gazette.test/odd/reset": {0, true}, "http://gazette.test/odd/rst": {0, true}, "http://gazette.test/odd/short-length": {0, true},
		"http://gazette.test/odd/silent": {0, true}, "http://gazette.test/odd/drip": {0, true}, "http://refusing.test/fr": {0, true},
		"http://nowhere.test/fr": {}, "https://expired.test/fr": {}, "https://plain.test/fr": {}, "http://gazette.test/odd/garbage": {},
		"http://gazette.test/odd/endless": {}, "http://gazette.test/odd/pdf": {}, "http://gazette.test/gate/sorry": {}, "http://gazette.test/gate/portal-511": {},
		"http://gazette.test/redirect/loop": {}, "http://gazette.test/redirect/private/0": {}, "http://gazette.test/odd/corrupt-gzip": {},
	} {
		f := f
		if address == "http://gazette.test/odd/silent" || address == "http://gazette.test/odd/drip" {
			f = quick
		}
		_, err := f.Fetch(t.Context(), address)
		if after, again := fetch.Retry(err); err == nil || after != want.after || again != want.again {
			t.Errorf("%s: %v: %v after %v, want %+v", address, err, again, after, want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := f.Fetch(ctx, "http://gazette.test/fr"); err == nil {
		t.Error("fetched after the stop")
	} else if _, again := fetch.Retry(err); again {
		t.Error("what the reader stopped is tried again")
	}
}

// TestPolicy: waits grow to a ceiling with full jitter, are never shorter than
// what the site asked for, and come to an end.
func TestPolicy(t *testing.T) {
	fault := func(after time.Duration) error {
		return clipper.Errorf(clipper.Refused, &fetch.Fault{Status: 503, Again: true, After: after}, "", "")
	}
	p := fetch.Policy{Tries: 6, First: time.Second, Most: 5 * time.Second, Obey: time.Hour, Rand: func() float64 { return .5 }}
	for try, want := range []time.Duration{500 * time.Millisecond, time.Second, 2 * time.Second, 2500 * time.Millisecond, 2500 * time.Millisecond} {
		if wait, ok := p.Next(try+1, fault(0)); !ok || wait != want {
			t.Errorf("after try %d: %v, %v; want %v", try+1, wait, ok, want)
		}
	}
	for name, c := range map[string]struct {
		try  int
		err  error
		wait time.Duration
		ok   bool
	}{
		"the last try":     {6, fault(0), 0, false},
		"asked to wait":    {1, fault(2 * time.Minute), 2*time.Minute + 500*time.Millisecond, true},
		"asked too much":   {1, fault(61 * time.Minute), 0, false},
		"a page not there": {1, clipper.Errorf(clipper.Refused, &fetch.Fault{Status: 404}, "", ""), 0, false},
		"another error":    {1, errors.New("le disque est plein"), 0, false},
	} {
		if wait, ok := p.Next(c.try, c.err); wait != c.wait || ok != c.ok {
			t.Errorf("%s: %v, %v", name, wait, ok)
		}
	}
	if _, ok := (fetch.Policy{}).Next(1, fault(0)); ok {
		t.Error("the zero policy tries again")
	}
	for range 100 { // the program's own chance stays below the ceiling
		if wait, ok := fetch.Patient.Next(2, fault(0)); !ok || wait < 0 || wait >= 4*time.Second {
			t.Errorf("waits %v, %v", wait, ok)
		}
	}
}

// TestFetchTriesAgain waits as a site asks and gets the page at the second try;
// a site that fails for good is asked four times.
func TestFetchTriesAgain(t *testing.T) {
	web := testweb.Open(t)
	var waits []time.Duration
	policy := fetch.Patient
	policy.Rand = func() float64 { return 0 }
	policy.Sleep = func(_ context.Context, d time.Duration) error {
		waits = append(waits, d)
		return nil
	}
	f := onWeb(t, web, fetch.Options{Retry: policy})
	if p, err := f.Fetch(t.Context(), fmt.Sprintf("http://gazette.test/later/once/%d", time.Now().UnixNano())); err != nil || p.Status != 200 || !slices.Equal(waits, []time.Duration{time.Second}) {
		t.Errorf("%v, waited %v", err, waits)
	}
	before := web.Hits()
	if _, err := f.Fetch(t.Context(), "http://gazette.test/status/503"); clipper.CodeOf(err) != clipper.Refused || web.Hits()-before != 4 {
		t.Errorf("%v after %d tries", err, web.Hits()-before)
	}
	policy.Sleep = func(context.Context, time.Duration) error { return context.Canceled }
	before = web.Hits()
	if _, err := onWeb(t, web, fetch.Options{Retry: policy}).Fetch(t.Context(), "http://gazette.test/status/500"); err == nil || web.Hits()-before != 1 {
		t.Errorf("%v after %d tries", err, web.Hits()-before)
	}
}

// TestRetryAfterDate: a date counts from the clock of the options.
func TestRetryAfterDate(t *testing.T) {
	web := testweb.Open(t)
	f := fetch.New(fetch.Options{Dial: web.Dialer(t)})
	defer f.Close()
	_, err := f.Fetch(t.Context(), "http://gazette.test/later/date")
	if after, again := fetch.Retry(err); !again || after < 9*time.Minute || after > 10*time.Minute {
		t.Errorf("%v after %v", again, after)
	}
	if fault, ok := errors.AsType[*fetch.Fault](err); !ok || fault.Status != http.StatusServiceUnavailable {
		t.Errorf("%#v", fault)
	}
}
