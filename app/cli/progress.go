package cli

import (
	"fmt"
	"io"
	"os"

	"florilegium/clipper/capture"
)

// onTerminal reports whether a person sees what is written, and a line can be
// written over.
func onTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// imageProgress shows on a terminal how many of a page's pictures have come.
func (s *session) imageProgress() func(capture.Stage, int, int) {
	if s.json || !onTerminal(s.Err) {
		return nil
	}
	return func(stage capture.Stage, done, of int) {
		switch {
		case stage != capture.Images || of == 0:
		case done == of:
			fmt.Fprint(s.Err, "\r\x1b[K")
		default:
			fmt.Fprintf(s.Err, "\r\x1b[K  images %d of %d", done, of)
		}
	}
}
