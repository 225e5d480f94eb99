package testweb

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"hash/crc32"
	"io"
	"net/http"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"florilegium/clipper"
)

// packedRoutes are answers with a content encoding, honest and not.
func packedRoutes() []Route {
	gz := inGzip(Page("fr"))
	corrupt := bytes.Clone(gz)
	corrupt[len(corrupt)/2] ^= 0x55
	return []Route{
		article("/odd/gzip", "a page in gzip", encoded("gzip", gz)),
		article("/odd/br", "a page in Brotli", encoded("br", inBrotli(Page("fr")))),
		article("/odd/zstd", "a page in zstd", encoded("zstd", inZstd(Page("fr")))),
		article("/odd/two-members", "a page in two members of gzip", encoded("gzip", append(inGzip(Page("fr")[:2000]), inGzip(Page("fr")[2000:])...))),
		refused("/odd/double", "a page packed twice", clipper.Unreadable, encoded("gzip, br", inBrotli(gz))),
		refused("/odd/compress", "a packing that nobody uses", clipper.Unreadable, encoded("compress", gz)),
		refused("/odd/not-packed", "a page that says that it is packed", clipper.Unreadable, encoded("gzip", Page("fr"))),
		refused("/odd/not-zstd", "the same for zstd", clipper.Unreadable, encoded("zstd", Page("fr"))),
		refused("/odd/corrupt-gzip", "a packing with a wrong bit", clipper.Unreadable, encoded("gzip", corrupt)),
		refused("/odd/truncated-gzip", "half of a packed page", clipper.Network, encoded("gzip", gz[:len(gz)/2])),
		refused("/odd/truncated-br", "half of a packed page", clipper.Network, encoded("br", inBrotli(Page("fr"))[:1000])),
		refused("/odd/gzip-bomb", "1 GiB of nothing in 1 MB of gzip", clipper.TooLarge, bomb("gzip", GzipBomb)),
		refused("/odd/br-bomb", "256 MiB of nothing in 4 KB of Brotli", clipper.TooLarge, bomb("br", BrotliBomb)),
		refused("/odd/zstd-bomb", "1 GiB of nothing in zstd", clipper.TooLarge, bomb("zstd", ZstdBomb)),
	}
}

func encoded(coding string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", utf8HTML)
		w.Header().Set("Content-Encoding", coding)
		_, _ = w.Write(body)
	}
}

func bomb(coding string, body func() []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { encoded(coding, body())(w, r) }
}

func inBrotli(body []byte) []byte {
	return pack(body, func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) })
}

func inZstd(body []byte) []byte {
	return pack(body, func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w); return z })
}

func pack(body []byte, with func(io.Writer) io.WriteCloser) []byte {
	var b bytes.Buffer
	z := with(&b)
	_, _ = z.Write(body)
	_ = z.Close() // a buffer takes everything
	return b.Bytes()
}

const mebi = 1 << 20

// GzipBomb is 1 GiB of spaces in gzip. One flushed mebibyte is packed and stands
// there 1024 times: a piece that refers to nothing before it unpacks the same
// anywhere.
var GzipBomb = sync.OnceValue(func() []byte {
	row := bytes.Repeat([]byte(" "), mebi)
	var piece bytes.Buffer
	z, _ := gzip.NewWriterLevel(&piece, gzip.BestCompression)
	_, _ = z.Write(row)
	_ = z.Flush()
	head, body := piece.Bytes()[:10], piece.Bytes()[10:]
	out := append([]byte(nil), head...)
	out = append(out, bytes.Repeat(body, 1024)...)
	out = append(out, 3, 0) // an empty last block
	sum := uint32(0)
	for range 1024 {
		sum = crc32.Update(sum, crc32.IEEETable, row)
	}
	out = binary.LittleEndian.AppendUint32(out, sum)
	return binary.LittleEndian.AppendUint32(out, 1<<30)
})

// BrotliBomb is 256 MiB of spaces in Brotli. After the first pieces each flushed
// mebibyte is packed as the one before it was, so that one of them can stand for
// all that follow.
var BrotliBomb = sync.OnceValue(func() []byte {
	const made = 4
	var b bytes.Buffer
	z := brotli.NewWriterLevel(&b, 4)
	row := bytes.Repeat([]byte(" "), mebi)
	start := 0
	for range made {
		start = b.Len()
		_, _ = z.Write(row)
		_ = z.Flush() // a buffer takes everything
	}
	piece := bytes.Clone(b.Bytes()[start:])
	b.Write(bytes.Repeat(piece, 256-made))
	b.WriteByte(3) // the last block, empty
	return b.Bytes()
})

// ZstdBomb is 1 GiB of spaces in zstd, in frames of a mebibyte.
var ZstdBomb = sync.OnceValue(func() []byte {
	return bytes.Repeat(inZstd(bytes.Repeat([]byte(" "), mebi)), 1024)
})
