package ui

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// patience is how long the end of the program waits for what is being saved.
const patience = 3 * time.Second

// ErrNoWindow says that this machine's graphics cannot open a window.
var ErrNoWindow = errors.New("no window can be opened")

// Run shows the window and returns when the app has ended, because somebody closed it or ctx ended, and what
// was being saved is saved. It calls shown once the window is there. It returns ErrNoWindow when there cannot
// be one.
func Run(ctx context.Context, a fyne.App, s Services, shown func()) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	work := new(bg.Live)
	w := NewWindow(ctx, a, work, s)
	err := show(w.win)
	if err == nil {
		shown()
		a.Lifecycle().SetOnStarted(w.LoadLibrary)
		stop := context.AfterFunc(ctx, func() { work.Do(a.Quit) })
		a.Run()
		stop()
	}
	w.putAway()
	cancel() // reads end, writes do not
	work.Wait(patience)
	return err
}

// show opens a window. Where that is not possible, Fyne panics or says so in the log alone and then runs
// without one.
func show(win fyne.Window) (err error) {
	defer func() {
		if hasWindow(win) {
			return // what panics now is a mistake of ours: it goes on, with its trace
		}
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", ErrNoWindow, p)
		} else {
			err = ErrNoWindow
		}
	}()
	win.Show()
	return nil
}

// hasWindow reports whether the system has opened the window.
func hasWindow(win fyne.Window) (has bool) {
	native, ok := win.(driver.NativeWindow)
	if !ok {
		return true // of a test
	}
	native.RunNative(func(context any) {
		switch c := context.(type) {
		case driver.X11WindowContext:
			has = c.WindowHandle != 0
		case driver.WaylandWindowContext:
			has = c.WaylandSurface != 0
		case driver.WindowsWindowContext:
			has = c.HWND != 0
		case driver.MacWindowContext:
			has = c.NSWindow != 0
		default:
			has = true
		}
	})
	return has
}

// RunProblem shows in a window why the app cannot start, and returns when it is closed. It calls shown once the
// window is there, and returns ErrNoWindow when there cannot be one.
func RunProblem(a fyne.App, problem error, shown func()) error {
	a.Settings().SetTheme(look.New(look.Light, look.MinPercent))
	win := a.NewWindow(title)
	panel := widgets.NewErrorPanel(widgets.NewButton(widgets.Primary, "Close", look.NoIcon, a.Quit))
	panel.Tell(explain.Error(problem))
	win.SetContent(widgets.NewPageColumn(widgets.Reading, widgets.Title("Passalong cannot start"), panel))
	win.Resize(fyne.NewSize(640, 420))
	if err := show(win); err != nil {
		return err
	}
	shown()
	a.Run()
	return nil
}
