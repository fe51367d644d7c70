package sessionsview

import (
	"context"
	"path/filepath"
	"strconv"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/nav"
)

func itoa(n int) string { return strconv.Itoa(n) }

// problemWords says what is not right with a plan, and where.
func problemWords(p *plan.Problem) string {
	if p.Place == "" {
		return p.What
	}
	return "In " + p.Place + ": " + p.What
}

func (s *Screen) onGoOn(id session.ID) {
	s.d.Nav.Go(nav.Route{Screen: nav.Facilitate, Session: id})
}

func (s *Screen) onEnd(id session.ID) { s.d.Nav.Go(nav.Route{Screen: nav.Closing, Session: id}) }

// onStart begins a session, or a rehearsal, with a plan of the list.
func (s *Screen) onStart(id plan.ID, rehearsal bool) {
	p, ok := s.model.plan(id)
	if !ok || s.model.busy != "" {
		return
	}
	s.begin(p, rehearsal)
}

func (s *Screen) begin(p plan.Plan, rehearsal bool) {
	if t, ok := notReady(p); !ok {
		s.model.say("", nil)
		s.model.trouble = t
		s.render()
		s.parts.page.ScrollToTop()
		return
	}
	s.model.busy = p.ID
	s.model.say("", nil)
	s.render()
	s.d.OnBegin(p, rehearsal, func(err error) {
		if s.ctx.Err() != nil {
			return
		}
		s.model.busy = ""
		if err != nil {
			s.model.refuse(err)
		}
		s.render()
		if err != nil {
			s.parts.page.ScrollToTop()
		}
	})
}

// onMore shows the other actions of a plan, or hides them.
func (s *Screen) onMore(id plan.ID) {
	if s.model.more == id {
		id = ""
	}
	s.model.more = id
	s.render()
}

func (s *Screen) onBox(id plan.ID) { s.d.Nav.Go(nav.Route{Screen: nav.Box, Plan: id}) }

// onDuplicate makes another plan like one of the list.
func (s *Screen) onDuplicate(id plan.ID) {
	p, ok := s.model.plan(id)
	if !ok {
		return
	}
	template := p.Template
	p = p.Duplicate(plan.ID(s.d.NewID()))
	p.Title, p.Template = p.Title+" (copy)", template
	s.keep(p, "“"+p.Title+"” is made.", func() {})
}

// onUse makes a plan from a template and opens it.
func (s *Screen) onUse(id plan.ID) {
	p, ok := s.model.plan(id)
	if !ok {
		return
	}
	p = p.Duplicate(plan.ID(s.d.NewID()))
	s.keep(p, "", func() { s.openPlan(p.ID) })
}

// onTemplate makes a template of a plan.
func (s *Screen) onTemplate(id plan.ID) {
	p, ok := s.model.plan(id)
	if !ok {
		return
	}
	p = p.Duplicate(plan.ID(s.d.NewID()))
	p.Template = true
	s.keep(p, "“"+p.Title+"” is a template now. The plan itself is still here.", func() {})
}

// keep saves a plan and says so.
func (s *Screen) keep(p plan.Plan, words string, then func()) {
	s.save(p, func(_ plan.Plan, err error) {
		if err != nil {
			s.model.refuse(err)
			s.render()
			s.parts.page.ScrollToTop()
			return
		}
		s.model.more = ""
		s.model.say(words, nil)
		s.render()
		then()
	})
}

// onDelete deletes a plan at once; it can be had back.
func (s *Screen) onDelete(id plan.ID) {
	p, ok := s.model.plan(id)
	if !ok {
		return
	}
	plans := s.d.Plans
	work := func(ctx context.Context) (struct{}, error) {
		return struct{}{}, plans.DeletePlan(context.WithoutCancel(ctx), id)
	}
	bg.Start(s.ctx, s.d.Run, work, func(_ struct{}, err error) {
		if err != nil {
			s.model.refuse(err)
			s.render()
			s.parts.page.ScrollToTop()
			return
		}
		s.model.drop(id)
		s.model.say("“"+p.Title+"” is deleted.", &p)
		s.render()
		s.parts.page.ScrollToTop()
		s.d.Canvas.Focus(s.Focus())
	})
}

// onUndo brings back what was deleted last, as it was.
func (s *Screen) onUndo() {
	p := s.model.gone
	if p == nil {
		return
	}
	plans, back := s.d.Plans, *p
	work := func(ctx context.Context) (struct{}, error) {
		return struct{}{}, plans.SavePlan(context.WithoutCancel(ctx), back)
	}
	bg.Start(s.ctx, s.d.Run, work, func(_ struct{}, err error) {
		if err != nil {
			s.model.trouble = explain.Error(err) // the notice stays, and with it the way to try again
			s.render()
			return
		}
		s.model.put(back)
		s.model.say("“"+back.Title+"” is back.", nil)
		s.render()
	})
}

func (s *Screen) onReport(id string) {
	s.d.Nav.Go(nav.Route{Screen: nav.SessionReport, Report: id})
}

func (s *Screen) onAll() {
	s.model.all = true
	s.render()
}

func (s *Screen) onYear()    { s.d.Nav.Go(nav.Route{Screen: nav.Year}) }
func (s *Screen) onSupport() { s.d.Nav.Go(nav.Route{Screen: nav.SupportLog}) }

// onRetry forgets what went wrong and reads again.
func (s *Screen) onRetry() {
	s.model.trouble = explain.Trouble{}
	s.Refresh()
}

// onSetAside gives the damaged file another name and begins with an empty one.
func (s *Screen) onSetAside() {
	if s.model.setting {
		return
	}
	s.model.setting = true
	s.render()
	keeper := s.d.Keeper
	work := func(ctx context.Context) (string, error) { return keeper.SetAside(context.WithoutCancel(ctx)) }
	bg.Start(s.ctx, s.d.Run, work, func(aside string, err error) {
		s.model.setting = false
		if err != nil {
			s.model.refuse(err)
			s.render()
			return
		}
		s.model.say("The damaged file is now called “"+filepath.Base(aside)+"”. You can plan and run sessions again.", nil)
		s.Refresh()
		s.d.Canvas.Focus(s.Focus())
	})
}
