package testweb

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Real are the pages that go-readability tests itself with, by the names of their
// folders. They are read from the module cache, where their texts belong to their
// publishers; the test is skipped where the cache has none.
func Real(t testing.TB) map[string][]byte {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-shiori/go-readability").Output()
	dir := strings.TrimSpace(string(out))
	if err != nil || dir == "" {
		t.Skipf("go-readability is not in the module cache: %v", err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "test-pages", "*", "source.html"))
	if err != nil || len(files) == 0 {
		t.Skip("go-readability comes without its pages")
	}
	pages := map[string][]byte{}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		pages[filepath.Base(filepath.Dir(file))] = body
	}
	return pages
}
