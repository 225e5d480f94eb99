// Package extract turns a fetch.Page into a clipper.Article: its text as typed
// blocks, and its source with the evidence for every field.
//
// It promises that
//
//   - it is a pure function of the page: no clock, no file, no connection;
//   - the text of every block is the text of the page's text nodes, character
//     for character, white space aside, which is collapsed as HTML does. No-break
//     spaces, soft hyphens and decomposed accents stay as they are;
//   - nothing of the page's markup survives: links are absolute http, https or
//     mailto addresses, pictures absolute addresses, and all else is text;
//   - every candidate for a field of the source is kept with where it was found;
//     what is not known is left empty, since a wrong author is worse than none;
//   - a page that holds no article is refused with a *clipper.Error, never stored
//     as if it were one;
//   - hostile pages end in text or in an error, and the context ends the wait.
//
// The way of a page: limits → one parse → harvest of the source from the
// untouched tree → preparation → Extractor → blocks → tidying. Extractor is the
// seam where another reader of the page's structure fits.
package extract
