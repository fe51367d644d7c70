package resultview

import (
	"fmt"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/nav"
)

// practised says what was gone through, and nothing about how well.
func (m *model) practised(st *state) {
	st.Heading, st.Good = "Practice done", true
	st.Summary = []string{fmt.Sprintf("You went through %s. Nothing was scored.", glance.Items(len(m.attempt.Responses)))}
	st.Actions = []action{{"Practise again", tryAgain, m.again()}}
	if m.module != nil {
		st.Actions = append(st.Actions, action{"Take the quiz", nextStep, nav.Route{Screen: nav.Quiz, Module: m.module.ID}})
		st.Actions = append(st.Actions, m.back()...)
	}
}

// refreshed says what stays and what comes back.
func (m *model) refreshed(st *state) {
	st.Heading, st.Good = "Done for today", true
	if m.attempt.Purpose == quiz.Booster {
		st.Heading = "Booster done"
	}
	knew, back := 0, 0
	for _, it := range m.attempt.Quiz.Items {
		if r, ok := m.attempt.Response(it.ID); ok && r.Correct {
			knew++
		} else if ok && !it.Survey {
			back++
		}
	}
	switch {
	case back == 0:
		st.Summary = []string{"You knew all of it. It stays sharp."}
	case knew == 0:
		st.Summary = []string{"All of it comes back soon. That is how it gets sharp again."}
	default:
		st.Summary = []string{fmt.Sprintf("%s sharp. %s back soon.", stays(knew), comes(back))}
	}
	st.Actions = []action{{"Go to Home", toHome, nav.Route{Screen: nav.Home}}}
	if m.attempt.Purpose == quiz.Booster {
		st.Actions = append(st.Actions, m.back()...)
	}
	if m.deck == nil {
		return
	}
	if more := m.deck.Count(m.now); more > 0 && m.attempt.Purpose == quiz.Refresher {
		st.Summary = append(st.Summary, fmt.Sprintf("%s more can be refreshed, when you like.", glance.Items(more)))
		st.Actions = append(st.Actions, action{"Go on refreshing", goOn, m.again()})
	} else if next := m.deck.Next(m.now); !next.IsZero() && more == 0 {
		st.Summary = append(st.Summary, fmt.Sprintf("The next ones come on %s.", glance.Date(next.In(m.now.Location()))))
	}
}

func stays(n int) string {
	if n == 1 {
		return "1 question stays"
	}
	return fmt.Sprintf("%d questions stay", n)
}

func comes(n int) string {
	if n == 1 {
		return "1 comes"
	}
	return fmt.Sprintf("%d come", n)
}

// pathState is what a pre-check has shown, and what is left.
type pathState struct {
	Known   []string // texts of objectives
	Lessons []lessonState
	All     bool // nothing is known yet, so that the lessons are all there are
}

type lessonState struct {
	Label string
	Meta  string
	Route nav.Route
}

// checked says what is known, and makes a short path of the rest.
func (m *model) checked(st *state) {
	if m.module == nil {
		st.Heading, st.Summary = "Checked", []string{"The module has left the library, so there is no path to show."}
		return
	}
	record := m.record
	newest, _ := progress.OpenAttempt(record, quiz.PreCheck, m.module.ID)
	replaced := newest.ID != m.attempt.ID
	if replaced { // what it showed then
		record = progress.Record{Attempts: []quiz.Attempt{m.attempt}}
	}
	st.Path = m.path(record)
	st.Heading, st.Good = "What you know already", len(st.Path.Known) > 0
	quizRoute := nav.Route{Screen: nav.Quiz, Module: m.module.ID}
	switch {
	case len(st.Path.Lessons) == 0:
		st.Heading = "You know this already"
		st.Summary = []string{"Everything that this module teaches is marked as known. The quiz is all that is left."}
		st.Actions = []action{{"Take the quiz", nextStep, quizRoute}}
	case st.Path.All:
		st.Heading = "This module is for you"
		st.Summary = []string{"Nothing is marked as known yet, so the lessons are the way to begin. Nothing is lost: it was only a check."}
	default:
		st.Summary = []string{fmt.Sprintf("%s marked as known. What is left is a short path of %s.",
			things(len(st.Path.Known)), glance.Lessons(len(st.Path.Lessons)))}
	}
	if len(st.Path.Lessons) > 0 {
		first := st.Path.Lessons[0]
		st.Onward = "First: " + first.Label
		st.Actions = []action{{"Start the short path", toLesson, first.Route}}
		if st.Path.All {
			st.Actions[0].Label = "Start with the first lesson"
		}
	}
	if replaced {
		st.Summary = append(st.Summary, "You have checked again since; the newer check counts.")
	}
	st.Actions = append(st.Actions, m.back()...)
}

func things(n int) string {
	if n == 1 {
		return "1 thing is"
	}
	return fmt.Sprintf("%d things are", n)
}

func (m *model) path(r progress.Record) pathState {
	var p pathState
	known := progress.KnownObjectives(m.module, r)
	for _, o := range m.module.Objectives {
		if _, ok := known[o.ID]; ok {
			p.Known = append(p.Known, o.Text)
		}
	}
	left := progress.ShortPath(m.module, r)
	for _, l := range m.module.Lessons {
		if slices.Contains(left, l.ID) {
			p.Lessons = append(p.Lessons, lessonState{l.Title, glance.Minutes(l.Minutes), nav.Route{Screen: nav.Lesson, Module: m.module.ID, Lesson: l.ID}})
		}
	}
	p.All = len(p.Known) == 0
	return p
}

// moduleOf is the module that an item comes from, as it is today; nil when it is gone.
func (m *model) moduleOf(it quiz.Item) (*catalog.Module, quiz.ItemID) {
	id, own := it.Ref(m.attempt.Module)
	mod, _ := m.catalog.Module(catalog.ModuleID(id))
	return mod, own
}
