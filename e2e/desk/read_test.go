package desk

import (
	"image"
	"testing"
)

func TestPhrasesAreFoundAsTesseractReadsThem(t *testing.T) {
	line := func(y int, texts ...string) []Word {
		var out []Word
		for i, s := range texts {
			out = append(out, Word{s, 100 * i, y, 90, 12})
		}
		return out
	}
	for _, c := range []struct {
		name   string
		words  []Word
		phrase string
		want   bool
	}{
		{"word by word", line(0, "Start", "the", "quiz"), "Start the quiz", true},
		{"joined words", line(0, "Item", "2of12"), "Item 2 of", true},
		{"split words", line(0, "Pass", "along"), "Passalong", true},
		{"a letter in ten is wrong", line(0, "Respording", "to", "an", "overdose"), "Responding to an overdose", true},
		{"another number", line(0, "Item", "3", "of"), "Item 2 of", false},
		{"too many letters are wrong", line(0, "Stop"), "Step", false},
		{"on two lines", append(line(0, "Start", "the"), line(40, "quiz")...), "Start the quiz", false},
		{"in the middle of a line", line(0, "Press", "Start", "now"), "start", true},
	} {
		if _, got := find(c.words, c.phrase); got != c.want {
			t.Errorf("%s: found %v, want %v", c.name, got, c.want)
		}
	}
}

func TestLinesAndWhatStandsUnderALabel(t *testing.T) {
	words := []Word{
		{"Minutes", 236, 195, 48, 10}, {"gone", 289, 198, 30, 11}, {"Sprays", 639, 195, 41, 13},
		{"l", 236, 218, 8, 11}, {"0", 639, 218, 8, 11},
	}
	var got []string
	for _, l := range Lines(words) {
		got = append(got, l.Text)
	}
	if len(got) != 2 || got[0] != "Minutes gone Sprays" || got[1] != "l 0" {
		t.Errorf("the lines are %q", got)
	}
	if value, ok := Under(words, "Minutes gone"); !ok || value != "1" {
		t.Errorf("under the label is %q, %v", value, ok)
	}
	if value, ok := Under(words, "Breathing"); ok {
		t.Errorf("under a label that is not there is %q", value)
	}
}

func TestLikenessTellsChoicesApart(t *testing.T) {
	for _, c := range []struct {
		line, text  string
		least, most float64
	}{
		{"3 the attendant at the gate for the key", "Run to the attendant at the gate for the key", 0.9, 1},
		{"O Give the new spray in the other nostril and go on with", "Give the new spray in the other nostril and go on with CPR", 1, 1},
		{"dCPRand naloxone", "CPR and naloxone", 1, 1},
		{"B Naloxone, then on their side", "CPR and naloxone", 0, 0.59},
		{"", "CPR", 0, 0}, {"CPR", "…", 0, 0},
	} {
		if got := Likeness(c.line, c.text); got < c.least || got > c.most {
			t.Errorf("%q is like %q by %.2f", c.line, c.text, got)
		}
	}
}

func TestBarsAreNoLetters(t *testing.T) {
	for _, c := range []struct {
		name string
		p    patch
		want bool
	}{
		{"part of a progress bar", patch{box: image.Rect(0, 0, 48, 16), pixels: 740}, true},
		{"a line below words", patch{box: image.Rect(0, 0, 100, 2), pixels: 200}, true},
		{"a dash", patch{box: image.Rect(0, 0, 24, 4), pixels: 96}, false},
		{"a wide letter", patch{box: image.Rect(0, 0, 40, 30), pixels: 500}, false},
	} {
		if got := c.p.bar(); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
