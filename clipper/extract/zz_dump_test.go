package extract

import (
	"context"
	"fmt"
	"os"
	"testing"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

func TestDump(t *testing.T) {
	file := os.Getenv("DUMP")
	if file == "" {
		t.Skip()
	}
	addr := os.Getenv("DUMPURL")
	if addr == "" { addr = "http://fakehost/test/page.html" }
	p, err := pageFile(file, addr)
	if err != nil {
		t.Fatal(err)
	}
	address, _ := url.Parse(p.URL)
	doc, _ := html.Parse(strings.NewReader(p.Text))
	base := prepare(doc, address)
	number(doc)
	root, _ := readabilityReader{}.Read(doc, address)
	tk := takenFrom(root)
	so := secondOpinion(doc, address)
	pieces := readPieces(bodyOf(doc), base, tk)
	j := newJudge(pieces, so)
	a, b, c := j.measure()
	fmt.Println("TOOK", a, "SECOND", b, "BOTH", c, "T words", so.words)
	if j.home != nil { fmt.Println("HOME", j.home.Data, attr(j.home, "class"), attr(j.home,"id")) }
	j.rule()
	dumped = pieces
	art, err := Extract(context.Background(), p)
	fmt.Println("ERR", err)
	if art != nil {
		k := map[string]bool{}
		for _, b := range art.Blocks { k[b.Text] = true }
		for i := range pieces {
			pc := &pieces[i]
			mark := "-"
			if k[pc.block.Text] { mark = "+" }
			text := pc.block.Text
			if len(text) > 150 { text = text[:150] }
			fmt.Printf("%s %-10s %5d/%-5d %.2f reg=%-10s rs=%-10s L%.1f %s.%s %q note=%s\n", mark, pc.block.Kind, pc.marked, pc.size, so.share(pc.block.Text), pc.region, pc.reason, linkShare(pc.block), pc.node.Data, attr(pc.node,"class"), text, pc.block.Anchor)
		}
	}
}
var dumped []piece

func TestDoubt(t *testing.T) {
	if os.Getenv("DOUBT") == "" { t.Skip() }
	dir, gold := goldPages(t)
	type key struct{ what string }
	good, bad := map[string]int{}, map[string]int{}
	for _, g := range gold {
		p, err := pageFile(dir+"/"+g.File, g.URL)
		if err != nil { continue }
		address, _ := url.Parse(p.URL)
		doc, huge, err := parse(p.Text)
		if err != nil || huge { continue }
		base := prepare(doc, address)
		number(doc)
		root, _ := readabilityReader{}.Read(doc, address)
		tk := takenFrom(root)
		so := secondOpinion(doc, address)
		pieces := readPieces(bodyOf(doc), base, tk)
		j := newJudge(pieces, so)
		a, b, c := j.measure()
		mode := "agree"
		switch {
		case a < fewWords && b < fewWords: mode = "regions"
		case a < fewWords || a < 3*fewWords && a*3 < b: mode = "second"
		case b < 40 || b*10 < a*3 || c*10 < a*3: mode = "first"
		}
		firstBoth, lastBoth := -1, -1
		for i := range pieces { if pieces[i].took() && j.seconds(&pieces[i]) && countWords(pieces[i].block.Text) > 8 { if firstBoth < 0 {firstBoth = i}; lastBoth = i } }
		for i := range pieces {
			pc := &pieces[i]
			text := strings.Join(strings.Fields(pc.block.Text), " ")
			g1, b1 := 0, 0
			for _, s := range g.With { if strings.Contains(text, strings.Join(strings.Fields(s), " ")) { g1++ } }
			for _, s := range g.Without { if strings.Contains(text, strings.Join(strings.Fields(s), " ")) { b1++ } }
			if g1+b1 == 0 { continue }
			w := countWords(text)
			pos := "in"
			if i < firstBoth { pos = "before" }
			if i > lastBoth { pos = "after" }
			size := "s"
			if w >= 12 { size = "m" }
			if w >= 30 { size = "l" }
			reg := "plain"
			if pc.region != "" { reg = "region" }
			inhome := "home"
			if j.home == nil || !standsInNode(pc.node, j.home) { inhome = "out" }
			lk := "L0"
			if linkShare(pc.block) > .05 { lk = "L1" }
			if linkShare(pc.block) > .3 { lk = "L3" }
			k := fmt.Sprintf("%-7s took=%-5v second=%-5v %s %-6s %-6s %s %s", mode, pc.took(), j.seconds(pc), size, pos, reg, inhome, lk)
			good[k] += g1
			bad[k] += b1
			if f := os.Getenv("DOUBT"); f != "1" && strings.Contains(k, f) && g1+b1 > 0 {
				fmt.Printf("%d/%d %s [%s.%s %s] %.120q\n", g1, b1, g.File, pc.node.Data, attr(pc.node, "class"), pc.block.Kind, text)
			}
		}
	}
	for k := range good { if good[k]+bad[k] >= 2 { fmt.Printf("%s  good %4d bad %4d\n", k, good[k], bad[k]) } }
}
