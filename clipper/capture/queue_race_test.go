//go:build race

package capture_test

// slowed says that the race detector is at work, with which reading takes ten times
// as long.
const slowed = true
