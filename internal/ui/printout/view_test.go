package printout

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/printout/printouttest"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// stage is a desk in a window.
type stage struct {
	*Desk
	world *printouttest.World
	queue *bgtest.Queue
	win   fyne.Window
	job   Job
}

func open(t *testing.T, w *printouttest.World, change func(*stage)) *stage {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	st := &stage{world: w, queue: &bgtest.Queue{}, job: Job{
		Make: func(ctx context.Context) (paper.Sheet, error) { return w.Press(ctx, "pdf of steps") },
		Name: "this handout", File: "steps-1.2.pdf",
	}}
	if change != nil {
		change(st)
	}
	st.Desk = New(t.Context(), Deps{
		Run: st.queue, FirstUse: w.FirstUse, Pages: w, Printing: w, Arranger: w, Flips: w, Every: w.Every, Files: w, Viewer: w,
	}, func() {})
	content := st.Show(widgets.Title("Overdose: what to do"), st.Actions(), st.Done(), st.Trouble(), widgets.NewCard(widgets.Body("What is on it")))
	st.win = test.NewTempWindow(t, content)
	st.win.SetPadded(false)
	st.win.Resize(fyne.NewSize(940, 660))
	st.Make(st.job)
	return st
}

func opened(t *testing.T) *stage {
	t.Helper()
	st := open(t, printouttest.New(), nil)
	st.queue.Drain()
	return st
}

func TestShowsThePageSharp(t *testing.T) {
	st := opened(t)
	last := st.world.LastDrawn()
	if want := st.parts.preview.dpi(wholePage); last != (printouttest.Drawing{DPI: want}) {
		t.Errorf("drawn %v, want page 0 in %d dpi", last, want)
	}
	img := st.parts.preview.sheet.page
	b := img.Image.Bounds()
	if got := img.Size(); got.Width != float32(b.Dx()) || got.Height != float32(b.Dy()) {
		t.Errorf("a picture of %v is shown at %v: its letters are not sharp", b.Size(), got)
	}
	if !st.parts.print.Visible() || st.parts.print.Disabled() {
		t.Error("there is a page, but it cannot be printed")
	}
}

func TestDrawsAgainForAnotherSizeOnce(t *testing.T) {
	st := opened(t)
	before := len(st.world.Drawn)
	for width := range 40 {
		st.win.Resize(fyne.NewSize(940, float32(500+width)))
	}
	st.queue.Drain()
	if got := len(st.world.Drawn) - before; got < 1 || got > 3 {
		t.Errorf("drawn %d times while the window was pulled", got)
	}
	if last := st.world.LastDrawn(); last.DPI != st.parts.preview.dpi(wholePage) {
		t.Errorf("drawn last in %d dpi, shown in %d", last.DPI, st.parts.preview.dpi(wholePage))
	}
}

func TestTurnsPagesAndZooms(t *testing.T) {
	st := opened(t)
	test.Tap(st.parts.preview.next)
	st.queue.Drain()
	if got := st.parts.preview.pageText.Text(); got != "Page 2 of 2" || st.world.LastDrawn().Page != 1 {
		t.Errorf("%q, drawn %v", got, st.world.Drawn)
	}
	if !st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageUp}) {
		t.Fatal("Page Up does nothing")
	}
	st.queue.Drain()
	if got := st.parts.preview.pageText.Text(); got != "Page 1 of 2" {
		t.Errorf("after Page Up: %q", got)
	}
	test.Tap(st.parts.preview.zoom.Item(1).(fyne.Tappable))
	st.queue.Drain()
	if last := st.world.LastDrawn(); last.DPI != 96 {
		t.Errorf("100 %% is drawn in %d dpi", last.DPI)
	}
	if !st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyDown}) || st.parts.preview.desk.Offset.Y == 0 {
		t.Error("the page does not scroll by key")
	}
	if !st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyRight}) || st.parts.preview.desk.Offset.X == 0 {
		t.Error("the page does not scroll sideways by key")
	}
}

func TestFirstUseCanBeStopped(t *testing.T) {
	w := printouttest.New()
	w.First, w.Hold = true, make(chan struct{})
	st := open(t, w, nil)
	if !strings.HasPrefix(st.parts.preview.busy.Text(), "Getting the printing press ready") || !st.parts.preview.bar.Visible() {
		t.Errorf("busy %q, bar %v", st.parts.preview.busy.Text(), st.parts.preview.bar.Visible())
	}
	if !st.parts.print.Disabled() {
		t.Error("there is nothing to print yet")
	}
	test.Tap(st.parts.preview.cancel)
	st.queue.Drain()
	if !st.parts.preview.stopped.Visible() || st.parts.preview.wait.Visible() {
		t.Error("it is not said that it was stopped")
	}
	close(w.Hold)
	st.again()
	st.queue.Drain()
	if st.parts.print.Disabled() {
		t.Error("the second time there is no page either")
	}
}

func TestFailureIsShownInPlace(t *testing.T) {
	w := printouttest.New()
	w.MakeErr = errors.New("no such font")
	st := open(t, w, nil)
	st.queue.Drain()
	if !st.parts.preview.failed.Visible() || !st.parts.print.Disabled() {
		t.Fatal("the failure is not shown")
	}
	w.MakeErr = nil
	st.again() // what "Try again" does
	st.queue.Drain()
	if st.parts.preview.failed.Visible() || st.parts.print.Disabled() {
		t.Error("trying again does not help")
	}
}

func TestWhatIsTooLongIsNotTriedAgain(t *testing.T) {
	w := printouttest.New()
	w.MakeErr = fmt.Errorf("setting: %w", &paper.TooLongError{Format: paper.Card, Over: 12, Lines: 3})
	st := open(t, w, nil)
	st.queue.Drain()
	if !st.parts.preview.failed.Visible() || st.parts.preview.again.Visible() {
		t.Error("what does not fit is offered to be tried again")
	}
	if !errors.As(st.Failure(), new(*paper.TooLongError)) {
		t.Errorf("failure %v", st.Failure())
	}
	if _, ok := st.Made(); ok {
		t.Error("there is something to print")
	}
}

func TestPageTakesTheShapeOfTheSheet(t *testing.T) {
	w := printouttest.New()
	st := open(t, w, nil)
	st.queue.Drain()
	w.Sheet.Size, w.Across = paper.A5, true
	st.Make(st.job)
	if size := st.parts.preview.sheet.Size(); size.Height < size.Width {
		t.Error("the page before has changed its shape")
	}
	st.queue.Drain()
	if got, want := st.model.shape, shapeOf(paper.A5, true); got != want {
		t.Errorf("shape %v, want %v", got, want)
	}
	if size := st.parts.preview.sheet.Size(); size.Height > size.Width {
		t.Errorf("the page is shown in %v", size)
	}
	w.Sheet.Size, w.Across = paper.Roll80, false
	st.Make(st.job)
	st.queue.Drain()
	if got := st.model.shape.height; got < 11 || got > 12 { // what the world draws is as long as A4
		t.Errorf("the roll is %v inches long", got)
	}
}

func TestStacksWhereThereIsNoRoom(t *testing.T) {
	st := opened(t)
	if st.parts.root.narrow() {
		t.Error("there is room for both at 940")
	}
	st.win.Resize(fyne.NewSize(600, 600))
	st.queue.Drain()
	if !st.parts.root.narrow() {
		t.Error("there is no room for both at 600")
	}
	if !st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) {
		t.Error("the column does not scroll")
	}
	st.win.Resize(fyne.NewSize(940, 600))
	if st.parts.root.narrow() {
		t.Error("it does not go back")
	}
}

func TestMakingAnewKeepsThePageInSight(t *testing.T) {
	st := opened(t)
	st.world.PageCount = 1
	st.Make(st.job)
	if !st.parts.preview.desk.Visible() || st.parts.preview.wait.Visible() || !st.parts.print.Disabled() {
		t.Error("the page before is not kept, or can still be printed")
	}
	before := len(st.world.Drawn)
	st.queue.Drain()
	if len(st.world.Drawn) == before || st.parts.print.Disabled() || st.parts.preview.pageText.Text() != "Page 1 of 1" {
		t.Errorf("the new page is not shown: %q", st.parts.preview.pageText.Text())
	}
}

func TestOpensInAnotherProgram(t *testing.T) {
	st := opened(t)
	test.Tap(st.parts.view)
	st.queue.Drain()
	if want := "steps-1.2.pdf: pdf of steps"; len(st.world.Opened) != 1 || st.world.Opened[0] != want {
		t.Errorf("opened %v, want %v", st.world.Opened, want)
	}
	st.world.OpenErr = errors.New("no viewer")
	test.Tap(st.parts.view)
	st.queue.Drain()
	if !st.parts.trouble.Visible() {
		t.Error("nothing is said about a viewer that does not open")
	}
	st.job.Private = true
	st.Make(st.job)
	st.queue.Drain()
	test.Tap(st.parts.view)
	st.queue.Drain()
	if len(st.world.Opened) != 2 {
		t.Error("what is private was given to another program")
	}
}

func TestToolsTakeTwoLinesWhereOneIsTooShort(t *testing.T) {
	st := opened(t)
	zoom := st.parts.preview.zoom
	if zoom.Position().X == 0 || zoom.Position().Y != 0 {
		t.Errorf("with room for both, the zoom is at %v", zoom.Position())
	}
	st.win.Resize(fyne.NewSize(800, 600))
	st.queue.Drain()
	if zoom.Position().X != 0 || zoom.Position().Y == 0 {
		t.Errorf("without room for both, the zoom is at %v", zoom.Position())
	}
	if first, last := zoom.Item(0).Position(), zoom.Item(2).Position(); first.Y != last.Y {
		t.Error("the choices of the zoom are on several lines")
	}
}
