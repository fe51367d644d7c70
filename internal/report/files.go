package report

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// ErrNoTable says that there is no such table.
var ErrNoTable = errors.New("there is no such table")

// byteOrderMark begins a CSV file. Without it Excel reads UTF-8 as the code page of the machine, and breaks every accent;
// LibreOffice, R (readr) and Python ("utf-8-sig") take it as what it is.
const byteOrderMark = "\ufeff"

// CSV writes one table: UTF-8 with a byte order mark, a header row with the names of its Columns, commas, a quote only where
// one is needed, line feeds. Only texts are made safe (see safeText), so a number below zero stays a number. It returns
// ErrNoTable or the writer's error.
func (r Report) CSV(w io.Writer, t Table) error {
	made := tableOf(t)
	if made.rows == nil {
		return fmt.Errorf("%w: %q", ErrNoTable, t)
	}
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return fmt.Errorf("writing %s: %w", t, err)
	}
	out := csv.NewWriter(w)
	row := make([]string, len(made.columns))
	for i, c := range made.columns {
		row[i] = c.Name
	}
	err := out.Write(row)
	for cells := range made.rows(r) {
		for i, c := range cells {
			row[i] = csvCell(c)
		}
		err = errors.Join(err, out.Write(row))
		if err != nil {
			break
		}
	}
	out.Flush()
	if err = errors.Join(err, out.Error()); err != nil {
		return fmt.Errorf("writing %s: %w", t, err)
	}
	return nil
}

func csvCell(c cell) string {
	switch c := c.(type) {
	case string:
		return safeText(c)
	case int:
		return strconv.Itoa(c)
	case float64:
		return decimal(c)
	case bool:
		return strconv.FormatBool(c)
	case time.Time:
		return moment(c)
	}
	return ""
}

// safeText keeps a spreadsheet from taking a text for a formula: one that begins with = + - @, their full-width forms, a tab or
// a line end, after whatever else is not seen, gets an apostrophe in front (OWASP, "CSV Injection"). So does one that
// begins with an apostrophe, so that taking one away always gives the text back. Line ends become line feeds, and what
// is not UTF-8 the replacement character.
func safeText(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\r\n", "\n"), "\r", "\n")
	if s == "" {
		return s
	}
	first, _ := utf8.DecodeRuneInString(s)
	if first == '\'' || first == '\t' || first == '\n' || startsFormula(s) {
		return "'" + s
	}
	return s
}

func startsFormula(s string) bool {
	seen := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) })
	first, _ := utf8.DecodeRuneInString(seen)
	return strings.ContainsRune("=+-@＝＋－＠", first) && seen != ""
}

// decimal writes at most four digits after the point, and never an exponent.
func decimal(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return ""
	}
	s := strconv.FormatFloat(math.Round(f*1e4)/1e4, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
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
		c = json.RawMessage(decimal(v))
		if decimal(v) == "" {
			c = nil
		}
	case time.Time:
		c = moment(v)
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
