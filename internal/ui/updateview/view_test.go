package updateview

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
)

// world is everything outside the screen: a source, an installed library and settings, all in memory.
type world struct {
	mu  sync.Mutex
	now time.Time

	offer      catalog.Update
	checkErr   error
	installErr error
	backErr    error
	saveErr    error
	checks     int
	hold       chan struct{} // when set, an installation works until it is closed or told to stop
	reports    int

	inUse, previous catalog.Revision
	hasPrevious     bool
	set             settings.Settings
	reloads         int
	went            []nav.Route
}

func (w *world) Check(context.Context) (catalog.Update, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.checks++
	return w.offer, w.checkErr
}

func (w *world) Install(ctx context.Context, u catalog.Update, progress func(catalog.Transfer)) (catalog.Revision, error) {
	for i := range w.reports {
		progress(catalog.Transfer{Done: u.Download * int64(i+1) / int64(w.reports), Total: u.Download})
	}
	if w.hold != nil {
		select {
		case <-w.hold:
		case <-ctx.Done():
			return catalog.Revision{}, ctx.Err()
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.installErr == nil {
		w.previous, w.hasPrevious, w.inUse = w.inUse, true, u.To
	}
	return u.To, w.installErr
}

func (w *world) Previous(context.Context) (catalog.Revision, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.previous, w.hasPrevious
}

func (w *world) RollBack(context.Context) (catalog.Revision, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.backErr == nil {
		w.previous, w.inUse = w.inUse, w.previous
	}
	return w.inUse, w.backErr
}

func (w *world) Current() settings.Settings {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.set
}

func (w *world) Save(_ context.Context, s settings.Settings) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.set = s
	return w.saveErr
}

func (w *world) Go(r nav.Route)      { w.went = append(w.went, r) }
func (w *world) Replace(r nav.Route) { w.Go(r) }
func (w *world) Back()               {}

func newWorld() *world {
	set := settings.Default()
	set.UpdateSource = "nuaa/library"
	return &world{now: noon(), offer: update(), set: set, inUse: catalog.Revision{Issued: day("2026-11-21")}}
}

// stage is a screen in a window.
type stage struct {
	*Screen
	world *world
	queue *bgtest.Queue
	win   fyne.Window
	leave context.CancelFunc
}

func open(t *testing.T, w *world) *stage {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	ctx, leave := context.WithCancel(t.Context())
	st := &stage{world: w, queue: &bgtest.Queue{}, leave: leave}
	st.Screen = New(ctx, Deps{
		Catalog: library(), Nav: w, Run: st.queue, Now: func() time.Time { return w.now }, Updates: w, Earlier: w, Settings: w,
		OnInstalled: func() { w.reloads++ },
	})
	st.win = test.NewTempWindow(t, st.Content())
	st.win.SetPadded(false)
	st.win.Resize(fyne.NewSize(720, 640))
	st.queue.Drain()
	return st
}

func press(o interface{ TypedKey(*fyne.KeyEvent) }) { o.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) }

func TestAsksNothingUnasked(t *testing.T) {
	st := open(t, newWorld())
	st.Refresh()
	st.queue.Drain()
	if st.world.checks != 0 {
		t.Errorf("the source was asked %d times", st.world.checks)
	}
}

func TestUpdatesByKeyboard(t *testing.T) {
	st := open(t, newWorld())
	press(st.parts.check)
	st.queue.Drain()
	if st.win.Canvas().Focused() != fyne.Focusable(st.parts.install) {
		t.Fatal("the keyboard is not at the installation")
	}
	test.AssertRendersToMarkup(t, "offered.xml", st.win.Canvas())
	press(st.parts.install)
	st.queue.Drain()
	if st.world.inUse != published() || st.world.reloads != 1 {
		t.Errorf("in use %v, read anew %d times", st.world.inUse, st.world.reloads)
	}
	if !st.parts.earlier.Visible() {
		t.Fatal("there is no way back")
	}
	press(st.parts.back)
	st.queue.Drain()
	if !st.world.inUse.Bundled() || st.world.reloads != 2 {
		t.Errorf("in use %v, read anew %d times", st.world.inUse, st.world.reloads)
	}
	if got := st.parts.heading.Text(); got != "You are back at the earlier content." {
		t.Error(got)
	}
}

func TestNothingNewer(t *testing.T) {
	w := newWorld()
	w.checkErr = fmt.Errorf("checking: %w", catalog.ErrUpToDate)
	st := open(t, w)
	test.Tap(st.parts.check)
	st.queue.Drain()
	if got := st.parts.text.Text(); got != "Checked today 14:02." {
		t.Error(got)
	}
	test.AssertRendersToMarkup(t, "newest.xml", st.win.Canvas())
}

func TestTryingAgain(t *testing.T) {
	w := newWorld()
	w.checkErr = catalog.ErrOffline
	st := open(t, w)
	test.Tap(st.parts.check)
	st.queue.Drain()
	if !st.parts.trouble.Visible() || st.parts.main.Visible() {
		t.Fatal("the trouble is not shown")
	}
	w.checkErr = nil
	st.onRetry() // what "Try again" does
	st.queue.Drain()
	w.installErr = catalog.ErrNoSpace
	test.Tap(st.parts.install)
	st.queue.Drain()
	if !st.parts.trouble.Visible() || w.reloads != 0 {
		t.Fatal("the trouble is not shown")
	}
	w.installErr = nil
	st.onRetry()
	st.queue.Drain()
	if w.inUse != published() {
		t.Errorf("in use %v", w.inUse)
	}
	w.backErr = catalog.ErrBusy
	test.Tap(st.parts.back)
	st.queue.Drain()
	if !st.parts.trouble.Visible() || w.inUse != published() {
		t.Error("the trouble is not shown")
	}
	w.backErr = nil
	st.onRetry()
	st.queue.Drain()
	if !w.inUse.Bundled() {
		t.Errorf("in use %v", w.inUse)
	}
}

func TestCancelling(t *testing.T) {
	w := newWorld()
	st := open(t, w)
	test.Tap(st.parts.check)
	st.queue.Drain()
	w.hold = make(chan struct{})
	test.Tap(st.parts.install)
	if !st.parts.cancel.Visible() || !st.parts.moving.Visible() {
		t.Fatal("it cannot be cancelled")
	}
	test.Tap(st.parts.cancel)
	if got := st.parts.cancel.Label(); got != "Stopping…" {
		t.Errorf("the button says %q until it has stopped", got)
	}
	st.queue.Drain()
	if !st.parts.install.Visible() || w.reloads != 0 || !w.inUse.Bundled() {
		t.Error("after stopping, nothing is as before")
	}
	close(w.hold)
	test.Tap(st.parts.install)
	st.queue.Drain()
	if w.inUse != published() {
		t.Error("it cannot be installed the second time")
	}
}

func TestCancellingACheck(t *testing.T) {
	st := open(t, newWorld())
	test.Tap(st.parts.check)
	test.Tap(st.parts.cancel)
	st.queue.Drain()
	if st.model.phase != resting || !st.parts.check.Visible() {
		t.Errorf("phase %v", st.model.phase)
	}
}

func TestLeavingStopsTheDownload(t *testing.T) {
	w := newWorld()
	st := open(t, w)
	test.Tap(st.parts.check)
	st.queue.Drain()
	w.hold = make(chan struct{})
	test.Tap(st.parts.install)
	st.leave()
	st.queue.Drain()
	if w.reloads != 0 || !w.inUse.Bundled() {
		t.Error("something was changed")
	}
}

func TestLeavingTooLateIsHeardOf(t *testing.T) {
	w := newWorld()
	st := open(t, w)
	test.Tap(st.parts.check)
	st.queue.Drain()
	test.Tap(st.parts.install) // done before anybody leaves
	st.leave()
	st.queue.Drain()
	if w.inUse == published() && w.reloads != 1 {
		t.Error("other content is in use, and the window does not know")
	}
}

func TestProgressIsThrottled(t *testing.T) {
	w := newWorld()
	st := open(t, w)
	test.Tap(st.parts.check)
	st.queue.Drain()
	w.reports, w.hold = 1000, make(chan struct{})
	close(w.hold)
	test.Tap(st.parts.install)
	st.queue.Drain()
	if st.model.transfer.Done != w.offer.Download {
		t.Errorf("the last report is %v", st.model.transfer)
	}
}

func TestThrottle(t *testing.T) {
	now := noon()
	th := &throttle{now: func() time.Time { return now }}
	var got []bool
	for _, step := range []struct {
		after time.Duration
		done  int64
	}{{0, 1}, {50 * time.Millisecond, 2}, {50 * time.Millisecond, 3}, {time.Millisecond, 4}, {time.Millisecond, 10}} {
		now = now.Add(step.after)
		got = append(got, th.due(catalog.Transfer{Done: step.done, Total: 10}))
	}
	if want := []bool{true, false, true, false, true}; !slices.Equal(got, want) {
		t.Errorf("reports let through: %v, want %v", got, want)
	}
}

func TestSettingASource(t *testing.T) {
	w := newWorld()
	w.set.UpdateSource = ""
	st := open(t, w)
	test.AssertRendersToMarkup(t, "no_source.xml", st.win.Canvas())
	if st.parts.check.Visible() {
		t.Error("there is nobody to ask")
	}
	test.Type(st.parts.source.Field(), "library")
	test.Tap(st.parts.add)
	st.queue.Drain()
	if w.set.UpdateSource != "" || st.model.sourceError == "" {
		t.Errorf("the source is %q, the error %q", w.set.UpdateSource, st.model.sourceError)
	}
	for range "library" {
		st.parts.source.Field().TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	}
	w.saveErr = settings.ErrDiskFull
	test.Type(st.parts.source.Field(), "https://github.com/nuaa/library")
	press(st.parts.source.Field())
	st.queue.Drain()
	if !st.parts.sourceTrouble.Visible() || st.parts.source.Text() != "https://github.com/nuaa/library" {
		t.Errorf("what was typed is %q", st.parts.source.Text())
	}
	w.saveErr = nil
	press(st.parts.source.Field())
	st.queue.Drain()
	if w.set.UpdateSource != "nuaa/library" || !st.parts.check.Visible() {
		t.Errorf("the source is %q", w.set.UpdateSource)
	}
	test.Tap(st.parts.edit)
	if !st.parts.entering.Visible() || st.parts.source.Text() != "nuaa/library" {
		t.Error("the source cannot be changed")
	}
}

func TestConnectionsSwitchedOff(t *testing.T) {
	w := newWorld()
	w.set.NeverConnect = true
	st := open(t, w)
	if st.parts.check.Visible() || !st.parts.toSettings.Visible() {
		t.Error("it can be asked although connections are switched off")
	}
	test.Tap(st.parts.toSettings)
	if want := (nav.Route{Screen: nav.Settings, Query: "content"}); len(w.went) != 1 || w.went[0] != want {
		t.Errorf("went to %v", w.went)
	}
	w.set.NeverConnect = false
	st.Refresh()
	if !st.parts.check.Visible() {
		t.Error("it cannot be asked although connections are switched on")
	}
}
