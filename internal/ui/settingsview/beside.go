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
	items   []*widgets.RailItem
	width   float32 // that it was laid out for
	stacked bool    // the list is above the section, and its words are below its icons
}

// least is the width of the list where it stands beside the open section.
func (l *beside) least() float32 {
	w := float32(0)
	for _, i := range l.items {
		w = max(w, i.Wide())
	}
	return w
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
	if _, side := l.sizes(l.least(), l.width); side == 0 {
		s.Height = list.Height + look.Gap24 + body.Height
	}
	return s
}

// Layout is for Fyne.
func (l *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	list, body := l.sizes(l.least(), size.Width)
	l.stacked = body == 0
	for _, i := range l.items {
		i.SetNarrow(l.stacked)
	}
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

// places puts the items of the list below each other; where the list is above the section, beside each other in
// as few rows as there is room for.
type places struct {
	of    *beside
	width float32 // that it was laid out for
}

// MinSize is for Fyne.
func (l *places) MinSize(objects []fyne.CanvasObject) fyne.Size {
	w := float32(0)
	for _, o := range objects {
		w = max(w, o.MinSize().Width)
	}
	return fyne.NewSize(w, l.put(objects, max(w, l.width), func(fyne.CanvasObject, fyne.Position, fyne.Size) {}))
}

// Layout is for Fyne.
func (l *places) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.put(objects, size.Width, func(o fyne.CanvasObject, at fyne.Position, s fyne.Size) {
		o.Resize(s)
		o.Move(at)
	})
}

// put says where each object goes in a width, and returns the height of all.
func (l *places) put(objects []fyne.CanvasObject, width float32, place func(fyne.CanvasObject, fyne.Position, fyne.Size)) float32 {
	x, y, row := float32(0), float32(0), float32(0)
	for _, o := range objects {
		s := o.MinSize()
		if !l.of.stacked {
			s.Width = width
		}
		if x > 0 && x+s.Width > width {
			x, y, row = 0, y+row+look.Gap4, 0
		}
		place(o, fyne.NewPos(x, y), s)
		x += s.Width + look.Gap4
		row = max(row, s.Height)
	}
	return y + row
}
