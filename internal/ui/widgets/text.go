package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
)

// A Mark is a line under a run of text.
type Mark int

// The marks.
const (
	Unmarked   Mark = iota
	Underlined      // a link
	Dotted          // a word that explains itself
)

// A Run is a stretch of text in one style. A Run with OnTap can be tapped and reached with Tab.
type Run struct {
	Text                       string // "\n" breaks the line
	Bold, Italic, Strike, Mono bool
	Raised                     bool                // a small number above the line
	Ink                        fyne.ThemeColorName // "" is the colour of the text
	Mark                       Mark
	OnTap                      func()
}

// A Text is a paragraph of wrapped text without padding of its own, so that distances are set by layouts alone.
type Text struct {
	widget.BaseWidget
	runs  []Run
	style TextStyle
	wide  float32 // width that the text was laid out for

	natural, longest float32
	spots            []fyne.CanvasObject
}

// A TextStyle is how a whole Text looks. The zero value is body text.
type TextStyle struct {
	Size   fyne.ThemeSizeName  // "" is look.SizeBody
	Ink    fyne.ThemeColorName // "" is look.ColorInk
	Bold   bool
	Align  fyne.TextAlign
	NoWrap bool    // one line; the text is as wide as it needs
	Lead   float32 // height of a line in line heights of the font; 0 is 1
}

// NewText makes a paragraph of runs.
func NewText(style TextStyle, runs ...Run) *Text {
	t := &Text{runs: runs, style: style}
	t.ExtendBaseWidget(t)
	return t
}

// Title is the heading of a screen.
func Title(text string) *Text {
	return NewText(TextStyle{Size: look.SizeTitle, Bold: true, Lead: 0.92}, Run{Text: text})
}

// Heading is the heading of a part of a screen.
func Heading(text string) *Text {
	return NewText(TextStyle{Size: look.SizeHeading, Bold: true, Lead: 0.95}, Run{Text: text})
}

// SmallHeading is the heading of a card or group.
func SmallHeading(text string) *Text {
	return NewText(TextStyle{Size: look.SizeSmall, Bold: true}, Run{Text: text})
}

// Lead is larger text: a question, a first sentence.
func Lead(text string) *Text { return NewText(TextStyle{Size: look.SizeLead}, Run{Text: text}) }

// Body is text to be read.
func Body(text string) *Text { return NewText(TextStyle{}, Run{Text: text}) }

// Muted is text of the same size that is less important.
func Muted(text string) *Text { return NewText(TextStyle{Ink: look.ColorMuted}, Run{Text: text}) }

// Caption is small text below or above something.
func Caption(text string) *Text {
	return NewText(TextStyle{Size: look.SizeCaption, Ink: look.ColorMuted}, Run{Text: text})
}

// Label is one line of text that never wraps.
func Label(text string) *Text { return NewText(TextStyle{NoWrap: true}, Run{Text: text}) }

// SetText replaces the runs by one.
func (t *Text) SetText(text string) {
	if len(t.runs) == 1 && t.runs[0].Text == text {
		return
	}
	t.SetRuns(Run{Text: text})
}

// Say replaces the runs by one, and hides the text where there is nothing to say.
func (t *Text) Say(text string) {
	t.SetText(text)
	SetVisible(t, text != "")
}

// SetRuns replaces the runs.
func (t *Text) SetRuns(runs ...Run) {
	t.runs = runs
	t.Refresh()
}

// SetInk changes the colour.
func (t *Text) SetInk(ink fyne.ThemeColorName) {
	if t.style.Ink == ink {
		return
	}
	t.style.Ink = ink
	t.Refresh()
}

// Text is what the runs say, one after the other.
func (t *Text) Text() string {
	s := ""
	for _, r := range t.runs {
		s += r.Text
	}
	return s
}

// CreateRenderer is for Fyne.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{t: t}
	r.measure()
	return r
}

func (t *Text) size() float32 {
	if t.style.Size == "" {
		return size(t, look.SizeBody)
	}
	return size(t, t.style.Size)
}

func (t *Text) ink(r Run) color.Color {
	switch {
	case r.Ink != "":
		return colour(t, r.Ink)
	case t.style.Ink != "":
		return colour(t, t.style.Ink)
	}
	return colour(t, look.ColorInk)
}

func (t *Text) fontOf(r Run) (float32, fyne.TextStyle) {
	s := t.size()
	if r.Raised {
		s *= 0.72
	}
	if r.Mono {
		s *= 0.92
	}
	return s, fyne.TextStyle{Bold: r.Bold || t.style.Bold, Italic: r.Italic, Monospace: r.Mono}
}

// unbroken is a width that no text needs.
const unbroken = 1e6

// textRenderer keeps measured words, so that a new width needs no measuring.
type textRenderer struct {
	t       *Text
	words   []word
	frags   []fragment
	lines   int
	pitch   float32 // distance of lines
	tall    float32 // height of the font
	at      float32 // text size that all this was measured at
	longest float32
	natural float32          // width of the text on one line
	spots   map[int]*hotspot // by run
	objects []fyne.CanvasObject
}

func (r *textRenderer) measure() {
	t := r.t
	meter := r.meter()
	r.words = words(t.runs, meter)
	r.at = t.size()
	r.tall = fyne.MeasureText("Ag", t.size(), fyne.TextStyle{Bold: t.style.Bold}).Height
	lead := t.style.Lead
	if lead == 0 {
		lead = 1
	}
	r.pitch = r.tall * lead
	r.longest, r.natural = 0, 0
	for _, w := range r.words {
		r.longest = max(r.longest, w.width)
	}
	frags, _ := fill(r.words, unbroken, meter)
	for _, f := range frags {
		r.natural = max(r.natural, f.x+f.width)
	}
	t.natural, t.longest = r.natural, r.longest
	if t.style.NoWrap {
		r.longest = r.natural
	}
	r.flow(t.Size().Width)
}

func (r *textRenderer) meter() meter {
	return func(run int, text string) float32 {
		s, style := r.t.fontOf(r.t.runs[run])
		w := fyne.MeasureText(text, s, style).Width
		if r.t.runs[run].Raised {
			w += raisedGap
		}
		return w
	}
}

// flow lays the words out for a width and draws them.
func (r *textRenderer) flow(width float32) {
	if r.t.style.NoWrap || width <= 0 {
		width = 0
	}
	r.t.wide = width
	if width == 0 {
		r.frags, r.lines = fill(r.words, unbroken, r.meter())
	} else {
		r.frags, r.lines = fill(r.words, width, r.meter())
	}
	align(r.frags, r.t.Size().Width, r.t.style.Align)
	r.draw()
}

// raisedGap keeps a raised number off the letter before it, and leaves room for its ring.
const raisedGap = 1

func (r *textRenderer) draw() {
	old := r.spots
	r.objects, r.spots = r.objects[:0:0], make(map[int]*hotspot)
	var over []fyne.CanvasObject // what can be pressed, above what is drawn
	for _, f := range r.frags {
		run := r.t.runs[f.run]
		s, style := r.t.fontOf(run)
		c := canvas.NewText(f.text, r.t.ink(run))
		c.TextSize, c.TextStyle = s, style
		c.TextStyle.Strikethrough = run.Strike
		h := c.MinSize().Height
		y := float32(f.line)*r.pitch + (r.pitch-r.tall)/2
		base := y + r.tall*0.72 // about where letters stand
		if run.Raised {
			c.Move(fyne.NewPos(f.x+raisedGap, y-r.tall*0.04))
		} else {
			c.Move(fyne.NewPos(f.x, base-h*0.72))
		}
		c.Resize(fyne.NewSize(f.width, h))
		r.objects = append(r.objects, c)
		r.objects = append(r.objects, r.underline(run, f, base)...)
		if run.OnTap != nil {
			over = append(over, r.spot(old, f, y, c))
		}
	}
	r.t.spots = over
	r.objects = append(r.objects, over...)
}

func (r *textRenderer) underline(run Run, f fragment, base float32) []fyne.CanvasObject {
	y := base + r.tall*0.09
	switch run.Mark {
	case Underlined:
		l := canvas.NewRectangle(r.t.ink(run))
		l.Move(fyne.NewPos(f.x, y))
		l.Resize(fyne.NewSize(f.width, max(1, r.tall/20)))
		return []fyne.CanvasObject{l}
	case Dotted:
		dot := max(2, r.tall/12)
		var out []fyne.CanvasObject
		for x := f.x; x+dot <= f.x+f.width+0.5; x += 2 * dot {
			d := canvas.NewRectangle(colour(r.t, look.ColorTerm))
			d.CornerRadius = dot / 2
			d.Move(fyne.NewPos(x, y))
			d.Resize(fyne.NewSquareSize(dot))
			out = append(out, d)
		}
		return out
	}
	return nil
}

// Children is what in the text can be pressed.
func (t *Text) Children() []fyne.CanvasObject { return t.spots }

// Natural is the width that the text has where nothing makes it wrap.
func (t *Text) Natural() float32 { return t.natural }

// Longest is the width of the longest word, with the most that a table should spend on one.
func (t *Text) Longest() float32 {
	t.MinSize() // measures, where that has not been done
	return min(t.longest, 12*t.size())
}

func (r *textRenderer) MinSize() fyne.Size {
	if r.t.size() != r.at { // the theme changed while the text was on no canvas
		r.measure()
	}
	w := r.longest
	if !r.t.style.NoWrap {
		w = min(w, 6*r.t.size()) // a longer word is broken where it must be
	}
	return fyne.NewSize(w, float32(r.lines)*r.pitch)
}

func (r *textRenderer) Layout(s fyne.Size) {
	if r.t.size() != r.at {
		r.measure()
		return
	}
	if s.Width != r.t.wide || r.t.style.Align != fyne.TextAlignLeading {
		if r.t.style.NoWrap && r.t.style.Align == fyne.TextAlignLeading {
			return
		}
		r.flow(s.Width)
	}
}

func (r *textRenderer) Refresh() {
	r.measure()
	canvas.Refresh(r.t)
}

func (r *textRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *textRenderer) Destroy() {}
