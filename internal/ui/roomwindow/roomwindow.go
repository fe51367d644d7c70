// Package roomwindow is the window that goes onto the projector. It takes room views and nothing else, so that notes
// and answers that were not revealed have no way into it. It may be closed, moved or lose its screen at any time:
// the session does not know.
package roomwindow

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/slides"
)

// title says neither what is taught nor to whom.
const title = "Passalong – room"

// The size of the window before it fills a screen.
const (
	startWidth  = 960
	startHeight = 540
)

// Deps are what the window uses.
type Deps struct {
	App      fyne.App
	Every    func(context.Context, func()) // calls a function each second on the UI goroutine, until ctx ends
	Colours  slides.Colours
	Pictures slides.Pictures
	Second   func() bool // whether there is a second screen that shows a picture of its own; nil asks the system
}

// Events are what the window calls, on the UI goroutine. What is nil is not called.
type Events struct {
	Forward, Back, Dark func() // keys of a presenter remote, pressed while the window has the keyboard
	Changed             func() // the window's State is another
}

// A State is how it goes with the window.
type State struct {
	Open   bool
	Full   bool
	Second bool // there is a second screen
	Lost   bool // it was closed because its screen went away
}

// A Window is the room's window. It is made closed. Its methods run on the UI goroutine.
type Window struct {
	deps    Deps
	on      Events
	view    session.RoomView
	colours slides.Colours

	win     fyne.Window // nil while it is closed
	stage   *slides.Stage
	pane    *pane
	full    bool
	second  bool // when it was looked at last
	lost    bool
	onOther bool // it was put onto the second screen
	at      int  // where the second screen was looked for last; see Move
	seconds int  // for which the hint still shows
}

// How long a hint shows after the window was opened, has filled a screen or the pointer was moved over it: the room may be
// looking already.
const (
	hintSeconds   = 4
	windowSeconds = 12 // while it is not where it belongs
)

// New makes the window of a session, closed. It looks after its screen until ctx ends; whoever ends the session closes it.
func New(ctx context.Context, d Deps) *Window {
	w := &Window{deps: d, colours: d.Colours, view: session.RoomView{Kind: session.DarkUp}}
	w.second = w.hasSecond()
	d.Every(ctx, w.tick)
	return w
}

// Watch sets what is called; it replaces what was set before.
func (w *Window) Watch(on Events) { w.on = on }

// State is how it goes with the window.
func (w *Window) State() State {
	return State{Open: w.win != nil, Full: w.win != nil && w.full, Second: w.second, Lost: w.lost}
}

// Set shows a view, now or once the window is open.
func (w *Window) Set(v session.RoomView) {
	w.view = v
	if w.stage != nil {
		w.stage.Set(v)
	}
}

// SetColours changes the colours of the room's screen.
func (w *Window) SetColours(c slides.Colours) {
	w.colours = c
	if w.stage != nil {
		w.stage.SetColours(c)
	}
}

// Aspect is how wide the picture is for its height, for previews.
func (w *Window) Aspect() float32 {
	if w.win != nil {
		if s := w.stage.Size(); s.Width > 0 && s.Height > 0 {
			return s.Width / s.Height
		}
	}
	return 16.0 / 9
}

// Open opens the window: on the second screen, filling it, where there is one, and else as a window to drag there.
func (w *Window) Open() {
	if w.win != nil {
		w.win.RequestFocus()
		return
	}
	w.second = w.hasSecond()
	w.at = 0
	w.make()
	if w.second {
		w.onOther = true
		w.fill(func() { w.fillSecond() })
	}
	w.win.Show()
	w.hint()
	w.changed()
}

// make makes the window, without showing it.
func (w *Window) make() {
	w.win = w.deps.App.NewWindow(title)
	w.win.SetPadded(false)
	w.stage = slides.New(w.colours, w.deps.Pictures)
	w.pane = newPane(w.toggleFull, w.moved)
	w.win.SetContent(container.NewStack(w.stage, w.pane))
	w.win.Canvas().SetOnTypedKey(w.typedKey)
	w.win.SetCloseIntercept(w.Close)
	w.win.Resize(fyne.NewSize(startWidth, startHeight))
	w.stage.Set(w.view)
	w.lost, w.full, w.onOther = false, false, false
}

// Close closes the window. The session goes on, and Open shows the room where it is.
func (w *Window) Close() {
	if w.win == nil {
		return
	}
	w.drop()
	w.changed()
}

func (w *Window) drop() {
	win := w.win
	w.win, w.stage, w.pane, w.full = nil, nil, nil, false
	win.SetCloseIntercept(nil)
	win.Close()
}

// SetFull makes the window fill the screen that it is on, or be a window again.
func (w *Window) SetFull(on bool) {
	if w.win == nil || w.full == on {
		return
	}
	if on {
		w.onOther = false // wherever the facilitator dragged it to
		w.fill(func() { w.win.SetFullScreen(true) })
	} else {
		w.full = false
		w.win.SetFullScreen(false)
	}
	w.hint()
	w.changed()
}

// Move puts the window onto the other screen, for a computer that cannot tell its screens apart. No system lets a
// program of this kind ask where its screens are, so the places where people put them are tried in turn.
func (w *Window) Move() {
	if w.win == nil {
		w.Open()
		return
	}
	size := w.win.Canvas().Size()
	scale := w.win.Canvas().Scale()
	wide, high := int(size.Width*scale), int(size.Height*scale)
	if !w.full {
		wide, high = usualWide, usualHigh
	}
	places := [][2]int{{wide + 40, 40}, {40 - wide, 40}, {40, 40 - high}, {40, high + 40}, {40, 40}}
	place := places[w.at%len(places)]
	next := w.at + 1
	w.drop()
	w.make()
	w.at = next
	if d, ok := w.win.(desktop.Window); ok {
		d.RequestPosition(place[0], place[1])
	}
	w.win.Show()
	w.onOther = w.second
	w.fill(func() { w.win.SetFullScreen(true) })
	w.hint()
	w.changed()
}

// The size of most laptops' screens, where nothing is known.
const (
	usualWide = 1920
	usualHigh = 1080
)

func (w *Window) fill(by func()) {
	w.full = true
	by()
}

// fillSecond fills the second screen, as far as the system can tell which that is.
func (w *Window) fillSecond() {
	if d, ok := w.win.(desktop.Window); ok {
		d.RequestFullScreenSecondary()
		return
	}
	w.win.SetFullScreen(true)
}

func (w *Window) toggleFull() { w.SetFull(!w.full) }

func (w *Window) hasSecond() bool {
	if w.deps.Second != nil {
		return w.deps.Second()
	}
	d, ok := w.deps.App.Driver().(desktop.Driver)
	return ok && d.HasSecondaryDisplay()
}

// tick is one second: a screen may have been plugged in or out, and a hint was long enough on screen.
func (w *Window) tick() {
	if second := w.hasSecond(); second != w.second {
		w.second = second
		if !second && w.win != nil && w.full && w.onOther {
			w.drop() // the system would put it over the facilitator's own window
			w.lost = true
		}
		w.changed()
	}
	if w.seconds > 0 {
		w.seconds--
		if w.seconds == 0 && w.pane != nil {
			w.pane.set("", w.full)
		}
	}
}

// moved shows the hint for a while, in case the window covers that of the facilitator.
func (w *Window) moved() {
	if w.win != nil {
		w.hint()
	}
}

// hint says how to get the window where it belongs, and off again.
func (w *Window) hint() {
	switch {
	case w.win == nil:
	case w.full:
		w.seconds = hintSeconds
		w.pane.set("Esc: back to a window", true)
	default:
		w.seconds = windowSeconds
		w.pane.set("Drag this window to the projector, then press F11 or double-click.", false)
	}
}

func (w *Window) typedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		w.SetFull(false)
		return
	case fyne.KeyF11, fyne.KeyF5:
		w.toggleFull()
		return
	}
	switch KeyOf(e.Name) {
	case Forward:
		call(w.on.Forward)
	case Back:
		call(w.on.Back)
	case Dark:
		call(w.on.Dark)
	}
}

func (w *Window) changed() { call(w.on.Changed) }

func call(f func()) {
	if f != nil {
		f()
	}
}

// A Key is what a presenter remote can say.
type Key int

// The keys.
const (
	NoKey Key = iota
	Forward
	Back
	Dark
)

// KeyOf is what a key stands for. Remotes send Page Down and Page Up, or the arrows, and B or a full stop for dark.
func KeyOf(k fyne.KeyName) Key {
	switch k {
	case fyne.KeyPageDown, fyne.KeyRight, fyne.KeyDown, fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		return Forward
	case fyne.KeyPageUp, fyne.KeyLeft, fyne.KeyUp, fyne.KeyBackspace:
		return Back
	case fyne.KeyB, fyne.KeyPeriod:
		return Dark
	}
	return NoKey
}
