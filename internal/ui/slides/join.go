package slides

import "github.com/passalong/passalong/internal/session"

// setJoin shows how phones get in.
func setJoin(p *pen, j *session.Join) {
	if j == nil {
		first, top := len(p.marks), p.y
		p.para("One moment …", style{size: 1.5, bold: true, centred: true})
		p.middle(first, top)
		return
	}
	side := min(p.bottom-p.y, 0.46*p.wide)
	x, wide := p.x, p.wide
	p.qr(j.URL, x, p.y+(p.bottom-p.y-side)/2, side)
	p.x, p.wide = x+side+0.05*p.screenW, wide-side-0.05*p.screenW
	first, top := len(p.marks), p.y
	p.para("Join with your phone", style{size: 1.35, bold: true})
	p.gap(0.4)
	p.para("No name and no app.", style{ink: muted})
	p.gap(0.8)
	p.para("Point your camera at the square, or open your browser and type", style{size: p.small()})
	p.gap(0.15)
	p.para(j.Host, style{size: 1.15, bold: true, ink: accent})
	p.gap(0.4)
	p.para("Then type the code", style{size: p.small()})
	p.para(j.Code, style{size: 2, bold: true, ink: accent})
	p.gap(0.6)
	p.para("Paper or a raised hand counts just the same.", style{size: p.small(), ink: muted})
	p.x, p.wide = x, wide
	p.middle(first, top)
}

// qr paints a QR code on white.
func (p *pen) qr(link string, x, y, side float32) {
	p.box(x, y, side, side, white, clear, 0, 0.02*side)
	p.marks = append(p.marks, mark{kind: code, x: x, y: y, w: side, h: side, text: link})
}

// corner keeps a place at the right for those who join late.
func (p *pen) corner(j *session.Join) {
	if j == nil {
		return
	}
	share := float32(0.19)
	if p.dense > 0 {
		share = 0.15
	}
	p.side(share, func() {
		p.qr(j.URL, p.x, p.y, p.wide)
		p.y += p.wide + 0.2*p.u
		st := style{size: p.small(), bold: true, centred: true}
		longest := p.measure(j.Host, 1, true)
		size := min(st.size*p.u, p.wide/max(longest, 1)) // on one line, however long
		p.para(j.Host, style{size: max(size, 0.4*p.u) / p.u, bold: true, centred: true})
		st.ink = accent
		p.para(j.Code, st)
	})
}
