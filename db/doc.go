// Package db keeps the library: a folder with library.db (articles, clips, tags
// and the search index) and snapshots.db (pages and images as they came). It is
// the only package that speaks SQL.
//
// What it promises:
//
//   - What a method reported as saved is on the disk: write-ahead log,
//     synchronous=FULL. A save is whole or not there at all.
//   - Deleting is soft. Only Purge destroys anything.
//   - The index can be thrown away: Reindex makes it again from the texts.
//   - A library of an earlier version is copied aside and then brought up to date,
//     whole or not at all; where it can only be read, it is read as it is.
//   - A library of another program, of a newer version, or with foreign triggers
//     or views in it is refused and left as it was.
//   - Several processes may have the library open. A write waits up to five
//     seconds for the one before it.
//
// Failures come back as *clipper.Error with a sentence and a hint. A Library may
// be used from several goroutines.
package db
