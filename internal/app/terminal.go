package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// quiet is how long a terminal gets to stop showing what is typed, before somebody is asked to type.
const quiet = 50 * time.Millisecond

// A Terminal is where somebody types, and what they look at.
type Terminal struct {
	In  *os.File
	Out io.Writer
}

// Password asks a question and does not show what is typed.
func (t Terminal) Password(ctx context.Context, question string) (string, error) {
	fd := int(t.In.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return "", fmt.Errorf("asking for a password: %w", err)
	}
	type answer struct {
		typed []byte
		err   error
	}
	answered := make(chan answer, 1)
	go func() {
		typed, err := term.ReadPassword(fd)
		answered <- answer{typed, err}
	}()
	asked := false
	for ask := time.After(quiet); ; {
		select {
		case <-ask:
			fmt.Fprint(t.Out, question)
			asked = true
		case a := <-answered:
			if asked {
				fmt.Fprintln(t.Out) // in place of the end of line that is not shown either
			}
			return string(a.typed), a.err
		case <-ctx.Done():
			fmt.Fprintln(t.Out)
			return "", errors.Join(ctx.Err(), term.Restore(fd, before)) // or the terminal would show nothing any more
		}
	}
}
