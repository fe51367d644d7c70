package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/progress/progresstest"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/report"
)

// rows reads a table back, each row by the names of its columns.
func rows(t testing.TB, r report.Report, table report.Table) []map[string]string {
	t.Helper()
	var file bytes.Buffer
	if err := r.CSV(&file, table); err != nil {
		t.Fatal(err)
	}
	text, ok := strings.CutPrefix(file.String(), "\ufeff")
	if !ok {
		t.Error("there is no byte order mark")
	}
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, c := range cells {
			row[all[0][i]] = c
		}
		out = append(out, row)
	}
	return out
}

// sum adds up a column of numbers; a column of booleans counts true.
func sum(t *testing.T, all []map[string]string, column string) float64 {
	t.Helper()
	total := 0.0
	for _, row := range all {
		switch cell := row[column]; cell {
		case "", "false":
		case "true":
			total++
		default:
			f, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				t.Fatalf("%s is %q", column, cell)
			}
			total += f
		}
	}
	return total
}

func filled() report.Report {
	c := progresstest.Catalog(6)
	r := progresstest.Record(c, 900, today)
	c.Modules = c.Modules[:5] // the sixth has gone
	c.Library.Tracks[0].Modules = c.Library.Tracks[0].Modules[:5]
	for i := range r.Attempts {
		r.Attempts[i].Quiz.Items[0].Prompt = fmt.Sprintf("=1+%d, \"or\"\nnot", i)
	}
	return report.New(c, r, nil, today)
}

// What the screen says is what somebody finds who adds up the files.
func TestScreenAndFilesAgree(t *testing.T) {
	r := filled()
	responses, modules, attempts := rows(t, r, report.ResponsesTable), rows(t, r, report.ModulesTable), rows(t, r, report.AttemptsTable)
	objectives, lessons, runs := rows(t, r, report.ObjectivesTable), rows(t, r, report.LessonsTable), rows(t, r, report.RunsTable)
	count := func(all []map[string]string, column string, values ...string) float64 {
		n := 0.0
		for _, row := range all {
			for _, v := range values {
				if row[column] == v {
					n++
				}
			}
		}
		return n
	}
	tracks, curve, myths := rows(t, r, report.TracksTable), rows(t, r, report.CurveTable), rows(t, r, report.MythsTable)
	known := 0.0 // today, of all modules, as it is drawn
	for _, row := range curve {
		if row["module"] == "" && row["day"] == today.Format(time.RFC3339) {
			known = sum(t, []map[string]string{row}, "chance_known")
		}
	}
	tot := r.Totals
	figures := []struct {
		name   string
		screen float64
		file   float64
	}{
		{"answers", float64(tot.Answers), float64(len(responses))},
		{"answers by module", float64(tot.Answers), sum(t, modules, "answers")},
		{"right answers", float64(tot.Right), sum(t, responses, "right")},
		{"right answers by module", float64(tot.Right), sum(t, modules, "answers_right")},
		{"time of answering", tot.Answering.Seconds(), sum(t, responses, "took_seconds")},
		{"time of answering by module", tot.Answering.Seconds(), sum(t, modules, "answering_seconds")},
		{"time of answering by attempt", tot.Answering.Seconds(), sum(t, attempts, "took_seconds")},
		{"time of reading", tot.Reading.Seconds(), sum(t, lessons, "spent_seconds")},
		{"time of reading by module", tot.Reading.Seconds(), sum(t, modules, "reading_seconds")},
		{"time of playing", tot.Playing.Seconds(), sum(t, runs, "took_seconds")},
		{"attempts", float64(tot.Attempts), float64(len(attempts))},
		{"completed modules", float64(tot.Completed), count(modules, "stage", "completed")},
		{"modules", float64(tot.Modules), float64(len(modules)) - count(modules, "stage", "")},
		{"objectives", float64(tot.Objectives), float64(len(objectives))},
		{"objectives met", float64(tot.ObjectivesMet), count(objectives, "state", "learned", "fading", "known")},
		{"objectives met by module", float64(tot.ObjectivesMet), sum(t, modules, "objectives_met")},
		{"objectives that fade", float64(tot.Fading), count(objectives, "state", "fading")},
		{"items due", float64(tot.Due), sum(t, modules, "items_due")},
		{"completed modules by track", float64(r.Tracks[0].Completed), sum(t, tracks[:1], "modules_completed")},
		{"time by track", r.Tracks[0].Time.Seconds(), sum(t, tracks[:1], "time_seconds")},
		{"points of all curves", float64(len(r.Curve.Points) * (1 + tot.Completed)), float64(len(curve))},
		{"known today", r.Curve.Points[r.Curve.Today].Known, known},
		{"myths", float64(len(r.Myths)), float64(len(myths))},
		{"sure and wrong", float64(tot.Sure.SureWrong), sum(t, modules, "sure_wrong")},
		{"not sure and right", float64(tot.Sure.UnsureRight), sum(t, modules, "unsure_right")},
	}
	for _, f := range figures {
		if d := f.screen - f.file; d > 0.01 || d < -0.01 {
			t.Errorf("%s: the screen says %v, the file %v", f.name, f.screen, f.file)
		}
	}
	if tot.Answers != 900 || tot.Completed != 5 || tot.Due == 0 || tot.Sure.Asked() == 0 || tot.Reading == 0 {
		t.Errorf("there is little to compare: %+v", tot)
	}
}

func TestBothFilesSayTheSame(t *testing.T) {
	r := filled()
	var file bytes.Buffer
	if err := r.JSON(&file); err != nil {
		t.Fatal(err)
	}
	var whole map[string]json.RawMessage
	if err := json.Unmarshal(file.Bytes(), &whole); err != nil {
		t.Fatal(err)
	}
	if string(whole["schema"]) != `"passalong-report"` || string(whole["schema_version"]) != "1" || string(whole["made_at"]) != `"2026-11-21T09:00:00Z"` {
		t.Errorf("it begins with %s, %s, %s", whole["schema"], whole["schema_version"], whole["made_at"])
	}
	var totals map[string]float64
	if err := json.Unmarshal(whole["totals"], &totals); err != nil || totals["answers"] != float64(r.Totals.Answers) || totals["reading_seconds"] != r.Totals.Reading.Seconds() {
		t.Errorf("the totals are %v (%v)", totals, err)
	}
	for _, table := range report.Tables() {
		t.Run(string(table), func(t *testing.T) {
			var objects []map[string]any
			d := json.NewDecoder(bytes.NewReader(whole[string(table)]))
			d.UseNumber()
			if err := d.Decode(&objects); err != nil {
				t.Fatal(err)
			}
			var got []map[string]string
			for _, o := range objects {
				row := map[string]string{}
				for _, c := range report.Columns(table) {
					row[c.Name] = asCSV(t, c, o[c.Name])
				}
				if len(o) != len(row) {
					t.Fatalf("it has %d members, documented are %d", len(o), len(row))
				}
				got = append(got, row)
			}
			if diff := cmp.Diff(rows(t, r, table), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// asCSV checks the type of a value and writes it as the other file does.
func asCSV(t *testing.T, c report.Column, value any) string {
	t.Helper()
	ok := value == nil
	out := ""
	switch v := value.(type) {
	case string:
		ok, out = c.Type == report.Text, v
		if strings.HasPrefix(v, "=") {
			out = "'" + v
		}
		if c.Type == report.Moment {
			_, err := time.Parse(time.RFC3339, v)
			ok = err == nil
		}
	case json.Number:
		_, err := v.Int64()
		ok, out = c.Type == report.Decimal || c.Type == report.Integer && err == nil, v.String()
	case bool:
		ok, out = c.Type == report.Boolean, strconv.FormatBool(v)
	}
	if !ok {
		t.Errorf("%s is %v, which is not of the type %s", c.Name, value, c.Type)
	}
	return out
}

func TestEveryColumnIsDocumented(t *testing.T) {
	for _, table := range report.Tables() {
		seen := map[string]bool{}
		for _, c := range report.Columns(table) {
			if c.Name == "" || seen[c.Name] || c.Type == "" || !strings.HasSuffix(c.Means, ".") || strings.Trim(c.Name, "abcdefghijklmnopqrstuvwxyz_") != "" {
				t.Errorf("%s has the column %+v", table, c)
			}
			seen[c.Name] = true
		}
		if len(seen) == 0 {
			t.Errorf("%s has no columns", table)
		}
	}
	if err := filled().CSV(&bytes.Buffer{}, "salaries"); !errors.Is(err, report.ErrNoTable) {
		t.Errorf("an unknown table: %v", err)
	}
}

// A full takes so many bytes and then no more.
type full int

func (f *full) Write(p []byte) (int, error) {
	if len(p) > int(*f) {
		return 0, errFull
	}
	*f -= full(len(p))
	return len(p), nil
}

var errFull = errors.New("full")

func TestAFullDiskIsSaid(t *testing.T) {
	r := filled()
	for _, room := range []full{0, 3, 10_000} {
		disk := room
		if err := r.CSV(&disk, report.ResponsesTable); !errors.Is(err, errFull) {
			t.Errorf("CSV with %d bytes: %v", room, err)
		}
		disk = room
		if err := r.JSON(&disk); !errors.Is(err, errFull) {
			t.Errorf("JSON with %d bytes: %v", room, err)
		}
	}
}

func TestKeysOfCertificatesAreNotSaved(t *testing.T) {
	record := progress.Record{Certificates: []progress.Certificate{{Number: "7K3F", Key: []byte("secret-secret-secret-secret-1234")}}}
	r := report.New(progresstest.Catalog(1), record, nil, today)
	var file bytes.Buffer
	if err := errors.Join(r.JSON(&file), r.CSV(&file, report.CertificatesTable)); err != nil {
		t.Fatal(err)
	}
	if s := file.String(); strings.Contains(s, "secret") || strings.Contains(s, "c2VjcmV0") || !strings.Contains(s, "7K3F") {
		t.Errorf("the files say %s", s)
	}
}

// prompt writes a text through a file and reads it back.
func prompt(t testing.TB, text string) string {
	t.Helper()
	a := quiz.Attempt{ID: "a", Module: "m", Started: today, Quiz: quiz.Quiz{Items: []quiz.Item{{ID: "i", Kind: quiz.Short, Prompt: text}}}}
	a.Responses = []quiz.Response{{Item: "i", Took: -time.Second, At: today}}
	r := report.New(progresstest.Catalog(1), progress.Record{Attempts: []quiz.Attempt{a}}, nil, today)
	all := rows(t, r, report.ResponsesTable)
	if len(all) != 1 || all[0]["took_seconds"] != "-1" {
		t.Fatalf("the rows are %v", all)
	}
	return all[0]["prompt"]
}

func TestNoTextIsAFormula(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Plain, \"quoted\"", "Plain, \"quoted\""},
		{"=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"},
		{"+61 3", "'+61 3"},
		{"-5", "'-5"},
		{"@SUM", "'@SUM"},
		{"\t=1", "'\t=1"},
		{"\r=1", "'\n=1"},
		{" \u00a0\u200b=1", "' \u00a0\u200b=1"},
		{"＝1", "'＝1"},
		{"＠x", "'＠x"},
		{"'quoted'", "''quoted'"},
		{"1=1", "1=1"},
		{"a\r\nb\rc", "a\nb\nc"},
		{"", ""},
		{"\xff", "\ufffd"},
	} {
		if got := prompt(t, c.in); got != c.want {
			t.Errorf("%q became %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzCSVCell(f *testing.F) {
	for _, seed := range []string{"=1+1", "'", "a,b\n\"c\"", "\ufeff=1", "\u00ad-1", "＋1", "\x00@"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := prompt(t, text)
		want := strings.ReplaceAll(strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\r\n", "\n"), "\r", "\n")
		if strings.TrimPrefix(got, "'") != want && got != want || strings.HasPrefix(got, "'") && got[1:] != want {
			t.Errorf("%q came back as %q", text, got)
		}
		first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(got, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }))
		if got != "" && strings.ContainsRune("=+-@＝＋－＠", first) || strings.HasPrefix(got, "\t") || strings.HasPrefix(got, "\n") {
			t.Errorf("%q is written %q, which may be a formula", text, got)
		}
	})
}

// Practice has no score, in a file no more than on the screen.
func TestWhatHasNoScoreHasNoneInFiles(t *testing.T) {
	c := progresstest.Catalog(1)
	r := progresstest.Record(c, 60, today)
	purposes := []quiz.Purpose{quiz.ForPass, quiz.Practice, quiz.PreCheck, quiz.Refresher, quiz.Booster, quiz.Imported}
	for i := range r.Attempts {
		r.Attempts[i].Purpose = purposes[i%len(purposes)]
	}
	met := map[string]bool{}
	for _, row := range rows(t, report.New(c, r, nil, today), report.AttemptsTable) {
		purpose := row["purpose"]
		met[purpose] = true
		if unscored := purpose == "practice" || purpose == "imported"; (row["percent"] == "") != unscored || (row["passed"] != "") != (purpose == "quiz") {
			t.Errorf("%s: %q percent, passed %q", purpose, row["percent"], row["passed"])
		}
	}
	if len(met) < 5 {
		t.Errorf("only %v were met", met)
	}
}
