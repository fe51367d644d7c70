package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

func updateCommand() command {
	return command{
		name: "update", about: "see what is newer, and install it",
		options: []option{
			{name: "check", about: "only look", on: func(c *call) *bool { return &c.check }},
			{name: "yes", about: "install without asking", on: func(c *call) *bool { return &c.yes }},
			jsonOption(),
			{name: "source", value: "OWNER/REPO", about: "the source, in place of the one in the app's settings", text: func(c *call) *string { return &c.place.Source }},
			dataOption(),
			{
				name: "github", value: "URL", about: "a mirror that answers below URL/api/ and URL/raw/ as GitHub does",
				text: func(c *call) *string { return &c.place.GitHub },
			},
		},
		help: `
Asks the source what is newer, shows what would change and how much has to be fetched, and asks before it
installs. Every byte is checked first. The revision before is kept, and the app can go back to it; what
people have learned stays. Nothing else is ever sent or fetched.

Examples:
  pal update -check                       only look
  pal update                              look, ask, install
  pal update -yes -source owner/repo      for scripts: install without asking
  pal update -json -check | jq .up_to_date

With -json nothing is asked: without -yes, nothing is installed. Exit code 0 when content was installed,
when nothing is newer, and when you said no; 3 when the new content has mistakes; 4 when the source cannot
be reached, or asks to wait.`,
		run: update,
	}
}

func update(ctx context.Context, c *call) error {
	switch {
	case len(c.args) > 0:
		return misused("%q is one argument too many", c.args[0])
	case c.check && c.yes:
		return misused("say -check to look or -yes to install")
	}
	return c.open(ctx, func(d Data) error {
		u, err := d.Library.Check(ctx)
		if errors.Is(err, catalog.ErrUpToDate) {
			return c.upToDate()
		}
		if err != nil {
			return err
		}
		titles := titlesOf(ctx, d.Library)
		if !c.json {
			if err := c.describe(u, titles); err != nil {
				return err
			}
		}
		install, err := c.agreed(ctx)
		if err != nil {
			return err
		}
		if install {
			if err := c.install(ctx, d.Library, u); err != nil {
				return err
			}
		}
		if c.json {
			return c.updateJSON(u, titles, install)
		}
		return nil
	})
}

func (c *call) upToDate() error {
	if c.json {
		return writeJSON(c.Stdout, updateJSON{UpToDate: true, Changes: []changeJSON{}})
	}
	fmt.Fprintln(c.Stdout, "You have the newest content.")
	return nil
}

// titlesOf names the modules that are installed. A module that is new has no title yet: all that is known
// of it is its folder.
func titlesOf(ctx context.Context, lib Library) map[catalog.ModuleID]string {
	titles := map[catalog.ModuleID]string{}
	cat, _ := lib.Load(ctx) // without it, ids have to do
	if cat == nil {
		return titles
	}
	for i := range cat.Modules {
		titles[cat.Modules[i].ID] = cat.Modules[i].Title
	}
	return titles
}

func (c *call) describe(u catalog.Update, titles map[catalog.ModuleID]string) error {
	if len(u.Changes) == 0 {
		fmt.Fprintf(c.Stdout, "Your copy is damaged and can be put right: %s\n", origin(u.To))
		return nil
	}
	fmt.Fprintf(c.Stdout, "Newer content: %s\nYou have:      %s\n\n", origin(u.To), origin(u.From))
	var rows [][]string
	for _, ch := range u.Changes {
		rows = append(rows, []string{"  " + string(ch.Kind), changed(ch, titles), count(ch.Files, "file"), fetched(ch.Bytes)})
	}
	if err := table(c.Stdout, rows); err != nil {
		return err
	}
	fmt.Fprintf(c.Stdout, "\nTo fetch: %s, %s\n", count(u.Files, "file"), size(u.Download))
	return nil
}

// changed names the part of the library that changes.
func changed(ch catalog.Change, titles map[catalog.ModuleID]string) string {
	if ch.Module == "" {
		return "the library as a whole"
	}
	if title, ok := titles[ch.Module]; ok {
		return fmt.Sprintf("%s (%s)", title, ch.Module)
	}
	return string(ch.Module)
}

func fetched(bytes int64) string {
	if bytes == 0 {
		return "nothing to fetch"
	}
	return size(bytes)
}

// agreed reports whether to install. It asks, unless the options have answered already. Nobody to ask means
// no.
func (c *call) agreed(ctx context.Context) (bool, error) {
	switch {
	case c.yes:
		return true, nil
	case c.check:
		return false, nil
	case !c.TerminalIn || c.json:
		fmt.Fprintln(c.Stderr, "Nothing was installed: say -yes to install without being asked.")
		return false, nil
	}
	fmt.Fprint(c.Stderr, "Install it? [y/N] ")
	answer, err := c.answer(ctx)
	if err != nil {
		fmt.Fprintln(c.Stderr)
		return false, err
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return true, nil
	}
	fmt.Fprintln(c.Stderr, "Nothing was installed.")
	return false, nil
}

// answer reads a line, for as long as ctx lasts. An end without an answer is an empty one.
func (c *call) answer(ctx context.Context) (string, error) {
	line := make(chan string, 1)
	go func() {
		s, _ := bufio.NewReader(c.Stdin).ReadString('\n')
		line <- s
	}()
	select {
	case s := <-line:
		return s, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func (c *call) install(ctx context.Context, lib Library, u catalog.Update) error {
	bar := newBar(c.Stderr, c.TerminalErr)
	r, err := lib.Install(ctx, u, bar.show)
	bar.end()
	if err != nil {
		return err
	}
	if !c.json {
		fmt.Fprintf(c.Stdout, "Installed: %s\n", origin(r))
	}
	return nil
}

type updateJSON struct {
	UpToDate  bool          `json:"up_to_date"`
	Installed bool          `json:"installed"`
	From      *revisionJSON `json:"from,omitempty"`
	To        *revisionJSON `json:"to,omitempty"`
	Changes   []changeJSON  `json:"changes"`
	Files     int           `json:"files"` // that had to be fetched
	Bytes     int64         `json:"bytes"`
}

type changeJSON struct {
	Kind   string `json:"kind"`   // "added", "changed" or "removed"
	Module string `json:"module"` // empty for the library as a whole
	Title  string `json:"title,omitempty"`
	Files  int    `json:"files"`
	Bytes  int64  `json:"bytes"`
}

func (c *call) updateJSON(u catalog.Update, titles map[catalog.ModuleID]string, installed bool) error {
	from, to := revision(u.From), revision(u.To)
	out := updateJSON{Installed: installed, From: &from, To: &to, Changes: []changeJSON{}, Files: u.Files, Bytes: u.Download}
	for _, ch := range u.Changes {
		out.Changes = append(out.Changes, changeJSON{string(ch.Kind), string(ch.Module), titles[ch.Module], ch.Files, ch.Bytes})
	}
	return writeJSON(c.Stdout, out)
}
