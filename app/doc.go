// Package app is the window: three panes (library, article, clips), a search
// field, and the commands that menus and keys share.
//
// The main goroutine owns everything in this package, in plain structs: no
// mutex, no data binding. Work that may take time leaves through run (job.go),
// the one place that starts a goroutine and the one that hands results back.
package app
