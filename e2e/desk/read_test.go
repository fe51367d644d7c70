package desk

import "testing"

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
