package exchange

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/passalong/passalong/internal/quiz"
)

// A giftAnswer is one answer between the braces.
type giftAnswer struct {
	sign     byte // '=', '~', or 0 for one without
	text     string
	feedback string
	weight   int // of quiz.Full; without one of its own, that of its sign
	offset   int
}

// splitAnswers takes answers apart at the signs before them. What comes before the first sign is an answer
// without one, unless it is empty.
func splitAnswers(s string, base int, signs string) []giftAnswer {
	var answers []giftAnswer
	add := func(from, to int, sign byte) {
		if sign == 0 && strings.TrimSpace(s[from:to]) == "" {
			return
		}
		answers = append(answers, giftAnswer{sign: sign, text: strings.TrimSpace(s[from:to]), offset: base + from})
	}
	from, sign := 0, byte(0)
	for i := range len(s) {
		if strings.IndexByte(signs, s[i]) >= 0 {
			add(from, i, sign)
			from, sign = i+1, s[i]
		}
	}
	add(from, len(s), sign)
	return answers
}

var weightPattern = regexp.MustCompile(`^%(-?[0-9]{1,3}(?:\.[0-9]*)?)%`)

// weigh reads a weight before an answer and the feedback behind it.
func (a *giftAnswer) weigh() *giftFault {
	if a.sign == '=' || a.sign == 0 {
		a.weight = quiz.Full
	}
	if m := weightPattern.FindStringSubmatch(a.text); m != nil {
		percent, err := strconv.ParseFloat(m[1], 64)
		if err != nil || math.Abs(percent) > 100 {
			return &giftFault{offset: a.offset, reason: "a weight of " + m[1] + " % is more than an answer can be worth", next: "use weights from -100 to 100"}
		}
		a.weight = roundCredit(percent)
		a.text = a.text[len(m[0]):]
	}
	if text, feedback, ok := strings.Cut(a.text, "#"); ok {
		a.text, a.feedback = text, feedback
	}
	return nil
}

// choice is the answer as a choice of ours.
func (q *giftQuestion) choice(a giftAnswer) quiz.Choice {
	c := quiz.Choice{Correct: a.weight == quiz.Full, Credit: a.weight}
	c.Text, _ = q.formatted(a.text)
	c.Feedback, _ = q.formatted(a.feedback)
	return c
}

func (q *giftQuestion) answers(s string, base int) *giftFault {
	kind, s := kindOf(s, &base)
	q.item.Kind = kind
	switch kind {
	case quiz.Number:
		return q.number(s[1:], base+1)
	case quiz.Order:
		return q.order(s[1:], base+1)
	case quiz.Multiple:
		return q.choices(s, base)
	case quiz.Match:
		return q.match(s, base)
	case quiz.TrueFalse:
		q.trueFalse(s)
		return nil
	case quiz.Short:
		return q.short(s, base)
	}
	q.item.Kind, q.item.Survey = quiz.Short, true
	switch {
	case q.labelled(numberLabel):
		q.item.Kind = quiz.Number
	case !q.labelled(surveyLabel):
		q.lose("that somebody marks the answer (it is a question without a right answer now)")
	}
	return nil
}

func (q *giftQuestion) choices(s string, base int) *giftFault {
	answers := splitAnswers(s, base, "=~")
	right, survey := 0, q.labelled(surveyLabel)
	for i := range answers {
		a := &answers[i]
		if a.sign == 0 {
			return &giftFault{offset: a.offset, reason: "the first answer has no “=” or “~” before it", next: "write = before the right answer and ~ before the others"}
		}
		if fault := a.weigh(); fault != nil {
			return fault
		}
		c := q.choice(*a)
		if c.Text == "" {
			return &giftFault{offset: a.offset, reason: "an answer has no text", next: "write its text, or delete it"}
		}
		if a.sign == '=' {
			right++
		}
		q.item.Choices = append(q.item.Choices, c)
	}
	switch {
	case len(answers) < 2:
		return &giftFault{offset: base, reason: "there is only one answer to choose from", next: "add others"}
	case survey && right == 0:
		weightless(&q.item, quiz.Multiple)
	case survey:
		weightless(&q.item, quiz.Single)
	case right > 1:
		return &giftFault{offset: base, reason: fmt.Sprintf("%d answers are marked “=”, and only one can be chosen", right), next: "give each right answer its share instead, such as ~%50%"}
	case right == 1:
		return q.single(base)
	default:
		return q.multiple(base)
	}
	return nil
}

// weightless makes a survey item of choices: none of them is right.
func weightless(it *quiz.Item, k quiz.Kind) {
	it.Kind, it.Survey = k, true
	for i := range it.Choices {
		it.Choices[i].Correct, it.Choices[i].Credit = false, 0
	}
}

func (q *giftQuestion) single(base int) *giftFault {
	if reason := settleSingle(&q.item); reason != "" {
		return &giftFault{offset: base, reason: reason, next: "mark the one right answer with ="}
	}
	return nil
}

func (q *giftQuestion) multiple(base int) *giftFault {
	if reason := settleMultiple(&q.item); reason != "" {
		return &giftFault{offset: base, reason: reason, next: "give the right answers weights that make 100 together, or mark one with ="}
	}
	return nil
}

// settleSingle makes a single item of choices with credits. The reason is why there is none; else it is empty.
func settleSingle(it *quiz.Item) (reason string) {
	it.Kind = quiz.Single
	right := 0
	for _, c := range it.Choices {
		if c.Correct {
			right++
		}
	}
	if right != 1 {
		return fmt.Sprintf("one answer is right where only one can be chosen, not %d", right)
	}
	settleCredits(it)
	return ""
}

// settleMultiple makes a multiple item of choices with credits, which together are worth what a right response
// is.
func settleMultiple(it *quiz.Item) (reason string) {
	it.Kind, it.Partial = quiz.Multiple, true
	sum, last := 0, -1
	for i := range it.Choices {
		c := &it.Choices[i]
		if c.Correct = c.Credit > 0; c.Correct {
			sum, last = sum+c.Credit, i
		}
	}
	const rounding = quiz.Full / 500 // such as three times 33.3
	switch {
	case last < 0:
		return "no answer is marked as right"
	case sum < quiz.Full-rounding || sum > quiz.Full+rounding:
		return fmt.Sprintf("the weights of the right answers make %s %% together, not 100", percentText(sum))
	}
	it.Choices[last].Credit += quiz.Full - sum
	return ""
}

// settleCredits keeps credits only where they say more than Correct does.
func settleCredits(it *quiz.Item) {
	for i := range it.Choices {
		c := &it.Choices[i]
		if c.Correct {
			c.Credit = 0
		}
		it.Partial = it.Partial || c.Credit != 0
	}
}

func roundCredit(percent float64) int { return int(math.Round(percent * quiz.Full / 100)) }

// percentText writes a credit as a percentage, as short as it can be.
func percentText(credit int) string {
	return strconv.FormatFloat(float64(credit)*100/quiz.Full, 'f', -1, 64)
}

func (q *giftQuestion) match(s string, base int) *giftFault {
	q.item.Partial = true
	for _, a := range splitAnswers(s, base, "=") {
		left, right, ok := strings.Cut(a.text, "->")
		if !ok || a.sign == 0 {
			return &giftFault{offset: a.offset, reason: "a pair has no “->” between its sides", next: "write each pair as =left -> right"}
		}
		c := quiz.Choice{}
		c.Text, _ = q.formatted(left)
		format := q.format
		q.format = inPlain // the right side never has marks
		match, lost := plainText(unmark(right), inPlain)
		q.format = format
		q.lose(lost...)
		if c.Match = match; c.Match == "" {
			return &giftFault{offset: a.offset, reason: "a pair has no right side", next: "write each pair as =left -> right"}
		}
		q.item.Choices = append(q.item.Choices, c)
	}
	return matchFault(q.item, base)
}

func matchFault(it quiz.Item, base int) *giftFault {
	lefts := 0
	for _, c := range it.Choices {
		if c.Text != "" {
			lefts++
		}
	}
	if lefts < 2 {
		return &giftFault{offset: base, reason: "there are fewer than two pairs", next: "add pairs as =left -> right"}
	}
	return nil
}

// trueFalse reads {T}, {F#feedback of a wrong answer#feedback of a right one} and their like.
func (q *giftQuestion) trueFalse(s string) {
	parts := strings.SplitN(s, "#", 3)
	right := strings.HasPrefix(strings.TrimSpace(parts[0]), "T")
	var feedback [2]string // of a wrong answer and of a right one
	for i, p := range parts[1:] {
		feedback[i], _ = q.formatted(p)
	}
	q.item.Choices = trueFalseChoices(right, feedback[1], feedback[0])
}

func trueFalseChoices(right bool, rightFeedback, wrongFeedback string) []quiz.Choice {
	choices := []quiz.Choice{{ID: quiz.True, Correct: right}, {ID: quiz.False, Correct: !right}, {ID: quiz.Unsure}}
	for i := range choices[:2] {
		if choices[i].Feedback = wrongFeedback; choices[i].Correct {
			choices[i].Feedback = rightFeedback
		}
	}
	return choices
}

func (q *giftQuestion) short(s string, base int) *giftFault {
	for _, a := range splitAnswers(s, base, "=") {
		if fault := a.weigh(); fault != nil {
			return fault
		}
		c := q.choice(a)
		if c.Text == "" {
			return &giftFault{offset: a.offset, reason: "an accepted answer has no text", next: "write its text, or delete it"}
		}
		q.item.Choices = append(q.item.Choices, c)
	}
	return q.typed(base)
}

// typed settles the choices of answers that are typed.
func (q *giftQuestion) typed(base int) *giftFault {
	if !slices.ContainsFunc(q.item.Choices, func(c quiz.Choice) bool { return c.Correct }) {
		return &giftFault{offset: base, reason: "no answer is worth 100 %", next: "write = before an accepted answer, without a weight"}
	}
	settleCredits(&q.item)
	return nil
}

// number reads {#3:2}, {#1..5}, {#=3:0 =%50%3:2 ~#feedback of every other number}.
func (q *giftQuestion) number(s string, base int) *giftFault {
	s, other, hasOther := strings.Cut(s, "~")
	for _, a := range splitAnswers(s, base, "=") {
		if fault := a.weigh(); fault != nil {
			return fault
		}
		c := q.choice(a)
		var ok bool
		if c.Text, c.Tolerance, ok = numberOf(unmark(a.text)); !ok {
			return &giftFault{
				offset: a.offset, reason: "“" + shorten(strings.TrimSpace(unmark(a.text)), 30) + "” is not a number",
				next: "write a number as 3, with a tolerance as 3:0.5, or a range as 1..5",
			}
		}
		q.item.Choices = append(q.item.Choices, c)
	}
	if hasOther {
		a := giftAnswer{sign: '~', text: other, offset: base + len(s)}
		if fault := a.weigh(); fault != nil {
			return fault
		}
		c := q.choice(a)
		if c.Text != "" || strings.Contains(a.feedback, "~") {
			return &giftFault{offset: a.offset, reason: "a number has more after “~” than feedback", next: "write ~#feedback once, at the end; a wrong number of its own is =%0%3#feedback"}
		}
		c.Text = "*"
		q.item.Choices = append(q.item.Choices, c)
	}
	return q.typed(base)
}

// order reads what Moodle's question type for ordering writes: {>3 ALL VERTICAL ..., then a line for each part.
func (q *giftQuestion) order(s string, base int) *giftFault {
	head, rest, _ := strings.Cut(s, "\n")
	q.item.Partial = !strings.Contains(head, "ALL_OR_NOTHING")
	for line := range strings.Lines(rest) {
		if text, _ := q.formatted(line); text != "" {
			q.item.Choices = append(q.item.Choices, quiz.Choice{Text: text})
		}
	}
	if len(q.item.Choices) < 2 {
		return &giftFault{offset: base, reason: "there are fewer than two parts to put in order", next: "write each on a line of its own"}
	}
	return nil
}
