// Package dateparser stands in for github.com/markusmobius/go-dateparser, which
// go-htmldate asks about dates in words as a last resort. That package builds its
// tables of two hundred languages when a program starts: 280 ms and 95 MB in every
// process, also in one that only lists a library. Dates in words are read by
// florilegium/clipper/extract itself; here nothing is found.
package dateparser

import (
	"errors"
	"time"
)

// Parser has the parts that go-htmldate sets.
type Parser struct{ ParserTypes []ParserType }

// ParserType is a way of reading a date.
type ParserType uint8

// The ways that go-htmldate names.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// PreferredDateSource says which side of today an incomplete date is on.
type PreferredDateSource uint8

// Past is before today.
const Past PreferredDateSource = 1

// Configuration has the parts that go-htmldate sets.
type Configuration struct {
	CurrentTime         time.Time
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// Date is what a Parser would find.
type Date struct{ Time time.Time }

var errNothing = errors.New("no date in words is read here")

// Parse finds nothing.
func (p *Parser) Parse(*Configuration, string, ...string) (Date, error) { return Date{}, errNothing }
