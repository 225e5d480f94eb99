package app_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"florilegium/assets"
)

// sentences collects every text that the window may show, from the source: calls
// of tr and count, the table of commands, the sentences and hints of failures
// and of queries. The command line speaks English, and so does the processor of CSL, which
// knows nothing of this program.
func sentences(t *testing.T) (texts, counted []string) {
	t.Helper()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") ||
			strings.Contains(path, "/cli/") || strings.Contains(path, "/csl/") || strings.Contains(path, "/build/") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				switch name(n.Fun) {
				case "tr", "warn":
					texts = append(texts, literals(n.Args[:1])...)
				case "count":
					counted = append(counted, literals(n.Args[:1])...)
				case "say":
					if !strings.Contains(path, "/fetch/") {
						break
					}
					texts = append(texts, literals(n.Args[:min(2, len(n.Args))])...)
				case "hint":
					texts = append(texts, literals(n.Args[:1])...)
				case "Errorf":
					if len(n.Args) >= 4 {
						texts = append(texts, literals(n.Args[2:4])...)
					}
				}
			case *ast.ValueSpec:
				if strings.HasPrefix(n.Names[0].Name, "hint") {
					texts = append(texts, literals(n.Values)...)
				}
			case *ast.CompositeLit:
				if name(n.Type) == "Hint" && len(n.Elts) > 0 {
					texts = append(texts, literals(n.Elts[:1])...)
				}
			case *ast.KeyValueExpr:
				if key := name(n.Key); key == "label" || key == "Msg" || key == "Hint" || key == "menu" {
					texts = append(texts, literals([]ast.Expr{n.Value})...)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range []*[]string{&texts, &counted} {
		slices.Sort(*list)
		*list = slices.DeleteFunc(slices.Compact(*list), func(s string) bool { return s == "" })
	}
	return texts, counted
}

func name(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

func literals(list []ast.Expr) (out []string) {
	for _, e := range list {
		if l, ok := e.(*ast.BasicLit); ok && l.Kind == token.STRING {
			if s, err := strconv.Unquote(l.Value); err == nil {
				out = append(out, s)
			}
		}
	}
	return out
}

func translation(t *testing.T, lang string) map[string]any {
	t.Helper()
	raw, err := assets.Translations.ReadFile("translations/" + lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

var verbs = regexp.MustCompile(`%[a-z]`)

func TestNothingUntranslated(t *testing.T) {
	texts, counted := sentences(t)
	if len(texts) < 100 || len(counted) < 2 {
		t.Fatalf("only %d texts and %d counted ones found: has the source changed its ways?", len(texts), len(counted))
	}
	en, fr := translation(t, "en"), translation(t, "fr")
	for _, key := range texts {
		if en[key] != key {
			t.Errorf("en.json lacks %q", key)
		}
		s, ok := fr[key].(string)
		if !ok {
			t.Errorf("fr.json lacks %q", key)
		} else if got, want := verbs.FindAllString(s, -1), verbs.FindAllString(key, -1); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("fr.json: %q has the verbs %v, want %v", key, got, want)
		}
	}
	for _, key := range counted {
		for lang, m := range map[string]map[string]any{"en": en, "fr": fr} {
			forms, _ := m[key].(map[string]any)
			for _, form := range map[string][]string{"en": {"one", "other"}, "fr": {"one", "many", "other"}}[lang] {
				if _, ok := forms[form].(string); !ok {
					t.Errorf("%s.json lacks the form %q of %q", lang, form, key)
				}
			}
		}
	}
}

func TestNoTranslationUnused(t *testing.T) {
	texts, counted := sentences(t)
	for key := range translation(t, "fr") {
		if !slices.Contains(texts, key) && !slices.Contains(counted, key) {
			t.Errorf("fr.json translates %q, which nothing says", key)
		}
	}
}
