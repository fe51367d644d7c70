package report

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/passalong/passalong/internal/tabular"
)

// ErrNoTable says that there is no such table.
var ErrNoTable = errors.New("there is no such table")

// CSV writes one table as tabular.CSV does. It returns ErrNoTable or the writer's error.
func (r Report) CSV(w io.Writer, t Table) error {
	made := tableOf(t)
	if made.rows == nil {
		return fmt.Errorf("%w: %q", ErrNoTable, t)
	}
	columns := make([]tabular.Column, len(made.columns))
	for i, c := range made.columns {
		columns[i] = tabular.Column(c)
	}
	if err := tabular.CSV(w, columns, made.rows(r)); err != nil {
		return fmt.Errorf("writing %s: %w", t, err)
	}
	return nil
}

// The schema of the JSON file. The version rises when a column changes what it means or goes; a new one changes
// nothing for who reads by name.
const (
	schemaName    = "passalong-report"
	schemaVersion = 1
)

// JSON writes all tables, each a list of objects whose members are the columns in their order, with what CSV leaves
// to the reader: numbers, booleans and null are such. It begins with schema, schema_version, made_at and the totals of the screen.
func (r Report) JSON(w io.Writer) error {
	out := bufio.NewWriter(w) // keeps the first error for Flush
	fmt.Fprintf(out, "{\n\"schema\": %q,\n\"schema_version\": %d,\n\"made_at\": %s", schemaName, schemaVersion, jsonCell(r.Now))
	fmt.Fprintf(out, ",\n\"totals\": %s", objectOf(totals(r.Totals)))
	for _, t := range Tables() {
		made := tableOf(t)
		fmt.Fprintf(out, ",\n%q: [", string(t))
		separator := "\n"
		for cells := range made.rows(r) {
			out.WriteString(separator)
			out.Write(objectOf(made.columns, cells))
			separator = ",\n"
		}
		out.WriteString("]")
	}
	out.WriteString("\n}\n")
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing a report: %w", err)
	}
	return nil
}

// totals are the figures at the top of the screen, as one row.
func totals(t Totals) ([]Column, []cell) {
	columns := []Column{
		{Name: "modules"}, {Name: "completed"}, {Name: "underway"}, {Name: "objectives"}, {Name: "objectives_met"}, {Name: "fading"},
		{Name: "items_due"}, {Name: "reading_seconds"}, {Name: "answering_seconds"}, {Name: "playing_seconds"}, {Name: "attempts"},
		{Name: "answers"}, {Name: "answers_right"}, {Name: "days_active"}, {Name: "runs"}, {Name: "certificates"}, {Name: "sure_right"},
		{Name: "sure_wrong"}, {Name: "unsure_right"}, {Name: "unsure_wrong"},
	}
	return columns, []cell{
		t.Modules, t.Completed, t.Underway, t.Objectives, t.ObjectivesMet, t.Fading, t.Due, seconds(t.Reading), seconds(t.Answering),
		seconds(t.Playing), t.Attempts, t.Answers, t.Right, t.DaysActive, t.Runs, t.Certificates, t.Sure.SureRight, t.Sure.SureWrong,
		t.Sure.UnsureRight, t.Sure.UnsureWrong,
	}
}

func objectOf(columns []Column, cells []cell) []byte {
	out := []byte{'{'}
	for i, c := range cells {
		if i > 0 {
			out = append(out, ", "...)
		}
		out = strconv.AppendQuote(out, columns[i].Name) // plain ASCII names
		out = append(out, ": "...)
		out = append(out, jsonCell(c)...)
	}
	return append(out, '}')
}

func jsonCell(c cell) []byte {
	switch v := c.(type) {
	case float64:
		c = json.RawMessage(tabular.Number(v))
		if tabular.Number(v) == "" {
			c = nil
		}
	case time.Time:
		c = tabular.When(v)
		if v.IsZero() {
			c = nil
		}
	}
	text, err := json.Marshal(c)
	if err != nil {
		return []byte("null") // cells are of types that always marshal
	}
	return text
}
