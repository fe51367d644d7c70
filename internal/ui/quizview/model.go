package quizview

import (
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/news"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/ui/nav"
)

// A phase is what the screen is doing.
type phase int

const (
	intro     phase = iota // says what is coming; nothing is kept yet
	answering              // an item waits for its response
	explained              // the response is on disk, and its feedback shows
	complete               // the attempt that was asked for has no items left
	nothing                // nothing is due
	missing                // there is no such attempt or quiz
)

// A model is one pass through a quiz, as far as the screen knows it.
type model struct {
	catalog  *catalog.Catalog
	memory   memory
	module   *catalog.Module // nil when the attempt belongs to none, or to one that is no longer there
	purpose  quiz.Purpose
	imported quiz.Quiz // that practice with imported items repeats
	attempt  quiz.Attempt
	phase    phase
	resumed  bool
	item     quiz.Item // current, or just answered
	number   int       // of item, from 1
	shown    time.Time // when item came on screen
	given    draft     // for item
	saving   bool
	problem  error         // why nothing was saved
	last     quiz.Response // to item, once it is on disk
}

// A memory is what is known of what fades.
type memory struct {
	deck    *refresher.Deck // nil where nothing is
	minutes int             // of a refresher, as the learner asked for
	now     time.Time
}

// newModel finds out where the learner stands. The route names an attempt to go on with; without one, the open
// attempt for the purpose is gone on with, or a new one offered.
func newModel(c *catalog.Catalog, r progress.Record, mem memory, to nav.Route) *model {
	m := &model{catalog: c, memory: mem, purpose: to.Purpose, phase: missing}
	m.module, _ = c.Module(to.Module)
	if to.Attempt != "" {
		if a, found := r.Attempt(to.Attempt); found {
			m.purpose, m.imported = a.Purpose, a.Quiz
			m.module, _ = c.Module(catalog.ModuleID(a.Module))
			m.resume(a)
		}
		return m
	}
	newest, open := progress.OpenAttempt(r, m.purpose, to.Module)
	if open && m.fresh(newest) {
		m.resume(newest)
		return m
	}
	m.imported = newest.Quiz
	switch {
	case len(m.compose(0).Items) > 0:
		m.phase = intro
	case m.purpose == quiz.Refresher, m.purpose == quiz.Booster && m.module != nil:
		m.phase = nothing
	}
	return m
}

// stale is after how long an open refresher is not gone on with: other items are due by then.
const stale = 24 * time.Hour

func (m *model) fresh(a quiz.Attempt) bool {
	return a.Purpose != quiz.Refresher || m.memory.now.Sub(a.Started) < stale
}

// compose makes the quiz of a new attempt; it has no items where there is nothing to ask.
func (m *model) compose(seed uint64) quiz.Quiz {
	deck := m.memory.deck
	switch {
	case m.purpose == quiz.Imported:
		return m.imported
	case m.purpose == quiz.Refresher && deck != nil:
		return refresher.Session(m.catalog, deck, m.memory.now, m.memory.minutes)
	case m.module == nil || m.purpose == quiz.Refresher:
		return quiz.Quiz{}
	case m.purpose == quiz.Practice:
		return progress.PracticeQuiz(m.module)
	case m.purpose == quiz.PreCheck:
		return progress.PreCheck(m.module, seed)
	case m.purpose == quiz.Booster && deck != nil:
		return refresher.BoosterQuiz(m.module, deck, m.memory.now)
	case m.purpose == quiz.Booster:
		return quiz.Quiz{}
	}
	return m.module.Quiz.Given(seed)
}

// renewable reports whether the open attempt can be put aside for a new one.
func (m *model) renewable() bool { return len(m.compose(0).Items) > 0 }

// newAttempt is an attempt that is not kept yet.
func (m *model) newAttempt(id string, seed uint64, at time.Time) quiz.Attempt {
	a := quiz.Attempt{
		ID: id, Purpose: m.purpose, Revision: m.catalog.Revision.Manifest, Seed: seed, Started: at, Quiz: m.compose(seed),
	}
	if m.module != nil && m.purpose != quiz.Refresher {
		a.Module, a.ModuleVersion = string(m.module.ID), m.module.Version
	}
	return a
}

// resume goes on with an attempt, and with the quiz as it was given.
func (m *model) resume(a quiz.Attempt) {
	m.resumed = len(a.Responses) > 0 || a.Purpose != quiz.Imported // questions of a file come here as an attempt
	m.begin(a, m.memory.now)
}

// begin shows the next item of an attempt that is kept.
func (m *model) begin(a quiz.Attempt, at time.Time) {
	m.attempt = a
	m.saving, m.problem, m.last = false, nil, quiz.Response{}
	it, n, ok := a.Current()
	if !ok {
		m.phase = complete
		return
	}
	m.phase, m.item, m.number, m.shown = answering, it, n, at
	m.given = newDraft(it, a.Seed)
}

// canAnswer reports whether the learner may still change what is given for the item.
func (m *model) canAnswer() bool { return m.phase == answering && !m.saving }

// choose selects a choice of the current item, counted from 0.
func (m *model) choose(index int) {
	if m.canAnswer() && index >= 0 && index < len(m.item.Choices) {
		m.given.choose(m.item.Choices[index].ID, m.item.Survey)
	}
}

// asksSure reports whether an answer says how sure it is. "I don't know" has said so already.
func (m *model) asksSure() bool {
	return m.attempt.Quiz.AskSure && !m.item.Survey && !m.given.isChosen(quiz.Unsure)
}

// ready reports whether the item can be answered with what is given; else the screen says what is missing.
func (m *model) ready() bool {
	if !m.canAnswer() {
		return false
	}
	m.given.problem = m.given.missing(m.item)
	return m.given.problem == ""
}

// takesSkip reports whether "I don't know" is offered beside the item. A true-false item has it among its choices.
func (m *model) takesSkip() bool { return !m.item.Survey && m.item.Kind != quiz.TrueFalse }

// unsureAt is where "I don't know" stands among the choices of the item, or -1.
func (m *model) unsureAt() int {
	return slices.IndexFunc(m.item.Choices, func(c quiz.Choice) bool { return c.ID == quiz.Unsure })
}

// skip is the response "I don't know", whatever was begun, and the attempt with it.
func (m *model) skip(at time.Time) (next quiz.Attempt, r quiz.Response, ok bool) {
	if !m.canAnswer() || !m.takesSkip() {
		return quiz.Attempt{}, quiz.Response{}, false
	}
	return m.respond(quiz.Given{Choices: []quiz.ChoiceID{quiz.Unsure}, Hinted: m.given.hinted, Took: m.took(at)}, at)
}

// took is how long the item has been on screen.
func (m *model) took(at time.Time) time.Duration {
	if m.given.took == 0 {
		m.given.took = min(max(at.Sub(m.shown), 0), mostTook)
	}
	return m.given.took
}

// mostTook is the longest time for one item that is believed: after it, nobody is there.
const mostTook = 5 * time.Minute

// answer is the response that was given and the attempt with it. ok is false when there is nothing to save; the
// screen then says what is missing.
func (m *model) answer(sure quiz.Sureness, at time.Time) (next quiz.Attempt, r quiz.Response, ok bool) {
	if !m.ready() {
		return quiz.Attempt{}, quiz.Response{}, false
	}
	m.took(at)
	if !m.asksSure() {
		sure = quiz.NotAsked
	}
	m.given.sure = sure
	return m.respond(m.given.given(), at)
}

// respond begins to save what was given.
func (m *model) respond(given quiz.Given, at time.Time) (next quiz.Attempt, r quiz.Response, ok bool) {
	next, r, err := m.attempt.Answer(given, at)
	if err != nil {
		m.problem = err
		return quiz.Attempt{}, quiz.Response{}, false
	}
	m.saving, m.problem = true, nil
	return next, r, true
}

// saved takes in how saving ended. After a failure the item stays, with what was given.
func (m *model) saved(next quiz.Attempt, r quiz.Response, err error) {
	m.saving, m.problem = false, err
	if err != nil {
		return
	}
	m.attempt, m.last, m.phase = next, r, explained
}

// tells reports whether feedback comes after each item.
func (m *model) tells() bool { return m.attempt.Quiz.Feedback != quiz.AtTheEnd }

// advance goes from an answered item to the next one; done means that there is none.
func (m *model) advance(at time.Time) (done bool) {
	if m.phase != explained {
		return false
	}
	m.resumed = false
	m.begin(m.attempt, at)
	return m.phase == complete
}

// changed reports whether the right answer of the current item is another one than when it was last answered.
func (m *model) changed() bool {
	if m.memory.deck == nil || m.purpose != quiz.Refresher && m.purpose != quiz.Booster {
		return false
	}
	module, id := m.item.Ref(m.attempt.Module)
	card, ok := m.memory.deck.Card(refresher.Ref{Module: catalog.ModuleID(module), Item: id})
	return ok && card.Changed
}

// old reports whether the attempt was begun before the current item was corrected: it goes on as it was given.
func (m *model) old() bool {
	module, _ := m.item.Ref(m.attempt.Module)
	now, ok := m.catalog.Module(catalog.ModuleID(module))
	return ok && news.Old(now, m.attempt.ModuleVersion, m.item)
}

// subject is the module that the current item comes from, or the attempt's own.
func (m *model) subject() string {
	module := m.module
	if m.item.Module != "" {
		module, _ = m.catalog.Module(catalog.ModuleID(m.item.Module))
	}
	if module == nil {
		return ""
	}
	return module.Title
}
