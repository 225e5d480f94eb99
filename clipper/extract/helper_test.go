package extract

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"florilegium/clipper"
)

// helperRole, in the environment, makes this test binary the process that a
// heavy page is given to.
const helperRole = "FLORILEGIUM_TEST_HELPER"

func TestMain(m *testing.M) {
	switch os.Getenv(helperRole) {
	case "serve":
		if err := Serve(context.Background(), os.Stdin, os.Stdout); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	case "hang":
		time.Sleep(time.Minute)
	}
	os.Exit(m.Run())
}

// withHelper lets this test binary play a role for the length of a test.
func withHelper(t *testing.T, role string) {
	t.Helper()
	Helper = func(ctx context.Context) *exec.Cmd {
		cmd := exec.CommandContext(ctx, os.Args[0])
		cmd.Env = append(os.Environ(), helperRole+"="+role)
		return cmd
	}
	t.Cleanup(func() { Helper = nil })
}

const heavyLine = "La rivière est sortie de son lit, dit le maire, et les ponts restent fermés jusqu’à demain soir. "

func heavyPage() []byte {
	return []byte(`<html lang="fr"><title>La crue</title><body><h1>La crue</h1>` + strings.Repeat("<p>"+heavyLine+"</p>", heavyTags+10))
}

func TestHeavyPageInItsOwnProcess(t *testing.T) {
	withHelper(t, "serve")
	a := extracted(t, fromBytes(t, "https://gazette.example/crue", heavyPage(), "text/html; charset=utf-8"))
	if a.Source.Title != "La crue" || !strings.Contains(a.Text(), "La rivière est sortie") {
		t.Errorf("%q, %d bytes of text", a.Source.Title, len(a.Text()))
	}
	refused := []byte(`<html><title>Vide</title><body>` + strings.Repeat("<i></i>", heavyTags+10))
	if _, err := Extract(t.Context(), fromBytes(t, "https://gazette.example/vide", refused, "text/html")); clipper.CodeOf(err) != clipper.Unreadable {
		t.Error(err)
	}
}

// TestHangingProcessIsKilled ends the wait long before the process would end.
func TestHangingProcessIsKilled(t *testing.T) {
	withHelper(t, "hang")
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, err := Extract(ctx, fromBytes(t, "https://gazette.example/crue", heavyPage(), "text/html; charset=utf-8")); clipper.CodeOf(err) != clipper.Unreadable {
		t.Error(err)
	}
}
