package printout

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/printout/printouttest"
	"github.com/passalong/passalong/internal/ui/uitest"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// button finds a button of the dialog on top by its words.
func (st *stage) button(t *testing.T, label string) *widgets.Button {
	t.Helper()
	for _, o := range test.LaidOutObjects(st.win.Canvas().Overlays().Top()) {
		if b, ok := o.(*widgets.Button); ok && b.Label() == label && b.Visible() {
			return b
		}
	}
	t.Fatalf("there is no button %q", label)
	return nil
}

// entry finds the first entry of the dialog on top.
func (st *stage) entry(t *testing.T) *widgets.Entry {
	t.Helper()
	return st.entries(t)[0]
}

// entries are those of the dialog on top that can be seen.
func (st *stage) entries(t *testing.T) []*widgets.Entry {
	t.Helper()
	var all []*widgets.Entry
	for _, o := range uitest.Of(t, st.win).Objects() {
		if e, ok := o.(*widgets.Entry); ok {
			all = append(all, e)
		}
	}
	if len(all) == 0 {
		t.Fatal("there is no entry")
	}
	return all
}

// replace types over what stands in an entry.
func replace(e *widgets.Entry, text string) {
	e.Field().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	for range e.Text() {
		e.Field().TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	}
	test.Type(e.Field(), text)
}

func TestPrints(t *testing.T) {
	st := opened(t)
	test.Tap(st.parts.print)
	st.queue.Drain()
	replace(st.entry(t), "40")
	test.Tap(st.button(t, "Print"))
	st.queue.Drain()
	want := paper.Job{Title: "Handout", Copies: 40, Size: paper.A4, Sides: paper.LongEdge, Colour: true}
	if len(st.world.Printed) != 1 || st.world.Printed[0] != want {
		t.Errorf("printed %v, want %v", st.world.Printed, want)
	}
	if st.win.Canvas().Overlays().Top() != nil {
		t.Error("the dialog is still there")
	}
	if !st.parts.done.Visible() {
		t.Error("nothing is said about it")
	}
}

func TestPrintsByKeyboard(t *testing.T) {
	st := opened(t)
	st.win.Canvas().Focus(st.parts.print)
	st.parts.print.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	st.queue.Drain()
	if f, ok := st.win.Canvas().Focused().(*widgets.Button); !ok || f.Label() != "Print" {
		t.Fatalf("the keyboard is at %v", st.win.Canvas().Focused())
	}
	st.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	st.queue.Drain()
	if len(st.world.Printed) != 1 {
		t.Errorf("printed %v", st.world.Printed)
	}
	if st.win.Canvas().Focused() != fyne.Focusable(st.parts.print) {
		t.Error("the keyboard does not go back to where it was")
	}
}

func TestPrintDialogKeepsWhatWasChosen(t *testing.T) {
	st := opened(t)
	st.world.PrintErr = fmt.Errorf("printing: %w", paper.ErrRefused)
	test.Tap(st.parts.print)
	st.queue.Drain()
	replace(st.entry(t), "7")
	test.Tap(st.button(t, "Print"))
	st.queue.Drain()
	if st.win.Canvas().Overlays().Top() == nil || st.entry(t).Text() != "7" {
		t.Fatal("what was typed is gone")
	}
	st.world.PrintErr = nil
	test.Tap(st.button(t, "Print"))
	st.queue.Drain()
	if len(st.world.Printed) != 1 || st.world.Printed[0].Copies != 7 {
		t.Errorf("printed %v", st.world.Printed)
	}
}

func TestNothingIsPrintedWithoutANumber(t *testing.T) {
	st := opened(t)
	test.Tap(st.parts.print)
	st.queue.Drain()
	replace(st.entry(t), "201")
	b := st.button(t, "Print")
	if !b.Disabled() {
		t.Error("201 copies can be printed")
	}
	test.Tap(b)
	st.queue.Drain()
	if len(st.world.Printed) != 0 {
		t.Errorf("printed %v", st.world.Printed)
	}
}

// asks opens the print dialog.
func (st *stage) asks(t *testing.T) *uitest.Shown {
	t.Helper()
	test.Tap(st.parts.print)
	st.queue.Drain()
	return uitest.Of(t, st.win)
}

func TestPrintsSomePagesAsABooklet(t *testing.T) {
	w := printouttest.New()
	w.PageCount = 6
	st := open(t, w, nil)
	st.queue.Drain()
	shown := st.asks(t)
	shown.Press("Some pages")
	if !st.button(t, "Print").Disabled() {
		t.Error("no pages can be printed")
	}
	shown.Reads("Type the pages, such as 2-5, 8.")
	test.Type(st.entries(t)[1].Field(), "1-9")
	shown.Reads("There is no page 9: they go from 1 to 6.")
	replace(st.entries(t)[1], "1-5")
	shown.Press("Booklet")
	shown.Reads("On both sides: front and back belong together.")
	shown.Hides("Both sides")
	test.Tap(st.button(t, "Print"))
	st.queue.Drain()
	if diff := cmp.Diff([]paper.Arrangement{{Pages: []int{1, 2, 3, 4, 5}, Booklet: true}}, w.Arranged); diff != "" {
		t.Error(diff)
	}
	want := paper.Job{Title: "Handout", Copies: 1, Size: paper.A4, Across: true, Sides: paper.ShortEdge, Colour: true}
	if diff := cmp.Diff([]paper.Job{want}, w.Printed); diff != "" || w.Sent[0] != "b: pdf of steps, arranged" {
		t.Errorf("%q %s", w.Sent, diff)
	}
}

func TestWhatCannotBeArrangedIsSaidInTheDialog(t *testing.T) {
	st := opened(t)
	st.world.ArrangeErr = errors.New("no room")
	shown := st.asks(t)
	shown.Press("2")
	test.Tap(st.button(t, "Print"))
	st.queue.Drain()
	shown.Reads("Something went wrong.")
	if len(st.world.Printed) != 0 {
		t.Error("it was printed otherwise than asked")
	}
}

func TestPrintsBothSidesByHand(t *testing.T) {
	w := printouttest.New()
	w.Machines[1].OneSided = true
	var log []string
	st := open(t, w, func(st *stage) {
		st.job.Place = "Van"
		st.job.Printed = func(copies int, place string) { log = append(log, fmt.Sprint(copies, " ", place)) }
	})
	st.queue.Drain()
	shown := st.asks(t)
	replace(st.entry(t), "3")
	test.Tap(st.button(t, "Print"))
	w.Progressed(paper.Progress{State: paper.Printing, Sides: 1}, nil)
	st.queue.Drain()
	shown.Reads("Printing the fronts on Office", "1 of 3 pages")
	shown.Hides("Print the backs")
	w.Progressed(paper.Progress{State: paper.Printed}, nil)
	w.Tick()
	st.queue.Drain()
	shown.Reads("Now the backs")
	if len(log) > 0 {
		t.Errorf("fronts alone are logged: %q", log)
	}
	test.AssertRendersToMarkup(t, "backs.xml", st.win.Canvas())
	w.PrintErr = paper.ErrRefused
	shown.Press("Print the backs")
	st.queue.Drain()
	shown.Reads("The printer did not take the job.", "Now the backs")
	w.PrintErr = nil
	shown.Press("Print the backs")
	st.queue.Drain()
	shown.Reads("Printed", "3 copies on Office.")
	if diff := cmp.Diff([]paper.Half{paper.Fronts, paper.Backs, paper.Backs}, halves(w.Arranged)); diff != "" {
		t.Error(diff)
	}
	for _, j := range w.Printed {
		if j.Sides != paper.OneSide || j.Copies != 3 {
			t.Errorf("printed %+v", j)
		}
	}
	if diff := cmp.Diff([]string{"3 Van"}, log); diff != "" {
		t.Error(diff)
	}
}

func halves(as []paper.Arrangement) []paper.Half {
	var hs []paper.Half
	for _, a := range as {
		hs = append(hs, a.Half)
	}
	return hs
}

func TestFollowsAndStopsAJob(t *testing.T) {
	st := opened(t)
	shown := st.asks(t)
	st.world.Progressed(paper.Progress{State: paper.Printing, Sides: 1}, nil)
	test.Tap(st.button(t, "Print"))
	st.queue.Drain()
	shown.Reads("Printing on Office", "1 of 2 pages")
	st.world.Progressed(paper.Progress{State: paper.Halted, Reason: "media-empty-error"}, nil)
	st.world.Tick()
	st.queue.Drain()
	shown.Reads("Office needs help", "It has stopped: it has no paper. Load paper, and it goes on.")
	st.world.CancelErr = errors.New("busy")
	shown.Press("Stop printing")
	st.queue.Drain()
	shown.Reads("Something went wrong.")
	st.world.CancelErr = nil
	shown.Press("Stop printing")
	st.world.Progressed(paper.Progress{State: paper.Canceled}, nil)
	st.queue.Drain()
	shown.Reads("Stopped")
	if diff := cmp.Diff([]int{1, 1}, st.world.Canceled); diff != "" {
		t.Error(diff)
	}
	shown.Press("Put this away")
	shown.Hides("Stopped")
	st.world.Progressed(paper.Progress{State: paper.Printing}, nil)
	st.world.Tick()
	st.queue.Drain()
	if st.parts.done.Visible() {
		t.Error("a job that was put away comes back")
	}
}

func TestSavingLeavesWhatIsSaidOfAJob(t *testing.T) {
	st := opened(t)
	shown := st.asks(t)
	test.Tap(st.button(t, "Print"))
	st.queue.Drain()
	test.Tap(st.parts.save)
	test.Tap(st.button(t, "Save"))
	st.queue.Drain()
	shown.Reads("Printed", "Saved")
}

func TestAsksForAPlaceOnlyWhereItIsKept(t *testing.T) {
	st := opened(t)
	shown := st.asks(t)
	shown.Hides("For which place?")
	test.Tap(st.button(t, "Cancel"))
	var place string
	st.job.Printed = func(_ int, p string) { place = p }
	st.Make(st.job)
	st.queue.Drain()
	shown = st.asks(t)
	shown.Reads("For which place?")
	all := st.entries(t)
	test.Type(all[len(all)-1].Field(), " Harbour Street ")
	test.Tap(st.button(t, "Print"))
	st.queue.Drain()
	if place != "Harbour Street" {
		t.Errorf("kept for %q", place)
	}
}

func TestPrinterIsTestedOnce(t *testing.T) {
	st := opened(t)
	shown := st.asks(t)
	shown.Press("Test this printer")
	shown.Reads("Test Office")
	shown.Hides("No, it points down")
	st.world.PrintErr = paper.ErrRefused
	shown.Press("Print the test sheet")
	st.queue.Drain()
	shown.Reads("The printer did not take the job.")
	st.world.PrintErr = nil
	shown.Press("Print the test sheet")
	st.queue.Drain()
	if got := st.world.Sent; len(got) != 1 || got[0] != "b: test sheet" || st.world.Printed[0].Sides != paper.LongEdge {
		t.Fatalf("printed %q, %+v", got, st.world.Printed)
	}
	test.AssertRendersToMarkup(t, "flip.xml", st.win.Canvas())
	st.world.FlipErr = progress.ErrDiskFull
	shown.Press("No, it points down")
	st.queue.Drain()
	shown.Reads("Test Office")
	st.world.FlipErr = nil
	shown.Press("No, it points down")
	st.queue.Drain()
	shown.Reads("Print this handout", "Tested: it turns backs upside down, so Passalong turns them round.")
	if b, ok := st.win.Canvas().Focused().(*widgets.Button); !ok || b.Label() != "Print" {
		t.Errorf("the keyboard is at %v", st.win.Canvas().Focused())
	}
	if !st.world.Turns["b"] {
		t.Error("it is not remembered")
	}
	test.Tap(st.button(t, "Print"))
	st.queue.Drain()
	if n := len(st.world.Arranged); n != 1 || !st.world.Arranged[0].TurnBacks {
		t.Errorf("arranged %+v", st.world.Arranged)
	}
	st.asks(t).Reads("Tested: it turns backs upside down, so Passalong turns them round.")
}

func TestOldHandoutAsksBeforePrinting(t *testing.T) {
	st := open(t, printouttest.New(), func(st *stage) { st.job.Warnings = []Warning{{"Out of date", "It is old."}} })
	st.queue.Drain()
	test.Tap(st.parts.print)
	st.queue.Drain()
	st.button(t, "Print anyway")
}

func TestMachineWithoutPrinters(t *testing.T) {
	st := opened(t)
	st.world.PrintersErr = paper.ErrNoPrintSystem
	test.Tap(st.parts.print)
	st.queue.Drain()
	if !st.button(t, "Print").Disabled() {
		t.Error("it can be printed on nothing")
	}
	st.world.PrintersErr = nil
	test.Tap(st.button(t, "Look again"))
	st.queue.Drain()
	if st.button(t, "Print").Disabled() {
		t.Error("the printers that are there now are not found")
	}
}

func TestSaves(t *testing.T) {
	st := opened(t)
	test.Tap(st.parts.save)
	if got := st.entry(t).Text(); got != "/home/sam/Downloads/steps-1.2.pdf" {
		t.Errorf("suggested %q", got)
	}
	test.Tap(st.button(t, "Save"))
	st.queue.Drain()
	if st.world.Kept["/home/sam/Downloads/steps-1.2.pdf"] != "pdf of steps" {
		t.Errorf("files %v", st.world.Kept)
	}
	if st.win.Canvas().Overlays().Top() != nil || !st.parts.done.Visible() {
		t.Fatal("it is not said that it was saved")
	}
	for _, o := range test.LaidOutObjects(st.parts.done) {
		if b, ok := o.(*widgets.Button); ok && b.Label() == "Show folder" {
			test.Tap(b)
		}
	}
	st.queue.Drain()
	if len(st.world.Shown) != 1 {
		t.Error("the folder is not shown")
	}
}

func TestAsksBeforeReplacing(t *testing.T) {
	st := opened(t)
	const path = "/home/sam/Downloads/steps-1.2.pdf"
	st.world.Kept[path] = "something else"
	test.Tap(st.parts.save)
	st.entry(t).Field().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	st.queue.Drain()
	if st.world.Kept[path] != "something else" {
		t.Fatal("it was replaced unasked")
	}
	test.AssertRendersToMarkup(t, "replace.xml", st.win.Canvas())
	test.Tap(st.button(t, "Replace it"))
	st.queue.Drain()
	if st.world.Kept[path] != "pdf of steps" {
		t.Errorf("it holds %q", st.world.Kept[path])
	}
}

func TestSavingFails(t *testing.T) {
	st := opened(t)
	st.world.SaveErr = progress.ErrDiskFull
	test.Tap(st.parts.save)
	test.Tap(st.button(t, "Save"))
	st.queue.Drain()
	if got := st.entry(t).Text(); got != "/home/sam/Downloads/steps-1.2.pdf" {
		t.Errorf("what was typed is now %q", got)
	}
	st.world.SaveErr = nil
	test.Tap(st.button(t, "Save"))
	st.queue.Drain()
	if len(st.world.Kept) != 1 {
		t.Error("it is not saved the second time either")
	}
}

func TestSavingGoesOnWhenTheScreenIsLeft(t *testing.T) {
	w := printouttest.New()
	ctx, leave := context.WithCancel(t.Context())
	st := open(t, w, nil)
	st.ctx = ctx
	st.queue.Drain()
	test.Tap(st.parts.save)
	test.Tap(st.button(t, "Save"))
	leave()
	st.queue.Drain()
	if len(w.Kept) != 1 {
		t.Error("the file was lost")
	}
}

func TestNoteIsReadBeforeSaving(t *testing.T) {
	st := open(t, printouttest.New(), func(st *stage) { st.job.SaveNote = "The name is in the file." })
	st.queue.Drain()
	test.Tap(st.parts.save)
	for _, o := range test.LaidOutObjects(st.win.Canvas().Overlays().Top()) {
		if text, ok := o.(*widgets.Text); ok && text.Text() == st.job.SaveNote {
			return
		}
	}
	t.Error("the note is not in the dialog")
}
