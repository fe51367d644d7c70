package spelling

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Slip is a word that is not known.
type Slip struct {
	Word   string
	Offset int // in bytes, in the text
}

// Slips finds the words of a text that neither the dictionary nor known knows. The parts of a word with hyphens are
// looked up one by one. Left out are addresses, words with digits ("12pm"), acronyms (no small letters), names with
// capitals within ("DanceWize"), letters that stand alone, and words with letters of other alphabets.
func (d *Dictionary) Slips(text string, known func(word string) bool) []Slip {
	var all []Slip
	for at, word := range words(text) {
		if _, ok := d.words[word]; ok {
			continue
		}
		if plain := strings.Trim(word, "'’"); !skipped(plain) && !d.knowsWhole(plain, known) {
			all = append(all, Slip{Word: plain, Offset: at + strings.Index(word, plain)})
		}
	}
	return all
}

func (d *Dictionary) knowsWhole(word string, known func(string) bool) bool {
	if d.Knows(word) || known != nil && known(word) {
		return true
	}
	owner := strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
	return owner != word && known != nil && known(owner)
}

// words gives the words of a text with their offsets, but for those of addresses.
func words(text string) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		for from := 0; from < len(text); {
			to := from + strings.IndexFunc(text[from:], unicode.IsSpace)
			if to < from {
				to = len(text)
			}
			if field := text[from:to]; !isAddress(field) && !inField(field, from, yield) {
				return
			}
			_, space := utf8.DecodeRuneInString(text[to:])
			from = to + space
		}
	}
}

// inField gives the words of a text without spaces that begins at an offset, until yield has enough.
func inField(field string, offset int, yield func(int, string) bool) bool {
	start := -1
	for at, r := range field {
		inside := inWord(r)
		switch {
		case inside && start < 0:
			start = at
		case !inside && start >= 0:
			if !yield(offset+start, field[start:at]) {
				return false
			}
			start = -1
		}
	}
	return start < 0 || yield(offset+start, field[start:])
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '\'' || isLetter(byte(r)) || '0' <= r && r <= '9'
	}
	return r == '’' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// isAddress reports whether a text without spaces is an address or the name of a file: it has a mark that no word
// has, or a full stop between two letters.
func isAddress(field string) bool {
	if strings.ContainsAny(field, "@_\\") || strings.Contains(field, "://") {
		return true
	}
	for i := 1; i+1 < len(field); i++ {
		if field[i] == '.' && isLetter(field[i-1]) && isLetter(field[i+1]) {
			return true
		}
	}
	return false
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// skipped reports whether nobody spells this.
func skipped(word string) bool {
	letters, small, name := 0, false, false
	for _, r := range word {
		switch {
		case unicode.IsDigit(r), r > unicode.MaxLatin1 && r != '’' && !unicode.Is(unicode.Latin, r):
			return true
		case unicode.IsLetter(r):
			name = name || letters > 0 && unicode.IsUpper(r)
			letters++
			small = small || unicode.IsLower(r)
		}
	}
	return letters < 2 || !small || name // "STIs" and "GP's" are as names
}
