package printout

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// previewRenderer lays out a preview: the desk, and the tools below it.
type previewRenderer struct {
	p    *preview
	back *canvas.Rectangle
}

func (r *previewRenderer) MinSize() fyne.Size { return fyne.NewSize(200, 200) }

func (r *previewRenderer) Layout(s fyne.Size) {
	tools := widgets.Fit(r.p.tools, s.Width)
	desk := fyne.NewSize(s.Width, max(0, s.Height-tools-look.Gap8))
	r.back.Resize(desk)
	r.p.tools.Move(fyne.NewPos(0, desk.Height+look.Gap8))
	for _, o := range []fyne.CanvasObject{r.p.wait, r.p.stopped, r.p.failed} {
		h := widgets.Fit(o, s.Width)
		o.Move(fyne.NewPos(0, max(0, (desk.Height-h)*0.4)))
	}
	if r.p.desk.Size() != desk {
		r.p.desk.Resize(desk)
		r.p.wish = r.p.dpi(r.p.k.model.zoom)
		r.p.desk.Refresh()
		r.p.k.draw()
	}
}

func (r *previewRenderer) paint() {
	r.back.FillColor = theme.ColorForWidget(look.ColorRail, r.p)
	r.back.StrokeColor = theme.ColorForWidget(look.ColorLine, r.p)
	r.back.StrokeWidth, r.back.CornerRadius = 1, look.Gap12
	r.back.Refresh()
}

func (r *previewRenderer) Refresh() {
	r.paint()
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}

func (r *previewRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.p.desk, r.p.wait, r.p.stopped, r.p.failed, r.p.tools}
}

func (r *previewRenderer) Destroy() {}

// deskLayout puts the sheet in the middle of the desk, on whole pixels so that its letters are sharp.
type deskLayout struct{ p *preview }

func (l deskLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	w, h := l.sheetSize()
	return fyne.NewSize(w+2*look.Gap24, h+2*look.Gap24)
}

func (l deskLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w, h := l.sheetSize()
	pixels := l.p.place().pixels
	whole := func(v float32) float32 { return float32(math.Floor(float64(v*pixels))) / pixels }
	for _, o := range objects {
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(whole(max(look.Gap24, (size.Width-w)/2)), whole(max(look.Gap24, (size.Height-h)/2))))
	}
}

func (l deskLayout) sheetSize() (w, h float32) {
	pixels := l.p.place().pixels
	if img := l.p.sheet.page.Image; img != nil {
		b, m := img.Bounds(), &l.p.k.model
		wish := l.p.wish
		if m.old { // it may have another shape than those that wish is for
			wish = m.drawn.dpi
		}
		return shown(b.Dx(), b.Dy(), m.drawn.dpi, wish, pixels)
	}
	page := l.p.k.model.shape
	return float32(page.width*float64(l.p.wish)) / pixels, float32(page.height*float64(l.p.wish)) / pixels
}

// A sheet is a page of paper with a soft shadow.
type sheet struct {
	widget.BaseWidget
	page *canvas.Image
}

func newSheet() *sheet {
	s := &sheet{page: &canvas.Image{FillMode: canvas.ImageFillStretch}}
	s.ExtendBaseWidget(s)
	return s
}

func (s *sheet) set(img image.Image) {
	if s.page.Image != img {
		s.page.Image = img
		s.page.Refresh()
	}
}

// CreateRenderer is for Fyne.
func (s *sheet) CreateRenderer() fyne.WidgetRenderer {
	r := &sheetRenderer{s: s, paper: canvas.NewRectangle(color.White), edge: canvas.NewRectangle(color.Transparent)}
	r.paint()
	return r
}

type sheetRenderer struct {
	s           *sheet
	paper, edge *canvas.Rectangle
}

func (r *sheetRenderer) MinSize() fyne.Size { return fyne.NewSize(1, 1) }

func (r *sheetRenderer) Layout(size fyne.Size) {
	r.paper.Resize(size)
	r.s.page.Resize(size)
	r.edge.Resize(size)
}

func (r *sheetRenderer) paint() {
	r.paper.Shadow = canvas.Shadow{
		Color: color.NRGBA{A: 0x48}, BlurRadius: 14, Offset: fyne.NewPos(0, 4), Variant: canvas.DropShadow,
	}
	r.edge.StrokeColor, r.edge.StrokeWidth = theme.ColorForWidget(look.ColorLine, r.s), 1
	r.paper.Refresh()
	r.edge.Refresh()
}

func (r *sheetRenderer) Refresh() {
	r.paint()
	canvas.Refresh(r.s)
}

func (r *sheetRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.paper, r.s.page, r.edge}
}

func (r *sheetRenderer) Destroy() {}
