package cli_test

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"florilegium/app/cli"
	"florilegium/clipper"
	"florilegium/db"
)

// TestQueueInterrupted stops a run in the midst of a request: it says how to go on,
// and the page is in the queue as if it had not been asked for.
func TestQueueInterrupted(t *testing.T) {
	for _, words := range [][]string{{"queue", "run"}, {"add", "-"}} {
		ctx, stop := context.WithCancel(t.Context())
		web := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			stop()
			<-r.Context().Done()
		}))
		dir := t.TempDir()
		lib, err := db.Open(t.Context(), dir, db.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer lib.Close()
		addresses := web.URL + "/une\n" + web.URL + "/autre\n"
		if words[0] == "queue" {
			if _, err := lib.Enqueue(t.Context(), []clipper.Requested{{URL: web.URL + "/une", Typed: true}, {URL: web.URL + "/autre", Typed: true}}); err != nil {
				t.Fatal(err)
			}
		}
		var out, talk bytes.Buffer
		env := cli.Env{In: strings.NewReader(addresses), Out: &out, Err: &talk, Getenv: os.Getenv, Now: func() time.Time { return noon }}
		if got := cli.Run(ctx, append([]string{"--library", dir}, words...), env); got != cli.Interrupted || out.Len() > 0 {
			t.Errorf("%v: exit code %d, %q", words, got, out.String())
		}
		if !strings.Contains(talk.String(), "stopped: 2 queued. `florilegium queue run` goes on") {
			t.Errorf("%v: told %q", words, talk.String())
		}
		jobs, err := lib.Jobs(t.Context(), clipper.JobFilter{}, 0, 0)
		if err != nil || len(jobs) != 2 || jobs[0].State != clipper.JobQueued || jobs[0].Attempts != 0 {
			t.Errorf("%v: left behind %+v, %v", words, jobs, err)
		}
		web.CloseClientConnections()
		web.Close()
	}
}
