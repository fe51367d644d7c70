package quiz

import (
	"slices"
	"strconv"
	"strings"
)

// Words are what a choice says: its text or, where it has none because it belongs to a TrueFalse item, the
// words for it.
func (c Choice) Words() string {
	if c.Text != "" {
		return c.Text
	}
	switch c.ID {
	case True:
		return "True"
	case False:
		return "False"
	case Unsure:
		return "I don't know"
	}
	return string(c.ID)
}

// nothingBeside is what stands beside a left side that was left alone.
const nothingBeside = "—"

// GivenWords are what was given, in words: the choices made, in the item's order; the steps of an Order,
// numbered; "left → right" for each left side of a Match; what was typed, for a Number with its unit. "I don't
// know" is that. It is empty when nothing was given.
func (it Item) GivenWords(g Given) []string {
	if !it.Survey && g.DontKnow() {
		return []string{Choice{ID: Unsure}.Words()}
	}
	var words []string
	switch it.Kind {
	case Short, Number:
		if text := strings.TrimSpace(g.Text); text != "" {
			words = append(words, it.withUnit(text))
		}
	case Order:
		for i, id := range g.Choices {
			words = append(words, numbered(i, it.wordsOf(id)))
		}
	case Match:
		if len(g.Choices) > 0 {
			words = it.pairs(func(n int, _ Choice) string { return it.rightBeside(g, n) })
		}
	default:
		for _, c := range it.Choices {
			if slices.Contains(g.Choices, c.ID) {
				words = append(words, c.Words())
			}
		}
		for _, id := range g.Choices {
			if it.at(id) < 0 {
				words = append(words, string(id))
			}
		}
	}
	return words
}

// RightWords are the right response in words, as GivenWords writes it. Short has every accepted variant, with
// "…" for what may be anything, unless others say it whole, and Number from where to where an answer may be. A
// survey has none.
func (it Item) RightWords() []string {
	if it.Survey {
		return nil
	}
	var words []string
	switch it.Kind {
	case Order:
		for i, c := range it.inOrder() {
			words = append(words, numbered(i, c.Words()))
		}
		return words
	case Match:
		return it.pairs(func(_ int, c Choice) string { return c.Match })
	}
	whole := it.Kind == Short && slices.ContainsFunc(it.Choices, func(c Choice) bool { return c.Correct && !c.takesPart() })
	for _, c := range it.Choices {
		if c.Correct && (!whole || !c.takesPart()) {
			words = append(words, it.rightWords(c))
		}
	}
	return words
}

// takesPart reports whether some of a Short answer may be anything.
func (c Choice) takesPart() bool {
	return strings.Contains(strings.ReplaceAll(c.Text, `\*`, ""), "*")
}

func (it Item) rightWords(c Choice) string {
	switch {
	case it.Kind == Short:
		const star = "\x00"
		text := strings.ReplaceAll(c.Text, `\*`, star)
		return strings.ReplaceAll(strings.ReplaceAll(text, "*", "…"), star, "*")
	case it.Kind == Number && c.takesAny():
		return "any number"
	case it.Kind == Number:
		if low, high := c.Range(); low != high {
			return "from " + low + " to " + it.withUnit(high)
		}
		return it.withUnit(c.Text)
	}
	return c.Words()
}

// withUnit adds the unit of a Number that was written without one.
func (it Item) withUnit(text string) string {
	endsInDigit := text != "" && allDigits(text[len(text)-1:])
	if it.Kind == Number && it.Unit != "" && endsInDigit && !strings.HasSuffix(text, it.Unit) {
		return text + " " + it.Unit
	}
	return text
}

func numbered(i int, text string) string { return strconv.Itoa(i+1) + ". " + text }

func (it Item) wordsOf(id ChoiceID) string {
	if i := it.at(id); i >= 0 {
		return it.Choices[i].Words()
	}
	return string(id)
}

// pairs writes each left side of a Match, counted from 0, with what stands beside it.
func (it Item) pairs(beside func(n int, left Choice) string) []string {
	var words []string
	for _, c := range it.Choices {
		if c.Text != "" {
			words = append(words, c.Text+" → "+beside(len(words), c))
		}
	}
	return words
}

func (it Item) rightBeside(g Given, n int) string {
	if n >= len(g.Choices) || g.Choices[n] == "" {
		return nothingBeside
	}
	if i := it.at(g.Choices[n]); i >= 0 {
		return it.Choices[i].Match
	}
	return string(g.Choices[n])
}
