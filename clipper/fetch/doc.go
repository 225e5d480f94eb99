// Package fetch turns an address into a Page, and is the only room of the
// program that opens outgoing connections.
//
// It promises that
//
//   - only http and https are spoken, at the start and at every redirect, and
//     that private and loopback addresses are reached only when the reader typed
//     that very host: the address is checked after name resolution, when the
//     connection is made, so no redirect, image or changing name leads there;
//   - every answer is bounded in time and pace, on the wire and after its content
//     encoding is undone, and what passes a limit is refused whole;
//   - what sites and networks put in the place of a page, a challenge, a wall, a
//     log-in, word of an error, is told from an article and refused (see gate);
//   - no Referer is sent, cookies live for one save and are not kept with the
//     page, user names and passwords are taken out of addresses before anything is
//     sent, and errors repeat no query;
//   - what may succeed later can be tried again (see Policy), and nothing else;
//   - text is decoded by one rule (see Decode) that never normalises: no-break
//     spaces, soft hyphens and decomposed accents come out as they went in;
//   - every failure is a *clipper.Error that says in one sentence what happened
//     and in one hint what a reader can do about it.
package fetch
