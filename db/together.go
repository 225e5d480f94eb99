package db

import "context"

// within is the key under which a context holds the transaction of Together.
type within struct{}

// Together makes one transaction of all that work writes to the library with the
// context it gets: all of it is stored, or nothing, and ten thousand small changes
// take as long as one large one. What work reads, it reads as it was before.
// Nobody else may use the context, nor work after it has returned.
func (l *Library) Together(ctx context.Context, work func(context.Context) error) error {
	return l.write(ctx, func(t *tx) error {
		return work(context.WithValue(t.ctx, within{}, t))
	})
}
