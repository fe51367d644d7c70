package printout

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A saveDialog asks where to save the PDF.
type saveDialog struct {
	k     *Desk
	model saveModel
	pdf   []byte
	box   *widgets.Dialog
	gone  bool

	body     *fyne.Container
	path     *widgets.Entry
	question fyne.CanvasObject
	words    *widgets.Text
	trouble  *widgets.ErrorPanel
	save     *widgets.Button
}

func (k *Desk) askSave() {
	c := k.canvas()
	if c == nil || k.model.phase != ready {
		return
	}
	d := &saveDialog{k: k, pdf: k.model.pdf, model: saveModel{path: k.d.Files.SuggestPath(k.model.job.File)}}
	d.path = widgets.NewEntry("Folder and name of the file", "", func(text string) {
		d.model.setPath(text)
		d.render()
	})
	d.path.OnSubmit(func(string) { d.onSave() })
	d.words = widgets.Body("")
	d.question = widgets.NewCallout(catalog.Warning, "Replace the file?", d.words)
	d.trouble = widgets.NewErrorPanel(nil)
	d.body = widgets.VStack(look.Gap16, d.path, d.question, d.trouble)
	if note := k.model.job.SaveNote; note != "" {
		d.body.Add(widgets.Muted(note))
	}
	d.save = widgets.NewButton(widgets.Primary, "", look.IconDownload, d.onSave)
	cancel := widgets.NewButton(widgets.Secondary, "Cancel", look.NoIcon, func() { d.box.Close() })
	d.render()
	d.box = widgets.ShowDialog(c, widgets.DialogState{
		Title: "Save " + k.model.job.Name + " as a PDF", Content: d.body, Buttons: []*widgets.Button{d.save, cancel},
		Focus: d.path.Field(), OnClose: func() { d.gone = true },
	})
}

// onSave writes the file. Writing goes on when the dialog or the screen is left.
func (d *saveDialog) onSave() {
	path, replace := d.model.target()
	if path == "" || d.model.saving {
		return
	}
	d.model.saving, d.model.trouble = true, explain.Trouble{}
	d.render()
	files, pdf := d.k.d.Files, d.pdf
	work := func(ctx context.Context) (struct{}, error) {
		return struct{}{}, files.Save(context.WithoutCancel(ctx), path, pdf, replace)
	}
	bg.Start(d.k.ctx, d.k.d.Run, work, func(_ struct{}, err error) {
		if err != nil {
			d.model.failed(path, err)
			d.render()
			if d.gone {
				d.k.parts.complain(explainSaving(err))
			}
			return
		}
		d.box.Close()
		d.k.parts.say("Saved", "Saved to "+path, widgets.NewButton(widgets.Secondary, "Show folder", look.IconFolder, func() {
			d.k.Open(func(ctx context.Context) error { return files.ShowFolder(ctx, path) })
		}))
	})
}

func (d *saveDialog) render() {
	st := d.model.state()
	d.path.SetText(st.Path)
	d.words.SetText(st.Question)
	widgets.SetVisible(d.question, st.Question != "")
	d.trouble.Set(widgets.ErrorState{What: st.Trouble.What, Next: st.Trouble.Next, Details: st.Trouble.Detail})
	d.save.SetLabel(st.Action)
	d.save.SetBusy(st.Saving)
	if st.CanSave {
		d.save.Enable()
	} else {
		d.save.Disable()
	}
	d.k.relayoutDialog(d.body)
}
