package lint

import (
	"fmt"
	"strings"
)

// spelled looks up every word that a person reads. A word that is wrong often is reported once, with how often.
func (c *checker) spelled(s *source, passages []passage) {
	type slip struct{ offset, times int }
	slips := map[string]*slip{}
	var order []string
	for i := range passages {
		p := &passages[i]
		if p.kind == answer {
			continue
		}
		for _, found := range c.words.Slips(p.text, c.terms.knows) {
			if was, ok := slips[found.Word]; ok {
				was.times++
				continue
			}
			slips[found.Word] = &slip{p.where(found.Offset), 1}
			order = append(order, found.Word)
		}
	}
	for _, word := range order[:min(len(order), mostAlike+1)] {
		again := ""
		if n := slips[word].times; n > 1 {
			again = fmt.Sprintf(", %d times in this file", n)
		}
		s.adviseWord(spellingRule, slips[word].offset, word, fmt.Sprintf("“%s” is in no dictionary%s", word, again), addIt)
	}
}

const (
	mostGuesses = 100 // words that are guessed for a library: each takes some milliseconds
	addIt       = "if it is right, add it to “words” in lint.yaml"
)

// suggest says how the first of the words may have been meant.
func (c *checker) suggest(found []finding) {
	const few = 3
	guesses := map[string]string{}
	for i := range found {
		f := &found[i]
		if f.Rule != spellingRule || f.word == "" {
			continue
		}
		hint, ok := guesses[f.word]
		if !ok {
			if len(guesses) == mostGuesses {
				return
			}
			if near := c.words.Suggest(f.word, few); len(near) > 0 {
				hint = "did you mean “" + strings.Join(near, "”, “") + "”? "
			}
			guesses[f.word] = hint
		}
		f.Suggestion = hint + addIt
	}
}
