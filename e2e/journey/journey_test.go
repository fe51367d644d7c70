package journey

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/modules"
)

// TestMovesPutRowsInOrder presses the keys on rows as the screen moves them.
func TestMovesPutRowsInOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		rows := r.Perm(1 + r.IntN(9))
		shown, at := slices.Clone(rows), 0
		for _, key := range moves(shown) {
			switch key {
			case "Down":
				at++
			case "Up":
				at--
			default:
				to, err := strconv.Atoi(key)
				if err != nil || at < 0 || at >= len(rows) {
					t.Fatalf("%v: key %q on row %d", shown, key, at)
				}
				row := rows[at]
				rows = slices.Insert(slices.Delete(rows, at, at+1), to-1, row)
				at = to - 1
			}
		}
		if !slices.IsSorted(rows) {
			t.Fatalf("%v became %v", shown, rows)
		}
	}
}

func TestTheBundledModuleCanBeLearnedAndPlayed(t *testing.T) {
	cat, _, err := content.Load(t.Context(), modules.FS)
	if err != nil {
		t.Fatal(err)
	}
	m, ok := cat.Module("overdose-response")
	if !ok || len(m.Scenarios) == 0 {
		t.Fatal("the module on overdose, or its scenario, is missing")
	}
	r, err := Learned(cat, m, time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	if s := progress.StatusOf(m, r); s.Stage != progress.Completed {
		t.Errorf("the module is at stage %d", s.Stage)
	}
	s := &m.Scenarios[0]
	run, err := s.Begin(s.Variants[0].ID, false, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	path, err := goodPath(run)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range path {
		if run, err = run.Act(id, time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
	if now, err := run.Now(); err != nil || !now.Ending.Good || len(now.Critical) > 0 {
		t.Errorf("%v comes out at %q, %v", path, now.Ending.Title, err)
	}
}
