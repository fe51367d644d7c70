// Package supportview is the screen of support that was given to peer workers: what sort, when, how long and to how many.
// Nobody is named.
package supportview

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/picker"
	"github.com/passalong/passalong/internal/ui/place"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A Log keeps support. Its methods are called in the background.
type Log interface {
	Support(ctx context.Context) ([]evaluation.Support, error)
	AddSupport(ctx context.Context, s evaluation.Support) error
	DeleteSupport(ctx context.Context, id string) error
}

// Deps are what the screen uses.
type Deps struct {
	Log   Log
	Run   bg.Runner
	Now   func() time.Time
	NewID func() string
}

// A Screen is the log of support. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	d     Deps
	model *model

	page    *w.PageColumn
	kind    *picker.Picker
	date    *w.Entry
	minutes *w.Counter
	people  [3]*w.Counter
	add     *w.Button
	trouble *w.ErrorPanel
	notice  *w.Notice
	list    *fyne.Container
	listed  []row
	empty   fyne.CanvasObject
	again   func() // what went wrong last
}

// New makes the screen and begins to read the log.
func New(ctx context.Context, d Deps) *Screen {
	s := &Screen{ctx: ctx, d: d, model: newModel(d.Now())}
	s.build()
	s.render()
	s.read()
	return s
}

// Content is the object to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.page }

// Focus is what has the keyboard when the screen opens.
func (s *Screen) Focus() fyne.Focusable { return s.kind.Field() }

// HandleKey scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.page.HandleKey(e) }

func (s *Screen) build() {
	s.kind = picker.New("What sort of support", func(i int) { s.change(func(m *model) { m.kind = i }) })
	s.date = w.NewEntry("On which day", "", func(text string) { s.change(func(m *model) { m.date = text }) })
	s.minutes = w.NewCounter("Minutes for each", mostMinutes, func(n int) { s.change(func(m *model) { m.mins = n }) })
	labels := [3]string{place.InPeerRoles, place.InOtherRoles, place.OfCommunity}
	set := [3]func(*model, int){
		func(m *model, n int) { m.who.Designated = n }, func(m *model, n int) { m.who.OtherRole = n }, func(m *model, n int) { m.who.Community = n },
	}
	form := []fyne.CanvasObject{w.SmallHeading("Add support"), s.kind, s.date, line("Minutes for each", s.minutes)}
	for i, label := range labels {
		s.people[i] = w.NewCounter(label, mostPeople, func(n int) { s.change(func(m *model) { set[i](m, n) }) })
		form = append(form, line(label, s.people[i]))
	}
	s.add = w.NewButton(w.Primary, "Add to the log", look.IconPlus, s.onAdd)
	s.trouble, s.notice = w.NewErrorPanel(w.NewButton(w.Secondary, "Try again", look.IconRefresh, func() { s.again() })), w.NewNotice()
	s.list = w.VStack(look.Gap12)
	s.empty = w.Muted("Nothing is in the log yet.")
	s.page = w.NewPageColumn(w.Reading,
		w.Title("Support for peer workers"),
		w.Body("Supervision, debriefs, mentoring: funders ask how much there was. Only counts are kept, no names, and they go into the summary of the year."),
		w.NewCard(w.VStack(look.Gap16, append(form, w.Wrap(look.Gap8, s.add))...)),
		s.trouble, s.notice, w.SmallHeading("The log"), s.empty, s.list)
}

func line(label string, control fyne.CanvasObject) fyne.CanvasObject {
	return w.HStack(look.Gap16, w.Grow(w.Body(label)), control)
}

func (s *Screen) change(set func(*model)) {
	set(s.model)
	s.render()
}

func (s *Screen) read() {
	s.model.err, s.again = nil, s.read
	bg.Start(s.ctx, s.d.Run, s.d.Log.Support, func(log []evaluation.Support, err error) {
		s.model.loading, s.model.err = false, err
		if err == nil {
			s.model.log = slices.SortedStableFunc(slices.Values(log), func(a, b evaluation.Support) int { return b.Date.Compare(a.Date) })
		}
		s.render()
	})
}

func (s *Screen) onAdd() {
	if e, ok := s.model.entry(s.d.NewID()); ok {
		s.keep(e)
	}
}

// keep adds an entry to the log. It goes on when the screen is left.
func (s *Screen) keep(e evaluation.Support) {
	s.write(func(ctx context.Context) error { return s.d.Log.AddSupport(ctx, e) }, func() {
		s.model.added(e)
		s.notice.Say(w.ToneRight, "It is in the log.", "", nil)
	})
}

func (s *Screen) onRemove(e evaluation.Support) {
	s.write(func(ctx context.Context) error { return s.d.Log.DeleteSupport(ctx, e.ID) }, func() {
		s.model.removed(e.ID)
		s.notice.Say(w.ToneNote, "It is out of the log.", "Undo", func() { s.keep(e) })
	})
}

func (s *Screen) write(work func(context.Context) error, done func()) {
	s.model.busy, s.model.err, s.again = true, nil, func() { s.write(work, done) }
	s.render()
	bg.Start(s.ctx, s.d.Run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, work(context.WithoutCancel(ctx))
	}, func(_ struct{}, err error) {
		s.model.busy, s.model.err = false, err
		if err == nil {
			done()
		}
		s.render()
	})
}

func (s *Screen) render() {
	st := s.model.state()
	s.kind.Set(kinds(), st.Kind)
	s.date.SetText(st.Date)
	s.date.SetError(st.DateBad)
	s.minutes.Set(st.Minutes)
	for i, n := range [3]int{st.People.Designated, st.People.OtherRole, st.People.Community} {
		s.people[i].Set(n)
	}
	s.add.SetBusy(st.Busy)
	if st.CanAdd {
		s.add.Enable()
	} else {
		s.add.Disable()
	}
	s.trouble.Tell(st.Trouble)
	w.SetVisible(s.empty, !st.Loading && len(st.Rows) == 0 && st.Trouble.What == "")
	s.renderLog(st)
	s.page.Relayout()
}

func (s *Screen) renderLog(st state) {
	if slices.Equal(s.listed, st.Rows) {
		return
	}
	s.listed, s.list.Objects = st.Rows, nil
	for i, r := range st.Rows {
		e := s.model.log[i]
		out := w.NewIconButton(look.IconTrash, "Take out: "+r.Heading+", "+r.Text, func() { s.onRemove(e) })
		s.list.Add(w.HStackTop(look.Gap12, w.Grow(w.VStack(2, w.Body(r.Heading), w.Muted(r.Text))), out))
	}
	s.list.Refresh()
}

func kinds() []picker.Option {
	var options []picker.Option
	for _, k := range evaluation.SupportKinds() {
		options = append(options, picker.Option{Text: place.Help(k)})
	}
	return options
}
