package content

import (
	"testing"
	"unicode"
)

// TestLettersThatAreLetThroughAtOnceAreVisible goes through every character there is.
func TestLettersThatAreLetThroughAtOnceAreVisible(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		hidden := unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs)
		drawn := r >= 0x0600 && r <= 0x0605 || r == 0x06dd
		if visible(r) && hidden && !joiner(r) && !drawn {
			t.Errorf("U+%04X is let through", r)
		}
	}
}
