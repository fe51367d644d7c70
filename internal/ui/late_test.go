package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

func (e *evenings) WithSheets(context.Context) ([]session.ID, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	var ids []session.ID
	for id := range e.late {
		ids = append(ids, id)
	}
	return ids, nil
}

func (e *evenings) DropSheets(_ context.Context, id session.ID) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.late, id)
	return nil
}

func (e *evenings) Late(_ context.Context, report string) (Late, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	l, ok := e.late[session.ID(report)]
	switch {
	case e.refuse != nil:
		return nil, e.refuse
	case !ok:
		return nil, session.ErrNoSession
	}
	l.opened++
	return l, nil // also where somebody went elsewhere meanwhile
}

// lateComers are the sheets of an evening that is over.
type lateComers struct {
	evening
	opened  int
	failing error // to close
}

func (l *lateComers) Do(ctx context.Context, event session.Event) error {
	if err := l.evening.Do(ctx, event); err != nil {
		return err
	}
	l.report()
	return nil
}

// report makes the report anew.
func (l *lateComers) report() {
	l.of.mu.Lock()
	defer l.of.mu.Unlock()
	i := slices.IndexFunc(l.of.reports, func(r evaluation.Report) bool { return r.ID == string(l.id) })
	reports := slices.Clone(l.of.reports)
	reports[i].Change.Before = len(l.Sheets())
	reports[i].Change.Paired = len(l.Sheets())
	l.of.reports = reports
}

func (l *lateComers) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed++
	return l.failing
}

// afterwards is the window of somebody who finished an evening and asked to keep its sheets.
func afterwards(t *testing.T) (*desk, *evenings, *lateComers) {
	t.Helper()
	d, e := inCharge(t)
	p := tuesday()
	item := quiz.Item{ID: "snoring", Kind: quiz.TrueFalse, Prompt: "Snoring can be an overdose.", Choices: []quiz.Choice{{ID: quiz.True, Correct: true}, {ID: quiz.False}}}
	p.Check = []plan.Poll{{ID: "basics/snoring", Kind: plan.ItemPoll, Module: "basics", Item: &item}}
	l := &lateComers{evening: evening{of: e, id: "r", live: session.New()}}
	if err := l.evening.Do(t.Context(), session.Began{Plan: p}); err != nil {
		t.Fatal(err)
	}
	e.late = map[session.ID]*lateComers{"r": l}
	e.reports = []evaluation.Report{{ID: "r", Title: "Last week", Date: uitest.Noon, Days: 1, Change: evaluation.Change{Before: 4, After: 9, Paired: 4}}}
	return d, e, l
}

var (
	lateReport  = nav.Route{Screen: nav.SessionReport, Report: "r"}
	lateEntries = nav.Route{Screen: nav.PaperEntry, Report: "r"}
)

// keyIn keys in a sheet without a code.
func (d *desk) keyIn() {
	d.t.Helper()
	d.press("No code")
	d.Canvas.Focused().TypedRune('a')
	d.press("Save the sheet")
}

func TestLateSheetsChangeTheReport(t *testing.T) {
	d, _, l := afterwards(t)
	d.to(lateReport)
	d.Reads("Matched before and after: 4")
	d.press("Key in late sheets")
	d.at(lateEntries)
	d.Reads("Sheets that came late", "1. Snoring can be an overdose.")
	if d.Canvas.Focused() == nil {
		t.Error("the keyboard leads nowhere")
	}
	d.keyIn()
	if n := len(l.Sheets()); n != 1 {
		t.Fatalf("%d sheets, want 1", n)
	}
	d.Back()
	d.work.Drain()
	d.at(lateReport)
	d.Reads("Matched before and after: 1")
	if l.opened != 1 || l.closed != 1 {
		t.Errorf("opened %d times and closed %d times", l.opened, l.closed)
	}
}

func TestASheetThatIsSavedAfterTheScreenWasLeftChangesTheReportThatIsShown(t *testing.T) {
	d, e, l := afterwards(t)
	d.to(lateReport)
	d.Reads("Matched before and after: 4")
	e.reports = []evaluation.Report{{ID: "r", Title: "Last week", Date: uitest.Noon, Days: 1, Change: evaluation.Change{Before: 5, After: 9, Paired: 5}}}
	d.closeLate(l, "r")
	d.work.Drain()
	d.Reads("Matched before and after: 5")
}

func TestLateSheetsAreLetGoOf(t *testing.T) {
	for name, leave := range map[string]func(d *desk){
		"for another screen":  func(d *desk) { d.to(nav.Route{Screen: nav.Learn}) },
		"before they were up": func(d *desk) { d.Back(); d.Go(lateEntries); d.Go(nav.Route{Screen: nav.Learn}) },
		"for another profile": func(d *desk) { d.switchProfile() },
		"at the end":          func(d *desk) { d.putAway() },
		"by Esc Esc":          func(d *desk) { d.hide() },
	} {
		t.Run(name, func(t *testing.T) {
			d, _, l := afterwards(t)
			d.to(lateReport)
			d.to(lateEntries)
			leave(d)
			d.work.Drain()
			if l.opened == 0 || l.opened != l.closed {
				t.Errorf("opened %d times and closed %d times", l.opened, l.closed)
			}
		})
	}
}

func TestLateSheetsThatCannotBeOpenedSayWhy(t *testing.T) {
	for name, tc := range map[string]struct {
		spoil func(*evenings)
		want  string
	}{
		"they were deleted":   {func(e *evenings) { e.late = nil }, "The answers of this session are not kept any more."},
		"another window has":  {func(e *evenings) { e.refuse = session.ErrInUse }, "Late sheets are being keyed in in another window of Passalong."},
		"the file is damaged": {func(e *evenings) { e.refuse = fmt.Errorf("reading: %w", session.ErrDamaged) }, "The file in which sessions are kept is damaged."},
	} {
		t.Run(name, func(t *testing.T) {
			d, e, _ := afterwards(t)
			tc.spoil(e)
			d.to(lateEntries)
			d.Reads(tc.want)
			d.press("See the report")
			d.at(lateReport)
			d.Reads("Last week")
		})
	}
}

func TestASessionUnderWayIsKnownWhileLateSheetsAreKeyedIn(t *testing.T) {
	d, _, l := afterwards(t)
	d.beginSession(tuesday(), false, func(err error) { t.Error(err) })
	d.work.Drain()
	l.failing = errors.New("the cable was cut")
	d.to(lateEntries)
	d.Reads("Sheets that came late", "“Tuesday night” is under way.")
	d.press("Back to the session")
	d.at(nav.Route{Screen: nav.Facilitate, Session: "s-tuesday"})
	d.Reads("That did not work")
}

func TestAnswersThatWereDeletedLeaveTheReport(t *testing.T) {
	d, e, _ := afterwards(t)
	d.to(lateReport)
	d.press("Delete these answers…")
	d.press("Delete the answers")
	d.at(lateReport)
	d.Hides("Key in late sheets")
	if len(e.late) > 0 || len(e.reports) != 1 {
		t.Errorf("%d kept, %d reports", len(e.late), len(e.reports))
	}
}

func (e *evenings) SetAside(context.Context) (string, error) { return "sessions.damaged.db", nil }
