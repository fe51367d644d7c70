package chart

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
)

// A Share is one part of a whole.
type Share struct {
	Part   float64 // 0 or more; the whole is the sum of all
	Fill   fyne.ThemeColorName
	Hollow bool // only an outline, so that it is told from the others without colour
}

// Shares is a bar that is divided among parts.
type Shares struct {
	widget.BaseWidget
	parts []Share
}

// NewShares makes an empty bar.
func NewShares() *Shares {
	s := &Shares{}
	s.ExtendBaseWidget(s)
	return s
}

// Set shows other parts, from the left.
func (s *Shares) Set(parts ...Share) {
	s.parts = parts
	s.Refresh()
}

// CreateRenderer is for Fyne.
func (s *Shares) CreateRenderer() fyne.WidgetRenderer {
	r := &sharesRenderer{shares: s}
	r.Refresh()
	return r
}

type sharesRenderer struct {
	shares  *Shares
	objects []fyne.CanvasObject
}

func (r *sharesRenderer) MinSize() fyne.Size {
	h := theme.SizeForWidget(look.SizeCaption, r.shares)
	return fyne.NewSize(6*h, h)
}

func (r *sharesRenderer) Layout(fyne.Size)             { r.draw() }
func (r *sharesRenderer) Refresh()                     { r.draw(); canvas.Refresh(r.shares) }
func (r *sharesRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *sharesRenderer) Destroy()                     {}

// partGap is left between two parts, so that they stay apart in every appearance.
const partGap = 3

func (r *sharesRenderer) draw() {
	var whole float64
	for _, p := range r.shares.parts {
		whole += p.Part
	}
	r.objects = nil
	if whole <= 0 {
		return
	}
	size, x := r.shares.Size(), float32(0)
	for _, p := range r.shares.parts {
		w := size.Width * float32(p.Part/whole)
		if w <= partGap {
			x += w
			continue
		}
		ink := theme.ColorForWidget(p.Fill, r.shares)
		b := canvas.NewRectangle(ink)
		b.CornerRadius = 3
		if p.Hollow {
			b.FillColor, b.StrokeColor, b.StrokeWidth = theme.ColorForWidget(look.ColorPaper, r.shares), ink, 2
		}
		b.Move(fyne.NewPos(x, 0))
		b.Resize(fyne.NewSize(w-partGap, size.Height))
		r.objects = append(r.objects, b)
		x += w
	}
}
