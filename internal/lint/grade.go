package lint

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

const (
	// longestSentence is how many words the Australian Government's Style Manual allows ("Sentence length": 15 on average, 25
	// at most).
	longestSentence = 25
	// fewestWords are those from which on a grade means something: the formula was made for samples of about a hundred.
	fewestWords = 100
	// fewestOfParagraph are those from which on a paragraph is looked at by itself.
	fewestOfParagraph = 40
	// harder is how many grades one paragraph may be above what its whole text may be.
	harder = 2
)

// A tally counts what makes a text hard to read.
type tally struct{ words, sentences, counted, syllables int }

func (t *tally) add(u tally) {
	t.words += u.words
	t.sentences += u.sentences
	t.counted += u.counted
	t.syllables += u.syllables
}

// grade is the Flesch-Kincaid grade level: the year of an American school in which a text can be read. From Kincaid,
// Fishburne, Rogers and Chissom: Derivation of New Readability Formulas for Navy Enlisted Personnel, Research Branch
// Report 8-75, Naval Technical Training Command, 1975.
func (t tally) grade() float64 {
	if t.sentences == 0 || t.counted == 0 {
		return 0
	}
	return 0.39*float64(t.words)/float64(t.sentences) + 11.8*float64(t.syllables)/float64(t.counted) - 15.59
}

// count counts a text. Names, figures and words that are known by name (of drugs, or explained in the glossary) are words
// of a sentence, but how long they are says nothing: whoever reads about naloxone has to meet the word.
func (c *checker) count(all []sentence) tally {
	var t tally
	for _, s := range all {
		t.sentences++
		t.words += len(s.words)
		for i, word := range s.words {
			first, _ := utf8.DecodeRuneInString(word)
			if i > 0 && unicode.IsUpper(first) && word != "I" || unicode.IsDigit(first) {
				continue
			}
			if n := c.weigh(word); n > 0 {
				t.counted++
				t.syllables += n
			}
		}
	}
	return t
}

// weigh gives the syllables of a word; 0 for one that does not count.
func (c *checker) weigh(word string) int {
	n, ok := c.weights[word]
	if !ok {
		if !c.terms.plain(word) {
			n = syllables(word)
		}
		c.weights[word] = n
	}
	return n
}

// readable judges how hard a text is to read: each sentence, each longer paragraph, and the whole.
func (c *checker) readable(s *source, passages []passage, most int, what string) {
	var whole tally
	hardest, at := 0.0, -1
	for i := range passages {
		p := &passages[i]
		if p.kind == answer {
			continue
		}
		all := sentences(p.text)
		for _, one := range all {
			if n := len(one.words); n > longestSentence {
				s.advise(sentenceLength, p.where(one.offset), fmt.Sprintf("the sentence “%s” has %d words; up to %d read well", excerpt(p.text[one.offset:]), n, longestSentence), "make two of it")
			}
		}
		if p.kind != prose || len(all) == 0 {
			continue
		}
		begins := p.where(all[0].offset)
		t := c.count(all)
		whole.add(t)
		g := t.grade()
		if t.words >= fewestOfParagraph && g >= float64(most+harder) {
			s.advise(readingGrade, begins, fmt.Sprintf("the paragraph “%s” reads at grade %.0f", excerpt(p.text), g), "shorter sentences, shorter words")
		}
		if t.words >= fewestOfParagraph/2 && g > hardest {
			hardest, at = g, begins
		}
	}
	if g := whole.grade(); whole.words >= fewestWords && g > float64(most) {
		hint := "shorter sentences, shorter words"
		if at >= 0 {
			line, _ := s.place(at)
			hint += fmt.Sprintf("; the hardest paragraph is in line %d", line)
		}
		s.advise(readingGrade, -1, fmt.Sprintf("the text reads at grade %.1f; %s is for grade %d at most", g, what, most), hint)
	}
}
