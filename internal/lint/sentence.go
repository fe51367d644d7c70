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

// wordsIn cuts a text into words, without the marks around them.
func wordsIn(text string) []string {
	var words []string
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
	var all []sentence
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
			all = addSentence(all, text, start, end)
			start = end
		}
	}
	return addSentence(all, text, start, len(text))
}

func addSentence(all []sentence, text string, start, end int) []sentence {
	if words := wordsIn(text[start:end]); len(words) > 0 {
		all = append(all, sentence{words, start + strings.Index(text[start:end], words[0])})
	}
	return all
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
