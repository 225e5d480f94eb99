package csl

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// debian is where Debian's citation-style-language packages put their files.
const debian = "/usr/share/citation-style-language"

// debianEmpty lists the entries of all styles that are empty: "style mode item".
// It is made anew with FLORILEGIUM_UPDATE and FLORILEGIUM_SOAK.
const debianEmpty = "testdata/oracle/debian-empty.txt"

// debianStyles are the style files of Debian: one in ten, all with
// FLORILEGIUM_SOAK.
func debianStyles(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(debian, "styles", folder, "*.csl"))
	if err != nil || len(files) == 0 {
		t.Skip("Debian's citation-style-language-styles is not installed")
	}
	if _, err := os.Stat(filepath.Join(debian, "locales", "locales-en-US.xml")); err != nil {
		t.Skip("Debian's citation-style-language-locales is not installed")
	}
	if os.Getenv("FLORILEGIUM_SOAK") != "" {
		return files
	}
	var some []string
	for i := 0; i < len(files); i += 10 {
		some = append(some, files[i])
	}
	t.Logf("%d styles of %d, one in ten; FLORILEGIUM_SOAK takes them all", len(some), len(files))
	return some
}

// TestDebianStyles renders the forty sources in every style of Debian: no panic,
// no failure, and nothing empty but what is empty with citeproc-js.
func TestDebianStyles(t *testing.T) {
	files := debianStyles(t, "")
	items := oracleSources(t)
	locales := NewLocales(os.DirFS(filepath.Join(debian, "locales")))
	empty := map[string][]oracleJob{} // by style
	var mu sync.Mutex
	var running sync.WaitGroup
	next := make(chan string)
	for range 2 {
		running.Go(func() {
			for file := range next {
				modes, err := emptyIn(file, locales, items)
				mu.Lock()
				if err != nil {
					t.Errorf("%s: %v", filepath.Base(file), err)
				}
				if len(modes) > 0 {
					empty[file] = modes
				}
				mu.Unlock()
			}
		})
	}
	for _, file := range files {
		next <- file
	}
	close(next)
	running.Wait()
	fmt.Printf("debian: %d styles render 40 sources, %d of them with empty entries\n", len(files), len(empty))
	checkEmpty(t, empty, len(files))
}

// emptyIn renders items in a style and says in which modes entries are empty.
func emptyIn(file string, locales *Locales, items []Item) (modes []oracleJob, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	style, err := ParseStyle(data)
	if err != nil {
		return nil, err
	}
	p, err := New(style, locales, Options{})
	if err != nil {
		return nil, err
	}
	for _, mode := range []string{"bibliography", "citation"} {
		answer, err := answerOf(p, items, mode, Text)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(answer.Entries, isEmptyEntry) {
			modes = append(modes, oracleJob{file, filepath.Join(debian, "locales"), "", mode, "text", oracleItems})
		}
	}
	return modes, nil
}

func isEmptyEntry(entry string) bool {
	return strings.TrimSpace(entry) == "" || strings.Contains(entry, "[CSL STYLE ERROR")
}

// checkEmpty asks citeproc-js about the styles with empty entries, or the list
// where it is not here.
func checkEmpty(t *testing.T, empty map[string][]oracleJob, styles int) {
	t.Helper()
	items := oracleSources(t)
	locales := NewLocales(os.DirFS(filepath.Join(debian, "locales")))
	var found []string
	var jobs []oracleJob
	ours := map[string]bool{}
	for _, modes := range empty {
		for _, job := range modes {
			jobs = append(jobs, job)
			answer := job.with(t, locales, items)
			for i, entry := range answer.Entries {
				if isEmptyEntry(entry) {
					key := emptyKey(job, answer.IDs[i])
					ours[key] = true
					found = append(found, key)
				}
			}
		}
	}
	slices.Sort(found)
	checkList(t, found, styles)
	explained := explanations(t)
	for i, theirs := range ask(t, jobs) {
		for k, id := range theirs.IDs {
			key := emptyKey(jobs[i], id)
			if ours[key] && !isEmptyEntry(theirs.Entries[k]) && explained[key] == "" {
				t.Errorf("%s is empty; citeproc-js has %q", key, theirs.Entries[k])
			}
		}
	}
}

func emptyKey(job oracleJob, id string) string {
	return strings.TrimSuffix(filepath.Base(job.Style), ".csl") + " " + job.Mode + " " + id
}

// checkList holds the empty entries against the list, which is of all styles.
func checkList(t *testing.T, found []string, styles int) {
	t.Helper()
	if os.Getenv("FLORILEGIUM_UPDATE") != "" && styles > 2000 {
		text := "# Entries that are empty in Debian’s styles: style mode item\n" + strings.Join(found, "\n") + "\n"
		if err := os.WriteFile(debianEmpty, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(debianEmpty)
	if err != nil {
		t.Fatal(err)
	}
	listed := strings.Split(string(data), "\n")
	for _, key := range found {
		if _, ok := slices.BinarySearch(listed[1:], key); !ok {
			t.Errorf("%s is empty and not listed in %s", key, debianEmpty)
		}
	}
}

// TestDebianDependentStyles asks that each dependent style names a parent that is
// there.
func TestDebianDependentStyles(t *testing.T) {
	for _, file := range debianStyles(t, "dependent") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		style, err := ParseStyle(data)
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
			continue
		}
		parent := filepath.Base(style.Info().Parent)
		if _, err := os.Stat(filepath.Join(debian, "styles", parent+".csl")); err != nil {
			t.Errorf("%s: its parent %q is not there", filepath.Base(file), parent)
		}
	}
}
