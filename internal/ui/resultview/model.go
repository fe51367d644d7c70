package resultview

import (
	"fmt"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/nav"
)

// A model is a stored attempt beside the library of today, from which its module may be gone.
type model struct {
	catalog *catalog.Catalog
	record  progress.Record
	attempt quiz.Attempt
	found   bool
}

func newModel(c *catalog.Catalog, r progress.Record, attempt string) *model {
	m := &model{catalog: c, record: r}
	m.attempt, m.found = r.Attempt(attempt)
	return m
}

// state is everything that the screen shows.
type state struct {
	Found    bool
	Complete bool
	Module   string
	Heading  string // "Passed" or "Not yet"
	Passed   bool
	Share    float64
	Figure   string // "10/12"
	Summary  []string
	Critical []itemState // critical items to read again, in the order of the attempt
	Items    []itemState // answered items, in the order of the attempt
	Onward   string      // what the next step is about; may be empty
	Actions  []action    // the first one is the one to take
	Handout  *action
}

// An action is a way on.
type action struct {
	Label string
	Kind  actionKind
	Route nav.Route
}

type actionKind int

const (
	tryAgain actionKind = iota
	goOn                // with the open attempt
	nextStep
	toModule
	toHandout
)

func (m *model) state() state {
	if !m.found {
		return state{}
	}
	a := m.attempt
	res := a.Score()
	st := state{
		Found: true, Complete: a.Complete(), Passed: res.Passed,
		Figure: fmt.Sprintf("%d/%d", res.Right, res.Items),
	}
	if res.Items > 0 {
		st.Share = float64(res.Right) / float64(res.Items)
	}
	mod, _ := m.catalog.Module(catalog.ModuleID(a.Module))
	if mod != nil {
		st.Module = mod.Title
	}
	st.Heading, st.Summary = summary(a, res, st.Complete)
	m.addItems(&st, mod)
	m.addActions(&st, mod)
	return st
}

// summary says how it went, and what it takes.
func summary(a quiz.Attempt, res quiz.Result, whole bool) (heading string, lines []string) {
	right := fmt.Sprintf("You got %d of %d right.", res.Right, res.Items)
	needed := fmt.Sprintf("It takes %d to pass.", (a.Quiz.Pass*res.Items+99)/100)
	switch {
	case !whole:
		return "Not finished", []string{fmt.Sprintf("You have answered %d of %d. Your answers are saved.", res.Answered, res.Items)}
	case res.Passed:
		return "Passed", []string{right + " " + needed, "Well done. You can pass this on."}
	case len(res.MissedCritical) > 0 && res.Percent >= a.Quiz.Pass:
		return "Not yet", []string{right + " That is enough to pass.",
			"What is still missing is marked with a shield: those questions matter most, so they must be right."}
	}
	return "Not yet", []string{right + " " + needed, "Read what is below, then try again. You can try as often as you like."}
}

func (m *model) addItems(st *state, mod *catalog.Module) {
	for i, it := range m.attempt.Quiz.Order(m.attempt.Seed) {
		r, ok := m.attempt.Response(it.ID)
		if !ok {
			continue
		}
		is := m.itemState(i+1, it, r, mod)
		st.Items = append(st.Items, is)
		if it.Critical && !r.Correct {
			st.Critical = append(st.Critical, is)
		}
	}
}

func (m *model) addActions(st *state, mod *catalog.Module) {
	if mod == nil {
		st.Actions = []action{{"Go to Learn", toModule, nav.Route{Screen: nav.Learn}}}
		return
	}
	quizRoute := nav.Route{Screen: nav.Quiz, Module: mod.ID}
	back := action{"Back to the module", toModule, nav.Route{Screen: nav.Module, Module: mod.ID}}
	again := action{"Try again", tryAgain, quizRoute}
	switch {
	case !st.Complete:
		quizRoute.Attempt = m.attempt.ID
		st.Actions = []action{{"Go on with the quiz", goOn, quizRoute}, back}
	case st.Passed:
		var next action
		next, st.Onward = m.next(mod.ID)
		st.Actions = []action{next, again}
	default:
		st.Actions = []action{again, back}
	}
	if st.Complete && len(mod.Handouts) > 0 {
		h := mod.Handouts[0]
		st.Handout = &action{"Print the handout: " + h.Title, toHandout, nav.Route{Screen: nav.Handout, Handout: h.ID}}
	}
}

// next is what to do after a pass.
func (m *model) next(passed catalog.ModuleID) (a action, about string) {
	step := progress.NextStep(m.catalog, m.record)
	mod, ok := m.catalog.Module(step.Module)
	if step.Kind == progress.AllDone || !ok || mod.ID == passed {
		return action{"Go to Home", nextStep, nav.Route{Screen: nav.Home}}, ""
	}
	return action{"Next module", nextStep, nav.Route{Screen: nav.Module, Module: mod.ID}}, "Next for you: " + mod.Title
}
