package facilitatorview

import (
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/slides"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A stagePart shows what the room sees, what comes next, and how to get there.
type stagePart struct {
	s        *Screen
	view     *fyne.Container // what the room sees, with the line about the room's screen
	next     *fyne.Container
	controls *fyne.Container

	frame, nextFrame *frame
	line             *w.Text
	open, full       *w.Button
	move, close      *w.Button
	forward, back    *w.Button
	dark, pause      *w.Button
	nextWords        *w.Text
	aspect           float32
	was              stageState
	drawn            bool
}

// stageState is what the part shows.
type stageState struct {
	Room    session.RoomView
	Next    *session.RoomView
	Line    roomLine
	Forward string
	Words   string // of what comes next
	Dark    bool
	Paused  bool
	Aspect  float32
}

func newStagePart(s *Screen) *stagePart {
	p := &stagePart{s: s, line: w.Caption(""), nextWords: w.Body(""), aspect: 16.0 / 9}
	p.frame = newFrame(slides.New(s.deps.Colours, s.deps.Pictures))
	p.nextFrame = newFrame(slides.New(s.deps.Colours, s.deps.Pictures))
	p.open = w.NewButton(w.Secondary, "", look.IconPresentation, s.deps.Room.Open)
	p.full = w.NewButton(w.Quiet, "Fill the screen", look.IconMonitor, func() { s.deps.Room.SetFull(true) })
	p.move = w.NewButton(w.Quiet, "It is on the wrong screen", look.IconMonitor, s.deps.Room.Move)
	p.close = w.NewButton(w.Quiet, "Close it", look.IconClose, s.deps.Room.Close)
	p.forward = w.NewButton(w.Primary, nextLabel, look.IconArrowRight, s.forward)
	p.back = w.NewButton(w.Secondary, "Back", look.IconArrowLeft, s.back)
	p.dark = w.NewButton(w.Quiet, "Dark", look.IconMoon, s.dark)
	p.pause = w.NewButton(w.Quiet, "Pause", look.IconPause, s.pause)
	p.view = container.New(stageLayout{p}, p.frame, w.Wrap(look.Gap8, p.line, p.open, p.full, p.move, p.close))
	p.controls = w.Wrap(look.Gap8, p.back, p.forward, p.dark, p.pause)
	p.next = container.New(nextLayout{p}, p.nextFrame, w.VStack(look.Gap4, muted("Next"), p.nextWords))
	return p
}

func muted(s string) *w.Text {
	t := w.Caption(s)
	t.SetInk(look.ColorMuted)
	return t
}

func (p *stagePart) set(m *model) {
	now := stageState{
		Room: m.roomNow(), Next: m.desk.Next, Line: m.roomLine(), Forward: forwardLabel(m.desk), Words: nextWords(m.desk), Dark: m.desk.Dark, Paused: m.desk.Paused,
		Aspect: p.s.deps.Room.Aspect(),
	}
	if p.drawn && reflect.DeepEqual(p.was, now) {
		return
	}
	was := p.was
	first := !p.drawn
	p.was, p.drawn = now, true
	if first || !reflect.DeepEqual(was.Room, now.Room) {
		p.frame.stage.Set(now.Room)
	}
	if first || !reflect.DeepEqual(was.Next, now.Next) {
		end := session.RoomView{Kind: session.DarkUp}
		if now.Next != nil {
			end = *now.Next
		}
		p.nextFrame.stage.Set(end)
		w.SetVisible(p.nextFrame, now.Next != nil)
	}
	p.forward.SetLabel(now.Forward)
	setText(p.nextWords, now.Words)
	setLabels(p.dark, now.Dark, "Dark", "Light")
	setLabels(p.pause, now.Paused, "Pause", "Go on")
	if first || was.Line != now.Line {
		p.setLine(now.Line)
	}
	p.aspect = now.Aspect
	if p.s.view != nil {
		p.s.view.root.Refresh()
	}
}

func setLabels(b *w.Button, on bool, off, label string) {
	if on {
		off = label
	}
	b.SetLabel(off)
}

func (p *stagePart) setLine(l roomLine) {
	setText(p.line, l.Text)
	ink := look.ColorMuted
	if l.Bad {
		ink = look.ColorWaitInk
	}
	p.line.SetInk(ink)
	p.open.SetLabel(l.Open)
	w.SetVisible(p.open, l.Open != "")
	w.SetVisible(p.full, l.Full)
	w.SetVisible(p.move, l.Window)
	w.SetVisible(p.close, l.Close)
}

// tall is how high the picture is with the line below it, where the whole may not be higher than most.
func (p *stagePart) tall(width, most float32) float32 {
	line := w.Fit(p.view.Objects[1], width) + look.Gap8
	return max(4*letter(), min(width/p.aspect+line, most))
}

// stageLayout puts the line below the picture, which keeps its proportions.
type stageLayout struct{ p *stagePart }

func (l stageLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(80, 60) }

func (l stageLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	line := w.Fit(objects[1], s.Width)
	objects[0].Resize(within(l.p.aspect, s.Width, s.Height-line-look.Gap8))
	objects[0].Move(fyne.NewPos(0, 0))
	objects[1].Move(fyne.NewPos(0, objects[0].Size().Height+look.Gap8))
}

// within is the largest size of these proportions.
func within(aspect, w, h float32) fyne.Size {
	if h*aspect < w {
		w = h * aspect
	}
	return fyne.NewSize(max(w, 1), max(w/aspect, 1))
}

// nextLayout puts the small picture at the left of what it is.
type nextLayout struct{ p *stagePart }

func (l nextLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(80, 60) }

func (l nextLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	x := float32(0)
	if objects[0].Visible() {
		objects[0].Resize(within(l.p.aspect, s.Width*0.42, s.Height))
		objects[0].Move(fyne.NewPos(0, 0))
		x = objects[0].Size().Width + look.Gap16
	}
	w.Fit(objects[1], max(0, s.Width-x))
	objects[1].Move(fyne.NewPos(x, 0))
}

// A frame draws an edge around a stage: the room's paper may have the colour of the window.
type frame struct {
	widget.BaseWidget
	stage *slides.Stage
}

func newFrame(s *slides.Stage) *frame {
	f := &frame{stage: s}
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer is for Fyne.
func (f *frame) CreateRenderer() fyne.WidgetRenderer {
	edge := canvas.NewRectangle(nil)
	r := &frameRenderer{f: f, edge: edge}
	r.Refresh()
	return r
}

type frameRenderer struct {
	f    *frame
	edge *canvas.Rectangle
}

func (r *frameRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *frameRenderer) Layout(s fyne.Size) {
	r.edge.Resize(s)
	r.f.stage.Move(fyne.NewPos(1, 1))
	r.f.stage.Resize(fyne.NewSize(max(s.Width-2, 1), max(s.Height-2, 1)))
}

func (r *frameRenderer) Refresh() {
	r.edge.FillColor = theme.ColorForWidget(look.ColorControl, r.f)
	r.edge.Refresh()
}

func (r *frameRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.edge, r.f.stage}
}

func (r *frameRenderer) Destroy() {}
