package printout

import (
	"context"

	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// askSave asks where to save the PDF.
func (k *Desk) askSave() {
	c := k.canvas()
	if c == nil || k.model.phase != ready {
		return
	}
	job := k.model.job
	filebox.Save(k.ctx, c, filebox.Deps{Run: k.d.Run, Files: k.d.Files},
		filebox.Offer{Title: "Save " + job.Name + " as a PDF", Name: job.File, Note: job.SaveNote, Data: k.model.sheet.PDF}, k.saved)
}

func (k *Desk) saved(path string, err error) {
	if err != nil {
		k.parts.complain(filebox.Explain(err)) // the dialog is closed by now
		return
	}
	files := k.d.Files
	k.parts.say("Saved", "Saved to "+path, widgets.NewButton(widgets.Secondary, "Show folder", look.IconFolder, func() {
		k.Open(func(ctx context.Context) error { return files.ShowFolder(ctx, path) })
	}))
}
