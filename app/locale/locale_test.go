package locale

import "testing"

func TestSilent(t *testing.T) {
	for _, c := range []struct {
		all, messages, lang string
		want                bool
	}{
		{"", "", "", true}, {"C.UTF-8", "", "fr_FR.UTF-8", true}, {"", "", "POSIX", true},
		{"", "", "fr_FR.UTF-8", false}, {"", "de_DE", "C", false}, {"zh_CN.GB18030", "", "", false},
	} {
		env := map[string]string{"LC_ALL": c.all, "LC_MESSAGES": c.messages, "LANG": c.lang}
		if got := silent(func(n string) string { return env[n] }); got != c.want {
			t.Errorf("%v: silent is %v", env, got)
		}
	}
}
