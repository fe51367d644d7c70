package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// A LazyColumn is a column of rows that scrolls and of which only those near the window exist. A row that was made
// is kept, so that the keyboard and the place of the reader are.
type LazyColumn struct {
	widget.BaseWidget
	most   ColumnWidth
	scroll *container.Scroll
	sheet  *lazySheet
	make   func(i int) fyne.CanvasObject
	gap    func(i int) float32 // above row i

	rows    []fyne.CanvasObject // nil where not made
	heights []float32           // of the rows that were made
	tops    []float32           // of all rows, and the end of the last one
	width   float32             // that the rows were laid out for
	filling bool
}

// estimate is the height of a row that was not made yet.
const estimate = 150

// NewLazyColumn makes a column of n rows, which make makes when they come near the window; gap is the distance above
// a row.
func NewLazyColumn(width ColumnWidth, n int, make func(i int) fyne.CanvasObject, gap func(i int) float32) *LazyColumn {
	c := &LazyColumn{most: width, make: make, gap: gap}
	c.rows = slices.Repeat([]fyne.CanvasObject{nil}, n)
	c.heights = slices.Repeat([]float32{estimate}, n)
	c.tops = slices.Repeat([]float32{0}, n+1)
	c.sheet = newLazySheet(c)
	c.scroll = container.NewVScroll(c.sheet)
	c.ExtendBaseWidget(c)
	c.place()
	return c
}

// fill makes the rows within one page of what is seen, and keeps what is seen where it is.
func (c *LazyColumn) fill() {
	page := c.scroll.Size().Height
	if page <= 0 || c.width <= 0 || c.filling {
		return
	}
	c.filling = true
	defer func() { c.filling = false }()
	made := false
	for range looks {
		y := c.scroll.Offset.Y
		if !c.makeRows(c.rowAt(y-page), c.rowAt(y+2*page)) {
			break
		}
		made = true
		seen := c.rowAt(y)
		before := c.tops[seen]
		c.place()
		if y > 0 {
			y += c.tops[seen] - before
		}
		c.scroll.Offset.Y = max(0, min(y, c.tops[len(c.rows)]-page))
	}
	if made {
		c.grow()
	}
}

// looks is how often to look what came near because rows turned out shorter than expected.
const looks = 5

// makeRows makes the rows from first to last and reports whether there were any to make.
func (c *LazyColumn) makeRows(first, last int) bool {
	made := false
	for i := first; i <= last && i < len(c.rows); i++ {
		if c.rows[i] == nil {
			c.rows[i] = c.make(i)
			made = true
		}
	}
	if !made {
		return false
	}
	// The keyboard visits rows in the order of the tree.
	c.sheet.rows = nil
	for _, r := range c.rows {
		if r != nil {
			c.sheet.rows = append(c.sheet.rows, r)
		}
	}
	return true
}

// place gives every row its height and every row that was made its place.
func (c *LazyColumn) place() {
	x := (c.scroll.Size().Width - c.width) / 2
	y := float32(pageMargin)
	for i, r := range c.rows {
		y += c.gap(i)
		c.tops[i] = y
		if r != nil && c.width > 0 {
			c.heights[i] = Fit(r, c.width)
			r.Move(fyne.NewPos(x, y))
		}
		y += c.heights[i]
	}
	c.tops[len(c.rows)] = y + pageMargin
}

// rowAt is the row at a height of the column.
func (c *LazyColumn) rowAt(y float32) int {
	i, found := slices.BinarySearch(c.tops[:len(c.rows)], y)
	if !found {
		i--
	}
	return max(0, i)
}

// grow makes the sheet as high as its rows, and tells the scroll.
func (c *LazyColumn) grow() {
	c.sheet.Resize(fyne.NewSize(c.scroll.Size().Width, max(c.tops[len(c.rows)], c.scroll.Size().Height)))
	c.sheet.Move(fyne.NewPos(0, -c.scroll.Offset.Y))
	c.scroll.Refresh()
}

// resize lays everything out for another width.
func (c *LazyColumn) resize(s fyne.Size) {
	c.scroll.Resize(s)
	c.width = c.most.within(c, s.Width)
	c.place()
	c.grow()
	c.fill()
}

// HandleKey scrolls for the keys that scroll; it reports whether it used the key.
func (c *LazyColumn) HandleKey(e *fyne.KeyEvent) bool { return ScrollKey(c.scroll, e) }

// ScrollToTop shows the beginning.
func (c *LazyColumn) ScrollToTop() { c.scroll.ScrollToTop() }

// Children is what the column holds.
func (c *LazyColumn) Children() []fyne.CanvasObject { return []fyne.CanvasObject{c.scroll} }

// CreateRenderer is for Fyne.
func (c *LazyColumn) CreateRenderer() fyne.WidgetRenderer { return &lazyRenderer{c} }

type lazyRenderer struct{ c *LazyColumn }

func (r *lazyRenderer) MinSize() fyne.Size           { return fyne.NewSize(200, 120) }
func (r *lazyRenderer) Layout(s fyne.Size)           { r.c.resize(s) }
func (r *lazyRenderer) Destroy()                     {}
func (r *lazyRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.c.scroll} }

func (r *lazyRenderer) Refresh() {
	r.c.resize(r.c.Size())
	canvas.Refresh(r.c)
}

// lazySheet is what scrolls: as high as all rows, with those that were made on it.
type lazySheet struct {
	widget.BaseWidget
	c    *LazyColumn
	rows []fyne.CanvasObject
}

func newLazySheet(c *LazyColumn) *lazySheet {
	s := &lazySheet{c: c}
	s.ExtendBaseWidget(s)
	return s
}

// Move is how the scroll says that it has scrolled, whatever made it do so.
func (s *lazySheet) Move(p fyne.Position) {
	s.BaseWidget.Move(p)
	s.c.fill()
}

// Children is what is on the sheet.
func (s *lazySheet) Children() []fyne.CanvasObject { return s.rows }

// CreateRenderer is for Fyne.
func (s *lazySheet) CreateRenderer() fyne.WidgetRenderer { return &lazySheetRenderer{s} }

type lazySheetRenderer struct{ s *lazySheet }

func (r *lazySheetRenderer) MinSize() fyne.Size {
	return fyne.NewSize(0, r.s.c.tops[len(r.s.c.rows)])
}

func (r *lazySheetRenderer) Layout(fyne.Size)             {}
func (r *lazySheetRenderer) Refresh()                     { canvas.Refresh(r.s) }
func (r *lazySheetRenderer) Objects() []fyne.CanvasObject { return r.s.rows }
func (r *lazySheetRenderer) Destroy()                     {}
