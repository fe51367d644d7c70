package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// hotspot covers the first line of a run that can be pressed, and takes the keyboard for all of its lines.
type hotspot struct {
	Pressable
	text   *Text
	run    int
	echoes []*echo // the other lines of the run
}

func newHotspot(t *Text, run int) *hotspot {
	h := &hotspot{text: t, run: run}
	h.Be(h, func() {
		if h.run < len(t.runs) && t.runs[h.run].OnTap != nil {
			t.runs[h.run].OnTap()
		}
	})
	return h
}

// spot covers a fragment with what can be pressed. Spots of an earlier layout are used again, so that the keyboard
// stays through a new width.
func (r *textRenderer) spot(old map[int]*hotspot, f fragment, y float32) fyne.CanvasObject {
	var o fyne.CanvasObject
	switch first := r.spots[f.run]; {
	case first != nil:
		e := newEcho(first)
		first.echoes = append(first.echoes, e)
		o = e
	case old[f.run] != nil:
		r.spots[f.run] = old[f.run]
		old[f.run].echoes = nil
		o = old[f.run]
	default:
		r.spots[f.run] = newHotspot(r.t, f.run)
		o = r.spots[f.run]
	}
	w := max(f.width, min(r.tall, 22)) // a single figure is too narrow to be hit
	o.Move(fyne.NewPos(f.x-(w-f.width)/2, y))
	o.Resize(fyne.NewSize(w, r.tall))
	return o
}

// CreateRenderer is for Fyne.
func (h *hotspot) CreateRenderer() fyne.WidgetRenderer {
	r := newSpotRenderer(h, func() bool { return h.Ringed() })
	r.also = func() {
		for _, e := range h.echoes {
			e.Refresh()
		}
	}
	return r
}

// echo covers a further line of a run: the pointer finds it, and Tab passes it by.
type echo struct {
	widget.BaseWidget
	of *hotspot
}

var (
	_ fyne.Tappable      = (*echo)(nil)
	_ desktop.Cursorable = (*echo)(nil)
)

func newEcho(of *hotspot) *echo {
	e := &echo{of: of}
	e.ExtendBaseWidget(e)
	return e
}

// Tapped presses the run.
func (e *echo) Tapped(at *fyne.PointEvent) { e.of.Tapped(at) }

// Cursor is that of the run.
func (e *echo) Cursor() desktop.Cursor { return e.of.Cursor() }

// CreateRenderer is for Fyne.
func (e *echo) CreateRenderer() fyne.WidgetRenderer {
	return newSpotRenderer(e, func() bool { return e.of.Ringed() })
}

// spotRenderer draws nothing but the ring, over a rectangle that the pointer can find.
type spotRenderer struct {
	w      fyne.Widget
	area   *canvas.Rectangle
	ring   *FocusRing
	ringed func() bool
	also   func() // may be nil
}

func newSpotRenderer(w fyne.Widget, ringed func() bool) *spotRenderer {
	r := &spotRenderer{w: w, area: canvas.NewRectangle(color.Transparent), ring: NewFocusRing(), ringed: ringed}
	r.Refresh()
	return r
}

func (r *spotRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *spotRenderer) Layout(s fyne.Size) {
	r.area.Resize(s)
	r.ring.Move(fyne.NewPos(-4, -2))
	r.ring.Resize(s.AddWidthHeight(8, 4))
}

func (r *spotRenderer) Refresh() {
	r.ring.Draw(r.ringed(), 0, r.w)
	if r.also != nil {
		r.also()
	}
}

func (r *spotRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.area, r.ring.Rectangle}
}

func (r *spotRenderer) Destroy() {}
