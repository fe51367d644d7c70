package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

func update(ctx context.Context, c *call) error {
	if len(c.args) > 0 {
		return fmt.Errorf("%w: %q is one argument too many", errUsage, c.args[0])
	}
	return c.open(ctx, func(d Data) error {
		u, err := d.Library.Check(ctx)
		if errors.Is(err, catalog.ErrUpToDate) {
			return c.upToDate()
		}
		if err != nil {
			return err
		}
		if !c.json {
			c.describe(u)
		}
		installed := false
		if c.option("check") != "true" && c.agreed() {
			if err := c.install(ctx, d.Library, u); err != nil {
				return err
			}
			installed = true
		}
		if c.json {
			return c.updateJSON(u, installed)
		}
		return nil
	})
}

func (c *call) upToDate() error {
	if c.json {
		return writeJSON(c.Stdout, map[string]any{"up_to_date": true, "installed": false})
	}
	fmt.Fprintln(c.Stdout, "You have the newest content.")
	return nil
}

func (c *call) describe(u catalog.Update) {
	fmt.Fprintf(c.Stdout, "Newer content: %s.\n", origin(u.To))
	for _, ch := range u.Changes {
		what := string(ch.Module)
		if what == "" {
			what = "the library as a whole"
		}
		fmt.Fprintf(c.Stdout, "  %-8s %s: %s, %s to fetch\n", ch.Kind, what, count(ch.Files, "file"), size(ch.Bytes))
	}
	fmt.Fprintf(c.Stdout, "To fetch: %s, %s.\n", count(u.Files, "file"), size(u.Download))
}

// agreed asks, unless -yes has answered already. Nobody to ask means no.
func (c *call) agreed() bool {
	if c.option("yes") == "true" {
		return true
	}
	if !c.Interactive {
		fmt.Fprintln(c.Stderr, "Nothing was installed: say -yes to install without being asked.")
		return false
	}
	fmt.Fprint(c.Stderr, "Install it? [y/N] ")
	answer, _ := bufio.NewReader(c.Stdin).ReadString('\n') // an end without an answer is a no
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return true
	}
	fmt.Fprintln(c.Stderr, "Nothing was installed.")
	return false
}

func (c *call) install(ctx context.Context, lib Library, u catalog.Update) error {
	bar := newBar(c.Stderr, c.Terminal)
	r, err := lib.Install(ctx, u, bar.show)
	bar.end()
	if err != nil {
		return err
	}
	if !c.json {
		fmt.Fprintf(c.Stdout, "Installed: %s.\n", origin(r))
	}
	return nil
}

func (c *call) updateJSON(u catalog.Update, installed bool) error {
	type changeJSON struct {
		Kind   string `json:"kind"`
		Module string `json:"module"`
		Files  int    `json:"files"`
		Bytes  int64  `json:"bytes"`
	}
	changes := []changeJSON{}
	for _, ch := range u.Changes {
		changes = append(changes, changeJSON{string(ch.Kind), string(ch.Module), ch.Files, ch.Bytes})
	}
	return writeJSON(c.Stdout, map[string]any{
		"up_to_date": false, "installed": installed, "from": revision(u.From), "to": revision(u.To),
		"changes": changes, "files": u.Files, "bytes": u.Download,
	})
}

// size is a number of bytes for people.
func size(bytes int64) string {
	switch {
	case bytes >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
	case bytes >= 1e3:
		return fmt.Sprintf("%.0f kB", float64(bytes)/1e3)
	}
	return count(int(bytes), "byte")
}
