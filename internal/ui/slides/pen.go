package slides

import (
	"strings"
	"unicode"
)

// An ink is a colour by what it is for; each Colours has its own.
type ink int

// The inks.
const (
	clear ink = iota
	paper
	text
	muted
	accent
	onAccent
	card
	line
	track
	bar
	earlier // bar of the round before
	right
	rightFill
	warn
	warnFill
	night // of a dark screen
	white // behind pictures and QR codes, in all colours
)

// A markKind is what sort of thing a mark is.
type markKind int

// The kinds of mark.
const (
	box markKind = iota
	words
	drawing // from the library
	icon
	code // a QR code
)

// A mark is one thing to paint, in pixels of the screen that it was laid out for.
type mark struct {
	kind         markKind
	x, y, w, h   float32
	fill, stroke ink
	thick        float32 // of the stroke
	radius       float32
	text         string // what words say, a QR code holds or an icon is called; the path of a drawing
	alt          string // of a drawing
	size         float32
	bold         bool
}

// lineHeight is that of one line in the font of the app, in letters.
const lineHeight = 1.26

// A measure is how wide a text is.
type measure func(text string, size float32, bold bool) float32

// A pen lays out marks from top to bottom. All its lengths grow with the screen.
type pen struct {
	screenW, screenH float32
	u                float32 // size of body text
	dense            int     // 0 is generous; 1 is tight; 2 leaves out what the room has seen already
	x, y, wide       float32 // the column, and how far it is filled
	bottom           float32 // where the column must end
	deepest          float32 // where a column beside it ends
	broken           bool    // a word was broken, since it is wider than its column
	marks            []mark
	measure          measure
}

// pitch is the distance from line to line, in letters.
func (p *pen) pitch() float32 {
	if p.dense > 1 {
		return 1.2
	}
	return 1.3
}

// gap goes down by n letters, or by less where room is dear.
func (p *pen) gap(n float32) {
	if p.dense > 0 {
		n *= 0.6
	}
	p.y += n * p.u
}

// A style is how a paragraph is set. The zero value is body text.
type style struct {
	size    float32 // in letters of body text; 0 is 1
	bold    bool
	ink     ink // clear is text
	centred bool
	even    bool // lines of about the same length
}

// para sets a paragraph in the column.
func (p *pen) para(s string, st style) {
	p.y = p.paraAt(s, st, p.x, p.y, p.wide)
}

// paraAt sets a paragraph at a place and returns where it ends.
func (p *pen) paraAt(s string, st style, x, y, wide float32) float32 {
	if strings.TrimSpace(s) == "" {
		return y
	}
	if st.size == 0 {
		st.size = 1
	}
	if st.ink == clear {
		st.ink = text
	}
	size := st.size * p.u
	for _, l := range p.lines(s, size, st, wide) {
		at := x
		w := p.measure(l, size, st.bold)
		if st.centred {
			at = x + (wide-w)/2
		}
		p.marks = append(p.marks, mark{kind: words, x: at, y: y, w: w, h: lineHeight * size, fill: st.ink, text: l, size: size, bold: st.bold})
		y += p.pitch() * size
	}
	return y
}

// lines breaks a text.
func (p *pen) lines(s string, size float32, st style, wide float32) []string {
	var all []string
	for _, par := range strings.Split(strings.TrimSpace(s), "\n") {
		all = append(all, p.wrap(par, size, st.bold, wide)...)
	}
	if !st.even || len(all) < 2 {
		return all
	}
	n, low, high := len(all), wide/2, wide
	for range 6 { // the narrowest column that takes as many lines
		mid := (low + high) / 2
		before := p.broken
		if len(p.lines(s, size, style{bold: st.bold}, mid)) > n || p.broken != before {
			low = mid
		} else {
			high = mid
		}
		p.broken = before
	}
	return p.lines(s, size, style{bold: st.bold}, high)
}

func (p *pen) wrap(s string, size float32, bold bool, wide float32) []string {
	var lines []string
	now, width := "", float32(0)
	space := p.measure(" ", size, bold)
	for _, word := range strings.Fields(s) {
		w := p.measure(word, size, bold)
		if now != "" && width+space+w <= wide {
			now, width = now+" "+word, width+space+w
			continue
		}
		if now != "" {
			lines = append(lines, now)
		}
		for w > wide {
			head, rest := p.split(word, size, bold, wide)
			if rest == "" {
				break
			}
			lines = append(lines, head)
			word, w = rest, p.measure(rest, size, bold)
		}
		now, width = word, w
	}
	return append(lines, now)
}

// split takes as much of a word as fits, and at least one letter with its accents. In scripts without spaces, breaking
// is as it should be.
func (p *pen) split(word string, size float32, bold bool, wide float32) (head, rest string) {
	if !spaceless(word) {
		p.broken = true
	}
	end := 0
	for i, r := range word {
		if i > 0 && !unicode.Is(unicode.M, r) {
			if end > 0 && p.measure(word[:i], size, bold) > wide {
				return word[:end], word[end:]
			}
			end = i
		}
	}
	if end > 0 && p.measure(word, size, bold) > wide {
		return word[:end], word[end:]
	}
	return word, ""
}

// spaceless reports whether a word is of a script that puts no spaces between words.
func spaceless(word string) bool {
	for _, r := range word {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) {
			return true
		}
	}
	return false
}

// height is how far down a paragraph would go.
func (p *pen) height(s string, st style, wide float32) float32 {
	at := *p
	at.marks = nil
	h := at.paraAt(s, st, 0, 0, wide)
	p.broken = p.broken || at.broken
	return h
}

// box paints a panel.
func (p *pen) box(x, y, w, h float32, fill, stroke ink, thick, radius float32) {
	p.marks = append(p.marks, mark{kind: box, x: x, y: y, w: w, h: h, fill: fill, stroke: stroke, thick: thick, radius: radius})
}

// icon paints an icon of a size.
func (p *pen) icon(name string, x, y, size float32, in ink) {
	p.marks = append(p.marks, mark{kind: icon, x: x, y: y, w: size, h: size, fill: in, text: name})
}

// panel paints a box behind whatever inside sets, with a margin of half a letter.
func (p *pen) panel(fill, stroke ink, thick float32, inside func()) {
	at, x, wide, top := len(p.marks), p.x, p.wide, p.y
	m := 0.6 * p.u
	p.marks = append(p.marks, mark{}) // its place below what is in it
	p.x, p.wide, p.y = x+m, wide-2*m, top+0.75*m
	inside()
	p.x, p.wide, p.y = x, wide, p.y+0.75*m
	p.marks[at] = mark{kind: box, x: x, y: top, w: wide, h: p.y - top, fill: fill, stroke: stroke, thick: thick, radius: 0.4 * p.u}
}

// side leaves the right part of the column to what inside sets, and goes on at its left.
func (p *pen) side(share float32, inside func()) {
	gutter := p.screenW * 0.035
	w := p.wide * share
	x, wide, y := p.x, p.wide, p.y
	p.x, p.wide = x+wide-w, w
	inside()
	p.deepest = max(p.deepest, p.y)
	p.x, p.wide, p.y = x, wide-w-gutter, y
}

// shift moves marks down that were made since the first.
func (p *pen) shift(first int, by float32) {
	for i := first; i < len(p.marks); i++ {
		p.marks[i].y += by
	}
}
