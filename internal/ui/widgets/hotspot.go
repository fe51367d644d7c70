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
	ring   ringPlace
	echoes []*echo // the other lines of the run
}

// A ringPlace is where in a spot its ring is: around the letters, where the spot is wider than they are.
type ringPlace struct {
	at   fyne.Position
	size fyne.Size
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
func (r *textRenderer) spot(old map[int]*hotspot, f fragment, y float32, letters *canvas.Text) fyne.CanvasObject {
	w := max(f.width, min(r.tall, 22)) // a single figure is too narrow to be hit
	left := f.x - (w-f.width)/2
	ring := ringPlace{fyne.NewPos(-4, -2), fyne.NewSize(w+8, r.tall+4)}
	if r.t.runs[f.run].Raised {
		const around = 3
		ring = ringPlace{letters.Position().SubtractXY(left+around, y), letters.MinSize().AddWidthHeight(2*around, 0)}
	}
	var o fyne.CanvasObject
	switch first := r.spots[f.run]; {
	case first != nil:
		e := newEcho(first, ring)
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
	if h, ok := o.(*hotspot); ok {
		h.ring = ring
	}
	o.Move(fyne.NewPos(left, y))
	o.Resize(fyne.NewSize(w, r.tall))
	return o
}

// CreateRenderer is for Fyne.
func (h *hotspot) CreateRenderer() fyne.WidgetRenderer {
	r := newSpotRenderer(h, func() bool { return h.Ringed() }, func() ringPlace { return h.ring })
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
	of   *hotspot
	ring ringPlace
}

var (
	_ fyne.Tappable      = (*echo)(nil)
	_ desktop.Cursorable = (*echo)(nil)
)

func newEcho(of *hotspot, ring ringPlace) *echo {
	e := &echo{of: of, ring: ring}
	e.ExtendBaseWidget(e)
	return e
}

// Tapped presses the run.
func (e *echo) Tapped(at *fyne.PointEvent) { e.of.Tapped(at) }

// Cursor is that of the run.
func (e *echo) Cursor() desktop.Cursor { return e.of.Cursor() }

// CreateRenderer is for Fyne.
func (e *echo) CreateRenderer() fyne.WidgetRenderer {
	return newSpotRenderer(e, func() bool { return e.of.Ringed() }, func() ringPlace { return e.ring })
}

// spotRenderer draws nothing but the ring, over a rectangle that the pointer can find.
type spotRenderer struct {
	w      fyne.Widget
	area   *canvas.Rectangle
	ring   *FocusRing
	ringed func() bool
	place  func() ringPlace
	also   func() // may be nil
}

func newSpotRenderer(w fyne.Widget, ringed func() bool, place func() ringPlace) *spotRenderer {
	r := &spotRenderer{w: w, area: canvas.NewRectangle(color.Transparent), ring: NewFocusRing(), ringed: ringed, place: place}
	r.Refresh()
	return r
}

func (r *spotRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *spotRenderer) Layout(s fyne.Size) {
	r.area.Resize(s)
	r.put()
}

func (r *spotRenderer) put() {
	p := r.place()
	r.ring.Move(p.at)
	r.ring.Resize(p.size)
}

func (r *spotRenderer) Refresh() {
	r.put()
	r.ring.Draw(r.ringed(), 0, r.w)
	if r.also != nil {
		r.also()
	}
}

func (r *spotRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.area, r.ring.Rectangle}
}

func (r *spotRenderer) Destroy() {}
