package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

func listCommand() command {
	return command{
		name: "list", args: "[DIR]", about: "list modules and handouts: of the installed library, or of the one in DIR",
		options: []option{jsonOption(), dataOption()},
		help: `
Shows which content is installed and from when, its modules, and the ids of handouts for "pal handout".

Examples:
  pal list
  pal list modules
  pal list -json | jq -r '.modules[].handouts[].id'

When the installed content is damaged, the bundled content is listed and a message says so.`,
		run: listContent,
	}
}

func listContent(ctx context.Context, c *call) error {
	switch len(c.args) {
	case 0:
		return c.open(ctx, func(d Data) error {
			cat, err := c.load(ctx, d.Library)
			if err != nil {
				return err
			}
			return c.show(cat)
		})
	case 1:
		cat, _, err := c.services.Check(ctx, c.args[0])
		if err != nil {
			return err
		}
		return c.show(cat)
	}
	return misused("%q is one argument too many", c.args[1])
}

func (c *call) show(cat *catalog.Catalog) error {
	for _, u := range cat.Unavailable {
		fmt.Fprintf(c.Stderr, "pal list: the module %s cannot be used\n", u.ID)
		list(c.Stderr, u.Problems)
	}
	if c.json {
		return writeJSON(c.Stdout, catalogJSON(cat))
	}
	fmt.Fprintf(c.Stdout, "%s: %s\n\n", cat.Library.Title, origin(cat.Revision))
	if err := table(c.Stdout, moduleRows(cat)); err != nil {
		return err
	}
	if slices.ContainsFunc(cat.Modules, func(m catalog.Module) bool { return m.Draft() }) {
		fmt.Fprintln(c.Stdout, "(draft): awaits clinical, legal and peer review")
	}
	if handouts := handoutRows(cat); len(handouts) > 1 {
		fmt.Fprintln(c.Stdout)
		return table(c.Stdout, handouts)
	}
	return nil
}

func moduleRows(cat *catalog.Catalog) [][]string {
	rows := [][]string{{"MODULE", "VERSION", "REVIEW BY", "TITLE"}}
	for i := range cat.Modules {
		m := &cat.Modules[i]
		title := m.Title
		if m.Draft() {
			title += " (draft)"
		}
		rows = append(rows, []string{string(m.ID), m.Version, day(m.ReviewBy), title})
	}
	return rows
}

func handoutRows(cat *catalog.Catalog) [][]string {
	rows := [][]string{{"HANDOUT", "VERSION", "REVIEW BY", "TITLE"}}
	for i := range cat.Modules {
		for _, h := range cat.Modules[i].Handouts {
			rows = append(rows, []string{string(h.ID), h.Version, day(h.ReviewBy), h.Title})
		}
	}
	return rows
}

// table writes rows in columns, with nothing after the last one.
func table(w io.Writer, rows [][]string) error {
	var b bytes.Buffer
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(t, strings.Join(row, "\t"))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := b.WriteTo(w)
	return err
}

func day(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.Format(dateOnly)
}

type libraryJSON struct {
	Library     string            `json:"library"`
	Title       string            `json:"title"`
	Revision    revisionJSON      `json:"revision"`
	Modules     []moduleJSON      `json:"modules"`
	Unavailable []unavailableJSON `json:"unavailable"`
}

type moduleJSON struct {
	ID       string        `json:"id"`
	Version  string        `json:"version"`
	Title    string        `json:"title"`
	Minutes  int           `json:"minutes"`
	Lessons  int           `json:"lessons"`
	Items    int           `json:"items"`
	ReviewBy string        `json:"review_by"`
	Draft    bool          `json:"draft"`
	Handouts []handoutJSON `json:"handouts"`
}

type handoutJSON struct {
	ID       string `json:"id"`
	Version  string `json:"version"`
	Title    string `json:"title"`
	ReviewBy string `json:"review_by"`
}

type unavailableJSON struct {
	ID       string        `json:"id"`
	Problems []problemJSON `json:"problems"`
}

func catalogJSON(cat *catalog.Catalog) libraryJSON {
	out := libraryJSON{
		Library: cat.Library.ID, Title: cat.Library.Title, Revision: revision(cat.Revision),
		Modules: []moduleJSON{}, Unavailable: []unavailableJSON{},
	}
	for i := range cat.Modules {
		m := &cat.Modules[i]
		j := moduleJSON{
			ID: string(m.ID), Version: m.Version, Title: m.Title, Minutes: m.Minutes, Lessons: len(m.Lessons),
			Items: len(m.Quiz.Items), ReviewBy: day(m.ReviewBy), Draft: m.Draft(), Handouts: []handoutJSON{},
		}
		for _, h := range m.Handouts {
			j.Handouts = append(j.Handouts, handoutJSON{string(h.ID), h.Version, h.Title, day(h.ReviewBy)})
		}
		out.Modules = append(out.Modules, j)
	}
	for _, u := range cat.Unavailable {
		out.Unavailable = append(out.Unavailable, unavailableJSON{string(u.ID), problemsJSON(u.Problems)})
	}
	return out
}
