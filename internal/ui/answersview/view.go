// Package answersview is the screen with every attempt of a learner, newest first. Each leads to its items with the
// explanation that stood when they were answered.
package answersview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// Deps are what the screen uses.
type Deps struct {
	Catalog *catalog.Catalog
	Learner *learner.Learner
	Nav     nav.Navigator
	Now     func() time.Time
}

// A Screen lists attempts. Its methods run on the UI goroutine.
type Screen struct {
	deps   Deps
	module catalog.ModuleID
	model  *model
	list   *w.LazyColumn
	root   *fyne.Container
}

// New makes the screen, for one module or, without one, for all. It reads nothing, so that ctx is not used.
func New(_ context.Context, d Deps, module catalog.ModuleID) *Screen {
	s := &Screen{deps: d, module: module, root: w.Stack()}
	s.Refresh()
	return s
}

// Content is what to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Focus is nothing: reading comes first, and Tab goes to the first attempt.
func (s *Screen) Focus() fyne.Focusable { return nil }

// HandleKey scrolls; it reports whether it used the key.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.list.HandleKey(e) }

// Refresh lists what the record holds now.
func (s *Screen) Refresh() {
	s.model = newModel(s.deps.Catalog, s.deps.Learner.Record(), s.module, s.deps.Now())
	s.list = w.NewLazyColumn(w.Reading, max(1, len(s.model.attempts))+1, s.makeRow, gapAbove)
	s.root.Objects = []fyne.CanvasObject{s.list}
	s.root.Refresh()
}

func gapAbove(row int) float32 {
	switch row {
	case 0:
		return 0
	case 1:
		return look.Gap24
	}
	return look.Gap12
}

// makeRow makes the head, then a row for each attempt.
func (s *Screen) makeRow(i int) fyne.CanvasObject {
	switch {
	case i == 0:
		return s.makeHead()
	case s.model.head().Empty:
		return s.makeEmpty()
	}
	row := s.model.row(i - 1)
	words := w.VStack(look.Gap4, w.SmallHeading(row.Title), w.Muted(row.Purpose+" · "+row.When))
	went := w.NewBadge(w.BadgeState{Tone: row.Tone.badge(), Text: row.Went, Icon: row.Tone.icon()})
	return w.NewTapPanel(
		w.HStack(look.Gap16, w.Grow(w.VStack(look.Gap8, words, w.HStack(0, went, w.Grow()))), w.NewIcon(look.IconChevronRight, look.ColorMuted)),
		func() { s.deps.Nav.Go(row.Route) })
}

func (s *Screen) makeHead() fyne.CanvasObject {
	h := s.model.head()
	head := w.VStack(look.Gap8, w.Title(h.Title))
	if h.About != "" {
		head.Add(w.Muted(h.About))
	}
	if h.All {
		head.Add(w.HStack(0, w.Inset(-look.Gap4, 0, w.NewLink("Answers of all modules", func() {
			s.deps.Nav.Replace(nav.Route{Screen: nav.Answers})
		})), w.Grow()))
	}
	return head
}

func (s *Screen) makeEmpty() fyne.CanvasObject {
	learn := w.NewButton(w.Primary, "Go to Learn", look.IconBook, func() { s.deps.Nav.Go(nav.Route{Screen: nav.Learn}) })
	return w.NewEmptyState(look.IconClipboardList, "Nothing is answered yet",
		"When you practise or take a quiz, every answer is kept here, with what stood behind it.", learn)
}

func (t tone) badge() w.Tone {
	return [...]w.Tone{neutral: w.ToneQuiet, passed: w.ToneRight, notYet: w.ToneWait, open: w.ToneNote}[t]
}

func (t tone) icon() look.IconName {
	return [...]look.IconName{neutral: look.NoIcon, passed: look.IconCircleCheck, notYet: look.IconSprout, open: look.IconPause}[t]
}
