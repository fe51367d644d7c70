package slides

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/session"
)

// Pictures draws a picture of the library within w by h pixels and calls done on the UI goroutine, with nil where it
// cannot be drawn.
type Pictures func(path string, w, h int, done func(image.Image))

// A Stage shows a room view and fills its place with it. It has no least size, and nothing in it can be operated.
type Stage struct {
	widget.BaseWidget
	colours  Colours
	pictures Pictures
	view     session.RoomView
	widths   map[string]float32 // of what was measured, at measured size
	drawn    map[string]*drawnPicture
}

// New makes a dark stage. Pictures may be nil: then their words stand in their places.
func New(c Colours, pictures Pictures) *Stage {
	s := &Stage{colours: c, pictures: pictures, view: session.RoomView{Kind: session.DarkUp}, widths: map[string]float32{}, drawn: map[string]*drawnPicture{}}
	s.ExtendBaseWidget(s)
	return s
}

// Set shows a view. Only what changed is drawn anew.
func (s *Stage) Set(v session.RoomView) {
	s.view = v
	s.Refresh()
}

// SetColours changes the colours.
func (s *Stage) SetColours(c Colours) {
	if c != s.colours {
		s.colours = c
		s.Refresh()
	}
}

// CreateRenderer is for Fyne.
func (s *Stage) CreateRenderer() fyne.WidgetRenderer {
	return &stageRenderer{s: s}
}

// Widths of words are measured once, at a size at which rounding is small.
const (
	measuredAt  = 100
	mostWidths  = 4000
	widthMargin = 1.01 // letters are wider at some sizes than at others
)

func (s *Stage) measure(text string, size float32, bold bool) float32 {
	key := text
	if bold {
		key = "\x00" + text
	}
	w, ok := s.widths[key]
	if !ok {
		if len(s.widths) > mostWidths {
			s.widths = map[string]float32{}
		}
		w = fyne.MeasureText(text, measuredAt, fyne.TextStyle{Bold: bold}).Width
		s.widths[key] = w
	}
	return w * size / measuredAt * widthMargin
}

// referenceHeight is that of the screen for which pages are laid out. They are scaled from there, so that a preview has
// the lines of the room's screen.
const referenceHeight = 1080

func (s *Stage) laidOut(size fyne.Size) []mark {
	if size.Width < 1 || size.Height < 1 {
		return nil
	}
	by := size.Height / referenceHeight
	marks := compose(s.view, size.Width/by, referenceHeight, s.measure)
	for i := range marks {
		m := &marks[i]
		m.x, m.y, m.w, m.h = m.x*by, m.y*by, m.w*by, m.h*by
		m.thick, m.radius, m.size = halves(m.thick*by), halves(m.radius*by), m.size*by
	}
	return marks
}

// halves rounds to half a pixel, below which nobody sees a difference.
func halves(v float32) float32 { return float32(math.Round(float64(v)*2) / 2) }

// drawnPicture is a picture at the size that was asked for last.
type drawnPicture struct {
	w, h   int
	pixels image.Image
	failed bool
}

// picture gives the pixels of a drawing, and asks for them where they are not there yet.
func (s *Stage) picture(path string, w, h int) *drawnPicture {
	d := s.drawn[path]
	if d == nil {
		if len(s.drawn) > 8 {
			s.drawn = map[string]*drawnPicture{} // what was shown long ago can be drawn again
		}
		d = &drawnPicture{}
		s.drawn[path] = d
	}
	if s.pictures == nil {
		d.failed = true
		return d
	}
	if d.w == w && d.h == h || w < 1 || h < 1 {
		return d
	}
	d.w, d.h = w, h
	s.pictures(path, w, h, func(img image.Image) {
		if d.w != w || d.h != h {
			return // another size was asked for since
		}
		d.pixels, d.failed = img, img == nil
		s.Refresh()
	})
	return d
}

type stageRenderer struct {
	s       *Stage
	size    fyne.Size
	marks   []mark
	colours Colours
	objects []fyne.CanvasObject // one for each mark
}

func (r *stageRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *stageRenderer) Layout(size fyne.Size) {
	if size != r.size {
		r.size = size
		r.draw()
	}
}

func (r *stageRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.s)
}

func (r *stageRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *stageRenderer) Destroy() {}

// draw brings the objects into line with the view, and leaves alone those that stay as they are.
func (r *stageRenderer) draw() {
	marks := r.s.laidOut(r.size)
	objects := make([]fyne.CanvasObject, len(marks))
	for i, m := range marks {
		var old fyne.CanvasObject
		if i < len(r.marks) && r.marks[i].kind == m.kind {
			old = r.objects[i]
		}
		if old != nil && r.marks[i] == m && r.colours == r.s.colours && m.kind != drawing {
			objects[i] = old
			continue
		}
		objects[i] = r.paint(m, old)
	}
	r.marks, r.objects, r.colours = marks, objects, r.s.colours
}
