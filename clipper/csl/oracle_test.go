package csl

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"florilegium/clipper/bench"
)

// The oracle is citeproc-js under node, a development dependency of the tests
// only. It is installed into the build folder when first asked for.
const (
	oracleVersion = "2.4.63"
	oracleFolder  = "../../build/citeproc"
	oracleItems   = "testdata/oracle/items.json" // forty sources, each with a difficulty
	oracleMany    = "testdata/oracle/many.json"  // 140 by few people under few titles, to be told apart
	oracleScript  = "testdata/oracle/render.js"
)

// oracleStyles are thirty styles of the corpora: every class, many countries.
var oracleStyles = strings.Fields(`
	american-chemical-society american-medical-association american-political-science-association
	american-sociological-association apa association-for-computing-machinery cell chicago-author-date
	chicago-author-date-fr chicago-notes-bibliography china-national-standard-gb-t-7714-2015-author-date
	cse-name-year deutsche-gesellschaft-fur-psychologie din-1505-2 elsevier-harvard elsevier-vancouver french1
	gost-r-7-0-5-2008 harvard-cite-them-right ieee infoclio-fr-nocaps iso690-author-date-en
	iso690-author-date-fr mhra-notes modern-language-association nature nlm-citation-sequence oscola
	springer-basic-author-date universitat-freiburg-geschichte`)

// oracleJob is one question to the oracle.
type oracleJob struct {
	Style   string `json:"style"`
	Locales string `json:"locales"`
	Locale  string `json:"locale"`
	Mode    string `json:"mode"`
	Format  string `json:"format"`
	Items   string `json:"items"`
}

// name is how a job is called in lists: "apa fr-FR bibliography".
func (j oracleJob) name() string {
	from := ""
	if strings.Contains(filepath.ToSlash(j.Style), "assets/styles") {
		from = "(built-in)"
	}
	return strings.TrimSuffix(filepath.Base(j.Style), ".csl") + from + " " + j.Locale + " " + j.Mode + strings.TrimPrefix("-"+j.Format, "-text")
}

// oracleAnswer is the entries with the items they stand for, or a failure.
type oracleAnswer struct {
	IDs     []string `json:"ids"`
	Entries []string `json:"entries"`
	Error   string   `json:"error"`

	Load float64 `json:"load"` // of time mode: ms of processor time to load the style
	List float64 `json:"list"` // and to make the bibliography
}

// oracle finds or installs citeproc-js and gives its folder.
func oracle(t testing.TB) string {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("the oracle is not asked: node is not installed")
	}
	folder, err := filepath.Abs(oracleFolder)
	if err != nil {
		t.Fatal(err)
	}
	module := filepath.Join(folder, "node_modules", "citeproc")
	if about, err := os.ReadFile(filepath.Join(module, "package.json")); err == nil && bytes.Contains(about, []byte(oracleVersion)) {
		return module
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	install := exec.Command("npm", "install", "--prefix", folder, "--no-save", "--no-package-lock", "--no-audit", "--no-fund",
		"--fetch-retries=1", "--fetch-timeout=30000", "citeproc@"+oracleVersion)
	if out, err := install.CombinedOutput(); err != nil {
		t.Skipf("the oracle is not asked: npm cannot install citeproc here: %v\n%s", err, out)
	}
	return module
}

// ask puts questions to the oracle. Answers are kept in the build folder under a
// hash of all that goes into them.
func ask(t testing.TB, jobs []oracleJob) []oracleAnswer {
	t.Helper()
	module := oracle(t)
	answers := make([]oracleAnswer, len(jobs))
	var open []int
	for i, job := range jobs {
		data, err := os.ReadFile(answerFile(t, job))
		if err != nil || json.Unmarshal(data, &answers[i]) != nil {
			open = append(open, i)
		}
	}
	if len(open) == 0 {
		return answers
	}
	t.Logf("asking citeproc-js %d questions", len(open))
	questions := make([]oracleJob, len(open))
	for k, i := range open {
		questions[k] = jobs[i]
	}
	for k, answer := range render(t, module, questions) {
		answers[open[k]] = answer
		keep(t, answerFile(t, questions[k]), answer)
	}
	return answers
}

// render runs the oracle once.
func render(t testing.TB, module string, jobs []oracleJob) []oracleAnswer {
	t.Helper()
	request := filepath.Join(t.TempDir(), "request.json")
	keep(t, request, map[string]any{"module": module, "jobs": jobs})
	var talk bytes.Buffer
	run := exec.Command("node", oracleScript, request)
	run.Stderr = &talk
	out, err := run.Output()
	if err != nil {
		t.Fatalf("the oracle failed: %v\n%s", err, talk.String())
	}
	var answers []oracleAnswer
	if err := json.Unmarshal(out, &answers); err != nil || len(answers) != len(jobs) {
		t.Fatalf("%d answers to %d questions: %v", len(answers), len(jobs), err)
	}
	return answers
}

func keep(t testing.TB, file string, v any) {
	t.Helper()
	data, err := json.Marshal(v)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(file), 0o755)
	}
	if err == nil {
		err = os.WriteFile(file, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// answerFile names the file for an answer by what it is made from.
func answerFile(t testing.TB, job oracleJob) string {
	t.Helper()
	sum := sha256.New()
	fmt.Fprintln(sum, oracleVersion, job.Locale, job.Mode, job.Format)
	for _, file := range []string{job.Items, oracleScript, job.Style} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(sum, len(data))
		sum.Write(data)
	}
	for _, locale := range []string{"en-US", job.Locale} {
		data, _ := os.ReadFile(filepath.Join(job.Locales, "locales-"+locale+".xml")) // some are not there
		sum.Write(data)
	}
	return filepath.Join(oracleFolder, "answers", hex.EncodeToString(sum.Sum(nil)[:16])+".json")
}

func oracleSources(t testing.TB) []Item { return sourcesIn(t, oracleItems) }

func sourcesIn(t testing.TB, file string) []Item {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	items, err := ParseItems(data)
	if err != nil || len(items) < 40 {
		t.Fatalf("%d sources: %v", len(items), err)
	}
	return items
}

// answer is what this package says to a question of the oracle.
func (j oracleJob) answer(t testing.TB, items []Item) oracleAnswer {
	t.Helper()
	return j.with(t, NewLocales(os.DirFS(j.Locales)), items)
}

func (j oracleJob) with(t testing.TB, locales *Locales, items []Item) oracleAnswer {
	t.Helper()
	data, err := os.ReadFile(j.Style)
	if err != nil {
		t.Fatal(err)
	}
	style, err := ParseStyle(data)
	if err != nil {
		t.Fatalf("%s: %v", j.Style, err)
	}
	p, err := New(style, locales, Options{Locale: j.Locale})
	if err != nil {
		t.Fatalf("%s: %v", j.Style, err)
	}
	format, _ := ParseFormat(j.Format)
	answer, err := answerOf(p, items, j.Mode, format)
	if err != nil {
		t.Fatalf("%s: %v", j.Style, err)
	}
	return answer
}

func answerOf(p *Processor, items []Item, mode string, format Format) (oracleAnswer, error) {
	var a oracleAnswer
	doc := p.Document(items)
	if mode == "bibliography" {
		if !p.Style().Info().Bibliography {
			return a, nil
		}
		list, err := doc.Bibliography()
		if err != nil {
			return a, err
		}
		for _, e := range list.Entries {
			entry := strings.TrimSpace(e.Text.Format(format))
			if format == HTML {
				entry = `<div class="csl-entry">` + e.Text.Format(HTML) + "</div>"
			}
			a.IDs, a.Entries = append(a.IDs, e.ID), append(a.Entries, entry)
		}
		return a, nil
	}
	for _, item := range items {
		rich, err := doc.Render([]Cite{{ID: item.ID}})
		if err != nil {
			return a, err
		}
		a.IDs, a.Entries = append(a.IDs, item.ID), append(a.Entries, rich.Format(format))
	}
	return a, nil
}

// difference is an entry that is not the oracle's.
type difference struct{ key, got, want string }

// compare lists where an answer is not the oracle's and counts the entries. What
// citeproc-js calls a style error is not scored.
func compare(job oracleJob, got, want oracleAnswer) (differences []difference, entries int) {
	for i, entry := range want.Entries {
		if strings.Contains(entry, "[CSL STYLE ERROR") {
			continue
		}
		entries++
		var ours string
		if i < len(got.Entries) {
			ours = got.Entries[i]
		}
		if ours != entry {
			differences = append(differences, difference{job.name() + " " + want.IDs[i], ours, entry})
		}
	}
	if extra := len(got.Entries) - len(want.Entries); extra > 0 {
		differences = append(differences, difference{job.name() + " too-many", fmt.Sprint(extra), "0"})
	}
	return differences, entries
}

// TestOracle holds this package against citeproc-js: thirty styles, forty
// sources, two locales, bibliographies and citations, as text. Whatever differs
// is explained in testdata/oracle/differences.txt.
func TestOracle(t *testing.T) {
	if corpora() == "" {
		t.Skip("the official styles are not here: set FLORILEGIUM_CORPORA")
	}
	items := oracleSources(t)
	var files []string
	for _, style := range oracleStyles {
		files = append(files, filepath.Join(corpora(), "csl-styles", style+".csl"))
	}
	holdToOracle(t, items, oracleJobs(files, filepath.Join(corpora(), "csl-locales")))
}

// TestOracleMany asks for the order of many sources, and how they are told apart.
func TestOracleMany(t *testing.T) {
	shareWithOracle(t, "many sources", oracleMany, manyShare,
		"apa modern-language-association chicago-notes-bibliography harvard-cite-them-right iso690-author-date-fr", "en-US")
}

// TestOracleLanguages asks in languages that sort and join otherwise.
func TestOracleLanguages(t *testing.T) {
	shareWithOracle(t, "languages", oracleItems, languageShare,
		"apa modern-language-association iso690-author-date-en american-medical-association",
		"de-DE es-ES it-IT pt-PT nl-NL ru-RU zh-CN ja-JP ar pl-PL sv-SE tr-TR cs-CZ")
}

// The shares of entries that must stay identical and in place, in per cent.
const (
	manyShare     = 98
	languageShare = 99
)

func shareWithOracle(t *testing.T, about, file string, least int, styles, langs string) {
	t.Helper()
	if corpora() == "" {
		t.Skip("the official styles are not here: set FLORILEGIUM_CORPORA")
	}
	var jobs []oracleJob
	for style := range strings.FieldsSeq(styles) {
		for lang := range strings.FieldsSeq(langs) {
			for _, mode := range []string{"bibliography", "citation"} {
				jobs = append(jobs, oracleJob{filepath.Join(corpora(), "csl-styles", style+".csl"), filepath.Join(corpora(), "csl-locales"), lang, mode, "text", file})
			}
		}
	}
	items := sourcesIn(t, file)
	same, total := 0, 0
	for i, want := range ask(t, jobs) {
		differences, entries := compare(jobs[i], jobs[i].answer(t, items), want)
		same, total = same+entries-len(differences), total+entries
		for _, d := range differences[:min(2, len(differences))] {
			t.Logf("%s (%d of %d)\n  got  %q\n  want %q", d.key, entries-len(differences), entries, d.got, d.want)
		}
	}
	fmt.Printf("oracle, %s: %d of %d entries identical and in place (%.1f %%)\n", about, same, total, 100*float64(same)/float64(total))
	if 100*same < least*total {
		t.Errorf("%d of %d entries are identical and in place, at least %d %% are wanted", same, total, least)
	}
}

// TestOracleOfBuiltIn does the same for the program's own styles and locales.
func TestOracleOfBuiltIn(t *testing.T) {
	files, err := filepath.Glob("../../assets/styles/*.csl")
	if err != nil || len(files) == 0 {
		t.Skip("there are no built-in styles beside this package")
	}
	holdToOracle(t, oracleSources(t), oracleJobs(files, "../../assets/locales"))
}

// oracleJobs asks for texts, and in HTML too with FLORILEGIUM_SOAK.
func oracleJobs(files []string, locales string) (jobs []oracleJob) {
	formats := []string{"text", "html"}
	if os.Getenv("FLORILEGIUM_SOAK") == "" {
		formats = formats[:1]
	}
	for _, style := range files {
		for _, locale := range []string{"en-US", "fr-FR"} {
			for _, mode := range []string{"bibliography", "citation"} {
				for _, format := range formats {
					jobs = append(jobs, oracleJob{style, locales, locale, mode, format, oracleItems})
				}
			}
		}
	}
	return jobs
}

// holdToOracle compares, explains, and counts.
func holdToOracle(t *testing.T, items []Item, jobs []oracleJob) {
	t.Helper()
	explained := explanations(t)
	same, total := 0, 0
	for i, want := range ask(t, jobs) {
		if want.Error != "" {
			t.Fatalf("%s: citeproc-js fails: %s", jobs[i].name(), want.Error)
		}
		differences, entries := compare(jobs[i], jobs[i].answer(t, items), want)
		total += entries
		same += entries - len(differences)
		for _, d := range differences {
			if explained[d.key] == "" {
				t.Errorf("%s\n  got  %q\n  want %q", d.key, d.got, d.want)
			}
			delete(explained, d.key)
		}
	}
	for _, job := range jobs {
		for key, why := range explained {
			if strings.HasPrefix(key, job.name()+" ") {
				t.Errorf("%s agrees with the oracle, but is explained as different: %s", key, why)
			}
		}
	}
	share := 100 * float64(same) / float64(total)
	fmt.Printf("oracle: %d of %d entries identical (%.2f %%)\n", same, total, share)
	if share < 98 {
		t.Errorf("%.2f %% of the entries are identical to those of citeproc-js, at least 98 are wanted", share)
	}
}

// explanations reads the list of differences: "style locale mode item: reason".
func explanations(t testing.TB) map[string]string {
	t.Helper()
	data, err := os.ReadFile("testdata/oracle/differences.txt")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for line := range strings.Lines(string(data)) {
		key, reason, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if ok && !strings.HasPrefix(line, "#") {
			found[key] = reason
		}
	}
	return found
}

// TestFiguresOracle takes the times of this package and of citeproc-js side by
// side.
func TestFiguresOracle(t *testing.T) {
	bench.Need(t)
	if corpora() == "" {
		t.Skip("the official styles are not here: set FLORILEGIUM_CORPORA")
	}
	items := oracleSources(t)
	for _, style := range []string{"apa", "chicago-notes-bibliography", "ieee", "modern-language-association"} {
		job := oracleJob{filepath.Join(corpora(), "csl-styles", style+".csl"), filepath.Join(corpora(), "csl-locales"), "en-US", "time", "text", oracleItems}
		theirs := render(t, oracle(t), []oracleJob{job})[0]
		data, err := os.ReadFile(job.Style)
		if err != nil {
			t.Fatal(err)
		}
		locales := NewLocales(os.DirFS(job.Locales))
		var p *Processor
		load := bench.CPU(5, 1, func() {
			style, err := ParseStyle(data)
			if err == nil {
				p, err = New(style, locales, Options{Locale: job.Locale})
			}
			if err != nil {
				t.Fatal(err)
			}
		})
		list := bench.CPU(5, 3, func() {
			if _, err := p.Bibliography(items); err != nil {
				t.Fatal(err)
			}
		})
		bench.Min(t, "csl", style+": citeproc-js / ours, loading", theirs.Load/load, "×", 20)
		bench.Min(t, "csl", style+": citeproc-js / ours, 40 references", theirs.List/list, "×", 5)
	}
}
