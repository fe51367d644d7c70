package handout

import (
	"strings"
	"unicode"
)

// loose lets a word break that is longer than a line may be, such as a name of 300 letters without a space. It is told
// where by a space without width, which no reader sees. Words of scripts that are written without spaces break anyway.
func loose(text string) string {
	const (
		longest   = 20 // letters that fit the narrowest column
		piece     = 10
		zeroWidth = '\u200b'
	)
	if len(text) <= longest {
		return text
	}
	var out strings.Builder
	run, word := []rune{}, func(run []rune) {
		for i, r := range run {
			if len(run) > longest && i > 0 && i%piece == 0 && !unicode.Is(unicode.Mn, r) {
				out.WriteRune(zeroWidth)
			}
			out.WriteRune(r)
		}
	}
	for _, r := range text {
		if unicode.IsSpace(r) && r != '\u00a0' || r == '-' || r == '/' || r == zeroWidth || unspaced(r) {
			word(run)
			run = run[:0]
			out.WriteRune(r)
			continue
		}
		run = append(run, r)
	}
	word(run)
	return out.String()
}

// unspaced reports whether a letter is of a script that has no spaces between words.
func unspaced(r rune) bool {
	return r >= 0xe00 && unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
