package csl

// The variables of the specification by what they hold. Others are taken up by
// the shape of their values.

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

var nameVariables = set(
	"author", "chair", "collection-editor", "compiler", "composer", "container-author",
	"contributor", "curator", "director", "editor", "editorial-director", "editor-translator",
	"executive-producer", "guest", "host", "illustrator", "interviewer", "narrator", "organizer",
	"original-author", "performer", "producer", "recipient", "reviewed-author", "script-writer",
	"series-creator", "translator",
)

var dateVariables = set(
	"accessed", "available-date", "container", "event-date", "issued", "original-date", "submitted",
)
