package widgets

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
)

// A word is what stays together on a line: pieces of one or more runs with no space between them.
type word struct {
	pieces []piece
	width  float32
	space  float32 // before the word, where it is not the first of its line
	spaced int     // run that the space belongs to
	line   bool    // begins a new line
}

type piece struct {
	run   int
	text  string
	width float32
}

// A fragment is a stretch of one run on one line, ready to be drawn.
type fragment struct {
	run      int
	text     string
	x, width float32
	line     int
}

// meter measures text in the style of a run.
type meter func(run int, text string) float32

// words cuts the runs into words.
func words(runs []Run, measure meter) []word {
	var out []word
	var cur word
	glued := false
	flush := func() {
		if glued {
			out = append(out, cur)
		}
		cur, glued = word{}, false
	}
	for i, r := range runs {
		for rest := r.Text; rest != ""; {
			cut, gap := nextBreak(rest)
			if cut > 0 {
				w := measure(i, rest[:cut])
				cur.pieces = append(cur.pieces, piece{i, rest[:cut], w})
				cur.width += w
				glued = true
			}
			rest = rest[cut:]
			switch gap {
			case breakSpace:
				flush()
				rest = strings.TrimLeft(rest, " \t")
				cur.space, cur.spaced = measure(i, " "), i
			case breakLine:
				flush()
				rest = rest[1:]
				if cur.line { // an empty line
					out = append(out, cur)
				}
				cur = word{line: true}
			case breakHere:
				flush()
			}
		}
	}
	flush()
	return out
}

type breaking int

const (
	breakNone  breaking = iota
	breakHere           // after a hyphen or slash
	breakSpace          // at a space
	breakLine           // at a newline
)

// nextBreak finds where text may be broken first: before byte cut.
func nextBreak(text string) (cut int, gap breaking) {
	for i, r := range text {
		switch r {
		case ' ', '\t':
			return i, breakSpace
		case '\n':
			return i, breakLine
		case '-', '/', '–', '—':
			end := i + utf8.RuneLen(r)
			// "24/7" and "-5" stay whole: break only between letters.
			if i > 0 && end < len(text) && letterAround(text, i, end) {
				return end, breakHere
			}
		}
	}
	return len(text), breakNone
}

func letterAround(text string, before, after int) bool {
	a, _ := utf8.DecodeLastRuneInString(text[:before])
	b, _ := utf8.DecodeRuneInString(text[after:])
	return isLetter(a) && isLetter(b)
}

func isLetter(r rune) bool { return r > 127 || r|0x20 >= 'a' && r|0x20 <= 'z' }

// fill places words on lines of a width and joins neighbours of the same run.
func fill(ws []word, width float32, measure meter) (frags []fragment, lines int) {
	x, line := float32(0), 0
	for n, w := range ws {
		gap := w.space
		if w.line && n > 0 || w.line && len(w.pieces) == 0 {
			line++
			x, gap = 0, 0
		}
		if x > 0 && x+gap+w.width > width+0.01 {
			line++
			x = 0
		}
		if x == 0 {
			gap = 0
		}
		if w.width > width && width > 0 {
			frags, x, line = breakWord(frags, w, x+gap, width, line, measure)
			continue
		}
		frags = put(frags, w, x, gap, line)
		x += gap + w.width
	}
	return frags, line + 1
}

// put adds a word, joining it to the fragment before it where both are of one run.
func put(frags []fragment, w word, x, gap float32, line int) []fragment {
	x += gap
	for k, p := range w.pieces {
		last := len(frags) - 1
		joins := last >= 0 && frags[last].run == p.run && frags[last].line == line
		switch {
		case joins && k == 0 && gap > 0 && w.spaced == p.run:
			frags[last].text += " " + p.text
			frags[last].width = x + p.width - frags[last].x
		case joins && (k > 0 || gap == 0):
			frags[last].text += p.text
			frags[last].width = x + p.width - frags[last].x
		default:
			frags = append(frags, fragment{run: p.run, text: p.text, x: x, width: p.width, line: line})
		}
		x += p.width
	}
	return frags
}

// breakWord spreads a word over lines that it is too long for, rune by rune.
func breakWord(frags []fragment, w word, x, width float32, line int, measure meter) ([]fragment, float32, int) {
	for _, p := range w.pieces {
		for rest := p.text; rest != ""; {
			n := fitting(rest, width-x, func(s string) float32 { return measure(p.run, s) })
			if n == 0 && x > 0 {
				x = 0
				line++
				continue
			}
			if n == 0 {
				_, n = utf8.DecodeRuneInString(rest)
			}
			pw := measure(p.run, rest[:n])
			frags = append(frags, fragment{run: p.run, text: rest[:n], x: x, width: pw, line: line})
			x += pw
			rest = rest[n:]
		}
	}
	return frags, x, line
}

// fitting is the number of bytes of text that fit into width.
func fitting(text string, width float32, measure func(string) float32) int {
	end := 0
	for i, r := range text {
		next := i + utf8.RuneLen(r)
		if measure(text[:next]) > width {
			break
		}
		end = next
	}
	return end
}

// align moves the fragments of every line to where the text belongs in a width.
func align(frags []fragment, width float32, a fyne.TextAlign) {
	if a == fyne.TextAlignLeading {
		return
	}
	for first := 0; first < len(frags); {
		end := first
		for end < len(frags) && frags[end].line == frags[first].line {
			end++
		}
		last := frags[end-1]
		shift := max(0, width-(last.x+last.width))
		if a == fyne.TextAlignCenter {
			shift /= 2
		}
		for i := first; i < end; i++ {
			frags[i].x += shift
		}
		first = end
	}
}
