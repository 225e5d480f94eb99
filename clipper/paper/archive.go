package paper

import (
	"archive/zip"
	"hash/crc32"
	"io"
)

// archive writes a ZIP file one part after the other, without dates, so that the
// same parts give the same bytes. The first failure is kept until the end.
type archive struct {
	zip *zip.Writer
	err error
}

func newArchive(w io.Writer) *archive { return &archive{zip: zip.NewWriter(w)} }

// xml adds a part of XML.
func (a *archive) xml(name string, write func(markup)) {
	if a.err != nil {
		return
	}
	part, err := a.zip.Create(name)
	if err != nil {
		a.err = err
		return
	}
	m := newMarkup(part)
	m.raw(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`, "\n")
	write(m)
	a.err = m.flush()
}

// stored adds a part as it is, so that it can be read without a ZIP reader.
func (a *archive) stored(name, data string) {
	if a.err != nil {
		return
	}
	part, err := a.zip.CreateRaw(&zip.FileHeader{
		Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(data)),
		CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data)),
	})
	if err == nil {
		_, err = io.WriteString(part, data)
	}
	a.err = err
}

func (a *archive) close() error {
	if err := a.zip.Close(); a.err == nil {
		a.err = err
	}
	return a.err
}
