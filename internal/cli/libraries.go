package cli

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

func librariesCommand() command {
	return command{
		name: "libraries", about: "list the libraries on this computer, and where their updates come from",
		options: []option{jsonOption(), dataOption()},
		help: `
Shows them in their order: of two with the same module, handout or alert, the one of the library that comes
first is shown. The fingerprint is that of the publisher's keys, for comparing with others.

Examples:
  pal libraries
  pal libraries -json | jq -r '.libraries[].id'`,
		run: listLibraries,
	}
}

func orderCommand() command {
	return command{
		name: "libraries order", args: "ID...", about: "say which library goes before which", options: []option{dataOption()},
		help: `
Puts the libraries that you name first, in the order in which you name them. The others follow as they were.

Examples:
  pal libraries order example-local example-national`,
		run: orderLibraries,
	}
}

func backCommand() command {
	return command{
		name: "libraries back", args: "ID", about: "go back to the revision of a library that was in use before", options: []option{dataOption()},
		help: `
What people have learned stays. The same again goes forward. An update that is looked for later offers the
newer revision anew.

Examples:
  pal libraries back example-local`,
		run: rollBack,
	}
}

func removeCommand() command {
	return command{
		name: "libraries remove", args: "ID", about: "take a library off this computer",
		options: []option{{name: "yes", about: "remove without asking", on: func(c *call) *bool { return &c.yes }}, dataOption()},
		help: `
Takes away all that was kept of it, its publisher's keys too. What people have learned with it stays in their
records. The library that came with the program cannot be removed.

Examples:
  pal libraries remove example-local`,
		run: removeLibrary,
	}
}

func listLibraries(ctx context.Context, c *call) error {
	if len(c.args) > 0 {
		return misused("%q is one argument too many", c.args[0])
	}
	return c.open(ctx, func(d Data) error {
		installed, err := d.Libraries.Libraries(ctx)
		if err != nil {
			return err
		}
		if c.json {
			return c.librariesJSON(installed)
		}
		for i, l := range installed {
			if i > 0 {
				fmt.Fprintln(c.Stdout)
			}
			c.showLibrary(i+1, l)
		}
		return nil
	})
}

// showLibrary writes what there is to know of a library. What is empty is left out.
func (c *call) showLibrary(number int, l catalog.InstalledLibrary) {
	fmt.Fprintf(c.Stdout, "%d. %s\n", number, visible(named(l.Title, l.ID)))
	checked := ""
	if !l.Checked.IsZero() {
		checked = l.Checked.Local().Format("2 January 2006, 15:04")
	}
	previous := ""
	if l.HasPrevious {
		previous = origin(l.Previous)
	}
	for _, row := range [][2]string{
		{"In use:", origin(l.Revision)}, {"Publisher:", l.Publisher}, {"Review by:", date(l.ReviewBy)}, {"Updates from:", l.Source},
		{"Last asked:", checked}, {"Fingerprint:", l.Fingerprint}, {"Before:", previous},
	} {
		if row[1] != "" {
			fmt.Fprintf(c.Stdout, "   %-14s%s\n", row[0], visible(row[1]))
		}
	}
	for _, h := range l.Hidden {
		fmt.Fprintf(c.Stdout, "   %-14s%s\n", "Not shown:", visible(fmt.Sprintf("%s %s, for that of %s goes before", h.Kind, h.ID, h.By)))
	}
	if l.Fault != nil {
		t := c.explain(l.Fault)
		t.what = fmt.Sprintf("%s: %s", named(l.Title, l.ID), t.what)
		c.tell(t)
	}
}

// date is a day for people and scripts; empty for none.
func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(dateOnly)
}

type hiddenJSON struct {
	Kind string `json:"kind"` // "module", "handout", "alert", "pack" or "service"
	ID   string `json:"id"`
	By   string `json:"by"` // id of the library that goes before
}

// A installedJSON is a library on this computer, for scripts.
type installedJSON struct {
	ID          string        `json:"id"`
	Title       string        `json:"title"`
	Publisher   string        `json:"publisher,omitempty"`
	Source      string        `json:"source,omitempty"`
	Bundled     bool          `json:"bundled"`
	Revision    revisionJSON  `json:"revision"`
	Previous    *revisionJSON `json:"previous,omitempty"`
	Trust       string        `json:"trust"` // "known" or "unsigned"
	Fingerprint string        `json:"fingerprint,omitempty"`
	ReviewBy    string        `json:"review_by,omitempty"`
	Checked     string        `json:"checked,omitempty"` // RFC 3339
	CanPack     bool          `json:"can_pack"`
	Hidden      []hiddenJSON  `json:"hidden"`
	Fault       string        `json:"fault,omitempty"`
}

func (c *call) librariesJSON(installed []catalog.InstalledLibrary) error {
	out := struct {
		Libraries []installedJSON `json:"libraries"` // in their order
	}{[]installedJSON{}}
	for _, l := range installed {
		j := installedJSON{
			ID: l.ID, Title: l.Title, Publisher: l.Publisher, Source: l.Source, Bundled: l.Bundled, Revision: revision(l.Revision),
			Trust: string(l.Trust), Fingerprint: l.Fingerprint, ReviewBy: date(l.ReviewBy), CanPack: l.CanPack, Hidden: []hiddenJSON{},
		}
		if l.HasPrevious {
			previous := revision(l.Previous)
			j.Previous = &previous
		}
		if !l.Checked.IsZero() {
			j.Checked = l.Checked.UTC().Format("2006-01-02T15:04:05Z")
		}
		for _, h := range l.Hidden {
			j.Hidden = append(j.Hidden, hiddenJSON{h.Kind, h.ID, h.By})
		}
		if l.Fault != nil {
			j.Fault = l.Fault.Error()
		}
		out.Libraries = append(out.Libraries, j)
	}
	return writeJSON(c.Stdout, out)
}

func orderLibraries(ctx context.Context, c *call) error {
	if len(c.args) == 0 {
		return misused("name the libraries that go first")
	}
	for i, id := range c.args {
		if slices.Contains(c.args[:i], id) {
			return misused("%s is named twice", id)
		}
	}
	return c.open(ctx, func(d Data) error {
		installed, err := d.Libraries.Libraries(ctx)
		if err != nil {
			return err
		}
		if _, err := chosen(installed, c.args); err != nil {
			return err
		}
		ids := slices.Clone(c.args)
		for _, l := range installed {
			if !slices.Contains(ids, l.ID) {
				ids = append(ids, l.ID)
			}
		}
		if err := d.Libraries.Order(ctx, ids); err != nil {
			return err
		}
		if installed, err = d.Libraries.Libraries(ctx); err != nil {
			return err
		}
		for i, l := range installed {
			fmt.Fprintf(c.Stdout, "%d. %s\n", i+1, visible(named(l.Title, l.ID)))
		}
		return nil
	})
}

func rollBack(ctx context.Context, c *call) error {
	return c.withLibrary(ctx, func(d Data, l catalog.InstalledLibrary) error {
		r, err := d.Libraries.RollBack(ctx, l.ID)
		if err != nil {
			return err
		}
		fmt.Fprintf(c.Stdout, "In use now: %s\n", visible(origin(r)))
		return nil
	})
}

func removeLibrary(ctx context.Context, c *call) error {
	return c.withLibrary(ctx, func(d Data, l catalog.InstalledLibrary) error {
		if !c.yes {
			if !c.asks() {
				fmt.Fprintln(c.Stderr, "Nothing was removed: say -yes to remove without being asked.")
				return nil
			}
			yes, err := c.ask(ctx, fmt.Sprintf("Remove %s from this computer?", visible(named(l.Title, l.ID))))
			if err != nil {
				return err
			}
			if !yes {
				fmt.Fprintln(c.Stderr, "Nothing was removed.")
				return nil
			}
		}
		if err := d.Libraries.Remove(ctx, l.ID); err != nil {
			return err
		}
		fmt.Fprintf(c.Stdout, "Removed: %s\n", visible(named(l.Title, l.ID)))
		return nil
	})
}

// withLibrary opens the data folder and finds the library that the only argument names.
func (c *call) withLibrary(ctx context.Context, use func(Data, catalog.InstalledLibrary) error) error {
	id, err := c.argument("a library by its id")
	if err != nil {
		return err
	}
	return c.open(ctx, func(d Data) error {
		installed, err := d.Libraries.Libraries(ctx)
		if err != nil {
			return err
		}
		found, err := chosen(installed, []string{id})
		if err != nil {
			return err
		}
		return use(d, found[0])
	})
}

// unknownLibrary says that no library has an id, and which one may be meant.
func unknownLibrary(id string, installed []catalog.InstalledLibrary) error {
	t := &trouble{err: catalog.ErrNoLibrary, code: Failed, what: fmt.Sprintf("there is no library %s on this computer", id), next: "pal libraries lists them."}
	var ids []string
	for _, l := range installed {
		ids = append(ids, l.ID)
	}
	if near, ok := nearest(id, ids); ok {
		t.next = fmt.Sprintf("Did you mean %s? %s", near, t.next)
	}
	return t
}
