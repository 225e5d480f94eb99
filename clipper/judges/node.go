package judges

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// modules are the judges that come from npm, each without a build of its own.
// They are put into build/judges-npm of the checkout when first asked for.
var modules = map[Judge]struct{ name, version string }{
	Typst:  {"@myriaddreamin/typst-ts-node-compiler", "0.7.0"},
	JSONLD: {"jsonld", "8.3.3"},
}

// Node runs a script under node in the folder dir, with the judge's module
// within reach of require, and gives what it wrote to its standard output. The
// script is a file of CommonJS (.cjs); its path is taken from the package's
// folder. When it fails, the test fails with what it said.
//
//	const { NodeCompiler } = require("@myriaddreamin/typst-ts-node-compiler") // Typst
//	const jsonld = require("jsonld")                                        // JSONLD
func Node(t testing.TB, j Judge, dir, script string, args ...string) string {
	t.Helper()
	program, err := j.program()
	if err != nil {
		t.Fatalf("%s: %v; the test does not begin with judges.Need", j, err)
	}
	script, err = filepath.Abs(script)
	if err != nil {
		t.Fatal(err)
	}
	environ := append(surroundings(t.TempDir()), "NODE_PATH="+filepath.Join(module(t, j), "node_modules"))
	out, talk, err := run(dir, environ, program, append([]string{script}, args...)...)
	if err != nil {
		t.Fatalf("%s %s %q: %v\n%s%s", j, script, args, err, out, talk)
	}
	return out
}

// module finds or installs the judge's module and gives the folder it is below.
// An installation counts once it is whole: it is made beside and then renamed.
func module(t testing.TB, j Judge) string {
	t.Helper()
	m := modules[j]
	folder := filepath.Join(root(t), "build", "judges-npm", string(j)+"-"+m.version)
	if _, err := os.Stat(folder); err == nil {
		return folder
	}
	if err := os.MkdirAll(filepath.Dir(folder), 0o755); err != nil {
		t.Fatal(err)
	}
	beside, err := os.MkdirTemp(filepath.Dir(folder), string(j))
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(beside)
	install := exec.Command("npm", "install", "--prefix", beside, "--no-save", "--no-package-lock", "--no-audit", "--no-fund",
		"--ignore-scripts", "--fetch-retries=1", "--fetch-timeout=60000", m.name+"@"+m.version)
	if out, err := install.CombinedOutput(); err != nil {
		t.Skipf("%s is not asked: npm cannot install %s here: %v\n%s", j, m.name, err, out)
	}
	if err := os.Chmod(beside, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(beside, folder); err != nil && !exists(folder) { // another test may have been first
		t.Fatal(err)
	}
	return folder
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// root is the folder of go.mod, above the package under test.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for !exists(filepath.Join(dir, "go.mod")) {
		above := filepath.Dir(dir)
		if above == dir {
			t.Fatal("this test does not run inside the checkout")
		}
		dir = above
	}
	return dir
}
