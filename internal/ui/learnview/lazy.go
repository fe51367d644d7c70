package learnview

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A lazyColumn is a column of rows that scrolls and of which only those near the window exist. A row that was made
// is kept, so that the keyboard and the place of the reader are.
type lazyColumn struct {
	widget.BaseWidget
	scroll *container.Scroll
	body   *fyne.Container
	make   func(i int) fyne.CanvasObject
	gap    func(i int) float32 // above row i

	rows    []fyne.CanvasObject // nil where not made
	heights []float32           // of the rows that were made
	tops    []float32           // of all rows, and the end of the last one
	width   float32             // that the rows were laid out for
}

// estimate is the height of a row that was not made yet.
const estimate = 150

// margin is the space around the column.
const margin = look.Gap32

func newLazyColumn(n int, make func(i int) fyne.CanvasObject, gap func(i int) float32) *lazyColumn {
	c := &lazyColumn{make: make, gap: gap}
	c.rows = slices.Repeat([]fyne.CanvasObject{nil}, n)
	c.heights = slices.Repeat([]float32{estimate}, n)
	c.tops = slices.Repeat([]float32{0}, n+1)
	c.body = container.New(lazyLayout{c})
	c.scroll = container.NewVScroll(c.body)
	c.scroll.OnScrolled = func(fyne.Position) { c.fill() }
	c.ExtendBaseWidget(c)
	c.place()
	return c
}

// fill makes the rows within one page of what is seen, and keeps what is seen where it is.
func (c *lazyColumn) fill() {
	page := c.scroll.Size().Height
	if page <= 0 || c.width <= 0 {
		return
	}
	for range len(c.rows) + 1 { // what is made may be shorter than expected, so look again
		y := c.scroll.Offset.Y
		first, last := c.rowAt(y-page), c.rowAt(y+2*page)
		if !c.makeRows(first, last) {
			return
		}
		anchor := c.rowAt(y)
		before := c.tops[anchor]
		c.place()
		c.grow()
		if shift := c.tops[anchor] - before; shift != 0 && y > 0 {
			c.scroll.Offset.Y = y + shift
			c.scroll.Refresh()
		}
	}
}

// makeRows makes the rows from first to last and reports whether there were any to make.
func (c *lazyColumn) makeRows(first, last int) bool {
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
	c.body.Objects = c.body.Objects[:0:0]
	for _, r := range c.rows {
		if r != nil {
			c.body.Objects = append(c.body.Objects, r)
		}
	}
	return true
}

// place gives every row its height and every row that was made its place.
func (c *lazyColumn) place() {
	x := (c.scroll.Size().Width - c.width) / 2
	y := float32(margin)
	for i, r := range c.rows {
		y += c.gap(i)
		c.tops[i] = y
		if r != nil && c.width > 0 {
			c.heights[i] = widgets.Fit(r, c.width)
			r.Move(fyne.NewPos(x, y))
		}
		y += c.heights[i]
	}
	c.tops[len(c.rows)] = y + margin
}

// rowAt is the row at a height of the column.
func (c *lazyColumn) rowAt(y float32) int {
	i, found := slices.BinarySearch(c.tops[:len(c.rows)], y)
	if !found {
		i--
	}
	return max(0, i)
}

// grow tells the scroll how high the column is.
func (c *lazyColumn) grow() {
	s := fyne.NewSize(c.scroll.Size().Width, max(c.tops[len(c.rows)], c.scroll.Size().Height))
	c.body.Resize(s)
	c.scroll.Refresh()
}

// resize lays everything out for another width.
func (c *lazyColumn) resize(s fyne.Size) {
	c.scroll.Resize(s)
	c.width = max(0, min(1.35*widgets.ReadingWidth(c), s.Width-2*margin))
	c.place()
	c.grow()
	c.fill()
}

// CreateRenderer is for Fyne.
func (c *lazyColumn) CreateRenderer() fyne.WidgetRenderer { return &lazyRenderer{c} }

type lazyRenderer struct{ c *lazyColumn }

func (r *lazyRenderer) MinSize() fyne.Size           { return fyne.NewSize(200, 120) }
func (r *lazyRenderer) Layout(s fyne.Size)           { r.c.resize(s) }
func (r *lazyRenderer) Destroy()                     {}
func (r *lazyRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.c.scroll} }

func (r *lazyRenderer) Refresh() {
	r.c.resize(r.c.Size())
	canvas.Refresh(r.c)
}

// lazyLayout only says how high the column is: place puts the rows where they belong.
type lazyLayout struct{ c *lazyColumn }

func (l lazyLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, l.c.tops[len(l.c.rows)])
}

func (l lazyLayout) Layout([]fyne.CanvasObject, fyne.Size) {}
