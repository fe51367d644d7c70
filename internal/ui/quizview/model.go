package quizview

import (
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

// A phase is what the screen is doing.
type phase int

const (
	intro     phase = iota // says what is coming; nothing is kept yet
	answering              // an item waits for its response
	explained              // the response is on disk, and its feedback shows
	complete               // the attempt that was asked for has no items left
	missing                // there is no such attempt or quiz
)

// A model is one pass through a quiz, as far as the screen knows it.
type model struct {
	title   string    // of the module; empty when it is no longer there
	quiz    quiz.Quiz // of a new attempt
	attempt quiz.Attempt
	phase   phase
	resumed bool
	item    quiz.Item // current, or just answered
	number  int       // of item, from 1
	chosen  []quiz.ChoiceID
	saving  bool
	hint    string // what is missing before the item can be answered
	problem error  // why nothing was saved
}

// newModel finds out where the learner stands: attempt names one to go on with, and is empty to go on with the
// open one or begin.
func newModel(c *catalog.Catalog, id catalog.ModuleID, attempt string, r progress.Record) *model {
	m := &model{phase: missing}
	mod, ok := c.Module(id)
	if ok {
		m.title, m.quiz = mod.Title, mod.Quiz
	}
	if attempt != "" {
		if a, found := r.Attempt(attempt); found {
			m.resume(a)
		}
		return m
	}
	if !ok || len(mod.Quiz.Items) == 0 {
		return m
	}
	if open := progress.StatusOf(mod, r).OpenAttempt; open != nil {
		m.resume(*open)
		return m
	}
	m.phase = intro
	return m
}

// resume goes on with an attempt, and with the quiz as it was given.
func (m *model) resume(a quiz.Attempt) {
	m.resumed = true
	m.begin(a)
}

// begin shows the next item of an attempt that is kept.
func (m *model) begin(a quiz.Attempt) {
	m.attempt, m.quiz = a, a.Quiz
	m.saving, m.problem, m.hint, m.chosen = false, nil, "", nil
	it, n, ok := a.Current()
	if !ok {
		m.phase = complete
		return
	}
	m.phase, m.item, m.number = answering, it, n
}

// choose selects a choice of the current item: the only one, or one more or less of several.
func (m *model) choose(index int) {
	if m.phase != answering || m.saving || index < 0 || index >= len(m.item.Choices) {
		return
	}
	id := m.item.Choices[index].ID
	m.hint = ""
	switch i := slices.Index(m.chosen, id); {
	case m.item.Kind != quiz.Multiple:
		m.chosen = []quiz.ChoiceID{id}
	case i >= 0:
		m.chosen = slices.Delete(slices.Clone(m.chosen), i, i+1)
	default:
		m.chosen = append(slices.Clip(m.chosen), id)
	}
}

func (m *model) isChosen(index int) bool {
	return index >= 0 && index < len(m.item.Choices) && slices.Contains(m.chosen, m.item.Choices[index].ID)
}

// answer is the response that the learner's choice makes and the attempt with it. ok is false when there is
// nothing to save; the screen then says what is missing.
func (m *model) answer(at time.Time) (next quiz.Attempt, r quiz.Response, ok bool) {
	if m.phase != answering || m.saving {
		return quiz.Attempt{}, quiz.Response{}, false
	}
	next, r, err := m.attempt.Answer(quiz.Given{Choices: m.chosen}, at)
	if err != nil {
		m.hint = "Choose an answer first. It is fine not to be sure."
		return quiz.Attempt{}, quiz.Response{}, false
	}
	m.saving, m.hint = true, ""
	return next, r, true
}

// saved takes in how saving ended. After a failure the item stays, with what was chosen.
func (m *model) saved(next quiz.Attempt, err error) {
	m.saving, m.problem = false, err
	if err != nil {
		return
	}
	m.attempt, m.phase = next, explained
}

// advance goes from the feedback to the next item; done means that there is none.
func (m *model) advance() (done bool) {
	if m.phase != explained {
		return false
	}
	m.resumed = false
	m.begin(m.attempt)
	return m.phase == complete
}
