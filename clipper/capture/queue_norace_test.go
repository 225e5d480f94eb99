//go:build !race

package capture_test

const slowed = false
