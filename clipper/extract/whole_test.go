package extract

import (
	"strings"
	"testing"

	"florilegium/clipper"
)

// own wraps the body of a page of our own, long enough for the readers to weigh.
func own(body string) []byte {
	const before = "<p>La rivière est montée dans la nuit, et les premiers à l’apprendre furent les éclusiers, qui veillent depuis toujours sur les deux rives du fleuve.</p>"
	const after = "<p>Au matin, le maire a fait ouvrir l’école aux familles des quais, et l’on a servi du café dans les couloirs, comme il y a trente ans, lors de la grande crue.</p>"
	return []byte(`<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>La crue | La Gazette</title></head><body>
<nav><a href="/a">Accueil</a> <a href="/b">Monde</a></nav><main><article><h1>La crue</h1>` + before + body + after + `</article></main></body></html>`)
}

func read(t *testing.T, body string) *clipper.Article {
	t.Helper()
	page := own(body)
	a := extracted(t, fromBytes(t, "https://gazette.example/crue", page, "text/html; charset=utf-8"))
	checkArticle(t, a)
	return a
}

// TestKinds wants each piece of a text to arrive as the kind it is.
func TestKinds(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		kind clipper.Kind
		text string
		code string
	}{
		"quote":             {`<blockquote><p>« Nous n’avons jamais vu cela », dit l’éclusière.</p></blockquote>`, clipper.Quote, "« Nous n’avons jamais vu cela », dit l’éclusière.", ""},
		"table":             {`<table><tr><th>Jour</th><th>Hauteur</th></tr><tr><td>Lundi</td><td>3,20\u00a0m</td></tr></table>`, clipper.Table, "Jour\tHauteur\nLundi\t3,20\u00a0m", ""},
		"definition":        {`<dl><dt>Étiage</dt><dd>Le plus bas niveau d’un cours d’eau.</dd></dl>`, clipper.Definition, "Étiage", ""},
		"aside":             {`<aside><p>Une crue centennale a chaque année une chance sur cent d’arriver.</p></aside>`, clipper.Aside, "Une crue centennale a chaque année une chance sur cent d’arriver.", ""},
		"call-out":          {`<div class="callout"><p>Les ponts restent fermés jusqu’à demain.</p></div>`, clipper.Aside, "Les ponts restent fermés jusqu’à demain.", ""},
		"code":              {"<pre><code class=language-go>func crue() int {\n\treturn 3\n}</code></pre>", clipper.CodeBlock, "func crue() int {\n\treturn 3\n}", "go"},
		"code with numbers": {"<pre><span class=lineno>1</span>pegel = 3\n<span class=lineno>2</span>print(pegel)</pre>", clipper.CodeBlock, "pegel = 3\nprint(pegel)", ""},
		"code in rows":      {"<pre><div>un</div><div>deux</div></pre>", clipper.CodeBlock, "un\ndeux", ""},
		"formula":           {`<p><math display="block" alttext="Q = v S"><mi>Q</mi><mo>=</mo><mi>v</mi><mi>S</mi></math></p>`, clipper.Math, "Q=vS", "Q = v S"},
		"formula in TeX":    {`<p>$$Q = v S$$</p>`, clipper.Math, "$$Q = v S$$", "Q = v S"},
		"formula of MathJax": {`<script type="math/tex; mode=display">Q = v S</script><p>où Q est le débit de la rivière, v sa vitesse et S la section mouillée.</p>`,
			clipper.Paragraph, "Q = v S", ""},
		"figure": {`<figure><img src="/quai.jpg" width="640" height="400" alt="Le quai"><figcaption>Le quai, lundi. © Paul Grandet</figcaption></figure>`, clipper.Figure, "Le quai, lundi. © Paul Grandet", ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := read(t, strings.ReplaceAll(c.body, `\u00a0`, "\u00a0"))
			for _, b := range a.Blocks {
				if b.Kind == c.kind && b.Text == c.text && b.Code == c.code {
					return
				}
			}
			t.Errorf("no %s %q in %+v", c.kind, c.text, a.Blocks)
		})
	}
}

// TestFootnotes wants each reference to meet its note, in the ways that pages
// write them.
func TestFootnotes(t *testing.T) {
	for name, body := range map[string]string{
		"list":      `<p>Le fleuve a deux noms<sup><a href="#n1" id="r1">1</a></sup>, dit-on.</p><ol><li id="n1">Le second est oublié. <a href="#r1">↩</a></li></ol>`,
		"paragraph": `<p>Le fleuve a deux noms<a href="#n1" id="r1">[1]</a>, dit-on.</p><p id="n1"><a href="#r1">[1]</a> Le second est oublié.</p>`,
		"anchor":    `<p>Le fleuve a deux noms<a href="#n1"><sup>1</sup></a>, dit-on.</p><p><a name="n1"><sup>1</sup></a> Le second est oublié.</p>`,
		"no links":  `<p>Le fleuve a deux noms<sup>1</sup>, dit-on.</p><hr><p><sup>1</sup> Le second est oublié.</p>`,
		"divisions": `<p>Le fleuve a deux noms<sup class="footnote-ref"><a href="#n1">1</a></sup>, dit-on.</p><div><div class="footnote"><sup id="n1">1</sup><div><p>Le second est oublié.</p></div></div></div>`,
	} {
		t.Run(name, func(t *testing.T) {
			a := read(t, body)
			anchors := map[string]string{}
			for _, b := range a.Blocks {
				if b.Kind == clipper.Footnote {
					anchors[b.Anchor] = b.Text
				}
			}
			for _, b := range a.Blocks {
				for _, s := range b.Spans {
					if s.Note != "" && anchors[s.Note] == "Le second est oublié." {
						return
					}
				}
			}
			t.Errorf("notes %q in %+v", anchors, a.Blocks)
		})
	}
}

// TestInlineFormula wants the TeX beside the signs of a formula inside a text.
func TestInlineFormula(t *testing.T) {
	a := read(t, `<p>Le débit <math><semantics><msub><mi>Q</mi><mn>0</mn></msub><annotation encoding="application/x-tex">Q_0</annotation></semantics></math> double chaque jour, disent les éclusiers.</p>`)
	for _, b := range a.Blocks {
		for _, s := range b.Spans {
			if s.TeX == "Q_0" && b.Text[s.Start:s.End] == "Q0" {
				return
			}
		}
	}
	t.Errorf("%+v", a.Blocks)
}

// TestDropped wants what is left out to be listed with its reason, at its place.
func TestDropped(t *testing.T) {
	a := read(t, `<div class="social-share"><p>Partagez cet article avec vos amis et vos voisins</p></div><p><a href="/x">Lire aussi : Les ponts de la ville, une histoire</a></p>`)
	reasons := map[clipper.Reason]bool{}
	for _, d := range a.Dropped {
		reasons[d.Reason] = true
		if d.After < -1 || d.After >= len(a.Blocks) {
			t.Errorf("%+v stands after a block that is not there", d)
		}
	}
	for _, want := range []clipper.Reason{clipper.Sharing, clipper.Related, clipper.Repeated} {
		if !reasons[want] {
			t.Errorf("nothing was dropped as %s: %+v", want, a.Dropped)
		}
	}
	if text := a.Text(); strings.Contains(text, "Partagez") || strings.Contains(text, "Les ponts de la ville") {
		t.Error(text)
	}
}

func TestArchivedPage(t *testing.T) {
	const copyOf = "https://web.archive.org/web/20140226054445/http://gazette.example/2014/02/crue.html"
	a := extracted(t, fromBytes(t, copyOf, own(""), "text/html; charset=utf-8"))
	if s := a.Source; s.URL != "http://gazette.example/2014/02/crue.html" || s.ArchiveURL != copyOf || s.Archive != "Internet Archive" {
		t.Errorf("%q, %q, %q", s.URL, s.Archive, s.ArchiveURL)
	}
}

// TestHiddenUntilScript reads a page that hides all its text until a script has
// run.
func TestHiddenUntilScript(t *testing.T) {
	page := strings.Replace(string(own(strings.Repeat("<p>Encore une nuit de pluie, et le pont de pierre a tenu, contre l’avis de tous ceux qui le disaient perdu depuis la guerre.</p>", 4))), "<main>", `<div id="root"></div><script>x()</script><main hidden>`, 1)
	a := extracted(t, fromBytes(t, "https://gazette.example/crue", []byte(page), "text/html; charset=utf-8"))
	if !strings.Contains(a.Text(), "le pont de pierre a tenu") {
		t.Error(a.Text())
	}
}
