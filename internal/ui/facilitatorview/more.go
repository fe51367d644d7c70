package facilitatorview

import (
	"fmt"
	"reflect"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/slides"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// moreState is what the last tab shows.
type moreState struct {
	Phases []phaseState
	Paired string
	Teams  []session.TeamScore
	Many   int
}

// A morePanel holds what is needed now and then.
type morePanel struct {
	s       *Screen
	root    *fyne.Container
	was     moreState
	drawn   bool
	check   *fyne.Container
	phases  []*w.Button
	sheets  []*w.Text
	paired  *w.Text
	teams   *w.Switch
	many    *w.Stepper
	scores  *w.Text
	manyBox *fyne.Container
}

func newMorePanel(s *Screen) *morePanel {
	p := &morePanel{s: s, check: w.VStack(look.Gap12), paired: muted(""), scores: w.Body("")}
	p.teams = w.NewSwitch("Teams", "Phones choose a team. The room sees how teams are doing with each result.", func(on bool) {
		n := 0
		if on {
			n = s.model.teams
		}
		s.setTeams(n)
	})
	p.many = w.NewStepper("Teams", func() { p.resize(-1) }, func() { p.resize(1) })
	p.manyBox = w.VStack(look.Gap8, p.many, p.scores)
	add := w.NewButton(w.Secondary, "Add a question", look.IconPlus, s.addQuestion)
	paper := w.NewButton(w.Secondary, "Key in paper sheets", look.IconClipboardList, func() { s.goTo(nav.PaperEntry) })
	colours := w.NewSegmented([]string{"Light", "Dark"}, nil)
	colours = w.NewSegmented([]string{"Light", "Dark"}, func(i int) {
		c := []slides.Colours{slides.Light, slides.Dark}[i]
		colours.Set(i)
		s.setColours(c)
	})
	if s.deps.Colours == slides.Dark {
		colours.Set(1)
	}
	end := w.NewButton(w.Secondary, "End the session", look.IconFlag, func() { s.goTo(nav.Closing) })
	p.root = w.VStack(look.Gap24,
		w.VStack(look.Gap12, w.SmallHeading("Ask something else"), w.Wrap(look.Gap8, add)),
		w.VStack(look.Gap12, w.SmallHeading("Before and after"), p.check, w.Wrap(look.Gap8, paper)),
		w.VStack(look.Gap12, p.teams, p.manyBox),
		w.VStack(look.Gap12, w.SmallHeading("The room’s screen"), colours, w.Caption(mirrorWords)),
		w.VStack(look.Gap8, w.SmallHeading("Keys"), w.Caption(keyWords)),
		w.VStack(look.Gap12, w.SmallHeading("When you are done"), w.Body("You say how many people were there, and get the report."), w.Wrap(look.Gap8, end)),
	)
	return p
}

const mirrorWords = "If the projector shows what this screen shows, choose “extend” in the computer’s display settings: otherwise the room reads your notes."

const keyWords = "Page Down, Space, → go on. Page Up, ← go back. B: dark. F1: if it gets hard. F5: the room’s screen. J: how to join. A: ask. S: stop. R: results. T: right answer. W: why. G: ask again. H: shift. 1 to 4: the tabs. A presenter remote works in both windows."

func (p *morePanel) resize(by int) {
	p.s.model.teams = min(max(p.s.model.teams+by, 2), session.MostTeams)
	if len(p.s.model.desk.Teams) > 0 {
		p.s.setTeams(p.s.model.teams)
	}
	p.s.render()
}

func (p *morePanel) set(m *model) (changed bool) {
	now := moreState{Teams: m.desk.Teams, Many: m.teams}
	now.Phases, now.Paired = m.phases()
	if p.drawn && reflect.DeepEqual(now, p.was) {
		return false
	}
	first := !p.drawn
	p.was, p.drawn = now, true
	if first || len(p.phases) != len(now.Phases) {
		p.build(now)
	}
	for i, ph := range now.Phases {
		p.phases[i].SetLabel(ph.Label)
		setText(p.sheets[i], glance.Count(ph.Sheets, "sheet", "sheets"))
	}
	setText(p.paired, now.Paired)
	p.teams.Set(len(now.Teams) > 0)
	p.many.Set(fmt.Sprintf("%d teams", now.Many), now.Many > 2, now.Many < session.MostTeams)
	w.SetVisible(p.manyBox, len(now.Teams) > 0)
	scores := ""
	for i, t := range now.Teams {
		if i > 0 {
			scores += "\n"
		}
		scores += fmt.Sprintf("%s: %s, %d%%", t.Name, glance.Count(t.Phones, "phone", "phones"), t.Percent)
	}
	showText(p.scores, scores)
	return true
}

func (p *morePanel) build(st moreState) {
	p.phases, p.sheets, p.check.Objects = nil, nil, nil
	for _, ph := range st.Phases {
		b := w.NewButton(w.Secondary, ph.Label, look.IconClipboardCheck, func() { p.s.openPhase(ph.Phase) })
		t := w.Body("")
		p.phases, p.sheets = append(p.phases, b), append(p.sheets, t)
		p.check.Add(w.Wrap(look.Gap12, b, t))
	}
	if len(st.Phases) == 0 {
		p.check.Add(w.Body("This plan asks nothing before and after."))
		return
	}
	p.check.Add(p.paired)
}

// setColours changes the room's screen and the previews of it.
func (s *Screen) setColours(c slides.Colours) {
	s.deps.Colours = c
	s.deps.Room.SetColours(c)
	s.view.stage.frame.stage.SetColours(c)
	s.view.stage.nextFrame.stage.SetColours(c)
	if s.deps.OnColours != nil {
		s.deps.OnColours(c)
	}
}
