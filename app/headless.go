//go:build headless

package app

import (
	"context"

	"florilegium/clipper"
)

// Run reports that this build has no window.
func Run(context.Context, string) error {
	return clipper.Errorf(clipper.Usage, nil, "`florilegium help` lists the commands", "this Florilegium was built without a window")
}
