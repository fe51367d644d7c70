package sessionreportview

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/printout/printouttest"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// A shelf has reports in memory and "PDFs" that say what was asked for.
type shelf struct {
	torn error // what is wrong with another report
	*printouttest.World
	reports []evaluation.Report
	kept    []session.ID // whose sheets are kept
	err     error
}

func (s *shelf) Reports(context.Context) ([]evaluation.Report, error) {
	return s.reports, errors.Join(s.err, s.torn)
}

func (s *shelf) DeleteReport(_ context.Context, id string) error {
	if s.err == nil {
		s.reports = slices.DeleteFunc(slices.Clone(s.reports), func(r evaluation.Report) bool { return r.ID == id })
	}
	return s.err
}

func (s *shelf) WithSheets(context.Context) ([]session.ID, error) { return s.kept, s.err }

func (s *shelf) DropSheets(_ context.Context, id session.ID) error {
	if s.err == nil || errors.Is(s.err, session.ErrNotSwept) {
		s.kept = slices.DeleteFunc(slices.Clone(s.kept), func(k session.ID) bool { return k == id })
	}
	return s.err
}

func (s *shelf) SessionReport(ctx context.Context, r evaluation.Report, form paper.Form) (paper.Sheet, error) {
	return s.Press(ctx, fmt.Sprintf("report %s on %s", r.ID, form.Size))
}

func evening() evaluation.Report {
	return evaluation.Report{
		ID: "a", Title: "Tuesday night", Date: time.Date(2026, 11, 17, 18, 0, 0, 0, time.UTC), Days: 2, Minutes: 95, Place: evaluation.Community,
		Present: evaluation.Present{Designated: 2, OtherRole: 1, Community: 7},
		Modules: []plan.Module{{ID: "overdose", Title: "Overdose", Version: "1.0", Draft: true, Objectives: []catalog.Objective{{ID: "recognise", Text: "Recognise an overdose"}}}},
		Change: evaluation.Change{
			Before: 9, After: 8, Paired: 7, Told: true,
			Objectives: []evaluation.ObjectiveChange{{Module: "overdose", ID: "recognise", Items: 2, Share: evaluation.Share{Before: 0.4, After: 0.8, Change: 0.4, Low: 0.1, High: 0.62}}},
			Whole:      evaluation.Share{Before: 0.5, After: 0.6, Change: 0.1, Low: -0.1, High: 0.3},
		},
	}
}

type stage struct {
	*Screen
	*uitest.Shown
	shelf *shelf
	queue *bgtest.Queue
	way   uitest.Way
}

func open(t *testing.T, s *shelf) *stage {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	s.World = printouttest.New()
	st := &stage{shelf: s, queue: &bgtest.Queue{}}
	win := test.NewTempWindow(t, nil)
	st.Screen = New(t.Context(), Deps{
		Reports: s, Sheets: s, Press: s, Nav: &st.way, Run: st.queue, Canvas: win.Canvas(),
		Desk: printout.Deps{Run: st.queue, Pages: s, Printing: s, Files: s, Viewer: s},
	}, "a")
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

func TestReportSaysItsFigures(t *testing.T) {
	st := open(t, &shelf{reports: []evaluation.Report{evening()}})
	st.Reads("Tuesday night", "17 November 2026 · 2 days · Community space · 95 minutes", "Recognise an overdose",
		"40 % right before, 80 % after. In a larger group like this one, the change may lie between +10 and +62 points.",
		"50 % right before, 60 % after. In a larger group like this one, the change may lie between -10 and +30 points. That may be chance.")
	st.Markup(t, "report.xml")
}

func TestNothingIsToldOfFewPeople(t *testing.T) {
	r := evening()
	r.Change = evaluation.Change{Before: 4, After: 4, Paired: 4}
	st := open(t, &shelf{reports: []evaluation.Report{r}})
	st.Reads("Fewer than five people could be matched. What changed is not told then: somebody could be recognised.")
	st.Hides("Recognise an overdose")

	r.Change = evaluation.Change{Before: 6, After: 6, Paired: 6}
	st = open(t, &shelf{reports: []evaluation.Report{r}})
	st.Reads("No question with a right answer was answered both before and after by at least five people. What changed is not told then: somebody could be recognised.")
	st.Hides("Fewer than five people could be matched. What changed is not told then: somebody could be recognised.")

	r.Change = evaluation.Change{}
	open(t, &shelf{reports: []evaluation.Report{r}}).Hides("What changed")
}

func TestPageAndDataAreSaved(t *testing.T) {
	st := open(t, &shelf{reports: []evaluation.Report{evening()}})
	st.press("Letter")
	st.press("Save PDF")
	st.press("Save")
	st.press("Save the data (CSV)")
	st.press("Save")
	var pdf, csv string
	for path, text := range st.shelf.Kept {
		switch {
		case strings.HasSuffix(path, "session-2026-11-17.pdf"):
			pdf = text
		case strings.HasSuffix(path, "session-2026-11-17.csv"):
			csv = text
		}
	}
	if pdf != "report a on letter" || !strings.Contains(csv, "recognise") {
		t.Errorf("the page is %q, and the data %q", pdf, csv)
	}
}

func TestDeletingIsAskedFirst(t *testing.T) {
	st := open(t, &shelf{reports: []evaluation.Report{evening()}})
	st.press("Delete the report…")
	st.press("Cancel")
	if len(st.shelf.reports) != 1 {
		t.Fatal("deleted by cancelling")
	}
	st.shelf.err = progress.ErrCannotWrite
	st.press("Delete the report…")
	st.press("Delete the report")
	if len(st.way.Replaced) > 0 {
		t.Error("left the report that is still there")
	}
	st.shelf.err = nil
	st.press("Delete the report…")
	st.press("Delete the report")
	if len(st.shelf.reports) > 0 || !slices.Equal(st.way.Replaced, []nav.Route{{Screen: nav.Sessions}}) {
		t.Errorf("left: %v, went to %v", st.shelf.reports, st.way.Replaced)
	}
}

func TestReportThatIsNotThere(t *testing.T) {
	st := open(t, &shelf{})
	st.Reads("This report is not here")
	st.press("See all sessions")
	if !slices.Equal(st.way.Replaced, []nav.Route{{Screen: nav.Sessions}}) {
		t.Error("went to", st.way.Replaced)
	}
}

func TestReportThatCannotBeReadIsReadAgain(t *testing.T) {
	st := open(t, &shelf{err: uitest.ErrAny})
	st.Hides("Tuesday night")
	st.shelf.reports, st.shelf.err = []evaluation.Report{evening()}, nil
	st.press("Try again")
	st.Reads("Tuesday night")
}

func TestReportIsReadWhateverIsWrongWithOthers(t *testing.T) {
	open(t, &shelf{reports: []evaluation.Report{evening()}, torn: uitest.ErrAny}).Reads("Tuesday night")
}

const lateCard = "Answers are kept for sheets that come late"

func TestLateSheetsAreKeyedInWhereAnswersAreKept(t *testing.T) {
	open(t, &shelf{reports: []evaluation.Report{evening()}, kept: []session.ID{"another"}}).Hides(lateCard, "Key in late sheets")

	r := evening()
	r.Change = evaluation.Change{Before: 5, After: 4, Paired: 4}
	st := open(t, &shelf{reports: []evaluation.Report{r}, kept: []session.ID{"another", "a"}})
	st.Reads(lateCard, "Besides the answers that are kept, only this report is left of the session: counts, and the words that were chosen for it.")
	st.Markup(t, "late.xml")
	st.press("Letter")
	st.press("Key in late sheets")
	if got := st.way.Last(); got != (nav.Route{Screen: nav.PaperEntry, Report: "a"}) {
		t.Error("went to", got)
	}

	st.shelf.reports = []evaluation.Report{evening()}
	st.Refresh()
	st.queue.Drain()
	st.Reads("Matched before and after: 7", "40 % right before, 80 % after. In a larger group like this one, the change may lie between +10 and +62 points.", lateCard)
	st.Hides("Fewer than five people could be matched. What changed is not told then: somebody could be recognised.")
	st.press("Save PDF")
	st.press("Save")
	for path, text := range st.shelf.Kept {
		if text != "report a on letter" {
			t.Errorf("%s is %q: the new page is on other paper than the one before", path, text)
		}
	}
}

func TestScreenStaysAsItIsWhereNothingChanged(t *testing.T) {
	st := open(t, &shelf{reports: []evaluation.Report{evening()}, kept: []session.ID{"a"}})
	before := st.desk
	again := func(name string, change func()) {
		t.Helper()
		change()
		st.Refresh()
		st.queue.Drain()
		st.Reads("Tuesday night", lateCard)
		if st.desk != before {
			t.Errorf("%s: the screen was made anew", name)
		}
	}
	again("nothing", func() {})
	again("it cannot be read", func() { st.shelf.err = uitest.ErrAny })
	again("it is gone", func() { st.shelf.err, st.shelf.reports = nil, nil })
}

func TestKeptAnswersAreDeletedWhenAskedFor(t *testing.T) {
	for name, tc := range map[string]struct {
		err  error
		says string
		left int
	}{
		"all is well":         {nil, "The answers are deleted. The report stays.", 0},
		"the disk refuses":    {progress.ErrCannotWrite, lateCard, 1},
		"it cannot be swept":  {fmt.Errorf("deleting: %w", session.ErrNotSwept), "The answers are deleted. The report stays. Until Passalong is opened the next time, what was deleted may still be found on the disk.", 0},
		"it is damaged since": {session.ErrDamaged, "The file in which sessions are kept is damaged.", 1},
	} {
		t.Run(name, func(t *testing.T) {
			st := open(t, &shelf{reports: []evaluation.Report{evening()}, kept: []session.ID{"a"}})
			st.press("Delete these answers…")
			st.Reads("Sheets that come later cannot be counted then, nor matched. The report stays as it is now.")
			st.press("Cancel")
			if len(st.shelf.kept) != 1 {
				t.Fatal("deleted by cancelling")
			}
			st.shelf.err = tc.err
			st.press("Delete these answers…")
			st.press("Delete the answers")
			st.Reads("Tuesday night", tc.says)
			if tc.left == 0 {
				st.Hides(lateCard)
				st.Reads("Only this report is left of the session: counts, and the words that were chosen for it.")
				if st.Canvas.Focused() != nil {
					t.Error("a button that is gone has the keyboard")
				}
			}
			if len(st.shelf.kept) != tc.left || len(st.way.Replaced) > 0 {
				t.Errorf("%d kept, went to %v", len(st.shelf.kept), st.way.Replaced)
			}
		})
	}
}

func TestReportThatWasDeletedButNotSweptSaysSo(t *testing.T) {
	st := open(t, &shelf{reports: []evaluation.Report{evening()}, kept: []session.ID{"a"}})
	st.shelf.err = session.ErrNotSwept
	st.press("Delete the report…")
	st.Reads("The report and the answers that are kept for late sheets are all that is left of the session, and cannot be brought back. " +
		"The summary of the year will not count it any more.")
	st.press("Delete the report")
	st.Reads("The report is deleted")
	st.press("See all sessions")
	if !slices.Equal(st.way.Replaced, []nav.Route{{Screen: nav.Sessions}}) {
		t.Error("went to", st.way.Replaced)
	}
}
