// Package archive reads pages that other programs saved to files: HTML with the
// marks that browsers and savers leave in it, MHTML (RFC 2557), Safari's
// webarchive, link files, PDF and plain text.
//
// It promises that
//
//   - nothing is opened, fetched or run: bytes go in, bytes come out;
//   - the text of a page comes out as it stood in the file, byte for byte. Only
//     pictures that were written into the markup itself as data: URLs stand apart,
//     and a cid: URL (RFC 2392) with their SHA-256 stands in their place;
//   - the address and the date that a file names are told as claims of the file;
//     addresses are http or https, without user and password;
//   - every file ends in a File or in a *clipper.Error: parts, nesting and sizes
//     are bounded, and references that lead in circles end.
package archive
