package slides

import (
	"fmt"

	"github.com/passalong/passalong/internal/session"
)

// setWall shows the words that the facilitator let onto the wall.
func setWall(p *pen, v session.RoomView) {
	w := *v.Wall
	switch {
	case w.Open:
		p.status(statusLine{"Write a word or a short sentence on your phone, or say it aloud.", true})
	case len(w.Words) > 0:
		p.status(statusLine{"Thank you. No more words for now.", false})
	}
	p.corner(v.Join)
	first, top := len(p.marks), p.y
	if len(w.Words) == 0 {
		p.para(w.Prompt, style{size: 1.6, bold: true, even: true})
		p.middle(first, top)
		return
	}
	p.para(w.Prompt, style{size: 1.2, bold: true})
	p.gap(0.7)
	p.cloud(w.Words)
}

// cloud sets words in rows, each on its own plate. Where there are more than can be read, the first of them, which are
// those that most people liked, and how many more there are.
func (p *pen) cloud(words []session.Word) {
	pad, gap := 0.4*p.u, 0.35*p.u
	if p.dense > 0 {
		pad, gap = 0.28*p.u, 0.2*p.u
	}
	x, y, row := p.x, p.y, float32(0)
	for i, w := range words {
		s := w.Text
		likes := ""
		if w.Likes > 0 {
			likes = fmt.Sprintf("+%d", w.Likes)
		}
		extra := float32(0)
		if likes != "" {
			extra = p.measure(likes, 0.8*p.u, true) + 0.4*p.u
		}
		wide := min(p.measure(s, p.u, false)+1, p.wide-2*pad-extra)
		full := wide + 2*pad + extra
		if x > p.x && x+full > p.x+p.wide {
			x, y, row = p.x, y+row+gap, 0
			if p.dense > 1 && y+2.2*p.pitch()*p.u+2*pad > p.bottom {
				p.y = y
				p.para(fmt.Sprintf("and %d more", len(words)-i), style{bold: true, ink: muted})
				return
			}
		}
		at := len(p.marks)
		p.marks = append(p.marks, mark{})
		end := p.paraAt(s, style{}, x+pad, y+0.6*pad, wide)
		if likes != "" {
			p.paraAt(likes, style{size: 0.8, bold: true, ink: accent}, x+pad+wide+0.4*p.u, y+0.6*pad+0.12*p.u, extra+p.u)
		}
		h := end - y + 0.6*pad
		p.marks[at] = mark{kind: box, x: x, y: y, w: full, h: h, fill: card, stroke: line, thick: 0.05 * p.u, radius: 0.4 * p.u}
		x, row = x+full+gap, max(row, h)
	}
	p.y = y + row
}
