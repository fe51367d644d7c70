package content

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/quiz"
)

// WriteQuiz writes a quiz as a quiz.yaml, from which Load makes the same quiz. Space in texts becomes single
// spaces. Nothing is written, and the error names the item, where a text has a character that Load refuses;
// whether the rest is sound, only Load can tell.
func WriteQuiz(w io.Writer, q quiz.Quiz) error {
	doc := new(mapping)
	doc.text("id", string(q.ID))
	doc.text("pass", strconv.Itoa(q.Pass))
	var shuffle []string
	if q.ShuffleItems {
		shuffle = append(shuffle, "items")
	}
	if q.ShuffleChoices {
		shuffle = append(shuffle, "choices")
	}
	doc.texts("shuffle", shuffle)
	doc.text("feedback", string(q.Feedback))
	doc.truth("ask_sure", q.AskSure)
	var draws, items []*mapping
	for _, d := range q.Draws {
		draws = append(draws, drawMapping(d))
	}
	for _, it := range q.Items {
		m := itemMapping(it)
		if m.unseen != "" {
			return fmt.Errorf("writing the item “%s”: %s", it.ID, m.unseen)
		}
		items = append(items, m)
	}
	doc.list("draw", draws)
	doc.list("items", items)
	if doc.unseen != "" {
		return fmt.Errorf("writing the quiz: %s", doc.unseen)
	}
	var out bytes.Buffer
	for _, line := range doc.lines {
		out.WriteString(line + "\n")
	}
	if _, err := out.WriteTo(w); err != nil {
		return fmt.Errorf("writing the quiz: %w", err)
	}
	return nil
}

func drawMapping(d quiz.Draw) *mapping {
	m := new(mapping)
	m.text("count", strconv.Itoa(d.Count))
	m.text("objective", d.Objective)
	m.text("bank", d.Bank)
	return m
}

func itemMapping(it quiz.Item) *mapping {
	m := new(mapping)
	m.text("id", string(it.ID))
	m.text("type", string(it.Kind))
	m.truth("survey", it.Survey)
	m.text("bank", it.Bank)
	m.text("objective", it.Objective)
	m.text("lesson", it.Lesson)
	m.truth("critical", it.Critical)
	m.truth("partial", it.Partial)
	m.text("prompt", it.Prompt)
	m.text("hint", it.Hint)
	m.text("unit", it.Unit)
	var choices []*mapping
	for _, c := range it.Choices {
		choices = append(choices, choiceMapping(it, c))
	}
	m.list("choices", choices)
	m.text("explanation", it.Explanation)
	if len(it.Sources) > 0 {
		m.texts("sources", it.Sources)
	}
	return m
}

func choiceMapping(it quiz.Item, c quiz.Choice) *mapping {
	m := new(mapping)
	m.text("id", string(c.ID))
	if it.Kind != quiz.TrueFalse {
		m.text("text", c.Text)
	}
	m.text("match", c.Match)
	m.text("tolerance", c.Tolerance)
	m.truth("correct", c.Correct)
	if it.Partial && c.Credit != 0 {
		m.text("credit", percentText(c.Credit))
	}
	m.text("feedback", c.Feedback)
	return m
}

// A mapping is written key by key; what is empty or false is left out. A YAML library would write every emoji
// as its number.
type mapping struct {
	lines  []string
	unseen string // the first character that may not stand in content
}

// text writes one value, of which the reader takes every word as it is, so that only what begins or ends
// something else needs quotes.
func (m *mapping) text(key, text string) {
	if text = m.checked(text); text == "" {
		return
	}
	if !plainYAML(text) {
		text = quotedYAML(text)
	}
	m.lines = append(m.lines, key+": "+text)
}

// checked is a text with single spaces.
func (m *mapping) checked(text string) string {
	text = strings.Join(strings.FieldsFunc(text, isBlank), " ")
	i, r := firstUnseen([]byte(text))
	if i < 0 {
		i = strings.IndexFunc(text, isNoCharacter)
		r, _ = utf8.DecodeRuneInString(text[max(i, 0):])
	}
	if i >= 0 && m.unseen == "" {
		m.unseen = unseen(r)
	}
	return text
}

// isBlank reports what the reader takes for a space, and what would be one if it were allowed.
func isBlank(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' }

// isNoCharacter reports what YAML does not allow although nothing is wrong with it as UTF-8.
func isNoCharacter(r rune) bool { return r == '\ufffe' || r == '\uffff' }

// plainYAML reports whether a text can stand in a line of its own without quotes.
func plainYAML(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	negative := quiz.IsDecimal(text) && first == '-'
	switch {
	case !negative && !unicode.IsLetter(first) && !unicode.IsDigit(first):
		return false
	case strings.Contains(text, ": ") || strings.Contains(text, " #") || strings.HasSuffix(text, ":"):
		return false
	}
	return !slices.Contains([]string{"null", "Null", "NULL"}, text)
}

func quotedYAML(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

func (m *mapping) truth(key string, value bool) {
	if value {
		m.text(key, "true")
	}
}

// texts writes a list in one line.
func (m *mapping) texts(key string, texts []string) {
	var all []string
	for _, t := range texts {
		if t = m.checked(t); !isID(t) {
			t = quotedYAML(t)
		}
		all = append(all, t)
	}
	m.lines = append(m.lines, key+": ["+strings.Join(all, ", ")+"]")
}

// list writes a list of mappings.
func (m *mapping) list(key string, all []*mapping) {
	if len(all) == 0 {
		return
	}
	m.lines = append(m.lines, key+":")
	for _, one := range all {
		lead := "  - "
		for _, line := range one.lines {
			m.lines = append(m.lines, lead+line)
			lead = "    "
		}
		if m.unseen == "" {
			m.unseen = one.unseen
		}
	}
}
