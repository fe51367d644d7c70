package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
)

// panel is a surface behind content, the base of cards, callouts and bars.
type panel struct {
	widget.BaseWidget
	me         fyne.Widget // the widget that this is a part of
	fill, line fyne.ThemeColorName
	bar        fyne.ThemeColorName // "" is none; a thick edge at the left
	radius     float32
	content    fyne.CanvasObject
}

func newPanel(fill, line fyne.ThemeColorName, radius float32, content fyne.CanvasObject) *panel {
	p := makePanel(fill, line, radius, content)
	p.Be(p)
	return p
}

// makePanel makes a panel that is a part of another widget, which says so with be.
func makePanel(fill, line fyne.ThemeColorName, radius float32, content fyne.CanvasObject) *panel {
	return &panel{fill: fill, line: line, radius: radius, content: content}
}

// be makes the panel a part of w, so that both are drawn by one renderer.
func (p *panel) Be(w fyne.Widget) {
	p.me = w
	p.ExtendBaseWidget(w)
}

// Children is what the panel holds.
func (p *panel) Children() []fyne.CanvasObject { return []fyne.CanvasObject{p.content} }

// CreateRenderer is for Fyne.
func (p *panel) CreateRenderer() fyne.WidgetRenderer {
	r := &panelRenderer{p: p, back: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

type panelRenderer struct {
	p         *panel
	back, bar *canvas.Rectangle
}

const barWidth = 6

func (r *panelRenderer) MinSize() fyne.Size { return r.p.content.MinSize() }

func (r *panelRenderer) Layout(s fyne.Size) {
	r.back.Resize(s)
	r.bar.Resize(fyne.NewSize(barWidth, s.Height))
	r.p.content.Resize(s)
}

func (r *panelRenderer) Refresh() {
	paint(r.back, r.p.me, r.p.fill, r.p.line, 1, r.p.radius)
	paint(r.bar, r.p.me, r.p.bar, "", 0, 0)
	r.bar.TopLeftCornerRadius, r.bar.BottomLeftCornerRadius = r.p.radius, r.p.radius
	r.bar.Hidden = r.p.bar == ""
	r.Layout(r.p.Size())
	canvas.Refresh(r.p.me)
}

func (r *panelRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.bar, r.p.content}
}

func (r *panelRenderer) Destroy() {}

// A Card is a plain surface that holds things that belong together.
type Card struct{ *panel }

// NewCard makes a card with a margin around content.
func NewCard(content fyne.CanvasObject) *Card {
	c := &Card{makePanel(look.ColorCard, look.ColorLine, look.Gap12, Inset(look.Gap24, look.Gap24, content))}
	c.Be(c)
	return c
}

// NewSurface makes a panel of a fill without outline or margin: a rail, a header.
func NewSurface(fill fyne.ThemeColorName, content fyne.CanvasObject) fyne.CanvasObject {
	return newPanel(fill, "", 0, content)
}

// NewPlate makes a rounded panel of a fill without margin. It has an outline where there are no tints.
func NewPlate(fill fyne.ThemeColorName, content fyne.CanvasObject) fyne.CanvasObject {
	return newPanel(fill, look.ColorEdge, look.Gap8, content)
}

// Divider is a thin line across.
func Divider() fyne.CanvasObject {
	return newPanel(look.ColorLine, "", 0, canvasSpace(0, 1))
}

// Space is an empty rectangle of a size.
func Space(width, height float32) fyne.CanvasObject { return canvasSpace(width, height) }

func canvasSpace(w, h float32) *canvas.Rectangle {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(w, h))
	return r
}

// A Tone says what a badge or bar is about. Its icon or words say the same.
type Tone int

// The tones.
const (
	ToneQuiet Tone = iota
	ToneWait       // draft, not yet, due
	ToneRight      // done
	ToneWrong      // a problem
	ToneNote       // information
)

func (t Tone) colours() (fill, ink fyne.ThemeColorName) {
	switch t {
	case ToneWait:
		return look.ColorWaitFill, look.ColorWaitInk
	case ToneRight:
		return look.ColorRightFill, look.ColorRightInk
	case ToneWrong:
		return look.ColorWrongFill, look.ColorWrongInk
	case ToneNote:
		return look.ColorNoteFill, look.ColorNoteInk
	default:
		return look.ColorRail, look.ColorMuted
	}
}

// BadgeState is what a badge shows. A badge without text is hidden.
type BadgeState struct {
	Tone Tone
	Text string
	Icon look.IconName
}

// A Badge is a word or two on a tinted ground.
type Badge struct {
	*panel
	text *Text
	icon *Icon
}

// NewBadge makes a badge.
func NewBadge(s BadgeState) *Badge {
	b := &Badge{
		text: NewText(TextStyle{Size: look.SizeCaption, Bold: true, NoWrap: true}),
		icon: NewIconScaled(s.Icon, look.ColorInk, 0.75),
	}
	b.panel = makePanel("", "", look.Gap12, Inset(look.Gap8+2, 3, HStack(look.Gap4+1, b.icon, b.text)))
	b.Be(b)
	b.Set(s)
	return b
}

// Set shows s.
func (b *Badge) Set(s BadgeState) {
	fill, ink := s.Tone.colours()
	b.icon.Set(s.Icon, ink)
	b.icon.Hidden = s.Icon == look.NoIcon
	b.text.SetText(s.Text)
	b.text.SetInk(ink)
	b.fill, b.line = fill, look.ColorEdge
	if s.Tone == ToneQuiet {
		b.line = look.ColorLine
	}
	b.Hidden = s.Text == ""
	b.Refresh()
}

// A Progress is a thin bar that fills from the left.
type Progress struct {
	widget.BaseWidget
	share float64
}

// NewProgress makes an empty bar.
func NewProgress() *Progress {
	p := &Progress{}
	p.ExtendBaseWidget(p)
	return p
}

// Set fills the bar to share, from 0 to 1.
func (p *Progress) Set(share float64) {
	share = min(max(share, 0), 1)
	if share != p.share {
		p.share = share
		p.Refresh()
	}
}

// CreateRenderer is for Fyne.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer {
	r := &progressRenderer{p: p, track: canvas.NewRectangle(nil), fill: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

type progressRenderer struct {
	p           *Progress
	track, fill *canvas.Rectangle
}

const barHeight = 8

func (r *progressRenderer) MinSize() fyne.Size { return fyne.NewSize(64, barHeight) }

func (r *progressRenderer) Layout(s fyne.Size) {
	y := (s.Height - barHeight) / 2
	r.track.Move(fyne.NewPos(0, y))
	r.track.Resize(fyne.NewSize(s.Width, barHeight))
	r.fill.Move(fyne.NewPos(0, y))
	w := s.Width * float32(r.p.share)
	if w > 0 {
		w = max(w, barHeight)
	}
	r.fill.Resize(fyne.NewSize(w, barHeight))
}

func (r *progressRenderer) Refresh() {
	paint(r.track, r.p, look.ColorTrack, "", 0, barHeight/2)
	paint(r.fill, r.p, look.ColorPrimary, "", 0, barHeight/2)
	r.fill.Hidden = r.p.share == 0
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}

func (r *progressRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.track, r.fill}
}

func (r *progressRenderer) Destroy() {}

// A Ring is a circle that fills clockwise, with a few letters inside.
type Ring struct {
	widget.BaseWidget
	share float64
	label *Text
}

// NewRing makes an empty ring.
func NewRing() *Ring {
	r := &Ring{label: NewText(TextStyle{Size: look.SizeLead, Bold: true, NoWrap: true})}
	r.ExtendBaseWidget(r)
	return r
}

// Set fills the ring to share, from 0 to 1, and writes label inside.
func (r *Ring) Set(share float64, label string) {
	r.share = min(max(share, 0), 1)
	r.label.SetText(label)
	r.Refresh()
}

// CreateRenderer is for Fyne.
func (r *Ring) CreateRenderer() fyne.WidgetRenderer {
	v := &ringRenderer{r: r, track: canvas.NewArc(0, 360, 0.8, nil), fill: canvas.NewArc(0, 0, 0.8, nil)}
	v.Refresh()
	return v
}

type ringRenderer struct {
	r           *Ring
	track, fill *canvas.Arc
}

func (v *ringRenderer) MinSize() fyne.Size {
	return fyne.NewSquareSize(size(v.r, look.SizeTarget) * 1.9)
}

func (v *ringRenderer) Layout(s fyne.Size) {
	d := fyne.Min(s.Width, s.Height)
	pos := fyne.NewPos((s.Width-d)/2, (s.Height-d)/2)
	for _, a := range []*canvas.Arc{v.track, v.fill} {
		a.Resize(fyne.NewSquareSize(d))
		a.Move(pos)
	}
	m := v.r.label.MinSize()
	v.r.label.Resize(m)
	v.r.label.Move(fyne.NewPos((s.Width-m.Width)/2, (s.Height-m.Height)/2))
}

func (v *ringRenderer) Refresh() {
	v.track.FillColor = colour(v.r, look.ColorTrack)
	v.fill.FillColor = colour(v.r, look.ColorPrimary)
	v.fill.EndAngle = float32(v.r.share) * 360
	v.track.Refresh()
	v.fill.Refresh()
	v.Layout(v.r.Size())
	canvas.Refresh(v.r)
}

func (v *ringRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{v.track, v.fill, v.r.label}
}

func (v *ringRenderer) Destroy() {}
