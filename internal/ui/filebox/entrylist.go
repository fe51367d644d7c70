package filebox

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// An entryList shows what is in a folder. Up and Down move between its rows; Space and Return press.
type entryList struct {
	canvas  fyne.Canvas
	pressed func(entryRow)
	rows    []*entryLine
	box     *fyne.Container
}

func newEntryList(c fyne.Canvas, pressed func(entryRow)) *entryList {
	return &entryList{canvas: c, box: widgets.VStack(look.Gap8), pressed: pressed}
}

// set shows rows. Lines are kept, so the keyboard stays where it was.
func (l *entryList) set(rows []entryRow) {
	for len(l.rows) < len(rows) {
		l.rows = append(l.rows, newEntryLine(l, len(l.rows)))
		l.box.Add(l.rows[len(l.rows)-1])
	}
	for i, line := range l.rows {
		widgets.SetVisible(line, i < len(rows))
		if i < len(rows) {
			line.set(rows[i])
		}
	}
	l.box.Refresh()
}

// focus gives the keyboard to a row, if there is one.
func (l *entryList) focus(index int) {
	if index >= 0 && index < len(l.rows) && l.rows[index].Visible() {
		l.canvas.Focus(l.rows[index])
	}
}

// An entryLine is one row of a folder.
type entryLine struct {
	widgets.Pressable
	list  *entryList
	index int
	row   entryRow
	icon  *widgets.Icon
	text  *widgets.Text
	body  *fyne.Container
}

func newEntryLine(l *entryList, index int) *entryLine {
	e := &entryLine{list: l, index: index, icon: widgets.NewIcon(look.IconFileText, look.ColorMuted), text: widgets.Body("")}
	e.body = widgets.Inset(look.Gap12, look.Gap8, widgets.Led(look.Gap12, e.icon, e.text))
	e.Be(e, func() { l.pressed(e.row) })
	return e
}

func (e *entryLine) set(row entryRow) {
	if e.row == row {
		return
	}
	e.row = row
	e.text.SetText(row.Name)
	switch {
	case row.Stick:
		e.icon.Set(look.IconUSB, look.ColorLink)
	case row.Up:
		e.icon.Set(look.IconChevronUp, look.ColorInk)
	case row.Folder:
		e.icon.Set(look.IconFolder, look.ColorLink)
	default:
		e.icon.Set(look.IconFileText, look.ColorMuted)
	}
	e.Refresh()
}

// TypedKey is Pressable.TypedKey, but Up and Down move between rows.
func (e *entryLine) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyUp:
		e.list.focus(e.index - 1)
	case fyne.KeyDown:
		e.list.focus(e.index + 1)
	default:
		e.Pressable.TypedKey(k)
	}
}

// Children is what the line holds.
func (e *entryLine) Children() []fyne.CanvasObject { return []fyne.CanvasObject{e.body} }

// CreateRenderer is for Fyne.
func (e *entryLine) CreateRenderer() fyne.WidgetRenderer {
	r := &lineRenderer{e: e, back: canvas.NewRectangle(nil), ring: widgets.NewFocusRing()}
	r.Refresh()
	return r
}

type lineRenderer struct {
	e    *entryLine
	back *canvas.Rectangle
	ring *widgets.FocusRing
}

func (r *lineRenderer) MinSize() fyne.Size { return r.e.body.MinSize() }

func (r *lineRenderer) Layout(s fyne.Size) {
	r.back.Resize(s)
	r.ring.Fit(s)
	r.e.body.Resize(s)
}

func (r *lineRenderer) Refresh() {
	r.back.FillColor = theme.ColorForWidget(look.ColorCard, r.e)
	r.back.CornerRadius = look.Gap8
	r.back.Refresh()
	r.ring.Draw(r.e.Ringed(), look.Gap8, r.e)
	r.Layout(r.e.Size())
	canvas.Refresh(r.e)
}

func (r *lineRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.e.body, r.ring.Rectangle}
}

func (r *lineRenderer) Destroy() {}
