package desk

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"image"
	"image/png"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// A Word is something legible on the desk.
type Word struct {
	Text       string
	X, Y, W, H int
}

// Tesseract expects letters of printed size: what is read is enlarged. What is large on a projector is read as it is.
const (
	usual = 2
	large = 1
)

// Read returns what is legible, line by line from the top; in a window on a projector first what is small, and then
// again what is large.
func (d *Desk) Read(ctx context.Context) ([]Word, error) {
	img, err := d.seen()
	if err != nil {
		return nil, err
	}
	if l := d.last; l.img != nil && l.projector == d.projector && l.img.Rect == img.Rect && bytes.Equal(l.img.Pix, img.Pix) {
		return slices.Clone(l.words), nil
	}
	words, err := d.recognise(ctx, img, usual)
	if err != nil {
		return nil, err
	}
	if d.projector {
		more, err := d.recognise(ctx, img, large)
		if err != nil {
			return nil, err
		}
		words = append(words, more...)
	}
	d.last = look{img, d.projector, words}
	return slices.Clone(words), nil
}

// A look is what was read last. Waiting for something means reading the same again and again, which would keep the
// processor from what is waited for.
type look struct {
	img       *image.RGBA
	projector bool
	words     []Word
}

func (d *Desk) recognise(ctx context.Context, img *image.RGBA, scale int) ([]Word, error) {
	var picture bytes.Buffer
	if err := png.Encode(&picture, lettersOf(gray(img, scale))); err != nil {
		return nil, err
	}
	out, err := d.feed(ctx, &picture, "tesseract", "-", "-", "--psm", "11", "tsv")
	if err != nil {
		return nil, err
	}
	var words []Word
	for _, row := range strings.Split(out, "\n") {
		f := strings.Split(row, "\t")
		if len(f) != 12 || f[0] != "5" {
			continue
		}
		n := [5]int{}
		for i := range n[:4] {
			if n[i], err = strconv.Atoi(f[6+i]); err != nil {
				return nil, fmt.Errorf("reading the screen: %w", err)
			}
		}
		confidence, err := strconv.ParseFloat(f[10], 64)
		if err != nil {
			return nil, fmt.Errorf("reading the screen: %w", err)
		}
		const tallest = 100 // pixels: taller "words" are boxes taken for letters
		if letters(f[11]) != "" && confidence > 20 && n[3]/scale < tallest {
			words = append(words, Word{f[11], n[0] / scale, n[1] / scale, n[2] / scale, n[3] / scale})
		}
	}
	sortLines(words)
	return words, nil
}

// sortLines orders words as they are read. Words whose middles are within half a letter's height are on one line.
func sortLines(words []Word) {
	middle := func(w Word) int { return w.Y + w.H/2 }
	slices.SortFunc(words, func(a, b Word) int { return cmp.Compare(middle(a), middle(b)) })
	for start := 0; start < len(words); {
		end := start + 1
		for end < len(words) && middle(words[end])-middle(words[end-1]) <= max(3, words[end-1].H/2) && middle(words[end])-middle(words[start]) <= words[start].H {
			end++
		}
		slices.SortFunc(words[start:end], func(a, b Word) int { return cmp.Compare(a.X, b.X) })
		start = end
	}
}

// lookAgain is how long the eyes rest between two looks.
const lookAgain = 50 * time.Millisecond

// See waits until a phrase is legible and returns where. A phrase stands on one line; case, spaces and punctuation
// do not count, its last word may be the beginning of one, and a letter in ten may be misread.
func (d *Desk) See(ctx context.Context, phrase string) (Word, error) {
	var place Word
	err := d.Until(ctx, func(words []Word) error {
		var ok bool
		if place, ok = find(words, phrase); !ok {
			return fmt.Errorf("%q is not to be seen", phrase)
		}
		return nil
	})
	return place, err
}

// Until waits until what is legible is as a check wants it.
func (d *Desk) Until(ctx context.Context, check func([]Word) error) error {
	return until(ctx, lookAgain, func() error {
		words, err := d.Read(ctx)
		if err != nil {
			return err
		}
		if err := check(words); err != nil {
			return fmt.Errorf("%w among: %s", err, text(words))
		}
		return nil
	})
}

// ClickText waits until a phrase is legible and clicks on it.
func (d *Desk) ClickText(ctx context.Context, phrase string) error {
	w, err := d.See(ctx, phrase)
	if err != nil {
		return err
	}
	return d.Click(ctx, w.X+w.W/2, w.Y+w.H/2)
}

// Lines gives each line of what was read as one word, from the top.
func Lines(words []Word) []Word {
	var lines []Word
	for _, w := range words {
		if n := len(lines); n > 0 && w.X > lines[n-1].X && w.Y < lines[n-1].Y+lines[n-1].H {
			l := &lines[n-1]
			l.Text, l.W = l.Text+" "+w.Text, w.X+w.W-l.X
			continue
		}
		lines = append(lines, w)
	}
	return lines
}

// Under is the first word of what stands below a label, at its left edge. It is read as a figure where it can be one.
func Under(words []Word, label string) (value string, ok bool) {
	const below, beside = 34, 6 // pixels
	at, ok := find(words, label)
	if !ok {
		return "", false
	}
	for _, w := range words {
		if w.Y > at.Y+at.H && w.Y < at.Y+at.H+below && abs(w.X-at.X) <= beside {
			switch w.Text {
			case "l", "I", "|", "i":
				return "1", true
			case "O", "o":
				return "0", true
			}
			return w.Text, true
		}
	}
	return "", false
}

func abs(n int) int { return max(n, -n) }

// Likeness is how much of a text stands in a line, from 0 to 1: the longest run of letters and digits that both have,
// against that text's own, of which enough to tell it from others counts.
func Likeness(line, text string) float64 {
	const enough = 30
	l, t := letters(line), letters(text)
	if t == "" {
		return 0
	}
	longest := 0
	ends := make([]int, len(l)+1) // length of the common run that ends at each letter of the line
	for i := range len(t) {
		before := 0
		for j := range len(l) {
			run := 0
			if l[j] == t[i] {
				run = before + 1
			}
			before, ends[j+1] = ends[j+1], run
			longest = max(longest, run)
		}
	}
	return min(1, float64(longest)/float64(min(len(t), enough)))
}

// Legible reports whether a phrase is among what was read, as See understands it.
func Legible(words []Word, phrase string) bool {
	_, ok := find(words, phrase)
	return ok
}

// Find is where a phrase is among what was read.
func Find(words []Word, phrase string) (Word, bool) { return find(words, phrase) }

// find looks for a phrase. Only its letters and digits count: Tesseract now and then joins words or splits them.
func find(words []Word, phrase string) (Word, bool) {
	want := letters(phrase)
	for i, first := range words {
		got, end := "", first
		for _, w := range words[i:] {
			if w.Y >= first.Y+first.H || len(got) >= len(want) {
				break // the line, or the phrase, has ended
			}
			got, end = got+letters(w.Text), w
		}
		if len(got) >= len(want) && alike(got[:len(want)], want) {
			return Word{phrase, first.X, first.Y, end.X + end.W - first.X, first.H}, true
		}
	}
	return Word{}, false
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// alike allows one misread letter in ten; digits have to be right.
func alike(got, want string) bool {
	wrong := 0
	for i := range len(want) {
		if got[i] != want[i] {
			wrong++
			if want[i] >= '0' && want[i] <= '9' {
				return false
			}
		}
	}
	return wrong <= len(want)/10
}

func text(words []Word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.Text + " ")
	}
	return b.String()
}
