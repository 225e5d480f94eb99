package clipper

import (
	"errors"
	"fmt"
)

// Code is the class of a failure; the command line turns it into an exit code.
type Code string

// The classes of failures.
const (
	Internal    Code = "internal"
	Usage       Code = "usage"
	NotFound    Code = "not-found"   // nothing matches
	Network     Code = "network"     // no connection, no such host, time-out, TLS
	Refused     Code = "refused"     // the site answered with an error status
	Unreadable  Code = "unreadable"  // not HTML, nothing readable
	TooLarge    Code = "too-large"   // past a limit
	Ambiguous   Code = "ambiguous"   // several places fit
	Conflict    Code = "conflict"    // the library is busy, newer or foreign
	Damaged     Code = "damaged"     // stored data fails its check
	Unavailable Code = "unavailable" // disk full, folder not writable
)

// Error is a failure told to the reader: one sentence, a hint at the way out,
// and the cause for the log. Msg and Hint are English and are the keys of the
// translation files; Args fill the verbs of Msg.
type Error struct {
	Code Code
	Msg  string
	Args []any
	Hint string
	Err  error
}

// Errorf makes an Error. msg is a constant format string, one sentence without a
// full stop, in lower case as Go errors are.
func Errorf(code Code, cause error, hint, msg string, args ...any) *Error {
	return &Error{Code: code, Msg: msg, Args: args, Hint: hint, Err: cause}
}

// Sentence is the English sentence without hint and cause.
func (e *Error) Sentence() string { return fmt.Sprintf(e.Msg, e.Args...) }

// Error is the sentence and, where there is one, the cause.
func (e *Error) Error() string {
	if e.Err == nil {
		return e.Sentence()
	}
	return e.Sentence() + ": " + e.Err.Error()
}

func (e *Error) Unwrap() error { return e.Err }

// CodeOf is the class of err: Internal when none is known, empty for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Internal
}
