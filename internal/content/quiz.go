package content

import (
	"slices"

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
	if s := r.single("feedback", r.value("feedback")); s.text != "" && f.checkOneOf(s, "feedback", []string{string(quiz.AtTheEnd)}) {
		q.Feedback = quiz.AtTheEnd
	}
	q.AskSure = r.truth("ask_sure")
	items := newIDs(f, "item")
	m.itemIDs = items
	nodes := r.full("items")
	q.Items = slices.Grow(q.Items, len(nodes)) // such lists are most of a library: each as long as it has to be
	for _, n := range nodes {
		if it, ok := m.readItem(f, n, items); ok {
			q.Items = append(q.Items, it)
		}
	}
	m.readDraws(r, items)
	r.done()
	m.checkCoverage(f, r.at("items"))
}

// readDraws comes after the items, against which it holds the draws.
func (m *moduleResult) readDraws(q *record, items *ids) {
	d := draws{f: q.f, quiz: &m.module.Quiz, items: items}
	nodes := q.list("draw", q.value("draw"))
	if len(nodes) > maxDraws {
		q.f.broken(placeOf(nodes[maxDraws]), "", "a quiz has at most %d draws", maxDraws)
		return
	}
	for _, n := range nodes {
		r, ok := q.f.record(n, "a draw")
		if !ok {
			return
		}
		draw := quiz.Draw{Count: r.number("count", 1, maxDrawn)}
		objective, bank := r.single("objective", r.value("objective")), r.single("bank", r.value("bank"))
		if m.checkObjective(q.f, objective) {
			draw.Objective = objective.text
		}
		if d.checkBank(bank) {
			draw.Bank = bank.text
		}
		r.done()
		sound := draw.Count > 0 && draw.Objective == objective.text && draw.Bank == bank.text
		d.add(draw, placeOf(n), sound)
	}
	d.check()
}

const (
	maxDraws = 50
	maxDrawn = 1000 // by one draw
)

// checkCoverage wants something to score, and advises on objectives that nothing teaches or asks for.
func (m *moduleResult) checkCoverage(f *file, at place) {
	items := m.module.Quiz.Items
	if len(items) > 0 && !slices.ContainsFunc(items, func(it quiz.Item) bool { return !it.Survey }) {
		f.broken(at, "add one that is no survey", "a quiz has at least one item that is scored")
	}
	for _, o := range m.module.Objectives {
		asked := slices.ContainsFunc(items, func(it quiz.Item) bool { return !it.Survey && it.Objective == string(o.ID) })
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
