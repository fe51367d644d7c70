package tabular_test

import (
	"encoding/csv"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/tabular"
)

func TestCSVWritesEachTypeItsWay(t *testing.T) {
	at := time.Date(2026, 3, 1, 20, 30, 0, 0, time.FixedZone("", 11*3600))
	columns := []tabular.Column{
		{Name: "text", Type: tabular.Text}, {Name: "count", Type: tabular.Integer}, {Name: "part", Type: tabular.Decimal},
		{Name: "told", Type: tabular.Boolean}, {Name: "at", Type: tabular.Moment}, {Name: "day", Type: tabular.Day},
	}
	rows := [][]tabular.Cell{
		{"a \"b\", c\r\nd", -3, 0.123456, true, at, at},
		{nil, nil, nil, nil, nil, nil},
		{"", 0, -0.00001, false, time.Time{}, time.Time{}},
		{"x\xff", 1, math.NaN(), false, at, at},
	}
	var out strings.Builder
	if err := tabular.CSV(&out, columns, slices.Values(rows)); err != nil {
		t.Fatal(err)
	}
	want := "\ufefftext,count,part,told,at,day\n" +
		"\"a \"\"b\"\", c\nd\",-3,0.1235,true,2026-03-01T09:30:00Z,2026-03-01\n" +
		",,,,,\n" +
		",0,0,false,,\n" +
		"x\ufffd,1,,false,2026-03-01T09:30:00Z,2026-03-01\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

func TestATextIsNeverAFormula(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"=1+1", "'=1+1"}, {"+61 3", "'+61 3"}, {"-", "'-"}, {"@SUM", "'@SUM"}, {"＝1", "'＝1"}, {" \u200b=1", "' \u200b=1"},
		{"\tx", "'\tx"}, {"\r\nx", "'\nx"}, {"'x", "''x"}, {"1-2", "1-2"}, {"plain", "plain"}, {"“=1”", "“=1”"},
	} {
		t.Run(c.text, func(t *testing.T) {
			var out strings.Builder
			if err := tabular.CSV(&out, []tabular.Column{{Name: "a", Type: tabular.Text}}, slices.Values([][]tabular.Cell{{c.text}})); err != nil {
				t.Fatal(err)
			}
			all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\ufeff"))).ReadAll()
			if err != nil || len(all) != 2 || all[1][0] != c.want {
				t.Errorf("%q, %v; want %q", all, err, c.want)
			}
		})
	}
}

type brokenDisk struct{ after int }

var errDisk = errors.New("the disk is full")

func (b *brokenDisk) Write(p []byte) (int, error) {
	if b.after -= len(p); b.after < 0 {
		return 0, errDisk
	}
	return len(p), nil
}

func TestAnErrorOfTheWriterIsReturned(t *testing.T) {
	many := func(yield func([]tabular.Cell) bool) {
		for range 10_000 {
			if !yield([]tabular.Cell{"a text of some length"}) {
				return
			}
		}
	}
	for _, after := range []int{0, 3, 5000} {
		if err := tabular.CSV(&brokenDisk{after}, []tabular.Column{{Name: "a"}}, many); !errors.Is(err, errDisk) {
			t.Errorf("after %d bytes: %v", after, err)
		}
	}
}
