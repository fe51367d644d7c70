// Package tabular writes rows with typed columns as CSV files that every spreadsheet and every statistics program
// reads the same, and that start nothing when they are opened.
package tabular

import (
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A Type is what the cells of a column are. An empty cell is allowed in each.
type Type string

// The types.
const (
	Text    Type = "text"
	Integer Type = "integer"
	Decimal Type = "decimal" // with a point, at most four digits after it
	Boolean Type = "boolean" // true or false
	Moment  Type = "time"    // RFC 3339 in UTC, such as 2026-03-01T09:00:00Z
	Day     Type = "date"    // such as 2026-03-01
)

// A Column is a column of a table.
type Column struct {
	Name  string // with its unit, as in took_seconds
	Type  Type
	Means string // a sentence
}

// A Cell is a value in a row, as its column says: nil for an empty one, string, int, float64, bool, or time.Time.
type Cell = any

// byteOrderMark begins a CSV file. Without it Excel reads UTF-8 as the code page of the machine, and breaks every accent;
// LibreOffice, R (readr) and Python ("utf-8-sig") take it as what it is.
const byteOrderMark = "\ufeff"

// CSV writes a table: UTF-8 with a byte order mark, a header row with the names of the columns, commas, a quote only where
// one is needed, line feeds. Only texts are made safe (see safeText), so a number below zero stays a number. Each row has a
// cell for each column. The error is the writer's.
func CSV(w io.Writer, columns []Column, rows iter.Seq[[]Cell]) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	row := make([]string, len(columns))
	for i, c := range columns {
		row[i] = c.Name
	}
	err := out.Write(row)
	for cells := range rows {
		for i, c := range cells {
			row[i] = cellText(columns[i].Type, c)
		}
		err = errors.Join(err, out.Write(row))
		if err != nil {
			break
		}
	}
	out.Flush()
	return errors.Join(err, out.Error())
}

func cellText(t Type, c Cell) string {
	switch c := c.(type) {
	case string:
		return safeText(c)
	case int:
		return strconv.Itoa(c)
	case float64:
		return Number(c)
	case bool:
		return strconv.FormatBool(c)
	case time.Time:
		if t == Day {
			return Date(c)
		}
		return When(c)
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

// Number writes a Decimal: at most four digits after the point, and never an exponent.
func Number(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return ""
	}
	s := strconv.FormatFloat(math.Round(f*1e4)/1e4, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}

// When writes a Moment; nothing for the zero time.
func When(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// Date writes a Day, as it was where the time was taken; nothing for the zero time.
func Date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
