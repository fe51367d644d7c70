package resultview

import (
	"cmp"
	"fmt"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/nav"
)

// A model is a stored attempt beside the library of today, from which its module may be gone.
type model struct {
	catalog *catalog.Catalog
	record  progress.Record
	deck    *refresher.Deck // nil where nothing is scheduled
	now     time.Time
	attempt quiz.Attempt
	module  *catalog.Module // nil when it is gone, or the attempt belongs to none
	found   bool
}

func newModel(c *catalog.Catalog, r progress.Record, attempt string) *model {
	m := &model{catalog: c, record: r}
	m.attempt, m.found = r.Attempt(attempt)
	m.module, _ = c.Module(catalog.ModuleID(m.attempt.Module))
	return m
}

// state is everything that the screen shows.
type state struct {
	Found    bool
	Complete bool
	About    string // module and day
	Heading  string // such as "Passed" or "Not yet"
	Good     bool   // drawn as done
	Ring     ring
	Summary  []string
	Path     pathState   // of a pre-check
	First    string      // why to begin with the critical items
	Critical []itemState // critical items to read again, in the order of the attempt
	Items    []itemState // answered items, in the order of the attempt
	Onward   string      // what the next step is about; may be empty
	Actions  []action    // the first one is the one to take
	Handout  *action
}

// A ring is a score as it is drawn; the zero value is none.
type ring struct {
	Share  float64
	Figure string // "10/12"
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
	toHome
	toLesson
)

func (m *model) state() state {
	if !m.found {
		return state{}
	}
	st := state{Found: true, Complete: m.attempt.Complete()}
	title := ""
	if m.module != nil {
		title = m.module.Title
	}
	st.About = glance.Join(title, glance.Date(m.attempt.Started))
	m.addItems(&st)
	m.summarise(&st)
	return st
}

func (m *model) addItems(st *state) {
	for i, it := range m.attempt.Quiz.Order(m.attempt.Seed) {
		r, ok := m.attempt.Response(it.ID)
		if !ok {
			continue
		}
		is := m.itemState(i+1, it, r)
		st.Items = append(st.Items, is)
		if it.Critical && !r.Correct {
			st.Critical = append(st.Critical, is)
		}
	}
	for _, r := range m.attempt.Responses {
		if _, ok := m.attempt.Quiz.Item(r.Item); !ok {
			st.Items = append(st.Items, strayState(r))
		}
	}
}

// summarise says how it went, for the purpose that the attempt has, and what there is to do next.
func (m *model) summarise(st *state) {
	st.First = "These matter most. Many people miss them the first time."
	if p := m.attempt.Purpose; p == quiz.Refresher || p == quiz.Booster {
		st.First = "These matter most. Many people miss them after a while."
	}
	switch p := m.attempt.Purpose; {
	case !st.Complete:
		m.unfinished(st)
	case p == quiz.Practice, p == quiz.Imported:
		m.practised(st)
	case p == quiz.PreCheck:
		m.checked(st)
	case p == quiz.Refresher, p == quiz.Booster:
		m.refreshed(st)
	default:
		m.graded(st)
	}
	if len(st.Actions) == 0 {
		st.Actions = []action{{"Go to Learn", toModule, nav.Route{Screen: nav.Learn}}}
	}
}

// again is the route to another attempt for the same purpose.
func (m *model) again() nav.Route {
	return nav.Route{Screen: nav.Quiz, Module: catalog.ModuleID(m.attempt.Module), Purpose: m.attempt.Purpose}
}

// back leads to the module, where there is one.
func (m *model) back() []action {
	if m.module == nil {
		return nil
	}
	return []action{{"Back to the module", toModule, nav.Route{Screen: nav.Module, Module: m.module.ID}}}
}

func (m *model) unfinished(st *state) {
	n, all := len(m.attempt.Responses), len(m.attempt.Quiz.Items)
	st.Heading = "Not finished"
	st.Summary = []string{fmt.Sprintf("You have answered %d of %s. Your answers are saved.", n, glance.Items(all))}
	if m.attempt.Purpose == quiz.ForPass {
		st.Ring = ringOf(m.attempt.Score())
	}
	on := m.again()
	on.Attempt = m.attempt.ID
	st.Actions = append([]action{{cmp.Or(goOnLabels[m.attempt.Purpose], "Go on"), goOn, on}}, m.back()...)
}

var goOnLabels = map[quiz.Purpose]string{
	quiz.ForPass: "Go on with the quiz", quiz.Practice: "Go on practising", quiz.PreCheck: "Go on with the check",
}

// graded is a quiz that can be passed.
func (m *model) graded(st *state) {
	a, res := m.attempt, m.attempt.Score()
	st.Good, st.Ring = res.Passed, ringOf(res)
	st.First = "These matter most, so they must be right. Many people miss them the first time."
	st.Heading, st.Summary = summary(a, res)
	if m.module == nil {
		return
	}
	again := action{"Try again", tryAgain, m.again()}
	if st.Good {
		var next action
		next, st.Onward = m.next(m.module.ID)
		st.Actions = []action{next, again}
	} else {
		st.Actions = append([]action{again}, m.back()...)
	}
	if len(m.module.Handouts) > 0 {
		h := m.module.Handouts[0]
		st.Handout = &action{"Print the handout: " + h.Title, toHandout, nav.Route{Screen: nav.Handout, Handout: h.ID}}
	}
}

// ringOf draws right items of all, or the credit where parts of answers count.
func ringOf(res quiz.Result) ring {
	switch {
	case res.Items == 0:
		return ring{}
	case partly(res):
		return ring{float64(res.Percent) / 100, fmt.Sprintf("%d %%", res.Percent)}
	}
	return ring{float64(res.Right) / float64(res.Items), fmt.Sprintf("%d/%d", res.Right, res.Items)}
}

// partly reports whether parts of answers count for something besides the right ones.
func partly(res quiz.Result) bool { return res.Percent != 100*res.Right/res.Items }

// summary says how it went, and what it takes.
func summary(a quiz.Attempt, res quiz.Result) (heading string, lines []string) {
	if res.Items == 0 {
		return "Done", []string{"Thank you for your view. There was nothing to pass."}
	}
	right := fmt.Sprintf("You got %d of %d right.", res.Right, res.Items)
	needed := fmt.Sprintf("It takes %d to pass.", (a.Quiz.Pass*res.Items+99)/100)
	if partly(res) {
		right = fmt.Sprintf("You got %d of %d right, and parts of others: %d %% together.", res.Right, res.Items, res.Percent)
		needed = fmt.Sprintf("It takes %d %% to pass.", a.Quiz.Pass)
	}
	switch {
	case res.Passed:
		return "Passed", []string{right + " " + needed, "Well done. You can pass this on."}
	case len(res.MissedCritical) > 0 && res.Percent >= a.Quiz.Pass:
		return "Not yet", []string{right + " That is enough to pass.",
			"What is still missing is marked with a shield: those questions matter most, so they must be right."}
	}
	return "Not yet", []string{right + " " + needed, "Read what is below, then try again. You can try as often as you like."}
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
