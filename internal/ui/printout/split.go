package printout

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A split shows the page beside the panel where there is room for both, and below it where there is not. The
// panel comes first for the keyboard.
type split struct {
	widget.BaseWidget
	panel   []fyne.CanvasObject
	preview fyne.CanvasObject
	column  *widgets.PageColumn
	tall    *fyne.Container // holds the page when it is in the column
	stacked bool
	height  float32 // of the page when it is in the column
}

// The split changes with the text size: the panel is so many times as wide as its letters are high.
const (
	panelLetters = 24
	leastPreview = 340
	leastDesk    = 18 // letters
)

func newSplit(panel []fyne.CanvasObject, preview fyne.CanvasObject) *split {
	s := &split{panel: panel, preview: preview, column: widgets.NewPageColumn(widgets.Reading, panel...)}
	s.tall = container.New(tallLayout{s}, preview)
	s.ExtendBaseWidget(s)
	return s
}

// narrow reports whether the page is below the panel.
func (s *split) narrow() bool { return s.stacked }

// relayout gives everything its place after something in the panel has changed.
func (s *split) relayout() { s.column.Relayout() }

// arrange decides where the page is.
func (s *split) arrange(size fyne.Size) {
	body := theme.SizeForWidget(look.SizeBody, s)
	s.height = max(380, size.Height*0.9, leastDesk*body)
	stacked := size.Width < panelLetters*body+leastPreview
	if stacked == s.stacked {
		return
	}
	s.stacked = stacked
	if stacked {
		last := len(s.panel) - 1 // what is on the page comes after the page
		s.column.SetObjects(slices.Insert(slices.Clone(s.panel), last, fyne.CanvasObject(s.tall))...)
		return
	}
	s.column.SetObjects(s.panel...)
}

// Children is what the split holds.
func (s *split) Children() []fyne.CanvasObject {
	if s.stacked {
		return []fyne.CanvasObject{s.column}
	}
	return []fyne.CanvasObject{s.column, s.preview}
}

// CreateRenderer is for Fyne.
func (s *split) CreateRenderer() fyne.WidgetRenderer { return &splitRenderer{s} }

type splitRenderer struct{ s *split }

func (r *splitRenderer) MinSize() fyne.Size { return fyne.NewSize(200, 120) }

func (r *splitRenderer) Layout(size fyne.Size) {
	if size.Width <= 0 || size.Height <= 0 {
		return
	}
	r.s.arrange(size)
	if r.s.stacked {
		r.s.column.Resize(size)
		r.s.column.Move(fyne.NewPos(0, 0))
		return
	}
	panel := panelLetters * theme.SizeForWidget(look.SizeBody, r.s)
	r.s.column.Resize(fyne.NewSize(panel, size.Height))
	r.s.column.Move(fyne.NewPos(size.Width-panel, 0))
	r.s.preview.Resize(fyne.NewSize(size.Width-panel-look.Gap24, size.Height-look.Gap24))
	r.s.preview.Move(fyne.NewPos(look.Gap24, 0))
}

func (r *splitRenderer) Refresh() {
	r.Layout(r.s.Size())
	r.s.column.Refresh()
	r.s.preview.Refresh()
	canvas.Refresh(r.s)
}

func (r *splitRenderer) Objects() []fyne.CanvasObject { return r.s.Children() }

func (r *splitRenderer) Destroy() {}

// tallLayout gives the page most of the window's height when it is in the column.
type tallLayout struct{ s *split }

func (l tallLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, l.s.height) }

func (l tallLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
		o.Move(fyne.NewPos(0, 0))
	}
}
