package cli

import (
	"bytes"
	"testing"
)

func TestTellHost(t *testing.T) {
	for host, want := range map[string]string{
		"gazette.example": "", "été.example": "  on été.example (xn--t-9fab.example)\n",
		"аррӏе.com": "  on xn--80ak6aa92e.com (аррӏе.com)\n  Careful: letters of this name only look like those of another\n",
	} {
		var told bytes.Buffer
		(&session{Env: Env{Err: &told}}).tellHost(host)
		if told.String() != want {
			t.Errorf("%s: %q, want %q", host, told.String(), want)
		}
	}
}
