package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/passalong/passalong/internal/ui/look"
)

// A Kind says how much a button asks for attention.
type Kind int

// The kinds of button. A screen has one Primary at most.
const (
	Secondary Kind = iota // outlined
	Primary               // filled
	Quiet                 // text alone
	Danger                // filled; cannot be taken back
)

// A Button has words, an icon or both.
type Button struct {
	Pressable
	kind  Kind
	label string
	icon  look.IconName
	busy  bool
	small bool // an IconButton
}

// NewButton makes a button; icon may be look.NoIcon.
func NewButton(kind Kind, label string, icon look.IconName, press func()) *Button {
	b := &Button{kind: kind, label: label, icon: icon}
	b.Be(b, press)
	return b
}

// An IconButton is a button without words. Its name says in words what it does, for messages and tests.
type IconButton struct {
	Button
	Name string
}

// NewIconButton makes a quiet button that is an icon alone: for closing, more, zooming, where the icon is known to all.
func NewIconButton(icon look.IconName, name string, press func()) *IconButton {
	b := &IconButton{Button: Button{kind: Quiet, icon: icon, small: true}, Name: name}
	b.Be(b, press)
	return b
}

// Label is the words on the button.
func (b *Button) Label() string { return b.label }

// SetLabel changes the words.
func (b *Button) SetLabel(label string) {
	if b.label != label {
		b.label = label
		b.Refresh()
	}
}

// SetIcon changes the icon.
func (b *Button) SetIcon(icon look.IconName) {
	if b.icon != icon {
		b.icon = icon
		b.Refresh()
	}
}

// SetKind changes how much the button asks for attention.
func (b *Button) SetKind(kind Kind) {
	if b.kind != kind {
		b.kind = kind
		b.Refresh()
	}
}

// SetBusy shows that the work has begun and keeps the button from being pressed again. It keeps the keyboard.
func (b *Button) SetBusy(busy bool) {
	if b.busy != busy {
		b.busy = busy
		b.Refresh()
	}
}

// Press does what a tap does.
func (b *Button) Press() {
	if !b.busy {
		b.Pressable.Press()
	}
}

// Tapped presses the button.
func (b *Button) Tapped(e *fyne.PointEvent) {
	if !b.busy {
		b.Pressable.Tapped(e)
	}
}

// TypedKey presses the button on Space and Return.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		if b.busy {
			return
		}
	}
	b.Pressable.TypedKey(e)
}

// colours are the fill, outline and ink for the state that the button is in.
func (b *Button) colours() (fill, line, ink fyne.ThemeColorName) {
	if b.disabled {
		if b.kind == Quiet {
			return "", "", look.ColorDisabledInk
		}
		return look.ColorDisabledFill, look.ColorLine, look.ColorDisabledInk
	}
	hover := b.hovered && !b.busy
	switch b.kind {
	case Primary:
		if hover {
			return look.ColorPrimaryHover, "", look.ColorOnPrimary
		}
		return look.ColorPrimary, "", look.ColorOnPrimary
	case Danger:
		if hover {
			return look.ColorDangerHover, "", look.ColorOnDanger
		}
		return look.ColorDanger, "", look.ColorOnDanger
	case Quiet:
		if hover {
			return look.ColorQuietHover, "", look.ColorLink
		}
		return "", "", look.ColorLink
	default:
		if hover {
			return look.ColorCardHover, look.ColorControl, look.ColorInk
		}
		return look.ColorCard, look.ColorControl, look.ColorInk
	}
}

// CreateRenderer is for Fyne.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{
		b: b, back: canvas.NewRectangle(nil), ring: NewFocusRing(),
		icon: NewIcon(b.icon, look.ColorInk),
		text: NewText(TextStyle{NoWrap: true, Bold: true}, Run{Text: b.label}),
	}
	r.Refresh()
	return r
}

type buttonRenderer struct {
	b    *Button
	back *canvas.Rectangle
	icon *Icon
	text *Text
	ring *FocusRing
}

func (r *buttonRenderer) parts() (icon, text fyne.Size, gap float32) {
	if r.icon.Visible() {
		icon = r.icon.MinSize()
	}
	if r.b.label != "" {
		text = r.text.MinSize()
	}
	if icon.Width > 0 && text.Width > 0 {
		gap = look.Gap8
	}
	return icon, text, gap
}

func (r *buttonRenderer) MinSize() fyne.Size {
	icon, text, gap := r.parts()
	target := size(r.b.me, look.SizeTarget)
	w := icon.Width + gap + text.Width + 2*r.across()
	return fyne.NewSize(max(w, target), max(target, text.Height+2*look.Gap8))
}

func (r *buttonRenderer) across() float32 {
	switch {
	case r.b.small:
		return look.Gap8
	case r.b.kind == Quiet:
		return look.Gap12
	}
	return look.Gap16 + look.Gap4
}

func (r *buttonRenderer) Layout(s fyne.Size) {
	r.back.Resize(s)
	r.ring.Fit(s)
	icon, text, gap := r.parts()
	left := (s.Width - icon.Width - gap - text.Width) / 2
	iconX, textX := left, left+icon.Width+gap
	if leads(r.b.icon) && !r.b.busy {
		iconX, textX = left+text.Width+gap, left
	}
	r.icon.Resize(icon)
	r.icon.Move(fyne.NewPos(iconX, (s.Height-icon.Height)/2))
	r.text.Resize(text)
	r.text.Move(fyne.NewPos(textX, (s.Height-text.Height)/2))
}

// leads reports whether an icon points to what comes next, and so stands after the words.
func leads(icon look.IconName) bool {
	return icon == look.IconArrowRight || icon == look.IconChevronRight || icon == look.IconExternalLink
}

func (r *buttonRenderer) Refresh() {
	fill, line, ink := r.b.colours()
	paint(r.back, r.b.me, fill, line, 1, look.Gap8)
	icon := r.b.icon
	if r.b.busy {
		icon = look.IconClock
	}
	r.icon.Hidden = icon == look.NoIcon
	r.icon.Set(icon, ink)
	r.text.SetText(r.b.label)
	r.text.SetInk(ink)
	r.ring.Draw(r.b.Ringed(), look.Gap8, r.b.me)
	r.Layout(r.b.Size())
	canvas.Refresh(r.b.me)
}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.icon, r.text, r.ring.Rectangle}
}

func (r *buttonRenderer) Destroy() {}
