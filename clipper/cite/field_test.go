package cite

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// TestFieldsAtOnce: what is passed over as being in the form of a field is in it.
func TestFieldsAtOnce(t *testing.T) {
	for r := rune(0); r < 0x3000; r++ {
		for _, s := range []string{string(r), "a" + string(r), string(r) + "a", "é" + string(r) + "\u0301"} {
			if isField(s) && (s != strings.TrimSpace(norm.NFC.String(s)) || strings.ContainsAny(s, "\n\t\r\u00ad\u200b\u202e")) {
				t.Errorf("%q (%U) is no field", s, r)
			}
		}
	}
	for _, s := range []string{"a  b", " a", "a ", "a\n", "a\u00a0", "\u202fa", "e\u0301", "\u200b"} {
		if isField(s) {
			t.Errorf("%q is no field", s)
		}
	}
	for _, s := range []string{"", "À l’école, «\u00a0on étouffe\u00a0» dès juin", "Straße „unter Wasser“", "Вода и город", "Ἀθῆναι", "村の水"} {
		if field(s) != s {
			t.Errorf("%q became %q", s, field(s))
		}
	}
}
