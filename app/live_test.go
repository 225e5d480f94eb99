//go:build !headless

package app

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"florilegium/app/cli"
	"florilegium/clipper/cite"
	"florilegium/clipper/exchange"
)

// A live folder follows each clip, says how it fares, and is told of once when it
// does not.
func TestLiveFolderFollows(t *testing.T) {
	w, ids := gathering(t)
	dir := filepath.Join(t.TempDir(), "thèse")
	form := w.showLive()
	form.change(func(ctx context.Context, k *exchange.Keeper) error {
		_, err := k.Add(ctx, exchange.Live{Folder: dir, Format: cite.Text, File: "extraits.txt"})
		return err
	})
	w.rest(t)
	file := filepath.Join(dir, "extraits.txt")
	if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), "档案馆") {
		t.Fatalf("written %q, %v", text, err)
	}
	if got := w.live.state(w.live.lives[0]); got != tr("up to date") {
		t.Errorf("it is said to be %q", got)
	}
	c, err := w.lib.Clip(t.Context(), ids[2])
	if err != nil {
		t.Fatal(err)
	}
	c.Note = "à rapprocher de 1946"
	w.keepClip(*c, func() {})
	w.rest(t)
	if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), c.Note) {
		t.Errorf("after a note %q, %v", text, err)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	c.Note = "à relire"
	w.keepClip(*c, func() {})
	w.rest(t)
	failed := w.live.state(w.live.lives[0])
	if failed == tr("up to date") || w.toast.label.Text != tr("A live folder is not up to date") || w.live.told == "" {
		t.Errorf("a folder that is gone is %q, told %q", failed, w.toast.label.Text)
	}
	form.remove(w.live.lives[0])
	w.rest(t)
	if lives, err := cli.Keeper(w.lib).Lives(t.Context()); err != nil || len(lives) > 0 {
		t.Errorf("still kept: %v, %v", lives, err)
	}
}
