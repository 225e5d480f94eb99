package db

import (
	"fmt"
	"strconv"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/fold"
)

// analyserVersion changes with what the index holds for a text; a library with
// another version is indexed again by Reindex.
const analyserVersion = "1"

// Filters are words of the index too. Each begins with three middle dots, which
// no word of a text holds; since they all do, they hardly add to the index of
// beginnings.
const (
	filter       = "···"
	everyToken   = filter + "all"
	unreadToken  = filter + "unread"
	readToken    = filter + "read"
	storedToken  = filter + "archived"
	starredToken = filter + "starred"
	noteToken    = filter + "note"
	taggedToken  = filter + "tagged"
)

func tagToken(id int64) string  { return filter + "t" + strconv.FormatInt(id, 10) }
func siteToken(id int64) string { return filter + "s" + strconv.FormatInt(id, 10) }

// langToken is for a whole BCP 47 tag or its primary subtag.
func langToken(lang string) string {
	return filter + "l" + subtags.Replace(strings.ToLower(lang))
}

var subtags = strings.NewReplacer("-", "·", "_", "·")

// authorToken starts with its mark, so that it can be asked for as a prefix.
func authorToken(word string) string { return filter + "u" + word }

// titleToken is a word of the title of a clip's article.
func titleToken(word string) string { return filter + "h" + word }

// The tokens of days: decade, year and month, of publication (p) or saving (a).
func decadeToken(of string, year int) string { return fmt.Sprintf("%s%sd%03d", filter, of, year/10) }
func yearToken(of string, year int) string   { return fmt.Sprintf("%s%sy%04d", filter, of, year) }
func monthToken(of string, month int) string { return fmt.Sprintf("%s%sm%06d", filter, of, month) }

// facts are what filters ask of an article.
type facts struct {
	site, added int64
	day         int
	lang        string
	title       string
	authors     string
	state       clipper.State
	tags        []int64
	deleted     bool
}

func (t *tx) facts(article int64) (f facts, err error) {
	err = t.row(`SELECT site_id, added, day, lang, title, authors, read, archived, starred, deleted IS NOT NULL
		FROM article WHERE id = ?`, article).
		Scan(&f.site, &f.added, &f.day, &f.lang, &f.title, &f.authors, &f.state.Read, &f.state.Archived, &f.state.Starred, &f.deleted)
	if err != nil {
		return f, err
	}
	f.tags, err = column[int64](t.query(`SELECT tag_id FROM article_tag WHERE article_id = ?`, article))
	return f, err
}

// tokens are the facts as words of the index.
func (f facts) tokens() string {
	list := []string{everyToken, siteToken(f.site)}
	for _, lang := range []string{f.lang, primary(f.lang)} {
		if token := langToken(lang); lang != "" && !contains(list, token) {
			list = append(list, token)
		}
	}
	for _, w := range fold.Words(f.authors) {
		list = append(list, authorToken(w.Text))
	}
	if f.day > 0 {
		list = append(list, dayTokens("p", f.day)...)
	}
	list = append(list, dayTokens("a", dayOf(f.added))...)
	for _, id := range f.tags {
		list = append(list, tagToken(id))
	}
	if len(f.tags) > 0 {
		list = append(list, taggedToken)
	}
	list = append(list, pick(f.state.Read, readToken, unreadToken))
	if f.state.Archived {
		list = append(list, storedToken)
	}
	if f.state.Starred {
		list = append(list, starredToken)
	}
	return strings.Join(list, " ")
}

func dayTokens(of string, day int) []string {
	return []string{decadeToken(of, day/10000), yearToken(of, day/10000), monthToken(of, day/100)}
}

func pick(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

func contains(list []string, s string) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}

// primary is the first subtag of a BCP 47 tag, in lower case.
func primary(lang string) string {
	first, _, _ := strings.Cut(strings.ReplaceAll(lang, "_", "-"), "-")
	return strings.ToLower(first)
}

// indexArticle writes the rows of an article in the index, over those that are
// there.
func (t *tx) indexArticle(a *clipper.Article, text string) error {
	f, err := t.facts(a.ID)
	if err != nil {
		return err
	}
	if err := t.unindexArticle(a.ID); err != nil {
		return err
	}
	return t.writeArticleIndex(a.ID, f, a.Source.Title, text)
}

func (t *tx) writeArticleIndex(id int64, f facts, title, text string) error {
	an := &t.l.analyser
	meta := f.tokens()
	heads, moreTitle := an.Index(title, f.lang)
	if moreTitle != "" {
		heads += "· " + moreTitle // apart, so that no phrase runs across
	}
	authors, _ := an.Index(f.authors, "")
	words, more := an.Index(text, f.lang)
	if err := t.keepLongWords(words); err != nil {
		return err
	}
	err := t.do(`INSERT INTO article_fts (rowid, title, author, body, more, meta) VALUES (?, ?, ?, ?, ?, ?)`,
		id, heads, authors, words, more, meta)
	if err != nil {
		return err
	}
	return t.do(`INSERT INTO title_fts (rowid, title, meta) VALUES (?, ?, ?)`, id, heads, meta)
}

func (t *tx) unindexArticle(id int64) error {
	if err := t.unindex("article_fts", id); err != nil {
		return err
	}
	return t.unindex("title_fts", id)
}

func (t *tx) unindex(table string, id int64) error {
	return t.do(`DELETE FROM `+table+` WHERE rowid = ?`, id)
}

// indexClip writes the row of a clip; it must not have one. The clips of a
// deleted article have none.
func (t *tx) indexClip(c *clipper.Clip) error {
	f, err := t.facts(c.ArticleID)
	if err != nil || f.deleted {
		return err
	}
	own, err := column[int64](t.query(`SELECT tag_id FROM clip_tag WHERE clip_id = ?`, c.ID))
	if err != nil {
		return err
	}
	f.tags = append(f.tags, own...)
	return t.writeClipIndex(c, f)
}

func (t *tx) writeClipIndex(c *clipper.Clip, f facts) error {
	an := &t.l.analyser
	quote, more := an.Index(c.Quote, f.lang)
	note, moreNote := an.Index(strings.TrimSpace(c.Note+"\n"+c.Translation), f.lang)
	speaker, _ := an.Index(c.Speaker, "")
	meta := f.tokens()
	for _, w := range fold.Words(f.title) {
		meta += " " + titleToken(w.Text)
	}
	if c.Note != "" {
		meta += " " + noteToken
	}
	return t.do(`INSERT INTO clip_fts (rowid, quote, note, speaker, more, meta) VALUES (?, ?, ?, ?, ?, ?)`,
		c.ID, quote, note, speaker, more+moreNote, meta)
}

// reindexClips writes the rows of all clips of an article again.
func (t *tx) reindexClips(article int64) error {
	clips, err := scanClips(t.query(`SELECT `+clipColumns+` FROM clip WHERE article_id = ? AND deleted IS NULL`, article))
	if err != nil {
		return err
	}
	for i := range clips {
		if err := t.unindex("clip_fts", clips[i].ID); err != nil {
			return err
		}
		if err := t.indexClip(&clips[i]); err != nil {
			return err
		}
	}
	return nil
}

// reindexArticle writes the rows of an article and its clips again, from what is
// stored.
func (t *tx) reindexArticle(id int64) error {
	var title, text string
	err := t.row(`SELECT title, text FROM article JOIN article_body USING (id) WHERE id = ?`, id).Scan(&title, &text)
	if err != nil {
		return err
	}
	if err := t.indexArticle(&clipper.Article{ID: id, Source: clipper.Source{Title: title}}, text); err != nil {
		return err
	}
	return t.reindexClips(id)
}

// longWord is from how many bytes on a word may be a compound.
const longWord = 10

// knownWords are the long words that are in the library for sure, so that most
// are not written again.
type knownWords struct{ set map[string]struct{} }

func (k *knownWords) forget() { k.set = nil }

// keepLongWords notes the long words of a text, for words inside compounds.
func (t *tx) keepLongWords(words string) error {
	k := &t.l.known
	if k.set == nil || len(k.set) > 1<<16 {
		k.set = map[string]struct{}{}
	}
	for word := range strings.FieldsSeq(words) {
		if len(word) < longWord {
			continue
		}
		if _, ok := k.set[word]; ok {
			continue
		}
		k.set[strings.Clone(word)] = struct{}{}
		if err := t.do(`INSERT OR IGNORE INTO long_word VALUES (?)`, word); err != nil {
			return err
		}
	}
	return nil
}
