package moduleview

import (
	"fmt"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/revision"
)

// model is what the screen knows.
type model struct {
	catalog  *catalog.Catalog
	id       catalog.ModuleID
	now      func() time.Time
	guide    bool // the facilitator's guide is open
	opening  bool // the page for the browser is being made
	pageFail error
}

// state is everything the view draws.
type state struct {
	Missing        bool // the module cannot be shown
	Why            string
	Title, Summary string
	Size, Edition  string
	From           string // the library that it is of; empty where there is one only
	Draft          string // what the module waits for; empty when it is reviewed
	Stale          string // its review is due or overdue; empty while it is fresh
	Reviewers      []string
	Before         []prerequisite
	Next           action
	Check          check
	Path           string    // what is left after a pre-check; empty when that changed nothing
	Certificate    nav.Route // zero until the module is completed
	Objectives     []string
	Lessons        []lesson
	Quiz           quizState
	Practice       bool // there is something to practise with
	Scenarios      []scene
	Skills         skillsState
	Handouts       []handout
	Guide          guideState
	More           []way
	Sources        []source
	Opening        bool
	PageTrouble    explain.Trouble
}

type action struct {
	Label string // of the screen's one primary button; empty when the module is done
	Note  string
	To    nav.Route
}

type prerequisite struct {
	Text string
	To   nav.Route // zero when the module is not in the library
}

type lesson struct {
	ID            catalog.LessonID
	Heading, Meta string
	Read, Next    bool
	Known         bool // from a pre-check, and not read
}

type quizState struct {
	Shown        bool
	Heading      string
	Text, Meta   string
	Passed       bool
	NotYet       bool
	Action       string
	To, LastTime nav.Route // LastTime is the newest result; zero when there is none
}

type handout struct {
	ID          catalog.HandoutID
	Title, Meta string
}

type guideState struct {
	Shown     bool
	Open      bool
	Meta      string
	Materials []string
}

type source struct {
	Key         catalog.SourceKey
	Title, Meta string
}

func (m *model) state(r progress.Record) state {
	mod, ok := m.catalog.Module(m.id)
	if !ok {
		return m.missing()
	}
	st := progress.StatusOf(mod, r)
	s := state{
		Title: mod.Title, Summary: mod.Summary, Size: glance.Size(mod), From: revision.From(m.catalog, mod.Library),
		Edition: glance.Join("Version "+mod.Version, "To be reviewed again by "+glance.Date(mod.ReviewBy)),
		Draft:   draft(mod), Stale: m.stale(mod), Next: nextAction(mod, r),
		Opening: m.opening, PageTrouble: explain.Error(m.pageFail),
	}
	for _, rev := range mod.Reviewers {
		s.Reviewers = append(s.Reviewers, fmt.Sprintf("Reviewed by %s, %s (%s), on %s", rev.Name, rev.Organisation, rev.Role, glance.Date(rev.Date)))
	}
	for _, o := range mod.Objectives {
		s.Objectives = append(s.Objectives, o.Text)
	}
	s.Before = m.before(mod, r)
	s.Lessons = lessons(mod, st, r)
	s.Quiz = quizOf(mod, st, r)
	for _, h := range mod.Handouts {
		s.Handouts = append(s.Handouts, handout{h.ID, h.Title, glance.Join(h.Audience, "Version "+h.Version)})
	}
	s.Guide = m.guideOf(mod)
	m.addMore(&s, mod, st, r)
	s.Sources = m.sources(mod)
	return s
}

// missing is for a module that broke, or left the library, since somebody came from there.
func (m *model) missing() state {
	s := state{Missing: true, Title: "This module is not here", Why: "The library does not have it any more. What you have learned is kept."}
	for _, u := range m.catalog.Unavailable {
		if u.ID == m.id {
			s.Title = "This module cannot be shown"
			s.Why = "Something is wrong with its content. The other modules work, and what you have learned is kept."
		}
	}
	return s
}

func draft(mod *catalog.Module) string {
	missing := mod.MissingReviews()
	if len(missing) == 0 {
		return ""
	}
	return fmt.Sprintf("This module still waits for its %s review. Until then, check what it says with somebody qualified before you teach it.", glance.List(missing))
}

func (m *model) stale(mod *catalog.Module) string {
	switch catalog.FreshnessOn(mod.ReviewBy, m.now()) {
	case catalog.OutOfDate:
		return fmt.Sprintf("This module was to be reviewed by %s, and was not. Some of it may be out of date: look for newer content.", glance.Date(mod.ReviewBy))
	case catalog.ReviewSoon:
		return fmt.Sprintf("This module is to be reviewed by %s. Look for newer content then.", glance.Date(mod.ReviewBy))
	}
	return ""
}

func nextAction(mod *catalog.Module, r progress.Record) action {
	step := progress.StepIn(mod, r)
	l, number, _ := mod.Lesson(step.Lesson)
	toLesson := nav.Route{Screen: nav.Lesson, Module: mod.ID, Lesson: step.Lesson}
	toQuiz := nav.Route{Screen: nav.Quiz, Module: mod.ID, Attempt: step.Attempt}
	switch step.Kind {
	case progress.StartModule:
		return action{"Start", fmt.Sprintf("Lesson 1: %s", l.Title), toLesson}
	case progress.ContinueRead:
		return action{"Continue", fmt.Sprintf("Lesson %d: %s", number+1, l.Title), toLesson}
	case progress.TakeQuiz:
		if progress.StatusOf(mod, r).LessonsKnown > 0 {
			return action{"Take the quiz", "You have read or know every lesson", toQuiz}
		}
		return action{"Take the quiz", "You have read every lesson", toQuiz}
	case progress.ContinueQuiz:
		return action{"Go on with the quiz", "Your answers so far are saved", toQuiz}
	case progress.RetakeQuiz:
		return action{"Try the quiz again", "Not yet passed", toQuiz}
	}
	return action{}
}

// before lists the modules that are best read first.
func (m *model) before(mod *catalog.Module, r progress.Record) []prerequisite {
	var list []prerequisite
	for _, id := range mod.Prerequisites {
		other, ok := m.catalog.Module(id)
		if !ok {
			list = append(list, prerequisite{Text: fmt.Sprintf("%s (not in this library)", id)})
			continue
		}
		p := prerequisite{Text: other.Title, To: nav.Route{Screen: nav.Module, Module: id}}
		if progress.StatusOf(other, r).Stage == progress.Completed {
			p.Text += " (done)"
		}
		list = append(list, p)
	}
	return list
}

func lessons(mod *catalog.Module, st progress.ModuleStatus, r progress.Record) []lesson {
	var list []lesson
	known := progress.KnownObjectives(mod, r)
	for i, l := range mod.Lessons {
		v, seen := r.Visit(mod.ID, l.ID)
		row := lesson{
			ID: l.ID, Heading: fmt.Sprintf("%d. %s", i+1, l.Title), Meta: glance.Minutes(l.Minutes),
			Read: seen && !v.Finished.IsZero(), Next: l.ID == st.NextLesson,
		}
		switch {
		case row.Read:
			row.Meta = glance.Join("Read", row.Meta)
		case st.LessonKnown(&l):
			row.Known = true
			row.Meta = glance.Join("Shown on "+glance.Date(knownSince(&l, st, known)), row.Meta)
		case seen:
			row.Meta = glance.Join("Begun", row.Meta)
		}
		list = append(list, row)
	}
	return list
}

func quizOf(mod *catalog.Module, st progress.ModuleStatus, r progress.Record) quizState {
	given := mod.Quiz.Given(0) // as many of which kind do not depend on what is drawn
	n := len(given.Items)
	if n == 0 {
		return quizState{}
	}
	s := quizState{
		Shown: true, Heading: "Quiz", Meta: glance.Join(glance.Items(n), fmt.Sprintf("%d %% to pass", mod.Quiz.Pass)),
		Action: "Take the quiz", To: nav.Route{Screen: nav.Quiz, Module: mod.ID}, LastTime: lastResult(mod, r),
	}
	switch c := critical(given); {
	case c == 1:
		s.Text = "1 question matters most: it must be right, whatever the score."
	case c > 1:
		s.Text = fmt.Sprintf("%d questions matter most: they must be right, whatever the score.", c)
	}
	s.Passed = st.Stage == progress.Completed
	s.NotYet = !s.Passed && st.Attempts > 0
	switch {
	case st.OpenAttempt != nil:
		s.Text = glance.Answered(*st.OpenAttempt) + ". They are saved."
		s.Action, s.To.Attempt = "Go on with the quiz", st.OpenAttempt.ID
	case s.Passed:
		s.Text = fmt.Sprintf("Your best result is %s. You passed on %s.", glance.Score(st.BestResult), glance.Date(st.CompletedAt))
		s.Action = "Take it again"
	case s.NotYet:
		s.Text = fmt.Sprintf("Your best result so far is %s. Every answer is explained, and you can try as often as you like.", glance.Score(st.BestResult))
		s.Action = "Try again"
	}
	return s
}

func critical(q quiz.Quiz) int {
	n := 0
	for _, it := range q.Items {
		if it.Critical {
			n++
		}
	}
	return n
}

// lastResult leads to the newest complete attempt.
func lastResult(mod *catalog.Module, r progress.Record) nav.Route {
	for i := len(r.Attempts) - 1; i >= 0; i-- {
		if a := r.Attempts[i]; a.Purpose == quiz.ForPass && a.Module == string(mod.ID) && a.Quiz.ID == mod.Quiz.ID && a.Complete() {
			return nav.Route{Screen: nav.Result, Module: mod.ID, Attempt: a.ID}
		}
	}
	return nav.Route{}
}

func (m *model) guideOf(mod *catalog.Module) guideState {
	g := guideState{Shown: len(mod.Guide.Body.Blocks) > 0, Open: m.guide, Materials: mod.Guide.Materials}
	g.Meta = glance.Join(glance.Minutes(mod.Guide.Minutes), mod.Guide.Group)
	return g
}

func (m *model) sources(mod *catalog.Module) []source {
	var list []source
	for _, key := range mod.Cited() {
		n, ok := m.catalog.Sources[key]
		if !ok {
			list = append(list, source{Key: key, Title: string(key)})
			continue
		}
		checked := ""
		if !n.Checked.IsZero() {
			checked = "checked on " + glance.Date(n.Checked)
		}
		list = append(list, source{Key: key, Title: n.Title, Meta: glance.Join(n.Organisation, n.Date, checked)})
	}
	return list
}
