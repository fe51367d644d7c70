package widgets

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/look"
)

// A TapPanel is a card with content of its own that leads somewhere. What is in it cannot be pressed by itself.
type TapPanel struct{ surface }

// NewTapPanel makes a panel around content.
func NewTapPanel(content fyne.CanvasObject, press func()) *TapPanel {
	p := &TapPanel{}
	p.content = Inset(look.Gap16, look.Gap12, content)
	p.radius, p.tall = look.Gap12, true
	p.fill, p.line, p.hover = look.ColorCard, look.ColorLine, look.ColorCardHover
	p.Be(p, press)
	return p
}

// SetChosen outlines the panel as the one that Return opens.
func (p *TapPanel) SetChosen(chosen bool) {
	line, width := look.ColorLine, float32(1)
	if chosen {
		line, width = look.ColorPrimary, 2
	}
	if p.line != line {
		p.line, p.lineWidth = line, width
		p.Refresh()
	}
}
