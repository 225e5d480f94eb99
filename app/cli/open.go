package cli

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/db"
)

// row is one thing to add: an address, or a file with what is to become of it.
type row struct {
	address string
	file    string
	skip    capture.Skip
}

func (r row) name() string {
	if r.file != "" {
		return r.file
	}
	return r.address
}

// rows are what the words of add name. A word that is a file or a folder is opened;
// any other is an address.
func rows(ctx context.Context, words []string) ([]row, error) {
	var out []row
	for _, w := range words {
		if _, err := os.Stat(w); err != nil || strings.Contains(w, "://") {
			out = append(out, row{address: w})
			continue
		}
		entries, err := capture.Folder(ctx, w)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			out = append(out, row{file: e.Path, skip: e.Skip})
		}
	}
	return out, nil
}

// addRow adds one of the rows.
func (a *adding) addRow(ctx context.Context, s *session, lib *db.Library, r row) error {
	switch {
	case r.skip != "":
		if s.json {
			return s.object(added{File: r.file, Status: skipped, Reason: r.skip})
		}
		s.talk("%s  skipped (%s)", r.file, r.skip)
		return nil
	case r.file == "":
		return a.fetch(ctx, s, lib, r.address)
	}
	given, err := capture.OpenFile(r.file)
	if err != nil {
		return s.failed(r.file, err)
	}
	if links := given.Links(); links != nil {
		return s.each(links, func(address string) error { return a.fetch(ctx, s, lib, address) })
	}
	return a.give(ctx, s, lib, given, row{file: r.file})
}

// skipped is the status of a file that was not opened.
const skipped capture.Status = "skipped"

// give stores what was given; nothing is fetched.
func (a *adding) give(ctx context.Context, s *session, lib *db.Library, given *capture.Given, r row) error {
	address := r.address
	if address != "" {
		u, err := clipper.ParseAddress(address)
		if err != nil {
			return s.failed(address, err)
		}
		address = u.String()
	}
	result, err := s.door(lib).SaveGiven(ctx, given, address, a.tags)
	if err != nil {
		return s.failed(r.name(), err)
	}
	return s.added(result, r.file)
}

// pasted reads what --html or --text name.
func (a *adding) pasted(s *session) (*capture.Given, error) {
	name := a.html
	if a.text != "" {
		name = a.text
	}
	data, err := s.readFile(name)
	if err != nil {
		return nil, err
	}
	way := capture.FromFile
	if name == "-" {
		way, name = capture.FromStdin, ""
	}
	if a.text != "" {
		return capture.GiveText(way, data), nil
	}
	return capture.GiveHTML(way, filepath.Base(name), data)
}
