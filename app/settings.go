//go:build !headless

package app

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"

	"florilegium/app/style"
	"florilegium/clipper"
	"florilegium/db"

	"fyne.io/fyne/v2"
)

// settings are how the window looks and what it does by itself, kept from one
// start to the next. They lie in a file of our own, replaced in one step: the
// toolkit's may be cut short when the program ends.
type settings struct {
	Theme     string        `json:"theme"`
	Follow    bool          `json:"follow,omitempty"` // paper and dark as the system is
	Size      float32       `json:"size"`             // of reading, in pixels
	Measure   style.Measure `json:"measure,omitempty"`
	Family    style.Family  `json:"family,omitempty"`
	Leading   float32       `json:"leading,omitempty"` // one of style.Leadings
	Justify   bool          `json:"justify,omitempty"`
	Hyphenate bool          `json:"hyphenate,omitempty"`

	Width       float32 `json:"width,omitempty"` // of the window, in pixels
	Height      float32 `json:"height,omitempty"`
	Library     float32 `json:"library,omitempty"` // widths of the panes
	Clips       float32 `json:"clips,omitempty"`
	HideLibrary bool    `json:"hide_library,omitempty"`
	HideClips   bool    `json:"hide_clips,omitempty"`
	Shelf       shelf   `json:"shelf,omitempty"`
	AllClips    bool    `json:"all_clips,omitempty"`
	Collecting  bool    `json:"collecting,omitempty"` // the right pane shows the collection
	Collection  int64   `json:"collection,omitempty"` // in the library of the folder In
	Sort        db.Sort `json:"sort,omitempty"`
	Open        int64   `json:"open,omitempty"` // the article, in the library of the folder In
	In          string  `json:"in,omitempty"`

	Backup backupSettings `json:"backup"`
	Queue  queueSettings  `json:"queue"`
	Cite   citeSettings   `json:"cite"`
	Export exportSettings `json:"export"`
}

// The most days from one copy of the library to the next, and the most copies.
const mostDays, mostKept = 365, 99

// firstSettings are those of the first start.
func firstSettings() settings {
	return settings{
		Theme: style.Paper.Name, Size: style.DefaultSize, Width: windowWidth, Height: windowHeight,
		Library: libraryWidth, Clips: clipsWidth, Backup: backupSettings{Keep: 7, Days: 1}, Cite: citeSettings{Locale: ownLocale()},
	}
}

func settingsFile() (string, error) {
	dir, err := os.UserConfigDir()
	return filepath.Join(dir, "florilegium", "window.json"), err
}

// readSettings reads the settings; where there are none or they cannot be read,
// the window has its first looks.
func readSettings() settings {
	s := firstSettings()
	if file, err := settingsFile(); err == nil {
		if raw, err := os.ReadFile(file); err == nil && json.Unmarshal(raw, &s) != nil {
			return firstSettings()
		}
	}
	return s.sound()
}

// sound brings what a file may say into its limits.
func (s settings) sound() settings {
	s.Size = style.Step(s.Size, 0)
	s.Width, s.Height = max(s.Width, minWidth), max(s.Height, minHeight)
	s.Library, s.Clips = libraryLimits.within(s.Library), clipsLimits.within(s.Clips)
	s.Measure, s.Family = min(max(s.Measure, style.Normal), style.Wide), min(max(s.Family, style.Serif), style.Sans)
	if !slices.Contains(style.Leadings, s.Leading) {
		s.Leading = style.DefaultLeading
	}
	s.Queue.AtOnce, s.Queue.Pause = min(max(s.Queue.AtOnce, 0), mostAtOnce), max(s.Queue.Pause, 0)
	s.Backup.Days, s.Backup.Keep = min(max(s.Backup.Days, 1), mostDays), min(max(s.Backup.Keep, 1), mostKept)
	s.Shelf = min(max(s.Shelf, unread), starred)
	if !slices.Contains(sorts, s.Sort) {
		s.Sort = db.ByArrival
	}
	return s
}

// palette is the one in force.
func (s settings) palette() *style.Palette {
	return s.theme().Current(fyne.CurrentApp().Settings().ThemeVariant())
}

func (s settings) theme() *style.Theme {
	return &style.Theme{Palette: style.ByName(s.Theme), Follow: s.Follow}
}

func (s settings) reading() style.Reading {
	return style.Reading{Palette: s.palette(), Size: s.Size, Measure: s.Measure, Family: s.Family,
		Leading: s.Leading, Justify: s.Justify, Hyphenate: s.Hyphenate}
}

func (w *window) saveSettings() {
	if err := writeSettings(w.settings); err != nil {
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
