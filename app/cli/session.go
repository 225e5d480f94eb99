package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"unicode"

	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/clipper/fetch"
	"florilegium/db"
)

// session is one run of one command.
type session struct {
	Env
	folder string
	json   bool
	lib    *db.Library
	// version is that of the library when it was opened.
	version int64
}

// library opens the library once.
func (s *session) library(ctx context.Context) (*db.Library, error) {
	if s.lib != nil {
		return s.lib, nil
	}
	dir, err := s.libraryFolder()
	if err != nil {
		return nil, err
	}
	upgrading := func() { s.talk("the library is copied and brought up to date") }
	if s.lib, err = db.Open(ctx, dir, db.Options{Now: s.Now, Upgrading: upgrading}); err != nil {
		return nil, err
	}
	for _, h := range s.lib.Warnings() {
		s.talk(h.Msg, h.Args...)
	}
	s.version, err = s.lib.Version(ctx)
	return s.lib, err
}

func (s *session) close() error {
	if s.lib == nil {
		return nil
	}
	return s.lib.Close()
}

// libraryFolder is --library, else FLORILEGIUM_LIBRARY, else the platform's
// folder for a user's data.
func (s *session) libraryFolder() (string, error) {
	if s.folder != "" {
		return s.folder, nil
	}
	if dir := s.Getenv("FLORILEGIUM_LIBRARY"); dir != "" {
		return dir, nil
	}
	base, err := s.dataFolder()
	if err != nil {
		return "", clipper.Errorf(clipper.Unavailable, err, "Name a folder with --library or FLORILEGIUM_LIBRARY", "the folder for the library cannot be found")
	}
	return filepath.Join(base, "florilegium"), nil
}

// dataFolder follows the XDG Base Directory Specification 0.8 on Unix and the
// platform's own custom elsewhere.
func (s *session) dataFolder() (string, error) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return os.UserConfigDir()
	}
	if dir := s.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir, nil
	}
	home := s.Getenv("HOME")
	if home == "" {
		return "", fmt.Errorf("HOME is not set")
	}
	return filepath.Join(home, ".local", "share"), nil
}

// door is the front door onto the library, telling progress on stderr.
func (s *session) door(lib *db.Library) *capture.Door {
	return &capture.Door{Fetch: s.fetcher(), Store: lib, Now: s.Now, Progress: s.imageProgress()}
}

// fetching allows the hosts a person typed, private ones too: on the command line
// typing the address is the consent.
func (s *session) fetching() fetch.Options {
	return fetch.Options{
		Now: s.Now, AllowPrivate: fetch.Typed, Languages: languages(s.Getenv), Proxy: s.Getenv("FLORILEGIUM_PROXY"), File: s.fetchFile(),
	}
}

// fetchFile is where a person may set a proxy and names for hosts.
func (s *session) fetchFile() string {
	dir := s.Getenv("XDG_CONFIG_HOME")
	if home := s.Getenv("HOME"); !filepath.IsAbs(dir) && home != "" && runtime.GOOS != "windows" && runtime.GOOS != "darwin" {
		dir = filepath.Join(home, ".config")
	} else if !filepath.IsAbs(dir) {
		dir, _ = os.UserConfigDir() // without one there is no file
	}
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "florilegium", "fetch.conf")
}

// fetcher asks a site that stumbles again, as long as somebody can be expected to
// wait.
func (s *session) fetcher() *fetch.Fetcher {
	options := s.fetching()
	options.Retry = fetch.Brief
	return fetch.New(options)
}

// languages are the reader's languages after the locale, for Accept-Language.
func languages(getenv func(string) string) []string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		locale, _, _ := strings.Cut(getenv(name), ".")
		if locale = strings.ReplaceAll(locale, "_", "-"); len(locale) > 1 && locale != "POSIX" {
			return []string{locale}
		}
	}
	return nil
}

func (s *session) window(ctx context.Context) error {
	dir, err := s.libraryFolder()
	if err != nil {
		return err
	}
	if s.Window == nil {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help` lists the commands", "there is no window here")
	}
	return s.Window(ctx, dir)
}

// object prints v as one line of JSON.
func (s *session) object(v any) error {
	enc := json.NewEncoder(s.Out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("writing the answer: %w", err)
	}
	return nil
}

// line prints one line for people, without anything that could steer a terminal.
func (s *session) line(format string, args ...any) {
	fmt.Fprintln(s.Out, plain(fmt.Sprintf(format, args...)))
}

// talk prints one line to stderr, unless the answer is for a program.
func (s *session) talk(format string, args ...any) {
	if !s.json {
		fmt.Fprintln(s.Err, plain(fmt.Sprintf(format, args...)))
	}
}

// plain drops control characters and bidirectional overrides: foreign titles
// must not steer a terminal.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, text)
}

// words are the words of the command line, or for "-" the lines of stdin.
func (s *session) words(args []string) ([]string, error) {
	if len(args) != 1 || args[0] != "-" {
		return args, nil
	}
	data, err := s.readFile("-")
	return linesOf(data), err
}

// linesOf are the lines with something on them, without the white space around.
func linesOf(data []byte) []string {
	var lines []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// readFile reads a named file, or stdin for "-".
func (s *session) readFile(name string) ([]byte, error) {
	if name == "-" {
		data, err := io.ReadAll(s.In)
		if err != nil {
			return nil, fmt.Errorf("reading standard input: %w", err)
		}
		return data, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, clipper.Errorf(clipper.Usage, err, "Check the name of the file", "the file %s cannot be read", name)
	}
	return data, nil
}

// articleID reads an article's number: "12" or "a12".
func articleID(word string) (int64, error) { return number(strings.TrimPrefix(word, "a"), word) }

// clipID reads a clip's number: "c12". ok is false when the word names no clip.
func clipID(word string) (id int64, ok bool, err error) {
	digits, ok := strings.CutPrefix(word, "c")
	if !ok {
		return 0, false, nil
	}
	id, err = number(digits, word)
	return id, true, err
}

func number(digits, word string) (int64, error) {
	id, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || id < 1 {
		return 0, clipper.Errorf(clipper.Usage, nil, "`florilegium list` shows the numbers; clips begin with c, as in c12", "%q is not the number of an article or a clip", word)
	}
	return id, nil
}
