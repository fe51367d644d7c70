package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"github.com/passalong/passalong/internal/ui/look"
)

// Fit gives o the width w and the height that it then needs, and returns that height. Wrapped text knows its height
// only once it has a width, so every layout of this package sets widths first.
func Fit(o fyne.CanvasObject, w float32) float32 {
	if o.Size().Width != w {
		o.Resize(fyne.NewSize(w, o.Size().Height))
	}
	h := o.MinSize().Height
	if o.Size().Height != h {
		o.Resize(fyne.NewSize(w, h))
	}
	return h
}

// VStack puts objects below each other, gap apart, each as wide as the stack.
func VStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(vstack{gap}, objects...)
}

// HStack puts objects beside each other, gap apart, centred on one line and each as wide as it needs to be.
// Those made by Grow share what is left.
func HStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(hstack{gap: gap}, objects...)
}

// HStackTop is HStack with the objects' tops on one line.
func HStackTop(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(hstack{gap: gap, top: true}, objects...)
}

// Grow makes o take the width that an HStack has left. Grow() of nothing is a space that pushes apart.
func Grow(o ...fyne.CanvasObject) *fyne.Container { return container.New(grow{vstack{}}, o...) }

// Wrap puts objects beside each other and begins a new row where the width ends.
func Wrap(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&wrap{gap: gap}, objects...)
}

// Tiles puts objects in columns of equal width, as many as fit with at least least each, and rows of equal height.
// Least is meant for text of 100 % and grows with the text size.
func Tiles(gap, least float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&tiles{gap: gap, least: least}, objects...)
}

// Inset keeps a distance around o: across at its left and right, down above and below.
func Inset(across, down float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(inset{across, down}, o)
}

// MaxWidth keeps o from becoming wider than w; it stands at the left of what is left over, or in its middle.
func MaxWidth(w float32, centred bool, o fyne.CanvasObject) *fyne.Container {
	return container.New(maxWidth{w, centred}, o)
}

// Led puts an icon before o. Where that would leave too little room for words, the icon is left out: it says
// nothing that the words do not.
func Led(gap float32, icon, o fyne.CanvasObject) *fyne.Container {
	return container.New(led{gap}, icon, o)
}

// Stack puts objects on top of each other; all have the size of the largest.
func Stack(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(stack{}, objects...)
}

type vstack struct{ gap float32 }

func (l vstack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		s.Width = max(s.Width, m.Width)
		s.Height += m.Height
		n++
	}
	s.Height += l.gap * float32(max(0, n-1))
	return s
}

func (l vstack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		o.Move(fyne.NewPos(0, y))
		y += Fit(o, size.Width) + l.gap
	}
}

// grow is a vstack that hstack recognises.
type grow struct{ vstack }

type hstack struct {
	gap float32
	top bool
}

func grows(o fyne.CanvasObject) bool {
	c, ok := o.(*fyne.Container)
	if !ok {
		return false
	}
	_, ok = c.Layout.(grow)
	return ok
}

func (l hstack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		s.Width += m.Width
		s.Height = max(s.Height, m.Height)
		n++
	}
	s.Width += l.gap * float32(max(0, n-1))
	return s
}

func (l hstack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	share := l.share(objects, size.Width)
	x := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		w := share
		if !grows(o) {
			w = o.MinSize().Width
		}
		h := Fit(o, w)
		y := float32(0)
		if !l.top {
			y = max(0, (size.Height-h)/2)
		}
		o.Move(fyne.NewPos(x, y))
		x += w + l.gap
	}
}

// share is the width of each growing object.
func (l hstack) share(objects []fyne.CanvasObject, width float32) float32 {
	n, growing := 0, 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		n++
		if grows(o) {
			growing++
		} else {
			width -= o.MinSize().Width
		}
	}
	if growing == 0 {
		return 0
	}
	return max(0, width-l.gap*float32(n-1)) / float32(growing)
}

type wrap struct {
	gap   float32
	width float32 // that the rows were made for
}

func (l *wrap) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		if o.Visible() {
			s.Width = max(s.Width, o.MinSize().Width)
		}
	}
	s.Height = l.flow(objects, max(l.width, s.Width), false)
	return s
}

func (l *wrap) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.flow(objects, size.Width, true)
}

// flow places the objects in rows, each in the middle of the height of its row.
func (l *wrap) flow(objects []fyne.CanvasObject, width float32, place bool) float32 {
	x, y, row := float32(0), float32(0), float32(0)
	var line []fyne.CanvasObject
	end := func() {
		for _, o := range line {
			o.Move(o.Position().AddXY(0, (row-o.Size().Height)/2))
		}
		x, y, row, line = 0, y+row+l.gap, 0, line[:0]
	}
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if t, ok := o.(*Text); ok { // as long as it is, if it can be
			m.Width = min(max(t.Natural(), m.Width), width)
			if place {
				m.Height = Fit(o, m.Width)
			}
		}
		if x > 0 && x+m.Width > width {
			end()
		}
		if place {
			o.Resize(m)
			o.Move(fyne.NewPos(x, y))
			line = append(line, o)
		}
		x += m.Width + l.gap
		row = max(row, m.Height)
	}
	end()
	return y - l.gap
}

type tiles struct{ gap, least, width float32 }

// bodyAt100 is the size of body text at 100 %.
const bodyAt100 = 17

func (l *tiles) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var w float32
	for _, o := range objects {
		if o.Visible() {
			w = max(w, o.MinSize().Width)
		}
	}
	return fyne.NewSize(w, l.grid(objects, max(l.width, w), false))
}

func (l *tiles) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.grid(objects, size.Width, true)
}

func (l *tiles) grid(objects []fyne.CanvasObject, width float32, place bool) float32 {
	least := l.least * theme.Size(look.SizeBody) / bodyAt100
	columns := max(1, int((width+l.gap)/(least+l.gap)))
	w := (width - l.gap*float32(columns-1)) / float32(columns)
	var shown []fyne.CanvasObject
	for _, o := range objects {
		if o.Visible() {
			shown = append(shown, o)
		}
	}
	y := float32(0)
	for first := 0; first < len(shown); first += columns {
		row := shown[first:min(first+columns, len(shown))]
		h := float32(0)
		for _, o := range row {
			if place && o.Size().Width != w {
				o.Resize(fyne.NewSize(w, o.Size().Height))
			}
			h = max(h, o.MinSize().Height)
		}
		for i, o := range row {
			if place {
				o.Resize(fyne.NewSize(w, h))
				o.Move(fyne.NewPos(float32(i)*(w+l.gap), y))
			}
		}
		y += h + l.gap
	}
	return max(0, y-l.gap)
}

type inset struct{ across, down float32 }

func (l inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return vstack{}.MinSize(objects).AddWidthHeight(2*l.across, 2*l.down)
}

func (l inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		w := max(0, size.Width-2*l.across)
		h := max(Fit(o, w), size.Height-2*l.down)
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(l.across, l.down))
	}
}

type maxWidth struct {
	w       float32
	centred bool
}

func (l maxWidth) MinSize(objects []fyne.CanvasObject) fyne.Size { return vstack{}.MinSize(objects) }

func (l maxWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		w := min(l.w, size.Width)
		x := float32(0)
		if l.centred {
			x = (size.Width - w) / 2
		}
		o.Resize(fyne.NewSize(w, max(Fit(o, w), size.Height)))
		o.Move(fyne.NewPos(x, 0))
	}
}

type led struct{ gap float32 }

// ledLetters is the least room for words beside an icon, in letter heights.
const ledLetters = 16

func (l led) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := objects[1].MinSize()
	if objects[0].Visible() {
		s.Height = max(s.Height, objects[0].MinSize().Height)
	}
	return s
}

func (l led) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	icon, o := objects[0], objects[1]
	x := icon.MinSize().Width + l.gap
	if size.Width-x < ledLetters*theme.Size(look.SizeBody) {
		icon.Hide()
		x = 0
	} else {
		icon.Show()
		Fit(icon, icon.MinSize().Width)
		icon.Move(fyne.NewPos(0, 0))
	}
	Fit(o, size.Width-x)
	o.Move(fyne.NewPos(x, 0))
}

type stack struct{}

func (stack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		if o.Visible() {
			s = s.Max(o.MinSize())
		}
	}
	return s
}

func (stack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
		o.Move(fyne.NewPos(0, 0))
	}
}
