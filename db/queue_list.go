package db

import (
	"context"
	"slices"

	"florilegium/clipper"
)

// fits is the condition of a JobFilter, whose values are the first four arguments
// of its statement.
const fits = `(?1 = '[]' OR id IN (SELECT value FROM json_each(?1))) AND (?2 = '[]' OR state IN (SELECT value FROM json_each(?2)))
	AND (?3 = '' OR state = 'failed' AND outcome = ?3) AND (?4 = '' OR host = ?4)`

// filterArgs are those values, and what follows them.
func filterArgs(f clipper.JobFilter, more ...any) ([]any, error) {
	ids, err := toJSON(append([]int64{}, f.IDs...))
	if err != nil {
		return nil, err
	}
	states, err := toJSON(append([]clipper.JobState{}, f.States...))
	return append([]any{ids, states, string(f.Code), f.Host}, more...), err
}

// Jobs lists the jobs that a filter chooses, in the order in which they were
// queued: at most limit of them from offset on, all where limit is 0.
func (l *Library) Jobs(ctx context.Context, f clipper.JobFilter, limit, offset int) ([]clipper.Job, error) {
	if limit <= 0 {
		limit = -1
	}
	args, err := filterArgs(f, limit, offset)
	if err != nil || l.schema < queueSchema {
		return nil, err
	}
	return jobsOf(l.query(ctx, `SELECT `+jobColumns+` FROM job WHERE `+fits+` ORDER BY id LIMIT ?5 OFFSET ?6`, args...))
}

// queueSchema is the first version of the library with a queue; an earlier one can
// be open for reading.
const queueSchema = 3

func jobsOf(a answer) (list []clipper.Job, err error) {
	err = a.each(func(scan func(...any) error) error {
		j, err := readJob(scan)
		list = append(list, j)
		return err
	})
	return list, err
}

// JobCounts counts the jobs by their states.
func (l *Library) JobCounts(ctx context.Context) (c clipper.JobCounts, err error) {
	if l.schema < queueSchema {
		return c, nil
	}
	err = l.query(ctx, `SELECT state, count(*) FROM job GROUP BY state UNION ALL SELECT 'images', count(*) FROM job WHERE images > 0`).
		each(func(scan func(...any) error) error {
			var state string
			var n int
			if err := scan(&state, &n); err != nil {
				return err
			}
			if state == "images" {
				c.Images = n
			} else {
				*c.Of(clipper.JobState(state)) = n
			}
			return nil
		})
	return c, err
}

// RetryJobs lets the chosen jobs that failed, are held or parked begin anew, and
// tells how many there were. Without states the filter means the failed ones.
func (l *Library) RetryJobs(ctx context.Context, f clipper.JobFilter) (int, error) {
	may := []clipper.JobState{clipper.JobFailed, clipper.JobHeld, clipper.JobParked}
	if len(f.States) == 0 && len(f.IDs) == 0 {
		may = may[:1]
	}
	return l.changeJobs(ctx, f, may, `UPDATE job SET `+anew+`, updated_at = ?5 WHERE `+fits)
}

// HoldJobs says of the chosen jobs that they are not to be fetched, and tells how
// many there were: those that are not done. One that is being fetched at this
// moment is dropped.
func (l *Library) HoldJobs(ctx context.Context, f clipper.JobFilter) (int, error) {
	may := []clipper.JobState{clipper.JobQueued, clipper.JobParked, clipper.JobRunning, clipper.JobFailed}
	return l.changeJobs(ctx, f, may, `UPDATE job SET state = 'held', updated_at = ?5 WHERE `+fits)
}

// ClearJobs forgets the chosen jobs, and tells how many there were: those that are
// settled, done ones where the filter has no states. Their articles stay.
func (l *Library) ClearJobs(ctx context.Context, f clipper.JobFilter) (int, error) {
	if len(f.States) == 0 && len(f.IDs) == 0 {
		f.States = []clipper.JobState{clipper.JobDone}
	}
	may := []clipper.JobState{clipper.JobDone, clipper.JobFailed, clipper.JobHeld, clipper.JobQueued, clipper.JobParked}
	return l.changeJobs(ctx, f, may, `DELETE FROM job WHERE updated_at <= ?5 AND images = 0 AND `+fits)
}

// changeJobs runs a statement on those of the chosen jobs that are in one of the
// states in which it may.
func (l *Library) changeJobs(ctx context.Context, f clipper.JobFilter, may []clipper.JobState, statement string) (n int, err error) {
	if len(f.States) == 0 {
		f.States = may
	} else {
		f.States = slices.DeleteFunc(slices.Clone(f.States), func(s clipper.JobState) bool { return !slices.Contains(may, s) })
		if len(f.States) == 0 {
			return 0, nil
		}
	}
	err = l.write(ctx, func(t *tx) error {
		args, err := filterArgs(f, t.now)
		if err != nil {
			return err
		}
		res, err := t.exec(statement, args...)
		if err != nil {
			return err
		}
		rows, err := res.RowsAffected()
		n = int(rows)
		return err
	})
	return n, err
}

// pausedKey is the row of meta that is there while the queue is paused.
const pausedKey = "queue_paused"

// PauseQueue lets nothing more of the queue be fetched, by whatever process, until
// it goes on.
func (l *Library) PauseQueue(ctx context.Context, pause bool) error {
	return l.write(ctx, func(t *tx) error {
		if pause {
			return t.do(`INSERT OR REPLACE INTO meta VALUES (?, '1')`, pausedKey)
		}
		return t.do(`DELETE FROM meta WHERE key = ?`, pausedKey)
	})
}

// QueuePaused reports whether the queue was paused.
func (l *Library) QueuePaused(ctx context.Context) (paused bool, err error) {
	err = l.query(ctx, `SELECT count(*) > 0 FROM meta WHERE key = ?`, pausedKey).scan(&paused)
	return paused, err
}
