package closingview

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// A room is a session in memory that can refuse.
type room struct {
	mu        sync.Mutex
	desk      session.DeskView
	err       error
	closed    []session.Closed
	finished  []bool // with sheets or without
	discarded int
	unswept   bool // what was deleted may still be on the disk
}

func (r *room) Desk() session.DeskView {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.desk
}

func (r *room) Do(_ context.Context, e session.Event) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err == nil {
		r.closed = append(r.closed, e.(session.Closed))
		r.desk.Closing = e.(session.Closed)
	}
	return r.err
}

func (r *room) Finish(_ context.Context, keepSheets bool) (string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil {
		return "", r.err
	}
	r.finished = append(r.finished, keepSheets)
	if r.unswept {
		return "report", session.ErrNotSwept
	}
	if r.desk.Rehearsal {
		return "", nil
	}
	return "report", nil
}

func (r *room) Discard(context.Context) error {
	r.discarded++
	return nil
}

// evening is a session with a wall, a handout and sheets.
func evening() session.DeskView {
	return session.DeskView{
		Plan: plan.Plan{Title: "Tuesday night", Sections: []plan.Section{
			{ID: "a", Kind: plan.Opening, Handouts: []catalog.HandoutID{"card"}, Steps: []plan.Step{{Poll: &plan.Poll{ID: "wall-1", Kind: plan.WallPoll, Prompt: "What will you tell a friend?"}}}},
			{ID: "b", Kind: plan.Activity, Off: true, Handouts: []catalog.HandoutID{"poster"}},
		}},
		Sheets: map[evaluation.Phase]int{evaluation.Before: 6, evaluation.After: 5}, Paired: 4,
		Closing: session.Closed{Minutes: 95},
	}
}

type stage struct {
	*uitest.Shown
	*Screen
	room  *room
	queue *bgtest.Queue
	way   uitest.Way
	ended int
	told  []error
	leave context.CancelFunc
}

func open(t *testing.T, desk session.DeskView) *stage {
	t.Helper()
	cat := uitest.Library()
	cat.Handouts = append(cat.Handouts, catalog.Handout{ID: "poster", Title: "Poster", Version: "1.0"})
	st := &stage{Shown: uitest.Window(t), queue: &bgtest.Queue{}, room: &room{desk: desk}}
	ctx, leave := context.WithCancel(t.Context())
	st.leave = leave
	st.Screen = New(ctx, Deps{
		Catalog: cat, Session: st.room, Nav: &st.way, Run: st.queue, Canvas: st.Canvas,
		Region: func() catalog.Region { return "au-vic" }, OnEnded: func() { st.ended++ },
		Tell: func(err error) { st.told = append(st.told, err) },
	})
	st.Show(st.Screen.Content())
	return st
}

func (st *stage) enter(f fyne.Focusable, text string) {
	st.Canvas.Focus(f)
	if s, ok := f.(fyne.Shortcutable); ok {
		s.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	test.Type(f, text)
}

func (st *stage) press(label string) {
	st.Press(label)
	st.queue.Drain()
}

func TestSessionIsFinishedWithWhatWasEntered(t *testing.T) {
	st := open(t, evening())
	st.Reads("Tuesday night", "Nobody is counted yet.", "6 sheets before, 5 sheets after, 4 matched.", "Pocket card")
	st.Hides("Poster") // it was left out with its section
	for i, n := range []string{"2", "1", "7"} {
		st.enter(st.parts.people[i].Field(), n)
	}
	st.Reads("10 people in all.")
	st.enter(st.parts.copies[0].Field(), "9")
	st.enter(st.parts.line.Field(), "  I will   keep it by the door ")
	st.press("Add")
	st.enter(st.parts.line.Field(), "Not added, but meant")
	st.press("Keep the words of “What will you tell a friend?”")
	st.press("Keep the answers, for sheets that come late")
	st.press("Finish and make the report")
	want := session.Closed{
		Region: "au-vic", Present: evaluation.Present{Designated: 2, OtherRole: 1, Community: 7}, Minutes: 95,
		Said:     []string{"I will keep it by the door", "Not added, but meant"},
		Handouts: []evaluation.HandoutGiven{{ID: "card", Title: "Pocket card", Version: "1.0", Copies: 9}},
		Words:    map[plan.PollID]bool{"wall-1": true},
	}
	if diff := cmp.Diff([]session.Closed{want}, st.room.closed); diff != "" {
		t.Error(diff)
	}
	if !slices.Equal(st.room.finished, []bool{true}) || st.ended != 1 {
		t.Errorf("finished %v, ended %d", st.room.finished, st.ended)
	}
	if got := st.way.Replaced; !slices.Equal(got, []nav.Route{{Screen: nav.SessionReport, Report: "report"}}) {
		t.Error("went to", got)
	}
}

func TestDiskThatRefusesKeepsEverythingOnScreen(t *testing.T) {
	st := open(t, evening())
	st.enter(st.parts.people[0].Field(), "3")
	st.room.err = progress.ErrDiskFull
	st.press("Finish and make the report")
	st.Reads("The disk is full, so this is not saved.", "3 people in all.")
	if st.Canvas.Focused() != fyne.Focusable(st.parts.finish) || st.ended != 0 || len(st.way.Replaced) > 0 {
		t.Error("the session went on")
	}
	st.room.err = nil
	st.press("Finish and make the report")
	st.Hides("The disk is full, so this is not saved.")
	if len(st.room.finished) != 1 {
		t.Error("the second try did not finish it")
	}
}

func TestWhatCouldNotBeSweptIsSaidAndTheSessionIsOver(t *testing.T) {
	st := open(t, evening())
	st.room.unswept = true
	st.press("Finish and make the report")
	if len(st.told) != 1 || !errors.Is(st.told[0], session.ErrNotSwept) || st.ended != 1 || len(st.way.Replaced) != 1 {
		t.Errorf("told %v, ended %d, went to %v", st.told, st.ended, st.way.Replaced)
	}
}

func TestLeavingKeepsWhatWasEntered(t *testing.T) {
	st := open(t, evening())
	st.enter(st.parts.people[2].Field(), "8")
	st.Leave()
	st.leave()
	st.queue.Drain()
	if len(st.room.closed) != 1 || st.room.closed[0].Present.Community != 8 {
		t.Error("kept", st.room.closed)
	}
	st = open(t, evening())
	st.enter(st.parts.people[2].Field(), "8")
	st.room.err = progress.ErrDiskFull
	st.Leave()
	st.leave()
	st.queue.Drain()
	if len(st.told) != 1 || !errors.Is(st.told[0], progress.ErrDiskFull) {
		t.Errorf("what could not be kept: told %v", st.told)
	}
	st = open(t, evening())
	st.Leave()
	st.queue.Drain()
	if len(st.room.closed) > 0 {
		t.Error("nothing was entered, and this was kept:", st.room.closed)
	}
}

func TestLinesAreTakenOut(t *testing.T) {
	desk := evening()
	desk.Closing.Said = []string{"One", "Two"}
	st := open(t, desk)
	st.press("Take out “One”")
	st.Hides("“One”")
	st.Reads("“Two”")
	st.press("Finish and make the report")
	if got := st.room.closed[0].Said; !slices.Equal(got, []string{"Two"}) {
		t.Error("kept", got)
	}
}

func TestThrowingAwayIsAskedFirst(t *testing.T) {
	st := open(t, evening())
	st.press("Throw it away…")
	st.Reads("Throw this session away?")
	st.press("Cancel")
	if st.room.discarded > 0 {
		t.Fatal("it was thrown away by cancelling")
	}
	st.press("Throw it away…")
	st.press("Throw it away")
	if st.room.discarded != 1 || !slices.Equal(st.way.Replaced, []nav.Route{{Screen: nav.Sessions}}) || len(st.room.finished) > 0 {
		t.Errorf("thrown away %d times, went to %v", st.room.discarded, st.way.Replaced)
	}
}

func TestRehearsalOnlyEnds(t *testing.T) {
	desk := evening()
	desk.Rehearsal = true
	st := open(t, desk)
	st.Hides("Who was there", "Throw it away…")
	st.press("End the rehearsal")
	if len(st.room.closed) > 0 || !slices.Equal(st.way.Replaced, []nav.Route{{Screen: nav.Sessions}}) {
		t.Errorf("kept %v, went to %v", st.room.closed, st.way.Replaced)
	}
}

func TestSheetsThatAreKeyedInMeanwhileAreCounted(t *testing.T) {
	st := open(t, evening())
	st.Reads("Fewer than five are matched")
	st.room.desk.Paired = 5
	st.Refresh()
	st.Reads("6 sheets before, 5 sheets after, 5 matched.")
	st.Hides("Fewer than five are matched")
}

func TestSheetsMayAllComeLate(t *testing.T) {
	desk := evening()
	desk.Sheets, desk.Paired = nil, 0
	open(t, desk).Hides("Before and after")
	desk.Plan.Check = []plan.Poll{{ID: "m/i", Kind: plan.ItemPoll}}
	st := open(t, desk)
	st.Reads("No sheets are in.")
	st.Hides("Fewer than five are matched")
	st.press("Keep the answers, for sheets that come late")
	st.press("Finish and make the report")
	if !slices.Equal(st.room.finished, []bool{true}) {
		t.Error("finished with", st.room.finished)
	}
}

func TestLooks(t *testing.T) {
	desk := evening()
	desk.Closing.Present = evaluation.Present{Designated: 1, Community: 9}
	desk.Closing.Place, desk.Closing.Said = evaluation.Community, []string{"I did not know that it wears off."}
	st := open(t, desk)
	st.Markup(t, "entered.xml")
}
