package widgets

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/ui/look"
)

// lazy shows a column of n rows, of which every third is much higher than the others.
func lazy(t *testing.T, n int) *LazyColumn {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	c := NewLazyColumn(Reading, n, func(i int) fyne.CanvasObject {
		return NewCard(Body(fmt.Sprintf("Row %d. %s", i, strings.Repeat("More words. ", i%3*40))))
	}, func(int) float32 { return look.Gap12 })
	w := test.NewTempWindow(t, c)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(900, 640))
	return c
}

func (c *LazyColumn) made() int {
	n := 0
	for _, r := range c.rows {
		if r != nil {
			n++
		}
	}
	return n
}

func TestOnlyRowsNearTheWindowAreMade(t *testing.T) {
	c := lazy(t, 1000)
	if n := c.made(); n < 5 || n > 40 {
		t.Fatalf("%d of 1000 rows were made", n)
	}
	c.HandleKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if n := c.made(); n > 80 {
		t.Errorf("%d rows were made to show the last ones", n)
	}
	last := c.rows[len(c.rows)-1]
	if last == nil {
		t.Fatal("the last row was not made")
	}
	if bottom := last.Position().Y + last.Size().Height; bottom > c.sheet.Size().Height || bottom < c.scroll.Offset.Y {
		t.Errorf("the last row ends at %v, the column at %v, the window begins at %v", bottom, c.sheet.Size().Height, c.scroll.Offset.Y)
	}
}

func TestRowsNeverOverlap(t *testing.T) {
	c := lazy(t, 60)
	for range 12 {
		c.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	}
	fyne.CurrentApp().Settings().SetTheme(look.New(look.Light, 200))
	c.Refresh()
	end := float32(0)
	for i, row := range c.rows {
		if row == nil {
			continue
		}
		if row.Position().Y < end {
			t.Errorf("row %d begins at %v, above the end of the one before at %v", i, row.Position().Y, end)
		}
		end = row.Position().Y + row.Size().Height
		if h := row.MinSize().Height; row.Size().Height < h {
			t.Errorf("row %d is %v high and needs %v", i, row.Size().Height, h)
		}
	}
}

func TestWhatIsReadStaysInPlaceWhileRowsAboveAreMade(t *testing.T) {
	c := lazy(t, 400)
	c.scroll.ScrollToOffset(fyne.NewPos(0, 30_000))
	at := c.rowAt(c.scroll.Offset.Y)
	before := c.tops[at] - c.scroll.Offset.Y
	for range 3 {
		c.HandleKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	}
	after := c.tops[at] - c.scroll.Offset.Y
	if moved := after - before; moved < 143 || moved > 145 { // three steps of 48
		t.Errorf("what is read moved by %v", moved)
	}
}
