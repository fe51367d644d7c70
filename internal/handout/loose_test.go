package handout

import (
	"strings"
	"testing"
)

func FuzzLongWordsBreakAndNothingElseChanges(f *testing.F) {
	for _, text := range []string{"", "a word", strings.Repeat("x", 300), "ກຂຄ" + strings.Repeat("ก", 60), "a\u00a0" + strings.Repeat("b\u0301", 40), "https://example.org/" + strings.Repeat("c", 90)} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(strings.ReplaceAll(text, "\u200b", ""), "")
		got := loose(text)
		if strings.ReplaceAll(got, "\u200b", "") != text {
			t.Fatalf("%q became %q", text, got)
		}
		for word := range strings.FieldsFuncSeq(got, func(r rune) bool { return r == '\u200b' || r == ' ' || r == '-' || r == '/' }) {
			if n := len([]rune(word)); n > 40 && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == "" {
				t.Fatalf("%q has a piece of %d letters", got, n)
			}
		}
	})
}
