package cli

import (
	"context"
	"encoding/csv"
	"strconv"
	"strings"
	"time"

	"florilegium/clipper"
)

// jobLine is a job as JSON.
type jobLine struct {
	clipper.Job
	Error *problem `json:"error,omitempty"`
}

func (q *queuing) list(ctx context.Context, words []string) error {
	f, err := q.filter(words)
	if err != nil {
		return err
	}
	jobs, err := q.lib.Jobs(ctx, f, 0, 0)
	if err != nil {
		return err
	}
	if len(jobs) == 0 {
		return clipper.Errorf(clipper.NotFound, nil, "", "no job of the queue fits")
	}
	if q.csv {
		return WriteJobs(csv.NewWriter(q.s.Out), jobs)
	}
	for _, j := range jobs {
		if err := q.tell(j); err != nil {
			return err
		}
	}
	return nil
}

func (q *queuing) tell(j clipper.Job) error {
	if q.s.json {
		line := jobLine{Job: j}
		if j.Reason != nil {
			line.Error = failure(j.Reason.Told())
		}
		return q.s.object(line)
	}
	q.s.line("%d  %-7s  %s%s", j.ID, j.State, j.URL, aboutJob(j))
	return nil
}

// aboutJob is what follows the address of a job.
func aboutJob(j clipper.Job) string {
	var parts []string
	if j.State == clipper.JobDone {
		parts = append(parts, j.Outcome)
	}
	if j.Article > 0 {
		parts = append(parts, "article "+strconv.FormatInt(j.Article, 10))
	}
	if j.Reason != nil {
		parts = append(parts, j.Reason.Told().Sentence())
	}
	if !j.Due.IsZero() {
		parts = append(parts, "not before "+j.Due.Local().Format("2006-01-02 15:04:05"))
	}
	if parts == nil {
		return ""
	}
	return "  (" + strings.Join(parts, "; ") + ")"
}

// WriteJobs writes jobs as a table of RFC 4180, with a line of names. No cell can
// be taken for a formula.
func WriteJobs(w *csv.Writer, jobs []clipper.Job) error {
	w.UseCRLF = true
	rows := [][]string{{"url", "host", "state", "attempts", "class", "reason", "hint", "due", "article", "tags"}}
	for _, j := range jobs {
		row := []string{j.URL, j.Host, string(j.State), strconv.Itoa(j.Attempts), "", "", "", "", "", strings.Join(j.Tags, "; ")}
		if r := j.Reason; r != nil {
			row[4], row[5], row[6] = string(r.Code), r.Told().Sentence(), r.Hint
		}
		if !j.Due.IsZero() {
			row[7] = j.Due.Format(time.RFC3339)
		}
		if j.Article > 0 {
			row[8] = strconv.FormatInt(j.Article, 10)
		}
		rows = append(rows, row)
	}
	for _, row := range rows {
		for i, cell := range row {
			row[i] = harmless(cell)
		}
	}
	return w.WriteAll(rows)
}

// harmless puts an apostrophe before what a spreadsheet would take for a formula.
func harmless(cell string) string {
	cell = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, cell)
	if strings.HasPrefix(cell, "-") && len(cell) > 1 || strings.IndexAny(cell, "=+@＝＋－＠") == 0 {
		return "'" + cell
	}
	return cell
}
