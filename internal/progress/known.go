package progress

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
)

// perObjective is how many items of an objective a pre-check has at least, where there are so many. One alone
// would be passed too often by guessing.
const perObjective = 2

// PreCheck is the quiz for "I already know this": every critical item of the module, and further items of each
// objective until it has two or all it has. Survey items are left out, and the feedback comes at the end. The
// same module and seed give the same quiz. It has no items when the module has none to ask.
func PreCheck(m *catalog.Module, seed uint64) quiz.Quiz {
	chosen := make([]bool, len(m.Quiz.Items))
	of := make(map[string][]int, len(m.Objectives)) // where the items of an objective are
	for i, it := range m.Quiz.Items {
		chosen[i] = it.Critical && !it.Survey
		if !it.Survey {
			of[it.Objective] = append(of[it.Objective], i)
		}
	}
	for n, o := range m.Objectives {
		items := of[string(o.ID)]
		r := rand.New(rand.NewPCG(seed, uint64(n)))
		r.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
		have := len(slices.DeleteFunc(slices.Clone(items), func(i int) bool { return !chosen[i] }))
		for _, i := range items {
			if have < perObjective && !chosen[i] {
				chosen[i] = true
				have++
			}
		}
	}
	q := m.Quiz
	q.ID += "-pre-check"
	q.Feedback, q.Draws, q.Items = quiz.AtTheEnd, nil, nil
	for i, it := range m.Quiz.Items {
		if chosen[i] {
			q.Items = append(q.Items, it)
		}
	}
	return q
}

// PracticeQuiz is the module's quiz for practice, as quiz.Practice has it. Each round is given anew, with a seed.
func PracticeQuiz(m *catalog.Module) quiz.Quiz {
	q := m.Quiz.Practice()
	q.ID += "-practice"
	return q
}

// KnownObjectives are the objectives of the module that its newest complete pre-check showed to be known, and
// when. An objective is known when every item of it in the pre-check was right. A critical item that was
// answered wrongly since, in an attempt for whatever purpose, takes its objective out again.
func KnownObjectives(m *catalog.Module, r Record) map[catalog.ObjectiveID]time.Time {
	known := make(map[catalog.ObjectiveID]time.Time)
	check, ok := newestPreCheck(m, r)
	if !ok {
		return known
	}
	at := lastActive(&check)
	var missed []string
	for _, it := range check.Quiz.Items {
		if answer, _ := check.Response(it.ID); !it.Survey && !answer.Correct {
			missed = append(missed, it.Objective)
		}
	}
	for _, it := range check.Quiz.Items {
		id := catalog.ObjectiveID(it.Objective)
		named := slices.ContainsFunc(m.Objectives, func(o catalog.Objective) bool { return o.ID == id })
		if named && !it.Survey && !slices.Contains(missed, it.Objective) {
			known[id] = at
		}
	}
	forget(known, m, r, at)
	return known
}

// newestPreCheck is the newest one of the module that is complete and asked something.
func newestPreCheck(m *catalog.Module, r Record) (quiz.Attempt, bool) {
	for i := len(r.Attempts) - 1; i >= 0; i-- { // attempts are too large to be copied on the way
		a := &r.Attempts[i]
		if a.Purpose == quiz.PreCheck && a.Module == string(m.ID) && len(a.Responses) > 0 && a.Complete() {
			return *a, true
		}
	}
	return quiz.Attempt{}, false
}

// forget takes out the objectives of which a critical item was answered wrongly after a time.
func forget(known map[catalog.ObjectiveID]time.Time, m *catalog.Module, r Record, after time.Time) {
	for i := range r.Attempts {
		a := &r.Attempts[i]
		if len(known) == 0 || !lastActive(a).After(after) {
			continue
		}
		for _, answer := range a.Responses {
			if answer.Correct || !answer.At.After(after) {
				continue
			}
			it, ok := a.Quiz.Item(answer.Item)
			if module, _ := it.Ref(a.Module); ok && it.Critical && module == string(m.ID) {
				delete(known, catalog.ObjectiveID(it.Objective))
			}
		}
	}
}

// lastActive is when an attempt was answered last, or when it began.
func lastActive(a *quiz.Attempt) time.Time {
	if n := len(a.Responses); n > 0 {
		return a.Responses[n-1].At
	}
	return a.Started
}

// ShortPath lists the lessons of the module that teach something that is not shown to be known, read or not.
// Without a pre-check these are all of them.
func ShortPath(m *catalog.Module, r Record) []catalog.LessonID {
	known := KnownObjectives(m, r)
	var path []catalog.LessonID
	for i := range m.Lessons {
		if !allKnown(&m.Lessons[i], func(id catalog.ObjectiveID) bool { _, ok := known[id]; return ok }) {
			path = append(path, m.Lessons[i].ID)
		}
	}
	return path
}

// allKnown reports whether a lesson teaches nothing else. One that names no objective is never known.
func allKnown(l *catalog.Lesson, known func(catalog.ObjectiveID) bool) bool {
	for _, id := range l.Objectives {
		if !known(id) {
			return false
		}
	}
	return len(l.Objectives) > 0
}

// LessonKnown reports whether the lesson teaches only what the learner has shown to know.
func (s ModuleStatus) LessonKnown(l *catalog.Lesson) bool {
	return allKnown(l, func(id catalog.ObjectiveID) bool { return slices.Contains(s.Known, id) })
}
