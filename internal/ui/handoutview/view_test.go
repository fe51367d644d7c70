package handoutview

import (
	"context"
	"errors"
	"image"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
)

// world is everything outside the screen: a press, printers, a disk and other programs, all in memory.
type world struct {
	mu sync.Mutex

	pages    int
	pressErr error
	first    bool
	hold     chan struct{} // when set, the press works until it is closed or told to stop

	printers    []paper.Printer
	printersErr error
	printErr    error
	printed     []paper.Job

	files   map[string]string
	saveErr error
	shown   []string
	openErr error
	opened  []string

	drawn []drawing
	went  []nav.Route
}

func newWorld() *world {
	return &world{pages: 2, printers: printers(), files: map[string]string{}}
}

func (w *world) PDF(ctx context.Context, id catalog.HandoutID) ([]byte, error) {
	if w.hold != nil {
		select {
		case <-w.hold:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return []byte("pdf of " + id), w.pressErr
}

func (w *world) Pages(context.Context, []byte) (int, error) { return w.pages, nil }

func (w *world) Page(_ context.Context, _ []byte, page, dpi int) (image.Image, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.drawn = append(w.drawn, drawing{page, dpi})
	return image.NewGray(image.Rect(0, 0, 827*dpi/100, 1169*dpi/100)), nil
}

func (w *world) Printers(context.Context) ([]paper.Printer, error) { return w.printers, w.printersErr }

func (w *world) Print(_ context.Context, _ string, job paper.Job, _ []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.printErr == nil {
		w.printed = append(w.printed, job)
	}
	return w.printErr
}

func (w *world) SuggestPath(name string) string { return "/home/sam/Downloads/" + name }

func (w *world) Save(_ context.Context, path string, pdf []byte, replace bool) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, there := w.files[path]; there && !replace {
		return fs.ErrExist
	}
	if w.saveErr == nil {
		w.files[path] = string(pdf)
	}
	return w.saveErr
}

func (w *world) ShowFolder(_ context.Context, path string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.shown = append(w.shown, path)
	return nil
}

func (w *world) OpenFile(_ context.Context, pdf []byte, name string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.opened = append(w.opened, name+": "+string(pdf))
	return w.openErr
}

func (w *world) OpenWebPage(_ context.Context, id catalog.HandoutID) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.opened = append(w.opened, "web: "+string(id))
	return w.openErr
}

func (w *world) Go(r nav.Route)      { w.went = append(w.went, r) }
func (w *world) Replace(r nav.Route) { w.Go(r) }
func (w *world) Back()               {}

// stage is a screen in a window.
type stage struct {
	*Screen
	world *world
	queue *bgtest.Queue
	win   fyne.Window
	now   string
	local string
}

func open(t *testing.T, w *world, change func(*stage)) *stage {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	st := &stage{world: w, queue: &bgtest.Queue{}, now: "2026-11-22"}
	if change != nil {
		change(st)
	}
	st.Screen = New(t.Context(), Deps{
		Catalog: library(), Nav: w, Run: st.queue, Now: func() time.Time { return day(st.now) },
		Service: func() string { return st.local }, Press: w, FirstUse: func() bool { return w.first },
		Pages: w, Printing: w, Files: w, Viewer: w,
	}, "steps")
	st.win = test.NewTempWindow(t, st.Content())
	st.win.SetPadded(false)
	st.win.Resize(fyne.NewSize(940, 660))
	return st
}

func opened(t *testing.T) *stage {
	t.Helper()
	st := open(t, newWorld(), nil)
	st.queue.Drain()
	return st
}

func TestShowsThePageSharp(t *testing.T) {
	st := opened(t)
	last := st.world.drawn[len(st.world.drawn)-1]
	if want := st.parts.preview.dpi(wholePage); last != (drawing{0, want}) {
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
	test.AssertRendersToMarkup(t, "ready.xml", st.win.Canvas())
}

func TestDrawsAgainForAnotherSizeOnce(t *testing.T) {
	st := opened(t)
	before := len(st.world.drawn)
	for width := range 40 {
		st.win.Resize(fyne.NewSize(940, float32(500+width)))
	}
	st.queue.Drain()
	if got := len(st.world.drawn) - before; got < 1 || got > 3 {
		t.Errorf("drawn %d times while the window was pulled", got)
	}
	if last := st.world.drawn[len(st.world.drawn)-1]; last.dpi != st.parts.preview.dpi(wholePage) {
		t.Errorf("drawn last in %d dpi, shown in %d", last.dpi, st.parts.preview.dpi(wholePage))
	}
}

func TestTurnsPagesAndZooms(t *testing.T) {
	st := opened(t)
	test.Tap(st.parts.preview.next)
	st.queue.Drain()
	if got := st.parts.preview.pageText.Text(); got != "Page 2 of 2" || st.world.drawn[len(st.world.drawn)-1].page != 1 {
		t.Errorf("%q, drawn %v", got, st.world.drawn)
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
	if last := st.world.drawn[len(st.world.drawn)-1]; last.dpi != 96 {
		t.Errorf("100 %% is drawn in %d dpi", last.dpi)
	}
	if !st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyDown}) || st.parts.preview.desk.Offset.Y == 0 {
		t.Error("the page does not scroll by key")
	}
	if !st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyRight}) || st.parts.preview.desk.Offset.X == 0 {
		t.Error("the page does not scroll sideways by key")
	}
}

func TestFirstUseCanBeStopped(t *testing.T) {
	w := newWorld()
	w.first, w.hold = true, make(chan struct{})
	st := open(t, w, nil)
	if !strings.HasPrefix(st.parts.preview.busy.Text(), "Getting the printing press ready") || !st.parts.preview.bar.Visible() {
		t.Errorf("busy %q, bar %v", st.parts.preview.busy.Text(), st.parts.preview.bar.Visible())
	}
	if !st.parts.print.Disabled() {
		t.Error("there is nothing to print yet")
	}
	test.AssertRendersToMarkup(t, "first_use.xml", st.win.Canvas())
	test.Tap(st.parts.preview.cancel)
	st.queue.Drain()
	if !st.parts.preview.stopped.Visible() || st.parts.preview.wait.Visible() {
		t.Error("it is not said that it was stopped")
	}
	close(w.hold)
	st.make()
	st.queue.Drain()
	if st.parts.print.Disabled() {
		t.Error("the second time there is no page either")
	}
}

func TestFailureIsShownInPlace(t *testing.T) {
	w := newWorld()
	w.pressErr = errors.New("no such font")
	st := open(t, w, nil)
	st.queue.Drain()
	if !st.parts.preview.failed.Visible() || !st.parts.print.Disabled() {
		t.Fatal("the failure is not shown")
	}
	w.pressErr = nil
	st.make() // what "Try again" does
	st.queue.Drain()
	if st.parts.preview.failed.Visible() || st.parts.print.Disabled() {
		t.Error("trying again does not help")
	}
}

func TestServiceSetElsewhere(t *testing.T) {
	st := opened(t)
	if st.parts.service.Text() != "None set" {
		t.Errorf("service %q", st.parts.service.Text())
	}
	test.Tap(st.parts.change)
	if want := (nav.Route{Screen: nav.Settings, Query: "service"}); len(st.world.went) != 1 || st.world.went[0] != want {
		t.Errorf("went to %v", st.world.went)
	}
	st.local = "Harbour Street NSP"
	st.Refresh()
	if !st.parts.print.Disabled() {
		t.Error("the page of before can still be printed")
	}
	st.queue.Drain()
	if st.parts.service.Text() != "Harbour Street NSP" || st.parts.print.Disabled() {
		t.Errorf("service %q", st.parts.service.Text())
	}
}

func TestOpensElsewhere(t *testing.T) {
	st := opened(t)
	test.Tap(st.parts.view)
	test.Tap(st.parts.web)
	st.queue.Drain()
	want := []string{"steps-1.2.pdf: pdf of steps", "web: steps"}
	slices.Sort(st.world.opened)
	if !slices.Equal(st.world.opened, want) {
		t.Errorf("opened %v, want %v", st.world.opened, want)
	}
	st.world.openErr = errors.New("no viewer")
	test.Tap(st.parts.view)
	st.queue.Drain()
	if !st.parts.trouble.Visible() {
		t.Error("nothing is said about a viewer that does not open")
	}
}

func TestHandoutThatIsGone(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	w := newWorld()
	s := New(t.Context(), Deps{Catalog: library(), Nav: w, Now: time.Now}, "gone")
	win := test.NewTempWindow(t, s.Content())
	win.Resize(fyne.NewSize(600, 500))
	s.Refresh()
	if s.HandleKey(&fyne.KeyEvent{Name: fyne.KeyDown}) {
		t.Error("there is nothing to scroll")
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
