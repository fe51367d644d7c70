package settingsview

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// world is everything outside the screen: a file of settings, a log and a window, all in memory.
type world struct {
	mu      sync.Mutex
	set     settings.Settings // current
	file    settings.Settings // on disk
	saveErr error
	saves   int

	log      []catalog.NetworkEntry
	logErr   error
	clearErr error

	looks     []settings.Settings
	switched  int
	moved     int // to another region
	made      int
	renamed   string
	renameErr error
	deleted   int
	deleteErr error
	folder    string
	folderErr error
	clipboard string
	went      []nav.Route
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
	w.saves++
	if w.saveErr == nil {
		w.file = s
	}
	return w.saveErr
}

func (w *world) Entries() ([]catalog.NetworkEntry, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.log, w.logErr
}

func (w *world) Clear() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.clearErr == nil {
		w.log = nil
	}
	return w.clearErr
}

func (w *world) Go(r nav.Route)      { w.went = append(w.went, r) }
func (w *world) Replace(r nav.Route) { w.Go(r) }
func (w *world) Back()               {}

func (w *world) events() Events {
	return Events{
		OnLook:          func(s settings.Settings) { w.looks = append(w.looks, s) },
		OnRegion:        func() { w.moved++ },
		OnSwitchProfile: func() { w.switched++ },
		OnMakeProfile:   func() { w.made++ },
		OnRename: func(name string, done func(error)) {
			if w.renameErr == nil {
				w.renamed = name
			}
			done(w.renameErr)
		},
		OnDeleteProfile: func(done func(error)) {
			w.deleted++
			done(w.deleteErr)
		},
		OpenFolder: func(path string) error {
			w.folder = path
			return w.folderErr
		},
		Copy: func(text string) { w.clipboard = text },
	}
}

// stage is a screen in a window.
type stage struct {
	*Screen
	world *world
	queue *bgtest.Queue
	win   fyne.Window
	leave context.CancelFunc
}

func open(t *testing.T, w *world, section string, guest bool) *stage {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	if w.set == (settings.Settings{}) {
		w.set = settings.Default()
	}
	w.file = w.set
	ctx, leave := context.WithCancel(t.Context())
	st := &stage{world: w, queue: &bgtest.Queue{}, leave: leave}
	st.Screen = New(ctx, Deps{
		Catalog: library(), Nav: w, Run: st.queue, Now: today, Profile: progress.Profile{Nickname: "Sam", Guest: guest},
		Settings: w, Network: w, PrintLog: &wiper{}, Events: w.events(), About: About{Version: "0.1.0", Notices: "Fyne: BSD", DataDir: "/home/sam/passalong"},
	}, section)
	st.win = test.NewTempWindow(t, st.Content())
	st.win.SetPadded(false)
	st.win.Resize(fyne.NewSize(940, 900))
	st.queue.Drain()
	return st
}

// button finds a button that is shown by its words.
func (st *stage) button(t *testing.T, label string) *widgets.Button {
	t.Helper()
	root := st.win.Canvas().Overlays().Top()
	if root == nil {
		root = st.Content()
	}
	return buttonIn(t, root, label)
}

func buttonIn(t *testing.T, root fyne.CanvasObject, label string) *widgets.Button {
	t.Helper()
	for _, o := range test.LaidOutObjects(root) {
		if b, ok := o.(*widgets.Button); ok && b.Label() == label && b.Visible() {
			return b
		}
	}
	t.Fatalf("there is no button %q", label)
	return nil
}

func key(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }

func TestTextSizeFollowsAtOnce(t *testing.T) {
	st := open(t, &world{}, SectionReading, false)
	test.Tap(st.parts.reading.size.More())
	if len(st.world.looks) != 1 || st.world.looks[0].TextSize != 110 {
		t.Fatalf("shown %v", st.world.looks)
	}
	st.queue.Drain()
	if st.world.file.TextSize != 110 {
		t.Errorf("saved %d %%", st.world.file.TextSize)
	}
	st.parts.reading.size.Less().TypedKey(key(fyne.KeySpace))
	test.Tap(st.parts.reading.appearance.Item(3).(fyne.Tappable))
	st.queue.Drain()
	if st.world.file.TextSize != 100 || st.world.file.Appearance != settings.Contrast {
		t.Errorf("saved %+v", st.world.file)
	}
	test.AssertRendersToMarkup(t, "reading.xml", st.win.Canvas())
}

func TestLearningIsSet(t *testing.T) {
	st := open(t, &world{}, SectionLearning, false)
	if s := st.model.state(); s.Refresher != 2 || !s.Clock {
		t.Fatalf("at first: %+v", s)
	}
	off := st.parts.learning.refresher.Item(0).(fyne.Focusable)
	off.TypedKey(key(fyne.KeySpace))
	st.parts.learning.clock.TypedKey(key(fyne.KeyReturn))
	st.queue.Drain()
	if f := st.world.file; f.RefresherMinutes != 0 || f.ScenarioClock {
		t.Errorf("saved %d minutes, clock %v", f.RefresherMinutes, f.ScenarioClock)
	}
	test.AssertRendersToMarkup(t, "learning.xml", st.win.Canvas())
	st.world.saveErr = settings.ErrDiskFull
	test.Tap(st.parts.learning.refresher.Item(4).(fyne.Tappable))
	st.queue.Drain()
	if st.world.file.RefresherMinutes == 10 || !st.parts.trouble.Visible() {
		t.Errorf("with a full disk %d minutes are saved, and it is said: %v", st.world.file.RefresherMinutes, st.parts.trouble.Visible())
	}
}

func TestManyChangesAreSavedOnceMore(t *testing.T) {
	st := open(t, &world{}, SectionReading, false)
	for range 6 {
		test.Tap(st.parts.reading.size.More())
	}
	st.queue.Drain()
	if st.world.file.TextSize != 160 || st.world.saves != 2 {
		t.Errorf("%d %% after %d saves, want 160 %% after 2", st.world.file.TextSize, st.world.saves)
	}
}

func TestWhatIsNotShownHereStays(t *testing.T) {
	st := open(t, &world{}, SectionReading, false)
	other := st.world.Current()
	other.WindowWidth = 1300
	st.world.set = other
	test.Tap(st.parts.reading.size.More())
	st.queue.Drain()
	if st.world.file.WindowWidth != 1300 {
		t.Errorf("the width of the window is %d", st.world.file.WindowWidth)
	}
}

func TestContent(t *testing.T) {
	w := &world{set: settings.Default()}
	st := open(t, w, SectionContent, false)
	test.AssertRendersToMarkup(t, "content.xml", st.win.Canvas())
	test.Tap(st.button(t, "Libraries on this computer"))
	if len(st.world.went) != 1 || st.world.went[0].Screen != nav.Update {
		t.Errorf("went to %v", st.world.went)
	}
	p := &st.parts.content
	test.Type(p.proxy.Field(), "socks5:")
	test.Tap(p.use)
	if st.model.proxyError == "" {
		t.Error("nothing is said about an address that is none")
	}
	test.Type(p.proxy.Field(), "//127.0.0.1:9150")
	p.proxy.Field().TypedKey(key(fyne.KeyReturn))
	p.never.TypedKey(key(fyne.KeySpace))
	p.unsigned.TypedKey(key(fyne.KeySpace))
	st.queue.Drain()
	want := w.set
	want.Proxy, want.NeverConnect, want.AllowUnsigned = "socks5://127.0.0.1:9150", true, true
	if st.world.file != want {
		t.Errorf("saved %+v", st.world.file)
	}
}

func TestProfile(t *testing.T) {
	st := open(t, &world{renameErr: progress.ErrDiskFull, deleteErr: progress.ErrProfileInUse}, SectionProfile, false)
	test.Type(st.parts.profile.nickname.Field(), "x")
	test.Tap(st.parts.profile.rename)
	if !st.parts.profile.trouble.Visible() || st.parts.profile.nickname.Text() != "xSam" {
		t.Errorf("after a failure the nickname is %q", st.parts.profile.nickname.Text())
	}
	st.world.renameErr = nil
	st.parts.profile.nickname.Field().TypedKey(key(fyne.KeyReturn))
	if st.world.renamed != "xSam" || !st.parts.profile.rename.Disabled() {
		t.Errorf("renamed to %q", st.world.renamed)
	}
	test.Tap(st.button(t, "Switch profile"))
	if st.world.switched != 1 {
		t.Error("the profile is not switched")
	}
	test.Tap(st.button(t, "Delete this profile"))
	test.AssertRendersToMarkup(t, "delete.xml", st.win.Canvas())
	st.win.Canvas().Focused().TypedKey(key(fyne.KeyReturn)) // the keyboard is at "Keep it"
	if st.world.deleted != 0 || st.win.Canvas().Overlays().Top() != nil {
		t.Fatal("Return deletes the profile")
	}
	test.Tap(st.button(t, "Delete this profile"))
	test.Tap(st.button(t, "Delete for good"))
	if st.world.deleted != 1 || !st.parts.profile.trouble.Visible() {
		t.Errorf("deleted %d times, or nothing is said about the failure", st.world.deleted)
	}
}

func TestGuest(t *testing.T) {
	st := open(t, &world{}, SectionProfile, true)
	test.Tap(st.button(t, "Make a profile"))
	if st.world.made != 1 {
		t.Error("no profile is made")
	}
}

func TestThisComputer(t *testing.T) {
	st := open(t, &world{folderErr: errors.New("no file manager")}, SectionComputer, false)
	test.Tap(st.button(t, "Open folder"))
	if st.world.folder != "/home/sam/passalong" || !st.parts.computer.trouble.Visible() {
		t.Errorf("opened %q", st.world.folder)
	}
	st.world.folderErr = nil
	test.Tap(st.button(t, "Open folder"))
	if st.parts.computer.trouble.Visible() {
		t.Error("the trouble is over")
	}
	test.Tap(st.button(t, "Copy path"))
	if st.world.clipboard != "/home/sam/passalong" || !st.parts.computer.copied.Visible() {
		t.Errorf("copied %q", st.world.clipboard)
	}
}

func TestNetworkLog(t *testing.T) {
	at := time.Date(2026, 11, 22, 9, 5, 0, 0, time.Local)
	w := &world{clearErr: errors.New("locked")}
	for range 12 {
		w.log = append(w.log, catalog.NetworkEntry{At: at, Method: "GET", URL: "https://api.github.com/repos/a/b", Status: 200})
	}
	st := open(t, w, SectionNetwork, false)
	p := &st.parts.network
	if len(p.lines.Objects) != 10 {
		t.Errorf("%d lines", len(p.lines.Objects))
	}
	test.Tap(p.more)
	if len(p.lines.Objects) != 12 || p.more.Visible() {
		t.Errorf("%d lines", len(p.lines.Objects))
	}
	test.Tap(p.clear)
	st.queue.Drain()
	if !p.trouble.Visible() || len(p.lines.Objects) != 12 {
		t.Error("nothing is said about a log that cannot be cleared")
	}
	w.clearErr = nil
	test.Tap(p.clear)
	st.queue.Drain()
	if !p.empty.Visible() || p.list.Visible() || p.trouble.Visible() {
		t.Error("the log is not shown as empty")
	}
}

func TestUnreadableLog(t *testing.T) {
	w := &world{logErr: errors.New("locked")}
	st := open(t, w, SectionNetwork, false)
	if !st.parts.network.trouble.Visible() || st.parts.network.empty.Visible() {
		t.Error("a log that cannot be read is shown as empty")
	}
	w.logErr = nil
	test.Tap(buttonIn(t, st.parts.network.trouble, "Try again"))
	st.queue.Drain()
	if st.parts.network.trouble.Visible() || !st.parts.network.empty.Visible() {
		t.Error("trying again does not help")
	}
}

func TestSectionsByKeyboard(t *testing.T) {
	st := open(t, &world{}, "", false)
	for i, item := range st.parts.items {
		item.TypedKey(key(fyne.KeySpace))
		for j, sec := range st.parts.sections {
			if sec.content.Visible() != (i == j) {
				t.Errorf("after pressing %s, %s is visible: %v", st.parts.sections[i].label, sec.label, sec.content.Visible())
			}
		}
	}
	test.Tap(st.button(t, "Other people's work in it"))
	test.Tap(st.button(t, "Close"))
}

func TestLargeTextKeepsTheSectionInSight(t *testing.T) {
	st := open(t, &world{}, SectionReading, false)
	fyne.CurrentApp().Settings().SetTheme(look.New(look.Light, 200))
	st.win.Resize(fyne.NewSize(640, 490))
	p := st.parts
	p.items[2].Press()
	if !p.beside.stacked {
		t.Fatal("the list is beside the section, in a window too small for both")
	}
	list := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.list)
	section := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.sections[2].content)
	if list.Y < 0 || section.Y > 490*2/3 {
		t.Errorf("the list begins at %v, the section at %v of 490", list.Y, section.Y)
	}
}

func TestShowsWhatWasChangedElsewhere(t *testing.T) {
	st := open(t, &world{}, SectionReading, false)
	set := st.world.Current()
	set.TextSize = 150
	st.world.set = set
	st.Refresh()
	if got := st.model.state().TextSize; got != "150 %" {
		t.Errorf("it shows %q", got)
	}
	if !st.HandleKey(key(fyne.KeyPageDown)) {
		t.Error("Page Down does nothing")
	}
}
