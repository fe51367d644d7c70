package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/passalong/passalong/internal/ui/look"
)

// surface is something that can be pressed and holds other things: the base of rows, cards and tabs.
type surface struct {
	Pressable
	content    fyne.CanvasObject
	radius     float32 // of the corners
	fill, line fyne.ThemeColorName
	hover      fyne.ThemeColorName
	lineWidth  float32
	tall       bool // at least as high as a finger needs
	top        bool // content stands at the top of what is too high, not in its middle
}

// Children is what the surface holds.
func (s *surface) Children() []fyne.CanvasObject { return []fyne.CanvasObject{s.content} }

// CreateRenderer is for Fyne.
func (s *surface) CreateRenderer() fyne.WidgetRenderer {
	r := &surfaceRenderer{s: s, back: canvas.NewRectangle(nil), ring: NewFocusRing()}
	r.Refresh()
	return r
}

type surfaceRenderer struct {
	s    *surface
	back *canvas.Rectangle
	ring *FocusRing
}

func (r *surfaceRenderer) MinSize() fyne.Size {
	m := r.s.content.MinSize()
	if r.s.tall {
		m = m.Max(fyne.NewSquareSize(size(r.s.me, look.SizeTarget)))
	}
	return m
}

func (r *surfaceRenderer) Layout(s fyne.Size) {
	r.back.Resize(s)
	r.ring.Fit(s)
	h := Fit(r.s.content, s.Width)
	r.s.content.Resize(fyne.NewSize(s.Width, max(h, 0)))
	if r.s.top {
		h = s.Height
	}
	r.s.content.Move(fyne.NewPos(0, max(0, (s.Height-h)/2)))
}

func (r *surfaceRenderer) Refresh() {
	fill := r.s.fill
	if r.s.hovered && !r.s.disabled && r.s.hover != "" {
		fill = r.s.hover
	}
	width := r.s.lineWidth
	if width == 0 {
		width = 1
	}
	paint(r.back, r.s.me, fill, r.s.line, width, r.s.radius)
	r.ring.Draw(r.s.Ringed(), r.s.radius, r.s.me)
	r.Layout(r.s.Size())
	canvas.Refresh(r.s.me)
}

func (r *surfaceRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.s.content, r.ring.Rectangle}
}

func (r *surfaceRenderer) Destroy() {}

// A RailItem is one place in a list of places: the rail at the left of the window, the sections of a screen.
type RailItem struct {
	surface
	label         string
	name          look.IconName
	selected      bool
	beside, below *railForm
}

// A railForm is one way to draw a RailItem.
type railForm struct {
	root *fyne.Container
	icon *Icon
	text *Text
}

func (f *railForm) ink(name look.IconName, ink fyne.ThemeColorName) {
	f.icon.Set(name, ink)
	f.text.SetInk(ink)
}

// NewRailItem makes an item that is not selected.
func NewRailItem(icon look.IconName, label string, press func()) *RailItem {
	r := &RailItem{
		label: label, name: icon,
		beside: &railForm{icon: NewIcon(icon, look.ColorInk), text: NewText(TextStyle{Bold: true, NoWrap: true}, Run{Text: label})},
		below: &railForm{
			icon: NewIcon(icon, look.ColorInk),
			text: NewText(TextStyle{Size: look.SizeCaption, Bold: true, NoWrap: true, Align: fyne.TextAlignCenter}, Run{Text: label}),
		},
	}
	r.beside.root = Inset(look.Gap12, look.Gap8, HStack(look.Gap12, r.beside.icon, Grow(r.beside.text)))
	r.below.root = Inset(look.Gap8, look.Gap4, VStack(0, centre(r.below.icon), r.below.text))
	r.content = r.beside.root
	r.radius, r.hover, r.tall = look.Gap8, look.ColorQuietHover, true
	r.Be(r, press)
	r.draw()
	return r
}

// SetSelected says whether the item is where the learner is.
func (r *RailItem) SetSelected(selected bool) {
	if r.selected != selected {
		r.selected = selected
		r.draw()
		r.Refresh()
	}
}

// Label is the words on the item.
func (r *RailItem) Label() string { return r.label }

// SetNarrow puts smaller words below the icon, where there is little room.
func (r *RailItem) SetNarrow(narrow bool) {
	form := r.beside
	if narrow {
		form = r.below
	}
	if r.content != form.root {
		r.content = form.root
		r.Refresh()
	}
}

// Wide is the width of the item with its words beside the icon.
func (r *RailItem) Wide() float32 { return r.beside.root.MinSize().Width }

func (r *RailItem) draw() {
	fill, line, ink := fyne.ThemeColorName(""), fyne.ThemeColorName(""), look.ColorInk
	if r.selected {
		fill, line, ink = look.ColorSelectedFill, look.ColorSelectedInk, look.ColorSelectedInk
	}
	r.fill, r.line = fill, line
	r.beside.ink(r.name, ink)
	r.below.ink(r.name, ink)
}

// A Link is text that leads somewhere.
type Link struct {
	surface
	text *Text
}

// NewLink makes a link.
func NewLink(label string, press func()) *Link {
	l := &Link{text: NewText(TextStyle{Ink: look.ColorLink}, Run{Text: label, Mark: Underlined})}
	l.content = Inset(look.Gap4, look.Gap8, l.text)
	l.radius, l.hover, l.tall = look.Gap4, look.ColorQuietHover, true
	l.Be(l, press)
	return l
}

// SetLabel changes the words.
func (l *Link) SetLabel(label string) { l.text.SetRuns(Run{Text: label, Mark: Underlined}) }

// CardState is what a TapCard shows; what is empty is left out.
type CardState struct {
	Icon                look.IconName
	Heading, Text, Meta string
	Badge               BadgeState
	Progress            float64 // from 0 to 1; below 0 there is no bar
	Chosen              bool
}

// A TapCard is a card that leads to what it is about.
type TapCard struct {
	surface
	icon                *Icon
	heading, text, meta *Text
	badge               *Badge
	progress            *Progress
}

// NewTapCard makes an empty card.
func NewTapCard(press func()) *TapCard {
	c := &TapCard{
		icon: NewIconScaled(look.NoIcon, look.ColorPrimary, 1.3), heading: SmallHeading(""), text: Body(""),
		meta: Caption(""), badge: NewBadge(BadgeState{}), progress: NewProgress(),
	}
	words := VStack(look.Gap8, Readable(VStack(look.Gap4, c.heading, c.text)), c.progress, Wrap(look.Gap12, c.badge, c.meta))
	c.content = Inset(look.Gap16+look.Gap4, look.Gap16+look.Gap4, HStackTop(look.Gap16, c.icon, Grow(words), NewIcon(look.IconChevronRight, look.ColorMuted)))
	c.radius, c.tall, c.top = look.Gap12, true, true
	c.fill, c.line, c.hover = look.ColorCard, look.ColorLine, look.ColorCardHover
	c.Be(c, press)
	return c
}

// Set shows s.
func (c *TapCard) Set(s CardState) {
	c.icon.Set(s.Icon, look.ColorPrimary)
	c.icon.Hidden = s.Icon == look.NoIcon
	c.heading.SetText(s.Heading)
	c.text.SetText(s.Text)
	c.text.Hidden = s.Text == ""
	c.meta.SetText(s.Meta)
	c.meta.Hidden = s.Meta == ""
	c.badge.Set(s.Badge)
	c.progress.Set(s.Progress)
	c.progress.Hidden = s.Progress < 0
	c.line, c.lineWidth = look.ColorLine, 1
	if s.Chosen {
		c.line, c.lineWidth = look.ColorPrimary, 2
	}
	c.Refresh()
}
