package printout

import (
	"context"
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/printout/printouttest"
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

// entry finds the entry of the dialog on top.
func (st *stage) entry(t *testing.T) *widgets.Entry {
	t.Helper()
	for _, o := range test.LaidOutObjects(st.win.Canvas().Overlays().Top()) {
		if e, ok := o.(*widgets.Entry); ok {
			return e
		}
	}
	t.Fatal("there is no entry")
	return nil
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

func TestOldHandoutAsksBeforePrinting(t *testing.T) {
	st := open(t, printouttest.New(), func(st *stage) { st.job.Warning = "It is old." })
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
