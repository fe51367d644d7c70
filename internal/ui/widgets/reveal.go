package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/passalong/passalong/internal/ui/look"
)

// A Parent is a widget that holds other things. Fyne keeps this to itself, and Reveal has to find its way.
type Parent interface{ Children() []fyne.CanvasObject }

// Reveal scrolls whatever holds o so that o can be seen. The keyboard may go to what has been scrolled out of
// sight, and Fyne leaves it there.
func Reveal(o fyne.CanvasObject) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	driver := fyne.CurrentApp().Driver()
	for _, s := range scrollsAround(root, o) {
		reveal(s, driver.AbsolutePositionForObject(o).Y-driver.AbsolutePositionForObject(s).Y, o.Size().Height)
	}
}

// revealIn is Reveal for what has its place within root and was never painted: a window does not know yet where it is.
func revealIn(root, o fyne.CanvasObject) {
	for _, s := range scrollsAround(root, o) {
		if at, ok := yWithin(s, o); ok {
			reveal(s, at, o.Size().Height)
		}
	}
}

// reveal scrolls so that what is as high and begins at a height can be seen.
func reveal(s *container.Scroll, at, height float32) {
	y := s.Offset.Y
	above, below := at-look.Gap24, at+height+look.Gap24-s.Size().Height
	switch {
	case above < 0:
		y += above
	case below > 0:
		y += min(below, above)
	default:
		return
	}
	y = max(0, min(y, s.Content.Size().Height-s.Size().Height))
	s.ScrollToOffset(fyne.NewPos(s.Offset.X, y))
}

// Resettle gives everything around o its place again, after o has become taller or shorter by itself.
func Resettle(o fyne.CanvasObject) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	root := c.Content()
	if top := c.Overlays().Top(); top != nil && Holds(top, o) {
		root = top
	}
	for _, around := range around(root, o) {
		if r, ok := around.(interface{ Relayout() }); ok {
			r.Relayout()
		}
	}
}

// scrollsAround are the scrolls between root and o, the innermost first.
func scrollsAround(root, o fyne.CanvasObject) []*container.Scroll {
	var found []*container.Scroll
	for _, at := range around(root, o) {
		if s, ok := at.(*container.Scroll); ok {
			found = append(found, s)
		}
	}
	return found
}

// around is what is between root and o, the innermost first.
func around(root, o fyne.CanvasObject) []fyne.CanvasObject {
	var found []fyne.CanvasObject
	var visit func(at fyne.CanvasObject) bool
	visit = func(at fyne.CanvasObject) bool {
		if at == o {
			return true
		}
		for _, child := range childrenOf(at) {
			if child == nil || !visit(child) {
				continue
			}
			found = append(found, at)
			return true
		}
		return false
	}
	visit(root)
	return found
}

// yWithin is how far below the top of root the top of o is.
func yWithin(root, o fyne.CanvasObject) (y float32, ok bool) {
	if root == o {
		return 0, true
	}
	for _, child := range childrenOf(root) {
		if child == nil {
			continue
		}
		if y, ok := yWithin(child, o); ok {
			return child.Position().Y + y, true
		}
	}
	return 0, false
}

func childrenOf(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}
	case Parent:
		return o.Children()
	}
	return nil
}

// Holds reports whether o is within root, or is root.
func Holds(root, o fyne.CanvasObject) bool {
	if root == o {
		return true
	}
	for _, child := range childrenOf(root) {
		if child != nil && Holds(child, o) {
			return true
		}
	}
	return false
}
