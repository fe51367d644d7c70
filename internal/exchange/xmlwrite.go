package exchange

import (
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/quiz"
)

// An xmlWriter writes one quiz.
type xmlWriter struct {
	losses
	strings.Builder
	shuffle bool
}

func writeXML(q quiz.Quiz) ([]byte, []Lost) {
	w := &xmlWriter{shuffle: q.ShuffleChoices}
	w.quiz(q)
	w.WriteString(xml.Header + quizTag + "\n")
	bank := ""
	for i, it := range q.Items {
		w.begin(it, i)
		if it.Bank != bank {
			bank = it.Bank
			w.WriteString("  <question type=\"category\">\n    <category>\n")
			w.element(6, "text", w.escape(categoryPath(bank)))
			w.WriteString("    </category>\n  </question>\n")
		}
		w.write(it)
	}
	w.WriteString("</quiz>\n")
	return []byte(w.String()), w.list
}

// moodleType is what Moodle calls a kind of item.
func moodleType(it quiz.Item) string {
	switch it.Kind {
	case quiz.TrueFalse:
		return "truefalse"
	case quiz.Order:
		return "ordering"
	case quiz.Match:
		return "matching"
	case quiz.Short, quiz.Number:
		if it.Survey {
			return "essay"
		}
		if it.Kind == quiz.Short {
			return "shortanswer"
		}
		return "numerical"
	}
	return "multichoice"
}

func (w *xmlWriter) write(it quiz.Item) {
	w.shared(it)
	if it.Survey && it.Unit != "" {
		w.lose("the unit “%s”", it.Unit)
	}
	fmt.Fprintf(w, "  <question type=%q>\n    <name>\n", moodleType(it))
	w.element(6, "text", w.escape(string(it.ID)))
	w.WriteString("    </name>\n")
	w.text(4, "questiontext", it.Prompt)
	w.text(4, "generalfeedback", it.Explanation)
	w.element(4, "defaultgrade", "1")
	w.element(4, "hidden", "0")
	w.element(4, "idnumber", w.escape(string(it.ID)))
	w.kind(it)
	if it.Hint != "" {
		w.text(4, "hint", it.Hint)
	}
	if labels := labelsOf(it); len(labels) > 0 {
		w.WriteString("    <tags>\n")
		for _, l := range labels {
			w.WriteString("      <tag><text>" + w.escape(l) + "</text></tag>\n")
		}
		w.WriteString("    </tags>\n")
	}
	w.WriteString("  </question>\n")
}

func (w *xmlWriter) kind(it quiz.Item) {
	switch moodleType(it) {
	case "multichoice":
		w.element(4, "single", fmt.Sprint(it.Kind == quiz.Single))
		w.element(4, "shuffleanswers", fmt.Sprint(w.shuffle))
		w.element(4, "answernumbering", "none")
	case "matching":
		w.element(4, "shuffleanswers", "true")
		w.pairs(it)
		return
	case "ordering":
		w.element(4, "layouttype", "VERTICAL")
		w.element(4, "selecttype", "ALL")
		w.element(4, "selectcount", fmt.Sprint(len(it.Choices)))
		grading := "LONGEST_ORDERED_SUBSET"
		if !it.Partial {
			grading = "ALL_OR_NOTHING"
		}
		w.element(4, "gradingtype", grading)
	case "shortanswer":
		w.element(4, "usecase", "0")
	case "essay":
		w.element(4, "responseformat", "plain")
		return
	}
	w.answers(it)
	if it.Unit != "" {
		w.WriteString("    <units>\n      <unit>\n")
		w.element(8, "multiplier", "1")
		w.element(8, "unit_name", w.escape(it.Unit))
		w.WriteString("      </unit>\n    </units>\n")
		w.element(4, "unitgradingtype", "0")
	}
}

func (w *xmlWriter) answers(it quiz.Item) {
	credits := weights(it)
	for i, c := range it.Choices {
		fraction := percentText(credits[i])
		text := c.Text
		switch it.Kind {
		case quiz.Order:
			fraction = fmt.Sprint(i + 1)
		case quiz.TrueFalse:
			if c.ID == quiz.Unsure {
				continue
			}
			text = string(c.ID)
		}
		fmt.Fprintf(w, "    <answer fraction=%q format=\"plain_text\" id=\"%s\">\n", fraction, w.escape(string(c.ID)))
		w.element(6, "text", w.escape(text))
		if it.Kind == quiz.Number {
			tolerance := c.Tolerance
			if tolerance == "" {
				tolerance = "0"
			}
			w.element(6, "tolerance", w.escape(tolerance))
		}
		if c.Feedback != "" {
			w.text(6, "feedback", c.Feedback)
		}
		w.WriteString("    </answer>\n")
	}
}

func (w *xmlWriter) pairs(it quiz.Item) {
	for _, c := range it.Choices {
		fmt.Fprintf(w, "    <subquestion format=\"plain_text\" id=\"%s\">\n", w.escape(string(c.ID)))
		w.element(6, "text", w.escape(c.Text))
		w.WriteString("      <answer>\n")
		w.element(8, "text", w.escape(c.Match))
		w.WriteString("      </answer>\n    </subquestion>\n")
	}
}

// text writes an element with a plain text in it, as Moodle has them.
func (w *xmlWriter) text(indent int, name, text string) {
	pad := strings.Repeat(" ", indent)
	fmt.Fprintf(w, "%s<%s format=\"plain_text\">\n", pad, name)
	w.element(indent+2, "text", w.escape(text))
	fmt.Fprintf(w, "%s</%s>\n", pad, name)
}

// element writes an element on a line of its own.
func (w *xmlWriter) element(indent int, name, escaped string) {
	fmt.Fprintf(w, "%s<%s>%s</%s>\n", strings.Repeat(" ", indent), name, escaped, name)
}

func (w *xmlWriter) escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(w.clean(s))
}
