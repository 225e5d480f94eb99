//go:build !unix

package bench

import "time"

var start = time.Now()

// processTime falls back to the wall clock where there is no getrusage.
func processTime() time.Duration { return time.Since(start) }
