package fold

import (
	"testing"

	"florilegium/clipper/bench"
)

// TestFigures holds the speed of the analysis of French text.
func TestFigures(t *testing.T) {
	bench.Need(t)
	var a Analyser
	megabytes := float64(len(sample)) / 1e6
	bench.Min(t, "fold", "analysis for the index", megabytes*1000/bench.CPU(5, 50, func() { a.Index(sample, "fr") }), "MB/s", 60)
	bench.Min(t, "fold", "shadow of a text", megabytes*1000/bench.CPU(5, 50, func() { New(sample) }), "MB/s", 60)
}
