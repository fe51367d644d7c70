package exchangeview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// outView is the way out: a format, what it does not carry, and the file.
type outView struct {
	none    fyne.CanvasObject
	format  *w.Segmented
	note    *w.Text
	summary *w.Text
	save    *w.Button
	outcome *filebox.Outcome
	trouble *w.ErrorPanel
	losses  *listView
	body    []fyne.CanvasObject
}

func newOutView(s *Screen) *outView {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	v := &outView{
		none: w.NewEmptyState(look.IconUpload, "This module has no questions", "There is nothing to take to another program. You can bring questions in.", nil),
		note: w.Muted(""), summary: w.Body(""), trouble: w.NewErrorPanel(nil),
		format:  w.NewSegmented(names, s.chooseFormat),
		outcome: filebox.NewOutcome(s.ctx, filebox.Deps{Run: s.deps.Run, Files: s.deps.Files}, s.page.Relayout),
	}
	v.save = w.NewButton(w.Primary, "", look.IconDownload, s.save)
	v.losses = newListView(func() {
		s.model.open += many
		s.render()
	})
	v.body = []fyne.CanvasObject{
		w.VStack(look.Gap8, w.FormRow("Format of the file", "", v.format), v.note),
		w.VStack(look.Gap16, v.summary, w.Wrap(0, v.save)),
		v.outcome.Content(), v.trouble, v.losses.root,
	}
	return v
}

// objects shows st and gives what the page holds.
func (v *outView) objects(st state) []fyne.CanvasObject {
	if st.Out.None {
		return []fyne.CanvasObject{v.none}
	}
	v.format.Set(st.Out.Format)
	v.note.SetText(st.Out.Note)
	v.summary.SetText(st.Out.Summary)
	v.save.SetLabel(st.Out.Action)
	w.SetEnabled(v.save, st.Out.CanSave)
	v.trouble.Tell(st.Trouble)
	v.losses.set(st.Out.Losses)
	w.SetVisible(v.losses.root, len(st.Out.Losses.Entries) > 0)
	return v.body
}
