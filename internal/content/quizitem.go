package content

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/passalong/passalong/internal/quiz"
)

// maxChoices bounds what comparing known answers with each other takes, and what a screen has to show.
const maxChoices = 50

func itemKinds() []string {
	return []string{
		string(quiz.Single), string(quiz.Multiple), string(quiz.TrueFalse), string(quiz.Order), string(quiz.Match), string(quiz.Short),
		string(quiz.Number),
	}
}

func (m *moduleResult) readItem(f *file, n *yaml.Node, taken *ids) (quiz.Item, bool) {
	r, ok := f.record(n, "an item")
	if !ok {
		return quiz.Item{}, false
	}
	it := quiz.Item{ID: quiz.ItemID(r.id("id"))}
	taken.add(string(it.ID), r.at("id"))
	it.Kind = quiz.Kind(r.oneOf("type", itemKinds()))
	it.Survey = r.truth("survey")
	m.readPurpose(r, &it)
	it.Prompt, it.Hint, it.Explanation = r.text("prompt"), r.optional("hint"), r.optional("explanation")
	it.Critical, it.Partial = r.truth("critical"), r.truth("partial")
	if bank := r.single("bank", r.value("bank")); bank.text != "" && f.checkID(bank) {
		it.Bank = bank.text
	}
	if it.Unit = r.optional("unit"); it.Unit != "" && it.Kind != quiz.Number && it.Kind != "" {
		f.broken(r.at("unit"), "delete “unit”", "only a number item has a unit")
	}
	c := choiceReader{item: r, it: &it}
	c.read()
	for _, key := range r.texts("sources") {
		if m.loader.cite(f, key) {
			it.Sources = append(it.Sources, key.text)
		}
	}
	r.done()
	checkSurvey(r, &it)
	c.check()
	return it, true
}

// readPurpose reads what the item is there for, which a survey need not say.
func (m *moduleResult) readPurpose(r *record, it *quiz.Item) {
	read := r.required
	if it.Survey {
		read = r.value
	}
	objective, lesson := r.single("objective", read("objective")), r.single("lesson", read("lesson"))
	if m.checkObjective(r.f, objective) {
		it.Objective = objective.text
	}
	if _, known := m.lessonIDs.first[lesson.text]; known {
		it.Lesson = lesson.text
	} else if lesson.text != "" {
		r.f.broken(lesson.at, didYouMean(lesson.text, m.lessonIDs.known()), "the module has no lesson “%s”", lesson.text)
	}
}

// checkSurvey refuses what makes no sense where no answer is right.
func checkSurvey(r *record, it *quiz.Item) {
	if !it.Survey {
		return
	}
	for _, key := range []string{"critical", "partial", "bank"} {
		if r.has(key) {
			r.f.broken(r.at(key), "delete “"+key+"”", "a survey item is always given and never scored, so it has no “%s”", key)
		}
	}
	switch it.Kind {
	case quiz.TrueFalse, quiz.Order, quiz.Match:
		r.f.broken(r.at("type"), "use single, multiple, short or number", "a survey item has no right answer, and %s has", it.Kind)
	}
}

// A choiceReader reads the choices of one item and holds them against the rules of its type.
type choiceReader struct {
	item *record
	it   *quiz.Item
	at   []*record // of each choice that was read
	bad  bool      // a credit is not known, since it is broken
}

// typedKind reports whether an answer is typed.
func typedKind(k quiz.Kind) bool { return k == quiz.Short || k == quiz.Number }

func (c *choiceReader) read() {
	f, n := c.item.f, c.item.value("choices")
	if c.it.Survey && typedKind(c.it.Kind) {
		if n != nil {
			f.broken(placeOf(n), "delete “choices”", "a survey item that is answered in words or with a number has no choices")
		}
		return
	}
	nodes := c.item.full("choices")
	if len(nodes) > maxChoices {
		f.broken(placeOf(nodes[maxChoices]), "", "an item has at most %d choices", maxChoices)
		nodes = nodes[:maxChoices]
	}
	taken := newIDs(f, "choice")
	c.it.Choices, c.at = slices.Grow(c.it.Choices, len(nodes)), slices.Grow(c.at, len(nodes))
	for _, n := range nodes {
		if r, ok := f.record(n, "a choice"); ok {
			choice := c.choice(r)
			taken.add(string(choice.ID), r.at("id"))
			r.done()
			c.it.Choices, c.at = append(c.it.Choices, choice), append(c.at, r)
		}
	}
}

func (c *choiceReader) choice(r *record) quiz.Choice {
	choice := quiz.Choice{ID: quiz.ChoiceID(r.id("id"))}
	if choice.ID == quiz.Unsure && c.it.Kind != quiz.TrueFalse {
		r.f.broken(r.at("id"), "give it another id", "“unsure” is “I don't know”, which every question has already")
	}
	switch kind := c.it.Kind; {
	case kind == quiz.TrueFalse:
		refuse(r, "text", "the words of a true-false choice come from the app")
	case kind == quiz.Match:
		choice.Text, choice.Match = r.optional("text"), r.text("match")
	default:
		choice.Text = r.text("text")
	}
	if c.it.Kind == quiz.Number {
		choice.Tolerance = c.number(r, choice.Text)
	}
	switch {
	case c.it.Survey:
		for _, key := range []string{"correct", "credit", "feedback"} {
			refuse(r, key, "a survey item has no right answer")
		}
	case c.it.Kind == quiz.Order, c.it.Kind == quiz.Match:
		choice.Feedback = r.optional("feedback")
		refuse(r, "correct", "the choices of an order or match item are right as they are written")
		refuse(r, "credit", "each place of an order or match item counts the same")
	default:
		choice.Feedback, choice.Correct = r.text("feedback"), r.truth("correct")
		choice.Credit = c.credit(r, choice.Correct)
	}
	return choice
}

// refuse reports a key that the item's type does not have.
func refuse(r *record, key, why string) {
	if r.value(key) != nil {
		r.f.broken(r.at(key), "delete “"+key+"”", "%s", why)
	}
}

// number checks the number of a choice, and reads how far off an answer may be.
func (c *choiceReader) number(r *record, text string) (tolerance string) {
	const form = "digits, such as 30 or 2.5"
	any := text == "*"
	if text != "" && !any && !quiz.IsDecimal(text) {
		r.f.broken(r.at("text"), form+`; "*" stands for any number`, "“%s” is not a number", text)
	}
	s := r.single("tolerance", r.value("tolerance"))
	switch {
	case s.text == "":
	case any:
		r.f.broken(s.at, "delete “tolerance”", "any number has no tolerance")
	case !quiz.IsDecimal(s.text) || strings.HasPrefix(s.text, "-"):
		r.f.broken(s.at, form, "“%s” is not how far off an answer may be", s.text)
	}
	return s.text
}

// credit reads what a choice is worth, in percent.
func (c *choiceReader) credit(r *record, correct bool) int {
	s := r.single("credit", r.value("credit"))
	if s.text == "" {
		return 0
	}
	credit, ok := percent(s.text)
	before := len(r.f.problems)
	defer func() { c.bad = c.bad || len(r.f.problems) > before }()
	switch {
	case !ok:
		r.f.broken(s.at, "such as 50 or 33.333", "“credit” is a number of percent from -100 to 100 with at most 5 decimals, not “%s”", s.text)
	case c.it.Kind == quiz.TrueFalse:
		r.f.broken(s.at, "delete “credit”", "a true-false item is right or not")
	case !c.it.Partial:
		r.f.broken(s.at, "add partial: true to the item", "a credit counts only where the item gives part of the credit")
	case c.it.Kind == quiz.Multiple && correct && credit < 0:
		r.f.broken(s.at, "", "a correct choice does not cost credit")
	case c.it.Kind == quiz.Multiple:
	case correct && credit != quiz.Full:
		r.f.broken(s.at, "delete “credit”, or “correct”", "the correct choice is worth everything")
	case !correct && credit == quiz.Full:
		r.f.broken(s.at, "write correct: true instead", "a choice that is worth everything is correct")
	}
	return credit
}

// percent reads a credit, rounded to thousandths of a percent.
func percent(text string) (credit int, ok bool) {
	const decimals, thousandths = 5, 100
	if !quiz.IsDecimal(text) {
		return 0, false
	}
	digits, negative := strings.CutPrefix(text, "-")
	whole, part, _ := strings.Cut(digits, ".")
	if len(part) > decimals {
		return 0, false
	}
	n, err := strconv.Atoi(whole + part + strings.Repeat("0", decimals-len(part)))
	if err != nil || n > quiz.Full*thousandths {
		return 0, false
	}
	n = (n + thousandths/2) / thousandths
	if negative {
		n = -n
	}
	return n, true
}

// check holds the choices against the rules of the item's type.
func (c *choiceReader) check() {
	it, r := c.it, c.item
	if it.Kind == "" || !r.has("choices") || r.field("choices").Kind != yaml.SequenceNode {
		return // reported already
	}
	at, right := r.at("choices"), 0
	for _, choice := range it.Choices {
		if choice.Correct {
			right++
		}
	}
	switch {
	case it.Kind == quiz.TrueFalse:
		checkTrueFalse(r.f, at, it, right)
	case it.Kind == quiz.Order:
		c.checkOrder(at)
	case it.Kind == quiz.Match:
		c.checkMatch(at)
	case it.Survey && typedKind(it.Kind): // reported already
	case typedKind(it.Kind):
		c.checkKnown(at, right)
	case it.Kind == quiz.Single && right != 1 && !it.Survey:
		r.f.broken(at, "or use the type multiple", "a single item has exactly one correct choice; this one has %d", right)
	case it.Kind == quiz.Multiple && right == 0 && !it.Survey:
		r.f.broken(at, "add correct: true to each that is", "a multiple item has at least one correct choice")
	}
	if (it.Kind == quiz.Single || it.Kind == quiz.Multiple) && len(it.Choices) == 1 {
		r.f.broken(at, "", "an item has at least two choices")
	}
	c.checkCredits()
	c.checkDistinct()
}

func (c *choiceReader) checkOrder(at place) {
	const least = 3
	if n := len(c.it.Choices); n > 0 && n < least {
		c.item.f.broken(at, "with two, what is shown is always the wrong way round", "an order item has at least three choices; this one has %d", n)
	}
}

func (c *choiceReader) checkMatch(at place) {
	const leastLeft, leastRight = 2, 3
	left := 0
	for _, choice := range c.it.Choices {
		if choice.Text != "" {
			left++
		}
	}
	if n := len(c.it.Choices); n > 0 && (left < leastLeft || n < leastRight) {
		c.item.f.broken(at, "add a pair, or a choice with a match alone, which belongs to nothing",
			"a match item has at least two choices with a text and three with a match; this one has %d and %d", left, n)
	}
}

// checkKnown looks at the answers that a short or number item knows.
func (c *choiceReader) checkKnown(at place, right int) {
	if right == 0 && len(c.it.Choices) > 0 {
		c.item.f.broken(at, "add correct: true to what is accepted", "a %s item has at least one correct choice", c.it.Kind)
	}
	for i, choice := range c.it.Choices {
		place := c.at[i].at("text")
		if len(choice.Text) > quiz.MaxKnown {
			c.item.f.broken(place, "", "an answer in words has at most %d bytes", quiz.MaxKnown)
			continue
		}
		if by, hidden := c.it.HiddenBy(i); hidden {
			c.item.f.advise(place, "put it before “"+by.Text+"”, or delete it", "no answer gets here: “%s” comes first and takes all that “%s” would",
				by.Text, choice.Text)
		}
	}
}

// checkTrueFalse also puts the choices into their order: true, false, unsure.
func checkTrueFalse(f *file, at place, it *quiz.Item, right int) {
	order := []quiz.ChoiceID{quiz.True, quiz.False, quiz.Unsure}
	slices.SortStableFunc(it.Choices, func(a, b quiz.Choice) int {
		return slices.Index(order, a.ID) - slices.Index(order, b.ID)
	})
	got := make([]quiz.ChoiceID, len(it.Choices))
	for i, c := range it.Choices {
		got[i] = c.ID
		if c.ID == quiz.Unsure && c.Correct {
			f.broken(at, "", "“unsure” cannot be correct")
			return
		}
	}
	switch {
	case !slices.Equal(got, order):
		f.broken(at, "give these three ids, with feedback for each", "a true-false item has the choices true, false and unsure")
	case right != 1:
		f.broken(at, "", "either true or false is correct")
	}
}

// checkCredits looks at whether part of the credit can be had.
func (c *choiceReader) checkCredits() {
	it, f := c.it, c.item.f
	if !it.Partial || it.Survey || c.bad {
		return
	}
	sum, stated := 0, false
	for _, choice := range it.Choices {
		stated = stated || choice.Credit != 0
		if choice.Correct {
			sum += choice.Credit
		}
	}
	off := max(sum-quiz.Full, quiz.Full-sum)
	switch at := c.item.at("partial"); {
	case it.Kind == quiz.TrueFalse:
		f.broken(at, "delete “partial”", "a true-false item is right or not")
	case it.Kind == quiz.Multiple && stated && off > len(it.Choices): // thirds may be rounded
		f.advise(at, "make it 100", "the credits of the correct choices add up to %s percent", percentText(sum))
	case it.Kind != quiz.Multiple && it.Kind != quiz.Order && it.Kind != quiz.Match && !stated:
		f.advise(at, "give a choice a credit, or delete “partial”", "no choice gives part of the credit")
	}
}

// percentText writes a credit in percent.
func percentText(credit int) string {
	const thousandths = 1000
	sign := ""
	if credit < 0 {
		sign, credit = "-", -credit
	}
	text := fmt.Sprintf("%s%d.%03d", sign, credit/thousandths, credit%thousandths)
	return strings.TrimRight(strings.TrimRight(text, "0"), ".")
}

// checkDistinct refuses choices that nobody can tell apart.
func (c *choiceReader) checkDistinct() {
	if typedKind(c.it.Kind) || c.it.Kind == quiz.TrueFalse {
		return
	}
	c.distinct("text", func(choice quiz.Choice) string { return choice.Text })
	c.distinct("match", func(choice quiz.Choice) string { return choice.Match })
}

func (c *choiceReader) distinct(key string, of func(quiz.Choice) string) {
	for i, choice := range c.it.Choices {
		text := of(choice)
		same := func(other quiz.Choice) bool { return strings.EqualFold(of(other), text) }
		if first := slices.IndexFunc(c.it.Choices, same); text != "" && first < i {
			c.item.f.broken(c.at[i].at(key), "say it once", "“%s” is a choice of this item already, in line %d", text, c.at[first].at(key).line)
		}
	}
}
