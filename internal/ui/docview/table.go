package docview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// table has columns as wide as their text deserves. Where they would become too narrow, each row is shown as a
// list instead: the head of the column above each cell. A column without a head is of labels, which are bold there.
type table struct {
	widget.BaseWidget
	head    []*widgets.Text
	rows    [][]*widgets.Text
	labels  [][]*widgets.Text // heads again, for each row of the list; nil until needed
	stacked bool              // the rows are lists
	labelOf func(column int) *widgets.Text
	weights []float32
	bare    []bool // columns without a head
}

const (
	cellAcross = look.Gap12
	cellDown   = look.Gap8 + 2
)

func newTable(v *View, b catalog.Table) *table {
	t := &table{weights: make([]float32, len(b.Head))}
	cell := func(column int, spans []catalog.Span, bold bool) *widgets.Text {
		style := widgets.TextStyle{Bold: bold}
		if column < len(b.Align) {
			style.Align = alignment(b.Align[column])
		}
		t.weights[column] = max(t.weights[column], float32(min(max(chars(spans), 6), 48)))
		return widgets.NewText(style, v.runs(spans)...)
	}
	for c, spans := range b.Head {
		t.head = append(t.head, cell(c, spans, true))
		t.bare = append(t.bare, chars(spans) == 0)
	}
	for _, row := range b.Rows {
		var texts []*widgets.Text
		for c, spans := range row[:min(len(row), len(b.Head))] {
			texts = append(texts, cell(c, spans, t.bare[c]))
		}
		t.rows = append(t.rows, texts)
	}
	t.labelOf = func(column int) *widgets.Text {
		return widgets.NewText(widgets.TextStyle{Bold: true, Size: look.SizeCaption, Ink: look.ColorMuted}, v.runs(b.Head[column])...)
	}
	t.ExtendBaseWidget(t)
	return t
}

func alignment(a catalog.Align) fyne.TextAlign {
	switch a {
	case catalog.AlignCenter:
		return fyne.TextAlignCenter
	case catalog.AlignEnd:
		return fyne.TextAlignTrailing
	}
	return fyne.TextAlignLeading
}

// Children is every cell, for Reveal.
func (t *table) Children() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, h := range t.head {
		if !t.stacked {
			objects = append(objects, h)
		}
	}
	for r, row := range t.rows {
		for c, cell := range row {
			if t.stacked && t.listed(row, c) {
				objects = append(objects, t.labels[r][c])
			}
			objects = append(objects, cell)
		}
	}
	return objects
}

// listed reports whether a cell has a label in the list: neither one without text nor one without a head has.
func (t *table) listed(row []*widgets.Text, column int) bool {
	return !t.bare[column] && row[column].Text() != ""
}

// columns are the widths of the columns in a width; ok is false where a word would not fit.
func (t *table) columns(width float32) (widths []float32, ok bool) {
	least, whole := make([]float32, len(t.head)), make([]float32, len(t.head))
	need, better := float32(0), float32(0)
	for c, h := range t.head {
		least[c], whole[c] = h.Longest(), h.Natural()
		for _, row := range t.rows {
			if c < len(row) {
				least[c], whole[c] = max(least[c], row[c].Longest()), max(whole[c], row[c].Natural())
			}
		}
		least[c], whole[c] = least[c]+2*cellAcross, whole[c]+2*cellAcross
		if need += least[c]; whole[c] > shortColumn*width {
			whole[c] = least[c]
		}
		better += whole[c]
	}
	switch {
	case need > width:
		return nil, false
	case better <= width:
		return share(width, whole, t.weights), true
	}
	return share(width, least, t.weights), true
}

// shortColumn is up to which share of the width a column has its text in one line, where there is room.
const shortColumn = 0.25

// share divides width by weight, but gives no column less than its least.
func share(width float32, least, weights []float32) []float32 {
	out := make([]float32, len(least))
	fixed := make([]bool, len(least))
	for {
		left, total := width, float32(0)
		for c := range least {
			if fixed[c] {
				left -= out[c]
			} else {
				total += weights[c]
			}
		}
		again := false
		for c := range least {
			if fixed[c] {
				continue
			}
			out[c] = left * weights[c] / total
			if out[c] < least[c] {
				out[c], fixed[c], again = least[c], true, true
			}
		}
		if !again {
			return out
		}
	}
}

// CreateRenderer is for Fyne.
func (t *table) CreateRenderer() fyne.WidgetRenderer {
	r := &tableRenderer{t: t, frame: canvas.NewRectangle(nil), headFill: canvas.NewRectangle(nil)}
	for range t.rows {
		r.lines = append(r.lines, canvas.NewRectangle(nil))
	}
	r.Refresh()
	return r
}

type tableRenderer struct {
	t               *table
	frame, headFill *canvas.Rectangle
	lines           []*canvas.Rectangle // above each row
	height          float32
}

func (r *tableRenderer) MinSize() fyne.Size { return fyne.NewSize(120, r.height) }

func (r *tableRenderer) Layout(s fyne.Size) {
	if s.Width <= 0 {
		return
	}
	if widths, ok := r.t.columns(s.Width); ok {
		r.grid(s.Width, widths)
	} else {
		r.stack(s.Width)
	}
	r.frame.Resize(fyne.NewSize(s.Width, r.height))
}

func (r *tableRenderer) grid(width float32, widths []float32) {
	row := func(y float32, cells []*widgets.Text) float32 {
		x, h := float32(0), float32(0)
		for c, cell := range cells {
			h = max(h, widgets.Fit(cell, widths[c]-2*cellAcross))
			cell.Move(fyne.NewPos(x+cellAcross, y+cellDown))
			x += widths[c]
		}
		return y + h + 2*cellDown
	}
	r.t.stacked, r.headFill.Hidden = false, false
	y := row(0, r.t.head)
	r.headFill.Resize(fyne.NewSize(width, y))
	for i, cells := range r.t.rows {
		r.line(i, y, width)
		y = row(y, cells)
	}
	r.height = y
}

// stack shows each row as a list of head and cell.
func (r *tableRenderer) stack(width float32) {
	r.t.stacked, r.headFill.Hidden = true, true
	r.makeLabels()
	y := float32(0)
	inner := width - 2*cellAcross
	for i, cells := range r.t.rows {
		r.line(i, y, width)
		r.lines[i].Hidden = i == 0
		y += cellDown
		for c, cell := range cells {
			if cell.Text() == "" {
				widgets.Fit(cell, inner)
				continue
			}
			if r.t.listed(cells, c) {
				label := r.t.labels[i][c]
				label.Move(fyne.NewPos(cellAcross, y))
				y += widgets.Fit(label, inner)
			}
			cell.Move(fyne.NewPos(cellAcross, y))
			y += widgets.Fit(cell, inner) + look.Gap8
		}
		y += cellDown - look.Gap8
	}
	r.height = y
}

func (r *tableRenderer) makeLabels() {
	if r.t.labels != nil {
		return
	}
	for _, row := range r.t.rows {
		var labels []*widgets.Text
		for c := range row {
			labels = append(labels, r.t.labelOf(c))
		}
		r.t.labels = append(r.t.labels, labels)
	}
}

func (r *tableRenderer) line(i int, y, width float32) {
	r.lines[i].Hidden = false
	r.lines[i].Move(fyne.NewPos(0, y))
	r.lines[i].Resize(fyne.NewSize(width, 1))
}

func (r *tableRenderer) Refresh() {
	r.frame.FillColor = colour(r.t, look.ColorCard)
	r.frame.StrokeColor, r.frame.StrokeWidth, r.frame.CornerRadius = colour(r.t, look.ColorLine), 1, look.Gap8
	r.headFill.FillColor = colour(r.t, look.ColorRail)
	r.headFill.TopLeftCornerRadius, r.headFill.TopRightCornerRadius = look.Gap8, look.Gap8
	for _, l := range r.lines {
		l.FillColor = colour(r.t, look.ColorLine)
	}
	r.Layout(r.t.Size())
	canvas.Refresh(r.t)
}

func (r *tableRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.frame, r.headFill}
	for _, l := range r.lines {
		objects = append(objects, l)
	}
	return append(objects, r.t.Children()...)
}

func (r *tableRenderer) Destroy() {}
