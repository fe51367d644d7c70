package cli

import (
	"context"
	"fmt"

	"github.com/passalong/passalong/internal/catalog"
)

func checkCommand() command {
	return command{
		name: "check", args: "DIR", about: "say what is wrong with a library, with file, line and what to do", options: []option{againstOption(), jsonOption()},
		help: `
Reads the library in DIR, the folder with library.yaml, exactly as the app does. Every problem is one line:
file:line:column: message (what to do). A module with an error is unavailable; a warning keeps nothing from
working.

Examples:
  pal check modules
  pal check -against ../before modules
  pal check -json modules | jq -r '.problems[].file'

Exit code 0 when there is no error, 3 when there is one.`,
		run: check,
	}
}

func check(ctx context.Context, c *call) error {
	dir, err := c.argument("the folder of a library")
	if err != nil {
		return err
	}
	cat, problems, err := c.services.Check(ctx, dir)
	if err != nil && problems == nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	faults, differences, err := c.compareAgainst(ctx, dir, cat, problems)
	if err != nil {
		return err
	}
	problems = append(problems, faults...)
	out := struct {
		Modules  int           `json:"modules"` // that work
		Errors   int           `json:"errors"`
		Warnings int           `json:"warnings"`
		Problems []problemJSON `json:"problems"`
		// Differences are there with -against: all of them, also those that are no problem.
		Differences []differenceJSON `json:"differences,omitzero"`
	}{Problems: problemsJSON(problems), Differences: differences}
	for _, p := range problems {
		if p.Severity == catalog.Broken {
			out.Errors++
		} else {
			out.Warnings++
		}
	}
	if cat != nil {
		out.Modules = len(cat.Modules)
	}
	if c.json {
		if err := writeJSON(c.Stdout, out); err != nil {
			return err
		}
	} else {
		list(c.Stdout, problems)
		fmt.Fprintf(c.Stderr, "%s, %s, %s\n", count(out.Modules, "working module"), count(out.Errors, "error"), count(out.Warnings, "warning"))
	}
	if out.Errors > 0 {
		return &trouble{code: Content} // the problems have been listed
	}
	return nil
}
