// Package locale gives the window's toolkit a language it can read.
//
// Fyne reads the locale before main begins and complains on stderr when it is C
// or POSIX, as it is on servers and in cron jobs; the command line's stderr must
// stay clean there. Go initialises packages without dependencies in the order of
// their import paths, and this one stands before "fyne.io": when it is imported
// at all, it has run first.
package locale

import (
	"os"
	"strings"
)

func init() {
	if silent(os.Getenv) {
		os.Setenv("LC_ALL", "en_US.UTF-8")
	}
}

// silent reports whether the environment names no language (POSIX.1-2024, 8.2).
func silent(getenv func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := getenv(name); value != "" {
			language, _, _ := strings.Cut(value, ".")
			return language == "C" || language == "POSIX"
		}
	}
	return true
}
