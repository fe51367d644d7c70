package exchange

import (
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/quiz"
)

// read makes the choices of a question of one of Moodle's types. The reason is why there are none.
func (q *xmlQuestion) read(kind string) (reason, next string) {
	switch kind {
	case "multichoice":
		return q.multichoice()
	case "truefalse":
		return q.trueFalse()
	case "shortanswer":
		return q.typed(quiz.Short)
	case "numerical":
		return q.typed(quiz.Number)
	case "matching", "match":
		return q.matching()
	case "ordering":
		return q.ordering()
	case "essay":
		q.item.Kind, q.item.Survey = quiz.Short, true
		switch {
		case q.labelled(numberLabel):
			q.item.Kind = quiz.Number
		case !q.labelled(surveyLabel):
			q.lose("that somebody marks the answer (it is a question without a right answer now)")
		}
		return "", ""
	case "description":
		return "a text without answers is not a question that Passalong has", "put the text into a lesson"
	case "cloze", "multianswer":
		return "a text with gaps (cloze) is not a question that Passalong has", "write each gap as a question of its own"
	case "":
		return "the question has no type", "export it again"
	}
	return "a question of the type “" + shorten(kind, 40) + "” is not one that Passalong has", "write it as choices, pairs, an order, a short answer or a number"
}

// choices reads the answers with what they are worth.
func (q *xmlQuestion) choices() (reason, next string) {
	for _, a := range q.n.all("answer") {
		credit, ok := percent(a.attr["fraction"])
		if !ok {
			q.fault = a.at
			return "“" + shorten(a.attr["fraction"], 20) + "” is no fraction from -100 to 100", "put it right"
		}
		c := quiz.Choice{Correct: credit == quiz.Full, Credit: credit, Feedback: q.text(a.kid("feedback"))}
		if q.item.Kind == quiz.Short || q.item.Kind == quiz.Number {
			c.Text = q.plain(a)
		} else {
			c.Text = q.text(a)
		}
		if c.Text == "" {
			q.fault = a.at
			return "an answer has no text", "write its text, or delete it"
		}
		q.item.Choices = append(q.item.Choices, c)
		q.own = append(q.own, a.attr["id"])
	}
	return "", ""
}

func (q *xmlQuestion) multichoice() (reason, next string) {
	if reason, next = q.choices(); reason != "" {
		return reason, next
	}
	single := q.n.kid("single").value()
	one := single != "false" && single != "0"
	switch {
	case len(q.item.Choices) < 2:
		return "there is only one answer to choose from", "add others"
	case q.labelled(surveyLabel) && one:
		weightless(&q.item, quiz.Single)
	case q.labelled(surveyLabel):
		weightless(&q.item, quiz.Multiple)
	case one:
		return settleSingle(&q.item), "give one answer the fraction 100"
	default:
		return settleMultiple(&q.item), "give the right answers fractions that make 100 together"
	}
	return "", ""
}

func (q *xmlQuestion) trueFalse() (reason, next string) {
	right, found := false, false
	feedback := map[bool]string{}
	for _, a := range q.n.all("answer") {
		credit, ok := percent(a.attr["fraction"])
		isTrue := strings.EqualFold(a.value(), "true")
		if !ok || !isTrue && !strings.EqualFold(a.value(), "false") {
			q.fault = a.at
			return "the answer is neither true nor false", "put it right"
		}
		feedback[isTrue] = q.text(a.kid("feedback"))
		if credit == quiz.Full {
			right, found = isTrue, true
		}
	}
	if !found {
		return "neither true nor false is right", "give one of them the fraction 100"
	}
	q.item.Kind = quiz.TrueFalse
	q.item.Choices = trueFalseChoices(right, feedback[right], feedback[!right])
	return "", ""
}

// typed reads short answers and numbers.
func (q *xmlQuestion) typed(kind quiz.Kind) (reason, next string) {
	q.item.Kind = kind
	if reason, next = q.choices(); reason != "" {
		return reason, next
	}
	for i, a := range q.n.all("answer") {
		c := &q.item.Choices[i]
		switch {
		case kind == quiz.Number:
			var ok bool
			if c.Text, c.Tolerance, ok = numberOf(c.Text + ":" + a.kid("tolerance").value()); !ok {
				q.fault = a.at
				return "“" + shorten(a.value(), 30) + "” with the tolerance “" + shorten(a.kid("tolerance").value(), 30) + "” is not a number", "put it right"
			}
		}
	}
	if !slices.ContainsFunc(q.item.Choices, func(c quiz.Choice) bool { return c.Correct }) {
		return "no answer is worth 100 %", "give an accepted answer the fraction 100"
	}
	settleCredits(&q.item)
	q.units()
	return "", ""
}

// units takes the unit that a number is in, and notes those into which Moodle would convert it.
func (q *xmlQuestion) units() {
	for _, u := range q.n.kid("units").all("unit") {
		name := q.plain(u.kid("unit_name"))
		r, ok := decimal(u.kid("multiplier").value())
		if isOne := ok && r.IsInt() && r.Num().IsInt64() && r.Num().Int64() == 1; isOne && q.item.Unit == "" {
			q.item.Unit = name
		} else {
			q.lose("the unit “" + shorten(name, 30) + "”")
		}
	}
	if q.n.kid("unitgradingtype").value() == "1" || q.n.kid("unitgradingtype").value() == "2" {
		q.lose("that the unit is marked as well")
	}
}

func (q *xmlQuestion) matching() (reason, next string) {
	q.item.Kind, q.item.Partial = quiz.Match, true
	for _, s := range q.n.all("subquestion") {
		c := quiz.Choice{Text: q.text(s), Match: q.plain(s.kid("answer"))}
		if c.Match == "" {
			q.fault = s.at
			return "a pair has no right side", "write its answer"
		}
		q.item.Choices = append(q.item.Choices, c)
		q.own = append(q.own, s.attr["id"])
	}
	if matchFault(q.item, 0) != nil {
		return "there are fewer than two pairs", "add pairs"
	}
	return "", ""
}

func (q *xmlQuestion) ordering() (reason, next string) {
	q.item.Kind = quiz.Order
	q.item.Partial = q.n.kid("gradingtype").value() != "ALL_OR_NOTHING" && q.n.kid("gradingtype").value() != "-1"
	for _, a := range q.n.all("answer") {
		c := quiz.Choice{Text: q.text(a), Feedback: q.text(a.kid("feedback"))}
		if c.Text == "" {
			q.fault = a.at
			return "a part has no text", "write its text, or delete it"
		}
		q.item.Choices = append(q.item.Choices, c)
		q.own = append(q.own, a.attr["id"])
	}
	if len(q.item.Choices) < 2 {
		return "there are fewer than two parts to put in order", "add parts"
	}
	return "", ""
}
