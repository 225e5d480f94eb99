package db

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"florilegium/clipper"

	"github.com/klauspost/compress/zstd"
)

// largestPage bounds what a stored page may unfold to, in bytes.
const largestPage = 256 << 20

var (
	packer = sync.OnceValue(func() *zstd.Encoder {
		e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault))
		if err != nil {
			panic(err) // only wrong options
		}
		return e
	})
	unpacker = sync.OnceValue(func() *zstd.Decoder {
		d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(largestPage))
		if err != nil {
			panic(err)
		}
		return d
	})
)

func pack(data []byte) []byte { return packer().EncodeAll(data, nil) }

func unpack(data []byte) ([]byte, error) {
	out, err := unpacker().DecodeAll(data, nil)
	if err != nil {
		return nil, clipper.Errorf(clipper.Damaged, err, "Run `florilegium doctor`, or restore a copy", "stored data is damaged")
	}
	return out, nil
}

// openStore opens snapshots.db. A library lives without it where it cannot be
// made or opened: it only warns.
func (l *Library) openStore(ctx context.Context) error {
	path := filepath.Join(l.dir, snapshotFile)
	if err := snapshots.inspect(path); err != nil {
		return err
	}
	if l.readOnly {
		if _, err := os.Stat(path); err != nil {
			return nil
		}
		return l.openFrozenStore(ctx, path)
	}
	l.store = connect(path, access{})
	l.store.SetMaxOpenConns(2)
	c, err := firstConn(ctx, l.store)
	if err != nil {
		return err
	}
	defer c.Close()
	return snapshots.migrate(ctx, c, l.dir, l.now())
}

func (l *Library) openFrozenStore(ctx context.Context, path string) error {
	var err error
	for _, immutable := range []bool{false, true} {
		l.store = connect(path, access{readOnly: true, frozen: true, immutable: immutable})
		if err = snapshots.verify(ctx, l.store); err == nil {
			return nil
		}
		err = errors.Join(err, l.store.Close())
	}
	l.store = nil
	l.warn("the kept pages cannot be read: %s", err.Error())
	return nil
}

// keepPage stores a page under its hash, once. It comes before the article that
// names it, so that no article ever names a page that is not there.
func (l *Library) keepPage(ctx context.Context, page *clipper.Snapshot) error {
	if l.store == nil {
		return frozen()
	}
	return tell(keep(ctx, l.store, page))
}

// shelving is the store of pages, or a transaction there.
type shelving interface {
	querier
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

func keep(ctx context.Context, store shelving, page *clipper.Snapshot) error {
	hash := page.Hash()
	var there int
	err := store.QueryRowContext(ctx, `SELECT count(*) FROM page WHERE hash = ?`, hash).Scan(&there)
	if err == nil && there == 0 {
		_, err = store.ExecContext(ctx, `INSERT OR IGNORE INTO page VALUES (?, ?, ?, ?, ?, ?, ?)`,
			hash, page.URL, page.Status, page.Header, page.Fetched.UnixMilli(), len(page.Body), pack(page.Body))
	}
	return err
}

// Snapshot is the page kept under a hash.
func (l *Library) Snapshot(ctx context.Context, hash string) (*clipper.Snapshot, error) {
	if l.store == nil {
		return nil, missing("the kept page is not in the library")
	}
	var page clipper.Snapshot
	var fetched int64
	var body []byte
	err := l.store.QueryRowContext(ctx, `SELECT url, status, header, fetched, body FROM page WHERE hash = ?`, hash).
		Scan(&page.URL, &page.Status, &page.Header, &fetched, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, missing("the kept page is not in the library")
	}
	if err != nil {
		return nil, tell(err)
	}
	if page.Body, err = unpack(body); err != nil {
		return nil, err
	}
	page.Fetched = fromMilli(fetched)
	if page.Hash() != hash {
		return nil, clipper.Errorf(clipper.Damaged, nil, "Restore a copy of the library", "the kept page is damaged")
	}
	return &page, nil
}

// Image is the image kept under a hash.
func (l *Library) Image(ctx context.Context, hash string) (clipper.Asset, error) {
	a := clipper.Asset{Hash: hash}
	if l.store == nil {
		return a, missing("the image is not in the library")
	}
	err := l.store.QueryRowContext(ctx, `SELECT type, data FROM image WHERE hash = ?`, hash).Scan(&a.Type, &a.Data)
	if errors.Is(err, sql.ErrNoRows) {
		return a, missing("the image is not in the library")
	}
	return a, tell(err)
}

func fromMilli(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
