package evaluation_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/evaluation"
)

func encode(t testing.TB, r evaluation.Report) []byte {
	t.Helper()
	data, err := evaluation.EncodeReport(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestAReportComesBackAsItWas(t *testing.T) {
	for _, r := range reports() {
		got, err := evaluation.DecodeReport(encode(t, r))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r, got); diff != "" {
			t.Error(diff)
		}
		y, m, d := got.Date.Date()
		if wy, wm, wd := r.Date.Date(); y != wy || m != wm || d != wd {
			t.Errorf("the day became %s, want %s", got.Date, r.Date)
		}
	}
}

func TestWhatIsNoReportIsNotRead(t *testing.T) {
	good := string(encode(t, reports()[1]))
	for name, text := range map[string]string{
		"nothing":          "",
		"no JSON":          "hello",
		"another thing":    `{"format":1,"plan":{}}`,
		"no format":        strings.Replace(good, `"format":1`, `"format":0`, 1),
		"another field":    strings.Replace(good, `"report":{`, `"report":{"names":["x"],`, 1),
		"something after":  good + "{}",
		"no id":            strings.Replace(good, `"id":"s1"`, `"id":""`, 1),
		"fewer than none":  strings.Replace(good, `"minutes":180`, `"minutes":-1`, 1),
		"too many":         strings.Replace(good, `"copies":12`, `"copies":99999999`, 1),
		"too few pairs":    strings.Replace(good, `"paired":6`, `"paired":4`, 1),
		"more than sheets": strings.Replace(good, `"paired":6`, `"paired":7`, 1),
		"told and is not":  strings.Replace(good, `"told":true`, `"told":false`, 1),
		"a share over one": strings.Replace(good, `"after":1,`, `"after":2,`, 1),
	} {
		t.Run(name, func(t *testing.T) {
			if text == good {
				t.Fatal("nothing was changed")
			}
			if r, err := evaluation.DecodeReport([]byte(text)); !errors.Is(err, evaluation.ErrNotReport) || r.ID != "" {
				t.Errorf("%+v, %v", r, err)
			}
		})
	}
	newer := strings.Replace(good, `"format":1`, `"format":2,"pages":[]`, 1)
	if _, err := evaluation.DecodeReport([]byte(newer)); !errors.Is(err, evaluation.ErrNewer) {
		t.Errorf("of a newer program: %v", err)
	}
}

func TestAReportThatTellsTooMuchIsNotWritten(t *testing.T) {
	for name, change := range map[string]func(*evaluation.Report){
		"of too few":         func(r *evaluation.Report) { r.Change.Paired = 4 },
		"how few answered":   func(r *evaluation.Report) { r.Polls[0].Rounds[0].Answered = 4 },
		"how few were right": func(r *evaluation.Report) { r.Polls[0].Rounds[1] = evaluation.RoundResult{Answered: 4, Right: 1} },
		"of one":             func(r *evaluation.Report) { r.Change.Items[0].SureWrongAfter = 7 },
		"no number":          func(r *evaluation.Report) { r.Change.Whole.Low = math.NaN() },
		"a bad count":        func(r *evaluation.Report) { r.Polls[0].Rounds[0].Counts["a"] = -1 },
	} {
		t.Run(name, func(t *testing.T) {
			r := reports()[1]
			change(&r)
			if data, err := evaluation.EncodeReport(r); !errors.Is(err, evaluation.ErrNotReport) || data != nil {
				t.Errorf("%s, %v", data, err)
			}
		})
	}
}

func TestNamesInTheFileAreThoseOfTheFormat(t *testing.T) {
	var file struct {
		Format int
		Report map[string]json.RawMessage
	}
	if err := json.Unmarshal(encode(t, reports()[1]), &file); err != nil || file.Format != 1 {
		t.Fatalf("format %d, %v", file.Format, err)
	}
	if bytes.Contains(file.Report["change"], []byte(`"Before"`)) {
		t.Errorf("%s", file.Report["change"])
	}
}

func FuzzDecodeReport(f *testing.F) {
	for _, r := range reports() {
		f.Add(encode(f, r))
	}
	f.Add([]byte(`{"format":1,"report":{"id":"x","date":"2026-01-01T00:00:00Z"}}`))
	f.Add([]byte(`{"format":1e400}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := evaluation.DecodeReport(data)
		if err != nil {
			if !errors.Is(err, evaluation.ErrNotReport) && !errors.Is(err, evaluation.ErrNewer) {
				t.Fatal(err)
			}
			return
		}
		again, err := evaluation.DecodeReport(encode(t, r))
		if err != nil {
			t.Fatalf("what was read cannot be read again: %v", err)
		}
		if first, second := encode(t, r), encode(t, again); !bytes.Equal(first, second) {
			t.Errorf("%s became %s", first, second)
		}
		// Whatever was read can be added up and written.
		s := evaluation.Year([]evaluation.Report{r, again}, nil, time.Time{}, time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC))
		for _, err := range []error{
			evaluation.WriteYearCSV(&bytes.Buffer{}, s), evaluation.WriteReportCSV(&bytes.Buffer{}, r), evaluation.WriteCSV(&bytes.Buffer{}, []evaluation.Report{r}),
		} {
			if err != nil {
				t.Error(err)
			}
		}
		if c := s.Change; c.Sessions > 0 && !(c.Whole.Low <= c.Whole.Change+1e-6 && c.Whole.Change <= c.Whole.High+1e-6) {
			t.Errorf("%+v", c)
		}
	})
}
