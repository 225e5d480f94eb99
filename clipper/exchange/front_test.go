package exchange

import (
	"slices"
	"strings"
	"testing"

	"florilegium/clipper/cite"
)

func text(name, value string) cite.Property {
	return cite.Property{Name: name, Values: []string{value}}
}

func list(name string, values ...string) cite.Property {
	return cite.Property{Name: name, List: true, Values: values}
}

// TestFrontMatter: properties follow the library until the reader changes them.
func TestFrontMatter(t *testing.T) {
	base := map[string]string{"title": valuesSum([]string{"Вода"}), "tags": valuesSum([]string{"eau", "ville"}), "uid": valuesSum([]string{"u1"}), "site": valuesSum([]string{"Le Courrier"})}
	want := []cite.Property{text("title", "Вода: «город»"), list("tags", "eau", "été"), text("uid", "u1")}
	for _, c := range []struct {
		name, head, want string
		kept             int
	}{
		{"as it was written", "---\ntitle: \"Вода\"\ntags: [\"eau\", \"ville\"]\nuid: \"u1\"\n---\n", "---\ntitle: \"Вода: «город»\"\ntags: [\"eau\", \"été\"]\nuid: \"u1\"\n---\n", 0},
		{"as Obsidian rewrites it", "---\ntitle: Вода\ntags:\n  - eau\n  - ville\nuid: u1\n---\n", "---\ntitle: \"Вода: «город»\"\ntags: [\"eau\", \"été\"]\nuid: u1\n---\n", 0},
		{"other properties and comments", "---\n# à moi\ntitle: Вода # ici\nétat: [lu]\ntags: [eau, ville]\nnested:\n  a: 1\n  b: [2]\nuid: 'u1'\n---\n", "---\n# à moi\ntitle: \"Вода: «город»\"\nétat: [lu]\ntags: [\"eau\", \"été\"]\nnested:\n  a: 1\n  b: [2]\nuid: 'u1'\n---\n", 0},
		{"the reader's title", "---\ntitle: Mon titre\ntags: [eau, ville]\nuid: u1\n---\n", "---\ntitle: Mon titre\ntags: [\"eau\", \"été\"]\nuid: u1\n---\n", 1},
		{"the reader's tag", "---\ntitle: Вода\ntags: [eau, ville, mien]\nuid: u1\n---\n", "---\ntitle: \"Вода: «город»\"\ntags: [\"eau\", \"ville\", \"mien\", \"été\"]\nuid: u1\n---\n", 0},
		{"properties that the reader deleted", "---\nautre: x\n---\n", "---\nautre: x\nuid: \"u1\"\n---\n", 0},
		{"a property that the source lost", "---\ntitle: Вода\nsite: Le Courrier\nuid: u1\ntags: []\n---\n", "---\ntitle: \"Вода: «город»\"\nuid: u1\ntags: [\"eau\", \"été\"]\n---\n", 0},
		{"one that the reader changed", "---\ntitle: Вода\nsite: Le Monde d’ici\nuid: u1\ntags: [eau, été]\n---\n", "---\ntitle: \"Вода: «город»\"\nsite: Le Monde d’ici\nuid: u1\ntags: [eau, été]\n---\n", 0},
		{"what is no plain value", "---\ntitle: |\n  Вода\n  de deux lignes\ntags: {a: b}\nuid: u1\n---\n", "---\ntitle: |\n  Вода\n  de deux lignes\ntags: {a: b}\nuid: u1\n---\n", 0},
		{"lines of Windows", "---\r\ntitle: Вода\r\ntags:\r\n- eau\r\n- ville\r\nuid: u1\r\n---\r\n", "---\r\ntitle: \"Вода: «город»\"\r\ntags: [\"eau\", \"été\"]\r\nuid: u1\r\n---\r\n", 0},
		{"none", "", "", 0},
	} {
		head, kept := mergeFront(c.head, want, base)
		if head != c.want || kept != c.kept {
			t.Errorf("%s: %d kept,\n%q, want\n%q", c.name, kept, head, c.want)
		}
		if c.head != "" && frontMatter(c.head+"texte") != len(c.head) {
			t.Errorf("%s: the body begins at %d", c.name, frontMatter(c.head+"texte"))
		}
	}
}

// FuzzProperty: what is written for a property is read back, whatever it holds.
func FuzzProperty(f *testing.F) {
	for _, s := range []string{"À l’école, « on étouffe »", `"}]\`, "a: b # c", "- x\n---\n", "\u2028\ufeff\x85\x00", "yes", "2024-09-12", "'", "村の水"} {
		f.Add(s, s+"2")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if a, b = strings.ToValidUTF8(a, "\ufffd"), strings.ToValidUTF8(b, "\ufffd"); strings.ContainsRune(a+b, 0xfffe) {
			return
		}
		for _, p := range []cite.Property{text("name", a), list("name", a, b)} {
			line := p.String() + "\n"
			rows := readFront([]string{line})
			if strings.Count(line, "\n") != 1 || len(rows) != 1 || rows[0].name != "name" || !rows[0].known || !slices.Equal(rows[0].values, p.Values) {
				t.Fatalf("%q reads as %+v, want %q", line, rows, p.Values)
			}
		}
	})
}

func TestFileNames(t *testing.T) {
	for title, want := range map[string]string{
		"À l’école, «\u00a0on étouffe\u00a0» dès juin": "À l’école, « on étouffe » dès juin", "a/b\\c:d": "a-b-c-d", "CON": "_CON", "nul.txt": "_nul.txt", "com1": "_com1", "COMÈTE": "COMÈTE",
		"...": "", ".caché": "caché", "fin. ": "fin", "que ?": "que", "\u202erev\u202c": "rev", "a\tb\nc": "a b c", "e\u0301te\u0301": "été", "[[lien]] #tag ^x": "lien tag x",
		strings.Repeat("村", 100): strings.Repeat("村", 40), strings.Repeat("mot ", 60): strings.TrimSpace(strings.Repeat("mot ", 29)) + " mot", strings.Repeat("👩‍👩‍👧‍👦", 20): strings.Repeat("👩‍👩‍👧‍👦", 4),
		"<script>": "script", "..": "", "a..": "a", "100 % eau | vin": "100 eau - vin", "": "",
	} {
		if got := fileName(title); got != want || len(got) > longestName {
			t.Errorf("%q became %q, want %q", title, got, want)
		}
	}
}

// FuzzFileName: any title gives a name that every system can bear.
func FuzzFileName(f *testing.F) {
	f.Add("a/../b")
	f.Add("lpt9.")
	f.Fuzz(func(t *testing.T, title string) {
		name := fileName(title)
		if strings.ContainsAny(name, "/\\:*?\"<>|\x00\n\r\t#^[]") || strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") || len(name) > longestName+1 || reserved.MatchString(name) || fileName(name) != name && !strings.HasPrefix(name, "_") {
			t.Fatalf("%q became %q", title, name)
		}
	})
}
