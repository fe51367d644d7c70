package evaluation_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/tabular"
)

func reports() []evaluation.Report {
	first := report("s1", on(2026, time.July, 3), room(6, "abab", "aaab"), 4)
	second := report("s2", on(2026, time.September, 30), room(12, "bbbb", "aaaa"), 4)
	second.Place, second.Minutes, second.Brief = evaluation.Prison, 15, true
	second.Modules = append(second.Modules, plan.Module{ID: "overdose", Title: "Overdose"})
	second.Handouts = append(second.Handouts, evaluation.HandoutGiven{ID: "poster", Title: "Poster", Copies: 40}, evaluation.HandoutGiven{ID: "card", Title: "New card", Version: "1.1.0", Copies: 5})
	small := report("s3", on(2026, time.September, 1), room(4, "bbbb", "aaaa"), 4)
	small.Place = "somewhere"
	old := report("s0", on(2025, time.June, 30), room(6, "abab", "bbbb"), 4)
	return []evaluation.Report{second, first, small, old}
}

func support() []evaluation.Support {
	return []evaluation.Support{
		{ID: "1", Date: on(2026, time.July, 1), Kind: evaluation.Debrief, Minutes: 30, People: evaluation.Present{Designated: 3}},
		{ID: "2", Date: on(2026, time.August, 1), Kind: evaluation.Debrief, Minutes: 60, People: evaluation.Present{Designated: 1, OtherRole: 1}},
		{ID: "3", Date: on(2026, time.August, 1), Kind: "new kind", Minutes: 20, People: evaluation.Present{Community: 3}},
		{ID: "4", Date: on(2027, time.July, 1), Kind: evaluation.Debrief, Minutes: 30, People: evaluation.Present{Designated: 3}},
	}
}

func year() evaluation.Summary {
	return evaluation.Year(reports(), support(), on(2026, time.July, 1), on(2027, time.June, 30))
}

func TestAYearAddsUp(t *testing.T) {
	s := year()
	if s.Total != (evaluation.Sum{Sessions: 3, Minutes: 375, People: evaluation.Present{Designated: 6, OtherRole: 3, Community: 21}}) || s.Brief != 1 {
		t.Errorf("%+v", s.Total)
	}
	var months []string
	for _, m := range s.Months {
		months = append(months, fmt.Sprint(m.Month.Format("2006-01"), " ", m.Sessions, " ", m.People.All()))
	}
	if diff := cmp.Diff([]string{"2026-07 1 10", "2026-08 0 0", "2026-09 2 20"}, months); diff != "" {
		t.Error(diff)
	}
	var places []string
	for _, p := range s.Places {
		places = append(places, fmt.Sprint(p.Place, " ", p.Sessions, " ", p.Minutes))
	}
	if diff := cmp.Diff([]string{"community 1 180", "prison 1 15", " 1 180"}, places); diff != "" {
		t.Error(diff)
	}
	var modules []string
	for _, m := range s.Modules {
		modules = append(modules, fmt.Sprint(m.Module, " ", m.Title, " ", m.Sessions))
	}
	if diff := cmp.Diff([]string{"naloxone Naloxone 3", "overdose Overdose 1"}, modules); diff != "" {
		t.Error(diff)
	}
	handouts := []evaluation.HandoutGiven{{ID: "card", Title: "New card", Version: "1.1.0", Copies: 41}, {ID: "poster", Title: "Poster", Copies: 40}}
	if diff := cmp.Diff(handouts, s.Handouts); diff != "" || s.Copies != 81 {
		t.Errorf("%d copies, %s", s.Copies, diff)
	}
	helped := []evaluation.SupportSum{
		{Kind: evaluation.Debrief, Times: 2, Minutes: 90, People: evaluation.Present{Designated: 4, OtherRole: 1}, Hours: 3.5},
		{Kind: evaluation.OtherHelp, Times: 1, Minutes: 20, People: evaluation.Present{Community: 3}, Hours: 1},
	}
	if diff := cmp.Diff(helped, s.Support); diff != "" || s.Helped.Times != 3 || s.Helped.Hours != 4.5 {
		t.Errorf("%+v, %s", s.Helped, diff)
	}
}

func TestAYearTellsOfToldChangesOnly(t *testing.T) {
	s := year()
	if s.Change.Sessions != 2 || s.Change.Untold != 1 || s.Change.Paired != 18 {
		t.Errorf("%+v", s.Change)
	}
	// Six of the first, who knew three in four after one in two, and twelve of the second, who learned everything.
	want := (6*0.25 + 12*1.0) / 18
	if !near(s.Change.Whole.Change, want) || s.Change.Whole.Low >= want || s.Change.Whole.High <= want || !s.Change.Whole.Clear() {
		t.Errorf("%+v, want %g", s.Change.Whole, want)
	}
	if len(s.Change.Objectives) != 2 || s.Change.Objectives[1].ID != "see" || s.Change.Objectives[1].Sessions != 2 || s.Change.Objectives[1].Paired != 18 {
		t.Errorf("%+v", s.Change.Objectives)
	}
	without := reports()
	without[2].Change = evaluation.Changes(check(4), room(4, "aaaa", "bbbb")) // the small one, the other way round
	other := evaluation.Year(without, nil, on(2026, time.July, 1), on(2027, time.June, 30))
	if diff := cmp.Diff(s.Change, other.Change); diff != "" {
		t.Errorf("a group that is too small shows: %s", diff)
	}
}

func TestOneSessionAloneKeepsItsInterval(t *testing.T) {
	all := reports()
	s := evaluation.Year(all, nil, on(2026, time.July, 1), on(2026, time.July, 31))
	if got, want := s.Change.Whole, all[1].Change.Whole; !near(got.Low, want.Low) || !near(got.High, want.High) || !near(got.Change, want.Change) {
		t.Errorf("%+v, want %+v", got, want)
	}
	// Two equal ones are narrower by the square root of two.
	twice := evaluation.Year([]evaluation.Report{all[1], all[1]}, nil, on(2026, time.July, 1), on(2026, time.July, 31)).Change.Whole
	if got, want := twice.Change-twice.Low, (s.Change.Whole.Change-s.Change.Whole.Low)/math.Sqrt2; !near(got, want) {
		t.Errorf("the lower half is %g, want %g", got, want)
	}
}

func TestDaysAreThoseOfTheSession(t *testing.T) {
	early := report("x", time.Date(2026, 7, 1, 0, 5, 0, 0, time.FixedZone("", 10*3600)), nil, 1)
	for _, c := range []struct {
		from, to time.Time
		want     int
	}{
		{time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), 1},
		{time.Date(2026, 7, 1, 23, 0, 0, 0, time.UTC), time.Date(2027, 6, 30, 0, 0, 0, 0, time.UTC), 1},
		{time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 6, 30, 23, 0, 0, 0, time.UTC), 0},
		{time.Date(2026, 7, 2, 0, 0, 0, 0, time.UTC), time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), 0},
	} {
		if got := evaluation.Year([]evaluation.Report{early}, nil, c.from, c.to); got.Total.Sessions != c.want {
			t.Errorf("from %s to %s: %d", c.from, c.to, got.Total.Sessions)
		}
	}
	empty := evaluation.Year(nil, nil, on(2026, time.July, 1), on(2027, time.June, 30))
	if empty.Total.Sessions != 0 || empty.Months != nil || empty.Change.Sessions != 0 || empty.Change.Whole.Clear() {
		t.Errorf("%+v", empty)
	}
	broken := []evaluation.Report{report("a", on(1, time.January, 1), nil, 1), report("b", on(9000, time.January, 1), nil, 1)}
	if got := evaluation.Year(broken, nil, on(1, time.January, 1), on(9999, time.December, 31)); len(got.Months) > 2000 || got.Total.Sessions != 2 {
		t.Errorf("%d months of a clock that was wrong", len(got.Months))
	}
}

// read reads a file back and holds each cell against its column.
func read(t *testing.T, columns []tabular.Column, write func(*bytes.Buffer) error) []map[string]string {
	t.Helper()
	var file bytes.Buffer
	if err := write(&file); err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.String(), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, c := range columns {
			if all[0][i] != c.Name || c.Means == "" {
				t.Fatalf("column %d is %q, want %q", i, all[0][i], c.Name)
			}
			holdsType(t, c, cells[i])
			row[c.Name] = cells[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func holdsType(t *testing.T, c tabular.Column, cell string) {
	t.Helper()
	var err error
	switch {
	case cell == "":
	case c.Type == tabular.Integer:
		_, err = strconv.Atoi(cell)
	case c.Type == tabular.Decimal:
		_, err = strconv.ParseFloat(cell, 64)
	case c.Type == tabular.Boolean:
		_, err = strconv.ParseBool(cell)
	case c.Type == tabular.Day:
		_, err = time.Parse(time.DateOnly, cell)
	case strings.ContainsAny(cell[:1], "=+-@"):
		err = errors.New("a formula")
	}
	if err != nil {
		t.Errorf("%s has %q: %v", c.Name, cell, err)
	}
}

// pick gives one column of the rows with these texts.
func pick(rows []map[string]string, column string, where ...string) []string {
	var out []string
	for _, r := range rows {
		fits := true
		for i := 0; i < len(where); i += 2 {
			fits = fits && r[where[i]] == where[i+1]
		}
		if fits {
			out = append(out, r[column])
		}
	}
	return out
}

func TestSessionsAsCSV(t *testing.T) {
	all := reports()
	rows := read(t, evaluation.Columns(), func(b *bytes.Buffer) error { return evaluation.WriteCSV(b, all) })
	for i, r := range all {
		p := r.Change.Whole.Percents()
		want := map[string]string{
			"session": r.ID, "date": r.Date.Format(time.DateOnly), "people": "10", "pairs": strconv.Itoa(r.Change.Paired),
			"told": strconv.FormatBool(r.Change.Told), "before_percent": strconv.Itoa(p.Before), "change_points": strconv.Itoa(p.Change),
			"change_low_points": strconv.Itoa(p.Low), "clear": strconv.FormatBool(r.Change.Whole.Clear()),
		}
		for column, text := range want {
			if !r.Change.Told && (strings.HasSuffix(column, "_points") || strings.HasSuffix(column, "_percent") || column == "clear") {
				text = ""
			}
			if rows[i][column] != text {
				t.Errorf("%s: %s is %q, want %q", r.ID, column, rows[i][column], text)
			}
		}
	}
	if rows[0]["modules"] != "naloxone; overdose" || rows[0]["handouts"] != "57" || rows[0]["brief"] != "true" {
		t.Errorf("%v", rows[0])
	}
}

func TestAReportAsCSV(t *testing.T) {
	r := reports()[1]
	r.Change = r.Change.WithTexts(r.Modules)
	r.Change.LeftOut = []evaluation.LeftOut{{Item: "q9", Module: "naloxone", Prompt: "Nine?", Why: evaluation.FewAnswers}}
	r.Polls = append(r.Polls, evaluation.PollResult{Poll: "few", Prompt: "Few?", Rows: r.Polls[0].Rows, Rounds: []evaluation.RoundResult{{Answered: 4}}})
	rows := read(t, evaluation.ReportColumns(), func(b *bytes.Buffer) error { return evaluation.WriteReportCSV(b, r) })
	for _, c := range []struct {
		column string
		where  []string
		want   []string
	}{
		{"count", []string{"part", "present"}, []string{"2", "1", "7"}},
		{"count", []string{"part", "sheets"}, []string{"6", "6", "6"}},
		{"change_points", []string{"part", "whole"}, []string{strconv.Itoa(r.Change.Whole.Percents().Change)}},
		{"text", []string{"part", "objective"}, []string{"See it", "Act"}},
		{"id", []string{"part", "question", "critical", "true"}, []string{"q1"}},
		{"after_percent", []string{"part", "question"}, []string{"100", "100", "100", "0"}},
		{"id", []string{"part", "left-out"}, []string{"q9"}},
		{"before_percent", []string{"part", "left-out"}, []string{""}},
		{"count", []string{"part", "poll", "round", "2"}, []string{"8", "8", "0"}},
		{"right", []string{"part", "poll", "round", "1"}, []string{"", "true", "false", ""}},
		{"count", []string{"part", "poll", "id", "few"}, []string{"4"}},
		{"count", []string{"part", "poll", "id", "few a"}, nil},
		{"text", []string{"part", "word"}, []string{"'-care"}},
		{"text", []string{"part", "said"}, []string{"'=I will carry it"}},
		{"count", []string{"part", "handout"}, []string{"12"}},
	} {
		if diff := cmp.Diff(c.want, pick(rows, c.column, c.where...)); diff != "" {
			t.Errorf("%s of %v: %s", c.column, c.where, diff)
		}
	}
}

func TestAYearAsCSV(t *testing.T) {
	s := year()
	rows := read(t, evaluation.YearColumns(), func(b *bytes.Buffer) error { return evaluation.WriteYearCSV(b, s) })
	for _, c := range []struct {
		column string
		where  []string
		want   []string
	}{
		{"sessions", []string{"part", "total"}, []string{"3"}},
		{"text", []string{"part", "total"}, []string{"2026-07-01 to 2027-06-30"}},
		{"people", []string{"part", "month"}, []string{"10", "0", "20"}},
		{"month", []string{"part", "month"}, []string{"2026-07-01", "2026-08-01", "2026-09-01"}},
		{"id", []string{"part", "place"}, []string{"community", "prison", ""}},
		{"sessions", []string{"part", "module"}, []string{"3", "1"}},
		{"pairs", []string{"part", "change"}, []string{"18"}},
		{"minutes", []string{"part", "change"}, []string{""}},
		{"change_low_points", []string{"part", "change"}, []string{strconv.Itoa(s.Change.Whole.Percents().Low)}},
		{"id", []string{"part", "objective"}, []string{"naloxone/act", "naloxone/see"}},
		{"copies", []string{"part", "handout"}, []string{"41", "40"}},
		{"person_hours", []string{"part", "support"}, []string{"3.5", "1"}},
	} {
		if diff := cmp.Diff(c.want, pick(rows, c.column, c.where...)); diff != "" {
			t.Errorf("%s of %v: %s", c.column, c.where, diff)
		}
	}
	empty := evaluation.Year(nil, nil, on(2026, time.July, 1), on(2027, time.June, 30))
	if rows := read(t, evaluation.YearColumns(), func(b *bytes.Buffer) error { return evaluation.WriteYearCSV(b, empty) }); len(rows) != 1 {
		t.Errorf("%v", rows)
	}
}

type full struct{}

var errFull = errors.New("the disk is full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestAFullDiskIsSaid(t *testing.T) {
	for name, err := range map[string]error{
		"sessions": evaluation.WriteCSV(full{}, reports()), "report": evaluation.WriteReportCSV(full{}, reports()[0]), "year": evaluation.WriteYearCSV(full{}, year()),
	} {
		if !errors.Is(err, errFull) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
