package db

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"time"

	"florilegium/clipper"
)

// lockFile is locked by the one process that works on the queue, for as long as it
// does: a process that dies lets go of it, whatever it dies of. It holds nothing.
const lockFile = "queue.lock"

// LockQueue makes the caller the only one who works on the queue, of all processes,
// until it calls unlock; a *Error of class Conflict where somebody else does. Jobs
// that a process was fetching when it died are queued again, each behind the
// others of its host. One of them that has begun as often as most is given up:
// it may be what the processes died of.
func (l *Library) LockQueue(ctx context.Context, most int) (unlock func() error, err error) {
	if l.conn == nil {
		return nil, frozen()
	}
	lock := connect(filepath.Join(l.dir, lockFile), access{single: true})
	c, err := lock.Conn(ctx)
	if err == nil {
		_, err = c.ExecContext(ctx, `BEGIN EXCLUSIVE`)
	}
	if err != nil {
		err = errors.Join(err, lock.Close())
		if code := sqliteCode(err); code == busy || code == locked {
			return nil, clipper.Errorf(clipper.Conflict, err, "", "another window or command is fetching what is in the queue")
		}
		return nil, tell(err)
	}
	unlock = func() error { return errors.Join(c.Close(), lock.Close()) }
	if err := l.takeBack(ctx, most); err != nil {
		return nil, errors.Join(err, unlock())
	}
	return unlock, nil
}

// takeBack queues again what nobody runs any more.
func (l *Library) takeBack(ctx context.Context, most int) error {
	left, err := column[int64](l.query(ctx, `SELECT id FROM job WHERE state = 'running'`))
	if err != nil || len(left) == 0 {
		return err
	}
	reason, err := toJSON(clipper.FailureOf(clipper.Errorf(clipper.Unreadable, nil, "Open the page in a browser, and save it as a file",
		"the program ended each time while it was reading this page")))
	if err != nil {
		return err
	}
	return l.write(ctx, func(t *tx) error {
		err := t.do(`UPDATE job SET state = 'failed', outcome = ?, reason = ?, updated_at = ? WHERE state = 'running' AND attempts >= ?`,
			string(clipper.Unreadable), reason, t.now, most)
		if err != nil {
			return err
		}
		return t.do(`UPDATE job SET state = 'queued', due = ?, updated_at = ? WHERE state = 'running'`, l.now().UnixMilli(), t.now)
	})
}

// JobHosts tells for every host with waiting jobs how many they are.
func (l *Library) JobHosts(ctx context.Context) ([]clipper.HostJobs, error) {
	var list []clipper.HostJobs
	err := l.query(ctx, `SELECT host, count(*), min(due) FROM job WHERE state IN ('queued', 'parked') GROUP BY host ORDER BY min(id)`).
		each(func(scan func(...any) error) error {
			var h clipper.HostJobs
			var due int64
			err := scan(&h.Host, &h.Waiting, &due)
			h.Due = fromMilli(due)
			list = append(list, h)
			return err
		})
	return list, err
}

// TakeJobs begins for each of the hosts the job that has waited longest of those
// that may be fetched now, in one transaction. A host that is named twice gives two.
func (l *Library) TakeJobs(ctx context.Context, hosts []string, now time.Time) ([]clipper.Job, error) {
	var list []clipper.Job
	err := l.write(ctx, func(t *tx) error {
		list = nil
		for _, host := range hosts {
			more, err := jobsOf(t.query(`UPDATE job SET state = 'running', attempts = attempts + 1, updated_at = ?
				WHERE id = (SELECT id FROM job WHERE host = ? AND due <= ? AND state IN ('queued', 'parked') ORDER BY due, id LIMIT 1)
				RETURNING `+jobColumns, t.now, host, now.UnixMilli()))
			if err != nil {
				return err
			}
			list = append(list, more...)
		}
		return nil
	})
	return list, err
}

// Running reports whether a job is still to be carried out: the reader may have
// said meanwhile that it is not.
func (l *Library) Running(ctx context.Context, job int64) (running bool, err error) {
	err = l.query(ctx, `SELECT count(*) > 0 FROM job WHERE id = ? AND state = 'running'`, job).scan(&running)
	return running, err
}

// SettleJob notes what became of a running job: State, Attempts, Due, Outcome,
// Reason, Article and Images. A job that is running no more stays as it is.
func (l *Library) SettleJob(ctx context.Context, j clipper.Job) error {
	outcome, reason, due := j.Outcome, "", int64(0)
	if j.Reason != nil {
		var err error
		if reason, err = toJSON(j.Reason); err != nil {
			return err
		}
		outcome = string(j.Reason.Code)
	}
	if !j.Due.IsZero() {
		due = j.Due.UnixMilli()
	}
	return l.write(ctx, func(t *tx) error {
		return t.do(`UPDATE job SET state = ?, attempts = ?, due = ?, outcome = ?, reason = ?, article_id = ?, images = ?, updated_at = ?
			WHERE id = ? AND state = 'running'`,
			string(j.State), j.Attempts, due, outcome, reason, sql.NullInt64{Int64: j.Article, Valid: j.Article > 0}, j.Images, t.now, j.ID)
	})
}

// ParkHost lets all jobs of a host that does not answer wait until a time, and
// counts that as a try for each: those that have had most of them have failed.
func (l *Library) ParkHost(ctx context.Context, host string, until time.Time, most int, why *clipper.Failure) error {
	reason, err := toJSON(why)
	if err != nil {
		return err
	}
	return l.write(ctx, func(t *tx) error {
		return t.do(`UPDATE job SET attempts = attempts + 1, reason = ?1, updated_at = ?2, due = max(due, ?3),
			state = CASE WHEN attempts + 1 >= ?4 THEN 'failed' ELSE 'parked' END,
			outcome = CASE WHEN attempts + 1 >= ?4 THEN ?5 ELSE '' END
			WHERE host = ?6 AND due <= ?2 AND state IN ('queued', 'parked')`, reason, t.now, until.UnixMilli(), most, string(why.Code), host)
	})
}

// KeepPages stores pages under their hashes, each once, in one transaction.
func (l *Library) KeepPages(ctx context.Context, pages []*clipper.Snapshot) error {
	if l.store == nil {
		return frozen()
	}
	tx, err := l.store.BeginTx(ctx, nil)
	if err != nil {
		return tell(err)
	}
	for _, page := range pages {
		if err := keep(ctx, tx, page); err != nil {
			return tell(errors.Join(err, tx.Rollback()))
		}
	}
	return tell(tx.Commit())
}

// JobsWithoutImages lists done jobs whose pictures are still to be fetched.
func (l *Library) JobsWithoutImages(ctx context.Context, limit int) ([]clipper.Job, error) {
	return jobsOf(l.query(ctx, `SELECT `+jobColumns+` FROM job WHERE images > 0 ORDER BY id LIMIT ?`, limit))
}

// ImagesSettled notes that the pictures of a job's article have been fetched, or
// cannot be.
func (l *Library) ImagesSettled(ctx context.Context, job int64) error {
	return l.write(ctx, func(t *tx) error {
		return t.do(`UPDATE job SET images = 0, updated_at = ? WHERE id = ?`, t.now, job)
	})
}
