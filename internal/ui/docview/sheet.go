package docview

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

const margin = look.Gap32 // around the column

// cell is the place of one block in the sheet.
type cell struct {
	block    catalog.Block
	gap      float32 // above the block
	y        float32
	height   float32
	measured bool // height is known, not estimated
	object   fyne.CanvasObject
	drop     func() // ends the work of the object
}

// sheet is the whole document as one tall object, of which only the cells near the screen are built.
type sheet struct {
	widget.BaseWidget
	v        *View
	cells    []*cell
	live     []*cell // those that are built, in order
	width    float32 // of the column
	textSize float32 // that heights were measured at
	total    float32
	footY    float32
	settling bool
	wanted   int // block to scroll to once there is a width; 0 is none
}

func newSheet(v *View) *sheet {
	s := &sheet{v: v}
	s.ExtendBaseWidget(s)
	return s
}

// Move is how the scroll says that it has scrolled, whatever made it do so.
func (s *sheet) Move(p fyne.Position) {
	s.BaseWidget.Move(p)
	s.settle()
}

func (s *sheet) show(blocks []catalog.Block) {
	for _, c := range s.live {
		c.destroy()
	}
	s.live, s.wanted, s.total = nil, 0, 0
	s.cells = make([]*cell, len(blocks))
	for i, b := range blocks {
		s.cells[i] = &cell{block: b, gap: gapAbove(b, i == 0)}
	}
	s.relayout()
}

// relayout forgets all heights: for a new width, text size or document.
func (s *sheet) relayout() {
	size := s.v.scroll.Size()
	if size.Width <= 0 {
		return
	}
	s.forget()
	s.fit(size)
	s.v.scroll.Refresh()
}

func (s *sheet) forget() {
	s.width, s.textSize = 0, 0
}

// fit adapts the sheet to the size of the view.
func (s *sheet) fit(view fyne.Size) {
	width := min(widgets.ReadingWidth(s), view.Width-2*margin)
	if width <= 0 {
		return
	}
	if text := theme.SizeForWidget(look.SizeBody, s); width != s.width || text != s.textSize {
		at := s.anchor()
		s.width, s.textSize = width, text
		for _, c := range s.cells {
			c.measured = false
			c.height = estimate(c.block, s.width, s.textSize)
		}
		for _, c := range s.live {
			c.measure(s.width)
		}
		s.place()
		s.hold(at)
	}
	s.settle()
	if block := s.wanted; block != 0 {
		s.wanted = 0
		s.scrollTo(block)
	}
}

// An anchor is what is read: the first cell on screen, and where in it the screen begins.
type anchor struct {
	cell   *cell   // nil: nothing to hold on to
	into   float32 // below 0 in the gap above the cell
	height float32 // of the cell, when this was noted
}

func (s *sheet) anchor() anchor {
	top := s.v.scroll.Offset.Y
	if s.total == 0 || top <= 0 {
		return anchor{}
	}
	for _, c := range s.cells {
		if c.y+c.height > top+1 {
			return anchor{c, top - c.y, c.height}
		}
	}
	return anchor{}
}

// hold scrolls to where the anchor now is.
func (s *sheet) hold(a anchor) {
	if a.cell == nil {
		return
	}
	into := a.into
	if into > 0 && a.height > 0 {
		into *= a.cell.height / a.height
	}
	s.v.scroll.Offset.Y = a.cell.y + into
}

// place gives every cell its y, and the sheet its height.
func (s *sheet) place() {
	y := margin
	if len(s.v.head.Objects) > 0 {
		y += widgets.Fit(s.v.head, s.width) + look.Gap24
	}
	for _, c := range s.cells {
		y += c.gap
		c.y = y
		y += c.height
	}
	s.footY = y
	if len(s.v.foot.Objects) > 0 {
		s.footY += look.Gap32
		y = s.footY + widgets.Fit(s.v.foot, s.width)
	}
	s.total = y + margin
}

// settle builds what is near the screen, drops what is far away and keeps what is being read where it is.
func (s *sheet) settle() {
	if s.settling || s.width == 0 {
		return
	}
	s.settling = true
	defer func() { s.settling = false }()
	view := s.v.scroll.Size()
	at := s.anchor()
	// Building replaces estimates, which moves what is below: a second look finds what that brought near.
	for range 3 {
		if !s.build(s.v.scroll.Offset.Y-view.Height, s.v.scroll.Offset.Y+2*view.Height) {
			break
		}
		s.place()
		s.hold(at)
	}
	s.v.scroll.Offset.Y = max(0, min(s.v.scroll.Offset.Y, s.total-view.Height))
	s.arrange(view)
	s.v.tell(s.position(view))
}

// build makes the cells between two heights exist and drops the others; it reports whether a height changed.
func (s *sheet) build(from, to float32) bool {
	changed := false
	s.live = s.live[:0]
	for _, c := range s.cells {
		near := c.y+c.height >= from && c.y <= to
		switch {
		case near && c.object == nil:
			c.object, c.drop = s.v.object(c.block)
			changed = c.measure(s.width) || changed
		case near && !c.measured:
			changed = c.measure(s.width) || changed
		case !near && c.object != nil && !holdsFocus(c.object):
			c.destroy()
		}
		if c.object != nil {
			s.live = append(s.live, c)
		}
	}
	return changed
}

func (c *cell) measure(width float32) (changed bool) {
	h := widgets.Fit(c.object, width)
	changed = h != c.height
	c.height, c.measured = h, true
	return changed
}

func (c *cell) destroy() {
	if c.drop != nil {
		c.drop()
	}
	c.object, c.drop = nil, nil
}

// arrange moves what exists to its place.
func (s *sheet) arrange(view fyne.Size) {
	x := (view.Width - s.width) / 2
	s.v.head.Move(fyne.NewPos(x, margin))
	for _, c := range s.live {
		c.object.Move(fyne.NewPos(x, c.y))
		c.object.Resize(fyne.NewSize(s.width, c.height))
	}
	s.v.foot.Move(fyne.NewPos(x, s.footY))
	size := fyne.NewSize(view.Width, max(s.total, view.Height))
	if s.Size() != size {
		s.Resize(size)
	}
	s.Move(fyne.NewPos(0, -s.v.scroll.Offset.Y))
	s.Refresh()
}

func (s *sheet) position(view fyne.Size) position {
	top := s.v.scroll.Offset.Y
	p := position{atEnd: top+view.Height >= s.footY-1}
	for i, c := range s.cells {
		if c.y+c.height > top+1 {
			p.block = i
			break
		}
	}
	return p
}

func (s *sheet) scrollTo(block int) {
	if block < 0 || block >= len(s.cells) {
		return
	}
	if s.width == 0 { // there is no layout yet: the first one goes there
		s.wanted = block
		return
	}
	c := s.cells[block]
	for range 2 { // the first time replaces estimates around the block
		s.v.scroll.Offset.Y = max(0, c.y-c.gap)
		s.settle()
	}
	s.v.scroll.Refresh()
}

// Children is what exists of the document, for Reveal.
func (s *sheet) Children() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{s.v.head}
	for _, c := range s.live {
		objects = append(objects, c.object)
	}
	return append(objects, s.v.foot)
}

// CreateRenderer is for Fyne.
func (s *sheet) CreateRenderer() fyne.WidgetRenderer { return &sheetRenderer{s} }

type sheetRenderer struct{ s *sheet }

func (r *sheetRenderer) MinSize() fyne.Size           { return fyne.NewSize(0, r.s.total) }
func (r *sheetRenderer) Layout(fyne.Size)             {}
func (r *sheetRenderer) Objects() []fyne.CanvasObject { return r.s.Children() }
func (r *sheetRenderer) Destroy()                     {}

// Refresh is also what Fyne calls after the theme has changed, and then every height is another.
func (r *sheetRenderer) Refresh() {
	if r.s.settling || r.s.width == 0 {
		return
	}
	r.s.fit(r.s.v.scroll.Size())
}

func holdsFocus(o fyne.CanvasObject) bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil || c.Focused() == nil {
		return false
	}
	f, ok := c.Focused().(fyne.CanvasObject)
	return ok && widgets.Holds(o, f)
}

func colour(w fyne.Widget, name fyne.ThemeColorName) color.Color {
	return theme.ColorForWidget(name, w)
}
