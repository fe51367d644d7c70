// Package chart draws the figures of a record: curves and shares. A chart is never the only way to a figure: the
// screen says the same in words.
package chart

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
)

// A Point of a curve: Across is any unit that grows to the right, Up goes from 0 to 1.
type Point struct{ Across, Up float64 }

// A CurveState is everything that a curve shows. From is before Today, and Today before Until.
type CurveState struct {
	From, Today, Until float64 // at the left edge, at the upright line, at the right edge
	Past               []Point // drawn through, in order of Across
	Coming             []Point // drawn in dashes
	Goal               float64 // height of a thin line across; 0 for none
	Left, Mark, Right  string  // below the axis, at From, Today and Until
	Top, Bottom        string  // beside the axis, at 1 and at 0
	GoalLabel          string  // beside the axis, at Goal
}

// A Curve is a line over time, with a mark for today.
type Curve struct {
	widget.BaseWidget
	state CurveState
}

// NewCurve makes a curve without points.
func NewCurve() *Curve {
	c := &Curve{}
	c.ExtendBaseWidget(c)
	return c
}

// Set shows another state.
func (c *Curve) Set(s CurveState) {
	c.state = s
	c.Refresh()
}

// CreateRenderer is for Fyne.
func (c *Curve) CreateRenderer() fyne.WidgetRenderer {
	r := &curveRenderer{curve: c}
	r.Refresh()
	return r
}

type curveRenderer struct {
	curve   *Curve
	objects []fyne.CanvasObject
}

// Sizes of a curve, in heights of a caption.
const (
	curveHeight = 14
	curveWidth  = 14
	dashLength  = 8 // in Fyne's units, as the gap after it
	leastStep   = 0.01
)

func (r *curveRenderer) MinSize() fyne.Size {
	line := theme.SizeForWidget(look.SizeCaption, r.curve)
	return fyne.NewSize(curveWidth*line, curveHeight*line)
}

func (r *curveRenderer) Layout(fyne.Size)             { r.draw() }
func (r *curveRenderer) Refresh()                     { r.draw(); canvas.Refresh(r.curve) }
func (r *curveRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *curveRenderer) Destroy()                     {}

// A pen draws into the plot, which lies between the labels.
type pen struct {
	curve        *Curve
	origin, size fyne.Position // of the plot
	objects      []fyne.CanvasObject
	scale        float64
}

func (r *curveRenderer) draw() {
	c := r.curve
	caption := theme.SizeForWidget(look.SizeCaption, c)
	labels := max(width(c.state.Top, caption), width(c.state.GoalLabel, caption))
	if labels > 0 {
		labels += look.Gap8
	}
	whole := c.Size()
	p := &pen{
		curve: c, origin: fyne.NewPos(labels, caption/2),
		size: fyne.NewPos(whole.Width-labels-look.Gap4, whole.Height-caption*2.5),
	}
	if span := c.state.Until - c.state.From; span > 0 && p.size.X > 0 && p.size.Y > 0 {
		p.scale = float64(p.size.X) / span
		p.plot(caption)
	}
	r.objects = p.objects
}

func (p *pen) plot(caption float32) {
	s := p.curve.state
	p.line(p.at(s.From, 0), p.at(s.Until, 0), look.ColorControl, 2)
	p.line(p.at(s.From, 0), p.at(s.From, 1), look.ColorControl, 2)
	p.beside(s.Top, 1, caption)
	p.beside(s.Bottom, 0, caption)
	if s.Goal > 0 {
		p.line(p.at(s.From, s.Goal), p.at(s.Until, s.Goal), look.ColorControl, 1)
		p.beside(s.GoalLabel, s.Goal, caption)
	}
	p.line(p.at(s.Today, 0), p.at(s.Today, 1), look.ColorMuted, 2)
	for i := 1; i < len(s.Past); i++ {
		p.line(p.at(s.Past[i-1].Across, s.Past[i-1].Up), p.at(s.Past[i].Across, s.Past[i].Up), look.ColorPrimary, 4)
	}
	p.dashes(s.Coming)
	if n := len(s.Past); n > 0 {
		p.dot(p.at(s.Past[n-1].Across, s.Past[n-1].Up))
	}
	p.below(s.Left, s.From, fyne.TextAlignLeading, caption)
	p.below(s.Mark, s.Today, fyne.TextAlignCenter, caption)
	p.below(s.Right, s.Until, fyne.TextAlignTrailing, caption)
}

// at is where a point of the curve is in the widget.
func (p *pen) at(across, up float64) fyne.Position {
	x := float32((across - p.curve.state.From) * p.scale)
	return fyne.NewPos(p.origin.X+x, p.origin.Y+p.size.Y*float32(1-min(1, max(0, up))))
}

func (p *pen) line(from, to fyne.Position, ink fyne.ThemeColorName, width float32) {
	l := canvas.NewLine(theme.ColorForWidget(ink, p.curve))
	l.StrokeWidth, l.Position1, l.Position2 = width, from, to
	p.objects = append(p.objects, l)
}

// dashes draws what is to come, so that it is told from what was without colour. Dashes are as long however close
// the points are.
func (p *pen) dashes(points []Point) {
	var drawn float32
	for i := 1; i < len(points); i++ {
		from, to := p.at(points[i-1].Across, points[i-1].Up), p.at(points[i].Across, points[i].Up)
		for from.X < to.X {
			left := dashLength - float32(math.Mod(float64(drawn), dashLength))
			step := min(left, to.X-from.X)
			next := fyne.NewPos(from.X+step, from.Y+(to.Y-from.Y)*step/(to.X-from.X))
			if int(drawn/dashLength)%2 == 0 {
				p.line(from, next, look.ColorPrimary, 3)
			}
			drawn += max(step, leastStep)
			from = next
		}
	}
}

func (p *pen) dot(at fyne.Position) {
	const radius = 7
	d := canvas.NewCircle(theme.ColorForWidget(look.ColorPrimary, p.curve))
	d.StrokeColor, d.StrokeWidth = theme.ColorForWidget(look.ColorCard, p.curve), 2
	d.Move(at.SubtractXY(radius, radius))
	d.Resize(fyne.NewSquareSize(2 * radius))
	p.objects = append(p.objects, d)
}

func (p *pen) text(label string, size float32) *canvas.Text {
	t := canvas.NewText(label, theme.ColorForWidget(look.ColorMuted, p.curve))
	t.TextSize = size
	p.objects = append(p.objects, t)
	return t
}

// beside writes left of the upright axis.
func (p *pen) beside(label string, up float64, size float32) {
	if label == "" {
		return
	}
	t := p.text(label, size)
	m := t.MinSize()
	t.Move(fyne.NewPos(p.origin.X-look.Gap8-m.Width, p.at(p.curve.state.From, up).Y-m.Height/2))
}

// below writes under the axis, where it stays inside the widget.
func (p *pen) below(label string, across float64, align fyne.TextAlign, size float32) {
	if label == "" {
		return
	}
	t := p.text(label, size)
	m, at := t.MinSize(), p.at(across, 0)
	x := at.X
	switch align {
	case fyne.TextAlignCenter:
		x -= m.Width / 2
	case fyne.TextAlignTrailing:
		x -= m.Width
	}
	t.Move(fyne.NewPos(min(max(0, x), p.curve.Size().Width-m.Width), at.Y+look.Gap8))
}

func width(label string, size float32) float32 {
	if label == "" {
		return 0
	}
	return fyne.MeasureText(label, size, fyne.TextStyle{}).Width
}
