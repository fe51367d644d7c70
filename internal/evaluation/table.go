package evaluation

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/tabular"
)

// A column of a table and how its cell is made of a row of type R.
type field[R any] struct {
	name  string
	kind  tabular.Type
	means string
	cell  func(R) tabular.Cell
}

// Columns are what WriteCSV writes.
func Columns() []tabular.Column { return columnsOf(sessionFields()) }

// ReportColumns are what WriteReportCSV writes.
func ReportColumns() []tabular.Column { return columnsOf(partFields()) }

// YearColumns are what WriteYearCSV writes.
func YearColumns() []tabular.Column { return columnsOf(yearFields()) }

func columnsOf[R any](fields []field[R]) []tabular.Column {
	columns := make([]tabular.Column, len(fields))
	for i, f := range fields {
		columns[i] = tabular.Column{Name: f.name, Type: f.kind, Means: f.means}
	}
	return columns
}

func write[R any](w io.Writer, what string, fields []field[R], rows []R) error {
	err := tabular.CSV(w, columnsOf(fields), func(yield func([]tabular.Cell) bool) {
		for _, r := range rows {
			cells := make([]tabular.Cell, len(fields))
			for i, f := range fields {
				cells[i] = f.cell(r)
			}
			if !yield(cells) {
				return
			}
		}
	})
	if err != nil {
		return fmt.Errorf("writing %s: %w", what, err)
	}
	return nil
}

// WriteCSV writes sessions, a row each, as tabular.CSV does. Percents are those of Share.Percents, as on the screen. The
// error is the writer's.
func WriteCSV(w io.Writer, reports []Report) error {
	return write(w, "sessions", sessionFields(), reports)
}

func sessionFields() []field[Report] {
	type cell = tabular.Cell
	return slices.Concat([]field[Report]{
		{"session", tabular.Text, "Id of the session.", func(r Report) cell { return r.ID }},
		{"title", tabular.Text, "What it was called.", func(r Report) cell { return r.Title }},
		{"date", tabular.Day, "The day it began.", func(r Report) cell { return r.Date }},
		{"days", tabular.Integer, "On how many days it went on.", func(r Report) cell { return r.Days }},
		{"minutes", tabular.Integer, "Minutes that it took, breaks included.", func(r Report) cell { return r.Minutes }},
		{"brief", tabular.Boolean, "Whether it was a brief talk.", func(r Report) cell { return r.Brief }},
		{"place", tabular.Text, "Kind of place; empty when it was not given.", func(r Report) cell { return string(r.Place) }},
		{"region", tabular.Text, "Region; empty when it was not given.", func(r Report) cell { return string(r.Region) }},
		{"modules", tabular.Text, "Ids of the modules.", func(r Report) cell { return strings.Join(modulesOf(r.Modules), "; ") }},
	}, peopleFields(func(r Report) Present { return r.Present }), []field[Report]{
		{"sheets_before", tabular.Integer, "Sheets handed in before.", func(r Report) cell { return r.Change.Before }},
		{"sheets_after", tabular.Integer, "Sheets handed in after.", func(r Report) cell { return r.Change.After }},
		{"pairs", tabular.Integer, "Of these, matched before and after.", func(r Report) cell { return r.Change.Paired }},
		{"told", tabular.Boolean, "Whether there are enough pairs to tell of a change; the columns after this one are empty otherwise.",
			func(r Report) cell { return r.Change.Told }},
	}, shareFields(func(r Report) (Share, bool) { return r.Change.Whole, r.Change.Told }), []field[Report]{
		{"handouts", tabular.Integer, "Copies of handouts that were given out.", func(r Report) cell {
			n := 0
			for _, h := range r.Handouts {
				n += h.Copies
			}
			return n
		}},
	})
}

func modulesOf(modules []plan.Module) []string {
	ids := make([]string, len(modules))
	for i, m := range modules {
		ids[i] = string(m.ID)
	}
	return ids
}

func peopleFields[R any](of func(R) Present) []field[R] {
	return []field[R]{
		{"designated_role", tabular.Integer, "People in a designated lived-experience or peer role.", func(r R) tabular.Cell { return of(r).Designated }},
		{"other_role", tabular.Integer, "Workers in other roles.", func(r R) tabular.Cell { return of(r).OtherRole }},
		{"community", tabular.Integer, "People of the community.", func(r R) tabular.Cell { return of(r).Community }},
		{"people", tabular.Integer, "All of them.", func(r R) tabular.Cell { return of(r).All() }},
	}
}

func shareFields[R any](of func(R) (Share, bool)) []field[R] {
	cell := func(pick func(Percents) int) func(R) tabular.Cell {
		return func(r R) tabular.Cell {
			if s, told := of(r); told {
				return pick(s.Percents())
			}
			return nil
		}
	}
	return []field[R]{
		{"before_percent", tabular.Integer, "Right answers before, of the pairs.", cell(func(p Percents) int { return p.Before })},
		{"after_percent", tabular.Integer, "Right answers after.", cell(func(p Percents) int { return p.After })},
		{"change_points", tabular.Integer, "The difference, in percentage points.", cell(func(p Percents) int { return p.Change })},
		{"change_low_points", tabular.Integer, "Lower end of its 95% interval.", cell(func(p Percents) int { return p.Low })},
		{"change_high_points", tabular.Integer, "Upper end of its 95% interval.", cell(func(p Percents) int { return p.High })},
		{"clear", tabular.Boolean, "Whether the interval leaves no change out.", func(r R) tabular.Cell {
			if s, told := of(r); told {
				return s.Clear()
			}
			return nil
		}},
	}
}

// A partRow is one figure of a report.
type partRow struct {
	part, module, id, text string
	critical               tabular.Cell
	share                  *Share
	people                 tabular.Cell // count of people, sheets, votes or copies
	before, after          tabular.Cell // sure and not right
	round                  tabular.Cell
	right                  tabular.Cell
}

// WriteReportCSV writes one session, a row for each figure, as tabular.CSV does. The error is the writer's.
func WriteReportCSV(w io.Writer, r Report) error {
	return write(w, "a report", partFields(), slices.Concat(presentRows(r), changeRows(r), pollRows(r), otherRows(r)))
}

func partFields() []field[partRow] {
	type cell = tabular.Cell
	return slices.Concat([]field[partRow]{
		{"part", tabular.Text, "present, sheets, whole, objective, question, left-out, poll, word, handout or said.", func(r partRow) cell { return r.part }},
		{"module", tabular.Text, "Id of the module, where it belongs to one.", func(r partRow) cell { return r.module }},
		{"id", tabular.Text, "Id of what it is about.", func(r partRow) cell { return r.id }},
		{"text", tabular.Text, "The same in words.", func(r partRow) cell { return r.text }},
		{"critical", tabular.Boolean, "Whether a question is safety-critical.", func(r partRow) cell { return r.critical }},
		{"round", tabular.Integer, "Of a poll: which time of asking.", func(r partRow) cell { return r.round }},
		{"right", tabular.Boolean, "Of a poll: whether the answer is right.", func(r partRow) cell { return r.right }},
		{"count", tabular.Integer, "People, sheets, pairs, answers or copies.", func(r partRow) cell { return r.people }},
	}, shareFields(func(r partRow) (Share, bool) {
		if r.share == nil {
			return Share{}, false
		}
		return *r.share, true
	}), []field[partRow]{
		{"sure_wrong_before", tabular.Integer, "Pairs who were sure and not right before.", func(r partRow) cell { return r.before }},
		{"sure_wrong_after", tabular.Integer, "Pairs who were sure and not right after.", func(r partRow) cell { return r.after }},
	})
}

func presentRows(r Report) []partRow {
	return []partRow{
		{part: "present", id: string(Designated), people: r.Present.Designated},
		{part: "present", id: string(OtherRole), people: r.Present.OtherRole},
		{part: "present", id: string(OfPublic), people: r.Present.Community},
		{part: "sheets", id: "before", people: r.Change.Before},
		{part: "sheets", id: "after", people: r.Change.After},
		{part: "sheets", id: "paired", people: r.Change.Paired},
	}
}

func changeRows(r Report) []partRow {
	c := r.Change
	var rows []partRow
	if c.Told {
		rows = append(rows, partRow{part: "whole", share: &c.Whole, people: c.Paired})
	}
	for i := range c.Objectives {
		o := &c.Objectives[i]
		rows = append(rows, partRow{part: "objective", module: string(o.Module), id: string(o.ID), text: o.Text, share: &o.Share, people: c.Paired})
	}
	for i := range c.Items {
		it := &c.Items[i]
		rows = append(rows, partRow{
			part: "question", module: string(it.Module), id: string(it.Item), text: it.Prompt, critical: it.Critical, share: &it.Share,
			people: c.Paired, before: it.SureWrongBefore, after: it.SureWrongAfter,
		})
	}
	for _, it := range c.LeftOut {
		rows = append(rows, partRow{part: "left-out", module: string(it.Module), id: string(it.Item), text: it.Prompt})
	}
	return rows
}

func pollRows(r Report) []partRow {
	var rows []partRow
	for _, p := range r.Polls {
		for i, round := range p.Rounds {
			rows = append(rows, partRow{part: "poll", id: string(p.Poll), text: p.Prompt, round: i + 1, people: round.Answered})
			if round.Counts == nil {
				continue // not told: no row, which a nought would be
			}
			for _, answer := range p.Rows {
				rows = append(rows, partRow{
					part: "poll", id: string(p.Poll) + " " + answer.Key, text: answer.Text, round: i + 1, right: answer.Right,
					people: round.Counts[answer.Key],
				})
			}
		}
		for _, word := range p.Words {
			rows = append(rows, partRow{part: "word", id: string(p.Poll), text: word})
		}
	}
	return rows
}

func otherRows(r Report) []partRow {
	var rows []partRow
	for _, h := range r.Handouts {
		rows = append(rows, partRow{part: "handout", id: string(h.ID) + " " + h.Version, text: h.Title, people: h.Copies})
	}
	for _, said := range r.Said {
		rows = append(rows, partRow{part: "said", text: said})
	}
	return rows
}

// A yearRow is one figure of a summary.
type yearRow struct {
	part, id, text string
	month          time.Time
	sum            *Sum
	pairs          tabular.Cell
	share          *Share
	copies         tabular.Cell
	hours          tabular.Cell
}

// WriteYearCSV writes a summary, a row for each figure, as tabular.CSV does. The error is the writer's.
func WriteYearCSV(w io.Writer, s Summary) error {
	rows := []yearRow{{part: "total", text: tabular.Date(s.From) + " to " + tabular.Date(s.To), sum: &s.Total}}
	for _, m := range s.Months {
		rows = append(rows, yearRow{part: "month", month: m.Month, sum: &m.Sum})
	}
	for _, p := range s.Places {
		rows = append(rows, yearRow{part: "place", id: string(p.Place), sum: &p.Sum})
	}
	for _, m := range s.Modules {
		rows = append(rows, yearRow{part: "module", id: string(m.Module), text: m.Title, sum: &m.Sum})
	}
	if s.Change.Sessions > 0 {
		rows = append(rows, yearRow{
			part: "change", sum: &Sum{Sessions: s.Change.Sessions}, pairs: s.Change.Paired, share: &s.Change.Whole,
		})
	}
	for _, o := range s.Change.Objectives {
		rows = append(rows, yearRow{
			part: "objective", id: string(o.Module) + "/" + string(o.ID), text: o.Text, sum: &Sum{Sessions: o.Sessions}, pairs: o.Paired, share: &o.Share,
		})
	}
	for _, h := range s.Handouts {
		rows = append(rows, yearRow{part: "handout", id: string(h.ID), text: h.Title, copies: h.Copies})
	}
	for _, h := range s.Support {
		rows = append(rows, yearRow{
			part: "support", id: string(h.Kind), sum: &Sum{Sessions: h.Times, Minutes: h.Minutes, People: h.People}, hours: h.Hours,
		})
	}
	return write(w, "a summary", yearFields(), rows)
}

func yearFields() []field[yearRow] {
	type cell = tabular.Cell
	return slices.Concat([]field[yearRow]{
		{"part", tabular.Text, "total, month, place, module, change, objective, handout or support.", func(r yearRow) cell { return r.part }},
		{"month", tabular.Day, "First day of the month.", func(r yearRow) cell { return r.month }},
		{"id", tabular.Text, "Id of what it is about; empty for a place that was not given.", func(r yearRow) cell { return r.id }},
		{"text", tabular.Text, "The same in words.", func(r yearRow) cell { return r.text }},
		{"sessions", tabular.Integer, "Sessions, or times that support was given.", ofSum(func(s Sum) int { return s.Sessions })},
		{"minutes", tabular.Integer, "Minutes of these; empty where they say nothing.", ofTime(func(s Sum) int { return s.Minutes })},
		{"designated_role", tabular.Integer, "Places taken by people in a designated lived-experience or peer role.", ofTime(func(s Sum) int { return s.People.Designated })},
		{"other_role", tabular.Integer, "Places taken by workers in other roles.", ofTime(func(s Sum) int { return s.People.OtherRole })},
		{"community", tabular.Integer, "Places taken by people of the community.", ofTime(func(s Sum) int { return s.People.Community })},
		{"people", tabular.Integer, "All of these. Who came twice is counted twice.", ofTime(func(s Sum) int { return s.People.All() })},
		{"pairs", tabular.Integer, "Sheets that were matched before and after.", func(r yearRow) cell { return r.pairs }},
	}, shareFields(func(r yearRow) (Share, bool) {
		if r.share == nil {
			return Share{}, false
		}
		return *r.share, true
	}), []field[yearRow]{
		{"copies", tabular.Integer, "Copies of a handout.", func(r yearRow) cell { return r.copies }},
		{"person_hours", tabular.Decimal, "Hours of support, for each person who had it.", func(r yearRow) cell { return r.hours }},
	})
}

func ofSum(pick func(Sum) int) func(yearRow) tabular.Cell {
	return func(r yearRow) tabular.Cell {
		if r.sum == nil {
			return nil
		}
		return pick(*r.sum)
	}
}

// ofTime leaves the cell empty for a change, of which only the sessions are counted.
func ofTime(pick func(Sum) int) func(yearRow) tabular.Cell {
	return func(r yearRow) tabular.Cell {
		if r.sum == nil || r.share != nil {
			return nil
		}
		return pick(*r.sum)
	}
}
