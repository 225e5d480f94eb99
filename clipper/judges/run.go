package judges

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// limit is how long one run of a judge may take.
const limit = 3 * time.Minute

// Run runs a judge in the folder dir and gives what it wrote to its standard
// output. It has a home of its own, no proxy and three minutes; TeX may write
// only below dir. When it fails, the test fails with what it said.
func Run(t testing.TB, j Judge, dir string, args ...string) string {
	t.Helper()
	out, _ := Hear(t, j, dir, args...)
	return out
}

// Hear is Run for judges that also speak on their standard error.
func Hear(t testing.TB, j Judge, dir string, args ...string) (out, talk string) {
	t.Helper()
	out, talk, err := Try(t, j, dir, args...)
	if err != nil {
		t.Fatalf("%s %q: %v\n%s%s", j, args, err, out, talk)
	}
	return out, talk
}

// Try is Hear for a judge whose refusal is the answer that is looked for.
func Try(t testing.TB, j Judge, dir string, args ...string) (out, talk string, err error) {
	t.Helper()
	program, err := j.program()
	if err != nil {
		t.Fatalf("%s: %v; the test does not begin with judges.Need", j, err)
	}
	home := t.TempDir()
	return run(dir, append(surroundings(home), j.variables()...), program, append(j.flags(home), args...)...)
}

func run(dir string, environ []string, program string, args ...string) (string, string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	var out, talk bytes.Buffer
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, environ, &out, &talk
	cmd.WaitDelay = 5 * time.Second // for children that keep the output open
	err := cmd.Run()
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return out.String(), talk.String(), err
}

// surroundings is all that a judge learns of this machine.
func surroundings(home string) []string {
	return []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "TMPDIR=" + home, "LC_ALL=C.UTF-8", "TZ=UTC",
		"XDG_CONFIG_HOME=" + filepath.Join(home, "config"), "XDG_CACHE_HOME=" + filepath.Join(home, "cache"),
		"XDG_RUNTIME_DIR=" + home, "SystemRoot=" + os.Getenv("SystemRoot"),
	}
}

// variables are what a judge wants to be told besides: TeX, to write nowhere
// but below its folder and its home.
func (j Judge) variables() []string {
	if j == PDFLaTeX || j == BibTeX {
		return []string{"openout_any=p", "max_print_line=1000"}
	}
	return nil
}

// flags go before the arguments of the test.
func (j Judge) flags(home string) []string {
	profile := filepath.Join(home, "profile")
	switch j {
	case LibreOffice:
		return []string{"-env:UserInstallation=file://" + filepath.ToSlash(profile), "--headless", "--norestore", "--nologo"}
	case Chromium:
		return []string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
			"--disable-background-networking", "--disable-component-update", "--user-data-dir=" + profile}
	case PDFLaTeX:
		return []string{"-no-shell-escape", "-interaction=nonstopmode"}
	}
	return nil
}
