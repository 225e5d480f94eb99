package extract

import (
	"context"
	"time"

	"github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"
)

const (
	witnessTime = 2 * time.Second // in which go-htmldate must answer
	witnessTags = 15_000          // of a page that it is asked about
)

// dateWitness asks go-htmldate for the day of publication, which reads dates in
// many languages wherever they stand, and takes its time over it. It is asked
// only where the page itself is not clear, and left behind when it is slow.
func dateWitness(ctx context.Context, doc *html.Node, address string, now time.Time) func() string {
	return func() string {
		answer := make(chan string, 1)
		go func() { // it cannot be stopped
			defer func() {
				if recover() != nil {
					answer <- ""
				}
			}()
			found, err := htmldate.FromDocument(doc, htmldate.Options{URL: address, UseOriginalDate: true, MaxDate: now.AddDate(0, 0, 1)})
			if err != nil || found.IsZero() {
				answer <- ""
				return
			}
			answer <- found.Format(time.DateOnly)
		}()
		select {
		case day := <-answer:
			return day
		case <-time.After(witnessTime):
		case <-ctx.Done():
		}
		return ""
	}
}
