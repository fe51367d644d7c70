package store

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/progress"
)

func TestLateSheetsThatFindNoRoomChangeNothing(t *testing.T) {
	s := sessionsIn(t, t.TempDir(), nil)
	id := beginSmall(t, s)
	before := evaluation.Report{ID: string(id), Title: "Naloxone", Date: noon()}
	if err := s.Finish(t.Context(), id, before, true); err != nil {
		t.Fatal(err)
	}
	one := []evaluation.Sheet{{Phase: evaluation.Before, Way: evaluation.Paper}}
	if err := s.SaveLate(t.Context(), id, one, before); err != nil {
		t.Fatal(err)
	}
	pool, err := s.db.DB()
	if err != nil {
		t.Fatal(err)
	}
	limit(t, pool, t.Context())
	after := before
	after.Title = "changed"
	cases := map[string]func() error{
		"too many sheets": func() error { return s.SaveLate(t.Context(), id, slices.Repeat(one, 5000), after) },
		"a report that is too long": func() error {
			long := after
			long.Said = []string{strings.Repeat("x", 1<<20)}
			return s.SaveLate(t.Context(), id, slices.Repeat(one, 2), long)
		},
	}
	for name, save := range cases {
		if err := save(); !errors.Is(err, progress.ErrDiskFull) {
			t.Errorf("%s: got %v, want ErrDiskFull", name, err)
		}
		sheets, _, err := s.Sheets(t.Context(), id)
		if err != nil || len(sheets) != 1 {
			t.Errorf("%s: %d sheets are kept, %v; want the one", name, len(sheets), err)
		}
		if reports, err := s.Reports(t.Context()); err != nil || len(reports) != 1 || reports[0].Title != "Naloxone" {
			t.Errorf("%s: got %+v, %v; want the report from before", name, reports, err)
		}
	}
}
