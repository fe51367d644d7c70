package facilitatorview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// letter is the height of body text, by which everything here grows.
func letter() float32 { return theme.Size(look.SizeBody) }

// A cockpit is all that is on the screen: the bar, what the room sees with what comes next, and one of the tabs.
type cockpit struct {
	s       *Screen
	root    *fyne.Container
	bar     *topBar
	trouble *w.ErrorPanel
	again   *w.Button
	stage   *stagePart
	tabs    *tabRow
	body    *column
	wide    bool
	was     shownState

	now    *nowPanel
	plan   *planPanel
	phones *phonesPanel
	more   *morePanel
}

// shownState is what decides which parts show.
type shownState struct {
	tab     tab
	wide    bool
	problem error
	bar     float32 // how high it is
	set     bool
}

func newCockpit(s *Screen) *cockpit {
	c := &cockpit{s: s, bar: newTopBar(s.showCare), body: newColumn()}
	c.again = w.NewButton(w.Secondary, "Try again", look.IconRefresh, s.queue.again)
	c.trouble = w.NewErrorPanel(c.again)
	c.stage = newStagePart(s)
	c.tabs = newTabRow(s.openTab)
	c.now, c.plan, c.phones, c.more = newNowPanel(s), newPlanPanel(s), newPhonesPanel(s), newMorePanel(s)
	c.root = container.New(&cockpitLayout{c}, c.bar.root, c.trouble, c.stage.view, c.stage.controls, c.stage.next, c.tabs.root, c.body)
	return c
}

// set brings every part that shows into line with the model.
func (c *cockpit) set(m *model) {
	c.bar.set(m.bar())
	tab := m.tab
	if c.wide && tab == slideTab {
		tab = nowTab
	}
	c.stage.set(m)
	switch tab {
	case planTab:
		c.fill(c.plan.root, c.plan.set(m))
	case phonesTab:
		c.fill(c.phones.root, c.phones.set(m))
	case moreTab:
		c.fill(c.more.root, c.more.set(m))
	default:
		c.fill(c.now.root, c.now.set(m))
	}
	now := shownState{tab, c.wide, m.problem, c.bar.root.MinSize().Height, true}
	if now == c.was {
		return
	}
	c.was = now
	c.trouble.Set(troubleOf(m.problem))
	c.tabs.set(tab, c.wide)
	w.SetVisible(c.stage.view, c.wide || tab == slideTab)
	w.SetVisible(c.stage.next, c.wide || tab == slideTab)
	w.SetVisible(c.body, c.wide || tab != slideTab)
	c.root.Refresh()
}

// fill puts a panel into the column, and gives everything its place again where the panel changed.
func (c *cockpit) fill(o fyne.CanvasObject, changed bool) {
	c.body.show(o)
	if changed {
		c.body.Relayout()
	}
}

// cockpitLayout puts the parts in two columns where there is room, and else below each other.
type cockpitLayout struct{ c *cockpit }

// The least width for two columns, in letters, and the share of the left one, which is smaller where the tabs would not
// stand in one row.
const (
	wideLetters  = 50
	leftShare    = 0.56
	roomyLetters = 58
	smallerShare = 0.52
	leastForNext = 9  // below it, what comes next would be drawn over the buttons
	tallLetters  = 24 // for all that the bar can say, in one column
)

func (l *cockpitLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 240) }

func (l *cockpitLayout) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	c := l.c
	if wide := s.Width >= wideLetters*letter(); wide != c.wide {
		c.wide = wide
		c.set(c.s.model)
	}
	const m = look.Gap16
	width := s.Width - 2*m
	y := float32(look.Gap12)
	w.SetVisible(c.bar.session, c.wide || s.Height >= tallLetters*letter())
	w.Fit(c.bar.root, width)
	c.bar.root.Move(fyne.NewPos(m, y))
	y += w.Fit(c.bar.root, width) + look.Gap12
	if c.trouble.Visible() {
		c.trouble.Move(fyne.NewPos(m, y))
		y += w.Fit(c.trouble, width) + look.Gap12
	}
	if c.wide {
		l.beside(m, y, width, s.Height-y-look.Gap12)
		return
	}
	l.below(m, y, width, s.Height-y-look.Gap12)
}

func (l *cockpitLayout) beside(x, y, width, height float32) {
	c := l.c
	share := float32(leftShare)
	if width < roomyLetters*letter() {
		share = smallerShare
	}
	left := (width - look.Gap24) * share
	right := width - look.Gap24 - left
	c.tabs.root.Move(fyne.NewPos(x+left+look.Gap24, y))
	c.tabs.fit(width) // words stay beside the icons: here a second row costs nothing
	tabs := w.Fit(c.tabs.root, right)
	c.body.Move(fyne.NewPos(x+left+look.Gap24, y+tabs+look.Gap12))
	c.body.Resize(fyne.NewSize(right, height-tabs-look.Gap12))

	controls := w.Fit(c.stage.controls, left)
	next := 5.5 * letter()
	tall := c.stage.tall(left, height-controls-next-2*look.Gap12)
	c.stage.view.Move(fyne.NewPos(x, y))
	c.stage.view.Resize(fyne.NewSize(left, tall))
	c.stage.controls.Move(fyne.NewPos(x, y+tall+look.Gap12))
	at := y + tall + controls + 2*look.Gap12
	c.stage.next.Move(fyne.NewPos(x, at))
	c.stage.next.Resize(fyne.NewSize(left, max(0, min(y+height-at, 9*letter()))))
}

func (l *cockpitLayout) below(x, y, width, height float32) {
	c := l.c
	c.tabs.root.Move(fyne.NewPos(x, y))
	c.tabs.fit(width)
	tabs := w.Fit(c.tabs.root, width) + look.Gap12
	controls := w.Fit(c.stage.controls, width)
	c.stage.controls.Move(fyne.NewPos(x, y+height-controls))
	room := height - tabs - controls - look.Gap12
	c.body.Move(fyne.NewPos(x, y+tabs))
	c.body.Resize(fyne.NewSize(width, max(0, room)))
	next := min(5.5*letter(), room*0.3)
	if room < 16*letter() {
		next = 2.8 * letter() // what the room sees now matters more
	}
	gap := float32(look.Gap12)
	both := room >= leastForNext*letter()
	if !both {
		next, gap = 0, 0
	}
	w.SetVisible(c.stage.next, both && c.was.tab == slideTab)
	tall := c.stage.tall(width, room-next-gap)
	c.stage.view.Move(fyne.NewPos(x, y+tabs))
	c.stage.view.Resize(fyne.NewSize(width, tall))
	c.stage.next.Move(fyne.NewPos(x, y+tabs+tall+gap))
	c.stage.next.Resize(fyne.NewSize(width, next))
}
