package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
)

// A Segmented shows a few choices of which one holds, beside each other. Left and Right move between them.
type Segmented struct {
	widget.BaseWidget
	items  []*segment
	box    *fyne.Container
	chosen int
}

// NewSegmented makes a row with the first label chosen. The owner shows a new choice with Set.
func NewSegmented(labels []string, chosen func(index int)) *Segmented {
	s := &Segmented{}
	var objects []fyne.CanvasObject
	for i, l := range labels {
		item := newSegment(s, i, l, func() { chosen(i) })
		s.items = append(s.items, item)
		objects = append(objects, item)
	}
	s.box = Wrap(look.Gap8, objects...)
	s.ExtendBaseWidget(s)
	return s
}

// Set shows the choice at index.
func (s *Segmented) Set(index int) {
	s.chosen = index
	s.draw()
}

func (s *Segmented) draw() {
	for _, i := range s.items {
		i.draw()
		i.Refresh()
	}
}

func (s *Segmented) focus(index int) bool {
	if index < 0 || index >= len(s.items) {
		return false
	}
	if c := canvasOf(s); c != nil {
		c.Focus(s.items[index])
	}
	return true
}

// Item is the item at index, for tests to tap.
func (s *Segmented) Item(index int) fyne.Widget { return s.items[index] }

// Children is what the row holds.
func (s *Segmented) Children() []fyne.CanvasObject { return []fyne.CanvasObject{s.box} }

// CreateRenderer is for Fyne.
func (s *Segmented) CreateRenderer() fyne.WidgetRenderer { return newSimple(s.box, s.draw) }

type segment struct {
	surface
	group *Segmented
	index int
	icon  *Icon
	text  *Text
}

func newSegment(g *Segmented, index int, label string, press func()) *segment {
	i := &segment{group: g, index: index, icon: NewIconScaled(look.NoIcon, look.ColorSelectedInk, 0.85)}
	i.text = NewText(TextStyle{NoWrap: true}, Run{Text: label})
	i.content = Inset(look.Gap16, look.Gap8, HStack(look.Gap8, i.icon, i.text))
	i.radius, i.tall = look.Gap8, true
	i.keys = func(e *fyne.KeyEvent) bool {
		switch e.Name {
		case fyne.KeyLeft:
			return g.focus(i.index - 1)
		case fyne.KeyRight:
			return g.focus(i.index + 1)
		}
		return false
	}
	i.Be(i, press)
	i.draw()
	return i
}

func (i *segment) draw() {
	if i.group.chosen == i.index {
		i.fill, i.line, i.lineWidth, i.hover = look.ColorSelectedFill, look.ColorPrimary, 2, ""
		i.icon.Set(look.IconCheck, look.ColorSelectedInk)
		i.text.SetInk(look.ColorSelectedInk)
		return
	}
	i.fill, i.line, i.lineWidth, i.hover = look.ColorCard, look.ColorControl, 1, look.ColorCardHover
	i.icon.Set(look.IconCircle, look.ColorControl)
	i.text.SetInk(look.ColorInk)
}

// A Stepper makes a value smaller or larger.
type Stepper struct {
	widget.BaseWidget
	less, more *IconButton
	text       *Text
	box        *fyne.Container
}

// NewStepper makes a stepper of what name says.
func NewStepper(name string, less, more func()) *Stepper {
	s := &Stepper{text: NewText(TextStyle{Bold: true, NoWrap: true, Align: fyne.TextAlignCenter})}
	s.less = NewIconButton(look.IconMinus, name+": less", less)
	s.more = NewIconButton(look.IconPlus, name+": more", more)
	s.less.SetKind(Secondary)
	s.more.SetKind(Secondary)
	s.box = HStack(look.Gap12, s.less, s.text, s.more)
	s.ExtendBaseWidget(s)
	return s
}

// Set shows the value and whether it can still become smaller or larger.
func (s *Stepper) Set(text string, canLess, canMore bool) {
	s.text.SetText(text)
	s.less.setDisabled(!canLess)
	s.more.setDisabled(!canMore)
	s.Refresh()
}

// Less is the button for a smaller value, for tests to tap.
func (s *Stepper) Less() *IconButton { return s.less }

// More is the button for a larger value, for tests to tap.
func (s *Stepper) More() *IconButton { return s.more }

// Children is what the stepper holds.
func (s *Stepper) Children() []fyne.CanvasObject { return []fyne.CanvasObject{s.box} }

// CreateRenderer is for Fyne.
func (s *Stepper) CreateRenderer() fyne.WidgetRenderer { return newSimple(s.box, s.box.Refresh) }

// A Switch is on or off. The words beside it say what is so when it is on.
type Switch struct {
	surface
	on   bool
	knob *knob
}

// NewSwitch makes a switch that is off; note is a sentence below the label and may be empty.
func NewSwitch(label, note string, changed func(on bool)) *Switch {
	s := &Switch{}
	s.knob = &knob{of: s}
	s.knob.ExtendBaseWidget(s.knob)
	words := VStack(2, NewText(TextStyle{Bold: true}, Run{Text: label}))
	if note != "" {
		words.Add(Muted(note))
	}
	s.content = Inset(look.Gap8, look.Gap8, HStackTop(look.Gap16, s.knob, Grow(words)))
	s.radius, s.hover, s.tall = look.Gap8, look.ColorQuietHover, true
	s.Be(s, func() { changed(!s.on) })
	return s
}

// Set shows on or off.
func (s *Switch) Set(on bool) {
	if s.on != on {
		s.on = on
		s.knob.Refresh()
	}
}

// On reports what the switch shows.
func (s *Switch) On() bool { return s.on }

// knob is the moving part of a switch; a check mark says "on" without colour.
type knob struct {
	widget.BaseWidget
	of *Switch
}

// CreateRenderer is for Fyne.
func (k *knob) CreateRenderer() fyne.WidgetRenderer {
	r := &knobRenderer{k: k, track: canvas.NewRectangle(nil), dot: canvas.NewRectangle(nil), icon: NewIcon(look.IconCheck, look.ColorPrimary)}
	r.Refresh()
	return r
}

type knobRenderer struct {
	k          *knob
	track, dot *canvas.Rectangle
	icon       *Icon
}

func (r *knobRenderer) MinSize() fyne.Size {
	h := size(r.k, look.SizeIcon) * 1.2
	return fyne.NewSize(h*1.8, h)
}

func (r *knobRenderer) Layout(s fyne.Size) {
	r.track.Resize(s)
	d := s.Height - 8
	x := float32(4)
	if r.k.of.on {
		x = s.Width - d - 4
	}
	r.dot.Resize(fyne.NewSquareSize(d))
	r.dot.Move(fyne.NewPos(x, 4))
	r.icon.Resize(fyne.NewSquareSize(d - 4))
	r.icon.Move(fyne.NewPos(x+2, 6))
}

func (r *knobRenderer) Refresh() {
	h := r.MinSize().Height
	if r.k.of.on {
		paint(r.track, r.k, look.ColorPrimary, "", 0, h/2)
		paint(r.dot, r.k, look.ColorOnPrimary, "", 0, h/2)
	} else {
		paint(r.track, r.k, look.ColorField, look.ColorControl, 2, h/2)
		paint(r.dot, r.k, look.ColorControl, "", 0, h/2)
	}
	r.icon.Hidden = !r.k.of.on
	r.Layout(r.k.Size())
	canvas.Refresh(r.k)
}

func (r *knobRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.track, r.dot, r.icon}
}

func (r *knobRenderer) Destroy() {}
