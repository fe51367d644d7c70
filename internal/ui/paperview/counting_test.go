package paperview

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/session"
)

func counted(t *testing.T, e session.Event) map[string]int {
	t.Helper()
	c, ok := e.(session.Counted)
	if !ok || c.Way != evaluation.Paper {
		t.Fatalf("%+v", e)
	}
	return c.Counts
}

func TestSlipsAreCountedWithAKeyEach(t *testing.T) {
	st := open(t, begin(t, nil, single("q1"), single("q2")))
	st.Hides("Sheets before and after", "Save the sheet") // there are no sheets in this plan
	st.types("abbBc?x⌫")
	st.Reads("5 slips counted", "What now, q2?")
	st.Markup(t, "slips.xml")
	st.types("⏎")
	st.settles()
	if e := st.last().(session.Counted); e.Poll != "overdose/q2" {
		t.Errorf("%+v", e)
	}
	if diff := cmp.Diff(map[string]int{"wait": 1, "call": 3, "walk": 1, "unsure": 0}, counted(t, st.last())); diff != "" {
		t.Error(diff)
	}
	st.Reads("5 slips saved.")
	// More of them come later, and count on.
	st.types("d⏎")
	st.settles()
	if got := counted(t, st.last()); got["bath"] != 1 || got["call"] != 3 {
		t.Errorf("%v", got)
	}
}

func TestSlipsAreCountedWithThePointer(t *testing.T) {
	st := open(t, begin(t, ten(), multiple()))
	st.Press("Slips, one question at a time")
	test.Tap(st.parts.slips.rows[0].key)
	test.Tap(st.parts.slips.rows[0].key)
	test.Tap(st.parts.slips.rows[1].count.More())
	st.Reads("3 letters counted")
	st.Press("Save the counts")
	st.settles()
	if diff := cmp.Diff(map[string]int{"blue": 2, "slow": 1}, counted(t, st.last())); diff != "" {
		t.Error(diff)
	}
	st.Press("Sheets before and after")
	st.Reads("Save the sheet")
	if st.Canvas.Focused() != st.parts.sheet.ticket.Field() {
		t.Error("the keyboard is not at the ticket")
	}
}

func TestSlipsOfWhatHasNoLetters(t *testing.T) {
	p := ordered()
	p.Item.Partial = true
	st := open(t, begin(t, nil, p))
	st.types("rrpn?N⌫⏎")
	st.settles()
	if diff := cmp.Diff(map[string]int{"right": 2, "partly": 1, "wrong": 1, "unsure": 1}, counted(t, st.last())); diff != "" {
		t.Error(diff)
	}
}

func TestADiskThatFailsLosesNoSlips(t *testing.T) {
	st := open(t, begin(t, nil, single("q1"), single("q2")))
	st.room.disk = progress.ErrDiskFull
	st.types("abb⏎")
	st.settles()
	st.Reads("The disk is full, so this is not saved.", "3 slips counted")
	st.onQuestion(0) // is not gone to while those are not kept
	st.settles()
	st.Reads("What now, q2?", "3 slips counted")
	st.room.disk = nil
	st.Press("Try again")
	st.settles()
	st.Reads("3 slips saved.")
	if got := counted(t, st.last()); got["call"] != 2 {
		t.Errorf("%v", got)
	}
}

func TestAnotherQuestionIsCountedByItself(t *testing.T) {
	st := open(t, begin(t, nil, single("q1"), single("q2")))
	st.types("aab")
	st.onQuestion(0)
	st.settles()
	if e := st.last().(session.Counted); e.Poll != "overdose/q2" || e.Counts["wait"] != 2 {
		t.Errorf("%+v", e)
	}
	st.Reads("What now, q1?", "0 slips counted")
	if st.Canvas.Focused() != fyne.Focusable(st.parts.slips.pad) {
		t.Error("the keyboard is not at the slips")
	}
	st.types("c")
	st.Refresh()
	st.Reads("What now, q1?", "1 slip counted")
	st.Leave()
	st.settles()
	if e := st.last().(session.Counted); e.Poll != "overdose/q1" || e.Counts["walk"] != 1 {
		t.Errorf("%+v", e)
	}
	n := len(st.room.events)
	st.Leave()
	st.settles()
	if len(st.room.events) != n {
		t.Error("what is kept was kept again")
	}
	st.onQuestion(1)
	st.Reads("What now, q2?", "3 slips counted")
}

func TestSlipsThatCannotBeKeptOnLeavingAreNotLostInSilence(t *testing.T) {
	st := open(t, begin(t, nil, single("q1")))
	st.types("ab")
	st.room.disk = progress.ErrDiskFull
	st.Leave()
	st.end()
	st.work.Drain()
	if len(st.told) != 1 || !errors.Is(st.told[0], progress.ErrDiskFull) {
		t.Errorf("told %v", st.told)
	}
}

func TestASlipCountHasAnEnd(t *testing.T) {
	s := slips{asked: []session.DeskPoll{{Poll: plan.Poll{ID: "p"}, Rows: []session.Row{{Key: "a", Letter: "A"}}}}}
	s.open(0)
	s.set("a", session.MostCounted)
	if s.key('a') || s.total() != session.MostCounted || s.back() {
		t.Errorf("%d", s.total())
	}
}
