package db

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"strings"

	"florilegium/clipper"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// The primary result codes of SQLite that a reader is told about.
const (
	busy     = sqlite3.SQLITE_BUSY
	locked   = sqlite3.SQLITE_LOCKED
	readOnly = sqlite3.SQLITE_READONLY
	corrupt  = sqlite3.SQLITE_CORRUPT
	full     = sqlite3.SQLITE_FULL
	cantOpen = sqlite3.SQLITE_CANTOPEN
	notDB    = sqlite3.SQLITE_NOTADB
	tooBig   = sqlite3.SQLITE_TOOBIG // no text of ours is: a length was changed
	inputOut = sqlite3.SQLITE_IOERR
)

// sqliteCode is the primary result code of err, 0 where SQLite did not fail.
func sqliteCode(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() & 0xff
	}
	return 0
}

// tell puts a failure in words for the reader. What is in words already, and the
// end of a context, stay as they are.
func tell(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if _, told := errors.AsType[*clipper.Error](err); told {
		return err
	}
	if errors.Is(err, sql.ErrNoRows) {
		return clipper.Errorf(clipper.NotFound, nil, "", "this is not in the library")
	}
	if errors.Is(err, os.ErrPermission) {
		return clipper.Errorf(clipper.Unavailable, err, "Check who may write to the library folder", "the library folder cannot be written")
	}
	switch sqliteCode(err) {
	case busy, locked:
		return clipper.Errorf(clipper.Conflict, err, "Try again in a moment", "another program is writing to the library")
	case readOnly:
		return clipper.Errorf(clipper.Unavailable, err, "Check who may write to the library folder", "the library can only be read")
	case full:
		return clipper.Errorf(clipper.Unavailable, err, "Make room and try again: everything saved before is safe", "the disk is full")
	case cantOpen:
		return clipper.Errorf(clipper.Unavailable, err, "Check that the folder is there and may be read", "the library cannot be opened")
	case corrupt, notDB, tooBig:
		return clipper.Errorf(clipper.Damaged, err, "Run `florilegium doctor`, or restore a copy", "the library is damaged")
	case inputOut:
		return clipper.Errorf(clipper.Unavailable, err, "Check the disk that the library lies on", "the library could not be read or written")
	}
	return clipper.Errorf(clipper.Internal, err, "", "the library did not answer as it should")
}

// tellOpening is tell for a library that is being opened: its statements are always
// the same, so what SQLite does not understand there, or what does not read as it
// was written, speaks of the file.
func tellOpening(err error) error {
	told := tell(err)
	if clipper.CodeOf(told) == clipper.Internal && (sqliteCode(err) != 0 || strings.Contains(err.Error(), "sql: Scan error")) {
		return clipper.Errorf(clipper.Damaged, err, "Restore a copy of the library", "the library is damaged")
	}
	return told
}

// missing is the error for something that is not there.
func missing(msg string, args ...any) error {
	return clipper.Errorf(clipper.NotFound, nil, "`florilegium list` shows what is there", msg, args...)
}

// frozen is the error of a write to a library that can only be read.
func frozen() error {
	return clipper.Errorf(clipper.Unavailable, nil, "Check who may write to the library folder", "the library can only be read")
}
