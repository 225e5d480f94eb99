package clipper

import (
	"encoding/json"
	"errors"
	"testing"
)

// TestFailure reads failures back as they were told, in the words and with the
// numbers that they had.
func TestFailure(t *testing.T) {
	for _, e := range []error{
		Errorf(Refused, nil, "Wait", "%s asks for patience (status %d)", "gazette.example", 429),
		Errorf(TooLarge, errors.New("cause"), "", "the page is larger than %d MB", uint8(10)),
		Errorf(Unreadable, nil, "", "%.1f of « %s » could be read", 0.5, "Été"),
		Errorf(Internal, nil, "", "%s and %v", errors.New("Fehler"), struct{ A int }{7}),
		errors.New("something without words"),
	} {
		f := FailureOf(e)
		raw, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var back Failure
		if err := json.Unmarshal(raw, &back); err != nil {
			t.Fatal(err)
		}
		if got, want := back.Told().Sentence(), asError(e).Sentence(); got != want || CodeOf(back.Told()) != CodeOf(e) {
			t.Errorf("%q came back as %q", want, got)
		}
	}
	if FailureOf(nil) != nil {
		t.Error("no failure has become one")
	}
}
