package supportview

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// A log keeps support in memory.
type log struct {
	kept []evaluation.Support
	err  error
}

func (l *log) Support(context.Context) ([]evaluation.Support, error) {
	return slices.Clone(l.kept), l.err
}

func (l *log) AddSupport(_ context.Context, s evaluation.Support) error {
	if l.err == nil {
		l.kept = append(l.kept, s)
	}
	return l.err
}

func (l *log) DeleteSupport(_ context.Context, id string) error {
	if l.err == nil {
		l.kept = slices.DeleteFunc(l.kept, func(s evaluation.Support) bool { return s.ID == id })
	}
	return l.err
}

// A stage is the screen in a window.
type stage struct {
	*uitest.Shown
	*Screen
	queue *bgtest.Queue
}

func open(t *testing.T, l *log) *stage {
	t.Helper()
	st := &stage{Shown: uitest.Window(t), queue: &bgtest.Queue{}}
	st.Screen = New(t.Context(), Deps{Log: l, Run: st.queue, Now: uitest.Now, NewID: func() string { return "new" }})
	st.Show(st.Screen.Content())
	st.queue.Drain()
	return st
}

func (st *stage) enter(f fyne.Focusable, text string) {
	st.Canvas.Focus(f)
	if s, ok := f.(fyne.Shortcutable); ok {
		s.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	test.Type(f, text)
}

func day(text string) time.Time {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return d
}

func TestSupportIsAddedByKeyboard(t *testing.T) {
	l := &log{}
	st := open(t, l)
	st.Reads("Nothing is in the log yet.")
	if got := st.date.Text(); got != "22 November 2026" {
		t.Error("the day is", got)
	}
	st.enter(st.people[0].Field(), "3")
	st.Return("Add to the log")
	st.queue.Drain()
	want := []evaluation.Support{{ID: "new", Date: day("2026-11-22"), Kind: evaluation.Supervision, Minutes: 60, People: evaluation.Present{Designated: 3}}}
	if diff := cmp.Diff(want, l.kept); diff != "" {
		t.Error(diff)
	}
	st.Reads("It is in the log.", "22 November 2026 · 3 peer workers · 60 min each")
	st.Hides("Nothing is in the log yet.")
}

func TestNothingIsAddedWithoutPeople(t *testing.T) {
	l := &log{}
	st := open(t, l)
	st.Press("Add to the log")
	st.queue.Drain()
	if len(l.kept) > 0 {
		t.Error("kept", l.kept)
	}
}

func TestRemovedSupportComesBack(t *testing.T) {
	old := evaluation.Support{ID: "a", Date: day("2026-11-02"), Kind: evaluation.Debrief, Minutes: 30, People: evaluation.Present{Designated: 1, OtherRole: 2}}
	l := &log{kept: []evaluation.Support{old}}
	st := open(t, l)
	const text = "2 November 2026 · 1 peer worker, 2 other workers · 30 min each"
	st.Reads("Debrief after something hard", text)
	st.Press("Take out: Debrief after something hard, " + text)
	st.queue.Drain()
	if st.Reads("It is out of the log."); len(l.kept) > 0 {
		t.Error("still kept", l.kept)
	}
	st.Press("Undo")
	st.queue.Drain()
	if diff := cmp.Diff([]evaluation.Support{old}, l.kept); diff != "" {
		t.Error(diff)
	}
}

func TestDiskThatRefusesIsSaidAndNothingTypedIsLost(t *testing.T) {
	l := &log{}
	st := open(t, l)
	st.enter(st.people[1].Field(), "12")
	l.err = progress.ErrDiskFull
	st.Press("Add to the log")
	st.queue.Drain()
	st.Reads("The disk is full, so this is not saved.")
	if n := st.people[1].Number(); n != 12 {
		t.Error("what was typed became", n)
	}
	if l.err = nil; len(l.kept) > 0 {
		t.Error("kept", l.kept)
	}
	st.Press("Try again")
	st.queue.Drain()
	st.Hides("The disk is full, so this is not saved.")
	if len(l.kept) != 1 {
		t.Error("not kept the second time")
	}
}

func TestLogThatCannotBeReadIsReadAgain(t *testing.T) {
	l := &log{err: errors.New("the cable was cut")}
	st := open(t, l)
	st.Hides("Nothing is in the log yet.")
	l.err = nil
	st.Press("Try again")
	st.queue.Drain()
	st.Reads("Nothing is in the log yet.")
}

func TestDayIsChecked(t *testing.T) {
	st := open(t, &log{})
	st.enter(st.date.Field(), "3 May 2027")
	st.Reads("That day has not come yet.")
	st.enter(st.date.Field(), "soon")
	st.Reads("Write it as 22 November 2026 or 22/11/2026.")
}
