// Package spelling knows how English words are written: as in Australia, in Britain and in America, all of which
// are right. Its words are those of SCOWL up to size 60, of which the dictionaries of hunspell are made too;
// scripts/spelling makes the list.
package spelling

import (
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agext/levenshtein"
)

//go:embed words.txt.gz
var packed []byte

// A Dictionary is a set of words. It does not change, so any number of goroutines may ask it.
type Dictionary struct {
	words map[string]uint8 // to how rare a word is: 0 for the commonest
}

// most is about how many words the list has.
const most = 93_000

// English reads the list that comes with the program, which takes some milliseconds.
func English() (*Dictionary, error) {
	zip, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("opening the list of words: %w", err)
	}
	list, err := io.ReadAll(zip)
	if err != nil {
		return nil, fmt.Errorf("reading the list of words: %w", err)
	}
	d := &Dictionary{words: make(map[string]uint8, most)}
	d.add(string(list))
	return d, nil
}

// add takes words, a line each, with an empty line before those that are rarer.
func (d *Dictionary) add(list string) {
	rare := uint8(0)
	for len(list) > 0 {
		word, rest, _ := strings.Cut(list, "\n")
		if list = rest; word == "" {
			rare++
			continue
		}
		d.words[word] = rare
	}
}

// Knows reports whether a word is written like this. A word that begins a sentence or stands in capitals is known by
// its small letters, and what belongs to somebody ("Robin's", "the nurses'") by who that is. The apostrophe may be
// straight or curly.
func (d *Dictionary) Knows(word string) bool {
	word = strings.ReplaceAll(word, "’", "'")
	if d.has(word) {
		return true
	}
	for _, end := range []string{"'s", "'S", "'"} {
		if owner, ok := strings.CutSuffix(word, end); ok && owner != "" && d.has(owner) {
			return true
		}
	}
	return false
}

func (d *Dictionary) has(word string) bool {
	if _, ok := d.words[word]; ok {
		return true
	}
	first, size := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(first) {
		return false
	}
	low := strings.ToLower(word)
	if rest := word[size:]; strings.ToLower(rest) != rest && strings.ToUpper(rest) != rest {
		return false // neither a name nor all capitals, such as "tHe"
	}
	if _, ok := d.words[low]; ok {
		return true
	}
	_, ok := d.words[string(first)+low[min(size, len(low)):]]
	return ok
}

// longest is how long a word may be that is compared with all others.
const longest = 40 // bytes

// Suggest gives at most n words that somebody may have meant, the likeliest first: those with the fewest slips, and
// of these the commonest. A word in capitals is given words in capitals.
func (d *Dictionary) Suggest(word string, n int) []string {
	word = strings.ReplaceAll(word, "’", "'")
	if len(word) > longest {
		return nil
	}
	low := strings.ToLower(word)
	slips := 1
	if len(low) > 4 {
		slips = 2
	}
	var found []suggestion
	for other, rare := range d.words {
		if len(other) > len(low)+slips || len(other) < len(low)-slips {
			continue
		}
		if s, ok := compare(low, other, slips); ok {
			s.rare = rare
			found = append(found, s)
		}
	}
	slices.SortFunc(found, suggestion.compare)
	var words []string
	for _, s := range found[:min(n, len(found))] {
		words = append(words, alike(word, s.word))
	}
	return words
}

type suggestion struct {
	word  string
	slips int
	rare  uint8
	first bool // begins with the same letter
}

func (s suggestion) compare(t suggestion) int {
	same := func(s suggestion) int {
		if s.first {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(s.slips, t.slips), cmp.Compare(same(s), same(t)), cmp.Compare(s.rare, t.rare), cmp.Compare(s.word, t.word))
}

// compare counts the slips between what was written and a word. Two letters that changed places are one slip.
func compare(written, word string, most int) (suggestion, bool) {
	low := strings.ToLower(word)
	s := suggestion{word: word, first: written[:1] == low[:1]}
	if !s.first && written[len(written)-1] != low[len(low)-1] && len(written) > 3 {
		return s, false // nobody misspells both ends
	}
	if swapped(written, low) {
		s.slips = 1
		return s, true
	}
	s.slips = levenshtein.Distance(written, low, nil) // a bound (MaxCost) gives wrong distances in v1.2.3
	return s, s.slips <= most
}

// swapped reports whether two letters next to each other have changed places, and nothing else differs.
func swapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// alike writes a suggestion as the word was written: in capitals, or with one at its beginning.
func alike(written, word string) string {
	first, size := utf8.DecodeRuneInString(written)
	switch {
	case !unicode.IsUpper(first):
		return word
	case len(written) > size && strings.ToUpper(written) == written:
		return strings.ToUpper(word)
	}
	first, size = utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(first)) + word[size:]
}
