// Package assets carries the files that travel inside the program: the icon, the
// translations of the interface and the sample articles of the first start.
package assets

import (
	"embed"
	"encoding/json"

	"florilegium/clipper"
)

// Icon is the application's icon, a PNG of 512 × 512 pixels.
//
//go:embed icon.png
var Icon []byte

// Translations holds one flat JSON file a language, keyed by the English text.
//
//go:embed translations
var Translations embed.FS

//go:embed samples
var samples embed.FS

// Sample is an article of our own writing that the first start of the window
// saves, so that nothing is empty.
type Sample struct {
	Address string
	HTML    []byte
	Clips   []clipper.Clip // Quote, Note, Tags, Colour and Speaker only
}

// SamplePicture is the picture of the samples, stored under its address.
const SamplePicture = "https://florilegium.example/picture.png"

// Picture is the PNG at SamplePicture.
func Picture() ([]byte, error) { return samples.ReadFile("samples/picture.png") }

// Samples reads the sample articles, the one to be read first at the end.
func Samples() ([]Sample, error) {
	var marks []struct {
		Sample string
		clipper.Clip
	}
	raw, err := samples.ReadFile("samples/clips.json")
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(raw, &marks); err != nil {
		return nil, err
	}
	var out []Sample
	for _, s := range []struct{ lang, address string }{
		{"en", "https://florilegium.example/en/how-to-quote-a-web-page"},
		{"fr", "https://florilegium.example/fr/petite-histoire-du-florilege"},
	} {
		page, err := samples.ReadFile("samples/" + s.lang + ".html")
		if err != nil {
			return nil, err
		}
		sample := Sample{Address: s.address, HTML: page}
		for _, m := range marks {
			if m.Sample == s.lang {
				sample.Clips = append(sample.Clips, m.Clip)
			}
		}
		out = append(out, sample)
	}
	return out, nil
}
