package printlogview

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/printout/printouttest"
	"github.com/passalong/passalong/internal/ui/uitest"
)

func date(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// library has a handout that was changed, one with a newer version, one that was taken back and an alert that is over.
func library() *catalog.Catalog {
	fine := date("2027-05-21")
	return &catalog.Catalog{
		Handouts: []catalog.Handout{
			{ID: "steps", Title: "Overdose steps", Version: "2.2", Language: "en", ReviewBy: fine, Changes: []catalog.Amendment{
				{Version: "2.2", Date: date("2026-06-01"), What: "the second dose comes after three minutes", Recall: true},
			}},
			{ID: "chat", Title: "A good chat", Version: "1.1", Language: "en", ReviewBy: fine},
			{ID: "old", Title: "Old", Version: "1.0", Language: "en", ReviewBy: date("2026-10-01")},
		},
		Withdrawn: []catalog.Withdrawal{{Handout: "snort", Title: "Safer snorting", On: date("2026-10-01"), Why: "it named a dose that is too high.", Instead: "chat"}},
		Alerts:    []catalog.Alert{{ID: "mdma", Version: "1.0", Title: "High-dose pills", From: date("2026-01-01"), Expires: date("2026-03-15")}},
	}
}

// prints are newest first.
func prints() []recall.Print {
	return []recall.Print{
		{ID: "5", Handout: "steps", Title: "Overdose steps", Version: "2.1", Language: "en", Form: paper.HandoutForm{Format: paper.Card}, Copies: 40, Place: "the van", At: date("2026-05-03")},
		{ID: "4", Handout: "chat", Title: "A good chat", Version: "1.0", Language: "en", Copies: 10, At: date("2026-05-03")},
		{ID: "3", Handout: "snort", Title: "Safer snorting", Version: "1.0", Language: "en", Copies: 1, At: date("2026-04-20")},
		{ID: "2", Alert: "mdma", Title: "High-dose pills", Version: "1.0", Copies: 3, At: date("2026-02-02")},
		{ID: "1", Handout: "steps", Title: "Overdose steps", Version: "2.0", Language: "en", Copies: 5, At: date("2026-01-01"), Settled: date("2026-06-02")},
	}
}

// world is everything outside the screen.
type world struct {
	*printouttest.World
	prints    []recall.Print
	readErr   error
	settleErr error
	clearErr  error
	settled   [][]string
	keeps     bool
	keepErr   error
	made      []recall.Recall
	way       uitest.Way
}

func (w *world) Entries() ([]recall.Print, error) { return slices.Clone(w.prints), w.readErr }

func (w *world) Settle(_ context.Context, ids []string, at time.Time) error {
	if w.settleErr != nil {
		return w.settleErr
	}
	w.settled = append(w.settled, ids)
	for i := range w.prints {
		if slices.Contains(ids, w.prints[i].ID) {
			w.prints[i].Settled = at
		}
	}
	return nil
}

func (w *world) Clear() error {
	if w.clearErr == nil {
		w.prints = nil
	}
	return w.clearErr
}

func (w *world) MakeChanges(ctx context.Context, recalls []recall.Recall) (paper.Sheet, error) {
	w.made = recalls
	return w.Press(ctx, fmt.Sprintf("%d recalls", len(recalls)))
}

// stage is the screen in a window.
type stage struct {
	*Screen
	*uitest.Shown
	world *world
	queue *bgtest.Queue
}

func open(t *testing.T, w *world) *stage { return openIn(t, t.Context(), w) }

func openIn(t *testing.T, ctx context.Context, w *world) *stage {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	win := test.NewTempWindow(t, container.NewWithoutLayout())
	win.SetPadded(false)
	win.Resize(fyne.NewSize(860, 1700))
	w.World = printouttest.New()
	st := &stage{world: w, queue: &bgtest.Queue{}, Shown: uitest.Of(t, win)}
	st.Screen = New(ctx, Deps{
		Catalog: library(), Nav: &w.way, Run: st.queue, Canvas: win.Canvas(), Now: func() time.Time { return uitest.Noon }, Log: w, Press: w,
		Desk:  printout.Deps{Run: st.queue, FirstUse: w.FirstUse, Pages: w, Printing: w, Files: w, Viewer: w},
		Keeps: func() bool { return w.keeps },
		OnKeep: func(on bool, done func(error)) {
			if w.keepErr == nil {
				w.keeps = on
			}
			done(w.keepErr)
		},
	})
	win.SetContent(st.Content())
	st.queue.Drain()
	return st
}

func (st *stage) press(label string) {
	st.Press(label)
	st.queue.Drain()
}

func TestRecallsComeFirst(t *testing.T) {
	st := open(t, &world{prints: prints(), keeps: true})
	st.Reads("Bin these",
		"You printed 1 of version 1.0 on 20 April 2026.", "Bin it.", "The library took it back on 1 October 2026: it named a dose that is too high. Hand out “A good chat” in its place.", "Open “A good chat”",
		"You printed 40 of version 2.1 for the van on 3 May 2026.", "Bin them.", "Earlier versions must not be handed out any more. What changed:", "Version 2.2, 1 June 2026: the second dose comes after three minutes.", "Print the new version",
		"You printed 3 of version 1.0 on 2 February 2026.", "The alert held until 15 March 2026. It is over.",
		"There is a newer version", "You printed 10 of version 1.0 on 3 May 2026.", "You can use these up.", "Version 1.1 is out.",
		"What was printed", "3 May 2026", "40 × Overdose steps, version 2.1", "Wallet card · English · for the van", "A4 sheet · English · gone since 2 June 2026")
	st.Markup(t, "recalls.xml")
	if st.Canvas.Focused() != st.Focus() || st.Focus() == nil {
		t.Error("the keyboard is not on the first recall")
	}
	st.press("Open “A good chat”")
	if want := (nav.Route{Screen: nav.Handout, Handout: "chat"}); st.world.way.Last() != want {
		t.Errorf("went to %v", st.world.way.Last())
	}
}

func TestWhatIsGoneIsSettledWhenTheScreenIsLeft(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	st := openIn(t, ctx, &world{prints: prints(), keeps: true})
	st.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) // of what was taken back
	st.queue.Drain()
	st.Reads("Good: they are off the list.")
	st.Hides("You printed 1 of version 1.0 on 20 April 2026.")
	st.press("Undo")
	st.Reads("You printed 1 of version 1.0 on 20 April 2026.")
	st.press("Done: they are gone")
	st.press("Done: they are gone")
	if diff := cmp.Diff([][]string{{"3"}}, st.world.settled); diff != "" {
		t.Error("what cannot be taken back any more is written:", diff)
	}
	st.Leave()
	leave()
	st.queue.Drain()
	if diff := cmp.Diff([][]string{{"3"}, {"5"}}, st.world.settled); diff != "" {
		t.Error(diff)
	}
}

func TestAllAreGone(t *testing.T) {
	st := open(t, &world{prints: prints(), keeps: true})
	st.press("All of these are gone")
	st.Hides("Bin these")
	st.press("They are used up")
	st.Reads("Nothing that was printed here has to be called back.")
	st.Refresh()
	st.queue.Drain()
	st.Reads("Nothing that was printed here has to be called back.")
	if n := len(st.world.settled); n != 2 {
		t.Errorf("settled %v", st.world.settled)
	}
}

func TestWhatCannotBeSettledComesBack(t *testing.T) {
	st := open(t, &world{prints: prints(), keeps: true, settleErr: progress.ErrDiskFull})
	st.press("Done: they are gone")
	st.press("Done: they are gone")
	st.Reads("You printed 1 of version 1.0 on 20 April 2026.", "Good: they are off the list.", "The disk is full, so this is not saved.")
	st.world.settleErr = nil
	st.press("All of these are gone")
	st.Hides("The disk is full, so this is not saved.")
}

func TestListIsPrinted(t *testing.T) {
	st := open(t, &world{prints: prints(), keeps: true})
	st.press("Print this list")
	st.Reads("What to bin", "Page 1 of 2")
	st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	st.queue.Drain()
	st.Reads("Page 2 of 2")
	if len(st.world.made) != 4 || st.world.made[0].Cause != recall.Withdrawn {
		t.Errorf("made of %v", st.world.made)
	}
	st.press("Print")
	st.press("Print")
	if len(st.world.Printed) != 1 {
		t.Errorf("printed %v", st.world.Printed)
	}
	st.press("Back to the print log")
	st.Reads("Bin these")
	if st.Canvas.Focused() != fyne.Focusable(st.Find("Print this list")) {
		t.Error("the keyboard does not come back")
	}
}

func TestEmptyAndSwitchedOff(t *testing.T) {
	st := open(t, &world{})
	st.Reads("Nothing is written down yet", "The log is switched off: what you print now is not written down, and cannot be called back.")
	st.Hides("Wipe the log", "Bin these")
	st.Markup(t, "empty.xml")
	st.press("Write down what is printed")
	st.Hides("The log is switched off: what you print now is not written down, and cannot be called back.")
	if !st.world.keeps {
		t.Error("it is not switched on")
	}
	st.world.keepErr = progress.ErrDiskFull
	st.press("Write down what is printed")
	st.Reads("The disk is full, so this is not saved.")
	if !st.parts.keep.On() {
		t.Error("the switch says what is not so")
	}
	st.press("See the handouts")
	if want := (nav.Route{Screen: nav.Handouts}); st.world.way.Last() != want {
		t.Errorf("went to %v", st.world.way.Last())
	}
}

func TestLogIsWipedAfterAYes(t *testing.T) {
	st := open(t, &world{prints: prints(), keeps: true, clearErr: progress.ErrCannotWrite})
	st.press("Wipe the log")
	st.press("Keep it")
	st.Reads("What was printed")
	st.press("Wipe the log")
	st.press("Wipe it")
	st.Reads("The data folder cannot be written to, so this is not saved.", "What was printed")
	st.world.clearErr = nil
	st.press("Wipe the log")
	st.press("Wipe it")
	st.Reads("The print log is wiped. Nothing of it is left on this computer.", "Nothing is written down yet")
	st.Hides("What was printed", "Bin these")
}

func TestLogThatCannotBeRead(t *testing.T) {
	st := open(t, &world{readErr: uitest.ErrAny})
	st.Reads("Something went wrong.")
	st.Hides("Reading the print log…", "Nothing is written down yet")
	st.world.readErr = nil
	st.press("Try again")
	st.Reads("Nothing is written down yet")
}

func TestLongLogIsShownInParts(t *testing.T) {
	w := &world{keeps: true}
	for i := range 50 {
		w.prints = append(w.prints, recall.Print{ID: fmt.Sprint(i), Handout: "chat", Title: "A good chat", Version: "1.1", Copies: i + 1, At: date("2026-05-03")})
	}
	st := open(t, w)
	st.Reads("30 × A good chat, version 1.1", "Show 20 older")
	st.Hides("31 × A good chat, version 1.1")
	st.press("Show 20 older")
	st.Reads("50 × A good chat, version 1.1")
	st.Hides("Show 20 older")
}

func TestEveryCauseInWords(t *testing.T) {
	m := model{catalog: library(), now: func() time.Time { return uitest.Noon }}
	p := recall.Print{ID: "1", Handout: "old", Title: "Old", Version: "1.0", Copies: 2, At: date("2026-05-03")}
	for cause, want := range map[recall.Cause]string{
		recall.Withdrawn: "The library has taken it back.",
		recall.OutOfDate: "It was to be reviewed by 1 October 2026, and that day has passed.",
		recall.Gone:      "The library does not have it any more, and does not say why.",
	} {
		c := m.card(recall.Recall{Print: p, Cause: cause, ReviewBy: date("2026-10-01")})
		if c.Why != want || c.Do != "Bin them." || c.Open != "Open the handout" {
			t.Errorf("%s: %+v", cause, c)
		}
	}
	p.Version = ""
	if got := m.card(recall.Recall{Print: p, Cause: recall.Gone}).Printed; got != "You printed 2 on 3 May 2026." {
		t.Error(got)
	}
}
