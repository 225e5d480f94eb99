package db

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"

	"florilegium/clipper"
)

// Enqueue puts a list of addresses into the queue, in one transaction. No page is
// queued twice: an address that waits already gets the new tags, one whose page is
// in the library gives them to its article. One that failed before is tried anew;
// one that the reader does not want to be fetched stays so.
func (l *Library) Enqueue(ctx context.Context, list []clipper.Requested) (clipper.Enqueued, error) {
	var e clipper.Enqueued
	err := l.write(ctx, func(t *tx) error {
		e = clipper.Enqueued{}
		q := enqueuer{tx: t, seen: map[string]bool{}, out: &e}
		for _, r := range list {
			if err := q.add(r); err != nil {
				return err
			}
		}
		return nil
	})
	return e, err
}

type enqueuer struct {
	*tx
	seen map[string]bool // addresses, cleaned
	out  *clipper.Enqueued
}

func (q *enqueuer) add(r clipper.Requested) error {
	u, err := clipper.ParseAddress(r.URL)
	if told, bad := err.(*clipper.Error); bad {
		q.out.Bad = append(q.out.Bad, clipper.BadAddress{Text: r.URL, Err: told})
		return nil
	}
	address := clipper.CleanURL(u.String())
	if q.seen[address] {
		q.out.Twice++
		return nil
	}
	q.seen[address] = true
	found, err := q.query1(`SELECT id, state, tags, coalesce((SELECT id FROM article WHERE id = article_id AND deleted IS NULL), 0)
		FROM job WHERE address = ?`, address)
	if err != nil {
		return err
	}
	if found != nil {
		return q.again(u, address, found, r)
	}
	if known, err := q.known(u, address, 0, r.Tags); known || err != nil {
		return err
	}
	tags, err := toJSON(r.Tags)
	if err != nil {
		return err
	}
	id, err := q.insert(`INSERT INTO job (address, url, host, tags, typed, state, added, updated_at) VALUES (?, ?, ?, ?, ?, 'queued', ?, ?)`,
		address, u.String(), strings.ToLower(u.Host), tags, r.Typed, q.now, q.now)
	q.out.Queued = append(q.out.Queued, id)
	return err
}

// queued is a job that there is for an address.
type queued struct {
	id      int64
	state   clipper.JobState
	tags    []string
	article int64
}

func (t *tx) query1(query string, args ...any) (found *queued, err error) {
	err = t.query(query, args...).each(func(scan func(...any) error) error {
		var tags string
		found = new(queued)
		if err := scan(&found.id, &found.state, &tags, &found.article); err != nil {
			return err
		}
		return fromJSON(tags, &found.tags)
	})
	return found, err
}

// again is an address that there is a job for.
func (q *enqueuer) again(u *url.URL, address string, j *queued, r clipper.Requested) error {
	tags, err := toJSON(unite(j.tags, r.Tags))
	if err != nil {
		return err
	}
	switch j.state {
	case clipper.JobQueued, clipper.JobParked, clipper.JobRunning, clipper.JobHeld:
		q.out.Waiting = append(q.out.Waiting, j.id)
		return q.do(`UPDATE job SET tags = ?, typed = max(typed, ?), updated_at = ? WHERE id = ?`, tags, r.Typed, q.now, j.id)
	}
	if known, err := q.known(u, address, j.article, r.Tags); known || err != nil {
		return err
	}
	q.out.Queued = append(q.out.Queued, j.id)
	return q.do(`UPDATE job SET `+anew+`, tags = ?, typed = max(typed, ?), updated_at = ? WHERE id = ?`, tags, r.Typed, q.now, j.id)
}

// known tells of a page that is in the library, and gives it the tags.
func (q *enqueuer) known(u *url.URL, address string, article int64, tags []string) (bool, error) {
	if article == 0 {
		ids, err := column[int64](q.query(`SELECT article_id FROM address JOIN article ON article.id = article_id
			WHERE address.url = ? AND deleted IS NULL`, address))
		if err != nil || len(ids) == 0 {
			return false, err
		}
		article = ids[0]
	}
	q.out.Known = append(q.out.Known, clipper.Known{URL: u.String(), Article: article})
	return true, q.moreTags(article, tags)
}

// moreTags gives an article tags beside its own.
func (t *tx) moreTags(article int64, more []string) error {
	own, err := column[string](t.query(`SELECT name FROM article_tag JOIN tag ON tag.id = tag_id WHERE article_id = ?`, article))
	all := unite(own, more)
	if err != nil || len(all) == len(own) {
		return err
	}
	if err := t.touch(article); err != nil {
		return err
	}
	if err := t.setTags("article", article, all); err != nil {
		return err
	}
	return t.reindexArticle(article)
}

// unite is a and what of b is no spelling of a tag in it.
func unite(a, b []string) []string {
	out, have := append([]string(nil), a...), map[string]bool{}
	for _, s := range a {
		have[tagKey(s)] = true
	}
	for _, s := range b {
		if k := tagKey(s); k != "" && !have[k] {
			have[k] = true
			out = append(out, s)
		}
	}
	return out
}

// readJob reads the columns of job as jobColumns lists them.
func readJob(scan func(...any) error) (j clipper.Job, err error) {
	var tags, reason string
	var due, added, updated int64
	err = scan(&j.ID, &j.URL, &j.Host, &tags, &j.Typed, &j.State, &j.Attempts, &due, &j.Outcome, &reason, &j.Article, &j.Images, &added, &updated)
	if err != nil {
		return j, err
	}
	j.Added, j.Updated = fromMilli(added), fromMilli(updated)
	if due > 0 && j.State == clipper.JobParked {
		j.Due = fromMilli(due)
	}
	if reason != "" {
		if err := json.Unmarshal([]byte(reason), &j.Reason); err != nil {
			return j, damagedText()
		}
		j.Outcome = "" // the class, which Reason has
	}
	return j, fromJSON(tags, &j.Tags)
}

// jobColumns are what readJob reads; an article that was deleted is none.
const jobColumns = `id, url, host, tags, typed, state, attempts, due, outcome, reason,
	coalesce((SELECT article.id FROM article WHERE article.id = article_id AND deleted IS NULL), 0), images, added, updated_at`

// anew lets a job begin from the start.
const anew = `state = 'queued', attempts = 0, due = 0, outcome = '', reason = '', article_id = NULL, images = 0`
