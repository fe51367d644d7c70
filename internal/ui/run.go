package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// patience is how long the end of the program waits for what is being saved.
const patience = 3 * time.Second

// Run shows the window and returns when the app has ended, because somebody closed it or ctx ended, and what
// was being saved is saved.
func Run(ctx context.Context, a fyne.App, s Services) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	work := new(bg.Live)
	w := NewWindow(ctx, a, work, s)
	stop := context.AfterFunc(ctx, func() { work.Do(a.Quit) })
	w.ShowAndRun()
	stop()
	cancel() // reads end, writes do not
	work.Wait(patience)
	w.putAway()
}

// RunProblem shows in a window why the app cannot start.
func RunProblem(a fyne.App, err error) {
	a.Settings().SetTheme(look.New(look.System, look.MinPercent))
	t := explain.Error(err)
	win := a.NewWindow(title)
	panel := widgets.NewErrorPanel(widgets.NewButton(widgets.Primary, "Close", look.NoIcon, a.Quit))
	panel.Set(widgets.ErrorState{What: t.What, Next: t.Next, Details: t.Detail})
	win.SetContent(widgets.NewPageColumn(widgets.Reading, widgets.Title("Passalong cannot start"), panel))
	win.Resize(fyne.NewSize(640, 420))
	win.ShowAndRun()
}
