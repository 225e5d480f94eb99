// Package cli is the command line of Florilegium: the same engine and the same
// library as the window, without any of the window's code.
//
// Data goes to stdout, talk to stderr. With --json every command prints one JSON
// object a line, whose fields are only ever added to, and a failure is an object
// on stderr. Flags stand before or after words; "--" ends them.
package cli

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/extract"
)

// The exit codes, the same for every command.
const (
	Done         = 0
	Failure      = 1
	WrongUsage   = 2
	SomeFailed   = 3
	NothingFound = 4
	NoNetwork    = 5
	Interrupted  = 130
)

// Env is the world a command lives in, so that tests can give it another.
type Env struct {
	In       io.Reader
	Out, Err io.Writer
	Getenv   func(string) string
	Now      func() time.Time
	// Window opens the window on the library in a folder; nil in tests.
	Window func(ctx context.Context, library string) error
}

// System is the real world; window opens the window. Pages that are heavy to read
// are read by a process of their own.
func System(window func(ctx context.Context, library string) error) Env {
	extract.Helper = extract.Self
	return Env{os.Stdin, os.Stdout, os.Stderr, os.Getenv, time.Now, window}
}

// command is one word of the command line. flags declares its flags on the set
// and returns what runs with the words that are left.
type command struct {
	name, args, about string
	examples          []string
	notes             []string // printed below the examples
	flags             func(*flag.FlagSet) func(context.Context, *session, []string) error
}

// commands is filled by an init-free list, in the order of the help.
func commands() []command {
	return []command{
		addCommand, queueCommand, listCommand, showCommand, clipCommand, markCommand, quoteCommand, searchCommand, citeCommand, stylesCommand,
		exportCommand, liveCommand, editCommand, reextractCommand, refreshCommand, removeCommand, undeleteCommand, purgeCommand, facetsCommand,
		tagsCommand, searchesCommand, collectionCommand, duplicatesCommand,
		extractCommand, cslCommand, backupCommand, restoreCommand, doctorCommand, versionCommand,
	}
}

// Run runs the command that args name and returns the exit code.
func Run(ctx context.Context, args []string, env Env) int {
	s := &session{Env: env}
	err := dispatch(ctx, s, args)
	s.keepLive(ctx)
	if cerr := s.close(); err == nil {
		err = cerr
	}
	if err != nil && ctx.Err() != nil {
		return Interrupted
	}
	s.explain(err)
	return exitCode(err)
}

func dispatch(ctx context.Context, s *session, args []string) error {
	rest, err := s.global(args)
	if err != nil {
		return err
	}
	if len(rest) == 0 {
		return s.window(ctx)
	}
	if rest[0] == "help" {
		return s.help(rest[1:])
	}
	for _, c := range commands() {
		if c.name == rest[0] {
			return s.run(ctx, c, rest[1:])
		}
	}
	return clipper.Errorf(clipper.Usage, nil, "`florilegium help` lists the commands", "there is no command %q", rest[0])
}

// global reads the flags before the command.
func (s *session) global(args []string) ([]string, error) {
	fs := s.flagSet("florilegium")
	if err := fs.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return []string{"help"}, nil
		}
		return nil, usage(err, "florilegium")
	}
	return fs.Args(), nil
}

// flagSet holds the flags that every command has.
func (s *session) flagSet(name string) *flag.FlagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&s.folder, "library", s.folder, "the library's `folder`")
	fs.BoolVar(&s.json, "json", s.json, "print one JSON object a line")
	return fs
}

func (s *session) run(ctx context.Context, c command, args []string) error {
	fs := s.flagSet(c.name)
	run := c.flags(fs)
	words, err := parse(fs, args)
	if errors.Is(err, flag.ErrHelp) {
		s.describe(c, fs)
		return nil
	}
	if err != nil {
		return usage(err, c.name)
	}
	return run(ctx, s, words)
}

// parse lets flags stand before and after the words.
func parse(fs *flag.FlagSet, args []string) (words []string, err error) {
	for len(args) > 0 {
		if args[0] == "--" {
			return append(words, args[1:]...), nil
		}
		if err := fs.Parse(args); err != nil {
			return nil, err
		}
		rest := fs.Args()
		if ended(args, rest) {
			return append(words, rest...), nil
		}
		if len(rest) == 0 {
			break
		}
		words, args = append(words, rest[0]), rest[1:]
	}
	return words, nil
}

// ended reports whether parsing stopped behind a "--".
func ended(args, rest []string) bool {
	n := len(args) - len(rest)
	return n > 0 && args[n-1] == "--"
}

func usage(err error, name string) error {
	return clipper.Errorf(clipper.Usage, err, "`florilegium help "+name+"` shows examples", "these words do not fit the command")
}

// partly is returned by a command some of whose parts failed; the parts have
// been told already.
type partly struct{ failed, of int }

func (p partly) Error() string { return fmt.Sprintf("%d of %d failed", p.failed, p.of) }

// several is a quotation that stands at several places; a script reads them as
// JSON.
type several struct {
	error
	places []string
}

func (e several) Unwrap() error { return e.error }

// told is a failure whose sentence has been printed already.
type told struct{ error }

func (t told) Unwrap() error { return t.error }

func exitCode(err error) int {
	if _, some := errors.AsType[partly](err); some {
		return SomeFailed
	}
	switch clipper.CodeOf(err) {
	case "":
		return Done
	case clipper.Usage:
		return WrongUsage
	case clipper.NotFound:
		return NothingFound
	case clipper.Network:
		return NoNetwork
	}
	return Failure
}

// explain prints a failure: a sentence and a hint, or with --json an object.
func (s *session) explain(err error) {
	if err == nil {
		return
	}
	if _, already := errors.AsType[told](err); already {
		return
	}
	if s.json {
		line, _ := json.Marshal(failure(err)) // a struct of strings
		fmt.Fprintln(s.Err, string(line))
		return
	}
	if e, ok := errors.AsType[several](err); ok {
		for i, place := range e.places {
			fmt.Fprintf(s.Err, "%d: %s\n", i+1, plain(place))
		}
	}
	fmt.Fprintln(s.Err, "florilegium:", plain(sentence(err)))
	if hint := hintOf(err); hint != "" {
		fmt.Fprintln(s.Err, "  "+plain(hint))
	}
}

// problem is a failure as JSON.
type problem struct {
	Code    clipper.Code `json:"code"`
	Message string       `json:"message"`
	Hint    string       `json:"hint,omitempty"`
	Cause   string       `json:"cause,omitempty"`
	Places  []string     `json:"places,omitempty"` // of an ambiguous quotation, with the words around
}

func failure(err error) *problem {
	if err == nil {
		return nil
	}
	p := &problem{Code: clipper.CodeOf(err), Message: sentence(err), Hint: hintOf(err)}
	if e, ok := errors.AsType[*clipper.Error](err); ok && e.Err != nil {
		p.Cause = e.Err.Error()
	}
	if e, ok := errors.AsType[several](err); ok {
		p.Places = e.places
	}
	return p
}

func sentence(err error) string {
	e, ok := errors.AsType[*clipper.Error](err)
	switch {
	case !ok:
		return err.Error()
	case e.Code == clipper.Usage && e.Err != nil:
		return e.Error()
	}
	return e.Sentence()
}

func hintOf(err error) string {
	if e, ok := errors.AsType[*clipper.Error](err); ok {
		return e.Hint
	}
	return ""
}
