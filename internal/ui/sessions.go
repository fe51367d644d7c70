package ui

import (
	"context"
	"time"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/boxview"
	"github.com/passalong/passalong/internal/ui/closingview"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/facilitatorview"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/paperview"
	"github.com/passalong/passalong/internal/ui/planview"
	"github.com/passalong/passalong/internal/ui/roomwindow"
	"github.com/passalong/passalong/internal/ui/sessionreportview"
	"github.com/passalong/passalong/internal/ui/sessionsview"
	"github.com/passalong/passalong/internal/ui/slides"
	"github.com/passalong/passalong/internal/ui/supportview"
	"github.com/passalong/passalong/internal/ui/widgets"
	"github.com/passalong/passalong/internal/ui/yearview"
)

// Sessions are the plans, sessions and reports of this computer.
type Sessions interface {
	sessionsview.Plans
	sessionsview.Sessions
	sessionsview.Keeper
	sessionreportview.Reports
	sessionreportview.Sheets
	supportview.Log
	// Begin starts a session, or a rehearsal with simulated participants.
	Begin(ctx context.Context, p plan.Plan, rehearsal bool) (Running, error)
	// Resume goes on with a session where it was left.
	Resume(ctx context.Context, id session.ID) (Running, error)
	// Late opens what was kept for late sheets of the session with this report. It waits until the one before is closed.
	Late(ctx context.Context, report string) (Late, error)
	// Addresses are those of this computer on which phones could reach it.
	Addresses() ([]session.Address, error)
}

// A Running session is one that is open.
type Running struct {
	ID        session.ID // empty for a rehearsal
	Conductor Conductor
	Phones    facilitatorview.Phones
	Close     func() error // leaves it as it is, to go on with later
}

// A Conductor runs a session and ends it.
type Conductor interface {
	facilitatorview.Conductor
	roomwindow.Source
	paperview.Conductor
	closingview.Session
}

// underway is the session that is open in this window, with the room's window. Other screens may be shown meanwhile.
type underway struct {
	Running
	title    string
	ctx      context.Context // ends when the session is left
	end      context.CancelFunc
	room     *roomwindow.Window
	pictures slides.Pictures
}

// sessions makes the screens of those who prepare sessions and run them.
func (w *Window) sessions(ctx context.Context, r nav.Route) Screen {
	canvas := w.win.Canvas()
	switch r.Screen {
	case nav.Plan:
		return planview.New(ctx, planview.Deps{
			Catalog: w.catalog, Nav: w, Run: w.run, Canvas: canvas, Now: w.s.Now, NewID: w.s.NewID, Plans: w.s.Sessions, Draft: &w.plans,
			OnBegin: w.beginSession, OnPrint: func(p plan.Plan, what planview.Print) {
				w.Go(nav.Route{Screen: nav.Box, Plan: p.ID, Query: string(boxPart(what))})
			},
			Pictures: slides.PicturesOf(ctx, w.run, w.catalog.Files),
		}, r.Plan)
	case nav.Box:
		return boxview.New(ctx, boxview.Deps{
			Plans: w.s.Sessions, Press: w.s.Sheets, Desk: w.desk(), Nav: w, Run: w.run, Random: w.s.Secret,
		}, r.Plan, paper.BoxPart(r.Query))
	case nav.Facilitate, nav.PaperEntry, nav.Closing:
		if r.Report != "" {
			return w.openLate(ctx, r.Report)
		}
		return w.facilitating(ctx, r)
	case nav.SessionReport:
		return sessionreportview.New(ctx, sessionreportview.Deps{
			Reports: w.s.Sessions, Sheets: w.s.Sessions, Press: w.s.Sheets, Desk: w.desk(), Nav: w, Run: w.run, Canvas: canvas,
		}, r.Report)
	case nav.Year:
		return yearview.New(ctx, yearview.Deps{
			Record: w.s.Sessions, Press: w.s.Sheets, Desk: w.desk(), Nav: w, Run: w.run, Canvas: canvas, Now: w.s.Now,
		})
	case nav.SupportLog:
		return supportview.New(ctx, supportview.Deps{Log: w.s.Sessions, Run: w.run, Now: w.s.Now, NewID: w.s.NewID})
	}
	return sessionsview.New(ctx, sessionsview.Deps{
		Catalog: w.catalog, Nav: w, Run: w.run, Canvas: canvas, Now: w.s.Now, NewID: w.s.NewID,
		Plans: w.s.Sessions, Sessions: w.s.Sessions, Reports: w.s.Sessions, Keeper: w.s.Sessions, OnBegin: w.beginSession,
	})
}

// boxPart is what is printed of a plan by itself.
func boxPart(what planview.Print) paper.BoxPart {
	if what == planview.PrintMaterials {
		return paper.BoxMaterials
	}
	return paper.BoxPlan
}

// facilitating makes the screens of the session that is open, and opens it where it is not.
func (w *Window) facilitating(ctx context.Context, r nav.Route) Screen {
	u := w.underway
	if u == nil || r.Session != "" && r.Session != u.ID {
		return w.resume(r.Session)
	}
	canvas := w.win.Canvas()
	switch r.Screen {
	case nav.PaperEntry:
		return paperview.New(ctx, paperview.Deps{Conductor: u.Conductor, Nav: w, Run: w.run, Canvas: canvas, Tell: w.complain})
	case nav.Closing:
		return closingview.New(ctx, closingview.Deps{
			Catalog: w.catalog, Session: u.Conductor, Nav: w, Run: w.run, Canvas: canvas, Region: w.region, OnEnded: w.sessionEnded, Tell: w.complain,
		})
	}
	return facilitatorview.New(ctx, facilitatorview.Deps{
		ID: u.ID, Session: u.Conductor, Phones: u.Phones, Addresses: w.s.Sessions.Addresses, Room: u.room, Catalog: w.catalog,
		Nav: w, Run: w.run, Canvas: canvas, Every: w.every, Now: w.s.Now, Pictures: u.pictures, Colours: w.roomColours,
		OnColours: func(c slides.Colours) { w.roomColours = c },
	}, u.Conductor.Desk())
}

// beginSession begins a session and shows it. When that fails, done is told why.
func (w *Window) beginSession(p plan.Plan, rehearsal bool, done func(error)) {
	sessions := w.s.Sessions
	bg.Start(w.ctx, w.run, func(ctx context.Context) (Running, error) {
		return sessions.Begin(context.WithoutCancel(ctx), p, rehearsal)
	}, func(r Running, err error) {
		if err != nil {
			done(err)
			return
		}
		w.take(r)
		w.Go(nav.Route{Screen: nav.Facilitate, Session: r.ID})
	})
}

// resume opens a session that was begun before, and then its screen.
func (w *Window) resume(id session.ID) Screen {
	if id == "" {
		return w.noSession(session.ErrNoSession)
	}
	opening := message{widgets.NewEmptyState(look.IconUsers, "Opening the session", "It goes on where it was left.", nil)}
	if w.opening == id { // already: somebody went elsewhere and came back
		return opening
	}
	w.opening = id
	sessions := w.s.Sessions
	bg.Start(w.ctx, w.run, func(ctx context.Context) (Running, error) { return sessions.Resume(context.WithoutCancel(ctx), id) },
		func(r Running, err error) { w.opened(id, r, err) })
	return opening
}

// opened shows a session that was opened, where it is still waited for: otherwise it is open all the same. Of two that
// were asked for, the later one is.
func (w *Window) opened(id session.ID, r Running, err error) {
	if w.opening != id {
		if err == nil {
			w.putDown(r)
		}
		return
	}
	w.opening = ""
	if err == nil {
		w.take(r)
	}
	at, _ := w.history.Current()
	switch {
	case at.Session != id:
		w.renderFrame()
	case err != nil:
		w.screen = w.noSession(err)
		w.frame.show(w.screen.Content())
	default:
		w.open()
	}
}

// noSession says why there is no session to show.
func (w *Window) noSession(err error) Screen {
	back := widgets.NewButton(widgets.Primary, "See all sessions", look.IconUsers, func() { w.Replace(nav.Route{Screen: nav.Sessions}) })
	panel := widgets.NewErrorPanel(back)
	panel.Tell(explain.Error(err))
	return message{widgets.NewPageColumn(widgets.Reading, panel)}
}

// take makes a session the one that is open in this window. Another one is left, to go on with later.
func (w *Window) take(r Running) {
	w.leaveSession()
	ctx, end := context.WithCancel(w.ctx)
	u := &underway{Running: r, title: r.Conductor.Desk().Plan.Title, ctx: ctx, end: end, pictures: slides.PicturesOf(ctx, w.run, w.catalog.Files)}
	u.room = roomwindow.New(ctx, roomwindow.Deps{App: w.app, Every: w.every, Colours: w.roomColours, Pictures: u.pictures})
	u.room.Follow(ctx, w.run, r.Conductor, r.Phones, func() bool { return r.Conductor.Desk().Locked })
	w.underway, w.opening, w.unended = u, "", session.Listed{}
}

// leaveSession leaves the session that is open as it is, if there is one.
func (w *Window) leaveSession() {
	u := w.underway
	if u == nil {
		return
	}
	w.sessionEnded()
	w.putDown(u.Running)
}

// putDown closes a session, to go on with it later.
func (w *Window) putDown(r Running) {
	w.change(func(context.Context) error { return r.Close() }, func(err error) {
		if err != nil {
			w.complain(err)
		}
	})
}

// sessionEnded lets go of a session that is over: the room's window goes.
func (w *Window) sessionEnded() {
	u := w.underway
	if u == nil {
		return
	}
	w.underway = nil
	u.room.Close()
	u.end()
}

// recent is for how long a session that was not ended is offered on every screen. A course goes on the next day.
const recent = 24 * time.Hour

// lookForSession looks whether a session was not ended, such as when the program was killed in front of a room.
func (w *Window) lookForSession() {
	if w.underway != nil {
		return
	}
	bg.Start(w.ctx, w.run, w.s.Sessions.Sessions, func(open []session.Listed, err error) {
		w.unended = session.Listed{}
		for _, s := range open {
			if s.Problem == nil && s.Last.After(w.unended.Last) && w.s.Now().Sub(s.Last) < recent {
				w.unended = s
			}
		}
		w.renderFrame() // what goes wrong, the screen of sessions says
	})
}

// sessionBand leads back to the session that is open while another screen is shown, or to one that was not ended.
func (w *Window) sessionBand(r nav.Route) (b band, ok bool) {
	if u := w.unended; w.underway == nil && u.ID != "" && r.Section() != nav.Sessions {
		on := nav.Route{Screen: nav.Facilitate, Session: u.ID}
		return band{kind: authorBand, text: "“" + u.Title + "” was not ended.", action: "Go on with it", press: func() { w.Go(on) }}, true
	}
	if w.underway == nil || r.Screen == nav.Facilitate || r.Screen == nav.PaperEntry && r.Report == "" || r.Screen == nav.Closing {
		return band{}, false
	}
	back := nav.Route{Screen: nav.Facilitate, Session: w.underway.ID}
	return band{kind: authorBand, text: "“" + w.underway.title + "” is under way.", action: "Back to the session", press: func() { w.Go(back) }}, true
}
