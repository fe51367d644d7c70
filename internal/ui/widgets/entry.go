package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
)

// field is Fyne's entry without its frame: ours is drawn around it. Keys that it has no use for go to the window.
type field struct {
	widget.Entry
	frame  func(focused bool)
	self   fyne.CanvasObject // what is on the canvas: the field, or what it is part of
	escape func()            // Esc was pressed; may be nil
	area   bool              // several lines, so that Return and the arrows stay in it
}

func newField(frame func(bool)) *field {
	f := &field{frame: frame}
	f.self = f
	f.Scroll = container.ScrollHorizontalOnly // a long text must not run out of its frame
	f.ExtendBaseWidget(f)
	return f
}

// FocusGained shows the ring.
func (f *field) FocusGained() {
	f.Entry.FocusGained()
	f.frame(true)
	Reveal(f.self)
}

// FocusLost hides the ring.
func (f *field) FocusLost() {
	f.Entry.FocusLost()
	f.frame(false)
}

// AcceptsTab is false: Tab goes on to what comes next, also from an area.
func (f *field) AcceptsTab() bool { return false }

// TypedKey edits; Esc and the keys that move up and down go to the window.
func (f *field) TypedKey(e *fyne.KeyEvent) {
	if f.area && e.Name != fyne.KeyEscape {
		f.Entry.TypedKey(e)
		return
	}
	switch e.Name {
	case fyne.KeyEscape:
		if f.escape != nil {
			f.escape()
		}
		passOn(f.self, e) // the window counts how often Esc is pressed
	case fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyUp, fyne.KeyDown:
		passOn(f.self, e)
	case fyne.KeyReturn, fyne.KeyEnter:
		if f.OnSubmitted == nil {
			passOn(f.self, e)
			return
		}
		f.Entry.TypedKey(e)
	default:
		f.Entry.TypedKey(e)
	}
}

// box is the frame of a field, with room for icons beside it.
type box struct {
	widget.BaseWidget
	row     fyne.CanvasObject
	wheel   *wheel
	focused bool
	wrong   bool
}

func newBox(row fyne.CanvasObject) *box {
	b := &box{row: row, wheel: newWheel()}
	b.ExtendBaseWidget(b)
	return b
}

// Children is what the box holds.
func (b *box) Children() []fyne.CanvasObject { return []fyne.CanvasObject{b.row, b.wheel} }

// CreateRenderer is for Fyne.
func (b *box) CreateRenderer() fyne.WidgetRenderer {
	r := &boxRenderer{b: b, frame: canvas.NewRectangle(nil), ring: NewFocusRing()}
	r.Refresh()
	return r
}

type boxRenderer struct {
	b     *box
	frame *canvas.Rectangle
	ring  *FocusRing
}

func (r *boxRenderer) MinSize() fyne.Size {
	m := r.b.row.MinSize()
	return fyne.NewSize(m.Width, max(m.Height, size(r.b, look.SizeTarget)))
}

func (r *boxRenderer) Layout(s fyne.Size) {
	r.frame.Resize(s)
	r.ring.Fit(s)
	r.b.wheel.Resize(s)
	h := r.b.row.MinSize().Height
	r.b.row.Resize(fyne.NewSize(s.Width, h))
	r.b.row.Move(fyne.NewPos(0, (s.Height-h)/2))
}

func (r *boxRenderer) Refresh() {
	line := look.ColorControl
	if r.b.wrong {
		line = look.ColorWrongInk
	}
	paint(r.frame, r.b, look.ColorField, line, 1.5, look.Gap8)
	r.ring.Draw(r.b.focused, look.Gap8, r.b)
	canvas.Refresh(r.b)
}

func (r *boxRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.frame, r.b.row, r.ring.Rectangle, r.b.wheel}
}

func (r *boxRenderer) Destroy() {}

// An Entry is a line to write on, with a label above and a hint or an error below.
type Entry struct {
	widget.BaseWidget
	field   *field
	box     *box
	label   *Text
	hint    *Text
	problem *HintLine
	root    *fyne.Container
}

// NewEntry makes an empty entry. Changed is called for every change that the learner makes.
func NewEntry(label, placeholder string, changed func(string)) *Entry {
	e := &Entry{label: NewText(TextStyle{Bold: true}, Run{Text: label}), hint: Caption(""), problem: newHintLine()}
	e.field = newField(func(on bool) {
		e.box.focused = on
		e.box.Refresh()
	})
	e.field.PlaceHolder = placeholder
	e.field.OnChanged = changed
	e.box = newBox(Inset(look.Gap4, 2, e.field))
	e.hint.Hidden = true
	e.label.Hidden = label == ""
	e.root = VStack(look.Gap4+2, e.label, e.box, e.hint, e.problem)
	e.ExtendBaseWidget(e)
	return e
}

// NewArea makes an empty entry of several lines. Return begins a new line, and Tab leaves it.
func NewArea(label, placeholder string, lines int, changed func(string)) *Entry {
	e := NewEntry(label, placeholder, changed)
	e.field.area, e.field.MultiLine, e.field.Wrapping = true, true, fyne.TextWrapWord
	e.field.Scroll = container.ScrollVerticalOnly
	e.field.SetMinRowsVisible(lines)
	e.box.wheel.Hide() // what is written may be longer than the area
	return e
}

// Text is what is written.
func (e *Entry) Text() string { return e.field.Text }

// SetText writes; changed is not called.
func (e *Entry) SetText(s string) { setQuietly(e.field, s) }

func setQuietly(f *field, s string) {
	if f.Text == s {
		return
	}
	changed := f.OnChanged
	f.OnChanged = nil
	f.SetText(s)
	f.OnChanged = changed
}

// SetError shows what is wrong and how to put it right; "" takes it away.
func (e *Entry) SetError(s string) {
	e.problem.Set(s)
	e.box.wrong = s != ""
	e.box.Refresh()
	e.Refresh()
}

// SetHint shows a sentence of help below the line.
func (e *Entry) SetHint(s string) {
	e.hint.SetText(s)
	e.hint.Hidden = s == ""
	e.Refresh()
}

// OnSubmit has f called when Return is pressed.
func (e *Entry) OnSubmit(f func(string)) { e.field.OnSubmitted = f }

// SetPassword shows dots instead of letters.
func (e *Entry) SetPassword(on bool) {
	e.field.Password = on
	e.field.Refresh()
}

// Focus gives the keyboard to the entry.
func (e *Entry) Focus() {
	if c := canvasOf(e); c != nil {
		c.Focus(e.field)
	}
}

// Field is the part that takes the keyboard, for a dialog to focus and for tests to type into.
func (e *Entry) Field() fyne.Focusable { return e.field }

// Enable makes the entry writable.
func (e *Entry) Enable() { e.field.Enable() }

// Disable makes the entry read-only.
func (e *Entry) Disable() { e.field.Disable() }

// Children is what the entry holds.
func (e *Entry) Children() []fyne.CanvasObject { return []fyne.CanvasObject{e.root} }

// CreateRenderer is for Fyne.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer { return newSimple(e.root, e.root.Refresh) }

// A HintLine is a line that says what is wrong, with an icon.
type HintLine struct {
	*panel
	text *Text
}

func newHintLine() *HintLine {
	h := &HintLine{text: NewText(TextStyle{Size: look.SizeCaption, Ink: look.ColorWrongInk, Bold: true})}
	h.panel = makePanel("", "", 0, HStackTop(look.Gap4+2, NewIconScaled(look.IconProblem, look.ColorWrongInk, 0.85), Grow(h.text)))
	h.Be(h)
	h.Hidden = true
	return h
}

// Set shows s, or nothing for "".
func (h *HintLine) Set(s string) {
	h.text.SetText(s)
	h.Hidden = s == ""
	h.Refresh()
}

// A SearchField is an entry for searching: Esc empties it.
type SearchField struct {
	widget.BaseWidget
	field *field
	box   *box
	clear *IconButton
}

// NewSearchField makes an empty field. Changed is called for every change, also by clearing.
func NewSearchField(placeholder string, changed func(string)) *SearchField {
	s := &SearchField{}
	s.field = newField(func(on bool) {
		s.box.focused = on
		s.box.Refresh()
	})
	s.field.PlaceHolder = placeholder
	s.clear = NewIconButton(look.IconClose, "Clear", s.empty)
	s.clear.Hidden = true
	s.field.OnChanged = func(text string) {
		s.clear.Hidden = text == ""
		s.box.row.Refresh()
		changed(text)
	}
	s.field.escape = s.empty
	s.box = newBox(Inset(look.Gap4, 2, HStack(0, Space(look.Gap8, 0), NewIcon(look.IconSearch, look.ColorMuted), Grow(s.field), s.clear)))
	s.ExtendBaseWidget(s)
	return s
}

func (s *SearchField) empty() {
	if s.field.Text == "" {
		return
	}
	s.field.SetText("")
	s.Focus()
}

// Text is what is written.
func (s *SearchField) Text() string { return s.field.Text }

// SetText writes; changed is not called.
func (s *SearchField) SetText(text string) {
	setQuietly(s.field, text)
	s.clear.Hidden = text == ""
	s.box.row.Refresh()
}

// Focus gives the keyboard to the field.
func (s *SearchField) Focus() {
	if c := canvasOf(s); c != nil {
		c.Focus(s.field)
	}
}

// Field is the part that takes the keyboard, for tests to type into.
func (s *SearchField) Field() fyne.Focusable { return s.field }

// Children is what the field holds.
func (s *SearchField) Children() []fyne.CanvasObject { return []fyne.CanvasObject{s.box} }

// CreateRenderer is for Fyne.
func (s *SearchField) CreateRenderer() fyne.WidgetRenderer { return newSimple(s.box, s.box.Refresh) }
