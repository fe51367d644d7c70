// Package ui is the app's window: it opens screens, remembers the way between them, and knows the services
// that they need. Rules are in the pure packages, drawing in widgets and screens.
package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/handoutsview"
	"github.com/passalong/passalong/internal/ui/handoutview"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/packview"
	"github.com/passalong/passalong/internal/ui/planview"
	"github.com/passalong/passalong/internal/ui/servicesview"
	"github.com/passalong/passalong/internal/ui/settingsview"
	"github.com/passalong/passalong/internal/ui/slides"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// The size of the window at the first start.
const (
	startWidth  = 1100
	startHeight = 720
)

// title is neutral: it shows in the task bar.
const title = "Passalong"

// A Screen is what a route opens. What else it can do, it says by the optional interfaces below.
type Screen interface{ Content() fyne.CanvasObject }

type (
	focuser   interface{ Focus() fyne.Focusable }         // what has the keyboard first
	renewer   interface{ Refresh() }                      // catalog, record or settings have changed
	leaver    interface{ Leave() }                        // the screen is about to be left
	keyReader interface{ HandleKey(*fyne.KeyEvent) bool } // keys that no widget wanted
	searcher  interface{ SetQuery(query string) }
)

// A Window is the app's one window. Its methods run on the UI goroutine.
type Window struct {
	ctx     context.Context // ends with the window
	app     fyne.App
	win     fyne.Window
	run     bg.Runner
	every   func(ctx context.Context, tick func()) // calls tick once a second until ctx ends
	s       Services
	frame   *frame
	history nav.History
	esc     doubleEsc

	textSize int  // percent, on screen
	saving   bool // textSize
	away     bool // another program has the screen

	screen Screen
	leave  context.CancelFunc // ends the screen's context

	catalog *catalog.Catalog // nil while it is being loaded
	index   *catalog.Index
	notice  error // why an older or no revision is shown; nil when all is well
	told    error // what to say once a profile is open; nil for nothing
	learner *learner.Learner
	decks   decks
	keeper  progress.Keeper
	usual   handoutview.Usual  // what was chosen for the last handout
	last    handoutsview.Last  // what the list of handouts was narrowed to
	draft   servicesview.Draft // a local service that is being entered
	batch   *packview.Batch    // the print pack that is being made
	part    context.CancelFunc // ends the learner's context

	underway    *underway      // the session that is open; nil for none
	opening     session.ID     // the session that is being opened; empty for none
	unended     session.Listed // one of the last day that was not ended; zero for none
	plans       planview.Draft // plans that could not be saved
	roomColours slides.Colours // of the room's screen
}

// NewWindow makes the window, with the choice of a profile in it. The library is loaded with LoadLibrary.
func NewWindow(ctx context.Context, a fyne.App, run bg.Runner, s Services) *Window {
	w := &Window{ctx: ctx, app: a, run: run, every: everySecond(run), s: s, told: s.Notice, batch: packview.NewBatch(ctx, run), roomColours: slides.Light}
	w.applyLook(s.Settings.Current())
	w.win = a.NewWindow(title)
	w.win.SetPadded(false)
	w.frame = newFrame(frameEvents{
		section: func(sc nav.Screen) { w.Go(nav.Route{Screen: sc}) },
		back:    w.Back, forward: w.Forward,
		search: w.search,
		who:    func() { w.Go(nav.Route{Screen: nav.Settings, Query: settingsview.SectionProfile}) },
		hide:   w.hide,
	})
	w.win.SetContent(w.frame.root)
	w.win.SetMainMenu(w.menu())
	w.win.Canvas().SetOnTypedKey(w.typedKey)
	w.win.SetCloseIntercept(w.close)
	a.Lifecycle().SetOnExitedForeground(func() { w.away = true })
	a.Lifecycle().SetOnEnteredForeground(func() { w.away = false })
	w.win.Resize(fyne.NewSize(startWidth, startHeight))
	w.win.CenterOnScreen()
	w.history.Reset(nav.Route{Screen: nav.Profiles})
	w.open()
	w.takeFiles()
	if s.Preview != nil {
		w.beginPreview()
	}
	return w
}

// putAway leaves the screen and begins to close the profile that is open, at the end of the program.
func (w *Window) putAway() {
	w.endScreen()
	w.leaveSession()
	w.closeProfile()
}

// A loaded is what reading the library gives.
type loaded struct {
	catalog *catalog.Catalog
	index   *catalog.Index
	notice  error
}

// LoadLibrary reads the library anew, in the background, and shows it. At the start it is called once the window is
// there: reading takes every processor, and the window comes first.
func (w *Window) LoadLibrary() {
	work := func(ctx context.Context) (loaded, error) {
		c, err := w.s.Library.Load(ctx)
		if c == nil {
			return loaded{}, err
		}
		return loaded{c, catalog.NewIndex(c), err}, nil
	}
	bg.Start(w.ctx, w.run, work, w.onLoaded)
}

func (w *Window) onLoaded(l loaded, err error) {
	waiting := w.catalog == nil
	if err != nil {
		w.notice = err
	} else {
		w.catalog, w.index, w.notice = l.catalog, l.index, l.notice
	}
	r, _ := w.history.Current()
	if r.Screen == nav.Profiles || !waiting && finishesFirst(r.Screen) && w.s.Preview == nil {
		w.renderFrame()
		return
	}
	w.open()
}

// finishesFirst reports whether a screen goes on with the library that it was opened with: somebody is in the
// middle of a thing there and would be thrown back.
func finishesFirst(s nav.Screen) bool {
	switch s {
	case nav.Lesson, nav.Quiz, nav.Result, nav.Scenario, nav.Skills, nav.Handout, nav.Sheet, nav.Pack, nav.Alert, nav.Exchange,
		nav.Settings, nav.Services, nav.Update, nav.Add, nav.Plan, nav.Box, nav.Facilitate, nav.PaperEntry, nav.Closing, nav.SessionReport, nav.SupportLog:
		return true
	}
	return false
}

// openProfile makes k the profile in use and goes home.
func (w *Window) openProfile(k progress.Keeper) {
	w.closeProfile()
	ctx, cancel := context.WithCancel(w.ctx)
	w.keeper, w.part = k, cancel
	learner.Open(ctx, w.run, k, func(l *learner.Learner, err error) {
		if err != nil {
			w.switchProfile()
			w.complain(err)
			return
		}
		w.welcome(l)
	})
}

// welcome goes home, with what there is to say first.
func (w *Window) welcome(l *learner.Learner) {
	w.learner = l
	w.history.Reset(nav.Route{Screen: nav.Home})
	w.open()
	if w.told != nil {
		w.say("Before you start", w.told)
		w.told = nil
	}
	w.answerAsked()
	w.lookForSession()
}

// closeProfile puts the record away, if one is open, once what was to be saved is.
func (w *Window) closeProfile() {
	if w.keeper == nil {
		return
	}
	w.endScreen()
	k, l, part := w.keeper, w.learner, w.part
	w.keeper, w.learner, w.part = nil, nil, nil
	if l != nil {
		l.Close(func(error) { part() }) // every answer is on disk by then: nothing can be lost here
		return
	}
	part() // it is still being read
	w.change(func(context.Context) error { return k.Close() }, func(error) {})
}

// switchProfile goes back to the choice of a profile.
func (w *Window) switchProfile() {
	w.closeProfile()
	w.history.Reset(nav.Route{Screen: nav.Profiles})
	w.open()
}

// complain shows an error that belongs to no screen.
func (w *Window) complain(err error) { w.say("That did not work", err) }

// say shows an error in a dialog.
func (w *Window) say(heading string, err error) {
	panel := widgets.NewErrorPanel(nil)
	panel.Tell(explain.Error(err))
	var d *widgets.Dialog
	ok := widgets.NewButton(widgets.Primary, "Close", look.NoIcon, func() { d.Close() })
	d = widgets.ShowDialog(w.win.Canvas(), widgets.DialogState{Title: heading, Content: panel, Buttons: []*widgets.Button{ok}})
}

// applyLook sets theme and text size.
func (w *Window) applyLook(s settings.Settings) {
	w.textSize = s.TextSize
	w.app.Settings().SetTheme(look.New(look.Appearance(s.Appearance), s.TextSize))
}

// hide takes the window away at once and ends the app: everything is saved when it is given, and a hidden
// program would still hold the profile open for the next person at this machine.
func (w *Window) hide() {
	w.win.Hide()
	if w.underway != nil {
		w.underway.room.Close()
	}
	w.close()
}

func (w *Window) close() {
	w.endScreen()
	w.app.Quit()
}

// typedKey receives the keys that nothing with the focus wanted.
func (w *Window) typedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape {
		if w.esc.pressed(w.s.Now()) {
			w.hide()
		}
		return
	}
	w.esc.other()
	if w.win.Canvas().Overlays().Top() != nil {
		return
	}
	if k, ok := w.screen.(keyReader); ok {
		k.HandleKey(e)
	}
}
