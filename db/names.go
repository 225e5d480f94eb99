package db

import (
	"context"
	"strings"
	"sync"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/fold"
)

// names are what a query may call by name: the tags, the sites, the days between
// the first article and the last, the languages. They are read once for every
// state of the library.
type names struct {
	tagList, siteList []named
	published, saved  [2]int // first and last day, YYYYMMDD; 0 for none
	langs             []string
	vocabulary        *vocabulary
	now               time.Time
}

// named is a tag or a site.
type named struct {
	id   int64
	is   int64  // the tag that took its place, else id
	key  string // folded name, or host
	also string // of a site: its folded name
}

// mostNames bounds the alternatives of one filter.
const mostNames = 500

// knownNames keeps names as long as they are true.
type knownNames struct {
	mu      sync.Mutex
	version int64
	names   *names
}

// names reads what queries call by name.
func (l *Library) names(ctx context.Context) (*names, error) {
	version, err := l.Version(ctx)
	if err != nil {
		return nil, err
	}
	l.named.mu.Lock()
	defer l.named.mu.Unlock()
	if l.named.names != nil && l.named.version == version {
		n := *l.named.names
		n.now = l.now().UTC()
		return &n, nil
	}
	n := &names{now: l.now().UTC(), vocabulary: &vocabulary{l: l, held: map[string]bool{}}}
	if err := l.readNames(ctx, n); err != nil {
		return nil, err
	}
	l.named.names, l.named.version = n, version
	return n, nil
}

func (l *Library) readNames(ctx context.Context, n *names) error {
	err := l.query(ctx, `SELECT id, coalesce(merged, id), key FROM tag ORDER BY id`).each(func(scan func(...any) error) error {
		n.tagList = append(n.tagList, named{})
		last := &n.tagList[len(n.tagList)-1]
		return scan(&last.id, &last.is, &last.key)
	})
	if err != nil {
		return err
	}
	err = l.query(ctx, `SELECT id, host, name FROM site ORDER BY id`).each(func(scan func(...any) error) error {
		var s named
		err := scan(&s.id, &s.key, &s.also)
		s.also = fold.Plain(s.also)
		n.siteList = append(n.siteList, s)
		return err
	})
	if err != nil {
		return err
	}
	if err := l.readBounds(ctx, n); err != nil {
		return err
	}
	n.langs, err = l.readLanguages(ctx)
	return err
}

func (l *Library) readBounds(ctx context.Context, n *names) error {
	err := l.query(ctx, `SELECT coalesce((SELECT day FROM article WHERE deleted IS NULL AND day > 0 ORDER BY day LIMIT 1), 0),
		coalesce((SELECT day FROM article WHERE deleted IS NULL ORDER BY day DESC LIMIT 1), 0)`).scan(&n.published[0], &n.published[1])
	n.saved = [2]int{19700101, dayOf(l.now().UnixMilli())}
	return err
}

// readLanguages lists the languages with stems that the library holds.
func (l *Library) readLanguages(ctx context.Context) ([]string, error) {
	tags, err := column[string](l.query(ctx, `WITH RECURSIVE step (lang) AS (
		SELECT min(lang) FROM article UNION ALL
		SELECT (SELECT min(lang) FROM article WHERE lang > step.lang) FROM step WHERE step.lang IS NOT NULL)
		SELECT lang FROM step WHERE lang IS NOT NULL`))
	var list []string
	for _, tag := range tags {
		if code := fold.Language(tag); code != "" && !contains(list, code) {
			list = append(list, code)
		}
	}
	return list, err
}

// tags are the tags called name, with those that were merged into them or they
// into; with prefix, those that begin so.
func (n *names) tags(name string, prefix bool) []int64 {
	key := tagKey(name)
	meant := map[int64]bool{}
	for _, t := range n.tagList {
		if t.key == key || prefix && strings.HasPrefix(t.key, key) {
			meant[t.is] = true
		}
	}
	return pickNames(n.tagList, func(t named) bool { return meant[t.is] })
}

// sites are the sites of a host, of its subdomains, or of that name.
func (n *names) sites(name string, prefix bool) []int64 {
	host := strings.TrimPrefix(strings.ToLower(name), "www.")
	plain := fold.Plain(name)
	return pickNames(n.siteList, func(s named) bool {
		switch {
		case s.key == host, strings.HasSuffix(s.key, "."+host):
			return true
		case plain != "" && s.also == plain:
			return true
		}
		return prefix && (strings.HasPrefix(s.key, host) || plain != "" && strings.HasPrefix(s.also, plain))
	})
}

func pickNames(list []named, match func(named) bool) []int64 {
	var ids []int64
	for _, item := range list {
		if len(ids) < mostNames && match(item) {
			ids = append(ids, item.id)
		}
	}
	return ids
}

// milliOf is the start of a day number in UTC, some days later.
func milliOf(day, later int) int64 {
	d := time.Date(day/10000, time.Month(day/100%100), day%100+later, 0, 0, 0, 0, time.UTC)
	return d.UnixMilli()
}

// UnknownNames hints at tags, sites, authors, languages and speakers of a query
// that the library does not know.
func (l *Library) UnknownNames(ctx context.Context, q clipper.Query) ([]clipper.Hint, error) {
	n, err := l.names(ctx)
	if err != nil {
		return nil, err
	}
	return n.unknownNames(q), nil
}

// unknownNames hints at names that the library does not know.
func (n *names) unknownNames(q clipper.Query) []clipper.Hint {
	var hints []clipper.Hint
	for _, g := range q.Groups {
		for _, t := range g {
			if h, ok := n.unknown(t); ok {
				hints = append(hints, h)
			}
		}
	}
	return hints
}

func (n *names) unknown(t clipper.Term) (h clipper.Hint, ok bool) {
	in := articleIndex
	switch t.Field {
	case clipper.FieldTag:
		return clipper.Hint{Msg: "there is no tag %s", Args: []any{t.Value}}, len(n.tags(t.Value, t.Prefix)) == 0
	case clipper.FieldSite:
		return clipper.Hint{Msg: "there is no site %s", Args: []any{t.Value}}, len(n.sites(t.Value, t.Prefix)) == 0
	case clipper.FieldAuthor:
		h = clipper.Hint{Msg: "there is no author %s", Args: []any{t.Value}}
	case clipper.FieldLang:
		h = clipper.Hint{Msg: "there is nothing in the language %s", Args: []any{t.Value}}
	case clipper.FieldSpeaker:
		h, in = clipper.Hint{Msg: "there is no speaker %s", Args: []any{t.Value}}, clipIndex
	default:
		return h, false
	}
	c := compiler{index: in, names: n}
	match := c.term(t)
	return h, match == "" || !n.vocabulary.holds(in, match)
}
