package answersview

import (
	"fmt"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/nav"
)

// A model is the attempts of a learner beside the library of today.
type model struct {
	catalog  *catalog.Catalog
	module   catalog.ModuleID // whose attempts are shown; empty for all
	attempts []quiz.Attempt   // newest first
	now      time.Time
}

func newModel(c *catalog.Catalog, r progress.Record, module catalog.ModuleID, now time.Time) *model {
	m := &model{catalog: c, module: module, now: now}
	for _, a := range slices.Backward(r.Attempts) {
		if module == "" || a.Module == string(module) || mixes(a, module) {
			m.attempts = append(m.attempts, a)
		}
	}
	return m
}

// mixes reports whether an attempt of several modules has items of this one.
func mixes(a quiz.Attempt, module catalog.ModuleID) bool {
	return a.Module == "" && slices.ContainsFunc(a.Quiz.Items, func(it quiz.Item) bool { return it.Module == string(module) })
}

// headState is what stands above the list.
type headState struct {
	Title string
	About string // how many there are, and of what
	All   bool   // whether those of all modules are offered
	Empty bool
}

func (m *model) head() headState {
	h := headState{Title: "My answers", Empty: len(m.attempts) == 0, All: m.module != ""}
	about := attempts(len(m.attempts))
	if h.Empty {
		about = ""
	}
	if mod, ok := m.catalog.Module(m.module); ok {
		about = glance.Join(mod.Title, about)
	}
	h.About = about
	return h
}

func attempts(n int) string {
	if n == 1 {
		return "1 attempt"
	}
	return fmt.Sprintf("%d attempts", n)
}

// rowState is one attempt in the list.
type rowState struct {
	Title   string
	Purpose string
	When    string
	Went    string // how it went, in words; no score for practice
	Tone    tone
	Route   nav.Route
}

// A tone is how the result is drawn.
type tone int

const (
	neutral tone = iota
	passed
	notYet
	open
)

// row is the attempt at a place in the list. It is worked out when it is shown: a score reads all responses.
func (m *model) row(i int) rowState {
	a := m.attempts[i]
	row := rowState{
		Title: m.title(a), Purpose: purposes[a.Purpose], When: glance.Ago(a.Started, m.now) + a.Started.In(m.now.Location()).Format(", 15:04"),
		Route: nav.Route{Screen: nav.Result, Module: catalog.ModuleID(a.Module), Attempt: a.ID},
	}
	row.Went, row.Tone = went(a)
	return row
}

var purposes = map[quiz.Purpose]string{
	quiz.ForPass: "Quiz", quiz.Practice: "Practice", quiz.PreCheck: "Check of what you know",
	quiz.Refresher: "Refresher", quiz.Booster: "Booster", quiz.Imported: "Practice with questions from a file",
}

func (m *model) title(a quiz.Attempt) string {
	if mod, ok := m.catalog.Module(catalog.ModuleID(a.Module)); ok {
		return mod.Title
	}
	switch {
	case a.Module != "":
		return "A module that has left the library (" + a.Module + ")"
	case a.Purpose == quiz.Imported:
		return "Questions from a file"
	}
	return "Several modules"
}

func went(a quiz.Attempt) (string, tone) {
	if !a.Complete() {
		return "Not finished: " + glance.Answered(a), open
	}
	if a.Purpose != quiz.ForPass {
		return glance.Items(len(a.Responses)) + " answered", neutral
	}
	res := a.Score()
	switch {
	case res.Items == 0:
		return "Your view is noted", neutral
	case res.Passed:
		return "Passed: " + glance.Score(res), passed
	}
	return "Not yet: " + glance.Score(res), notYet
}
