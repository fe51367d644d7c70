// Passalong is the desktop app.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/passalong/passalong/internal/app"
)

func main() { os.Exit(run()) }

func run() int {
	o, err := app.ParseOptions(os.Args[1:], os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case o.Version:
		fmt.Println("passalong", app.Version())
		return 0
	case app.HandOver(o):
		return 0 // the window that is open shows it
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := show(ctx, o); err != nil {
		return 1 // it was said already
	}
	return 0
}
