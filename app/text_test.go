//go:build !headless

package app

import (
	"strings"
	"testing"
)

// A host that is not plain ASCII is shown in both forms; one of mixed scripts is
// warned of.
func TestOtherName(t *testing.T) {
	for address, want := range map[string]string{
		"https://müller.example/a":  "xn--mller-kva.example",
		"https://xn--80ak6aa92e.ex": "xn--80ak6aa92e.ex",
		"https://example.org/é":     "",
		"https://lemonde.example":   "",
	} {
		if got := otherName(address); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q in it", address, got, want)
		}
	}
	if got := otherName("https://аррlе.example/"); !strings.Contains(got, tr("Letters of this name only look like those of another")) {
		t.Errorf("a name that looks like another: %q", got)
	}
}
