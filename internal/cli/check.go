package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/passalong/passalong/internal/catalog"
)

// errContent ends a command whose problems have been listed.
var errContent = errors.New("the content has problems")

// A problemJSON is a catalog.Problem for scripts.
type problemJSON struct {
	File       string `json:"file"`
	Line       int    `json:"line,omitempty"`
	Column     int    `json:"column,omitempty"`
	Severity   string `json:"severity"` // "error" or "warning"
	Message    string `json:"message"`
	Suggestion string `json:"suggestion,omitempty"`
	Module     string `json:"module,omitempty"`
}

func check(ctx context.Context, c *call) error {
	if len(c.args) != 1 {
		return fmt.Errorf("%w: name one folder", errUsage)
	}
	lib, problems, err := c.services.Check(ctx, c.args[0])
	bad := (*catalog.ContentError)(nil)
	if err != nil && !errors.As(err, &bad) {
		return err
	}
	broken := 0
	for _, p := range problems {
		if p.Severity == catalog.Broken {
			broken++
		}
	}
	modules := 0
	if lib != nil {
		modules = len(lib.Modules)
	}
	if c.json {
		out := struct {
			Modules  int           `json:"modules"` // that work
			Errors   int           `json:"errors"`
			Warnings int           `json:"warnings"`
			Problems []problemJSON `json:"problems"`
		}{modules, broken, len(problems) - broken, toJSON(problems)}
		if err := writeJSON(c.Stdout, out); err != nil {
			return err
		}
	} else {
		for _, p := range problems {
			fmt.Fprintln(c.Stdout, p.Error())
		}
		fmt.Fprintf(c.Stderr, "%s, %s, %s\n", count(modules, "working module"), count(broken, "error"), count(len(problems)-broken, "warning"))
	}
	if broken > 0 || err != nil {
		return errContent
	}
	return nil
}

func toJSON(problems []catalog.Problem) []problemJSON {
	out := []problemJSON{}
	for _, p := range problems {
		severity := "error"
		if p.Severity == catalog.Advice {
			severity = "warning"
		}
		out = append(out, problemJSON{p.File, p.Line, p.Column, severity, p.Message, p.Suggestion, string(p.Module)})
	}
	return out
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
