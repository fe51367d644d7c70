package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
)

// A ChoiceState is what a choice of an item looks like.
type ChoiceState int

// The states of a choice. Each has its own drawing, so that none depends on colour.
const (
	ChoiceIdle ChoiceState = iota
	ChoiceSelected
	ChoiceRight  // selected, and correct
	ChoiceWrong  // selected, and not correct
	ChoiceMissed // correct, and not selected
)

// A Choice is one row of a ChoiceGroup.
type Choice struct {
	Text  string
	Note  string // feedback below the text; may be empty
	State ChoiceState
}

// A ChoiceGroup shows choices below each other. Up and Down move between them; Space and Return press.
type ChoiceGroup struct {
	widget.BaseWidget
	answerRows[Choice, *choiceRow]
	multiple bool
	pressed  func(index int)
	onReturn func(index int) // nil: Return presses, as Space does
}

// NewChoiceGroup makes an empty group; multiple draws boxes instead of circles. The owner decides what a press means
// and shows it with Set.
func NewChoiceGroup(multiple bool, pressed func(index int)) *ChoiceGroup {
	g := &ChoiceGroup{multiple: multiple, pressed: pressed}
	g.answerRows = newAnswerRows[Choice](look.Gap12, func(i int) *choiceRow { return newChoiceRow(g, i) })
	g.ExtendBaseWidget(g)
	return g
}

// SetMultiple changes between circles, of which one is chosen, and boxes.
func (g *ChoiceGroup) SetMultiple(multiple bool) {
	g.multiple = multiple
	g.Refresh()
}

// OnReturn sets what Return does on a row, for a group whose owner answers with it; Space still presses.
func (g *ChoiceGroup) OnReturn(f func(index int)) { g.onReturn = f }

// Focus gives the keyboard to a row.
func (g *ChoiceGroup) Focus(index int) { focusRow(g, g.rows, index) }

func (g *ChoiceGroup) step(from, by int) bool {
	for i := from + by; i >= 0 && i < len(g.rows); i += by {
		if !g.rows[i].Hidden {
			g.Focus(i)
			return true
		}
	}
	return false
}

type choiceRow struct {
	surface
	group  *ChoiceGroup
	index  int
	mark   *choiceMark
	text   *Text
	note   *Text
	state  ChoiceState
	locked bool
}

func (r *choiceRow) lock(locked bool) {
	r.locked = locked
	r.Refresh()
}

func newChoiceRow(g *ChoiceGroup, index int) *choiceRow {
	r := &choiceRow{group: g, index: index, text: Body(""), note: Body("")}
	r.mark = newChoiceMark(r)
	r.content = Inset(look.Gap16, look.Gap12, HStackTop(look.Gap12, r.mark, Grow(VStack(look.Gap4, r.text, r.note))))
	r.radius, r.tall = look.Gap12, true
	r.keys = r.key
	r.Be(r, func() {
		if !r.locked {
			g.pressed(r.index)
		}
	})
	r.draw()
	return r
}

// TypedKey is Pressable.TypedKey, but Return goes to the group where it wants it.
func (r *choiceRow) TypedKey(e *fyne.KeyEvent) {
	if f := r.group.onReturn; f != nil && (e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter) {
		f(r.index)
		return
	}
	r.surface.TypedKey(e)
}

func (r *choiceRow) key(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyUp:
		return r.group.step(r.index, -1)
	case fyne.KeyDown:
		return r.group.step(r.index, 1)
	}
	return false
}

func (r *choiceRow) set(c Choice) {
	r.text.SetText(c.Text)
	r.note.SetText(c.Note)
	r.note.Hidden = c.Note == ""
	r.state = c.State
	r.draw()
	r.Refresh()
}

func (r *choiceRow) draw() {
	r.drawChoice(r.state)
	r.mark.Refresh()
}

// drawChoice gives the surface of a row the colours of a state.
func (s *surface) drawChoice(state ChoiceState) {
	s.lineWidth, s.hover = 2, ""
	switch state {
	case ChoiceSelected:
		s.fill, s.line = look.ColorSelectedFill, look.ColorPrimary
	case ChoiceRight:
		s.fill, s.line = look.ColorRightFill, look.ColorRightInk
	case ChoiceWrong:
		s.fill, s.line = look.ColorWrongFill, look.ColorWrongInk
	case ChoiceMissed:
		s.fill, s.line = look.ColorCard, look.ColorRightInk
	default:
		s.fill, s.line, s.lineWidth, s.hover = look.ColorCard, look.ColorControl, 1, look.ColorCardHover
	}
}

// choiceMark is the circle or box of a row, and what is in it.
type choiceMark struct {
	widget.BaseWidget
	row *choiceRow
}

func newChoiceMark(row *choiceRow) *choiceMark {
	m := &choiceMark{row: row}
	m.ExtendBaseWidget(m)
	return m
}

// CreateRenderer is for Fyne.
func (m *choiceMark) CreateRenderer() fyne.WidgetRenderer {
	r := &markRenderer{m: m, frame: canvas.NewRectangle(nil), dot: canvas.NewRectangle(nil), icon: NewIcon(look.NoIcon, look.ColorInk)}
	r.Refresh()
	return r
}

type markRenderer struct {
	m          *choiceMark
	frame, dot *canvas.Rectangle
	icon       *Icon
}

func (r *markRenderer) MinSize() fyne.Size {
	return fyne.NewSquareSize(size(r.m, look.SizeIcon) * 1.1)
}

func (r *markRenderer) Layout(s fyne.Size) {
	r.frame.Resize(s)
	inner := s.Width * 0.5
	r.dot.Resize(fyne.NewSquareSize(inner))
	r.dot.Move(fyne.NewPos((s.Width-inner)/2, (s.Height-inner)/2))
	r.icon.Resize(fyne.NewSquareSize(s.Width * 0.8))
	r.icon.Move(fyne.NewPos(s.Width*0.1, s.Height*0.1))
}

// parts are the fill and outline of the frame, and the icon in it with its ink.
func (r *markRenderer) parts() (fill, line fyne.ThemeColorName, icon look.IconName, ink fyne.ThemeColorName) {
	switch r.m.row.state {
	case ChoiceSelected:
		if r.m.row.group.multiple {
			return look.ColorPrimary, look.ColorPrimary, look.IconCheck, look.ColorOnPrimary
		}
		return look.ColorField, look.ColorPrimary, look.NoIcon, look.ColorPrimary
	case ChoiceRight:
		return look.ColorRightInk, look.ColorRightInk, look.IconCheck, look.ColorRightFill
	case ChoiceWrong:
		return look.ColorWrongInk, look.ColorWrongInk, look.IconClose, look.ColorWrongFill
	case ChoiceMissed:
		return look.ColorCard, look.ColorRightInk, look.IconCheck, look.ColorRightInk
	default:
		return look.ColorField, look.ColorControl, look.NoIcon, look.ColorInk
	}
}

func (r *markRenderer) Refresh() {
	fill, line, icon, ink := r.parts()
	radius := r.MinSize().Width / 2
	if r.m.row.group.multiple {
		radius = look.Gap4
	}
	paint(r.frame, r.m, fill, line, 2, radius)
	paint(r.dot, r.m, look.ColorPrimary, "", 0, radius)
	r.dot.Hidden = r.m.row.state != ChoiceSelected || r.m.row.group.multiple
	r.icon.Hidden = icon == look.NoIcon
	r.icon.Set(icon, ink)
	r.Layout(r.m.Size())
	canvas.Refresh(r.m)
}

func (r *markRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.frame, r.dot, r.icon}
}

func (r *markRenderer) Destroy() {}

// newSimple is a renderer that shows one object.
func newSimple(o fyne.CanvasObject, refresh func()) fyne.WidgetRenderer {
	return &simpleRenderer{o, refresh}
}

type simpleRenderer struct {
	o       fyne.CanvasObject
	refresh func() // may be nil
}

func (r *simpleRenderer) MinSize() fyne.Size           { return r.o.MinSize() }
func (r *simpleRenderer) Layout(s fyne.Size)           { r.o.Resize(s) }
func (r *simpleRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.o} }
func (r *simpleRenderer) Destroy()                     {}

func (r *simpleRenderer) Refresh() {
	if r.refresh != nil {
		r.refresh()
	}
	canvas.Refresh(r.o)
}
