package scenarioview

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// startEvents are what the page before the first scene calls.
type startEvents struct {
	start, resume, later func()
	variant              func(index int)
	clock                func(on bool)
	earlier              func(run string)
}

// startView is the page before the first scene.
type startView struct {
	on       startEvents
	module   *w.Text
	title    *w.Text
	lead     *w.Text
	points   *fyne.Container
	variants *variantPicker
	clock    *w.Switch
	resumed  fyne.CanvasObject
	where    *w.Text
	error    *w.ErrorPanel
	again    *w.Button // in the error panel
	resume   *w.Button
	start    *w.Button
	later    *w.Button
	earlier  *fyne.Container
	runs     *fyne.Container // links, in earlier
	listed   []earlierState
}

func newStartView(on startEvents) *startView {
	v := &startView{
		on: on, module: w.Muted(""), title: w.Title(""), lead: w.Lead(""), points: w.VStack(look.Gap8),
		clock:    w.NewSwitch("Play with the clock", "While you think, time passes in the story too. You can pause it.", on.clock),
		variants: newVariantPicker(on.variant), where: w.Body(""),
		resume: w.NewButton(w.Primary, "Go on", look.IconArrowRight, on.resume),
		start:  w.NewButton(w.Primary, "Start", look.IconArrowRight, on.start),
		later:  w.NewButton(w.Quiet, "Not now", look.NoIcon, on.later),
	}
	v.resumed = w.NewCard(w.VStack(look.Gap16, w.HStackTop(look.Gap12, w.NewIcon(look.IconHistory, look.ColorPrimary), w.Grow(v.where)), w.Wrap(0, v.resume)))
	v.runs = w.VStack(0)
	v.earlier = w.VStack(look.Gap4, w.SmallHeading("Look back at earlier times"), v.runs)
	v.again = w.NewButton(w.Primary, "Try again", look.IconRefresh, on.start)
	v.error = w.NewErrorPanel(v.again)
	return v
}

func (v *startView) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		w.VStack(look.Gap12, w.VStack(look.Gap4, v.module, v.title), v.lead), v.resumed, v.points, w.VStack(look.Gap12, v.variants.root, v.clock), v.error,
		w.Wrap(look.Gap12, v.start, v.later), v.earlier,
	}
}

// first is what has the keyboard when the page opens.
func (v *startView) first(st state) *w.Button {
	if st.Start.Resumed != "" {
		return v.resume
	}
	return v.start
}

func (v *startView) set(st state) {
	s := st.Start
	v.module.SetText(st.Module)
	v.module.Hidden = st.Module == ""
	v.title.SetText(st.Title)
	v.lead.SetText(s.Summary)
	v.points.Objects = nil
	for _, p := range s.Points {
		v.points.Add(w.HStackTop(look.Gap16, w.NewIcon(p.Kind.icon(), look.ColorPrimary), w.Grow(w.Body(p.Text))))
	}
	v.variants.set(s)
	w.SetVisible(v.clock, s.HasClock)
	v.clock.Set(s.Clock)
	v.where.SetText(s.Resumed)
	w.SetVisible(v.resumed, s.Resumed != "")
	v.setEarlier(s.Earlier)
	v.start.SetKind(w.Primary)
	v.start.SetLabel("Start")
	if s.Resumed != "" {
		v.start.SetKind(w.Secondary)
		v.start.SetLabel("Start from the beginning")
	}
	setProblem(v.error, st.Problem)
	v.start.Hidden = st.Problem != nil
	v.start.SetBusy(st.Saving)
	v.again.SetBusy(st.Saving)
}

func (v *startView) setEarlier(runs []earlierState) {
	w.SetVisible(v.earlier, len(runs) > 0)
	if slices.Equal(v.listed, runs) {
		return
	}
	v.listed, v.runs.Objects = runs, nil
	for _, r := range runs {
		v.runs.Add(w.NewLink(r.Label, func() { v.on.earlier(r.Run) }))
	}
}

func (k pointKind) icon() look.IconName {
	return [...]look.IconName{pointTime: look.IconClock, pointFree: look.IconSprout, pointStop: look.IconPause}[k]
}

// A variantPicker asks where the story takes place, where that makes a difference.
type variantPicker struct {
	root   *fyne.Container
	chosen func(index int)
	names  []string
	row    *w.Segmented
	place  *fyne.Container // of row
	note   *w.Text
}

func newVariantPicker(chosen func(int)) *variantPicker {
	p := &variantPicker{chosen: chosen, place: w.VStack(0), note: w.Body("")}
	p.root = w.VStack(look.Gap12, w.SmallHeading("Where does it take place?"), p.place, p.note)
	return p
}

func (p *variantPicker) set(s startState) {
	w.SetVisible(p.root, len(s.Variants) > 0)
	if !slices.Equal(p.names, s.Variants) {
		p.names = s.Variants
		p.row = w.NewSegmented(s.Variants, p.chosen)
		p.place.Objects = []fyne.CanvasObject{p.row}
	}
	if p.row != nil {
		p.row.Set(s.Chosen)
	}
	p.note.SetText(s.Note)
	p.note.Hidden = s.Note == ""
}

// setProblem shows in words why something is not saved, or nothing.
func setProblem(p *w.ErrorPanel, err error) {
	p.Tell(explain.Error(err))
}
