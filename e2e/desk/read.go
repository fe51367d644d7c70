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

// scale enlarges what is read: Tesseract expects letters of printed size.
const scale = 2

// Read returns what is legible, line by line from the top. It looks twice, since dark letters on light and
// light letters on dark (a button, dark mode) are each lost on Tesseract in the company of the other.
func (d *Desk) Read(ctx context.Context) ([]Word, error) {
	img, err := d.Frame()
	if err != nil {
		return nil, err
	}
	gray := enlargedGray(img)
	words, err := d.recognise(ctx, gray)
	if err != nil {
		return nil, err
	}
	for i := range gray.Pix {
		gray.Pix[i] = 255 - gray.Pix[i]
	}
	inverted, err := d.recognise(ctx, gray)
	if err != nil {
		return nil, err
	}
	words = merge(words, inverted)
	sortLines(words)
	return words, nil
}

func (d *Desk) recognise(ctx context.Context, img *image.Gray) ([]Word, error) {
	var picture bytes.Buffer
	if err := png.Encode(&picture, img); err != nil {
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
	return words, nil
}

// merge adds the words of the second look where the first saw nothing, or fewer letters.
func merge(first, second []Word) []Word {
	overlap := func(a, b Word) bool {
		return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
	}
	var out []Word
	for _, w := range first {
		covered := 0
		for _, s := range second {
			if overlap(w, s) {
				covered += len(letters(s.Text))
			}
		}
		if covered <= len(letters(w.Text)) {
			out = append(out, w)
		}
	}
	kept := len(out)
	for _, s := range second {
		if !slices.ContainsFunc(out[:kept], func(w Word) bool { return overlap(w, s) }) {
			out = append(out, s)
		}
	}
	return out
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

// See waits until a phrase is legible and returns where. A phrase stands on one line; case and punctuation
// do not count, and one letter of a longer word may be misread.
func (d *Desk) See(ctx context.Context, phrase string) (Word, error) {
	var place Word
	err := until(ctx, 50*time.Millisecond, func() error {
		words, err := d.Read(ctx)
		if err != nil {
			return err
		}
		var ok bool
		if place, ok = find(words, phrase); !ok {
			return fmt.Errorf("%q is not to be seen among: %s", phrase, text(words))
		}
		return nil
	})
	return place, err
}

// ClickText waits until a phrase is legible and clicks on it.
func (d *Desk) ClickText(ctx context.Context, phrase string) error {
	w, err := d.See(ctx, phrase)
	if err != nil {
		return err
	}
	return d.Click(ctx, w.X+w.W/2, w.Y+w.H/2)
}

func find(words []Word, phrase string) (Word, bool) {
	want := fields(phrase)
	for i := range words {
		if i+len(want) > len(words) {
			break
		}
		all := true
		for j, w := range want {
			if !alike(letters(words[i+j].Text), w) {
				all = false
				break
			}
		}
		last := words[i+len(want)-1]
		if all && last.Y < words[i].Y+words[i].H {
			first := words[i]
			return Word{phrase, first.X, first.Y, last.X + last.W - first.X, first.H}, true
		}
	}
	return Word{}, false
}

func fields(phrase string) []string {
	var out []string
	for _, f := range strings.Fields(phrase) {
		if l := letters(f); l != "" {
			out = append(out, l)
		}
	}
	return out
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// alike allows one misread letter in words of five letters or more.
func alike(got, want string) bool {
	if got == want {
		return true
	}
	if len(want) < 5 || len(got) != len(want) {
		return false
	}
	wrong := 0
	for i := range len(want) {
		if got[i] != want[i] {
			wrong++
		}
	}
	return wrong <= 1
}

func text(words []Word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.Text + " ")
	}
	return b.String()
}
