package extract

import "florilegium/clipper"

// SetBlocks gives an article other blocks, and counts anew what hangs on them: the
// hash of its text and its words.
func SetBlocks(a *clipper.Article, blocks []clipper.Block) {
	a.Blocks = blocks
	text := a.Text()
	a.TextHash, a.Words = clipper.HashText(text), countWords(text)
}
