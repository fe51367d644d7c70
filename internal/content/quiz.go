package content

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
)

func (m *moduleResult) readQuiz(name string) {
	f, ok := m.open(name, maxYAML)
	if !ok {
		return
	}
	doc := f.parseYAML(len(f.src))
	if doc == nil {
		return
	}
	r, ok := f.record(doc, "the quiz")
	if !ok {
		return
	}
	q := &m.module.Quiz
	q.ID, q.Pass = quiz.ID(r.id("id")), r.number("pass", 1, 100)
	for _, s := range r.texts("shuffle") {
		if f.checkOneOf(s, "shuffle", []string{"items", "choices"}) {
			q.ShuffleItems = q.ShuffleItems || s.text == "items"
			q.ShuffleChoices = q.ShuffleChoices || s.text == "choices"
		}
	}
	items := newIDs(f, "item")
	for _, n := range r.full("items") {
		if it, ok := m.readItem(f, n, items); ok {
			q.Items = append(q.Items, it)
		}
	}
	r.done()
	m.checkCoverage(f, r.at("items"))
}

func (m *moduleResult) readItem(f *file, n *yaml.Node, taken *ids) (quiz.Item, bool) {
	r, ok := f.record(n, "an item")
	if !ok {
		return quiz.Item{}, false
	}
	it := quiz.Item{ID: quiz.ItemID(r.id("id"))}
	taken.add(string(it.ID), r.at("id"))
	it.Kind = quiz.Kind(r.oneOf("type", []string{string(quiz.Single), string(quiz.Multiple), string(quiz.TrueFalse)}))
	objective, lesson := r.single("objective", r.required("objective")), r.single("lesson", r.required("lesson"))
	if m.checkObjective(f, objective) {
		it.Objective = objective.text
	}
	if _, known := m.lessonIDs.first[lesson.text]; known {
		it.Lesson = lesson.text
	} else if lesson.text != "" {
		f.broken(lesson.at, didYouMean(lesson.text, m.lessonIDs.known()), "the module has no lesson “%s”", lesson.text)
	}
	it.Critical, it.Prompt, it.Explanation = r.truth("critical"), r.text("prompt"), r.optional("explanation")
	choices := newIDs(f, "choice")
	for _, c := range r.full("choices") {
		if choice, ok := readChoice(f, c, it.Kind, choices); ok {
			it.Choices = append(it.Choices, choice)
		}
	}
	for _, key := range r.texts("sources") {
		if m.loader.cite(f, key) {
			it.Sources = append(it.Sources, key.text)
		}
	}
	r.done()
	checkChoices(r, &it)
	return it, true
}

func readChoice(f *file, n *yaml.Node, kind quiz.Kind, taken *ids) (quiz.Choice, bool) {
	r, ok := f.record(n, "a choice")
	if !ok {
		return quiz.Choice{}, false
	}
	c := quiz.Choice{ID: quiz.ChoiceID(r.id("id")), Correct: r.truth("correct"), Feedback: r.text("feedback")}
	taken.add(string(c.ID), r.at("id"))
	switch {
	case kind != quiz.TrueFalse:
		c.Text = r.text("text")
	case r.value("text") != nil:
		f.broken(r.at("text"), "delete “text”", "the words of a true-false choice come from the app")
	}
	r.done()
	return c, true
}

// checkChoices holds the choices against the rule of the item's type.
func checkChoices(r *record, it *quiz.Item) {
	if it.Kind == "" || !r.has("choices") || r.fields["choices"].Kind != yaml.SequenceNode {
		return // reported already
	}
	at, right := r.at("choices"), 0
	for _, c := range it.Choices {
		if c.Correct {
			right++
		}
	}
	switch it.Kind {
	case quiz.Single:
		if right != 1 {
			r.f.broken(at, "or use the type multiple", "a single item has exactly one correct choice; this one has %d", right)
		}
	case quiz.Multiple:
		if right == 0 {
			r.f.broken(at, "add correct: true to each that is", "a multiple item has at least one correct choice")
		}
	case quiz.TrueFalse:
		checkTrueFalse(r.f, at, it, right)
		return
	}
	if len(it.Choices) == 1 {
		r.f.broken(at, "", "an item has at least two choices")
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

// checkCoverage advises on objectives that nothing teaches or asks for.
func (m *moduleResult) checkCoverage(f *file, at place) {
	for _, o := range m.module.Objectives {
		asked := slices.ContainsFunc(m.module.Quiz.Items, func(it quiz.Item) bool { return it.Objective == string(o.ID) })
		taught := slices.ContainsFunc(m.module.Lessons, func(l catalog.Lesson) bool { return slices.Contains(l.Objectives, o.ID) })
		switch {
		case o.ID == "":
		case !asked:
			f.advise(at, "add an item for it", "no item asks for the objective “%s”", o.ID)
		case !taught:
			m.manifest.advise(m.objectiveIDs.first[string(o.ID)], "name it in the lesson that teaches it", "no lesson teaches the objective “%s”", o.ID)
		}
	}
}
