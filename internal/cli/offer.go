package cli

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// offers shows what can be installed, asks, and installs it.
type offers struct {
	*call
	data   Data
	titles map[catalog.ModuleID]string // of the modules that are here
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

// named is a library with its id.
func named(title, id string) string {
	switch {
	case title == "":
		return id
	case id == "":
		return title
	}
	return fmt.Sprintf("%s (%s)", title, id)
}

func (o offers) describe(u catalog.Update) error {
	if len(u.Changes) == 0 && u.To.Sequence == u.From.Sequence {
		fmt.Fprintf(o.Stdout, "Your copy is damaged and can be put right: %s\n", visible(origin(u.To)))
		return nil
	}
	fmt.Fprintf(o.Stdout, "Newer content: %s\n", visible(origin(u.To)))
	if !u.From.Issued.IsZero() {
		fmt.Fprintf(o.Stdout, "You have:      %s\n", visible(origin(u.From)))
	}
	if len(u.Changes) == 0 { // only what the manifest says of the library, such as a mirror
		fmt.Fprintln(o.Stdout, "Lessons and handouts stay as they are.")
		return nil
	}
	fmt.Fprintln(o.Stdout)
	return o.changes(u)
}

// changes lists what an update brings, and how much has to be fetched for it.
func (o offers) changes(u catalog.Update) error {
	var rows [][]string
	for _, ch := range u.Changes {
		rows = append(rows, []string{"  " + string(ch.Kind), visible(changed(ch, o.titles)), count(ch.Files, "file"), fetched(ch.Bytes)})
	}
	if err := table(o.Stdout, rows); err != nil {
		return err
	}
	if u.Files == 0 {
		fmt.Fprintln(o.Stdout, "\nNothing has to be fetched.")
		return nil
	}
	fmt.Fprintf(o.Stdout, "\nTo fetch: %s, %s\n", count(u.Files, "file"), size(u.Download))
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
	case !c.asks():
		fmt.Fprintln(c.Stderr, "Nothing was installed: say -yes to install without being asked.")
		return false, nil
	}
	yes, err := c.ask(ctx, "Install it?")
	if err == nil && !yes {
		fmt.Fprintln(c.Stderr, "Nothing was installed.")
	}
	return yes, err
}

// asks reports whether there is somebody to answer a question.
func (c *call) asks() bool { return c.TerminalIn && !c.json }

// ask asks a question that is answered with yes or no. Anything else than yes is no.
func (c *call) ask(ctx context.Context, question string) (bool, error) {
	fmt.Fprintf(c.Stderr, "%s [y/N] ", question)
	reply, err := c.reply(ctx)
	if err != nil {
		fmt.Fprintln(c.Stderr)
		return false, err
	}
	reply = strings.ToLower(strings.TrimSpace(reply))
	return reply == "y" || reply == "yes", nil
}

// reply reads a line, for as long as ctx lasts. An end without one is an empty one.
func (c *call) reply(ctx context.Context) (string, error) {
	if c.lines == nil {
		c.lines = bufio.NewReader(c.Stdin)
	}
	line := make(chan string, 1)
	go func() {
		s, _ := c.lines.ReadString('\n')
		line <- s
	}()
	select {
	case s := <-line:
		return s, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func (o offers) install(ctx context.Context, u catalog.Update) error {
	bar := newBar(o.Stderr, o.TerminalErr)
	r, err := o.data.Updates.Install(ctx, u, bar.show)
	bar.end()
	if err != nil {
		return err
	}
	if !o.json {
		fmt.Fprintf(o.Stdout, "Installed: %s\n", visible(origin(r)))
	}
	return nil
}
