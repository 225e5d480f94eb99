package csl

import "fmt"

// Error says why a style, a locale or a list of items was refused.
type Error struct {
	Line, Column int    // where, counted from 1; 0 when no place can be named
	Msg          string // one sentence in English
	Err          error  // the cause, or nil
}

func (e *Error) Error() string {
	msg := e.Msg
	if e.Err != nil {
		msg += ": " + e.Err.Error()
	}
	if e.Line == 0 {
		return "csl: " + msg
	}
	return fmt.Sprintf("csl: line %d, column %d: %s", e.Line, e.Column, msg)
}

func (e *Error) Unwrap() error { return e.Err }

func errorAt(p place, format string, args ...any) *Error {
	return &Error{Line: p.line, Column: p.column, Msg: fmt.Sprintf(format, args...)}
}

// Warning is something in a file that this package does not know and passed over.
type Warning struct {
	Line, Column int
	Msg          string
}

func (w Warning) String() string {
	return fmt.Sprintf("line %d, column %d: %s", w.Line, w.Column, w.Msg)
}

// place is a position in an XML file, both counted from 1.
type place struct{ line, column int }
