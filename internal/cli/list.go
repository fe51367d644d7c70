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
		name: "list", args: "[DIR]", about: "list modules, handouts, packs and alerts: of the installed library, or of the one in DIR",
		options: []option{jsonOption(), dataOption()},
		help: `
Shows which content is installed and from when, its modules, and the ids of handouts, packs and alerts for
"pal handout". Of handouts it shows the languages and the formats, the usual one first; US Letter wherever there
is A4, a PDF for the screen and a web page are always offered as well.

Examples:
  pal list
  pal list modules
  pal list -json | jq -r '.handouts[].id, .modules[].handouts[].id'

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
			return c.show(cat, origin(cat.Revision))
		})
	case 1:
		cat, _, err := c.services.Check(ctx, c.args[0])
		if err != nil {
			return err
		}
		return c.show(cat, fmt.Sprintf("the content of %s in %s", cat.Revision.Issued.Format("2 January 2006"), c.args[0]))
	}
	return misused("%q is one argument too many", c.args[1])
}

// show lists a library, which is from whence.
func (c *call) show(cat *catalog.Catalog, whence string) error {
	for _, u := range cat.Unavailable {
		fmt.Fprintf(c.Stderr, "pal list: the module %s cannot be used\n", u.ID)
		list(c.Stderr, u.Problems)
	}
	if c.json {
		return writeJSON(c.Stdout, catalogJSON(cat))
	}
	fmt.Fprintf(c.Stdout, "%s: %s\n\n", cat.Library.Title, visible(whence))
	if err := table(c.Stdout, moduleRows(cat)); err != nil {
		return err
	}
	if slices.ContainsFunc(cat.Modules, func(m catalog.Module) bool { return m.Draft() }) {
		fmt.Fprintln(c.Stdout, "(draft): awaits clinical, legal and peer review")
	}
	for _, rows := range [][][]string{handoutRows(cat), packRows(cat), alertRows(cat, c.services.Now())} {
		if len(rows) == 1 { // the head
			continue
		}
		fmt.Fprintln(c.Stdout)
		if err := table(c.Stdout, rows); err != nil {
			return err
		}
	}
	if hasDrafts(cat) {
		fmt.Fprintln(c.Stdout, "\n"+draftMark+": only a machine made this translation, and nobody has reviewed it")
	}
	return nil
}

func hasDrafts(cat *catalog.Catalog) bool {
	for h := range cat.AllHandouts() {
		if slices.ContainsFunc(h.Translations, func(t catalog.Handout) bool { return t.MachineDraft }) {
			return true
		}
	}
	return false
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

// handoutRows lists all handouts, those that stand alone after those of the modules.
func handoutRows(cat *catalog.Catalog) [][]string {
	rows := [][]string{{"HANDOUT", "VERSION", "REVIEW BY", "LANGUAGES", "FORMATS", "TITLE"}}
	for h := range cat.AllHandouts() {
		var formats []string
		for _, f := range h.Formats {
			formats = append(formats, string(f))
		}
		rows = append(rows, []string{string(h.ID), h.Version, day(h.ReviewBy), languages(h), strings.Join(formats, " "), h.Title})
	}
	return rows
}

// draftMark is behind the language of a translation that only a machine made.
const draftMark = "*"

func languages(h *catalog.Handout) string {
	all := []string{string(h.Language)}
	for _, t := range h.Translations {
		name := string(t.Language)
		if t.MachineDraft {
			name += draftMark
		}
		all = append(all, name)
	}
	return strings.Join(all, " ")
}

func packRows(cat *catalog.Catalog) [][]string {
	rows := [][]string{{"PACK", "HOLDS", "TITLE"}}
	for _, p := range cat.Packs {
		rows = append(rows, []string{string(p.ID), count(len(p.Items), "handout"), p.Title})
	}
	return rows
}

func alertRows(cat *catalog.Catalog, today time.Time) [][]string {
	rows := [][]string{{"ALERT", "FROM", "UNTIL", "URGENCY", "TITLE"}}
	for i := range cat.Alerts {
		a := &cat.Alerts[i]
		title := a.Title
		if a.StateOn(today) == catalog.AlertExpired {
			title += " (over)"
		}
		rows = append(rows, []string{string(a.ID), day(a.From), day(a.Expires), string(a.Urgency), title})
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
	Handouts    []handoutJSON     `json:"handouts"` // that stand alone
	Packs       []packJSON        `json:"packs"`
	Alerts      []alertJSON       `json:"alerts"`
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
	ID            string   `json:"id"`
	Version       string   `json:"version"`
	Title         string   `json:"title"`
	ReviewBy      string   `json:"review_by"`
	Topics        []string `json:"topics"`
	Formats       []string `json:"formats"`        // in which it is offered
	Languages     []string `json:"languages"`      // that of the original first
	MachineDrafts []string `json:"machine_drafts"` // languages that only a machine translated into
}

type packJSON struct {
	ID    string         `json:"id"`
	Title string         `json:"title"`
	Items []packItemJSON `json:"items"`
}

type packItemJSON struct {
	Handout string `json:"handout"`
	Format  string `json:"format"`
	Copies  int    `json:"copies"`
}

type alertJSON struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Title   string `json:"title"`
	Urgency string `json:"urgency"`
	From    string `json:"from"`
	Expires string `json:"expires"` // the last day on which it holds
}

type unavailableJSON struct {
	ID       string        `json:"id"`
	Problems []problemJSON `json:"problems"`
}

func catalogJSON(cat *catalog.Catalog) libraryJSON {
	out := libraryJSON{
		Library: cat.Library.ID, Title: cat.Library.Title, Revision: revision(cat.Revision),
		Modules: []moduleJSON{}, Handouts: []handoutJSON{}, Packs: []packJSON{}, Alerts: []alertJSON{}, Unavailable: []unavailableJSON{},
	}
	for i := range cat.Modules {
		m := &cat.Modules[i]
		j := moduleJSON{
			ID: string(m.ID), Version: m.Version, Title: m.Title, Minutes: m.Minutes, Lessons: len(m.Lessons),
			Items: len(m.Quiz.Items), ReviewBy: day(m.ReviewBy), Draft: m.Draft(), Handouts: []handoutJSON{},
		}
		for i := range m.Handouts {
			j.Handouts = append(j.Handouts, handoutForScripts(&m.Handouts[i]))
		}
		out.Modules = append(out.Modules, j)
	}
	for i := range cat.Handouts {
		out.Handouts = append(out.Handouts, handoutForScripts(&cat.Handouts[i]))
	}
	for _, p := range cat.Packs {
		out.Packs = append(out.Packs, packForScripts(p))
	}
	for _, a := range cat.Alerts {
		out.Alerts = append(out.Alerts, alertJSON{string(a.ID), a.Version, a.Title, string(a.Urgency), day(a.From), day(a.Expires)})
	}
	for _, u := range cat.Unavailable {
		out.Unavailable = append(out.Unavailable, unavailableJSON{string(u.ID), problemsJSON(u.Problems)})
	}
	return out
}

func handoutForScripts(h *catalog.Handout) handoutJSON {
	out := handoutJSON{
		ID: string(h.ID), Version: h.Version, Title: h.Title, ReviewBy: day(h.ReviewBy), Topics: texts(h.Topics), Formats: texts(h.Offers()),
		Languages: texts(h.Languages(false)), MachineDrafts: []string{},
	}
	for _, t := range h.Translations {
		if t.MachineDraft {
			out.MachineDrafts = append(out.MachineDrafts, string(t.Language))
		}
	}
	return out
}

func packForScripts(p catalog.Pack) packJSON {
	out := packJSON{ID: string(p.ID), Title: p.Title, Items: []packItemJSON{}}
	for _, item := range p.Items {
		out.Items = append(out.Items, packItemJSON{string(item.Handout), string(item.Format), item.Copies})
	}
	return out
}

// texts are values as JSON has them: a list, also of nothing.
func texts[T ~string](values []T) []string {
	out := []string{}
	for _, v := range values {
		out = append(out, string(v))
	}
	return out
}
