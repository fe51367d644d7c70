package slides

import (
	"fmt"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

// setPoll shows a question: to be answered, then with what was revealed, in the order in which it is revealed.
func setPoll(p *pen, v session.RoomView) {
	q := *v.Poll
	p.status(pollStatus(q))
	p.corner(v.Join)
	prompt := style{size: 1.2, bold: true}
	if len(q.Choices) == 0 && q.Results == nil {
		prompt.size = 1.5
	}
	if p.dense > 1 && (q.Results != nil || q.Why != "") {
		prompt.size = 1
	}
	p.para(q.Prompt, prompt)
	p.gap(0.15)
	if hint := howToAnswer(q); hint != "" && q.Results == nil && len(q.Right)+len(q.Words) == 0 {
		p.para(hint, style{size: p.small(), ink: muted})
	}
	p.gap(0.45)
	p.rows(p.stillNeeded(rowsOf(q, p.dense), q.Why != "" || len(v.Teams) > 0), q.Results != nil)
	p.rights(q)
	p.told(q)
	p.teams(v.Teams)
}

// stillNeeded leaves out the answers that are not right, where the room has seen them and there is more to read now
// than fits.
func (p *pen) stillNeeded(rows []row, more bool) []row {
	isRight := func(r row) bool { return r.right }
	if p.dense < 2 || !more || !slices.ContainsFunc(rows, isRight) {
		return rows
	}
	return slices.DeleteFunc(rows, func(r row) bool { return !r.right })
}

// howToAnswer is said below a prompt while it can be answered.
func howToAnswer(q session.RoomPoll) string {
	switch q.Kind {
	case quiz.Multiple:
		return "More than one can be right."
	case quiz.Order:
		return "Put these in order."
	case quiz.Match:
		return "Which letter belongs to which number?"
	case quiz.Short:
		return "Answer in a few words."
	case quiz.Number:
		if q.Unit != "" {
			return "Answer with a number of " + q.Unit + "."
		}
		return "Answer with a number."
	}
	if q.Multiple {
		return "Choose as many as you like."
	}
	return ""
}

// pollStatus is where a question has come to, in a few words; empty before it was asked.
func pollStatus(q session.RoomPoll) statusLine {
	again := ""
	if q.Round > 1 {
		again = "Asked again. "
	}
	switch {
	case q.Round == 0:
		return statusLine{}
	case q.Open && q.AskSure:
		return statusLine{again + "Answer now by phone, on paper or by hand. Are you sure, or not so sure?", true}
	case q.Open:
		return statusLine{again + "Answer now by phone, on paper or by hand.", true}
	case q.Results == nil:
		return statusLine{again + "Thank you. No more answers for now.", false}
	}
	return statusLine{answered(q.Results.Answered), false}
}

func answered(n int) string {
	if n == 1 {
		return "1 answer"
	}
	return fmt.Sprintf("%d answers", n)
}

// A statusLine stands at the foot of the screen.
type statusLine struct {
	text string
	open bool
}

// status keeps the foot for a line and writes it there.
func (p *pen) status(s statusLine) {
	if s.text == "" {
		return
	}
	st := style{size: p.small(), bold: s.open, ink: muted}
	dot := float32(0)
	if s.open {
		st.ink, dot = accent, 0.9*st.size*p.u
	}
	h := p.height(s.text, st, p.wide-dot)
	y := p.bottom - h
	if s.open {
		d := 0.5 * st.size * p.u
		p.box(p.x, y+(p.pitch()*st.size*p.u-d)/2, d, d, accent, clear, 0, d/2)
	}
	p.paraAt(s.text, st, p.x+dot, y, p.wide-dot)
	p.bottom = y - 0.35*p.u
}

// A row is one answer on the screen.
type row struct {
	letter, text string
	plain        bool // the letter is not what is called out
	indent       bool // stands below rows with letters
	right        bool
	count        int // −1 is hidden
	before       int // in the round before; −1 is hidden
	of, ofBefore int // what the bars are parts of
}

// rowsOf are the rows of a question: what can be chosen, and what else was counted.
func rowsOf(q session.RoomPoll, dense int) []row {
	var rows []row
	byChoice := q.Kind != quiz.Order && q.Kind != quiz.Match
	if byChoice || q.Results == nil || dense == 0 {
		for i, c := range q.Choices {
			r := row{letter: c.Letter, text: c.Text, right: slices.Contains(q.Right, c.Key), count: -1, before: -1}
			if q.Kind == quiz.Match {
				r.letter, r.plain = fmt.Sprint(i+1), true // the letters are for the right sides
			}
			if b, ok := barOf(q.Results, c.Key); ok {
				r.count, r.of = b.Count, q.Results.Answered
			}
			if b, ok := barOf(q.Before, c.Key); ok {
				r.before, r.ofBefore = b.Count, q.Before.Answered
			}
			rows = append(rows, r)
		}
	}
	if q.Results == nil {
		return rows
	}
	for _, b := range q.Results.Bars {
		offered := slices.ContainsFunc(q.Choices, func(c session.Row) bool { return c.Key == b.Key })
		if offered || b.Letter == "" && b.Key == session.RowDontKnow && b.Count == 0 {
			continue
		}
		r := row{letter: b.Letter, text: b.Text, count: b.Count, of: q.Results.Answered, before: -1}
		if was, ok := barOf(q.Before, b.Key); ok {
			r.before, r.ofBefore = was.Count, q.Before.Answered
		}
		rows = append(rows, r)
	}
	return rows
}

func barOf(t *session.Tally, key string) (session.Bar, bool) {
	if t == nil {
		return session.Bar{}, false
	}
	for _, b := range t.Bars {
		if b.Key == key {
			return b, true
		}
	}
	return session.Bar{}, false
}

// rows sets answers below each other; those that need little room stand in two columns where room is dear.
func (p *pen) rows(rows []row, counted bool) {
	if slices.ContainsFunc(rows, func(r row) bool { return r.letter != "" }) {
		for i := range rows {
			rows[i].indent = true
		}
	}
	gap := 0.28 * p.u
	switch {
	case p.dense > 1:
		gap = 0.08 * p.u
	case p.dense > 0:
		gap = 0.14 * p.u
	}
	if !counted && p.dense > 0 && len(rows) > 4 {
		p.twoColumns(rows, gap)
		return
	}
	for i, r := range rows {
		if i > 0 {
			p.y += gap
		}
		p.row(r)
	}
}

func (p *pen) twoColumns(rows []row, gap float32) {
	x, wide, top := p.x, p.wide, p.y
	half := (len(rows) + 1) / 2
	p.wide = (wide - p.u) / 2
	end := top
	for i, r := range rows {
		if i == half {
			p.x, p.y = x+p.wide+p.u, top
		}
		p.row(r)
		p.y += gap
		end = max(end, p.y-gap)
	}
	p.x, p.wide, p.y = x, wide, end
}

// row sets one answer. What is right has a frame, a tick and words, besides its colour.
func (p *pen) row(r row) {
	first, x, wide, top := len(p.marks), p.x, p.wide, p.y
	pad := 0.28 * p.u
	switch {
	case p.dense > 1:
		pad = 0.08 * p.u
	case p.dense > 0:
		pad = 0.16 * p.u
	}
	p.marks = append(p.marks, mark{})
	chip, left := 1.3*p.u, x+0.4*p.u
	if p.dense > 1 {
		chip = 1.1 * p.u
	}
	if r.letter != "" || r.indent {
		left += chip + 0.5*p.u
	}
	room := x + wide - left - 0.4*p.u
	bars := float32(0)
	if r.count >= 0 {
		bars = 0.42 * room
	}
	if p.thin(r) {
		bars = p.measure("100", p.small()*p.u, true) + 0.5*p.u
	}
	trial := *p
	trial.marks = nil
	said := trial.answer(r, left, 0, room-bars)
	p.broken = p.broken || trial.broken
	height := max(said, chip) + 2*pad
	if r.before >= 0 {
		height = max(height, 2*p.pitch()*p.small()*p.u+0.3*p.u)
	}
	p.answer(r, left, top+(height-said)/2, room-bars)
	if r.count >= 0 {
		p.bars(r, left+room-bars+0.5*p.u, top, bars-0.5*p.u, height)
	}
	if r.letter != "" {
		fill, in := accent, onAccent
		switch {
		case r.right:
			fill = right
		case r.plain:
			fill, in = track, text
		}
		p.chip(r.letter, x+0.4*p.u, top+(height-chip)/2, chip, fill, in)
	}
	fill, edge, thick := card, line, 0.04*p.u
	if r.right {
		fill, edge, thick = rightFill, right, 0.12*p.u
	}
	p.marks[first] = mark{kind: box, x: x, y: top, w: wide, h: height, fill: fill, stroke: edge, thick: thick, radius: 0.35 * p.u}
	p.y = top + height
}

// thin reports whether a row has no room for a bar: its figure stands there all the same.
func (p *pen) thin(r row) bool { return p.dense > 1 && r.count >= 0 && r.before < 0 }

// answer sets what an answer says and returns where it ends.
func (p *pen) answer(r row, x, y, wide float32) float32 {
	y = p.paraAt(r.text, style{bold: r.right}, x, y, wide)
	if r.right {
		size := p.small()
		p.icon("circle-check", x, y+0.1*p.u, 1.1*size*p.u, right)
		y = p.paraAt("Right answer", style{size: size, bold: true, ink: right}, x+1.4*size*p.u, y, wide-1.4*size*p.u)
	}
	return y
}

// bars draws how many chose a row, this time and the time before.
func (p *pen) bars(r row, x, top, wide, height float32) {
	if p.thin(r) {
		size := p.small()
		p.paraAt(fmt.Sprint(r.count), style{size: size, bold: true}, x, top+(height-lineHeight*size*p.u)/2, wide+p.u)
		return
	}
	if r.before < 0 {
		size := p.small()
		number := p.measure("100 · 100%", size*p.u, true)
		y := top + (height-0.7*p.u)/2
		p.gauge(x, y, wide-number-0.4*p.u, 0.7*p.u, r.count, r.of, bar)
		p.paraAt(figure(r.count, r.of), style{size: size, bold: true}, x+wide-number, top+(height-lineHeight*size*p.u)/2, number+p.u)
		return
	}
	size := p.small()
	step := p.pitch() * size * p.u
	label := p.measure("again", size*p.u, false) + 0.4*p.u
	number := p.measure("100", size*p.u, true)
	y := top + (height-2*step)/2
	for i, b := range []struct {
		name      string
		count, of int
		fill      ink
	}{{"first", r.before, r.ofBefore, earlier}, {"again", r.count, r.of, bar}} {
		at := y + float32(i)*step
		p.paraAt(b.name, style{size: size, ink: muted}, x, at, label+p.u)
		p.gauge(x+label, at+0.28*step, wide-label-number-0.4*p.u, 0.5*step, b.count, b.of, b.fill)
		p.paraAt(fmt.Sprint(b.count), style{size: size, bold: true}, x+wide-number, at, number+p.u)
	}
}

// figure is a count with its share.
func figure(count, of int) string {
	if of <= 0 {
		return fmt.Sprint(count)
	}
	return fmt.Sprintf("%d · %d%%", count, (count*100+of/2)/of)
}

func (p *pen) gauge(x, y, w, h float32, count, of int, fill ink) {
	if w <= 0 {
		return
	}
	p.box(x, y, w, h, track, clear, 0, h/4)
	if count > 0 && of > 0 {
		share := min(1, float32(count)/float32(of))
		p.box(x, y, max(w*share, h/2), h, fill, clear, 0, h/4)
	}
}

// rights sets the right sides of a question that matches, with the letters by which they are called out.
func (p *pen) rights(q session.RoomPoll) {
	if len(q.Rights) == 0 || q.Results != nil && p.dense > 0 {
		return
	}
	p.gap(0.5)
	rows := make([]row, len(q.Rights))
	for i, s := range q.Rights {
		rows[i] = row{letter: session.Letter(i), text: s, count: -1, before: -1}
	}
	p.twoColumns(rows, 0.2*p.u)
}

// told sets what was revealed in words: the answer, how sure the room was, and why.
func (p *pen) told(q session.RoomPoll) {
	marked := slices.ContainsFunc(q.Choices, func(c session.Row) bool { return slices.Contains(q.Right, c.Key) })
	if len(q.Words) > 0 && !marked {
		p.gap(0.4)
		p.panel(rightFill, right, 0.12*p.u, func() {
			size := p.small()
			p.icon("circle-check", p.x, p.y+0.1*p.u, 1.1*size*p.u, right)
			p.y = p.paraAt("Right answer", style{size: size, bold: true, ink: right}, p.x+1.4*size*p.u, p.y, p.wide-1.4*size*p.u)
			for _, s := range q.Words {
				p.para(s, style{bold: true})
			}
		})
	}
	revealed := len(q.Words) > 0 || len(q.Right) > 0
	if revealed && q.Results != nil && !q.Survey && p.dense < 2 {
		if s := sureWords(*q.Results); s != "" {
			p.gap(0.4)
			p.para(s, style{size: p.small(), ink: muted})
		}
	}
	if q.Why != "" {
		p.gap(0.4)
		p.panel(card, accent, 0.08*p.u, func() {
			p.para("Why", style{size: p.small(), bold: true, ink: accent})
			p.para(q.Why, style{size: max(p.small(), 0.9)})
		})
	}
}

// sureWords say how sure those were who had it right, and those who had not. Only phones are asked.
func sureWords(t session.Tally) string {
	if t.SureRight+t.SureWrong+t.NotSureRight+t.NotSureWrong == 0 {
		return ""
	}
	return fmt.Sprintf("Sure: %d had it right, %d not yet. Not so sure: %d had it right, %d not yet.", t.SureRight, t.SureWrong, t.NotSureRight, t.NotSureWrong)
}

// teams sets how the teams are doing.
func (p *pen) teams(scores []session.TeamScore) {
	if len(scores) == 0 {
		return
	}
	p.gap(0.5)
	if p.dense > 1 {
		var parts []string
		for _, t := range scores {
			parts = append(parts, fmt.Sprintf("%s %d%%", t.Name, t.Percent))
		}
		p.para(strings.Join(parts, " · "), style{size: p.small(), bold: true})
		return
	}
	name := float32(0)
	size := p.small()
	for _, t := range scores {
		name = max(name, p.measure(t.Name, size*p.u, true))
	}
	name = min(name, 0.4*p.wide)
	number := p.measure("100%", size*p.u, true)
	for _, t := range scores {
		h := p.height(t.Name, style{size: size, bold: true}, name+1)
		p.paraAt(t.Name, style{size: size, bold: true}, p.x, p.y, name+1)
		p.gauge(p.x+name+0.5*p.u, p.y+0.35*p.u*size, p.wide-name-number-1.2*p.u, 0.6*size*p.u, t.Percent, 100, accent)
		p.paraAt(fmt.Sprintf("%d%%", t.Percent), style{size: size, bold: true}, p.x+p.wide-number, p.y, number+p.u)
		p.y += h
	}
}
