package filebox

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// An Outcome is the part of a screen that says what became of a file: where it was saved, with its folder a press
// away, or why it was not. It is hidden while there is nothing to say.
type Outcome struct {
	ctx     context.Context
	d       Deps
	changed func()
	saved   *fyne.Container
	words   *widgets.Text
	trouble *widgets.ErrorPanel
	root    *fyne.Container
	path    string
}

// NewOutcome makes an outcome with nothing to say. Changed is called when it needs another height: the screen then lays
// its page out again. Nothing changes after ctx has ended.
func NewOutcome(ctx context.Context, d Deps, changed func()) *Outcome {
	o := &Outcome{ctx: ctx, d: d, changed: changed, words: widgets.Body(""), trouble: widgets.NewErrorPanel(nil)}
	folder := widgets.NewButton(widgets.Secondary, "Show folder", look.IconFolder, o.showFolder)
	o.saved = widgets.VStack(0, widgets.NewCallout(catalog.Tip, "Saved", o.words, widgets.Wrap(0, folder)))
	o.root = widgets.VStack(look.Gap16, o.saved, o.trouble)
	o.saved.Hide()
	o.root.Hide()
	return o
}

// Content is the object to place in a screen.
func (o *Outcome) Content() fyne.CanvasObject { return o.root }

// Show says that a file was saved, or why it was not.
func (o *Outcome) Show(path string, err error) {
	o.path = path
	o.words.SetText("Saved to " + path)
	o.complain(err == nil, Explain(err))
}

// Clear takes away what is said.
func (o *Outcome) Clear() { o.complain(false, explain.Trouble{}) }

func (o *Outcome) complain(saved bool, t explain.Trouble) {
	o.trouble.Tell(t)
	widgets.SetVisible(o.saved, saved)
	widgets.SetVisible(o.root, saved || t.What != "")
	o.root.Refresh()
	o.changed()
}

func (o *Outcome) showFolder() {
	files, path := o.d.Files, o.path
	work := func(ctx context.Context) (struct{}, error) { return struct{}{}, files.ShowFolder(ctx, path) }
	bg.Start(o.ctx, o.d.Run, work, func(_ struct{}, err error) { o.complain(true, explain.Error(err)) })
}
