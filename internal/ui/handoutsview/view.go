// Package handoutsview is the screen that lists every handout of the library.
package handoutsview

import (
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// Deps is what the screen needs.
type Deps struct {
	Catalog *catalog.Catalog
	Nav     nav.Navigator
	Now     func() time.Time
}

// A Screen lists the handouts. Its methods run on the UI goroutine.
type Screen struct {
	d     Deps
	model model

	page   *widgets.PageColumn
	filter *widgets.SearchField
	count  *widgets.Text
	list   *fyne.Container
	more   *widgets.Button
	cards  []*widgets.TapCard // those shown, in order
}

// New makes the screen. It reads nothing that is not in d.
func New(d Deps) *Screen {
	s := &Screen{d: d, model: newModel(d.Catalog, d.Now())}
	s.filter = widgets.NewSearchField("Find a handout", s.onFilter)
	s.count = widgets.Caption("")
	s.list = widgets.VStack(look.Gap32)
	s.more = widgets.NewButton(widgets.Secondary, "", look.IconChevronDown, s.onMore)
	head := widgets.VStack(look.Gap8,
		widgets.Title("Handouts"),
		widgets.Muted("Sheets to print and pass along. Each one says what it is based on and when it has to be checked again."))
	s.page = widgets.NewPageColumn(widgets.Wide,
		head,
		widgets.VStack(look.Gap8, widgets.Readable(s.filter), s.count),
		s.list, widgets.Wrap(look.Gap8, s.more))
	s.render()
	return s
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.page }

// Focus is the filter.
func (s *Screen) Focus() fyne.Focusable { return s.filter.Field() }

// HandleKey scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.page.HandleKey(e) }

func (s *Screen) onFilter(text string) {
	s.model.setFilter(text)
	s.render()
}

func (s *Screen) onMore() {
	shown := len(s.cards)
	s.model.showMore()
	s.render()
	// The button may be gone: the keyboard goes to the first card that is new.
	if c := fyne.CurrentApp().Driver().CanvasForObject(s.page); c != nil && shown < len(s.cards) {
		c.Focus(s.cards[shown])
	}
}

func (s *Screen) render() {
	st := s.model.state()
	s.count.SetText(st.Count)
	s.count.Hidden = st.Count == ""
	s.filter.Hidden = st.Empty == noHandouts
	s.more.SetLabel(st.More)
	s.more.Hidden = st.More == ""
	s.cards = nil
	objects := make([]fyne.CanvasObject, 0, len(st.Groups))
	for _, g := range st.Groups {
		objects = append(objects, s.group(g))
	}
	if e := s.empty(st.Empty); e != nil {
		objects = append(objects, e)
	}
	s.list.Objects = objects
	s.page.Relayout()
}

func (s *Screen) group(g group) fyne.CanvasObject {
	head := widgets.VStack(look.Gap8, widgets.Heading(g.Module))
	if g.Draft {
		head.Add(widgets.Wrap(look.Gap8, widgets.NewBadge(widgets.BadgeState{
			Tone: widgets.ToneWait, Icon: look.IconPencil, Text: "Draft, waiting for review",
		})))
	}
	cards := widgets.VStack(look.Gap12)
	for _, r := range g.Rows {
		card := widgets.NewTapCard(func() { s.d.Nav.Go(nav.Route{Screen: nav.Handout, Handout: r.ID}) })
		card.Set(widgets.CardState{
			Icon: look.IconFileText, Heading: r.Title, Text: r.Audience, Meta: r.Meta,
			Badge: badge(r), Progress: -1,
		})
		s.cards = append(s.cards, card)
		cards.Add(card)
	}
	return widgets.VStack(look.Gap16, head, cards)
}

func badge(r row) widgets.BadgeState {
	switch r.Fresh {
	case catalog.OutOfDate:
		return widgets.BadgeState{Tone: widgets.ToneWrong, Icon: look.IconWarning, Text: r.Mark}
	case catalog.ReviewSoon:
		return widgets.BadgeState{Tone: widgets.ToneWait, Icon: look.IconClock, Text: r.Mark}
	default:
		return widgets.BadgeState{Tone: widgets.ToneRight, Icon: look.IconCheck, Text: r.Mark}
	}
}

func (s *Screen) empty(e empty) fyne.CanvasObject {
	switch e {
	case noHandouts:
		return widgets.NewEmptyState(look.IconFileText, "No handouts here yet",
			"The library that is installed has none. They come with its modules.", nil)
	case noMatch:
		clear := widgets.NewButton(widgets.Secondary, "Show all handouts", look.IconClose, func() {
			s.filter.SetText("")
			s.onFilter("")
			s.filter.Focus()
		})
		return widgets.NewEmptyState(look.IconSearch, "No handout with these words",
			"Try one word of its title, of its module, or of who it is for.", clear)
	}
	return nil
}
