package progress

import (
	"cmp"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
)

// A Stage is how far a learner has come with a module.
type Stage int

// The stages of a module.
const (
	NotStarted   Stage = iota
	Underway           // something was read or answered
	ReadyForQuiz       // every lesson was read to its end or is known
	Completed          // the quiz was passed
)

// A ModuleStatus is where a learner stands with one module. Only attempts for a pass count as attempts here.
type ModuleStatus struct {
	Stage        Stage
	LessonsRead  int
	LessonsKnown int // not read to their end, but known from a pre-check
	Lessons      int
	Known        []catalog.ObjectiveID // see KnownObjectives; in the module's order
	NextLesson   catalog.LessonID      // the first one neither read to its end nor known; empty when there is none
	OpenAttempt  *quiz.Attempt         // the newest attempt, when it is not complete; else nil
	BestResult   quiz.Result           // of complete attempts; a pass is better than any score
	Attempts     int                   // complete ones
	CompletedAt  time.Time             // of the first pass; zero when never
	LastActivity time.Time
}

// Fraction is how much of the module is done, from 0 to 1: every lesson that was read or
// is known and the quiz count the same.
func (s ModuleStatus) Fraction() float64 {
	if s.Stage == Completed {
		return 1
	}
	return float64(s.LessonsRead+s.LessonsKnown) / float64(s.Lessons+1)
}

// StatusOf derives where a learner stands with a module. Practice, refreshers and the like change nothing of
// it; of a pre-check only what it showed to be known counts.
func StatusOf(m *catalog.Module, r Record) ModuleStatus {
	s := ModuleStatus{Lessons: len(m.Lessons)}
	known := KnownObjectives(m, r)
	for _, o := range m.Objectives {
		if _, ok := known[o.ID]; ok {
			s.Known = append(s.Known, o.ID)
		}
	}
	s.addLessons(m, r)
	if s.LessonsKnown > 0 {
		s.Stage = Underway
		s.touch(known[s.Known[0]])
	}
	for i := range r.Attempts {
		if a := &r.Attempts[i]; a.Purpose == quiz.ForPass && a.Module == string(m.ID) && a.Quiz.ID == m.Quiz.ID {
			s.add(a)
		}
	}
	if s.Stage == Underway && s.LessonsRead+s.LessonsKnown == s.Lessons {
		s.Stage = ReadyForQuiz
	}
	return s
}

// addLessons counts the lessons.
func (s *ModuleStatus) addLessons(m *catalog.Module, r Record) {
	for i := range m.Lessons {
		l := &m.Lessons[i]
		v, ok := r.Visit(m.ID, l.ID)
		if ok {
			s.Stage = Underway
			s.touch(v.Opened)
		}
		switch {
		case ok && !v.Finished.IsZero():
			s.LessonsRead++
		case s.LessonKnown(l):
			s.LessonsKnown++
		case s.NextLesson == "":
			s.NextLesson = l.ID
		}
	}
}

// add counts one attempt; they come oldest first.
func (s *ModuleStatus) add(a *quiz.Attempt) {
	s.Stage = max(s.Stage, Underway)
	ended := lastActive(a)
	s.touch(a.Started)
	s.touch(ended)
	if !a.Complete() {
		s.OpenAttempt = a
		return
	}
	s.OpenAttempt = nil // one that was given up for this one
	s.Attempts++
	res := a.Score()
	if s.Attempts == 1 || better(res, s.BestResult) {
		s.BestResult = res
	}
	if res.Passed {
		s.Stage = Completed
		if s.CompletedAt.IsZero() || ended.Before(s.CompletedAt) {
			s.CompletedAt = ended
		}
	}
}

// better ranks a pass over a higher score that missed a critical item.
func better(a, b quiz.Result) bool {
	if a.Passed != b.Passed {
		return a.Passed
	}
	return a.Percent > b.Percent
}

func (s *ModuleStatus) touch(t time.Time) {
	if t.After(s.LastActivity) {
		s.LastActivity = t
	}
}

// Visit finds what is known of a lesson.
func (r Record) Visit(m catalog.ModuleID, l catalog.LessonID) (Visit, bool) {
	i := slices.IndexFunc(r.Visits, func(v Visit) bool { return v.Module == m && v.Lesson == l })
	if i < 0 {
		return Visit{}, false
	}
	return r.Visits[i], true
}

// Attempt finds an attempt by its id.
func (r Record) Attempt(id string) (quiz.Attempt, bool) {
	i := slices.IndexFunc(r.Attempts, func(a quiz.Attempt) bool { return a.ID == id })
	if i < 0 {
		return quiz.Attempt{}, false
	}
	return r.Attempts[i], true
}

// A StepKind is what a learner can do next.
type StepKind int

// The kinds of next step.
const (
	AllDone      StepKind = iota // every module is completed
	StartModule                  // begin its first lesson
	ContinueRead                 // read on
	TakeQuiz                     // all lessons are read
	ContinueQuiz                 // an attempt is open
	RetakeQuiz                   // the last attempt did not pass
)

// A Step is what a learner can do next.
type Step struct {
	Kind    StepKind
	Module  catalog.ModuleID
	Lesson  catalog.LessonID // of StartModule and ContinueRead
	Attempt string           // of ContinueQuiz
	Track   catalog.TrackID  // of StartModule, the track that it goes on with; empty for none
}

// NextStep says what a learner does next: go on with what was touched last, else begin the first module that is not
// begun of the track that they are on, else the first of all.
func NextStep(c *catalog.Catalog, r Record) Step {
	type open struct {
		m *catalog.Module
		s ModuleStatus
	}
	var begun, untouched []open
	for i := range c.Modules {
		o := open{&c.Modules[i], StatusOf(&c.Modules[i], r)}
		switch {
		case o.s.OpenAttempt != nil || o.s.Stage != Completed && o.s.Stage != NotStarted:
			begun = append(begun, o)
		case o.s.Stage == NotStarted:
			untouched = append(untouched, o)
		}
	}
	slices.SortStableFunc(begun, func(a, b open) int { return cmp.Compare(b.s.LastActivity.UnixMilli(), a.s.LastActivity.UnixMilli()) })
	if len(begun) > 0 {
		return stepIn(begun[0].m, begun[0].s)
	}
	if len(untouched) == 0 {
		return Step{}
	}
	if track, ok := Following(c, r); ok {
		for _, id := range track.Modules {
			if i := slices.IndexFunc(untouched, func(o open) bool { return o.m.ID == id }); i >= 0 {
				step := stepIn(untouched[i].m, untouched[i].s)
				step.Track = track.ID
				return step
			}
		}
	}
	return stepIn(untouched[0].m, untouched[0].s)
}

// StepIn says what a learner does next in one module.
func StepIn(m *catalog.Module, r Record) Step { return stepIn(m, StatusOf(m, r)) }

func stepIn(m *catalog.Module, s ModuleStatus) Step {
	switch {
	case s.OpenAttempt != nil:
		return Step{Kind: ContinueQuiz, Module: m.ID, Attempt: s.OpenAttempt.ID}
	case s.Stage == Completed:
		return Step{Kind: AllDone, Module: m.ID}
	case s.Stage == NotStarted:
		return Step{Kind: StartModule, Module: m.ID, Lesson: s.NextLesson}
	case s.NextLesson != "":
		return Step{Kind: ContinueRead, Module: m.ID, Lesson: s.NextLesson}
	case s.Attempts > 0:
		return Step{Kind: RetakeQuiz, Module: m.ID}
	}
	return Step{Kind: TakeQuiz, Module: m.ID}
}
