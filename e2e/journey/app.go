package journey

import (
	"context"
	"fmt"
	"time"

	"github.com/passalong/passalong/e2e/desk"
)

// An App is the app on a desk, with somebody who goes from stop to stop.
type App struct {
	Desk    *desk.Desk
	Program string // the app's executable
	Data    string // its data folder
	GitHub  string // mirror that publishes newer content; empty leaves updates out
	// Picture is called at each stop with its name; it may be nil.
	Picture func(name string) error

	running *desk.Program
	output  string // of what was running before
}

// patience is how long to wait for anything on screen, on a machine that is busy with other tests too.
const patience = 4 * time.Minute

// A stop is one thing to do, and to see.
type stop struct {
	name string
	do   func(context.Context) error
}

// walk starts the app and goes from stop to stop, which are counted from first. It returns what the app wrote.
func (a *App) walk(ctx context.Context, first int, stops []stop) (output string, err error) {
	if err := a.start(); err != nil {
		return "", err
	}
	defer func() {
		a.kill()
		output = a.output
	}()
	for i, s := range stops {
		name := fmt.Sprintf("%02d-%s", first+i, s.name)
		if err := within(ctx, patience, s.do); err != nil {
			_ = a.picture(name + "-stuck") // the error says more
			return "", fmt.Errorf("at %q: %w", s.name, err)
		}
		if err := a.picture(name); err != nil {
			return "", err
		}
	}
	return "", nil
}

func within(ctx context.Context, most time.Duration, do func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	return do(ctx)
}

func (a *App) picture(name string) error {
	if a.Picture == nil {
		return nil
	}
	return a.Picture(name)
}

func (a *App) start() (err error) {
	args := []string{"-data", a.Data}
	if a.GitHub != "" {
		args = append(args, "-github", a.GitHub)
	}
	a.running, err = a.Desk.Start(a.Program, args...)
	return err
}

// kill ends the app as a power cut would.
func (a *App) kill() { a.output += a.running.Kill() }

// restart kills the app, starts it anew and opens a profile.
func (a *App) restart(ctx context.Context, nickname string) error {
	a.kill()
	if err := a.start(); err != nil {
		return err
	}
	return a.Desk.Follow(ctx, nickname, "Hello, "+nickname)
}

// savePDF saves the sheet on the screen.
func (a *App) savePDF(ctx context.Context, path string) error {
	const label = "Folder and name of the file"
	if err := a.Desk.Follow(ctx, "Save PDF", label); err != nil {
		return err
	}
	if err := a.Desk.Fill(ctx, label, path); err != nil {
		return err
	}
	if err := a.Desk.Key(ctx, "Return"); err != nil {
		return err
	}
	return a.Desk.SeeAll(ctx, "Saved to")
}
