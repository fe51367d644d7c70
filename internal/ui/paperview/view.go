// Package paperview is the screen on which answers that came on paper are keyed in: the sheets of before and after, one
// letter for each question, and slips that are counted.
package paperview

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/nav"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A Conductor runs the session. Do and Mark are called in the background.
type Conductor interface {
	Do(ctx context.Context, e session.Event) error                  // returns once it is on disk
	Mark(ctx context.Context, code string) (evaluation.Mark, error) // takes a while
	Views
}

// Views are what is seen of the session. They return at once.
type Views interface {
	Desk() session.DeskView
	Sheets() []session.Keyed
	Asked() []session.DeskPoll
}

// Deps are what the screen uses.
type Deps struct {
	Conductor Conductor
	Late      bool // the session is finished, and its sheets were kept for those that come late
	Nav       nav.Navigator
	Run       bg.Runner
	Canvas    fyne.Canvas // of the window that the screen is shown in
	Tell      func(error) // says what could not be kept when the screen was left
}

// A Screen takes in what came on paper. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	d     Deps
	model *model
	parts *parts
	marks int // that were asked for; one that comes late is dropped
}

// New makes the screen for the session that is under way, or for one that is finished. What was saved is kept when it is left; a sheet that was begun
// is not.
func New(ctx context.Context, d Deps) *Screen {
	s := &Screen{ctx: ctx, d: d, model: newModel(d.Conductor.Desk(), d.Conductor.Sheets(), d.Conductor.Asked())}
	s.parts = newParts(s)
	s.render()
	return s
}

// Content is the object to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.parts.page }

// Focus is where the next sheet begins, or the slips.
func (s *Screen) Focus() fyne.Focusable {
	if s.model.single {
		return s.parts.slips.pad
	}
	return s.parts.sheet.first(s.model.kind)
}

// HandleKey scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.parts.page.HandleKey(e) }

// Refresh takes in what came meanwhile by phone. What is being keyed in stays.
func (s *Screen) Refresh() {
	s.look()
	s.render()
}

// Leave keeps the slips that were counted.
func (s *Screen) Leave() {
	if !s.model.slips.dirty || s.model.busy {
		return
	}
	e, c := s.model.slips.event(), s.d.Conductor
	s.model.slips.dirty = false
	bg.Start(context.WithoutCancel(s.ctx), s.d.Run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, c.Do(ctx, e)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.d.Tell(err)
		}
	})
}

func (s *Screen) look() {
	s.model.desk, s.model.sheets = s.d.Conductor.Desk(), s.d.Conductor.Sheets()
	s.model.slips.take(s.d.Conductor.Asked())
}

func (s *Screen) render() {
	s.parts.render(s.model.state())
	s.parts.page.Relayout()
}

// lead gives the keyboard to the place at which to go on.
func (s *Screen) lead(to place) {
	switch {
	case to == nowhere:
	case to == atCode:
		s.d.Canvas.Focus(s.Focus())
	case to >= 0 && int(to) < len(s.model.slots):
		s.d.Canvas.Focus(s.parts.sheet.rows[to].line)
		w.Reveal(s.parts.sheet.rows[to].line) // it may have had the keyboard, and have grown
	case to >= 0:
		s.d.Canvas.Focus(s.parts.sheet.save)
	}
}

func (s *Screen) onMode(index int) {
	s.model.single = index == 1
	s.render()
	s.d.Canvas.Focus(s.Focus())
}

func (s *Screen) onPhase(index int) {
	s.model.turn([...]evaluation.Phase{evaluation.Before, evaluation.After}[index])
	s.render()
}

func (s *Screen) onKind(index int) {
	m := s.model
	if m.busy || codeKind(index) == m.kind {
		return
	}
	m.kind, m.ticket, m.number = codeKind(index), "", 0
	m.own = make([]string, len(m.questions()))
	m.be("")
	m.mark = ""
	s.marks++ // one that is being made is for the code before
	s.parts.sheet.clear()
	s.render()
	s.d.Canvas.Focus(s.Focus())
}

func (s *Screen) onTicket(text string) {
	whole := s.model.typeTicket(text)
	s.render()
	if whole {
		s.makeMark()
		s.lead(0)
	}
}

func (s *Screen) onOwn(i int, text string) {
	whole := s.model.typeOwn(i, text)
	s.render()
	if whole {
		s.makeMark()
	}
}

// onCodeDone goes on from the field of a code to the first question, or to the next field.
func (s *Screen) onCodeDone(field int) {
	if next := field + 1; s.model.kind == byOwnCode && next < len(s.parts.sheet.own) && s.parts.sheet.own[next].Visible() {
		s.parts.sheet.own[next].Focus()
		return
	}
	if s.model.code != "" {
		s.lead(0)
		return
	}
	s.model.sayAt, s.model.say = s.model.missing()
	s.render()
}

// makeMark makes the mark of the code in the background, while the answers are keyed in.
func (s *Screen) makeMark() {
	s.marks++
	turn, code, c := s.marks, s.model.code, s.d.Conductor
	bg.Start(s.ctx, s.d.Run, func(ctx context.Context) (evaluation.Mark, error) { return c.Mark(ctx, code) },
		func(mark evaluation.Mark, err error) {
			if turn != s.marks {
				return
			}
			m := s.model
			if err != nil {
				m.failed, m.wants, m.err = true, false, err
				s.render()
				return
			}
			m.sheets = s.d.Conductor.Sheets()
			m.marked(mark)
			if m.wants && !m.loaded {
				m.wants = false
				s.save()
				return
			}
			m.wants = false // what is in already is looked at first
			s.render()
		})
}

// onRune takes a letter for an item.
func (s *Screen) onRune(i int, r rune) {
	m := s.model
	if m.busy || m.wants {
		return
	}
	slot := &m.slots[i]
	if !slot.key(r) {
		return
	}
	s.keyed(i)
}

// onCap presses a key with the pointer.
func (s *Screen) onCap(i, index int) {
	m := s.model
	if m.busy || m.wants {
		return
	}
	s.d.Canvas.Focus(s.parts.sheet.rows[i].line)
	slot := &m.slots[i]
	switch st := slot.state(i + 1); {
	case index >= len(st.Caps):
		return
	case st.Caps[index].Label == dontKnowSign:
		slot.dontKnow()
	case st.Caps[index].Label == emptySign:
		slot.leave()
	default:
		slot.pick(index)
	}
	s.keyed(i)
}

func (s *Screen) onSure(i int, sure quiz.Sureness) {
	if s.model.busy || s.model.wants || !s.model.slots[i].be(sure) {
		return
	}
	s.d.Canvas.Focus(s.parts.sheet.rows[i].line)
	s.keyed(i)
}

// keyed shows what was keyed in, and goes on when the item is done.
func (s *Screen) keyed(i int) {
	s.model.say, s.model.asked = "", false
	s.render()
	if s.model.slots[i].full() {
		s.lead(place(i + 1))
	}
}

// onBack takes a letter back, or goes back to the item before.
func (s *Screen) onBack(i int) {
	m := s.model
	switch {
	case m.busy || m.wants:
	case m.slots[i].back():
		m.say, m.asked = "", false
		s.render()
	case i > 0:
		s.lead(place(i - 1))
	default:
		s.lead(atCode)
	}
}

// onReturn goes on from an answer of several keys, and saves the sheet from every other.
func (s *Screen) onReturn(i int) {
	slot := &s.model.slots[i]
	if (slot.typed() || slot.kind() == quiz.Multiple) && slot.begun() && i+1 < len(s.model.slots) {
		s.lead(place(i + 1))
		return
	}
	s.save()
}

// onSkip goes on to the next item with Space. In a typed answer Space is a space.
func (s *Screen) onSkip(i int) {
	if slot := &s.model.slots[i]; slot.kind() != quiz.Short || !slot.begun() {
		s.lead(place(i + 1))
	}
}

func (s *Screen) onMove(i, by int) {
	if i+by < 0 {
		s.lead(atCode)
		return
	}
	s.lead(place(i + by))
}

// save keeps the sheet and begins the next. Until it is kept, it stays on the screen.
func (s *Screen) save() {
	m := s.model
	if m.wants {
		return
	}
	if !m.ready() {
		s.render()
		s.lead(m.sayAt)
		return
	}
	if m.code != "" && m.mark == "" {
		m.wants, m.err = true, nil
		if m.failed {
			m.failed = false
			s.makeMark()
		}
		s.render()
		return
	}
	k := m.sheet()
	m.busy, m.err = true, nil
	s.render()
	s.do(k, func() {
		m.kept(k)
		s.parts.sheet.clear()
		s.look()
		s.sayKept(k)
	})
}

// do makes an event happen, however it goes on with the screen.
func (s *Screen) do(e session.Event, done func()) {
	c := s.d.Conductor
	write := context.WithoutCancel(s.ctx)
	bg.Start(s.ctx, s.d.Run, func(context.Context) (struct{}, error) { return struct{}{}, c.Do(write, e) }, func(_ struct{}, err error) {
		s.model.busy, s.model.err = false, err
		if err == nil {
			done()
		}
		s.render()
		switch {
		case err == nil:
			s.d.Canvas.Focus(s.Focus())
			s.parts.page.ScrollToTop()
		case s.model.single:
			s.d.Canvas.Focus(s.parts.slips.save)
		default:
			s.d.Canvas.Focus(s.parts.sheet.save)
		}
	})
}

func (s *Screen) sayKept(k session.Keyed) {
	text := "The sheet is saved."
	if s.model.last.replaced != nil {
		text = "The sheet is changed."
	}
	if k.Sheet.Mark != "" {
		if _, ok := s.model.find(other(k.Sheet.Phase), k.Sheet.Mark); ok {
			text += " It is matched."
		}
	}
	if s.model.undo() == nil {
		s.parts.notice.Say(w.ToneRight, text, "", nil)
		return
	}
	s.parts.notice.Say(w.ToneRight, text, "Take it back", s.takeBack)
}

// takeBack drops the sheet that was saved last, and shows it again.
func (s *Screen) takeBack() {
	e := s.model.undo()
	if e == nil {
		return
	}
	s.model.busy, s.model.err = true, nil
	s.render()
	s.do(e, func() {
		s.model.undone()
		s.parts.sheet.clear()
		s.look()
		s.parts.notice.Say(w.ToneNote, "The sheet was taken back.", "", nil)
	})
}

func other(p evaluation.Phase) evaluation.Phase {
	if p == evaluation.Before {
		return evaluation.After
	}
	return evaluation.Before
}
