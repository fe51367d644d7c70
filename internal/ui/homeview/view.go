// Package homeview is the screen that says what to do next.
package homeview

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// Deps are what the screen uses.
type Deps struct {
	Catalog *catalog.Catalog
	Learner *learner.Learner
	Nav     nav.Navigator
	// Notice is why the content is not the content that was installed; nil when all is well.
	Notice error
	// Refresher is what keeps learned things from fading; nothing of it is offered where Deck is nil.
	Refresher Refresher
	// Alerts is what decides which drug alerts have to be read; none is shown where Now is nil.
	Alerts Alerts
	// News says what changed in the content since the learner was told last.
	News News
	// MakeProfile leaves the guest's record and offers to make a profile.
	MakeProfile func()
}

// Alerts is what the screen needs to show drug alerts.
type Alerts struct {
	Now    func() time.Time
	Region func() catalog.Region // that was chosen; nil or empty for that of the library
	// Run reads Prints in the background; without Prints nothing is said of copies to be thrown away.
	Run    bg.Runner
	Prints Prints
}

// Prints are what was printed on this machine.
type Prints interface {
	Entries() ([]recall.Print, error)
}

// Refresher is what the screen needs to offer refreshers and boosters.
type Refresher struct {
	Run     bg.Runner
	Canvas  fyne.Canvas            // of the window that the screen is shown in
	Deck    func() *refresher.Deck // of the learner's record as it is now; called in the background
	Now     func() time.Time
	Minutes func() int // that a refresher may take, as the learner asked for; 0 for none
	// OnMinutes keeps another choice and calls done on the UI goroutine.
	OnMinutes func(minutes int, done func(error))
}

// Screen shows what is next. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	deps  Deps
	model model

	page    *widgets.PageColumn
	title   *widgets.Text
	notice  *widgets.ErrorPanel
	guest   fyne.CanvasObject
	alerts  *alertPart
	news    *newsPart
	lead    *fyne.Container // of next and sharp, what has the primary button first
	next    *nextCard
	sharp   *sharpPart
	section *fyne.Container // of the modules, with its heading
	modules *fyne.Container
	tiles   []*widgets.TapCard
	shown   []catalog.ModuleID // on the tiles
	all     *widgets.Link
	far     *widgets.Link // to the progress page
	draft   *line
	missing *line
	earlier *widgets.Link // to all alerts
	foot    fyne.CanvasObject
	alerted int // how many alerts are to be read
	content *widgets.Link
}

// New builds the screen. What is due is worked out in the background, until ctx ends.
func New(ctx context.Context, d Deps) *Screen {
	s := &Screen{ctx: ctx, deps: d, model: model{catalog: d.Catalog, notice: d.Notice, now: d.Refresher.Now, today: d.Alerts.Now, region: d.Alerts.Region}}
	s.title = widgets.Title("")
	update := func() { d.Nav.Go(nav.Route{Screen: nav.Update}) }
	s.notice = widgets.NewErrorPanel(widgets.NewButton(widgets.Secondary, "Look for newer content", look.IconRefresh, update))
	s.guest = makeGuestHint(d.MakeProfile)
	s.alerts = newAlertPart(d.Nav)
	s.news = newNewsPart(d.Nav)
	s.earlier = widgets.NewLink("Drug alerts, also earlier ones", func() { d.Nav.Go(nav.Route{Screen: nav.Alert}) })
	s.next = newNextCard(d.Nav)
	s.sharp = newSharpPart(d.Nav, s.onMinutes)
	s.lead = widgets.VStack(look.Gap24)
	s.modules = widgets.Tiles(look.Gap16, leastTile)
	s.all = widgets.NewLink("", func() { d.Nav.Go(nav.Route{Screen: nav.Learn}) })
	s.far = widgets.NewLink("See how far you have come", func() { d.Nav.Go(nav.Route{Screen: nav.Progress}) })
	s.draft = newLine(look.IconInfo)
	s.missing = newLine(look.IconWarning)
	s.content = widgets.NewLink("", update)
	s.section = widgets.VStack(look.Gap12, widgets.Heading("Your modules"), s.modules, widgets.VStack(0, s.all, s.far))
	s.foot = widgets.VStack(look.Gap8, widgets.Divider(), widgets.Space(0, look.Gap4), widgets.Readable(widgets.VStack(look.Gap12, s.draft.root, s.missing.root)), s.earlier, s.content)
	s.page = widgets.NewPageColumn(widgets.Wide)
	s.arrange(0)
	s.render()
	s.workOut()
	s.lookForRecalls()
	s.lookForNews()
	return s
}

// lookForRecalls holds what was printed against the library. A log that cannot be read is the print log's to tell.
func (s *Screen) lookForRecalls() {
	a, c := s.deps.Alerts, s.deps.Catalog
	if a.Prints == nil {
		return
	}
	today := a.Now()
	work := func(context.Context) (int, error) {
		prints, err := a.Prints.Entries()
		return recall.ToBin(recall.Find(prints, c, today)), err
	}
	bg.Start(s.ctx, a.Run, work, func(n int, _ error) {
		s.model.toBin = n
		s.render()
	})
}

// arrange puts everything in order. Where alerts take room, the hint for guests comes after what is next, so that its
// button stays in sight; where they take much, so does what is new.
func (s *Screen) arrange(alerts int) {
	s.alerted = alerts
	switch {
	case alerts > 1:
		s.page.SetObjects(s.title, s.notice, s.alerts.root, s.lead, s.news.root, s.guest, s.section, s.foot)
	case alerts == 1:
		s.page.SetObjects(s.title, s.notice, s.alerts.root, s.news.root, s.lead, s.guest, s.section, s.foot)
	default:
		s.page.SetObjects(s.title, s.notice, s.alerts.root, s.news.root, s.guest, s.lead, s.section, s.foot)
	}
}

// Content is what to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.page }

// Focus is the primary button, or the button of what is next while nothing has to be done.
func (s *Screen) Focus() fyne.Focusable {
	if s.sharp.primary {
		return s.sharp.action
	}
	return s.next.action
}

// HandleKey scrolls; it reports whether it used the key.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.page.HandleKey(e) }

// Refresh shows what the learner's record says now.
func (s *Screen) Refresh() {
	s.render()
	s.workOut()
	s.lookForNews()
}

// workOut finds out what is due: with years of answers that takes a moment.
func (s *Screen) workOut() {
	r := s.deps.Refresher
	if r.Deck == nil {
		return
	}
	s.model.minutes = r.Minutes()
	work := func(context.Context) (*refresher.Deck, error) { return r.Deck(), nil }
	bg.Start(s.ctx, r.Run, work, func(deck *refresher.Deck, _ error) {
		s.model.deck = deck
		s.render()
		s.lift()
	})
}

// lift brings the keyboard to what is due where that has come before what had it when the screen opened.
func (s *Screen) lift() {
	c := s.deps.Refresher.Canvas
	if s.sharp.primary && c.Focused() == fyne.Focusable(s.next.action) {
		c.Focus(s.sharp.action)
		s.page.ScrollToTop()
	}
}

// onMinutes keeps how long a refresher may take. It holds at once, and until the program ends if it is not kept.
func (s *Screen) onMinutes(index int) {
	s.model.minutes = choices()[index]
	s.render()
	s.deps.Refresher.OnMinutes(s.model.minutes, func(err error) {
		if s.ctx.Err() != nil {
			return
		}
		s.model.unkept = err
		s.render()
	})
}

// leastTile is the width below which modules come below each other.
const leastTile = 300

// render makes the widgets show the model. Nothing else writes to them.
func (s *Screen) render() {
	st := s.model.state(s.deps.Learner.Profile(), s.deps.Learner.Record())
	s.title.SetText(st.Title)
	s.notice.Tell(st.Notice)
	s.guest.(*fyne.Container).Hidden = !st.Guest
	s.alerts.set(st.Alerts)
	s.news.set(st.News)
	if n := len(st.Alerts.Unread); n != s.alerted {
		s.arrange(n)
	}
	s.earlier.Hidden = !st.Alerts.All
	s.next.set(st.Next)
	s.sharp.set(st.Sharp)
	s.lead.Objects = []fyne.CanvasObject{s.next.root, s.sharp.root}
	if st.Sharp.Primary {
		slices.Reverse(s.lead.Objects)
	}
	s.renderTiles(st.Modules)
	s.section.Hidden = len(st.Modules) == 0
	s.all.SetLabel(st.All)
	s.all.Hidden = st.All == ""
	s.far.Hidden = !st.Begun
	s.draft.set(st.Draft)
	s.missing.set(st.Missing)
	s.content.SetLabel(st.Content)
	s.page.Relayout()
}

func (s *Screen) renderTiles(tiles []tile) {
	for len(s.tiles) < len(tiles) {
		i := len(s.tiles)
		s.tiles = append(s.tiles, widgets.NewTapCard(func() { s.openTile(i) }))
	}
	s.modules.Objects, s.shown = nil, nil
	for i, t := range tiles {
		s.shown = append(s.shown, t.Module)
		s.tiles[i].Set(tileState(t))
		s.modules.Add(s.tiles[i])
	}
}

func (s *Screen) openTile(i int) {
	s.deps.Nav.Go(nav.Route{Screen: nav.Module, Module: s.shown[i]})
}

func tileState(t tile) widgets.CardState {
	c := widgets.CardState{Icon: look.IconBook, Heading: t.Title, Meta: t.Standing, Progress: t.Share}
	if t.Draft {
		c.Badge = widgets.BadgeState{Tone: widgets.ToneWait, Text: "Draft"}
	}
	if t.Done {
		c.Icon = look.IconCircleCheck
	}
	return c
}
