package fold_test

import (
	"testing"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/fold"
)

func TestFoldingMakesTextsComparable(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Naloxone", "naloxone"},
		{"Đường", "duong"},
		{"ĐƯỜNG", "duong"},
		{"Fe\u0301licite\u0301", "felicite"}, // decomposed
		{"Łódź İstanbul", "lodz istanbul"},
		{"Ñandú", "nandu"},
		{"Привет", "привет"},
		{"漢字 12", "漢字 12"},
		{"", ""},
		{"a\xffb", "a\ufffdb"},
	} {
		if got := string(fold.Append(nil, c.text)); got != c.want {
			t.Errorf("%q folds to %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzFoldingTwiceIsFoldingOnce(f *testing.F) {
	f.Add("Đường e\u0301")
	f.Add("\xff\x00")
	f.Fuzz(func(t *testing.T, text string) {
		once := fold.Append(nil, text)
		if twice := fold.Append(nil, string(once)); string(twice) != string(once) {
			t.Errorf("%q folds to %q and then to %q", text, once, twice)
		}
		if !utf8.Valid(once) {
			t.Errorf("%q folds to %q, which is no UTF-8", text, once)
		}
	})
}
