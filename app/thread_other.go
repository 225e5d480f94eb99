//go:build !linux && !headless

package app

import "time"

var started = time.Now()

// threadTime is the time that has passed, where the thread's own is not known.
func threadTime() time.Duration { return time.Since(started) }
