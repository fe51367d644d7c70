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

	fyneapp "fyne.io/fyne/v2/app"

	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/ui"
)

func main() {
	o, err := app.ParseOptions(os.Args[1:], os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		os.Exit(2)
	case o.Version:
		fmt.Println("passalong", app.Version())
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	a, err := app.Start(ctx, o)
	if err != nil {
		ui.RunProblem(fyneapp.NewWithID("org.passalong.app"), err)
		os.Exit(1)
	}
	defer a.Close()
	ui.Run(ctx, fyneapp.NewWithID("org.passalong.app"), services(a))
}
