package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A sentence is a part of a passage.
type sentence struct {
	words  []string // what has a letter or a digit in it, between spaces, dashes and slashes
	offset int      // in the passage
}

// appendWords adds the words of a text to others, without the marks around them.
func appendWords(words []string, text string) []string {
	start, end := -1, 0 // of the letters and digits of a word so far
	for i, r := range text {
		switch {
		case r == ' ' || r == '\n' || r == '—' || r == '–' || r == '/':
			if start >= 0 {
				words = append(words, text[start:end])
			}
			start = -1
		case !isMark(r):
			if start < 0 {
				start = i
			}
			end = i + utf8.RuneLen(r)
		}
	}
	if start >= 0 {
		words = append(words, text[start:end])
	}
	return words
}

func isMark(r rune) bool {
	if r < utf8.RuneSelf {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9')
	}
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// sentences cuts a text where a full stop, a question mark, an exclamation mark, a colon or a semicolon ends a full unit
// of speech: what Flesch counts as a sentence (How to Write Plain English, 1979, chapter 2).
func sentences(text string) []sentence {
	const letters = 5 // of a word, with its space
	c := cutter{text: text, words: make([]string, 0, len(text)/letters+1)}
	start := 0
	for i, r := range text {
		switch r {
		case '.', '!', '?', ':', ';', '…':
		default:
			continue
		}
		if i < start {
			continue
		}
		end := i + utf8.RuneLen(r)
		for end < len(text) { // what closes together with it
			next, size := utf8.DecodeRuneInString(text[end:])
			if !strings.ContainsRune(".!?…\"'”’)]", next) {
				break
			}
			end += size
		}
		if r == '.' && isAbbreviation(text[start:i], text[end:]) {
			continue
		}
		if end == len(text) || text[end] == ' ' {
			c.add(start, end)
			start = end
		}
	}
	c.add(start, len(text))
	return c.all
}

// A cutter collects the sentences of a text. Their words lie in one row.
type cutter struct {
	text  string
	words []string
	all   []sentence
}

func (c *cutter) add(start, end int) {
	before := len(c.words)
	c.words = appendWords(c.words, c.text[start:end])
	if words := c.words[before:len(c.words):len(c.words)]; len(words) > 0 {
		c.all = append(c.all, sentence{words, start + strings.Index(c.text[start:end], words[0])})
	}
}

// isAbbreviation reports whether a full stop between two texts ends no sentence.
func isAbbreviation(before, after string) bool {
	const longest = 8 // of an abbreviation, and of what stands before it
	before, after = before[max(0, len(before)-longest):], after[:min(longest, len(after))]
	switch strings.ToLower(before[strings.LastIndexAny(before, " (\"“")+1:]) {
	case "dr", "mr", "mrs", "ms", "st":
		return true
	case "e.g", "i.e", "etc", "vs", "approx", "a.m", "p.m", "incl":
		next, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, " "))
		return !unicode.IsUpper(next) && strings.TrimSpace(after) != ""
	}
	return false
}
