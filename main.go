// Florilegium saves web pages to read, clips quotations that know their source,
// and turns them into citations. Without arguments it opens its window.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"florilegium/app"
	"florilegium/app/cli"
	_ "florilegium/app/locale" // before Fyne reads the locale
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(cli.Run(ctx, os.Args[1:], cli.System(app.Run)))
}
