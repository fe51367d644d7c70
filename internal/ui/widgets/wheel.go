package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// A wheel lies on an entry and gives the page around it what the mouse wheel does: Fyne's entry keeps that to itself,
// and a page of entries would stop wherever the pointer is on one.
type wheel struct{ widget.BaseWidget }

func newWheel() *wheel {
	w := &wheel{}
	w.ExtendBaseWidget(w)
	return w
}

// Scrolled is for Fyne.
func (w *wheel) Scrolled(e *fyne.ScrollEvent) {
	c := canvasOf(w)
	if c == nil {
		return
	}
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	if around := scrollsAround(root, w); len(around) > 0 {
		around[0].Scrolled(e)
	}
}

// CreateRenderer is for Fyne.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(nil))
}
