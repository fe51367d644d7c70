package plan

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/catalog"
)

// table makes lines "question: answer" of two columns, where the second answers the first. Of two that stand against each
// other, each cell is a line that begins with its column's head, so that nobody reads what not to do as an answer. Of more
// columns, each from the second on gets slides of its own. A row that is too long gets a slide of its own, and one that
// would need shortening none.
func (s *slideMaker) table(t catalog.Table) {
	if len(t.Head) == 2 && !s.answers(t.Head) {
		s.pairs(t)
		return
	}
	for column := 1; column < len(t.Head); column++ {
		head := ""
		if len(t.Head) > 2 {
			head = textOf(t.Head[column])
		}
		s.column(t, column, head)
	}
}

// against begins a head whose column says what not to do, or what is not so.
var against = []string{
	"do not", "don't", "don’t", "not", "never", "no", "avoid", "leave", "instead of", "myth", "wrong", "false", "before", "after",
}

// asking begins heads of questions as well as of answers, such as "What you hear" and "What you can say".
var asking = []string{"what", "which", "who", "where", "when", "why", "how", "you", "they", "the"}

// answers reports whether a table of two columns can be read as questions and answers. In other languages than English
// nothing tells, so it cannot.
func (s *slideMaker) answers(head [][]catalog.Span) bool {
	if lang, _, _ := strings.Cut(string(s.language), "-"); lang != "en" {
		return false
	}
	return !alike(textOf(head[0]), textOf(head[1])) && !slices.ContainsFunc(head, func(h []catalog.Span) bool {
		text := strings.ToLower(textOf(h))
		return slices.ContainsFunc(against, func(a string) bool { return text == a || strings.HasPrefix(text, a+" ") })
	})
}

// alike reports whether two heads begin or end with the same word, as "It can tell" and "It can't tell" or "Talk first"
// and "Practise first" do: such columns stand beside each other, and neither answers the other.
func alike(a, b string) bool {
	first, second := strings.Fields(strings.ToLower(a)), strings.Fields(strings.ToLower(b))
	if len(first) == 0 || len(second) == 0 || slices.Contains(asking, first[0]) {
		return false
	}
	if len(first) == 1 || len(second) == 1 { // "Drink" and "About 1 standard drink"
		return false
	}
	return first[0] == second[0] || first[len(first)-1] == second[len(second)-1]
}

func (s *slideMaker) pairs(t catalog.Table) {
	var units []unit
	for _, row := range t.Rows {
		u := unit{sources: sourcesOf(append(slices.Clone(t.Head), row...)...)}
		whole := true
		for i, cell := range row {
			text := textOf(cell)
			if text == "" {
				continue
			}
			lines, ok := linesOf(keyed(textOf(t.Head[i]), text), false)
			u.lines, whole = append(u.lines, lines...), whole && ok
		}
		if whole && len(u.lines) > 0 {
			units = append(units, u)
		}
	}
	s.lay(PointsSlide, s.title, false, units)
}

// column makes a line of each row's first cell and the one of a column, whose head is empty where it need not be said.
func (s *slideMaker) column(t catalog.Table, column int, head string) {
	title := s.title
	if head != "" {
		title += " – " + head
	}
	var units []unit
	for _, row := range t.Rows {
		key, text := textOf(row[0]), textOf(row[column])
		sources := sourcesOf(t.Head[column], row[0], row[column])
		if text == "" {
			continue
		}
		if line := keyed(key, text); utf8.RuneCountInString(line) <= MostLine {
			units = append(units, unit{[]string{line}, sources})
			continue
		}
		s.lay(PointsSlide, title, false, units)
		units = nil
		if lines, ok := linesOf(text, false); ok && key != "" {
			s.lay(PointsSlide, keyed(head, key), false, []unit{{lines, sources}})
		}
	}
	s.lay(PointsSlide, title, false, units)
}

// keyed puts a text behind what it belongs to.
func keyed(key, text string) string {
	switch {
	case key == "":
		return text
	case endsSentence(key):
		return key + " " + text
	case strings.Contains(key, ": "):
		return key + " – " + text
	}
	return key + ": " + text
}
