package capture

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/capture/archive"
	"florilegium/clipper/fetch"
)

// Way is how something that was not fetched came in. The values are stored.
type Way string

// The ways.
const (
	FromFile  Way = "file"
	FromPaste Way = "paste"
	FromStdin Way = "stdin"
)

// Given is a page, a text or a list of addresses that a reader has given.
type Given struct {
	*archive.File
	Way  Way
	Name string // of the file, without its folder
	hash string // of the bytes that were given
}

// OpenFile reads a file: a regular one only, since a browser's drop and a pipe may
// name anything.
func OpenFile(path string) (*Given, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, clipper.Errorf(clipper.Usage, err, "Check the name of the file", "the file %s cannot be read", filepath.Base(path))
	case !info.Mode().IsRegular():
		return nil, clipper.Errorf(clipper.Usage, nil, "Name a file, or a folder of files", "%s is not a file", filepath.Base(path))
	case info.Size() > archive.Limit:
		return nil, clipper.Errorf(clipper.TooLarge, nil, "Nothing was saved; a part of the page can be pasted as text", "the file is larger than %d MB", archive.Limit>>20)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, clipper.Errorf(clipper.Usage, err, "Check the name of the file", "the file %s cannot be read", filepath.Base(path))
	}
	f, err := archive.ReadBeside(path, data, partsOf(path))
	if err != nil {
		return nil, err
	}
	return &Given{f, FromFile, filepath.Base(path), clipper.HashBytes(data)}, nil
}

// partsOf is the folder that a browser made beside a page for its parts.
func partsOf(page string) archive.Beside {
	stem := strings.TrimSuffix(page, filepath.Ext(page))
	for _, mark := range partMarks {
		dir := stem + mark
		if info, err := os.Lstat(dir); err == nil && info.IsDir() {
			return archive.Beside{Folder: filepath.Base(dir), File: func(name string) []byte { return partOf(dir, name) }}
		}
	}
	return archive.Beside{}
}

// maxPart bounds a picture in a folder of parts, in bytes.
const maxPart = 20 << 20

// partOf is a regular file of a folder of parts; nil for any other name.
func partOf(dir, name string) []byte {
	if name == "" || filepath.Base(filepath.FromSlash(name)) != name || !filepath.IsLocal(name) {
		return nil
	}
	file := filepath.Join(dir, name)
	if info, err := os.Lstat(file); err != nil || !info.Mode().IsRegular() || info.Size() > maxPart {
		return nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil // as one that is not there
	}
	return data
}

// Give reads what was given as bytes; name is that of a file, "" for none.
func Give(way Way, name string, data []byte) (*Given, error) {
	f, err := archive.Read(name, data)
	if err != nil {
		return nil, err
	}
	return &Given{f, way, name, clipper.HashBytes(data)}, nil
}

// GiveText is a text as it is, though it may look like the source of a page.
func GiveText(way Way, text []byte) *Given {
	f := &archive.File{Kind: archive.Text, Type: typeText, Body: text}
	if way == FromPaste {
		f.Type += "; charset=utf-8"
	}
	return &Given{f, way, "", clipper.HashBytes(text)}
}

// GiveHTML is the source of a page, whatever it looks like.
func GiveHTML(way Way, name string, source []byte) (*Given, error) {
	g, err := Give(way, name, source)
	if err != nil || (g.Kind != archive.Text && g.Kind != archive.Link) {
		return g, err
	}
	return Give(way, "seite.html", source)
}

// Links are the addresses that were given in the place of a page; each is for Save.
func (g *Given) Links() []string {
	if g.Kind == archive.Link {
		return g.File.Links
	}
	return nil
}

// SaveGiven stores a page that was given, with the pictures that came with it, and
// fetches nothing. address is where the reader says it is from; where that is "",
// the file's own word counts, and then the page's. A page that names none is known
// by the hash of what was given (RFC 6920).
func (d *Door) SaveGiven(ctx context.Context, g *Given, address string, tags []string) (Result, error) {
	d.report(Extracting, 0, 0)
	page, err := g.page(address, d.Now())
	if err != nil {
		return Result{Status: Failed}, err
	}
	a, err := read(ctx, page, tags)
	if err != nil {
		return Result{Status: Failed}, err
	}
	d.report(Storing, 0, 0)
	status, err := d.store(ctx, a, page)
	if err != nil {
		return Result{Status: Failed}, err
	}
	b := basket{}
	d.unpack(ctx, g, a, status, &b)
	return Result{a, status, page.Requested}, d.empty(ctx, a, &b)
}

// page is what was given as a page.
func (g *Given) page(address string, now time.Time) (*fetch.Page, error) {
	if address == "" {
		address = g.Address
	}
	if address == "" {
		address = named(g.hash)
	}
	if !g.Saved.IsZero() {
		now = g.Saved
	}
	params := map[string]string{"format": string(g.Kind), "sha256": g.hash}
	if g.Name != "" {
		params["name"] = g.Name
	}
	head := http.Header{"Content-Type": {g.Type}}
	head.Set(clipper.GivenHeader, or(mime.FormatMediaType(string(g.Way), params), string(g.Way)))
	if g.Kind != archive.Text && g.Kind != archive.PDF {
		return fetch.FromBytes(address, g.Body, head, now)
	}
	return pageOf(&clipper.Snapshot{URL: address, Status: http.StatusOK, Header: wire(head), Body: g.Body, Fetched: now.UTC()})
}

func wire(h http.Header) string {
	var b strings.Builder
	_ = h.Write(&b) // a strings.Builder does not fail
	return b.String()
}

// named is the name of bytes by their SHA-256: ni:///sha-256;… as in RFC 6920.
func named(hash string) string {
	sum, _ := hex.DecodeString(hash) // our own
	return "ni:///sha-256;" + base64.RawURLEncoding.EncodeToString(sum)
}

func isNamed(address string) bool { return strings.HasPrefix(address, "ni:") }

// givenAs is how a page that was not fetched came: the way and its parameters.
func givenAs(page *fetch.Page) (Way, map[string]string) {
	way, params, _ := mime.ParseMediaType(page.Header.Get(clipper.GivenHeader))
	return Way(way), params
}

func givenName(page *fetch.Page) string {
	_, params := givenAs(page)
	return params["name"]
}

// nameGiven takes the name by its hash out of the source of a page that was given
// without an address, and notes where the address of another is from.
func nameGiven(a *clipper.Article, page *fetch.Page) {
	way, params := givenAs(page)
	if way == "" {
		return
	}
	if isNamed(page.URL) {
		if a.Source.URL = ""; webAddress(a.Source.Canonical) != "" {
			a.Source.URL = webAddress(a.Source.Canonical)
		}
		return
	}
	a.Evidence = append(a.Evidence, clipper.Evidence{Field: "url", Value: a.Source.URL, From: clipper.FromFile, Detail: params["format"]})
}

// unpack finds the pictures that came with the page, for the blocks that show them.
// Those that did not come are lacking: a file fetches nothing.
func (d *Door) unpack(ctx context.Context, g *Given, a *clipper.Article, status Status, b *basket) {
	inside := map[string][]byte{}
	for _, img := range g.Images {
		for _, address := range img.Addresses {
			inside[pictureKey(address)] = img.Data
		}
	}
	for _, img := range pictures(a) {
		data, came := inside[pictureKey(img.Src)]
		switch {
		case b.full():
			b.add(img, clipper.Asset{}, pastLimit)
		case came:
			asset, err := fetch.CheckImage(data)
			b.add(img, asset, err)
		case strings.HasPrefix(img.Src, "data:"):
			asset, err := d.Fetch.Image(ctx, img.Src, "")
			b.add(img, asset, err)
		case status != Known:
			b.add(img, clipper.Asset{}, notInside)
		}
	}
}

var notInside = clipper.Errorf(clipper.NotFound, nil, "", "the picture did not come with its page")

// pictureKey is an address of a picture as it is compared.
func pictureKey(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	u.Fragment, u.RawFragment, u.User = "", "", nil
	return u.String()
}
