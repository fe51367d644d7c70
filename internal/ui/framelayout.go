package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

const (
	railMargin = look.Gap8
	railShare  = 0.22 // of the window, at most, with words beside the icons
)

// frameLayout puts the bands at the top, the rail at the left below them, and the bar above the screen. Where the text
// is large for the window, the rail has its words below the icons, so that the screen keeps its room.
type frameLayout struct{ f *frame }

func (l frameLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(480, 320)
}

func (l frameLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	f := l.f
	top := l.bands(size.Width)
	size.Height -= top
	if f.rail == nil || !f.rail.Visible() {
		f.body.Move(fyne.NewPos(0, top))
		f.body.Resize(size)
		return
	}
	wide := float32(0)
	for _, p := range f.places {
		wide = max(wide, p.Wide()+2*railMargin)
	}
	for _, p := range f.places {
		p.SetNarrow(wide > size.Width*railShare)
	}
	rail := f.rail.MinSize().Width
	f.rail.Move(fyne.NewPos(0, top))
	f.rail.Resize(fyne.NewSize(rail, size.Height))
	bar := f.bar.MinSize().Height
	f.bar.Move(fyne.NewPos(rail, top))
	f.bar.Resize(fyne.NewSize(size.Width-rail, bar))
	f.body.Move(fyne.NewPos(rail, top+bar))
	f.body.Resize(fyne.NewSize(size.Width-rail, size.Height-bar))
}

// railLayout puts the foot of the rail, which hides the window, below the list above it. In a low window the list
// scrolls, and the foot stays where it can be seen.
type railLayout struct{}

func (railLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	list, foot := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(list.Width, foot.Width), foot.Height)
}

func (railLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	list, foot := objects[0].(*container.Scroll), objects[1]
	low := foot.MinSize().Height
	high := max(0, min(list.Content.MinSize().Height, size.Height-low))
	list.Resize(fyne.NewSize(size.Width, high))
	foot.Move(fyne.NewPos(0, high))
	foot.Resize(fyne.NewSize(size.Width, low))
}

// bands gives the bands their place at the top and returns where they end.
func (l frameLayout) bands(width float32) float32 {
	if l.f.above == nil {
		return 0
	}
	l.f.above.Move(fyne.NewPos(0, 0))
	return widgets.Fit(l.f.above, width)
}

// barLayout puts the search field over the middle of the screen below it, back and forward at the left, and the
// profile at the right, without its name where that would take the room for searching.
type barLayout struct{ f *frame }

const (
	searchMost  = 26 // widths of the field, in letters
	searchLeast = 12
)

func (l barLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(0, 0)
	for _, o := range objects {
		m := o.MinSize()
		s.Height = max(s.Height, m.Height)
		s.Width += m.Width
	}
	return s.AddWidthHeight(0, 2*look.Gap8)
}

func (l barLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	ways, search, who := objects[0], objects[1], objects[2]
	letter := theme.SizeForWidget(look.SizeBody, l.f.search)
	left := look.Gap16 + ways.MinSize().Width + look.Gap16
	l.f.who.SetLabel(l.f.name)
	right := look.Gap16 + who.MinSize().Width + look.Gap16
	if size.Width-left-right < searchLeast*letter {
		l.f.who.SetLabel("")
		right = look.Gap16 + who.MinSize().Width + look.Gap16
	}
	w := max(0, min(searchMost*letter, size.Width-left-right))
	x := max(left, min((size.Width-w)/2, size.Width-right-w))
	place := func(o fyne.CanvasObject, x, w float32) {
		h := widgets.Fit(o, w)
		o.Move(fyne.NewPos(x, (size.Height-h)/2))
	}
	place(ways, look.Gap16, ways.MinSize().Width)
	place(search, x, w)
	place(who, size.Width-look.Gap16-who.MinSize().Width, who.MinSize().Width)
}
