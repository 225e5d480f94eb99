//go:build !headless

package app

import (
	"encoding/json"
	"os"
	"path/filepath"

	"florilegium/app/style"
	"florilegium/clipper"
)

// settings are how the window looks, kept from one start to the next. They lie in
// a file of our own, replaced in one step: the toolkit's may be cut short when
// the program ends.
type settings struct {
	Theme string  `json:"theme"`
	Size  float32 `json:"size"` // of reading, in pixels
}

func settingsFile() (string, error) {
	dir, err := os.UserConfigDir()
	return filepath.Join(dir, "florilegium", "window.json"), err
}

// readSettings reads the settings; where there are none or they cannot be read,
// the window has its first looks.
func readSettings() settings {
	s := settings{Theme: style.Paper.Name, Size: style.DefaultSize}
	if file, err := settingsFile(); err == nil {
		if raw, err := os.ReadFile(file); err == nil && json.Unmarshal(raw, &s) != nil {
			return settings{Theme: style.Paper.Name, Size: style.DefaultSize}
		}
	}
	return s
}

func (s settings) reading() style.Reading {
	return style.Reading{Palette: style.ByName(s.Theme), Size: style.Step(s.Size, 0)}
}

func (w *window) saveSettings() {
	if err := writeSettings(settings{w.reading.Palette.Name, w.reading.Size}); err != nil {
		w.report(clipper.Errorf(clipper.Unavailable, err, "Check who may write to your settings folder", "the looks of the window could not be kept"))
	}
}

func writeSettings(s settings) error {
	file, err := settingsFile()
	if err != nil {
		return err
	}
	raw, err := json.Marshal(s)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(file+".new", raw, 0o600); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}
