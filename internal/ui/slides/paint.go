package slides

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/passalong/passalong/internal/ui/look"
)

// paint makes the object of a mark, out of the one that was in its place where there is one of its kind.
func (r *stageRenderer) paint(m mark, old fyne.CanvasObject) fyne.CanvasObject {
	switch m.kind {
	case words:
		return r.words(m, old)
	case icon:
		return r.icon(m, old)
	case drawing:
		return r.drawing(m)
	case code:
		return place(qrRaster(m.text), m)
	}
	b, ok := old.(*canvas.Rectangle)
	if !ok {
		b = canvas.NewRectangle(nil)
	}
	b.FillColor, b.StrokeColor = r.s.colours.in(m.fill), r.s.colours.in(m.stroke)
	b.StrokeWidth, b.CornerRadius = m.thick, m.radius
	if m.stroke == clear {
		b.StrokeWidth = 0
	}
	place(b, m)
	b.Refresh()
	return b
}

func place(o fyne.CanvasObject, m mark) fyne.CanvasObject {
	o.Resize(fyne.NewSize(m.w, m.h))
	o.Move(fyne.NewPos(m.x, m.y))
	return o
}

func (r *stageRenderer) words(m mark, old fyne.CanvasObject) fyne.CanvasObject {
	t, ok := old.(*canvas.Text)
	if !ok {
		t = canvas.NewText("", nil)
	}
	t.Text, t.TextSize, t.TextStyle.Bold, t.Color = m.text, m.size, m.bold, r.s.colours.in(m.fill)
	for range 3 { // letters take whole pixels, so small text may be wider than it was measured
		w := t.MinSize().Width
		if w <= m.w || w == 0 {
			break
		}
		t.TextSize *= m.w / w
	}
	place(t, m)
	t.Refresh()
	return t
}

func (r *stageRenderer) icon(m mark, old fyne.CanvasObject) fyne.CanvasObject {
	img, ok := old.(*canvas.Image)
	if !ok {
		img = canvas.NewImageFromResource(nil)
		img.FillMode = canvas.ImageFillContain
	}
	img.Resource = look.Icon(look.IconName(m.text), r.s.colours.in(m.fill))
	place(img, m)
	img.Refresh()
	return img
}

// drawing shows a picture of the library on white, since drawings have dark lines; its words until it is there.
func (r *stageRenderer) drawing(m mark) fyne.CanvasObject {
	scale := float32(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.s); c != nil {
		scale = c.Scale()
	}
	d := r.s.picture(m.text, int(m.w*scale), int(m.h*scale))
	if d.pixels == nil {
		if !d.failed {
			return place(canvas.NewRectangle(r.s.colours.in(clear)), m)
		}
		return r.instead(m)
	}
	img := canvas.NewImageFromImage(d.pixels)
	img.FillMode, img.ScaleMode, img.CornerRadius = canvas.ImageFillContain, canvas.ImageScaleSmooth, m.radius
	plate := canvas.NewRectangle(r.s.colours.in(white))
	plate.CornerRadius = m.radius
	b := d.pixels.Bounds()
	within := contain(float32(b.Dx()), float32(b.Dy()), m.w, m.h)
	at := fyne.NewPos((m.w-within.Width)/2, (m.h-within.Height)/2)
	for _, o := range []fyne.CanvasObject{plate, img} {
		o.Resize(within)
		o.Move(at)
	}
	c := &fyne.Container{Objects: []fyne.CanvasObject{plate, img}}
	return place(c, m)
}

// contain is the largest size with the proportions of w and h within a rectangle.
func contain(w, h, inW, inH float32) fyne.Size {
	if w <= 0 || h <= 0 {
		return fyne.NewSize(inW, inH)
	}
	by := min(inW/w, inH/h)
	return fyne.NewSize(w*by, h*by)
}

// instead says in words what a picture would have shown.
func (r *stageRenderer) instead(m mark) fyne.CanvasObject {
	p := newPen(m.w, m.h, max(m.size, 1), 1, r.s.measure)
	p.box(0, 0, m.w, m.h, track, clear, 0, m.radius)
	p.para(m.alt, style{ink: muted})
	c := &fyne.Container{}
	for _, in := range p.marks {
		c.Objects = append(c.Objects, r.paint(in, nil))
	}
	return place(c, m)
}
