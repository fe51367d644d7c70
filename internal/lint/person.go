package lint

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// A wording is one way to write a label.
type wording struct {
	words []string // a star at the end stands for any letters
	label *label
}

// A finder knows the labels.
type finder struct {
	first  map[string][]wording // by the first letters that each begins with
	signal map[[5]byte]bool     // the first letters of the longest word of each: without one of these, a text has no label
}

// newFinder spells out the table.
func newFinder() finder {
	f := finder{make(map[string][]wording), make(map[[5]byte]bool)}
	for i := range labels {
		for _, say := range labels[i].say {
			for _, words := range spelledOut(strings.Fields(say)) {
				key := firstLetters(strings.TrimSuffix(words[0], "*"))
				f.first[key] = append(f.first[key], wording{words, &labels[i]})
				f.signal[signalOf(words)] = true
			}
		}
	}
	for _, all := range f.first { // the longest that fits is meant
		slices.SortStableFunc(all, func(a, b wording) int { return len(b.words) - len(a.words) })
	}
	return f
}

// signalOf is how the longest word of a wording begins, the last of several: of these a text has few.
func signalOf(words []string) (key [5]byte) {
	longest := ""
	for _, word := range words {
		if len(word) >= len(longest) {
			longest = word
		}
	}
	copy(key[:], strings.TrimSuffix(longest, "*"))
	return key
}

// quiet reports whether no word of a text begins as the longest word of a label does, in any case.
func (f finder) quiet(text string) bool {
	var key [5]byte
	n := 0 // letters of the word so far
	for i := 0; i <= len(text); i++ {
		c := byte(' ')
		if i < len(text) {
			c = text[i]
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '%' {
			if n < len(key) {
				key[n] = c
			}
			n++
			continue
		}
		if n > 2 && f.signal[key] {
			return false
		}
		key, n = [5]byte{}, 0
	}
	return true
}

// firstLetters is what words are looked up by: few letters, since a word may go on after its star.
func firstLetters(word string) string {
	const few = 3
	return word[:min(few, len(word))]
}

// spelledOut puts the words of a set in the place of its name.
func spelledOut(words []string) [][]string {
	for i, word := range words {
		set, ok := sets[word]
		if !ok {
			continue
		}
		var all [][]string
		for _, one := range set {
			changed := slices.Clone(words)
			changed[i] = one
			all = append(all, spelledOut(changed)...)
		}
		return all
	}
	return [][]string{words}
}

// A token is a word of a sentence in small letters.
type token struct {
	word   string
	offset int
	ends   bool // a mark comes after it, so that a wording does not go on
}

// tokens are the words of a text. A quotation is left out: it is somebody's own voice, or shows a word.
func tokens(text string) []token {
	text = unquoted(text)
	low := strings.ToLower(text)
	if len(low) != len(text) {
		low = text // letters whose small form is longer: none in English
	}
	const letters = 5 // of a word, with its space
	all := make([]token, 0, len(low)/letters+1)
	start := -1
	for i, r := range low + " " { // which ends the last word
		inside := !isMark(r) || r == '\'' || r == '’' || r == '-' || r == '%'
		switch {
		case inside && start < 0:
			start = i
		case !inside && start >= 0:
			all = append(all, token{word: low[start:i], offset: start, ends: r != ' ' || i == len(low)})
			start = -1
		case !inside && r != ' ' && len(all) > 0:
			all[len(all)-1].ends = true
		}
	}
	return all
}

// unquoted blots out what stands between quotation marks, one character for each byte.
func unquoted(text string) string {
	if !strings.ContainsAny(text, "\"“‘") {
		return text
	}
	out := []byte(text)
	blot := func(from, to int) {
		for i := from; i < to; i++ {
			out[i] = ','
		}
	}
	closing := map[rune]string{'"': "\"", '“': "”", '‘': "’"} // less those that are not there any more
	for i, r := range text {
		end, opens := closing[r]
		if !opens || out[i] == ',' {
			continue
		}
		rest := text[i+len(string(r)):]
		j := strings.Index(rest, end)
		if r == '‘' {
			j = closingSingle(rest)
		}
		if j < 0 {
			delete(closing, r)
			continue
		}
		blot(i, i+len(string(r))+j+len(end))
	}
	return string(out)
}

// closingSingle finds the ’ that closes a quotation, and not the one in "don’t".
func closingSingle(rest string) int {
	for i, r := range rest {
		if r != '’' {
			continue
		}
		after := strings.TrimPrefix(rest[i:], "’")
		if next := strings.IndexFunc(after, unicode.IsLetter); next != 0 {
			return i
		}
	}
	return -1
}

// respectful finds labels in what a person reads.
func (c *checker) respectful(s *source, passages []passage) {
	for i := range passages {
		p := &passages[i]
		if p.quoted || p.kind == answer || c.labels.quiet(p.text) {
			continue
		}
		words := tokens(p.text)
		for at := 0; at < len(words); at++ {
			w, ok := c.labels.at(words, at)
			if !ok {
				continue
			}
			said := strings.TrimRight(p.text[words[at].offset:words[at+len(w.words)-1].end()], ",.")
			s.adviseWord(personFirst, p.where(words[at].offset), said, fmt.Sprintf("“%s”: %s", said, w.label.why),
				"better: "+w.label.better+"; "+w.label.source)
			at += len(w.words) - 1
		}
	}
}

func (t token) end() int { return t.offset + len(t.word) }

// at finds the label that begins at a word.
func (f finder) at(words []token, at int) (wording, bool) {
	for _, w := range f.first[firstLetters(words[at].word)] {
		if w.fits(words[at:]) && w.meant(words, at) {
			return w, true
		}
	}
	return wording{}, false
}

// fits reports whether the words begin as the wording does.
func (w wording) fits(words []token) bool {
	if len(words) < len(w.words) {
		return false
	}
	for i, want := range w.words {
		stem, star := strings.CutSuffix(want, "*")
		got := strings.TrimSuffix(strings.TrimSuffix(words[i].word, "'s"), "’s")
		if got != want && !(star && strings.HasPrefix(got, stem)) || words[i].ends && i+1 < len(w.words) {
			return false
		}
	}
	return true
}

// meant reports whether the words around a wording let it mean what the table is about.
func (w wording) meant(words []token, at int) bool {
	last := at + len(w.words) - 1
	next, before := "", ""
	if last+1 < len(words) && !words[last].ends {
		next = words[last+1].word
	}
	if at > 0 && !words[at-1].ends {
		before = words[at-1].word
	}
	return !slices.Contains(w.label.unless, next) && !slices.Contains(w.label.after, before) &&
		(w.label.only == nil || slices.Contains(w.label.only, next)) && (w.label.before == nil || slices.Contains(w.label.before, before))
}
