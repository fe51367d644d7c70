package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/passalong/passalong/internal/catalog"
)

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

type revisionJSON struct {
	Sequence int64  `json:"sequence"`
	Issued   string `json:"issued"`
	Origin   string `json:"origin"` // owner/repo; empty for the bundled library
	Signed   bool   `json:"signed"`
}

func list(ctx context.Context, c *call) error {
	switch len(c.args) {
	case 0:
		return c.open(ctx, func(d Data) error {
			cat, err := d.Library.Load(ctx)
			if cat == nil {
				return err
			}
			if err != nil { // an older revision is shown
				fmt.Fprintln(c.Stderr, "pal list:", err)
			}
			return c.show(cat)
		})
	case 1:
		cat, problems, err := c.services.Check(ctx, c.args[0])
		if cat == nil {
			bad := (*catalog.ContentError)(nil)
			if errors.As(err, &bad) {
				bad.Problems = problems
			}
			return err
		}
		return c.show(cat)
	}
	return fmt.Errorf("%w: name one folder at most", errUsage)
}

func (c *call) show(cat *catalog.Catalog) error {
	for _, u := range cat.Unavailable {
		fmt.Fprintf(c.Stderr, "%s cannot be used: %v\n", u.ID, u.Problems[0])
	}
	if c.json {
		return writeJSON(c.Stdout, struct {
			Library  string       `json:"library"`
			Title    string       `json:"title"`
			Revision revisionJSON `json:"revision"`
			Modules  []moduleJSON `json:"modules"`
		}{cat.Library.ID, cat.Library.Title, revision(cat.Revision), modules(cat)})
	}
	fmt.Fprintf(c.Stdout, "%s, %s\n\n", cat.Library.Title, origin(cat.Revision))
	return table(c.Stdout, cat)
}

func table(out io.Writer, cat *catalog.Catalog) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "MODULE\tVERSION\tMINUTES\tREVIEW BY\tTITLE")
	for i := range cat.Modules {
		m := &cat.Modules[i]
		draft := ""
		if m.Draft() {
			draft = " (draft)"
		}
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s%s\n", m.ID, m.Version, m.Minutes, m.ReviewBy.Format(dateOnly), m.Title, draft)
	}
	fmt.Fprintln(w, "\t\t\t\t\nHANDOUT\tVERSION\t\tREVIEW BY\tTITLE")
	for i := range cat.Modules {
		for _, h := range cat.Modules[i].Handouts {
			fmt.Fprintf(w, "%s\t%s\t\t%s\t%s\n", h.ID, h.Version, h.ReviewBy.Format(dateOnly), h.Title)
		}
	}
	return w.Flush()
}

const dateOnly = "2006-01-02"

func modules(cat *catalog.Catalog) []moduleJSON {
	out := []moduleJSON{}
	for i := range cat.Modules {
		m := &cat.Modules[i]
		j := moduleJSON{
			ID: string(m.ID), Version: m.Version, Title: m.Title, Minutes: m.Minutes, Lessons: len(m.Lessons),
			Items: len(m.Quiz.Items), ReviewBy: m.ReviewBy.Format(dateOnly), Draft: m.Draft(), Handouts: []handoutJSON{},
		}
		for _, h := range m.Handouts {
			j.Handouts = append(j.Handouts, handoutJSON{string(h.ID), h.Version, h.Title, h.ReviewBy.Format(dateOnly)})
		}
		out = append(out, j)
	}
	return out
}

func revision(r catalog.Revision) revisionJSON {
	return revisionJSON{r.Sequence, r.Issued.Format(dateOnly), r.Origin, r.Signed}
}

// origin says in words which revision this is.
func origin(r catalog.Revision) string {
	signed := "unsigned"
	if r.Signed {
		signed = "signed"
	}
	day := r.Issued.Format("2 January 2006")
	if r.Bundled() {
		return "bundled content of " + day
	}
	return fmt.Sprintf("revision %d of %s from %s, %s", r.Sequence, day, r.Origin, signed)
}
