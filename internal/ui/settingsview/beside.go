package settingsview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// beside puts the list of sections beside the open one, or above it where there is no room for both.
type beside struct {
	measure fyne.Widget // for the text size
	width   float32     // that it was laid out for
}

// sizes are the width of the list, and of the open section where it stands beside it; body is 0 where the
// section stands below.
func (l *beside) sizes(least, width float32) (list, body float32) {
	most := widgets.ReadingWidth(l.measure) + 2*look.Gap24
	body = min(width-least-look.Gap32, most)
	if body < 24*theme.SizeForWidget(look.SizeBody, l.measure) {
		return width, 0
	}
	return least, body
}

// MinSize is for Fyne.
func (l *beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	list, body := objects[0].MinSize(), objects[1].MinSize()
	s := fyne.NewSize(max(list.Width, body.Width), max(list.Height, body.Height))
	if _, side := l.sizes(list.Width, l.width); side == 0 {
		s.Height = list.Height + look.Gap24 + body.Height
	}
	return s
}

// Layout is for Fyne.
func (l *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	list, body := l.sizes(objects[0].MinSize().Width, size.Width)
	objects[0].Move(fyne.NewPos(0, 0))
	h := widgets.Fit(objects[0], list)
	if body == 0 {
		widgets.Fit(objects[1], size.Width)
		objects[1].Move(fyne.NewPos(0, h+look.Gap24))
		return
	}
	widgets.Fit(objects[1], body)
	objects[1].Move(fyne.NewPos(list+look.Gap32, 0))
}

// columns puts objects of one line into as many equal columns as there is room for.
type columns struct {
	gap   float32
	width float32 // that it was laid out for
}

func (l *columns) cell(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		s = s.Max(o.MinSize())
	}
	return s
}

func (l *columns) count(cell fyne.Size, width float32) int {
	return max(1, int((width+l.gap)/(cell.Width+l.gap)))
}

// MinSize is for Fyne.
func (l *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	cell := l.cell(objects)
	n := l.count(cell, l.width)
	rows := float32((len(objects) + n - 1) / n)
	return fyne.NewSize(cell.Width, rows*cell.Height+(rows-1)*l.gap)
}

// Layout is for Fyne.
func (l *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	cell := l.cell(objects)
	n := l.count(cell, size.Width)
	w := (size.Width - l.gap*float32(n-1)) / float32(n)
	for i, o := range objects {
		o.Resize(fyne.NewSize(w, cell.Height))
		o.Move(fyne.NewPos(float32(i%n)*(w+l.gap), float32(i/n)*(cell.Height+l.gap)))
	}
}
