package ui

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// evenings are plans, sessions and reports in memory.
type evenings struct {
	mu      sync.Mutex
	plans   []plan.Plan
	open    map[session.ID]*evening
	reports []evaluation.Report
	late    map[session.ID]*lateComers // whose sheets are kept
	refuse  error                      // why no session can be opened
}

func (e *evenings) Plans(context.Context) ([]plan.Plan, error)           { return slices.Clone(e.plans), nil }
func (e *evenings) SavePlan(context.Context, plan.Plan) error            { return nil }
func (e *evenings) DeletePlan(context.Context, plan.ID) error            { return nil }
func (e *evenings) DeleteReport(context.Context, string) error           { return nil }
func (e *evenings) DeleteSupport(context.Context, string) error          { return nil }
func (e *evenings) Addresses() ([]session.Address, error)                { return nil, nil }
func (e *evenings) AddSupport(context.Context, evaluation.Support) error { return nil }

func (e *evenings) Support(context.Context) ([]evaluation.Support, error) { return nil, nil }

func (e *evenings) Reports(context.Context) ([]evaluation.Report, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.reports), nil
}

func (e *evenings) Sessions(context.Context) ([]session.Listed, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	var all []session.Listed
	for id, s := range e.open {
		all = append(all, session.Listed{ID: id, Title: s.Desk().Plan.Title, Began: uitest.Noon, Last: uitest.Noon, Days: 1})
	}
	return all, nil
}

func (e *evenings) Begin(_ context.Context, p plan.Plan, rehearsal bool) (Running, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.refuse != nil {
		return Running{}, e.refuse
	}
	s := &evening{of: e, id: session.ID("s-" + string(p.ID)), live: session.New()}
	if err := s.Do(context.Background(), session.Began{Plan: p, Rehearsal: rehearsal}); err != nil {
		return Running{}, err
	}
	if rehearsal {
		s.id = ""
	}
	e.open[s.id] = s
	return s.running(), nil
}

func (e *evenings) Resume(_ context.Context, id session.ID) (Running, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	s, ok := e.open[id]
	switch {
	case e.refuse != nil:
		return Running{}, e.refuse
	case !ok:
		return Running{}, session.ErrNoSession
	}
	return s.running(), nil
}

// An evening is a session that is open.
type evening struct {
	of *evenings
	id session.ID

	mu     sync.Mutex
	live   *session.Session
	closed int
}

func (s *evening) running() Running {
	return Running{ID: s.id, Conductor: s, Phones: silent{}, Close: func() error {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.closed++
		return nil
	}}
}

func (s *evening) Do(_ context.Context, e session.Event) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.live.Apply(session.Entry{Number: s.live.Number() + 1, At: uitest.Noon, Event: e})
}

func (s *evening) step(next func() (session.Event, bool)) error {
	s.mu.Lock()
	e, ok := next()
	s.mu.Unlock()
	if !ok {
		return nil
	}
	return s.Do(context.Background(), e)
}

func (s *evening) Forward(context.Context) error { return s.step(s.live.Forward) }
func (s *evening) Back(context.Context) error    { return s.step(s.live.Back) }

func (s *evening) Desk() session.DeskView {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.live.Desk()
}

func (s *evening) Room() session.RoomView {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.live.Room()
}

func (s *evening) Sheets() []session.Keyed   { return s.live.Sheets() }
func (s *evening) Asked() []session.DeskPoll { return nil }

func (s *evening) Mark(context.Context, string) (evaluation.Mark, error) { return "", nil }

// errStill says that nothing changes by itself here, which ends whoever waits for it.
var errStill = errors.New("nothing changes by itself")

func (s *evening) Wait(context.Context, int) (int, error) { return 0, errStill }

func (s *evening) Finish(context.Context, bool) (string, error) {
	s.of.mu.Lock()
	defer s.of.mu.Unlock()
	delete(s.of.open, s.id)
	s.of.reports = append(s.of.reports, evaluation.Report{ID: string(s.id), Title: s.live.Desk().Plan.Title, Date: uitest.Noon, Days: 1})
	return string(s.id), nil
}

func (s *evening) Discard(context.Context) error {
	s.of.mu.Lock()
	defer s.of.mu.Unlock()
	delete(s.of.open, s.id)
	return nil
}

// silent is a page for phones that nobody has started.
type silent struct{}

func (silent) Start(context.Context, session.Address) error { return nil }
func (silent) Stop(context.Context) error                   { return nil }
func (silent) Phones() session.Phones                       { return session.Phones{} }
func (silent) Wait(context.Context, int) (int, error)       { return 0, errStill }

// pages makes sheets of one empty page.
type pages struct {
	Sheets
}

func (pages) Box(context.Context, plan.Plan, paper.BoxForm) (paper.Sheet, error) {
	return paper.Sheet{PDF: []byte("%PDF-")}, nil
}

func (pages) SessionReport(context.Context, evaluation.Report, paper.Form) (paper.Sheet, error) {
	return paper.Sheet{PDF: []byte("%PDF-")}, nil
}

func (pages) YearReport(context.Context, evaluation.Summary, paper.Form) (paper.Sheet, error) {
	return paper.Sheet{PDF: []byte("%PDF-")}, nil
}

func tuesday() plan.Plan {
	return plan.Plan{
		ID: "tuesday", Title: "Tuesday night", Language: "en", Minutes: 30, People: 4,
		Modules: []plan.Module{{ID: "basics", Title: "The basics", Version: "1.0"}},
		Sections: []plan.Section{
			{ID: "hello", Kind: plan.Opening, Title: "Hello", Minutes: 10, Usual: 10, Least: 5, Notes: []plan.Note{{Kind: plan.Say, Text: "Food first."}},
				Steps: []plan.Step{{Slide: &plan.Slide{Kind: plan.PointsSlide, Title: "What we agree on", Lines: []string{"Anyone can pass."}}}}},
			{ID: "bye", Kind: plan.Closing, Title: "Close", Minutes: 5, Usual: 5, Least: 3},
		},
	}
}

// inCharge is the window of somebody who has a plan, at home.
func inCharge(t *testing.T) (*desk, *evenings) {
	t.Helper()
	m, e := newMachine("Kit"), &evenings{plans: []plan.Plan{tuesday()}, open: map[session.ID]*evening{}}
	s := m.services()
	s.Sessions, s.Sheets, s.Secret = e, pages{}, func() [32]byte { return [32]byte{1} }
	d := sitAt(t, m, s)
	d.every = func(context.Context, func()) {} // clocks stand still: nobody waits for them
	d.press("Kit")
	return d, e
}

func TestEveryRouteOfSessionsShowsSomething(t *testing.T) {
	d, e := inCharge(t)
	e.reports = []evaluation.Report{{ID: "r", Title: "Last week", Date: uitest.Noon, Days: 1}}
	for route, want := range map[nav.Route]string{
		{Screen: nav.Sessions}:                       "Tuesday night",
		{Screen: nav.Plan, Plan: "tuesday"}:          "Start the session",
		{Screen: nav.Box, Plan: "tuesday"}:           "Session in a box",
		{Screen: nav.SessionReport, Report: "r"}:     "Last week",
		{Screen: nav.Year}:                           "The year in sessions",
		{Screen: nav.SupportLog}:                     "Support for peer workers",
		{Screen: nav.Facilitate, Session: "missing"}: "This session is not open any more.",
		{Screen: nav.Facilitate}:                     "This session is not open any more.",
	} {
		d.Go(route)
		d.work.Drain()
		d.Reads(want)
	}
}

func TestSessionStaysOpenWhileOtherScreensAreShown(t *testing.T) {
	d, e := inCharge(t)
	d.Go(nav.Route{Screen: nav.Sessions})
	d.work.Drain()
	d.press("Start the session")
	d.at(nav.Route{Screen: nav.Facilitate, Session: "s-tuesday"})
	d.Reads("Food first.", "Open the room’s screen")
	d.Hides("“Tuesday night” is under way.")

	d.press("Learn")
	d.Reads("“Tuesday night” is under way.")
	d.press("Back to the session")
	d.at(nav.Route{Screen: nav.Facilitate, Session: "s-tuesday"})

	d.Go(nav.Route{Screen: nav.Closing, Session: "s-tuesday"})
	d.work.Drain()
	d.Reads("End the session", "Tuesday night")
	d.press("Finish and make the report")
	d.at(nav.Route{Screen: nav.SessionReport, Report: "s-tuesday"})
	d.Hides("“Tuesday night” is under way.")
	if len(e.open) > 0 || d.underway != nil {
		t.Error("the session is still open")
	}
}

func TestSessionGoesOnWhereItWasLeft(t *testing.T) {
	d, e := inCharge(t)
	r, err := e.Begin(t.Context(), tuesday(), false)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Conductor.Forward(t.Context()); err != nil {
		t.Fatal(err)
	}
	e.refuse = session.ErrInUse
	d.Go(nav.Route{Screen: nav.Facilitate, Session: r.ID})
	d.work.Drain()
	d.Reads("This session is running in another window of Passalong.")
	d.press("See all sessions")
	e.refuse = nil
	d.Go(nav.Route{Screen: nav.Facilitate, Session: r.ID})
	d.work.Drain()
	d.Reads("Food first.", "Open the room’s screen")
}

func TestOneSessionIsOpenedHoweverOftenItIsAskedFor(t *testing.T) {
	d, e := inCharge(t)
	begun := func(id plan.ID) session.ID {
		p := tuesday()
		p.ID = id
		r, err := e.Begin(t.Context(), p, false)
		if err != nil {
			t.Fatal(err)
		}
		return r.ID
	}
	tuesday, friday := begun("tuesday"), begun("friday")
	to := func(id session.ID) { d.Go(nav.Route{Screen: nav.Facilitate, Session: id}) }
	to(tuesday)
	d.Go(nav.Route{Screen: nav.Sessions})
	to(tuesday) // while it is being opened
	d.work.Drain()
	d.Reads("Food first.")
	if closed := e.open[tuesday].closed; closed != 0 {
		t.Errorf("it was opened again, and closed %d times", closed)
	}
	d.leaveSession()
	d.Go(nav.Route{Screen: nav.Sessions})
	d.work.Drain()

	to(tuesday)
	to(friday) // before the other is there
	d.work.Drain()
	if d.underway == nil || d.underway.ID != friday {
		t.Errorf("open is %+v, want the one that was asked for last", d.underway)
	}
	if closed := e.open[tuesday].closed; closed != 2 {
		t.Errorf("the other was closed %d times, want twice", closed)
	}
}

func TestSessionThatWasNotEndedIsOfferedAtTheStart(t *testing.T) {
	d, e := inCharge(t)
	r, err := e.Begin(t.Context(), tuesday(), false)
	if err != nil {
		t.Fatal(err)
	}
	d.switchProfile()
	d.work.Drain()
	d.press("Kit")
	d.Reads("“Tuesday night” was not ended.")
	d.press("Go on with it")
	d.at(nav.Route{Screen: nav.Facilitate, Session: r.ID})
	d.press("Learn")
	d.Reads("“Tuesday night” is under way.")
	d.Hides("“Tuesday night” was not ended.")
}

func TestRoomsWindowGoesWithTheSession(t *testing.T) {
	for name, leave := range map[string]func(*desk){
		"Esc Esc":     func(d *desk) { d.hide() },
		"the end":     func(d *desk) { d.putAway() },
		"it is ended": func(d *desk) { d.sessionEnded() },
		"another one": func(d *desk) {
			p := tuesday()
			p.ID = "friday"
			d.beginSession(p, false, func(err error) { panic(err) })
			d.work.Drain()
		},
	} {
		t.Run(name, func(t *testing.T) {
			d, e := inCharge(t)
			d.beginSession(tuesday(), false, func(err error) { t.Error(err) })
			d.work.Drain()
			d.press("Open the room’s screen")
			room := d.underway.room
			if !room.State().Open {
				t.Fatal("the room's window did not open")
			}
			leave(d)
			d.work.Drain()
			if room.State().Open {
				t.Error("the room's window is still there")
			}
			if s := e.open["s-tuesday"]; name != "it is ended" && name != "Esc Esc" && s.closed != 1 {
				t.Errorf("the session was closed %d times", s.closed)
			}
		})
	}
}

func TestSessionThatCannotBeginSaysWhy(t *testing.T) {
	d, e := inCharge(t)
	e.refuse = session.ErrDamaged
	d.Go(nav.Route{Screen: nav.Sessions})
	d.work.Drain()
	d.press("Start the session")
	d.Reads("The file in which sessions are kept is damaged.")
	d.at(nav.Route{Screen: nav.Sessions})
}

func TestBoxPartsOfAPlan(t *testing.T) {
	d, _ := inCharge(t)
	d.Go(nav.Route{Screen: nav.Plan, Plan: "tuesday"})
	d.work.Drain()
	d.press("Print and more")
	d.press("Print what to bring")
	d.at(nav.Route{Screen: nav.Box, Plan: "tuesday", Query: string(paper.BoxMaterials)})
}
