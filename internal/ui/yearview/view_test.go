package yearview

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/printout/printouttest"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// A record is in memory, and its "PDFs" say what was asked for.
type record struct {
	*printouttest.World
	reports []evaluation.Report
	support []evaluation.Support
	err     error
}

func (r *record) Reports(context.Context) ([]evaluation.Report, error)  { return r.reports, r.err }
func (r *record) Support(context.Context) ([]evaluation.Support, error) { return r.support, r.err }

func (r *record) YearReport(ctx context.Context, s evaluation.Summary, form paper.Form) (paper.Sheet, error) {
	return r.Press(ctx, fmt.Sprintf("%d sessions from %s on %s", s.Total.Sessions, s.From.Format(time.DateOnly), form.Size))
}

func on(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func busy() *record {
	return &record{
		reports: []evaluation.Report{
			{ID: "a", Date: on(2026, 11, 3), Minutes: 90, Present: evaluation.Present{Designated: 1, Community: 8}},
			{ID: "b", Date: on(2026, 3, 9), Minutes: 30, Brief: true, Present: evaluation.Present{Community: 1}, Change: evaluation.Change{Before: 3, After: 3, Paired: 2}},
			{ID: "c", Date: on(2025, 9, 1), Minutes: 60, Present: evaluation.Present{OtherRole: 4}},
		},
		support: []evaluation.Support{{ID: "s", Date: on(2026, 2, 2), Kind: evaluation.Supervision, Minutes: 60, People: evaluation.Present{Designated: 2}}},
	}
}

type stage struct {
	*Screen
	*uitest.Shown
	record *record
	queue  *bgtest.Queue
	way    uitest.Way
}

func open(t *testing.T, r *record) *stage {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	r.World = printouttest.New()
	st := &stage{record: r, queue: &bgtest.Queue{}}
	win := test.NewTempWindow(t, nil)
	st.Screen = New(t.Context(), Deps{
		Record: r, Press: r, Nav: &st.way, Run: st.queue, Canvas: win.Canvas(), Now: uitest.Now,
		Desk: printout.Deps{Run: st.queue, Pages: r, Printing: r, Files: r, Viewer: r},
	})
	win.SetContent(st.Content())
	win.SetPadded(false)
	win.Resize(fyne.NewSize(940, 1400))
	st.Shown = uitest.Of(t, win)
	st.queue.Drain()
	return st
}

func (st *stage) press(label string) {
	st.Press(label)
	st.queue.Drain()
}

func TestYearsAreThoseInWhichThereIsSomething(t *testing.T) {
	var names []string
	for _, p := range periodsOf(busy().reports, busy().support, uitest.Noon) {
		names = append(names, p.name)
	}
	want := []string{"July 2026 to June 2027", "2026", "July 2025 to June 2026", "2025"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

func TestYearIsSummedUp(t *testing.T) {
	st := open(t, busy())
	st.Reads("2026", "Sessions: 2", "Of them, brief talks: 1", "Hours: 2.0", "Places taken: 10", "Supervision: once, 2 people",
		"No session had five people who could be matched, so nothing is told of what changed.")
	st.press("2026")
	st.press("July 2025 to June 2026")
	st.Reads("Sessions: 2", "Places taken: 5", "Hours: 1.5")
	st.press("July 2025 to June 2026")
	st.press("2025")
	st.Reads("Sessions: 1")
	st.Hides("Support for peer workers", "What changed")
}

func TestPagesAndDataAreSaved(t *testing.T) {
	st := open(t, busy())
	st.press("Letter")
	st.press("Save PDF")
	st.press("Save")
	st.press("Save the data (CSV)")
	st.press("Save")
	var pdf, csv string
	for path, text := range st.record.Kept {
		switch {
		case strings.HasSuffix(path, "sessions-2026-01-to-2026-12.pdf"):
			pdf = text
		case strings.HasSuffix(path, "sessions-2026-01-to-2026-12.csv"):
			csv = text
		}
	}
	if pdf != "2 sessions from 2026-01-01 on letter" || len(csv) == 0 {
		t.Errorf("the pages are %q, and the data %q", pdf, csv)
	}
}

func TestNothingYet(t *testing.T) {
	st := open(t, &record{})
	st.Reads("Nothing to sum up yet")
	st.press("Go to Sessions")
	if len(st.way.Replaced) != 1 {
		t.Error("went to", st.way.Replaced)
	}
}

func TestRecordThatCannotBeReadIsReadAgain(t *testing.T) {
	r := busy()
	r.err = uitest.ErrAny
	st := open(t, r)
	r.err = nil
	st.press("Try again")
	st.Reads("Sessions: 2")
}
