package main

import (
	"bytes"
	"context"
	"errors"
	"log"
	"os"
	"runtime"

	fyneapp "fyne.io/fyne/v2/app"

	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/ui"
	"github.com/passalong/passalong/internal/ui/nowindow"
)

// show opens the window, and returns when it is closed or why there was none to work in.
func show(ctx context.Context, o app.Options) error {
	var held bytes.Buffer // Fyne only logs why it cannot open a window
	log.SetOutput(&held)
	shown := func() {
		log.SetOutput(os.Stderr)
		_, _ = held.WriteTo(os.Stderr)
	}
	f := fyneapp.NewWithID("org.passalong.app")
	a, err := app.StartAnyway(ctx, o)
	if err != nil {
		err = errors.Join(err, ui.RunProblem(f, err, shown))
	} else {
		defer a.Close()
		err = ui.Run(ctx, f, services(a, o), shown)
	}
	if errors.Is(err, ui.ErrNoWindow) {
		_ = nowindow.Tell(os.Stderr, runtime.GOOS, held.String()) // there is nobody else to tell
	}
	return err
}
