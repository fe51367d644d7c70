package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
)

// A MoveList holds rows with content of their own that are put in order. A row is dragged by its grip. On a grip, Alt
// with Up or Down moves the row, and so do Up and Down once Space or Return has taken it up; without that they go from
// grip to grip. The two arrows of a row are for the pointer.
type MoveList struct {
	widget.BaseWidget
	gap  float32
	box  *fyne.Container
	rows []*MoveRow
	move func(from, to int)
	drag *drag // nil while none is dragged
}

// NewMoveList makes an empty list with its rows gap apart. Move is called when a row is wanted in another place; the
// owner shows the new order with Set.
func NewMoveList(gap float32, move func(from, to int)) *MoveList {
	l := &MoveList{gap: gap, box: VStack(gap), move: move}
	l.ExtendBaseWidget(l)
	return l
}

// Set shows rows in their order. A row that was shown before keeps the keyboard.
func (l *MoveList) Set(rows ...*MoveRow) {
	l.rows, l.box.Objects = rows, nil
	for i, r := range rows {
		r.list, r.index = l, i
		r.up.set(len(rows) > 1, i > 0)
		r.down.set(len(rows) > 1, i < len(rows)-1)
		l.box.Add(r)
	}
	l.Refresh()
}

// Row is the row at a place.
func (l *MoveList) Row(i int) *MoveRow { return l.rows[i] }

// Len is how many rows there are.
func (l *MoveList) Len() int { return len(l.rows) }

// Children is what the list holds.
func (l *MoveList) Children() []fyne.CanvasObject { return []fyne.CanvasObject{l.box} }

// CreateRenderer is for Fyne.
func (l *MoveList) CreateRenderer() fyne.WidgetRenderer { return newSimple(l.box, l.box.Refresh) }

// shift asks for another place for a row, and keeps the row in sight.
func (l *MoveList) shift(r *MoveRow, by int) bool {
	to := r.index + by
	if to < 0 || to >= len(l.rows) {
		return false
	}
	l.move(r.index, to)
	return true
}

// dragged moves the row that is dragged once the pointer has come halfway over the next one.
func (l *MoveList) dragged(r *MoveRow, e *fyne.DragEvent) {
	if l.drag == nil {
		l.drag = &drag{row: r.index}
		r.lift(true)
	}
	l.drag.by += e.Dragged.DY + l.follow(e.AbsolutePosition.Y)
	for l.past(r) {
	}
}

// past moves the row that is dragged by one place if it has come as far.
func (l *MoveList) past(r *MoveRow) bool {
	by := 1
	if l.drag.by < 0 {
		by = -1
	}
	next := r.index + by
	if next < 0 || next >= len(l.rows) {
		return false
	}
	step := l.rows[next].Size().Height + l.gap // that the row moves on screen
	if l.drag.by*float32(by) <= step/2 {
		return false
	}
	before := r.index
	l.shift(r, by)
	l.drag.by -= step * float32(by)
	return r.index != before
}

// edge is how near to the end of the window the pointer has to be to scroll, and roll by how much it then does.
const edge, roll = 40, 16

// follow scrolls while the pointer is at the end of what can be seen, and returns by how much.
func (l *MoveList) follow(y float32) float32 {
	c := canvasOf(l)
	if c == nil {
		return 0
	}
	around := scrollsAround(c.Content(), l)
	if len(around) == 0 {
		return 0
	}
	s := around[0]
	top := fyne.CurrentApp().Driver().AbsolutePositionForObject(s).Y
	by := float32(0)
	switch {
	case y <= 0: // nobody said where the pointer is
	case y < top+edge:
		by = -roll
	case y > top+s.Size().Height-edge:
		by = roll
	}
	before := s.Offset.Y
	to := max(0, min(before+by, s.Content.Size().Height-s.Size().Height))
	if to == before {
		return 0
	}
	s.ScrollToOffset(fyne.NewPos(s.Offset.X, to))
	return to - before
}

func (l *MoveList) dragEnd(r *MoveRow) {
	if l.drag != nil {
		l.drag = nil
		r.lift(false)
	}
}

// A MoveRow is a row of a MoveList.
type MoveRow struct {
	*panel
	list     *MoveList
	index    int
	grip     *grip
	up, down *nudge
	lifted   bool
	quiet    bool
}

// NewMoveRow makes a row: head stands between the grip and the arrows, body below them; body may be nil. Name says
// in words what the row is, for messages and tests.
func NewMoveRow(name string, head, body fyne.CanvasObject) *MoveRow {
	r := &MoveRow{}
	r.grip = newGrip(r, name)
	r.up = newNudge(look.IconChevronUp, func() { r.list.shift(r, -1) })
	r.down = newNudge(look.IconChevronDown, func() { r.list.shift(r, 1) })
	all := VStack(look.Gap8, HStack(look.Gap8, r.grip, Grow(head), HStack(0, r.up, r.down)))
	if body != nil {
		all.Add(Inset(look.Gap8, 0, body))
	}
	r.panel = makePanel("", "", look.Gap12, Inset(look.Gap8, look.Gap8, all))
	r.Be(r)
	r.draw()
	return r
}

// SetName says in words what the row is.
func (r *MoveRow) SetName(name string) { r.grip.Name = name }

// SetQuiet draws the row as one that does not count now.
func (r *MoveRow) SetQuiet(quiet bool) {
	if r.quiet != quiet {
		r.quiet = quiet
		r.draw()
		r.Refresh()
	}
}

// Grip is what the row is moved by, with the pointer and the keyboard.
func (r *MoveRow) Grip() interface {
	fyne.Focusable
	fyne.Draggable
} {
	return r.grip
}

// Up and Down are what is tapped to move the row, for tests.
func (r *MoveRow) Up() fyne.Tappable { return r.up }

// Down is like Up.
func (r *MoveRow) Down() fyne.Tappable { return r.down }

func (r *MoveRow) lift(on bool) {
	if r.lifted != on {
		r.lifted = on
		r.draw()
		r.Refresh()
	}
}

func (r *MoveRow) draw() {
	switch {
	case r.lifted:
		r.fill, r.line = look.ColorSelectedFill, look.ColorPrimary
	case r.quiet:
		r.fill, r.line = look.ColorRail, look.ColorLine
	default:
		r.fill, r.line = look.ColorCard, look.ColorLine
	}
}

// grip is what a row is moved by.
type grip struct {
	surface
	Name string
	row  *MoveRow
}

var (
	_ fyne.Draggable    = (*grip)(nil)
	_ fyne.Shortcutable = (*grip)(nil)
)

func newGrip(r *MoveRow, name string) *grip {
	g := &grip{row: r, Name: name}
	g.content = Inset(look.Gap4, look.Gap8, NewIcon(look.IconGrip, look.ColorMuted))
	g.radius, g.hover, g.tall = look.Gap8, look.ColorQuietHover, true
	g.keys = g.key
	g.Be(g, func() { r.lift(!r.lifted) })
	return g
}

// Tapped only gives the keyboard: a row is taken up with the pointer by dragging it.
func (g *grip) Tapped(*fyne.PointEvent) { g.focusFromPointer() }

// Dragged moves the row along with the pointer. The keyboard comes too, so that the keys go on from there.
func (g *grip) Dragged(e *fyne.DragEvent) {
	g.focusFromPointer()
	g.row.list.dragged(g.row, e)
}

// DragEnd puts the row down.
func (g *grip) DragEnd() { g.row.list.dragEnd(g.row) }

// FocusLost puts the row down.
func (g *grip) FocusLost() {
	g.row.lift(false)
	g.surface.FocusLost()
}

// TypedShortcut moves the row for Alt with Up or Down; what else is typed goes to the window.
func (g *grip) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.Modifier == fyne.KeyModifierAlt {
		switch c.KeyName {
		case fyne.KeyUp:
			g.shift(-1)
			return
		case fyne.KeyDown:
			g.shift(1)
			return
		}
	}
	if next, ok := canvasOf(g).(fyne.Shortcutable); ok {
		next.TypedShortcut(s)
	}
}

func (g *grip) shift(by int) {
	if g.row.list.shift(g.row, by) {
		Reveal(g)
	}
}

func (g *grip) key(e *fyne.KeyEvent) bool {
	by := 0
	switch e.Name {
	case fyne.KeyUp:
		by = -1
	case fyne.KeyDown:
		by = 1
	case fyne.KeyEscape:
		g.row.lift(false)
		return false // the window counts how often Esc is pressed
	default:
		return false
	}
	if g.row.lifted {
		g.shift(by)
		return true
	}
	to := g.row.index + by
	if to < 0 || to >= len(g.row.list.rows) {
		return false
	}
	canvasOf(g).Focus(g.row.list.rows[to].grip)
	return true
}
