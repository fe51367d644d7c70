// Package cli holds the commands of pal, the program for authors and scripts.
package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/passalong/passalong/internal/catalog"
)

// Exit codes.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitContent = 3 // the content has problems
)

// Env is what the commands need of the rest of the program.
type Env struct {
	// Check reads the library in a folder as the app does.
	Check func(ctx context.Context, dir string) (*catalog.Catalog, []catalog.Problem, error)
}

// Run runs one command and returns the exit code: 0 done, 1 failed, 2 wrong usage, 3 the content has problems.
func Run(ctx context.Context, args []string, _ io.Reader, stdout, stderr io.Writer, env Env) int {
	if len(args) != 2 || args[0] != "check" {
		fmt.Fprintln(stderr, "usage: pal check DIR")
		return exitUsage
	}
	return check(ctx, args[1], stdout, stderr, env)
}

func check(ctx context.Context, dir string, stdout, stderr io.Writer, env Env) int {
	library, problems, err := env.Check(ctx, dir)
	broken := 0
	for _, p := range problems {
		fmt.Fprintln(stdout, p)
		if p.Severity == catalog.Broken {
			broken++
		}
	}
	switch {
	case broken > 0:
		fmt.Fprintf(stderr, "%d problems, %d warnings\n", broken, len(problems)-broken)
		return exitContent
	case err != nil:
		fmt.Fprintf(stderr, "pal: %v\n", err)
		return exitFailed
	}
	fmt.Fprintf(stderr, "%d modules, %d warnings\n", len(library.Modules), len(problems))
	return exitDone
}
