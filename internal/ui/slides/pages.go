package slides

import (
	"fmt"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
)

// pageOf is how a view is set, and the largest that its body text may be, in parts of the height.
func pageOf(v session.RoomView) (set func(*pen), most float32) {
	inner, most := bodyOf(v)
	if v.Kind == session.DarkUp || inner == nil {
		return func(p *pen) { p.ground(night) }, ample
	}
	return func(p *pen) {
		p.ground(paper)
		if v.Rehearsal {
			p.rehearsal()
		}
		inner(p)
	}, most
}

func bodyOf(v session.RoomView) (func(*pen), float32) {
	switch {
	case v.Kind == session.JoinUp:
		return func(p *pen) { setJoin(p, v.Join) }, 1.0 / 14
	case v.Kind == session.SlideUp && v.Slide != nil:
		return slideOf(v)
	case v.Kind == session.PollUp && v.Poll != nil:
		return func(p *pen) { setPoll(p, v) }, 1.0 / 15
	case v.Kind == session.WallUp && v.Wall != nil:
		return func(p *pen) { setWall(p, v) }, 1.0 / 13
	case v.Kind == session.ScenarioUp && v.Scenario != nil:
		return func(p *pen) { setScenario(p, v) }, 1.0 / 14
	case v.Kind == session.PhaseUp:
		return func(p *pen) { setPhase(p, v) }, 1.0 / 13
	case v.Kind == session.PauseUp:
		return func(p *pen) { setPause(p, v) }, 1.0 / 14
	}
	return nil, 0
}

// ground fills the screen.
func (p *pen) ground(fill ink) { p.box(0, 0, p.screenW, p.screenH, fill, clear, 0, 0) }

// rehearsal says along the foot that nothing of this is real.
func (p *pen) rehearsal() {
	size := least * p.screenH
	h := 1.6 * size
	p.box(0, p.screenH-h, p.screenW, h, warnFill, clear, 0, 0)
	p.paraAt("Rehearsal: these answers are made up", style{size: size / p.u, bold: true, ink: warn, centred: true}, 0, p.screenH-h+0.15*size, p.screenW)
	p.bottom = min(p.bottom, p.screenH-h-0.3*size)
}

// small is the size of what stands beside the body text, in letters of it.
func (p *pen) small() float32 { return min(1, max(0.75, least*p.screenH/p.u)) }

// kicker says where in the session this belongs.
func (p *pen) kicker(s string) {
	if s != "" {
		p.para(s, style{size: p.small(), bold: true, ink: accent})
		p.gap(0.15)
	}
}

// middle centres what was set since first between the top and the bottom, a little above the middle.
func (p *pen) middle(first int, top float32) {
	if room := p.bottom - max(p.y, p.deepest); room > 0 {
		p.shift(first, room*0.42)
		p.y += room * 0.42
	}
}

// slideOf sets a slide.
func slideOf(v session.RoomView) (func(*pen), float32) {
	s := *v.Slide
	switch s.Kind {
	case plan.TitleSlide:
		return func(p *pen) { setTitle(p, v, s) }, 1.0 / 15
	case plan.SayingSlide:
		return func(p *pen) { setSaying(p, v, s) }, 1.0 / 9
	case plan.WarningSlide:
		return func(p *pen) { setWarning(p, s) }, 1.0 / 12
	case plan.PictureSlide:
		return func(p *pen) { setPicture(p, v, s) }, 1.0 / 13
	}
	return func(p *pen) { setPoints(p, v, s) }, 1.0 / 12
}

func setTitle(p *pen, v session.RoomView, s plan.Slide) {
	first, top := len(p.marks), p.y
	p.beside(s, 0.38)
	above := v.Title
	if above == s.Title {
		above = ""
	}
	p.kicker(above)
	p.para(s.Title, style{size: 2.1, bold: true, even: true})
	p.gap(0.5)
	p.box(p.x, p.y, 3*p.u, 0.16*p.u, accent, clear, 0, 0.08*p.u)
	p.gap(0.8)
	for _, l := range s.Lines {
		p.para(l, style{ink: muted})
		p.gap(0.2)
	}
	p.middle(first, top)
}

func setSaying(p *pen, v session.RoomView, s plan.Slide) {
	first, top := len(p.marks), p.y
	words := strings.Join(s.Lines, "\n")
	if words == "" {
		words = s.Title
	} else if s.Title != "" {
		p.para(s.Title, style{size: p.small(), bold: true, ink: accent, centred: true})
		p.gap(0.5)
	}
	p.para(words, style{size: 1.15, bold: true, centred: true, even: true})
	p.middle(first, top)
}

func setWarning(p *pen, s plan.Slide) {
	first, top := len(p.marks), p.y
	p.panel(warnFill, warn, 0.12*p.u, func() {
		p.gap(0.3)
		size := 1.7 * p.u
		x, wide := p.x, p.wide
		p.icon("triangle-alert", x, p.y, size, warn)
		p.x, p.wide = x+size+0.5*p.u, wide-size-0.5*p.u
		p.para(s.Title, style{size: 1.3, bold: true, ink: warn})
		p.x, p.wide = x, wide
		p.gap(0.5)
		p.points(s)
		p.gap(0.3)
	})
	p.middle(first, top)
}

func setPoints(p *pen, v session.RoomView, s plan.Slide) {
	first, top := len(p.marks), p.y
	p.beside(s, 0.42)
	p.kicker(v.Section)
	p.para(s.Title, style{size: 1.35, bold: true})
	p.gap(0.7)
	p.points(s)
	if p.dense == 0 {
		p.middle(first, top)
	}
}

func setPicture(p *pen, v session.RoomView, s plan.Slide) {
	if s.Picture == "" {
		setPoints(p, v, s)
		return
	}
	p.kicker(v.Section)
	p.para(s.Title, style{size: 1.3, bold: true})
	p.gap(0.5)
	first, y := len(p.marks), p.y
	for i, l := range s.Lines {
		if i > 0 {
			p.gap(0.25)
		}
		p.para(l, style{})
	}
	used := p.y - y
	room := p.bottom - y - used - 0.6*p.u
	if used == 0 {
		room = p.bottom - y
	}
	if room < 0.3*p.screenH { // words matter more, but a picture that nobody can see is none
		p.deepest = p.bottom + 1
	}
	p.picture(s, p.x, y, p.wide, max(room, 1))
	p.shift2(first, len(p.marks)-1, p.bottom-used-y)
	p.y = p.bottom
}

// shift2 moves the marks from first to below end.
func (p *pen) shift2(first, end int, by float32) {
	for i := first; i < end; i++ {
		p.marks[i].y += by
	}
}

// picture puts the drawing of a slide into a rectangle.
func (p *pen) picture(s plan.Slide, x, y, w, h float32) {
	p.marks = append(p.marks, mark{kind: drawing, x: x, y: y, w: w, h: h, text: s.Picture, alt: s.Alt, size: p.small() * p.u, radius: 0.3 * p.u})
}

// beside puts the drawing of a slide, if it has one, at the right of the column.
func (p *pen) beside(s plan.Slide, share float32) {
	if s.Picture == "" || p.dense > 1 {
		return
	}
	p.side(share, func() {
		h := min(p.bottom-p.y, 1.1*p.wide)
		p.picture(s, p.x, p.y+(p.bottom-p.y-h)/2, p.wide, h)
	})
}

// points sets the lines of a slide, with bullets or numbers where there are several. Lines may bring their numbers along,
// where a list goes on over slides or its items take several lines: those without one then belong to the one above.
func (p *pen) points(s plan.Slide) {
	x, wide := p.x, p.wide
	marked := slices.ContainsFunc(s.Lines, func(l string) bool { return numberOf(l) != "" })
	hang := float32(0)
	switch {
	case s.Numbered, marked:
		hang = 1.7 * p.u
	case len(s.Lines) > 1:
		hang = 0.9 * p.u
	}
	alone := false // the line before was a number and nothing else
	for i, l := range s.Lines {
		if i > 0 && !alone {
			p.gap(0.45)
		}
		number := ""
		switch {
		case s.Numbered:
			number = fmt.Sprint(i + 1)
		case marked:
			number = numberOf(l)
			l = strings.TrimSpace(strings.TrimPrefix(l, number+"."))
		case hang > 0:
			p.box(x, p.y+0.5*p.u, 0.3*p.u, 0.3*p.u, accent, clear, 0, 0.15*p.u)
		}
		if number != "" {
			p.chip(number, x, p.y+0.02*p.u, 1.2*p.u, accent, onAccent)
		}
		if alone = l == ""; alone {
			continue
		}
		p.x, p.wide = x+hang, wide-hang
		p.para(l, style{})
		p.x, p.wide = x, wide
	}
}

// numberOf is the number that a line begins with, such as "3" of "3. Wash your hands."; empty for none.
func numberOf(line string) string {
	number, rest, found := strings.Cut(line, ".")
	if !found || number == "" || len(number) > 2 || strings.Trim(number, "0123456789") != "" || rest != "" && !strings.HasPrefix(rest, " ") {
		return ""
	}
	return number
}

// chip is a letter or number on a rounded square.
func (p *pen) chip(s string, x, y, side float32, fill, in ink) {
	p.box(x, y, side, side, fill, clear, 0, 0.25*side)
	size := 0.72 * side
	if len(s) > 1 {
		size = 0.58 * side
	}
	w := p.measure(s, size, true)
	p.marks = append(p.marks, mark{kind: words, x: x + (side-w)/2, y: y + (side-lineHeight*size)/2, w: w, h: lineHeight * size, fill: in, text: s, size: size, bold: true})
}

// setPhase asks for the questions before or after.
func setPhase(p *pen, v session.RoomView) {
	when := "Before we begin"
	if v.Phase == evaluation.After {
		when = "Before you go"
	}
	p.corner(v.Join)
	first, top := len(p.marks), p.y
	p.para(when, style{size: 1.5, bold: true})
	p.gap(0.5)
	p.para("Please answer the questions on your sheet or phone.", style{size: 1.1})
	p.gap(0.5)
	p.para("No names. Take your time. “I don’t know” is a good answer.", style{ink: muted})
	p.middle(first, top)
}

// setPause is what the room sees in a break.
func setPause(p *pen, v session.RoomView) {
	first, top := len(p.marks), p.y
	size := 2 * p.u
	for _, at := range []float32{-0.36, 0.12} {
		p.box(p.x+p.wide/2+at*size, p.y, 0.24*size, size, accent, clear, 0, 0.06*size)
	}
	p.y += size
	p.gap(0.5)
	p.para("Pause", style{size: 1.8, bold: true, centred: true})
	p.gap(0.3)
	p.para("We go on soon.", style{ink: muted, centred: true})
	p.middle(first, top)
}
