package updateview

import (
	"context"

	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// askRemove asks before a library is gone.
func (s *Screen) askRemove(id string) {
	l, ok := s.model.find(id)
	if !ok {
		return
	}
	var d *widgets.Dialog
	remove := widgets.NewButton(widgets.Danger, "Remove it", look.IconTrash, func() {
		d.Close()
		s.remove(id)
	})
	keep := widgets.NewButton(widgets.Secondary, "Keep it", look.NoIcon, func() { d.Close() })
	o := s.model.more(s.model.index(id), l)
	d = widgets.ShowDialog(s.d.Canvas, widgets.DialogState{
		Title: o.RemoveHeading, Buttons: []*widgets.Button{remove, keep}, Focus: keep,
		Content: widgets.VStack(look.Gap12, widgets.Body(o.RemoveNote),
			widgets.Body("The last of its files go when you close Passalong. To have it again, you need its address or its file.")),
	})
}

// onPack asks where to keep a pack, and writes it there.
func (s *Screen) onPack(id string) {
	l, ok := s.model.find(id)
	if !ok {
		return
	}
	courier := s.d.Courier
	offer := filebox.Offer{
		Title: "Pass on “" + l.lib.Title + "” as a file", Name: packName(l.lib),
		Note: "Write it to a USB stick, or anywhere else. On the other computer, choose “Add a library”, or drag the file onto the window.",
		Write: func(ctx context.Context, path string, replace bool) error {
			_, err := courier.Pack(ctx, id, path, replace)
			return err
		},
	}
	filebox.Save(s.ctx, s.d.Canvas, filebox.Deps{Run: s.d.Run, Files: s.d.Files}, offer, func(path string, err error) {
		s.parts.saved(id, path, err)
	})
}
