package csl

import (
	"errors"
	"io/fs"
	"sort"
	"strings"
	"sync"
)

// Locales is a set of locales that styles are rendered in: files named
// "locales-fr-FR.xml" in one or more folders, read when first asked for, and
// locales added by hand. It is safe for use by many goroutines.
type Locales struct {
	sources []fs.FS
	mu      sync.Mutex
	loaded  map[string]*Locale // nil where there is no file
}

// NewLocales looks for files in the sources, the first that has one winning.
func NewLocales(sources ...fs.FS) *Locales {
	return &Locales{sources: sources, loaded: map[string]*Locale{}}
}

// Add puts a locale into the set; it wins over a file of the same language.
func (s *Locales) Add(l *Locale) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.loaded[l.lang] = l
}

// Languages lists the languages there are files or locales for, sorted.
func (s *Locales) Languages() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := map[string]bool{}
	for lang, l := range s.loaded {
		found[lang] = l != nil
	}
	for _, source := range s.sources {
		names, err := fs.Glob(source, "locales-*.xml")
		if err != nil {
			continue
		}
		for _, n := range names {
			found[strings.TrimSuffix(strings.TrimPrefix(n, "locales-"), ".xml")] = true
		}
	}
	var langs []string
	for lang, ok := range found {
		if ok {
			langs = append(langs, lang)
		}
	}
	sort.Strings(langs)
	return langs
}

// Load reads the locale of exactly this language. It returns fs.ErrNotExist,
// wrapped, where there is none.
func (s *Locales) Load(lang string) (*Locale, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if l, known := s.loaded[lang]; known {
		if l == nil {
			return nil, &Error{Msg: "there is no locale " + lang, Err: fs.ErrNotExist}
		}
		return l, nil
	}
	for _, source := range s.sources {
		data, err := fs.ReadFile(source, "locales-"+lang+".xml")
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
			continue
		}
		if err != nil {
			return nil, &Error{Msg: "the locale " + lang + " cannot be read", Err: err}
		}
		l, err := ParseLocale(data)
		if err != nil {
			return nil, err
		}
		s.loaded[lang] = l
		return l, nil
	}
	s.loaded[lang] = nil
	return nil, &Error{Msg: "there is no locale " + lang, Err: fs.ErrNotExist}
}

// primaryDialects gives the dialect that stands for a language where that is
// not the language doubled ("fr-FR").
var primaryDialects = map[string]string{
	"af": "af-ZA", "ca": "ca-AD", "cs": "cs-CZ", "cy": "cy-GB", "da": "da-DK", "el": "el-GR",
	"en": "en-US", "et": "et-EE", "fa": "fa-IR", "he": "he-IL", "hi": "hi-IN", "hy": "hy-AM",
	"ja": "ja-JP", "km": "km-KH", "ko": "ko-KR", "nb": "nb-NO", "nn": "nn-NO", "sl": "sl-SI",
	"sr": "sr-Cyrl-RS", "sv": "sv-SE", "uk": "uk-UA", "vi": "vi-VN", "zh": "zh-CN",
}

func primaryDialect(lang string) string {
	if d, ok := primaryDialects[lang]; ok {
		return d
	}
	return lang + "-" + strings.ToUpper(lang)
}

// chain lists the locale files that make up a language, the general ones first:
// American English, the language, its dialect.
func (s *Locales) chain(lang string) ([]*Locale, error) {
	names := []string{"en-US"}
	for _, name := range []string{primaryOf(lang), primaryDialect(primaryOf(lang)), lang} {
		if name != "" && name != names[len(names)-1] {
			names = append(names, name)
		}
	}
	var chain []*Locale
	for _, name := range names {
		l, err := s.Load(name)
		if err == nil {
			chain = append(chain, l)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return chain, nil
}

// resolve merges the files for a language and what the style itself says about it.
func (s *Locales) resolve(lang string, style *Style) (*Locale, error) {
	chain, err := s.chain(lang)
	if err != nil {
		return nil, err
	}
	merged := newLocale(&element{})
	for _, l := range chain {
		merged.forget(l)
		merged.overlay(l)
	}
	for _, want := range []string{"", primaryOf(lang), lang} {
		for _, l := range style.locales {
			if l.lang == want && (want != "" || l.lang == "") {
				merged.overlay(l)
			}
		}
		if primaryOf(lang) == lang && want == lang {
			break
		}
	}
	merged.lang = lang
	return merged, nil
}
