package scenarioview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// beside puts drawings at the right of the words where there is room for both, else below them.
type beside struct{}

// The widths of words and drawings, in letter heights.
const (
	leastWords    = 17
	leastDrawing  = 11
	widestDrawing = 24
)

func (l beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	words, drawings := objects[0], objects[1]
	s := words.MinSize()
	if !drawings.Visible() {
		return s
	}
	d := drawings.MinSize()
	if drawings.Position().X > 0 {
		s.Height = max(s.Height, d.Height)
		return s
	}
	s.Height += look.Gap16 + d.Height
	return s
}

func (l beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	words, drawings := objects[0], objects[1]
	letter := theme.Size(look.SizeBody)
	words.Move(fyne.NewPos(0, 0))
	if !drawings.Visible() {
		w.Fit(words, size.Width)
		return
	}
	if size.Width < (leastWords+leastDrawing)*letter+look.Gap24 {
		h := w.Fit(words, size.Width)
		w.Fit(drawings, min(size.Width, widestDrawing*letter))
		drawings.Move(fyne.NewPos(0, h+look.Gap16))
		return
	}
	across := min(widestDrawing*letter, (size.Width-look.Gap24)*0.45)
	w.Fit(words, size.Width-across-look.Gap24)
	w.Fit(drawings, across)
	drawings.Move(fyne.NewPos(size.Width-across, 0))
}

// strip puts the parts of the state beside each other, all of one width, in as few rows as there is room for.
type strip struct{ width float32 }

// leastFact is the least width of one part, in letter heights.
const leastFact = 7.2

func (l *strip) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, l.place(objects, l.width))
}

func (l *strip) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.place(objects, size.Width)
}

// place gives every object its place and returns the height of all.
func (l *strip) place(objects []fyne.CanvasObject, width float32) float32 {
	n := len(objects)
	if n == 0 || width <= 0 {
		return 0
	}
	columns := min(n, max(1, int((width+look.Gap8)/(leastFact*theme.Size(look.SizeBody)+look.Gap8))))
	rows := (n + columns - 1) / columns
	columns = (n + rows - 1) / rows // rows of even length
	across := (width - look.Gap8*float32(columns-1)) / float32(columns)
	y := float32(0)
	for first := 0; first < n; first += columns {
		row := objects[first:min(first+columns, n)]
		h := float32(0)
		for _, o := range row {
			h = max(h, w.Fit(o, across))
		}
		for i, o := range row {
			o.Resize(fyne.NewSize(across, h))
			o.Move(fyne.NewPos(float32(i)*(across+look.Gap8), y))
		}
		y += h + look.Gap8
	}
	return y - look.Gap8
}
