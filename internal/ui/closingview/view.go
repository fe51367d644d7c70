// Package closingview is the screen on which a session ends: what is said of it in its report, in counts.
package closingview

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A Session is the one that is under way. Its methods but Desk are called in the background.
type Session interface {
	Desk() session.DeskView
	Do(ctx context.Context, e session.Event) error
	// Finish keeps the report and nothing else, or the sheets of before and after too. It returns the report's id, which is
	// empty for a rehearsal: that leaves nothing. After session.ErrNotSwept, also of Discard, the session is over all the same.
	Finish(ctx context.Context, keepSheets bool) (report string, err error)
	// Discard drops the session without a report.
	Discard(ctx context.Context) error
}

// Deps are what the screen uses.
type Deps struct {
	Catalog *catalog.Catalog
	Session Session
	Nav     nav.Navigator
	Run     bg.Runner
	Canvas  fyne.Canvas
	Region  func() catalog.Region // of this computer
	OnEnded func()                // the session is over, and its window and page may go
	Tell    func(error)           // says what went wrong although the session is over, or after the screen was left
}

// A Screen ends one session. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	d     Deps
	model *model
	parts *parts
	page  *w.PageColumn
	box   *w.Dialog // that asks whether to throw it away
}

// New makes the screen. What was entered is kept when the screen is left.
func New(ctx context.Context, d Deps) *Screen {
	handout := func(id catalog.HandoutID) (catalog.Handout, bool) {
		h, _, ok := d.Catalog.Handout(id)
		if !ok {
			return catalog.Handout{}, false
		}
		return *h, true
	}
	s := &Screen{ctx: ctx, d: d, model: newModel(d.Session.Desk(), d.Region(), handout)}
	s.parts = newParts(s, s.model.state())
	s.page = w.NewPageColumn(w.Reading, s.parts.objects()...)
	s.render()
	return s
}

// Content is the object to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.page }

// Focus is what has the keyboard when the screen opens.
func (s *Screen) Focus() fyne.Focusable { return s.parts.first() }

// HandleKey scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.page.HandleKey(e) }

// Refresh takes in what has happened meanwhile, such as sheets that were keyed in.
func (s *Screen) Refresh() {
	s.model.desk = s.d.Session.Desk()
	s.render()
}

// Leave keeps what was entered.
func (s *Screen) Leave() {
	if s.model.changed && !s.model.busy {
		s.model.changed = false
		closed, session := s.model.closed(), s.d.Session
		bg.Start(context.WithoutCancel(s.ctx), s.d.Run, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, session.Do(ctx, closed)
		}, func(_ struct{}, err error) {
			if err != nil {
				s.d.Tell(err)
			}
		})
	}
}

func (s *Screen) onPresent(set func(*evaluation.Present, int)) func(int) {
	return func(n int) {
		set(&s.model.closing.Present, n)
		s.model.changed = true
		s.render()
	}
}

func (s *Screen) onVenue(i int) {
	s.model.closing.Place, s.model.changed = venues()[i], true
	s.render()
}

func (s *Screen) onMinutes(n int) {
	s.model.closing.Minutes, s.model.changed = n, true
	s.render()
}

func (s *Screen) onCopies(i, n int) {
	s.model.setCopies(i, n)
	s.render()
}

func (s *Screen) onSay() {
	if s.model.say(s.parts.line.Text()) {
		s.parts.line.SetText("")
	}
	s.render()
	s.parts.line.Focus()
}

func (s *Screen) onUnsay(i int) {
	s.model.unsay(i)
	s.render()
	s.parts.line.Focus()
}

func (s *Screen) onWall(i int, on bool) {
	s.model.keepWords(s.model.walls()[i].ID, on)
	s.render()
}

func (s *Screen) onKeep(on bool) {
	s.model.keep = on
	s.render()
}

// finish keeps what was said and ends the session. It goes on when the screen is left.
func (s *Screen) finish() {
	if s.model.busy {
		return
	}
	s.model.say(s.parts.line.Text()) // a line that was typed and not added is meant
	s.parts.line.SetText("")
	closed, keep, session := s.model.closed(), s.model.keep, s.d.Session
	rehearsal := s.model.desk.Rehearsal
	s.work(func(ctx context.Context) (string, error) {
		if rehearsal {
			return session.Finish(ctx, false)
		}
		if err := session.Do(ctx, closed); err != nil {
			return "", err
		}
		return session.Finish(ctx, keep)
	}, func(report string) {
		if report == "" {
			s.d.Nav.Replace(nav.Route{Screen: nav.Sessions})
			return
		}
		s.d.Nav.Replace(nav.Route{Screen: nav.SessionReport, Report: report})
	})
}

// askDiscard asks whether to throw everything away.
func (s *Screen) askDiscard() {
	drop := w.NewButton(w.Danger, "Throw it away", look.IconTrash, func() {
		s.box.Close()
		session := s.d.Session
		s.work(func(ctx context.Context) (string, error) { return "", session.Discard(ctx) },
			func(string) { s.d.Nav.Replace(nav.Route{Screen: nav.Sessions}) })
	})
	cancel := w.NewButton(w.Secondary, "Cancel", look.NoIcon, func() { s.box.Close() })
	s.box = w.ShowDialog(s.d.Canvas, w.DialogState{
		Title:   "Throw this session away?",
		Content: w.Body("There will be no report, and nothing that was answered can be brought back. The plan stays."),
		Buttons: []*w.Button{drop, cancel}, Focus: cancel,
	})
}

// work ends the session in one way or another.
func (s *Screen) work(end func(context.Context) (string, error), ended func(report string)) {
	s.model.busy, s.model.err = true, nil
	s.render()
	bg.Start(context.WithoutCancel(s.ctx), s.d.Run, end, func(report string, err error) {
		over := err == nil || errors.Is(err, session.ErrNotSwept)
		if over {
			s.model.changed = false
			s.d.OnEnded()
		}
		switch {
		case s.ctx.Err() != nil:
		case over:
			ended(report)
		default:
			s.model.busy, s.model.err = false, err
			s.render()
			s.d.Canvas.Focus(s.parts.finish)
			return
		}
		if err != nil {
			s.d.Tell(err)
		}
	})
}

func (s *Screen) render() {
	s.parts.render(s.model.state())
	s.page.Relayout()
}
