package db

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/fold"
)

// Suggestion is a word that the library holds and that is near one it does not.
type Suggestion struct {
	For   string // as it was typed
	Word  string // folded
	Count int    // articles that hold it, 100 at most
}

// mostSuggestions bounds what is offered for one word.
const mostSuggestions = 6

// Near offers words for those of a query that no article holds: words that differ
// in one letter, or, where there are none, longer words that hold it.
func (l *Library) Near(ctx context.Context, q clipper.Query) ([]Suggestion, error) {
	var list []Suggestion
	for _, g := range q.Groups {
		for _, t := range g {
			words := fold.Words(t.Value)
			if t.Not || t.Phrase || len(words) != 1 || t.Field != clipper.FieldText && t.Field != clipper.FieldTitle {
				continue
			}
			found, err := l.nearWord(ctx, words[0].Text, t.Prefix)
			if err != nil {
				return nil, err
			}
			for i := range found {
				found[i].For = t.Value
			}
			list = append(list, found...)
		}
	}
	return list, nil
}

func (l *Library) nearWord(ctx context.Context, word string, prefix bool) ([]Suggestion, error) {
	match := quoted(word)
	if prefix {
		match += " *"
	}
	if n, err := l.holders(ctx, match); err != nil || n > 0 || len(word) < 3 {
		return nil, err
	}
	list, err := l.mended(ctx, word)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 && len(word) >= 4 {
		if list, err = l.compounds(ctx, word); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(list, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Word, b.Word))
	})
	return list[:min(len(list), mostSuggestions)], nil
}

// mended are the words of the library that differ from word by one letter.
func (l *Library) mended(ctx context.Context, word string) ([]Suggestion, error) {
	var list []Suggestion
	var err error
	begins := func(head string) bool {
		n, herr := l.holders(ctx, quoted(head)+" *")
		err = herr
		return herr == nil && n > 0
	}
	for near := range oneEdit(word, begins) {
		n, herr := l.holders(ctx, quoted(near))
		if herr != nil {
			return nil, herr
		}
		if n > 0 {
			list = append(list, Suggestion{Word: near, Count: n})
		}
	}
	return list, err
}

// holders counts the articles that hold a word, up to 100.
func (l *Library) holders(ctx context.Context, match string) (n int, err error) {
	err = l.query(ctx, `SELECT count(*) FROM (SELECT rowid FROM article_fts WHERE article_fts MATCH ? LIMIT 100)`, match).scan(&n)
	return n, err
}

// compounds are the long words that hold a word inside.
func (l *Library) compounds(ctx context.Context, word string) ([]Suggestion, error) {
	words, err := column[string](l.query(ctx, `SELECT word FROM long_word WHERE instr(word, ?) > 0 LIMIT 20`, word))
	var list []Suggestion
	for _, w := range words {
		n, herr := l.holders(ctx, quoted(w))
		if herr != nil {
			return nil, herr
		}
		if n > 0 {
			list = append(list, Suggestion{Word: w, Count: n})
		}
	}
	return list, err
}

// alphabets are the letters of the scripts in which words are mended.
var alphabets = []string{
	"abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюяіїє", "αβγδεζηθικλμνξοπρστυφχψω",
	"ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "אבגדהוזחטיכלמנסעפצקרשת",
}

// oneEdit yields the words that differ from word by one letter left out, changed,
// added or swapped with the next, each once. It stops where begins says that no
// word begins like the letters before the edit.
func oneEdit(word string, begins func(head string) bool) func(yield func(string) bool) {
	letters := []rune(word)
	i := slices.IndexFunc(alphabets, func(a string) bool { return strings.ContainsRune(a, letters[0]) })
	return func(yield func(string) bool) {
		if i < 0 || len(letters) > 40 {
			return
		}
		seen := map[string]bool{word: true}
		offer := func(parts ...string) bool {
			w := strings.Join(parts, "")
			if seen[w] {
				return true
			}
			seen[w] = true
			return yield(w)
		}
		for at := 0; at <= len(letters); at++ {
			if at > 0 && !begins(string(letters[:at])) || !edits(letters, at, alphabets[i], offer) {
				return
			}
		}
	}
}

// edits offers the edits at one place of a word.
func edits(letters []rune, at int, alphabet string, offer func(...string) bool) bool {
	head, tail := string(letters[:at]), string(letters[at:])
	rest := ""
	if at < len(letters) {
		rest = string(letters[at+1:])
		if !offer(head, rest) {
			return false
		}
	}
	if at+1 < len(letters) && !offer(head, string(letters[at+1]), string(letters[at]), string(letters[at+2:])) {
		return false
	}
	for _, r := range alphabet {
		if !offer(head, string(r), tail) || at < len(letters) && !offer(head, string(r), rest) {
			return false
		}
	}
	return true
}
