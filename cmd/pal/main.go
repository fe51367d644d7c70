// Pal checks, lists, updates, prints and publishes the content of Passalong without a window.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"

	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl+C ends the program at once
	code := cli.Run(ctx, cli.Invocation{
		Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Version: app.Version(),
		TerminalIn: isTerminal(os.Stdin), TerminalOut: isTerminal(os.Stdout), TerminalErr: isTerminal(os.Stderr),
	}, services())
	stop()
	os.Exit(code)
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }
