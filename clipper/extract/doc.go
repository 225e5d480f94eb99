// Package extract turns a fetch.Page into a clipper.Article: its text as typed
// blocks, and its source with the evidence for every field.
//
// It promises that
//
//   - it is a pure function of the page: no clock, no file, no connection;
//   - the text of every block is the text of the page's text nodes, character
//     for character, white space aside, which is collapsed as HTML does. No-break
//     spaces, soft hyphens and decomposed accents stay as they are. Formulae that
//     the page gives in TeX alone, by a script or as a picture's alternative text,
//     stand as that TeX;
//   - nothing of the page's markup survives: links are absolute http, https or
//     mailto addresses, pictures absolute addresses, and all else is text;
//   - what is not the article's is kept apart, block by block, with the reason;
//   - every candidate for a field of the source is kept with where it was found and
//     how sure it is; what is not sure enough is left empty, since a wrong author
//     is worse than none;
//   - a page that holds no article is refused with a *clipper.Error, never stored
//     as if it were one, and an article that is not whole carries a Warning;
//   - hostile pages end in text or in an error, and the context ends the wait: the
//     heavy ones are read by a process of their own, which is killed.
//
// The way of a page: limits → one parse → harvest of the source from the
// untouched tree → preparation, which marks what readers lose → Extractor, the
// seam where another reader of the page's structure fits → every block of the page
// with what the reader took → a second reader's opinion → the judge → tidying.
package extract
