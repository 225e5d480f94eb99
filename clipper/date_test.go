package clipper

import "testing"

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"2014": "2014", "2014-09": "2014-09", "2014-09-12": "2014-09-12",
		"2014-09-12T23:30:00-05:00": "2014-09-12", "2014-09-12T00:10:00Z": "2014-09-12",
		"20140912": "2014-09-12", "2014-09-12 08:00": "2014-09-12",
		"2019-04-31": "", "2019-13": "", "2019-00-10": "", "12/09/2014": "", "": "", "0000-01-01": "",
	} {
		d, ok := ParseDate(in)
		if ok != (want != "") || (ok && d.String() != want) {
			t.Errorf("ParseDate(%q) = %q, %v; want %q", in, d, ok, want)
		}
	}
}
