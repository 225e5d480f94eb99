package assets

import (
	"embed"
	"io/fs"
)

//go:embed styles locales
var citations embed.FS

// Styles holds the built-in citation styles, NAME.csl, written here after the
// guides of their makers for the item types of a clipping library (CSL 1.0.2).
func Styles() fs.FS { return citationFolder("styles") }

// Locales holds the built-in CSL 1.0.2 locales, locales-TAG.xml.
func Locales() fs.FS { return citationFolder("locales") }

func citationFolder(name string) fs.FS {
	sub, err := fs.Sub(citations, name)
	if err != nil {
		panic(err) // only a malformed name fails, and these are constants
	}
	return sub
}
