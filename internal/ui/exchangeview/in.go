package exchangeview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// inView is the way in: a file, what came through and what did not, and what to do with it.
type inView struct {
	open  *w.Button
	empty fyne.CanvasObject

	source  *w.Text
	icon    *w.Icon
	heading *w.Text
	summary *w.Text
	start   *w.Button
	save    *w.Button
	another *w.Button
	outcome *filebox.Outcome
	trouble *w.ErrorPanel
	faults  [len(faultKinds)]*listView
	body    []fyne.CanvasObject
}

func newInView(s *Screen) *inView {
	v := &inView{
		source: w.Muted(""), icon: w.NewIconScaled(look.IconCircleCheck, look.ColorRightInk, 1.3), heading: w.Heading(""), summary: w.Body(""),
		trouble: w.NewErrorPanel(nil),
		outcome: filebox.NewOutcome(s.ctx, filebox.Deps{Run: s.deps.Run, Files: s.deps.Files}, s.page.Relayout),
	}
	v.open = w.NewButton(w.Primary, "Open a file", look.IconFolder, s.open)
	v.empty = w.NewEmptyState(look.IconUpload, "Bring in questions from another program",
		"Open a file in GIFT or in Moodle XML. You see what came through before anything is kept, and can practise at once.", v.open)
	v.start = w.NewButton(w.Primary, "Practise these now", look.IconPlay, s.practise)
	v.save = w.NewButton(w.Secondary, "Save as quiz.yaml", look.IconDownload, s.write)
	v.another = w.NewButton(w.Secondary, "Open another file", look.IconFolder, s.open)
	v.body = []fyne.CanvasObject{
		w.VStack(look.Gap8, v.source, w.Led(look.Gap12, v.icon, v.heading), v.summary),
		w.Wrap(look.Gap12, v.start, v.save, v.another),
		v.outcome.Content(), v.trouble,
	}
	for i := range v.faults {
		v.faults[i] = newListView(func() {
			s.model.show[i] += many
			s.render()
		})
		v.body = append(v.body, v.faults[i].root)
	}
	return v
}

// first is what has the keyboard when a file was opened.
func (v *inView) first() fyne.Focusable {
	if v.start.Visible() {
		return v.start
	}
	return v.another
}

// objects shows st and gives what the page holds.
func (v *inView) objects(st state) []fyne.CanvasObject {
	if !st.In.Opened {
		return []fyne.CanvasObject{v.empty}
	}
	v.source.SetText(st.In.Source)
	v.heading.SetText(st.In.Heading)
	v.summary.SetText(st.In.Summary)
	if st.In.Good {
		v.icon.Set(look.IconCircleCheck, look.ColorRightInk)
	} else {
		v.icon.Set(look.IconProblem, look.ColorWaitInk)
	}
	w.SetVisible(v.start, st.In.CanPractise)
	w.SetVisible(v.save, st.In.CanSave)
	v.start.SetBusy(st.In.Busy == starting)
	v.save.SetBusy(st.In.Busy == writing)
	v.another.SetKind(w.Secondary)
	if !st.In.CanPractise {
		v.another.SetKind(w.Primary)
	}
	v.trouble.Tell(st.Trouble)
	for _, f := range v.faults {
		w.SetVisible(f.root, false)
	}
	for _, l := range st.In.Faults {
		v.faults[l.Kind].set(l)
		w.SetVisible(v.faults[l.Kind].root, true)
	}
	return v.body
}
