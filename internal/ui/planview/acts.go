package planview

import (
	"context"
	"strings"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/nav"
)

// Limits of what is typed.
const (
	mostMinutes = plan.MostMinutes
	mostPeople  = 500
)

func (s *Screen) onTitle(text string) {
	s.change(func() {
		p := s.model.plan
		p.Title = text
		s.model.change(p)
	})
}

func (s *Screen) onLength(index int) { s.onMinutes(offered(s.model.plan.Brief)[index]) }

func (s *Screen) onMinutes(n int) {
	s.change(func() {
		p := s.model.plan
		p.Minutes = n
		s.model.change(p)
	})
}

func (s *Screen) onPeople(n int) {
	s.change(func() {
		p := s.model.plan
		p.People = n
		s.model.change(p)
	})
}

func (s *Screen) onFit()  { s.change(s.model.fit) }
func (s *Screen) onUndo() { s.change(s.model.takeBack) }

func (s *Screen) onMove(from, to int) {
	s.change(func() { s.model.change(s.model.plan.Move(from, to)) })
}

func (s *Screen) onSectionMinutes(id plan.SectionID, n int) {
	if i, ok := s.model.index(id); ok && n != s.model.plan.Sections[i].Minutes {
		s.change(func() { s.model.change(s.model.plan.SetMinutes(i, n)) })
	}
}

func (s *Screen) onOff(id plan.SectionID) {
	if i, ok := s.model.index(id); ok {
		s.change(func() { s.model.change(s.model.plan.SetOff(i, !s.model.plan.Sections[i].Off)) })
	}
}

func (s *Screen) onOpen(id plan.SectionID) {
	s.model.open[id] = !s.model.open[id]
	s.render()
}

func (s *Screen) onRemove(id plan.SectionID) {
	s.change(func() { s.model.remove(id) })
	s.parts.page.ScrollTo(s.parts.said)
	s.d.Canvas.Focus(s.parts.sections.add)
}

func (s *Screen) onAddSection() {
	s.insert(plan.Section{Kind: plan.Activity, Title: "A section of your own", Minutes: 10, Usual: 10, Least: 5})
}

func (s *Screen) onAddBreak() {
	s.insert(plan.Section{Kind: plan.Break, Title: "Break", Minutes: 10, Usual: 10, Least: 5})
}

func (s *Screen) insert(section plan.Section) {
	var id plan.SectionID
	s.change(func() { id = s.model.insertOwn(section) })
	card := s.parts.sections.cards[id]
	s.d.Canvas.Focus(card.row.Grip())
	s.parts.page.ScrollTo(card.row)
}

func (s *Screen) onSectionTitle(id plan.SectionID, text string) {
	s.change(func() { s.model.edit(id, func(sec *plan.Section) { sec.Title = text }) })
}

func (s *Screen) onMoveStep(id plan.SectionID, from, to int) {
	if i, ok := s.model.index(id); ok {
		s.change(func() { s.model.change(s.model.plan.MoveStep(i, from, to)) })
	}
}

// onRemoveStep takes a step out; it can be had back.
func (s *Screen) onRemoveStep(id plan.SectionID, at int) {
	i, ok := s.model.index(id)
	if !ok {
		return
	}
	s.change(func() {
		before := s.model.plan
		title := stepOf(before.Sections[i].Steps[at]).Title
		s.model.change(before.RemoveStep(i, at))
		s.model.say("“"+title+"” is removed from “"+before.Sections[i].Title+"”.", &before)
	})
}

func (s *Screen) onMoveNote(id plan.SectionID, from, to int) {
	s.change(func() {
		s.model.edit(id, func(sec *plan.Section) {
			n := sec.Notes[from]
			sec.Notes = append(sec.Notes[:from], sec.Notes[from+1:]...)
			sec.Notes = append(sec.Notes[:to], append([]plan.Note{n}, sec.Notes[to:]...)...)
		})
	})
}

// onRemoveNote takes a note out; it can be had back.
func (s *Screen) onRemoveNote(id plan.SectionID, at int) {
	s.change(func() {
		before := s.model.plan
		s.model.edit(id, func(sec *plan.Section) { sec.Notes = append(sec.Notes[:at], sec.Notes[at+1:]...) })
		s.model.say("A note is removed.", &before)
	})
}

// onRemoveCheck asks an item no more before and after; it can be had back.
func (s *Screen) onRemoveCheck(at int) {
	s.change(func() {
		before := s.model.plan
		p := before.Duplicate(before.ID)
		p.Check = append(p.Check[:at], p.Check[at+1:]...)
		s.model.change(p)
		s.model.say("“"+checkOf(before.Check[at]).Prompt+"” is not asked before and after any more.", &before)
	})
}

func (s *Screen) onMore() {
	s.model.more = !s.model.more
	s.render()
}

// onBegin begins the session or a rehearsal. A template makes a plan instead.
func (s *Screen) onBegin(rehearsal bool) {
	m := &s.model
	if !m.loaded || m.begins {
		return
	}
	if m.plan.Template && !rehearsal {
		s.onUse()
		return
	}
	if m.plan.Validate() != nil {
		s.showProblem()
		return
	}
	m.begins = true
	m.trouble = explain.Trouble{}
	s.render()
	s.d.OnBegin(m.plan, rehearsal, func(err error) {
		if s.ctx.Err() != nil {
			return
		}
		m.begins, m.trouble = false, explain.Error(err)
		s.render()
		if err != nil {
			s.parts.page.ScrollToTop()
		}
	})
}

// showProblem goes to where it says what is missing.
func (s *Screen) showProblem() {
	_, at := s.model.problem()
	switch {
	case at >= 0:
		card := s.parts.sections.cards[s.model.plan.Sections[at].ID]
		s.d.Canvas.Focus(card.row.Grip())
		s.parts.page.ScrollTo(card.row)
	case strings.TrimSpace(s.model.plan.Title) == "":
		s.d.Canvas.Focus(s.parts.head.title.Field())
	default:
		s.parts.page.ScrollToTop()
	}
}

func (s *Screen) onPrint(what Print) { s.d.OnPrint(s.model.plan, what) }
func (s *Screen) onBox()             { s.d.Nav.Go(nav.Route{Screen: nav.Box, Plan: s.id}) }
func (s *Screen) onAllSessions()     { s.d.Nav.Go(nav.Route{Screen: nav.Sessions}) }

// onUse makes a plan of a template and opens it.
func (s *Screen) onUse() {
	s.copy(false, s.model.plan.Title, func(p plan.Plan) { s.d.Nav.Replace(nav.Route{Screen: nav.Plan, Plan: p.ID}) })
}

// onDuplicate makes another plan like this one and opens it.
func (s *Screen) onDuplicate() {
	s.copy(s.model.plan.Template, s.model.plan.Title+" (copy)", func(p plan.Plan) { s.d.Nav.Go(nav.Route{Screen: nav.Plan, Plan: p.ID}) })
}

// onTemplate makes a template of the plan.
func (s *Screen) onTemplate() {
	s.copy(true, s.model.plan.Title, func(plan.Plan) {
		s.model.say("Saved as a template. You find it under Sessions.", nil)
		s.render()
	})
}

// copy saves the plan under a new id.
func (s *Screen) copy(template bool, title string, then func(plan.Plan)) {
	p := s.model.plan.Duplicate(plan.ID(s.d.NewID()))
	p.Template, p.Title, p.Changed = template, title, s.d.Now()
	plans := s.d.Plans
	work := func(ctx context.Context) (plan.Plan, error) { return p, plans.SavePlan(context.WithoutCancel(ctx), p) }
	bg.Start(s.ctx, s.d.Run, work, func(p plan.Plan, err error) {
		if err != nil {
			s.model.trouble = explain.Error(err)
			s.render()
			s.parts.page.ScrollToTop()
			return
		}
		then(p)
	})
}
