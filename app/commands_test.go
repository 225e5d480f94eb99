//go:build !headless

package app

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
)

func TestCommandsAreReachedInOneWayEach(t *testing.T) {
	seen := map[string]string{}
	for _, c := range commands() {
		if c.id == "" || c.label == "" || c.do == nil || !slices.Contains(menus, c.menu) {
			t.Errorf("command %q lacks a label, a menu or what it does", c.id)
		}
		var keys []string
		if c.shortcut != nil {
			keys = append(keys, c.shortcut.ShortcutName())
		}
		if c.rune != 0 {
			keys = append(keys, fmt.Sprintf("rune %c", c.rune))
		}
		if c.key != "" {
			keys = append(keys, "key "+string(c.key))
		}
		for _, k := range append(keys, "id "+c.id) {
			if other, taken := seen[k]; taken {
				t.Errorf("%q and %q share %s", other, c.id, k)
			}
			seen[k] = c.id
		}
	}
}

func TestKeyNames(t *testing.T) {
	for _, c := range []struct {
		command command
		want    string
	}{
		{command{shortcut: with(ctrlShift, fyne.KeyC)}, "Ctrl+Shift+C"},
		{command{shortcut: with(ctrl, fyne.KeyL), rune: '/'}, "Ctrl+L, /"},
		{command{key: fyne.KeyF1, rune: '?'}, "?, F1"},
		{command{shortcut: &fyne.ShortcutCopy{}}, "Ctrl+C"},
		{command{}, ""},
	} {
		if got := keyName(c.command); got != c.want {
			t.Errorf("key name %q, want %q", got, c.want)
		}
	}
}

// A command is found by the beginnings of words of its name, without accents.
func TestPaletteFindsCommands(t *testing.T) {
	for _, c := range []struct{ typed, first string }{
		{"export", "export"}, {"keep sea", "keep"}, {"  Next   Cl", "nextclip"}, {"theme", "theme"}, {"norm", "size"}, {"zzz", ""}, {"", commands()[0].id},
	} {
		got := ""
		if fits := fitting(commands(), c.typed); len(fits) > 0 {
			got = fits[0].id
		}
		if got != c.first {
			t.Errorf("%q finds %q first, want %q", c.typed, got, c.first)
		}
	}
}
