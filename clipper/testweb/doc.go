// Package testweb is a web on the loopback for tests and end-to-end walks: good
// news pages of our own writing in six languages, odd pages, hostile pages, and
// images made by code. It never leaves the machine and every route ends by
// itself or when its client goes away. Only tests import it.
//
// Routes, all in one table, see Routes:
//
//   - /fr /de /en /ru /ar /zh  good articles, UTF-8; /fr-1252 the French one in windows-1252
//   - /image.png and its like   pictures with a pattern, of several sizes and formats
//   - /status/N                 an answer with that status
//   - /redirect/…               redirects: good, long, in circles, to other schemes and private hosts
//   - /odd/…                    wrong charsets, wrong types, shells, challenges, bombs, silence
package testweb
