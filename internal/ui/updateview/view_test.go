package updateview

import (
	"context"
	"io/fs"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// world is everything outside the screen: libraries, their sources and a disk, all in memory.
type world struct {
	uitest.Way
	set settings.Settings
	now time.Time

	mu      sync.Mutex
	libs    []catalog.InstalledLibrary
	libsErr error
	checks  []string // ids, as they were asked for
	answers map[string]error
	offers  map[string]catalog.Update
	workErr error         // of everything but checks
	hold    chan struct{} // when set, an installation works until it is closed or told to stop
	began   chan struct{} // gets a value when an installation is held
	reports int

	installed, back []string
	packed          map[string]string // path -> id
	changes         int
	ticks           []func()
	ticking         int
}

func newWorld(libs ...catalog.InstalledLibrary) *world {
	return &world{
		set: settings.Default(), now: noon(), libs: libs, answers: map[string]error{}, offers: map[string]catalog.Update{}, packed: map[string]string{},
		began: make(chan struct{}, 1),
	}
}

func (w *world) lock() func() {
	w.mu.Lock()
	return w.mu.Unlock
}

func (w *world) Libraries(context.Context) ([]catalog.InstalledLibrary, error) {
	defer w.lock()()
	return slices.Clone(w.libs), w.libsErr
}

func (w *world) Order(_ context.Context, ids []string) error {
	defer w.lock()()
	if w.workErr == nil {
		slices.SortFunc(w.libs, func(a, b catalog.InstalledLibrary) int { return slices.Index(ids, a.ID) - slices.Index(ids, b.ID) })
	}
	return w.workErr
}

func (w *world) Remove(_ context.Context, id string) error {
	defer w.lock()()
	if w.workErr == nil {
		w.libs = slices.DeleteFunc(w.libs, func(l catalog.InstalledLibrary) bool { return l.ID == id })
	}
	return w.workErr
}

func (w *world) Check(_ context.Context, id string) (catalog.Update, error) {
	defer w.lock()()
	w.checks = append(w.checks, id)
	u, ok := w.offers[id]
	if err := w.answers[id]; err != nil || ok {
		return u, err
	}
	return u, catalog.ErrUpToDate
}

func (w *world) Install(ctx context.Context, u catalog.Update, progress func(catalog.Transfer)) (catalog.Revision, error) {
	for i := range w.reports {
		progress(catalog.Transfer{Done: u.Download * int64(i+1) / int64(w.reports), Total: u.Download})
	}
	if w.hold != nil {
		w.began <- struct{}{}
		select {
		case <-w.hold:
		case <-ctx.Done():
			return catalog.Revision{}, ctx.Err()
		}
	}
	defer w.lock()()
	if w.workErr == nil {
		w.installed = append(w.installed, u.Library)
	}
	return u.To, w.workErr
}

func (w *world) RollBack(_ context.Context, id string) (catalog.Revision, error) {
	defer w.lock()()
	if w.workErr == nil {
		w.back = append(w.back, id)
	}
	return catalog.Revision{}, w.workErr
}

func (w *world) Pack(_ context.Context, id, path string, replace bool) (int64, error) {
	defer w.lock()()
	if _, there := w.packed[path]; there && !replace {
		return 0, fs.ErrExist
	}
	if w.workErr == nil {
		w.packed[path] = id
	}
	return 1, w.workErr
}

func (w *world) Current() settings.Settings                       { return w.set }
func (w *world) SuggestPath(name string) string                   { return "/home/kit/" + name }
func (w *world) Save(context.Context, string, []byte, bool) error { return fs.ErrPermission }
func (w *world) ShowFolder(context.Context, string) error         { return nil }

func (w *world) every(ctx context.Context, tick func()) {
	w.ticking++
	w.ticks = append(w.ticks, tick)
	context.AfterFunc(ctx, func() {
		defer w.lock()()
		w.ticking--
	})
}

// stage is a screen in a window.
type stage struct {
	*Screen
	*uitest.Shown
	world *world
	queue *bgtest.Queue
	leave context.CancelFunc
}

func open(t *testing.T, w *world) *stage {
	t.Helper()
	ctx, leave := context.WithCancel(t.Context())
	st := &stage{Shown: uitest.Window(t), world: w, queue: &bgtest.Queue{}, leave: leave}
	st.Screen = New(ctx, Deps{
		Catalog: library(), Nav: w, Run: st.queue, Canvas: st.Canvas, Now: func() time.Time { return w.now }, Shelf: w, Courier: w, Files: w,
		Settings: w, Every: w.every, OnChanged: func() { w.changes++ },
	})
	st.Show(st.Content())
	st.queue.Drain()
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
	w := newWorld(national(), local(), drafts())
	st := open(t, w)
	st.Refresh()
	st.queue.Drain()
	if len(w.checks) != 0 {
		t.Errorf("asked %v", w.checks)
	}
	st.Markup(t, "libraries.xml")
}

func TestUpdatesByKeyboard(t *testing.T) {
	w := newWorld(national(), local(), drafts())
	w.offers["org.passalong"] = offer()
	st := open(t, w)
	st.do("Check for new content")
	if !slices.Equal(w.checks, []string{"org.passalong", "drafts"}) {
		t.Fatalf("asked %v", w.checks)
	}
	st.focused(t, "Download and install")
	st.Reads("New content is ready: 3 December 2026", "Responding to an overdose", "To fetch: 1.2 MB in 14 files.", "Signed by AIVL, whose keys this computer knows.")
	st.Markup(t, "offered.xml")
	st.do("Download and install")
	if !slices.Equal(w.installed, []string{"org.passalong"}) || w.changes != 1 {
		t.Errorf("installed %v, told %d times", w.installed, w.changes)
	}
	st.Reads("The new content is in use.")
}

// What came with the program may have no keys, and then those of whoever answers first are not to be pinned unseen.
func TestKeysThatAreNewHereAreComparedFirst(t *testing.T) {
	w := newWorld(national())
	u := offer()
	u.Trust, u.Fingerprint = catalog.NewKeys, print2
	w.offers["org.passalong"] = u
	st := open(t, w)
	st.do("Check for new content")
	st.focused(t, "Compare the keys")
	st.Reads("Signed with keys that this computer has not seen before.", "Compare the publisher's keys before you install it. Then nobody on the way can have changed a word.")
	st.do("Compare the keys")
	if want := []nav.Route{{Screen: nav.Add, Query: "aivl/library"}}; len(w.installed) != 0 || !slices.Equal(w.Went, want) {
		t.Errorf("installed %v, went to %v", w.installed, w.Went)
	}
}

func TestOneSourceIsOutOfReach(t *testing.T) {
	w := newWorld(national(), drafts())
	w.answers["org.passalong"] = catalog.ErrOffline
	st := open(t, w)
	st.do("Check for new content")
	st.focused(t, "Try again")
	st.Reads("The source cannot be reached.", "You have the newest content.")
	delete(w.answers, "org.passalong")
	st.do("Try again")
	st.Hides("The source cannot be reached.")
	if !slices.Equal(w.checks, []string{"org.passalong", "drafts", "org.passalong"}) {
		t.Errorf("asked %v", w.checks)
	}
}

func TestWaitsAndGoesOnByItself(t *testing.T) {
	w := newWorld(national())
	w.answers["org.passalong"] = &catalog.LimitError{Until: w.now.Add(3 * time.Minute)}
	st := open(t, w)
	st.do("Check for new content")
	st.focused(t, "Cancel")
	st.Reads("Waiting until 14:05 because GitHub asks us to.")
	if len(w.ticks) != 1 {
		t.Fatalf("%d clocks run", len(w.ticks))
	}
	w.ticks[0]()
	st.queue.Drain()
	if len(w.checks) != 1 {
		t.Fatal("it does not wait")
	}
	w.now = w.now.Add(3 * time.Minute)
	delete(w.answers, "org.passalong")
	w.ticks[0]()
	st.queue.Drain()
	st.Reads("You have the newest content.")
	if st.ticks != nil {
		t.Error("the clock runs on")
	}
}

func TestAWaitCanBeCancelled(t *testing.T) {
	w := newWorld(national())
	w.answers["org.passalong"] = &catalog.LimitError{Until: w.now.Add(time.Hour)}
	st := open(t, w)
	st.do("Check for new content")
	st.do("Cancel")
	st.Hides("Cancel")
	st.Reads("Stopped. Nothing was changed.")
	if st.ticks != nil {
		t.Error("the clock runs on")
	}
}

func TestOtherKeysAreExplained(t *testing.T) {
	w := newWorld(national(), drafts())
	w.answers["org.passalong"] = &catalog.KeysChangedError{Library: "org.passalong", Title: "National library", Known: print1, Offered: print2}
	st := open(t, w)
	st.do("Check for new content")
	if len(w.checks) != 1 {
		t.Errorf("asked %v after the alarm", w.checks)
	}
	st.Reads("Stopped: these are not the publisher's keys", print1, print2)
	st.Hides("Download and install")
	st.Markup(t, "keys.xml")
}

func TestCancellingADownload(t *testing.T) {
	w := newWorld(national())
	w.offers["org.passalong"] = offer()
	st := open(t, w)
	st.do("Check for new content")
	w.hold = make(chan struct{})
	st.Press("Download and install")
	<-w.began
	st.focused(t, "Cancel")
	if st.Find("Add a library").(fyne.Disableable).Disabled() == false {
		t.Error("something else can be begun meanwhile")
	}
	st.do("Cancel")
	st.Reads("Stopped. Nothing was changed. What has arrived is kept, so it will be quicker next time.")
	if len(w.installed) != 0 || w.changes != 0 {
		t.Error("something was changed")
	}
	close(w.hold)
	st.do("Download and install")
	if len(w.installed) != 1 {
		t.Error("it cannot be installed the second time")
	}
}

func TestCancellingTheChecks(t *testing.T) {
	w := newWorld(national(), drafts())
	st := open(t, w)
	st.Press("Check for new content")
	st.Press("Cancel")
	st.queue.Drain()
	st.focused(t, "Check for new content")
	if len(w.checks) > 1 {
		t.Errorf("asked %v", w.checks)
	}
}

func TestLeavingStopsTheDownload(t *testing.T) {
	w := newWorld(national())
	w.offers["org.passalong"] = offer()
	st := open(t, w)
	st.do("Check for new content")
	w.hold = make(chan struct{})
	st.Press("Download and install")
	<-w.began
	st.leave()
	st.queue.Drain()
	if w.changes != 0 || len(w.installed) != 0 {
		t.Error("something was changed")
	}
}

func TestLeavingTooLateIsHeardOf(t *testing.T) {
	w := newWorld(national())
	w.offers["org.passalong"] = offer()
	st := open(t, w)
	st.do("Check for new content")
	w.hold = make(chan struct{})
	close(w.hold)
	st.Press("Download and install")
	<-w.began
	st.leave()
	st.queue.Drain()
	if len(w.installed) != w.changes {
		t.Errorf("installed %d, told %d times", len(w.installed), w.changes)
	}
}

func TestProgressIsShown(t *testing.T) {
	w := newWorld(national())
	w.offers["org.passalong"], w.reports, w.hold = offer(), 1000, make(chan struct{})
	st := open(t, w)
	st.do("Check for new content")
	st.Press("Download and install")
	st.queue.Await(func() bool { return st.model.shelf[0].transfer.Done == w.offers["org.passalong"].Download })
	st.Reads("All 1.2 MB are here. Checking every file…")
	close(w.hold)
	st.queue.Drain()
}

func TestGoingBack(t *testing.T) {
	w := newWorld(national())
	st := open(t, w)
	st.Press("More")
	w.workErr = catalog.ErrBusy
	st.do("Go back to the earlier content")
	st.Reads("Another window of Passalong has the libraries open.")
	w.workErr = nil
	st.do("Try again")
	st.Reads("You are back at the earlier content.")
	if !slices.Equal(w.back, []string{"org.passalong"}) || w.changes != 1 {
		t.Errorf("went back in %v, told %d times", w.back, w.changes)
	}
}

func TestMoving(t *testing.T) {
	w := newWorld(national(), local())
	st := open(t, w)
	st.Press("More")
	st.do("Move down")
	if w.libs[0].ID != "Harbour" || w.changes != 1 || !slices.Equal(st.parts.order, []string{"Harbour", "org.passalong"}) {
		t.Errorf("the first is %s, told %d times, shown %v", w.libs[0].ID, w.changes, st.parts.order)
	}
	st.focused(t, "Move up") // there is no place further down
	st.do("Move up")
	if w.libs[0].ID != "org.passalong" {
		t.Errorf("the first is %s", w.libs[0].ID)
	}
	w.workErr = catalog.ErrBusy
	st.do("Move down")
	w.workErr = nil
	st.do("Try again")
	if w.libs[0].ID != "Harbour" {
		t.Errorf("the first is %s", w.libs[0].ID)
	}
	st.do("Move up")
	if w.libs[0].ID != "org.passalong" {
		t.Errorf("the first is %s", w.libs[0].ID)
	}
}

func TestRemovingIsAskedFirst(t *testing.T) {
	w := newWorld(drafts(), national())
	st := open(t, w)
	st.Press("More")
	st.Press("Remove")
	st.focused(t, "Keep it")
	st.Reads("Its lessons, quizzes and handouts go from this computer without a trace. What people learned stays in their records.")
	st.Return("Keep it")
	if len(w.libs) != 2 {
		t.Fatal("it is gone")
	}
	w.workErr = catalog.ErrReadOnly
	st.Press("Remove")
	st.do("Remove it")
	st.Reads("The data folder cannot be written to.")
	w.workErr = nil
	st.do("Try again")
	if len(w.libs) != 1 || w.changes != 1 {
		t.Errorf("%d libraries, told %d times", len(w.libs), w.changes)
	}
	st.Hides("My drafts")
}

func TestPassingOnAsAFile(t *testing.T) {
	w := newWorld(national())
	w.packed["/home/kit/org.passalong-12.passalong"] = "older"
	st := open(t, w)
	st.Press("More")
	st.Press("Pass on as a file")
	st.do("Save")
	st.Reads("There is already a file with this name. Replacing it cannot be undone.")
	st.do("Replace it")
	if w.packed["/home/kit/org.passalong-12.passalong"] != "org.passalong" {
		t.Errorf("packed %v", w.packed)
	}
	st.Reads("Saved to /home/kit/org.passalong-12.passalong")
	w.workErr = catalog.ErrNoSpace
	st.Press("Pass on as a file")
	test.Type(st.Canvas.Focused(), "2")
	st.do("Save")
	st.Reads("The disk is too full for this content.")
}

func TestLibrariesThatCannotBeRead(t *testing.T) {
	w := newWorld(national())
	w.libsErr = catalog.ErrBusy
	st := open(t, w)
	st.Reads("Another window of Passalong has the libraries open.")
	w.libsErr = nil
	st.do("Try again")
	st.Reads("National library")
	st.Hides("Another window of Passalong has the libraries open.")
}

func TestConnectionsAreSwitchedOff(t *testing.T) {
	w := newWorld(national())
	w.set.NeverConnect = true
	st := open(t, w)
	st.Hides("Check for new content")
	st.Press("Open Settings")
	st.Press("Add a library")
	if want := []nav.Route{{Screen: nav.Settings, Query: "content"}, {Screen: nav.Add}}; !slices.Equal(w.Went, want) {
		t.Errorf("went to %v", w.Went)
	}
	w.set.NeverConnect = false
	st.Refresh()
	st.Reads("Check for new content")
}

func TestKeysScroll(t *testing.T) {
	st := open(t, newWorld(national(), local(), drafts()))
	if !st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) {
		t.Error("Page Down does nothing")
	}
}

func TestALongListOfWhatIsNotShownIsFolded(t *testing.T) {
	lib := local()
	lib.Hidden = append(lib.Hidden, catalog.Hidden{Kind: "handout", Title: "Card", By: "gone"}, catalog.Hidden{Kind: "handout", Title: "Poster", By: "gone"})
	st := open(t, newWorld(national(), lib))
	list := "Overdose\nNeedles\nStrong pills\nCard\nPoster"
	st.Hides(list)
	st.Return("Show which")
	st.Reads(list)
}
