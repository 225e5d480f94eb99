package exchange

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/cite"
)

// Live is a folder, or a file in one, that is kept up to date.
type Live struct {
	Folder string      `json:"folder"` // absolute
	Format cite.Format `json:"format"`
	// File is the name of the file, for formats that put all into one.
	File   string `json:"file,omitempty"`
	Query  string `json:"query,omitempty"`  // as typed into a search; "" is everything
	Style  string `json:"style,omitempty"`  // name of a citation style
	Locale string `json:"locale,omitempty"` // BCP 47, of references
}

// PerArticle reports a format with a file for each article that has clips. The
// others are one file.
func (l Live) PerArticle() bool {
	return l.Format == cite.Obsidian || l.Format == cite.Markdown || l.Format == cite.HTML
}

// Path is where the files go: a folder, or one file.
func (l Live) Path() string { return filepath.Join(l.Folder, l.File) }

// setting is the name under which the library keeps its live folders.
const setting = "live"

// Lives lists the folders that are kept up to date.
func (k *Keeper) Lives(ctx context.Context) ([]Live, error) {
	value, err := k.Store.Setting(ctx, setting)
	if err != nil {
		return nil, err
	}
	return readLives(value)
}

func readLives(value string) (list []Live, err error) {
	if value == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(value), &list); err != nil {
		return nil, clipper.Errorf(clipper.Damaged, err, "", "the list of live folders cannot be read")
	}
	return list, nil
}

// Add begins to keep a folder, which it makes where there is none, and returns it
// as it is kept. The folder is filled by the next Update. One that is kept already
// in the same format, or a file that is there, is a Conflict.
func (k *Keeper) Add(ctx context.Context, l Live) (Live, error) {
	l, err := k.checked(l)
	if err != nil {
		return l, err
	}
	if err := os.MkdirAll(l.Folder, 0o755); err != nil {
		return l, clipper.Errorf(clipper.Unavailable, err, "Choose a folder that can be written", "the folder %s cannot be made", l.Folder)
	}
	if _, err := os.Lstat(l.Path()); err == nil && !l.PerArticle() && !known(l) {
		return l, foreign(l.Path())
	}
	return l, k.Store.ChangeSetting(ctx, setting, func(value string) (string, error) {
		list, err := readLives(value)
		if err != nil {
			return "", err
		}
		for _, other := range list {
			if other.Path() == l.Path() && (!l.PerArticle() || other.Format == l.Format) {
				return "", clipper.Errorf(clipper.Conflict, nil, "Remove it first, or choose another folder", "%s is kept up to date already", l.Path())
			}
		}
		return writeLives(append(list, l))
	})
}

// checked is a live folder with its path made absolute and the rest looked at.
func (k *Keeper) checked(l Live) (Live, error) {
	var err error
	if l.Format, err = cite.ParseFormat(string(l.Format)); err != nil {
		return l, err
	}
	if l.Folder, err = filepath.Abs(l.Folder); err != nil {
		return l, clipper.Errorf(clipper.Usage, err, "", "%s is no folder", l.Folder)
	}
	if l.PerArticle() {
		l.File = ""
	} else if l.File == "" {
		l.File = "florilegium" + l.Format.Ext()
	}
	if l.File != filepath.Base(l.File) && l.File != "" || strings.HasPrefix(l.File, ".") {
		return l, clipper.Errorf(clipper.Usage, nil, "", "%s is not the name of a file", l.File)
	}
	_, err = k.options(l)
	return l, err
}

// Remove ends the keeping of a folder or of a file, by its path, and returns what
// was kept there. The files stay.
func (k *Keeper) Remove(ctx context.Context, path string) (removed []Live, err error) {
	if path, err = filepath.Abs(path); err != nil {
		return nil, clipper.Errorf(clipper.Usage, err, "", "%s is no folder", path)
	}
	err = k.Store.ChangeSetting(ctx, setting, func(value string) (string, error) {
		list, err := readLives(value)
		if err != nil {
			return "", err
		}
		removed = nil
		list = slices.DeleteFunc(list, func(l Live) bool {
			if l.Path() != path && l.Folder != path {
				return false
			}
			removed = append(removed, l)
			return true
		})
		if len(removed) == 0 {
			return "", clipper.Errorf(clipper.NotFound, nil, "", "%s is not kept up to date", path)
		}
		return writeLives(list)
	})
	return removed, err
}

func writeLives(list []Live) (string, error) {
	data, err := json.Marshal(list)
	return string(data), err
}

// options are those of an export into the folder.
func (k *Keeper) options(l Live) (cite.Options, error) {
	opt := cite.Options{Locale: l.Locale}
	if l.Style == "" {
		return opt, nil
	}
	style, err := k.Styles.Load(l.Style, l.Locale)
	if err == nil {
		opt.Style = style
	}
	return opt, err
}
