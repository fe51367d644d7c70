package printout

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// toolsLayout puts the zoom beside the turning of pages where its choices fit on one line there, and below it
// where they do not.
type toolsLayout struct {
	choices int
	width   float32 // of the last layout
}

// zoomWidth is what the choices of the zoom take on one line.
func (l *toolsLayout) zoomWidth(zoom fyne.CanvasObject) float32 {
	width := float32(l.choices-1) * look.Gap8
	for i := range l.choices {
		width += zoom.(*widgets.Segmented).Item(i).MinSize().Width
	}
	return width
}

func (l *toolsLayout) beside(turn, zoom fyne.CanvasObject) bool {
	return turn.MinSize().Width+look.Gap16+l.zoomWidth(zoom) <= l.width
}

// MinSize is for Fyne. Its height is right for the width of the last layout.
func (l *toolsLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	turn, zoom := o[0].MinSize(), o[1].MinSize()
	if l.beside(o[0], o[1]) {
		return fyne.NewSize(zoom.Width, max(turn.Height, zoom.Height))
	}
	return fyne.NewSize(max(turn.Width, zoom.Width), turn.Height+look.Gap8+zoom.Height)
}

// Layout is for Fyne.
func (l *toolsLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	turn := o[0].MinSize()
	if !l.beside(o[0], o[1]) {
		o[0].Move(fyne.NewPos(0, 0))
		o[0].Resize(turn)
		o[1].Move(fyne.NewPos(0, turn.Height+look.Gap8))
		widgets.Fit(o[1], size.Width)
		return
	}
	left := turn.Width + look.Gap16
	height := max(turn.Height, widgets.Fit(o[1], size.Width-left))
	o[0].Move(fyne.NewPos(0, (height-turn.Height)/2))
	o[0].Resize(turn)
	o[1].Move(fyne.NewPos(left, (height-o[1].Size().Height)/2))
}
