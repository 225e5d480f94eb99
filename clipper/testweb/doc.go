// Package testweb is a web on the loopback for tests and end-to-end walks: good
// news pages of our own writing in nine languages, odd pages, hostile pages, and
// images made by code. It never leaves the machine and every route ends by
// itself or when its client goes away. Only tests import it.
//
// Everything it serves stands in one table, see Routes: what a route is, and
// what should become of it. Tests, walks and the seeds of fuzz targets read that
// table. Web starts the servers and dials the hosts *.test; a test that dials
// anything else fails.
//
//   - /fr /de /en /es /ru /ar /he /ja /zh  good articles, UTF-8; /fr-1252 and its like in other charsets
//   - /near/…      articles that look like something else from afar
//   - /gate/…      what sites send in the place of a page: challenges, walls, log-ins, errors
//   - /redirect/…  redirects: good, long, in circles, to other schemes and private hosts; /refresh/… by the page itself
//   - /status/N    an answer with that status; /later/… with Retry-After
//   - /odd/…       wrong charsets, wrong types, packed answers, bombs, silence, drips, broken HTTP
//   - /parser/…    what parsers choke on
//   - /image.png   and its like: pictures of several sizes and formats
//   - /version/…   ETag and Last-Modified; /timegate/… /timemap/… a small Memento archive (RFC 7089)
package testweb
