package compare

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
)

// same reports whether two things are alike: by all that they hold, or else by their texts. Most of a library is what it
// was, and needs no text.
func same[T any](before, after *T, text func(*T) string) bool {
	return reflect.DeepEqual(before, after) || text != nil && text(before) == text(after)
}

// What follows writes things down so that two of them are alike exactly when their texts are. %q keeps one field from
// running into the next.

func moduleText(m *catalog.Module) string {
	q := m.Quiz
	return fmt.Sprintf("%q %q %d %q %q %q %q %d %q %q\n%s\n%q %d %t %t %q %t %q",
		m.Title, m.Summary, m.Minutes, m.Language, m.Regions, m.Prerequisites, m.Objectives,
		m.Guide.Minutes, m.Guide.Group, m.Guide.Materials, documentText(m.Guide.Body),
		q.ID, q.Pass, q.ShuffleItems, q.ShuffleChoices, q.Feedback, q.AskSure, fmt.Sprint(q.Draws))
}

func lessonText(l *catalog.Lesson) string {
	text := fmt.Sprintf("%q %d %q\n%s", l.Title, l.Minutes, l.Objectives, documentText(l.Body))
	for _, v := range l.Variants {
		text += fmt.Sprintf("\n%q\n%s", v.Region, documentText(v.Body))
	}
	return text
}

// itemText is all of an item but its choices, which are compared by themselves, and their order.
func itemText(it quiz.Item) string {
	var order []quiz.ChoiceID
	for _, c := range it.Choices {
		order = append(order, c.ID)
	}
	return fmt.Sprintf("%s %q %q %q %t %q %q %q %q", asks(it), it.Bank, it.Objective, it.Lesson, it.Critical, it.Hint, it.Explanation, it.Sources, order)
}

// asks is what an item asks and which answers it takes.
func asks(it quiz.Item) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q %t %t %q %q", it.Kind, it.Survey, it.Partial, it.Prompt, it.Unit)
	for _, c := range it.Choices {
		fmt.Fprintf(&b, " %q %q %q %q %t %d", c.ID, c.Text, c.Match, c.Tolerance, c.Correct, c.Credit)
	}
	return b.String()
}

func skillText(s *catalog.Skill) string {
	return fmt.Sprintf("%q %q %q", s.Title, s.Objective, s.Steps)
}

func handoutText(h *catalog.Handout) string {
	short := fmt.Sprint(h.Short) // which sorts by the formats
	return fmt.Sprintf("%q %q %q %q %q %q\n%s", h.Title, h.Audience, h.Formats, short, h.Services, h.Link, documentText(h.Body))
}

func alertText(a *catalog.Alert) string {
	return fmt.Sprintf("%q %q %q %q %v %v %q %q\n%s", a.Title, a.Urgency, a.Regions, a.Language, a.From, a.Expires, a.Services, a.Link, documentText(a.Body))
}

// serviceText is what people are told of a service: not when somebody looked whether that still holds.
func serviceText(s catalog.Service) string {
	return fmt.Sprintf("%q %q %q %q %q %q %q %q %q %x", s.Region, s.Name, s.Kinds, s.Phone, s.Hours, s.Web, s.Address, s.Note, s.Languages, s.Logo)
}

// documentText writes a document down. Words that the glossary explains are as any other: a new glossary entry makes no
// new lesson.
func documentText(d catalog.Document) string {
	var b strings.Builder
	writeBlocks(&b, d.Blocks)
	return b.String()
}

func writeBlocks(b *strings.Builder, blocks []catalog.Block) {
	for _, block := range blocks {
		fmt.Fprintf(b, "(%T ", block)
		switch v := block.(type) {
		case catalog.Heading:
			fmt.Fprint(b, v.Level, " ")
			writeSpans(b, v.Text)
		case catalog.Paragraph:
			writeSpans(b, v.Text)
		case catalog.List:
			fmt.Fprint(b, v.Ordered, v.Start)
			for _, it := range v.Items {
				b.WriteString(" - ")
				writeBlocks(b, it.Blocks)
			}
		case catalog.Table:
			fmt.Fprint(b, v.Align)
			for _, row := range slices.Concat([][][]catalog.Span{v.Head}, v.Rows) {
				b.WriteString(" row")
				for _, cell := range row {
					b.WriteString(" | ")
					writeSpans(b, cell)
				}
			}
		case catalog.Callout:
			fmt.Fprintf(b, "%q ", v.Kind)
			writeBlocks(b, v.Blocks)
		case catalog.Quote:
			writeBlocks(b, v.Blocks)
		default: // Code, Picture and Rule are plain values
			fmt.Fprintf(b, "%#v", v)
		}
		b.WriteString(")")
	}
}

// writeSpans joins what only the glossary keeps apart.
func writeSpans(b *strings.Builder, spans []catalog.Span) {
	for i := 0; i < len(spans); i++ {
		s := spans[i]
		s.Term = ""
		for ; i+1 < len(spans); i++ {
			next := spans[i+1]
			next.Term = ""
			text := next.Text
			if next.Text = s.Text; next != s || s.Source != "" {
				break
			}
			s.Text += text
		}
		fmt.Fprintf(b, "[%q %t %t %t %t %q %q %q]", s.Text, s.Bold, s.Italic, s.Strike, s.Code, s.URL, s.Lesson, s.Source)
	}
}
