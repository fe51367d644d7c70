package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
)

// DialogState is what a dialog shows.
type DialogState struct {
	Title   string
	Content fyne.CanvasObject // scrolls where it is too long; may be nil
	Buttons []*Button         // in reading order; they do not close the dialog by themselves
	Focus   fyne.Focusable    // what has the keyboard first; nil is the first button, or what closes the dialog
	Wide    bool              // for pictures and tables
	OnClose func()            // after the dialog is gone, however it was closed; may be nil
}

// A Dialog covers the window until it is closed. The keyboard stays within and goes back afterwards.
type Dialog struct {
	state    DialogState
	canvas   fyne.Canvas
	cover    *cover
	before   fyne.Focusable
	keys     func(*fyne.KeyEvent)
	closing  *IconButton
	finished bool
}

// ShowDialog opens a dialog on c. Esc closes it, and Return presses its first Primary button.
func ShowDialog(c fyne.Canvas, s DialogState) *Dialog {
	d := &Dialog{state: s, canvas: c, before: c.Focused(), keys: c.OnTypedKey()}
	d.cover = newCover(d.build(), s.Wide)
	c.Unfocus() // or its ring would shine through
	c.Overlays().Add(d.cover)
	d.cover.Resize(c.Size())
	d.cover.Move(fyne.NewPos(0, 0))
	c.SetOnTypedKey(d.typed)
	switch {
	case s.Focus != nil:
		c.Focus(s.Focus)
		if o, ok := s.Focus.(fyne.CanvasObject); ok {
			revealIn(d.cover, o) // now that everything has its place
		}
	case len(s.Buttons) > 0:
		c.Focus(s.Buttons[0])
	default:
		c.Focus(d.closing)
	}
	return d
}

func (d *Dialog) build() fyne.CanvasObject {
	d.closing = NewIconButton(look.IconClose, "Close", d.Close)
	head := HStackTop(look.Gap8, Grow(Inset(0, look.Gap8, Heading(d.state.Title))), d.closing)
	body := d.state.Content
	if body == nil {
		body = Space(0, 0)
	}
	buttons := Wrap(look.Gap12)
	for _, b := range d.state.Buttons {
		buttons.Add(b)
	}
	buttons.Hidden = len(d.state.Buttons) == 0
	return container.New(&dialogLayout{}, head, container.NewVScroll(Inset(look.Gap8, look.Gap8, body)), buttons)
}

// Close takes the dialog away and gives the keyboard back.
func (d *Dialog) Close() {
	if d.finished {
		return
	}
	d.finished = true
	d.canvas.Overlays().Remove(d.cover)
	d.canvas.SetOnTypedKey(d.keys)
	if d.before != nil {
		d.canvas.Focus(d.before)
	}
	if d.state.OnClose != nil {
		d.state.OnClose()
	}
}

func (d *Dialog) typed(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		d.Close()
		if d.keys != nil && d.canvas.Overlays().Top() == nil {
			d.keys(e) // the window counts how often Esc is pressed
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		for _, b := range d.state.Buttons {
			if b.kind == Primary {
				b.Press()
				return
			}
		}
	}
}

// dialogLayout puts a head above and buttons below a body that scrolls in what is left.
type dialogLayout struct{}

const dialogGap = look.Gap16

func (dialogLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, 120)
}

func (l dialogLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	head, body, foot := objects[0], objects[1], objects[2]
	top := Fit(head, s.Width)
	bottom := float32(0)
	if foot.Visible() {
		bottom = Fit(foot, s.Width)
		foot.Move(fyne.NewPos(0, s.Height-bottom))
		bottom += dialogGap
	}
	head.Move(fyne.NewPos(0, 0))
	body.Move(fyne.NewPos(-look.Gap8, top))
	room := fyne.NewSize(s.Width+2*look.Gap8, max(0, s.Height-top-bottom))
	if scroll, ok := body.(*container.Scroll); ok {
		// A hair too little, which adding up heights leaves, would show as a scroll bar.
		if h := Fit(scroll.Content, room.Width); h > room.Height && h < room.Height+1 {
			room.Height = h
		}
	}
	body.Resize(room)
}

// wanted is the height at which nothing has to scroll.
func (l dialogLayout) wanted(objects []fyne.CanvasObject, width float32) float32 {
	h := Fit(objects[0], width)
	if scroll, ok := objects[1].(*container.Scroll); ok {
		h += Fit(scroll.Content, width+2*look.Gap8)
	}
	if objects[2].Visible() {
		h += Fit(objects[2], width) + dialogGap
	}
	return h
}

// cover dims the window and holds the dialog in its middle.
type cover struct {
	widget.BaseWidget
	content fyne.CanvasObject
	wide    bool
}

func newCover(content fyne.CanvasObject, wide bool) *cover {
	c := &cover{content: content, wide: wide}
	c.ExtendBaseWidget(c)
	return c
}

// Tapped keeps taps from reaching the window below.
func (c *cover) Tapped(*fyne.PointEvent) {}

// Relayout makes the dialog as high as its content needs.
func (c *cover) Relayout() { c.Refresh() }

// Children is what the cover holds.
func (c *cover) Children() []fyne.CanvasObject { return []fyne.CanvasObject{c.content} }

// CreateRenderer is for Fyne.
func (c *cover) CreateRenderer() fyne.WidgetRenderer {
	r := &coverRenderer{c: c, scrim: canvas.NewRectangle(nil), back: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

type coverRenderer struct {
	c           *cover
	scrim, back *canvas.Rectangle
}

func (r *coverRenderer) MinSize() fyne.Size { return fyne.NewSize(240, 160) }

func (r *coverRenderer) Layout(s fyne.Size) {
	r.scrim.Resize(s)
	w := 30 * size(r.c, look.SizeBody)
	if r.c.wide {
		w = 60 * size(r.c, look.SizeBody)
	}
	margin := look.Gap24
	w = min(w, s.Width-2*margin)
	inner := w - 2*look.Gap24
	h := s.Height - 2*margin
	if box, ok := r.c.content.(*fyne.Container); ok {
		if l, ok := box.Layout.(*dialogLayout); ok {
			h = min(h, l.wanted(box.Objects, inner)+2*look.Gap24)
		}
	}
	r.back.Resize(fyne.NewSize(w, h))
	r.back.Move(fyne.NewPos((s.Width-w)/2, (s.Height-h)/2))
	r.c.content.Resize(fyne.NewSize(inner, h-2*look.Gap24))
	r.c.content.Move(r.back.Position().AddXY(look.Gap24, look.Gap24))
}

func (r *coverRenderer) Refresh() {
	paint(r.scrim, r.c, look.ColorScrim, "", 0, 0)
	paint(r.back, r.c, look.ColorCard, look.ColorLine, 1, look.Gap16)
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}

func (r *coverRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.scrim, r.back, r.c.content}
}

func (r *coverRenderer) Destroy() {}
