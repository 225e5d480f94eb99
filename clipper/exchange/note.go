package exchange

import (
	"regexp"
	"strings"

	"florilegium/clipper/cite"
)

// ending is the line that ends a block of ours; see cite.NoteBlock.
var ending = regexp.MustCompile(`(?m)^%% (source|c[0-9a-f]{12}) ([0-9a-f]{8})( gone)? %%[ \t]*\r?(?:\n|\z)`)

// gap is text of the reader's, from the end of one block to the start of the next.
// A note is a gap, then blocks with a gap after each.
type noteFile struct {
	head   string // the front matter, with the lines around it; "" where there is none
	first  string // the gap before the first block
	blocks []noteBlock
}

// noteBlock is a block of ours as it stands in a file, and the gap after it.
type noteBlock struct {
	id, sum string
	text    string // without the line that ends it
	end     string // that line
	gone    bool   // its clip has left the library
	own     bool   // nobody has changed it
	after   string
}

func (b noteBlock) String() string { return b.text + b.end + b.after }

func (f noteFile) String() string {
	var b strings.Builder
	b.WriteString(f.head + f.first)
	for _, x := range f.blocks {
		b.WriteString(x.String())
	}
	return b.String()
}

// readNote takes a note apart. Every byte is kept: String gives it back.
func readNote(text string) noteFile {
	head := frontMatter(text)
	f := noteFile{head: text[:head]}
	pos := head
	seen := map[string]bool{}
	gap := &f.first
	for _, m := range ending.FindAllStringSubmatchIndex(text[head:], -1) {
		at, end := head+m[0], head+m[1]
		b := noteBlock{id: text[head+m[2] : head+m[3]], sum: text[head+m[4] : head+m[5]], end: text[at:end], gone: m[6] >= 0}
		if seen[b.id] { // a copy that the reader made
			continue
		}
		seen[b.id] = true
		start := pos + blockStart(text[pos:at], b.id)
		b.text = text[start:at]
		b.own = start < at && cite.BlockSum(strings.TrimSuffix(strings.TrimSuffix(b.text, "\n"), "\r")) == b.sum
		*gap = text[pos:start]
		f.blocks = append(f.blocks, b)
		gap, pos = &f.blocks[len(f.blocks)-1].after, end
	}
	*gap = text[pos:]
	return f
}

// blockStart is where a block begins in the text before the line that ends it: at
// the block quotation before its block reference, or before that line for the
// source. Without one it begins at the end, and so is the reader's.
func blockStart(text, id string) int {
	lines := strings.SplitAfter(text, "\n")
	at := len(lines) - 1 // behind the last line
	if id != "source" {
		for at--; at >= 0 && strings.TrimSpace(lines[at]) != "^"+id; at-- {
		}
		for at > 0 && strings.TrimSpace(lines[at-1]) == "" {
			at--
		}
	}
	first := at
	for first > 0 && strings.HasPrefix(lines[first-1], ">") {
		first--
	}
	if first >= at {
		return len(text)
	}
	return len(strings.Join(lines[:first], ""))
}

// update puts a note in the place of what it was. written are the blocks that were
// in the file when it was last written: those of them that are missing now were
// deleted by the reader, and stay away. It returns how many blocks could not be
// brought up to date, since the reader has changed them.
func (f *noteFile) update(n cite.VaultNote, written map[string]bool) (kept int) {
	wanted := map[string]cite.NoteBlock{n.Source.ID: n.Source}
	for _, c := range n.Clips {
		wanted[c.ID] = c
	}
	here := map[string]bool{}
	for i := 0; i < len(f.blocks); i++ {
		b := &f.blocks[i]
		here[b.id] = true
		want, there := wanted[b.id]
		switch {
		case there && b.own:
			b.set(want, f.eol())
		case there:
			kept += b.keep(want)
		case !b.gone && f.take(i):
			i--
		case !b.gone:
			b.leave(n.Gone, f.eol())
		}
	}
	last := n.Source.ID
	for _, c := range n.Clips {
		if !here[c.ID] && !written[c.ID] {
			f.insert(c, last)
			here[c.ID] = true
		}
		if here[c.ID] {
			last = c.ID
		}
	}
	return kept
}

// set writes a block anew, unless it says the same already.
func (b *noteBlock) set(want cite.NoteBlock, eol string) {
	if cite.BlockSum(want.Text) == b.sum && !b.gone {
		return
	}
	b.text, b.end, _ = strings.Cut(want.Marked(), "\n%% ")
	b.text, b.end = lines(b.text+"\n", eol), lines("%% "+b.end, eol)
}

// keep leaves a block that the reader has changed, and reports 1 where the library
// has other words for it by now.
func (b *noteBlock) keep(want cite.NoteBlock) int {
	if b.gone {
		b.end = strings.Replace(b.end, " gone %%", " %%", 1)
		b.gone = false
	}
	if cite.BlockSum(want.Text) == b.sum {
		return 0
	}
	return 1
}

// take removes the block i, whose clip has left the library, unless the reader has
// changed it or has written beside it.
func (f *noteFile) take(i int) bool {
	before := &f.first
	if i > 0 {
		before = &f.blocks[i-1].after
	}
	after := f.blocks[i].after
	if !f.blocks[i].own || strings.TrimSpace(*before) != "" || strings.TrimSpace(after) != "" {
		return false
	}
	if i == len(f.blocks)-1 {
		*before = after
	}
	f.blocks = append(f.blocks[:i], f.blocks[i+1:]...)
	return true
}

// leave marks a block whose clip has left the library: with a line in its
// quotation, unless the reader has changed the block, and in its end.
func (b *noteBlock) leave(gone, eol string) {
	if b.own {
		text := strings.TrimSuffix(strings.ReplaceAll(b.text, "\r\n", "\n"), "\n")
		quoted, rest, _ := strings.Cut(text, "\n\n")
		text = strings.TrimRight(quoted, "\n") + "\n>\n> " + gone + "\n\n" + rest
		b.text, b.sum = lines(text+"\n", eol), cite.BlockSum(text)
	}
	b.gone = true
	b.end = lines("%% "+b.id+" "+b.sum+" gone %%\n", eol)
}

// apart is a line that begins something new in the reader's text: a heading or a
// rule.
var apart = regexp.MustCompile(`(?m)^(#{1,6} |-{3,}\s*$|\*{3,}\s*$|_{3,}\s*$)`)

// insert puts a new block behind another one and what the reader wrote to that, up
// to the next block or heading; at the end of the note where that block is not
// there.
func (f *noteFile) insert(c cite.NoteBlock, behind string) {
	at := len(f.blocks) // the new block's number
	for i, b := range f.blocks {
		if b.id == behind {
			at = i + 1
		}
	}
	gap := &f.first
	if at > 0 {
		gap = &f.blocks[at-1].after
	}
	text := *gap
	cut := len(text)
	if m := apart.FindStringIndex(text); m != nil && (at > 0 || len(f.blocks) > 0) {
		cut = m[0]
	}
	eol := f.eol()
	*gap = text[:cut] + blankLine(f.before(at, text[:cut]), eol)
	b := noteBlock{id: c.ID, own: true, after: text[cut:]}
	b.set(c, eol)
	if at < len(f.blocks) || b.after != "" {
		b.after = eol + b.after
	}
	f.blocks = append(f.blocks[:at], append([]noteBlock{b}, f.blocks[at:]...)...)
}

// before is the text that a block to be inserted would follow.
func (f *noteFile) before(at int, gap string) string {
	if at == 0 {
		return f.head + gap
	}
	return f.blocks[at-1].end + gap
}

// blankLine is what parts a text from the block that follows.
func blankLine(text, eol string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	switch {
	case text == "" || strings.HasSuffix(text, "\n\n"):
		return ""
	case strings.HasSuffix(text, "\n"):
		return eol
	}
	return eol + eol
}

// eol is how the lines of the file end.
func (f *noteFile) eol() string {
	if strings.Contains(f.head, "\r\n") || strings.Contains(f.first, "\r\n") || len(f.blocks) > 0 && strings.HasSuffix(f.blocks[0].end, "\r\n") {
		return "\r\n"
	}
	return "\n"
}

func lines(text, eol string) string {
	if eol == "\n" {
		return text
	}
	return strings.ReplaceAll(text, "\n", eol)
}
