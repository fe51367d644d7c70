package quizview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// introView is the page before the first item.
type introView struct {
	module *w.Text
	title  *w.Text
	lead   *w.Text
	points *fyne.Container
	error  *w.ErrorPanel
	again  *w.Button // in the error panel
	start  *w.Button
	later  *w.Button
}

func newIntroView(start, later func()) *introView {
	v := &introView{
		module: w.Muted(""), title: w.Title(""), lead: w.Lead(""), points: w.VStack(look.Gap16),
		start: w.NewButton(w.Primary, "", look.IconArrowRight, start),
		later: w.NewButton(w.Quiet, "Not now", look.NoIcon, later),
	}
	v.again = w.NewButton(w.Primary, "Try again", look.IconRefresh, start)
	v.error = w.NewErrorPanel(v.again)
	return v
}

func (v *introView) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		w.VStack(look.Gap4, v.module, v.title),
		v.lead, w.NewCard(v.points), v.error, w.Wrap(look.Gap12, v.start, v.later),
	}
}

func (v *introView) set(st state) {
	v.module.SetText(st.Module)
	v.module.Hidden = st.Module == ""
	v.title.SetText(st.Intro.Title)
	v.lead.SetText(st.Intro.Lead)
	v.points.Objects = nil
	for _, p := range st.Intro.Points {
		icon := w.NewIcon(p.Kind.icon(), look.ColorPrimary)
		v.points.Add(w.HStackTop(look.Gap16, icon, w.Grow(w.Body(p.Text))))
	}
	setProblem(v.error, st.Problem)
	v.start.SetLabel(st.Intro.Start)
	v.start.Hidden = st.Problem != nil
	v.start.SetBusy(st.Saving)
	v.again.SetBusy(st.Saving)
}

func (k pointKind) icon() look.IconName {
	return [...]look.IconName{
		pointPass: look.IconTarget, pointCritical: look.IconShieldAlert, pointSure: look.IconHelp, pointSaved: look.IconSave,
		pointStop: look.IconPause, pointRetry: look.IconRefresh, pointKnown: look.IconCircleCheck, pointPath: look.IconList,
		pointOpen: look.IconSprout, pointTime: look.IconClock, pointView: look.IconMessageCircle,
	}[k]
}

// setProblem shows in words why something is not saved, or nothing.
func setProblem(p *w.ErrorPanel, err error) {
	p.Tell(explain.Error(err))
}
