// Package clipper holds the words that every room of Florilegium speaks: the
// Article and its typed Blocks, the Source a citation is made from, the Clip,
// the Query, the Error a reader is shown. It imports no other room, opens no
// file and no connection.
//
// Three promises bind everyone who uses these types:
//
//   - Offsets are byte offsets into Article.Text(), on grapheme edges. Exports
//     that count code points or UTF-16 units convert once, at their own edge.
//   - The text of an article is the text of the page, character for character,
//     white space aside: no-break spaces, soft hyphens, composed or decomposed
//     accents stay as they came. Only the shadow used for matching is folded.
//   - No HTML is kept anywhere in the model, so none can carry a script.
package clipper

// ProgramVersion is the version of Florilegium (SemVer 2.0.0), the same as in
// FyneApp.toml.
const ProgramVersion = "0.1.0"
