package addview

import (
	"context"
	"io/fs"
	"slices"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// world is everything outside the screen: addresses, a disk and what is installed, all in memory.
type world struct {
	uitest.Way
	set settings.Settings
	now time.Time

	mu      sync.Mutex
	looks   []string
	there   catalog.Update
	lookErr error
	workErr error
	hold    chan struct{} // when set, work goes on until it is closed or told to stop
	began   chan struct{} // gets a value when work is held

	installed []catalog.Update
	changes   int
	ticks     []func()
}

func newWorld(u catalog.Update) *world {
	return &world{set: settings.Default(), now: noon(), there: u, began: make(chan struct{}, 1)}
}

func (w *world) held(ctx context.Context) error {
	if w.hold == nil {
		return nil
	}
	w.began <- struct{}{}
	select {
	case <-w.hold:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (w *world) Look(ctx context.Context, address string) (catalog.Update, error) {
	if err := w.held(ctx); err != nil {
		return catalog.Update{}, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.looks = append(w.looks, address)
	return w.there, w.lookErr
}

func (w *world) Install(ctx context.Context, u catalog.Update, progress func(catalog.Transfer)) (catalog.Revision, error) {
	progress(catalog.Transfer{Done: u.Download, Total: u.Download})
	if err := w.held(ctx); err != nil {
		return catalog.Revision{}, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.workErr == nil {
		w.installed = append(w.installed, u)
	}
	return u.To, w.workErr
}

func (w *world) Current() settings.Settings { return w.set }

// SuggestPath and ReadDir are of a USB stick with a pack on it, and the folder of another.
func (w *world) SuggestPath(name string) string { return "/usb/" + name }

func (w *world) ReadDir(_ context.Context, dir string) ([]fs.DirEntry, error) {
	stick := fstest.MapFS{"usb/nuaa-3.passalong": {}, "usb/holiday.jpg": {}, "usb/nuaa/channel/manifest.json": {}}
	return stick.ReadDir(dir[1 : len(dir)-1])
}

// stage is a screen in a window.
type stage struct {
	*Screen
	*uitest.Shown
	world *world
	queue *bgtest.Queue
	leave context.CancelFunc
}

func open(t *testing.T, w *world, address string) *stage {
	t.Helper()
	ctx, leave := context.WithCancel(t.Context())
	st := &stage{Shown: uitest.Window(t), world: w, queue: &bgtest.Queue{}, leave: leave}
	st.Screen = New(ctx, Deps{
		Catalog: library(), Nav: w, Run: st.queue, Canvas: st.Canvas, Now: func() time.Time { return w.now }, Libraries: w, Folders: w, Settings: w,
		Every: func(_ context.Context, tick func()) { w.ticks = append(w.ticks, tick) }, OnChanged: func() { w.changes++ },
	}, address)
	st.Show(st.Content())
	if f := st.Focus(); f != nil {
		st.Canvas.Focus(f)
	}
	if w.hold == nil {
		st.queue.Drain()
	}
	return st
}

// do presses what says label, and waits for what that begins.
func (st *stage) do(label string) {
	st.Return(label)
	st.queue.Drain()
}

func (st *stage) focused(t *testing.T, label string) {
	t.Helper()
	if got := st.Canvas.Focused(); got != fyne.Focusable(st.Find(label)) {
		t.Errorf("the keyboard is at %T and not at %q", got, label)
	}
}

func TestAsksNothingUnasked(t *testing.T) {
	st := open(t, newWorld(unknown()), "")
	st.Refresh()
	if len(st.world.looks) != 0 {
		t.Errorf("looked at %v", st.world.looks)
	}
	st.Markup(t, "where.xml")
	st.do("See what is there")
	st.Reads("Write the address first, or open a file.")
}

func TestALibraryIsAddedByKeyboardOnceItsNumberWasCompared(t *testing.T) {
	w := newWorld(unknown())
	st := open(t, w, "")
	test.Type(st.Canvas.Focused(), "nuaa/library")
	st.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	st.queue.Drain()
	if !slices.Equal(w.looks, []string{"nuaa/library"}) {
		t.Fatalf("looked at %v", w.looks)
	}
	st.Reads("NUAA library", "Compare this number", "11111 22222 33333\n44444 55555 66666")
	st.focused(t, "The number is the same")
	st.Markup(t, "compare.xml")
	st.onAdd() // whatever presses it
	if len(w.installed) != 0 || st.model.phase != found {
		t.Fatal("it is installed without a look at the number")
	}
	st.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	st.do("Add this library")
	if len(w.installed) != 1 || w.changes != 1 {
		t.Errorf("installed %v, told %d times", w.installed, w.changes)
	}
	st.focused(t, "See the libraries")
	st.do("What's new")
	st.do("See the libraries")
	if want := []nav.Route{{Screen: nav.News}, {Screen: nav.Update}}; !slices.Equal(w.Went, want) {
		t.Errorf("went to %v", w.Went)
	}
	st.do("Add another one")
	st.Reads("From the network")
}

func TestTheNumberInTheAddressIsEnough(t *testing.T) {
	u := unknown()
	u.Compared = true
	st := open(t, newWorld(u), "nuaa/library#11111-22222-33333-44444-55555-66666")
	st.Reads("The number matches the one in the address")
	st.Hides("The number is the same", "Compare this number")
	st.focused(t, "Add this library")
}

func TestAFileThatWasDroppedIsLookedAtAtOnce(t *testing.T) {
	st := open(t, newWorld(newer()), "/usb/nuaa-3.passalong")
	if !slices.Equal(st.world.looks, []string{"/usb/nuaa-3.passalong"}) {
		t.Fatalf("looked at %v", st.world.looks)
	}
	st.Reads("National library", "Signed by NUAA, whose keys this computer knows.", "What would change")
	st.focused(t, "Install this update")
	st.Markup(t, "update.xml")
	st.do("Choose another one")
	st.Hides("National library")
}

func TestOpeningAFile(t *testing.T) {
	st := open(t, newWorld(newer()), "")
	st.Press("Open a file…")
	st.queue.Drain()
	st.Hides("holiday.jpg")
	st.do("nuaa-3.passalong")
	if !slices.Equal(st.world.looks, []string{"/usb/nuaa-3.passalong"}) {
		t.Errorf("looked at %v", st.world.looks)
	}
	st.Reads("National library")
}

func TestOpeningAFolder(t *testing.T) {
	st := open(t, newWorld(newer()), "")
	st.Press("Open a folder…")
	st.queue.Drain()
	st.do("nuaa")
	st.do("Use this folder")
	if !slices.Equal(st.world.looks, []string{"/usb/nuaa"}) {
		t.Errorf("looked at %v", st.world.looks)
	}
}

func TestNobodyHasSignedIt(t *testing.T) {
	w := newWorld(catalog.Update{})
	w.lookErr = catalog.ErrUnsigned
	st := open(t, w, "kit/drafts")
	st.Reads("Nobody has signed this library.")
	st.Hides("Try again")
	st.Press("Open Settings")
	if got := w.Last(); got != (nav.Route{Screen: nav.Settings, Query: "content"}) {
		t.Errorf("went to %v", got)
	}
	w.set.AllowUnsigned, w.lookErr, w.there = true, nil, unknown()
	w.there.Trust = catalog.Unsigned
	st.Refresh()
	st.do("See what is there")
	st.Reads("Nobody has signed this")
	st.do("Add this library")
	if len(w.installed) != 1 {
		t.Error("an author cannot try it out")
	}
}

func TestLookingCanBeCancelled(t *testing.T) {
	w := newWorld(unknown())
	w.hold = make(chan struct{})
	st := open(t, w, "nuaa/library")
	<-w.began
	st.Reads("Looking at nuaa/library…")
	st.focused(t, "Cancel")
	st.do("Cancel")
	st.Reads("Stopped. Nothing was changed.")
	if st.model.phase != asking {
		t.Errorf("phase %v", st.model.phase)
	}
}

func TestADownloadCanBeCancelled(t *testing.T) {
	w := newWorld(newer())
	st := open(t, w, "nuaa/library")
	w.hold = make(chan struct{})
	st.Press("Install this update")
	<-w.began
	st.focused(t, "Cancel")
	st.Hides("Install this update")
	st.do("Cancel")
	st.Reads("Stopped. Nothing was changed. What has arrived is kept, so it will be quicker next time.")
	if len(w.installed) != 0 || w.changes != 0 {
		t.Error("something was changed")
	}
	w.workErr, w.hold = catalog.ErrNoSpace, nil
	st.do("Install this update")
	st.Reads("The disk is too full for this content.")
	st.focused(t, "Try again")
	w.workErr = nil
	st.do("Try again")
	if len(w.installed) != 1 {
		t.Error("it cannot be tried again")
	}
}

func TestLeavingStopsTheDownload(t *testing.T) {
	w := newWorld(newer())
	st := open(t, w, "nuaa/library")
	w.hold = make(chan struct{})
	st.Press("Install this update")
	<-w.began
	st.leave()
	st.queue.Drain()
	if len(w.installed) != 0 || w.changes != 0 {
		t.Error("something was changed")
	}
}

func TestWaitsAndGoesOnByItself(t *testing.T) {
	w := newWorld(unknown())
	w.lookErr = &catalog.LimitError{Until: w.now.Add(3 * time.Minute)}
	st := open(t, w, "nuaa/library")
	st.Reads("Waiting until 14:05 because GitHub asks us to.")
	w.ticks[0]()
	st.queue.Drain()
	if len(w.looks) != 1 {
		t.Fatal("it does not wait")
	}
	w.now, w.lookErr = w.now.Add(3*time.Minute), nil
	w.ticks[0]()
	st.queue.Drain()
	st.Reads("NUAA library")
	if st.ticks != nil {
		t.Error("the clock runs on")
	}
}

func TestOtherKeysAreExplained(t *testing.T) {
	w := newWorld(catalog.Update{})
	w.lookErr = &catalog.KeysChangedError{Library: "org.passalong", Title: "National library", Known: fingerprint, Offered: "9"}
	st := open(t, w, "/usb/x.passalong")
	st.Reads("Stopped: these are not the publisher's keys", fingerprint, "9")
	if got := st.Canvas.Focused(); got != nil {
		t.Errorf("the keyboard is at %T, which hides what is to be read", got)
	}
	st.Press("See the libraries")
	if got := w.Last(); got != (nav.Route{Screen: nav.Update}) {
		t.Errorf("went to %v", got)
	}
}

func TestConnectionsAreSwitchedOff(t *testing.T) {
	w := newWorld(newer())
	w.set.NeverConnect = true
	st := open(t, w, "")
	st.Reads("Connections are switched off in Settings, so only a file or a folder works.")
	if !st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) {
		t.Error("Page Down does nothing")
	}
}
