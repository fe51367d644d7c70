package filebox

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// Save asks where to keep a file and writes it there; it goes on writing when the dialog is closed or ctx ends, unless
// the offer has a Write of its own. Then it closes the dialog and calls done with the path, on the UI goroutine and
// unless ctx has ended. What goes wrong
// shows in the dialog, where it can be tried again; done gets it only when the dialog was closed meanwhile. Show of an
// Outcome is such a done.
func Save(ctx context.Context, c fyne.Canvas, d Deps, o Offer, done func(path string, err error)) {
	b := &saveBox{ctx: ctx, canvas: c, d: d, done: done, model: newSaveModel(d.Files.SuggestPath(o.Name)), stop: func() {}}
	b.write = o.Write
	if o.Write == nil {
		files, data := d.Files, o.Data
		b.write = func(ctx context.Context, path string, replace bool) error {
			return files.Save(context.WithoutCancel(ctx), path, data, replace)
		}
	}
	b.path = widgets.NewEntry("Folder and name of the file", "", func(text string) {
		b.model.setPath(text)
		b.render()
	})
	b.path.OnSubmit(func(string) { b.onSave() })
	b.sticks = widgets.Wrap(look.Gap8)
	b.sticks.Hide()
	b.words = widgets.Body("")
	b.question = widgets.NewCallout(catalog.Warning, "Replace the file?", b.words)
	b.trouble = widgets.NewErrorPanel(nil)
	b.body = widgets.VStack(look.Gap16, b.path, b.sticks, b.question, b.trouble)
	if o.Note != "" {
		b.body.Add(widgets.Muted(o.Note))
	}
	b.save = widgets.NewButton(widgets.Primary, "", look.IconDownload, b.onSave)
	cancel := widgets.NewButton(widgets.Secondary, "Cancel", look.NoIcon, func() { b.box.Close() })
	b.render()
	b.box = widgets.ShowDialog(c, widgets.DialogState{
		Title: o.Title, Content: b.body, Buttons: []*widgets.Button{b.save, cancel},
		Focus: b.path.Field(), OnClose: b.onClose,
	})
	if s, ok := d.Files.(Sticks); ok {
		work := func(ctx context.Context) ([]string, error) { return s.Sticks(ctx), nil }
		bg.Start(ctx, d.Run, work, func(sticks []string, _ error) { b.offerSticks(sticks) })
	}
}

// offerSticks puts sticks one press away.
func (b *saveBox) offerSticks(sticks []string) {
	for _, stick := range sticks {
		b.sticks.Add(widgets.NewButton(widgets.Secondary, "To "+stick, look.IconUSB, func() {
			b.model.moveTo(stick)
			b.render()
			b.canvas.Focus(b.path.Field()) // Return saves
		}))
	}
	widgets.SetVisible(b.sticks, len(sticks) > 0)
	relayout(b.canvas, b.body)
}

// A saveBox is the dialog that saves a file.
type saveBox struct {
	ctx    context.Context
	canvas fyne.Canvas
	d      Deps
	write  func(ctx context.Context, path string, replace bool) error
	stop   context.CancelFunc // ends the writing that can be ended
	done   func(path string, err error)
	model  saveModel
	box    *widgets.Dialog
	gone   bool

	body     *fyne.Container
	path     *widgets.Entry
	sticks   *fyne.Container
	question fyne.CanvasObject
	words    *widgets.Text
	trouble  *widgets.ErrorPanel
	save     *widgets.Button
}

func (b *saveBox) onSave() {
	path, replace, ok := b.model.begin()
	if !ok {
		return
	}
	b.render()
	ctx, stop := context.WithCancel(b.ctx)
	b.stop = stop
	write := b.write
	work := func(context.Context) (struct{}, error) { return struct{}{}, write(ctx, path, replace) }
	bg.Start(b.ctx, b.d.Run, work, func(_ struct{}, err error) {
		stop()
		b.saved(path, err)
	})
}

func (b *saveBox) onClose() {
	b.gone = true
	b.stop()
}

func (b *saveBox) saved(path string, err error) {
	if err != nil {
		b.model.failed(path, err)
		b.render()
	}
	if b.gone && errors.Is(err, context.Canceled) {
		return // as it was asked to
	}
	if err == nil || b.gone {
		b.box.Close()
		b.done(path, err)
	}
}

func (b *saveBox) render() {
	st := b.model.state()
	b.path.SetText(st.Path)
	b.words.SetText(st.Question)
	widgets.SetVisible(b.question, st.Question != "")
	b.trouble.Tell(st.Trouble)
	b.save.SetLabel(st.Action)
	b.save.SetBusy(st.Saving)
	widgets.SetEnabled(b.save, st.CanSave)
	relayout(b.canvas, b.body)
}
