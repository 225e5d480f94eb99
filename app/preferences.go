//go:build !headless

package app

import (
	"fmt"
	"strconv"
	"strings"

	"florilegium/app/style"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// showSettings opens the settings. What is changed there is in force at once.
func (w *window) showSettings() {
	s := &w.settings
	form := widget.NewForm(
		widget.NewFormItem(tr("Theme"), w.themeChoice()),
		widget.NewFormItem(tr("Face"), w.newChoice([]string{"STIX Two Text", "Noto Sans"}, int(s.Family), func(i int) { s.Family = style.Family(i); w.restyle() })),
		widget.NewFormItem(tr("Size"), w.newChoice(sizeNames(), sizeIndex(s.Size), func(i int) { s.Size = style.Sizes[i]; w.restyle() })),
		widget.NewFormItem(tr("Lines"), w.measureChoice()),
		widget.NewFormItem(tr("Space between lines"), w.leadingChoice()),
		widget.NewFormItem("", container.NewHBox(
			w.settingCheck(tr("Lines of equal length"), &s.Justify), w.settingCheck(tr("Divided words"), &s.Hyphenate))),
		widget.NewFormItem(tr("Pages fetched at once"), w.queueChoice()),
		widget.NewFormItem(tr("Copies of the library"), w.backupChoice()),
		widget.NewFormItem(tr("Their folder"), w.backupFolder()),
		widget.NewFormItem(tr("Live folders"), container.NewHBox(w.newButton(tr("Live folders…"), func() { w.showLive() }))),
	)
	d := w.newForm(tr("Settings"), formScroll(form), "", nil)
	d.Resize(fyne.NewSize(640, 480))
	w.showForm("settings", d)
}

func (w *window) themeChoice() fyne.CanvasObject {
	words := []string{tr("Paper"), tr("Sepia"), tr("Dark"), tr("As the system")}
	chosen := len(style.Palettes)
	for i, p := range style.Palettes {
		if p.Name == w.settings.Theme && !w.settings.Follow {
			chosen = i
		}
	}
	return w.newChoice(words, chosen, func(i int) {
		w.settings.Follow = i == len(style.Palettes)
		if !w.settings.Follow {
			w.settings.Theme = style.Palettes[i].Name
		}
		w.restyle()
	})
}

func sizeNames() (names []string) {
	for _, s := range style.Sizes {
		names = append(names, fmt.Sprint(s))
	}
	return names
}

func sizeIndex(size float32) int {
	for i, s := range style.Sizes {
		if s >= size {
			return i
		}
	}
	return len(style.Sizes) - 1
}

func (w *window) measureChoice() fyne.CanvasObject {
	measures := []style.Measure{style.Narrow, style.Normal, style.Wide}
	chosen := 1
	for i, m := range measures {
		if m == w.settings.Measure {
			chosen = i
		}
	}
	return w.newChoice([]string{tr("Short"), tr("Middling"), tr("Long")}, chosen, func(i int) { w.settings.Measure = measures[i]; w.restyle() })
}

// settingCheck is a box to tick for a setting of reading.
func (w *window) settingCheck(label string, value *bool) *check {
	return w.newCheck(label, *value, func(on bool) { *value = on; w.restyle() })
}

func (w *window) leadingChoice() fyne.CanvasObject {
	var words []string
	chosen := 0
	for i, l := range style.Leadings {
		words = append(words, strings.Replace(fmt.Sprint(l), ".", tr("."), 1))
		if l == w.settings.Leading || (w.settings.Leading == 0 && l == style.DefaultLeading) {
			chosen = i
		}
	}
	return w.newChoice(words, chosen, func(i int) { w.settings.Leading = style.Leadings[i]; w.restyle() })
}

// restyle puts the settings of reading in force and keeps them.
func (w *window) restyle() {
	w.applyTheme()
	w.saveSettings()
}

func (w *window) backupChoice() fyne.CanvasObject {
	b := &w.settings.Backup
	on := w.newCheck(tr("every"), !b.Off, func(on bool) { b.Off = !on; w.saveSettings() })
	number := func(n *int, most int) *formEntry {
		e := w.newFormEntry()
		e.SetText(strconv.Itoa(*n))
		e.OnChanged = func(text string) {
			if v, err := strconv.Atoi(text); err == nil && v >= 1 && v <= most {
				*n = v
				w.saveSettings()
			}
		}
		return e
	}
	return container.NewHBox(on, number(&b.Days, mostDays), widget.NewLabel(tr("days, the last")), number(&b.Keep, mostKept), widget.NewLabel(tr("are kept")))
}

func (w *window) backupFolder() fyne.CanvasObject {
	b := &w.settings.Backup
	e := w.newFormEntry()
	e.SetText(b.Dir)
	e.SetPlaceHolder(w.lib.BackupFolder())
	e.OnChanged = func(text string) { b.Dir = text; w.saveSettings() }
	return container.NewBorder(nil, nil, nil, w.newButton(tr("Copy now"), w.backupNow), e)
}
