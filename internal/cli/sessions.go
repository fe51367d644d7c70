package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/session"
)

// Sessions are what facilitators keep on this computer. Its errors are those of packages progress and session.
type Sessions interface {
	// Sessions lists those that are open.
	Sessions(ctx context.Context) ([]session.Listed, error)
	// Reports gives what can be read, and an error for the rest.
	Reports(ctx context.Context) ([]evaluation.Report, error)
	Support(ctx context.Context) ([]evaluation.Support, error)
}

func sessionsCommand() command {
	return command{
		name: "sessions", args: "[list]", about: "list the sessions on this computer: those that are open, and the reports on the others",
		options: []option{jsonOption(), csvOption("write the reports as a table, a row for each"), replaceOption(), dataOption()},
		help: `
Shows the ids for "pal sessions report". A session that is open goes on in the app; until it is finished there is no
report. Reports hold counts, and nobody can be found in them.

Examples:
  pal sessions
  pal sessions list -json | jq -r '.reports[].id'
  pal sessions -csv sessions.csv`,
		run: listSessions,
	}
}

func sessionReportCommand() command {
	return command{
		name: "sessions report", args: "ID", about: "write the report on a session: a page, or its figures",
		options: append([]option{
			{name: "o", value: "FILE", about: "make a PDF of one page, for whoever paid for it", text: func(c *call) *string { return &c.out }},
			csvOption("write everything in it as a table"),
		}, pageOptions()...),
		help: `
ID is what "pal sessions" shows, or its first digits as long as only one report begins so. - in place of FILE is the
standard output.

Examples:
  pal sessions report 3f9a02c1 -o report.pdf
  pal sessions report 3f9a -csv report.csv`,
		run: reportSession,
	}
}

func sessionYearCommand() command {
	return command{
		name: "sessions year", args: "YYYY", about: "sum up the sessions of a year",
		options: append([]option{
			{name: "o", value: "FILE", about: "make a PDF with charts", text: func(c *call) *string { return &c.out }},
			csvOption("write the sums as a table"),
			{name: "july", about: "from July of that year to June of the next", on: func(c *call) *bool { return &c.session.july }},
		}, pageOptions()...),
		help: `
Sums up sessions, people by category, kinds of place, modules, change from before to after, handouts and the support
that was given to peer workers. Change is of those sessions alone in which at least five people were matched. Without
-o and -csv the sums go to the standard output as text. - in place of FILE is the standard output.

Examples:
  pal sessions year 2026
  pal sessions year 2026 -csv year.csv -o year.pdf
  pal sessions year 2026 -july -o 2026-27.pdf`,
		run: sumUpSessions,
	}
}

func csvOption(about string) option {
	return option{name: "csv", value: "FILE", about: about, text: func(c *call) *string { return &c.session.spreadsheet }}
}

func pageOptions() []option {
	return []option{
		sheetText("paper", "a4|letter", "the paper in the printer", func(s *sheetOptions) *string { return &s.stock }),
		sheetSwitch("large-print", "in large print", func(s *sheetOptions) *bool { return &s.large }),
		replaceOption(), dataOption(),
	}
}

func listSessions(ctx context.Context, c *call) error {
	if len(c.args) > 1 || len(c.args) == 1 && c.args[0] != "list" {
		return misused("there is no %q of sessions: say list, report or year", c.args[0])
	}
	if c.json && c.session.spreadsheet != "" {
		return misused("say -json or -csv")
	}
	return c.open(ctx, func(d Data) error {
		if c.session.spreadsheet != "" {
			return c.putReports(ctx, d)
		}
		open, err := d.Sessions.Sessions(ctx)
		if err != nil {
			return err
		}
		reports, err := c.reports(ctx, d)
		if err != nil {
			return err
		}
		if c.json {
			return writeJSON(c.Stdout, sessionsAsJSON(open, reports))
		}
		if len(open)+len(reports) == 0 {
			fmt.Fprintln(c.Stdout, "There are no sessions on this computer yet.")
			return nil
		}
		if err := c.tableOf(openRows(open)); err != nil {
			return err
		}
		if len(open) > 0 && len(reports) > 0 {
			fmt.Fprintln(c.Stdout)
		}
		return c.tableOf(reportRows(reports))
	})
}

// putReports writes all reports as a table.
func (c *call) putReports(ctx context.Context, d Data) error {
	reports, err := c.reports(ctx, d)
	if err != nil {
		return err
	}
	return c.putTable(ctx, func(w io.Writer) error { return evaluation.WriteCSV(w, reports) })
}

// reports gives the reports that can be read, and says so when there are others.
func (c *call) reports(ctx context.Context, d Data) ([]evaluation.Report, error) {
	reports, err := d.Sessions.Reports(ctx)
	if err != nil && len(reports) > 0 {
		c.warn(err)
		return reports, nil
	}
	return reports, err
}

// tableOf writes rows below their head, if there are any.
func (c *call) tableOf(rows [][]string) error {
	if len(rows) < 2 {
		return nil
	}
	return table(c.Stdout, rows)
}

func openRows(open []session.Listed) [][]string {
	rows := [][]string{{"OPEN", "BEGAN", "LAST", "DAYS", "TITLE"}}
	for _, l := range open {
		state := "yes"
		if errors.Is(l.Problem, session.ErrInUse) {
			state = "in use"
		}
		rows = append(rows, []string{state, day(l.Began.Local()), day(l.Last.Local()), strconv.Itoa(l.Days), visible(l.Title)})
	}
	return rows
}

// shortID is as much of an id as people copy; reports are few.
const shortID = 8

func reportRows(reports []evaluation.Report) [][]string {
	rows := [][]string{{"REPORT", "DATE", "MINUTES", "PEOPLE", "PAIRED", "TITLE"}}
	for _, r := range reports {
		rows = append(rows, []string{
			visible(r.ID[:min(shortID, len(r.ID))]), day(r.Date), strconv.Itoa(r.Minutes), strconv.Itoa(r.Present.All()), strconv.Itoa(r.Change.Paired), visible(r.Title),
		})
	}
	return rows
}

type sessionsJSON struct {
	Open    []openJSON   `json:"open"`
	Reports []reportJSON `json:"reports"`
}

type openJSON struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Began string `json:"began"`
	Last  string `json:"last"`
	Days  int    `json:"days"`
	InUse bool   `json:"in_use"`
}

type reportJSON struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Date    string `json:"date"`
	Minutes int    `json:"minutes"`
	People  int    `json:"people"`
	Paired  int    `json:"paired"`
}

func sessionsAsJSON(open []session.Listed, reports []evaluation.Report) sessionsJSON {
	out := sessionsJSON{Open: []openJSON{}, Reports: []reportJSON{}}
	for _, l := range open {
		out.Open = append(out.Open, openJSON{
			string(l.ID), l.Title, l.Began.UTC().Format(time.RFC3339), l.Last.UTC().Format(time.RFC3339), l.Days, errors.Is(l.Problem, session.ErrInUse),
		})
	}
	for _, r := range reports {
		out.Reports = append(out.Reports, reportJSON{r.ID, r.Title, day(r.Date), r.Minutes, r.Present.All(), r.Change.Paired})
	}
	return out
}

func reportSession(ctx context.Context, c *call) error {
	id, err := c.argument("a report; pal sessions shows their ids")
	if err != nil {
		return err
	}
	if c.out == "" && c.session.spreadsheet == "" {
		return misused("say with -o where to put the page, or with -csv where to put the figures")
	}
	if err := c.checkOutputs(); err != nil {
		return err
	}
	return c.open(ctx, func(d Data) error {
		reports, err := c.reports(ctx, d)
		if err != nil {
			return err
		}
		r, err := chosenReport(reports, id)
		if err != nil {
			return err
		}
		if err := c.putTable(ctx, func(w io.Writer) error { return evaluation.WriteReportCSV(w, r) }); err != nil {
			return err
		}
		return c.makeSheets(ctx, d, []wantedSheet{{path: c.out, what: "report", make: func(ctx context.Context) (paper.Sheet, error) {
			return d.Sheets.SessionReport(ctx, r, c.paperForm())
		}}})
	})
}

// checkOutputs looks at what both pages and figures go to.
func (c *call) checkOutputs() error {
	if c.out == "-" && c.session.spreadsheet == "-" {
		return misused("a page and figures do not both go to the standard output")
	}
	if c.out != "" && c.out == c.session.spreadsheet {
		return misused("a page and figures do not both go into %q", c.out)
	}
	return c.checkPaper()
}

// putTable writes a table to where -csv says, if it does.
func (c *call) putTable(ctx context.Context, write func(io.Writer) error) error {
	if c.session.spreadsheet == "" {
		return nil
	}
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	return c.putAt(ctx, c.session.spreadsheet, b.Bytes())
}

// chosenReport finds the only report whose id begins so.
func chosenReport(reports []evaluation.Report, id string) (evaluation.Report, error) {
	var found []evaluation.Report
	for _, r := range reports {
		if r.ID == id {
			return r, nil
		}
		if strings.HasPrefix(r.ID, strings.ToLower(id)) {
			found = append(found, r)
		}
	}
	switch len(found) {
	case 0:
		return evaluation.Report{}, &trouble{code: Failed, what: fmt.Sprintf("there is no report %q", id), next: "pal sessions shows the ids of reports."}
	case 1:
		return found[0], nil
	}
	return evaluation.Report{}, &trouble{code: Failed, what: fmt.Sprintf("%d reports begin with %q", len(found), id), next: "Write more of its id; pal sessions -json shows all of it."}
}

func sumUpSessions(ctx context.Context, c *call) error {
	text, err := c.argument("a year, such as 2026")
	if err != nil {
		return err
	}
	from, to, err := c.period(text)
	if err != nil {
		return err
	}
	if err := c.checkOutputs(); err != nil {
		return err
	}
	return c.open(ctx, func(d Data) error {
		reports, err := c.reports(ctx, d)
		if err != nil {
			return err
		}
		support, err := d.Sessions.Support(ctx)
		if err != nil {
			return err
		}
		sum := evaluation.Year(reports, support, from, to)
		if c.out == "" && c.session.spreadsheet == "" {
			return c.tellYear(sum)
		}
		if err := c.putTable(ctx, func(w io.Writer) error { return evaluation.WriteYearCSV(w, sum) }); err != nil {
			return err
		}
		return c.makeSheets(ctx, d, []wantedSheet{{path: c.out, what: "report", make: func(ctx context.Context) (paper.Sheet, error) {
			return d.Sheets.YearReport(ctx, sum, c.paperForm())
		}}})
	})
}

// period is the time of a year.
func (c *call) period(text string) (from, to time.Time, err error) {
	const first, last = 2000, 2199
	year, err := strconv.Atoi(text)
	if err != nil || year < first || year > last {
		return from, to, misused("name a year from %d to %d, not %q", first, last, text)
	}
	month := time.January
	if c.session.july {
		month = time.July
	}
	from = time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	return from, from.AddDate(1, 0, -1), nil
}

// tellYear writes the sums for a person.
func (c *call) tellYear(s evaluation.Summary) error {
	rows := [][]string{
		{"Days", day(s.From) + " to " + day(s.To)},
		{"Sessions", fmt.Sprintf("%d, of them %s", s.Total.Sessions, count(s.Brief, "brief talk"))},
		{"Minutes", strconv.Itoa(s.Total.Minutes)},
		{"People", fmt.Sprintf("%d: %d in designated roles, %d in other roles, %d from the community", s.Total.People.All(), s.Total.People.Designated, s.Total.People.OtherRole, s.Total.People.Community)},
		{"Change", told(s.Change)},
		{"Handouts", plural(s.Copies, "copy", "copies")},
		{"Support", fmt.Sprintf("%s, %.1f hours", count(s.Helped.Times, "time"), s.Helped.Hours)},
	}
	for _, m := range s.Modules {
		rows = append(rows, []string{"Module", fmt.Sprintf("%s: %s, %s", visible(m.Title), count(m.Sessions, "session"), plural(m.People.All(), "person", "people"))})
	}
	return table(c.Stdout, rows)
}

// told is what can be told of the change.
func told(p evaluation.Pooled) string {
	if p.Sessions == 0 {
		return fmt.Sprintf("not told: no session had %d people who were matched", evaluation.LeastPairs)
	}
	percent := func(share float64) int { return int(share*100 + 0.5) }
	return fmt.Sprintf("%d %% right before, %d %% after, of %d people in %s", percent(p.Whole.Before), percent(p.Whole.After), p.Paired, count(p.Sessions, "session"))
}
