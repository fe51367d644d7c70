package moduleview

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/nav"
)

// A check is the way for somebody who knows the module already.
type check struct {
	Label string // of its button; empty where it is not offered beside the next step
	Note  string
	To    nav.Route
}

// A scene is one scenario at a glance.
type scene struct {
	ID                  scenario.ID
	Heading, Text, Meta string
	Open, Good          bool // one is to be gone on with; one came out well
}

// skillsState is what was seen of the skills.
type skillsState struct {
	Shown bool
	Meta  string
	Met   bool // all of them
}

// A way leads to something that is needed now and then.
type way struct {
	Label, Note string
	To          nav.Route
}

// addMore fills in what there is beside lessons and quiz.
func (m *model) addMore(s *state, mod *catalog.Module, st progress.ModuleStatus, r progress.Record) {
	s.Check, s.Path = checkOf(mod, st, r), pathOf(mod, st, r)
	s.Practice = len(progress.PracticeQuiz(mod).Items) > 0
	for i := range mod.Scenarios {
		s.Scenarios = append(s.Scenarios, sceneOf(mod, &mod.Scenarios[i], r))
	}
	s.Skills = skillsOf(mod, r)
	s.Certificate = certificateOf(mod, st, r)
	s.More = moreOf(mod, s.Check, r)
}

func checkRoute(mod *catalog.Module) nav.Route {
	return nav.Route{Screen: nav.Quiz, Module: mod.ID, Purpose: quiz.PreCheck}
}

// checkOf offers the pre-check before a module is begun, and while one is open.
func checkOf(mod *catalog.Module, st progress.ModuleStatus, r progress.Record) check {
	if open, ok := progress.OpenAttempt(r, quiz.PreCheck, mod.ID); ok {
		return check{"Go on with the check", glance.Answered(open) + ". They are saved.", checkRoute(mod)}
	}
	n := len(progress.PreCheck(mod, 0).Items)
	if st.Stage != progress.NotStarted || n == 0 || checked(mod, r) {
		return check{}
	}
	return check{
		"I already know this", fmt.Sprintf("Know some of it? %s show what you can leave out.", glance.Items(n)), checkRoute(mod),
	}
}

// checked reports whether the learner has taken the pre-check.
func checked(mod *catalog.Module, r progress.Record) bool {
	return slices.ContainsFunc(r.Attempts, func(a quiz.Attempt) bool {
		return a.Purpose == quiz.PreCheck && a.Module == string(mod.ID) && a.Complete()
	})
}

// pathOf says how short the path is, once a pre-check has made it shorter.
func pathOf(mod *catalog.Module, st progress.ModuleStatus, r progress.Record) string {
	known := len(mod.Lessons) - len(progress.ShortPath(mod, r))
	if known == 0 || st.Stage == progress.Completed {
		return ""
	}
	left := len(mod.Lessons) - st.LessonsRead - st.LessonsKnown
	minutes := 0
	for i := range mod.Lessons {
		l := &mod.Lessons[i]
		if v, _ := r.Visit(mod.ID, l.ID); v.Finished.IsZero() && !st.LessonKnown(l) {
			minutes += l.Minutes
		}
	}
	showed := fmt.Sprintf("You showed that you know what %s of %d teach.", count(known), len(mod.Lessons))
	if known == 1 {
		showed = fmt.Sprintf("You showed that you know what 1 lesson of %d teaches.", len(mod.Lessons))
	}
	if left == 0 {
		return showed + " Nothing is left to read before the quiz."
	}
	return fmt.Sprintf("%s Your path has %s left, about %s.", showed, glance.Lessons(left), glance.Minutes(minutes))
}

func count(lessons int) string { return glance.Lessons(lessons) }

// knownSince is when a lesson was shown to be known; zero when it was not.
func knownSince(l *catalog.Lesson, st progress.ModuleStatus, known map[catalog.ObjectiveID]time.Time) time.Time {
	if len(l.Objectives) == 0 || !st.LessonKnown(l) {
		return time.Time{}
	}
	return known[l.Objectives[0]]
}

func sceneOf(mod *catalog.Module, sc *scenario.Scenario, r progress.Record) scene {
	st := progress.ScenarioStatusOf(mod, sc.ID, r)
	s := scene{ID: sc.ID, Heading: sc.Title, Text: sc.Summary, Open: st.Open != nil, Good: st.Good > 0}
	last := ""
	if title := lastEnding(mod, sc.ID, r); title != "" {
		last = "Last time: " + strings.TrimLeft(strings.TrimPrefix(title, "This time"), " ,:…")
	}
	s.Meta = glance.Join(glance.Minutes(sc.Minutes), last)
	return s
}

// lastEnding is how the newest run that came to an end came out.
func lastEnding(mod *catalog.Module, id scenario.ID, r progress.Record) string {
	for _, run := range slices.Backward(r.Runs) {
		if run.Module != string(mod.ID) || run.Scenario.ID != id {
			continue
		}
		if now, err := run.Now(); err == nil && now.Ended {
			return now.Ending.Title
		}
	}
	return ""
}

func skillsOf(mod *catalog.Module, r progress.Record) skillsState {
	met := 0
	for _, sk := range mod.Skills {
		if slices.ContainsFunc(r.Observations, func(o progress.Observation) bool {
			return o.Module == mod.ID && o.Skill == sk.ID && len(o.Missing) == 0
		}) {
			met++
		}
	}
	s := skillsState{Shown: len(mod.Skills) > 0, Met: met == len(mod.Skills), Meta: fmt.Sprintf("%d skills", len(mod.Skills))}
	if len(mod.Skills) == 1 {
		s.Meta = "1 skill"
	}
	if met > 0 {
		s.Meta = glance.Join(s.Meta, fmt.Sprintf("%d seen", met))
	}
	return s
}

// certificateOf leads to the newest certificate of a completed module, or to where one is made.
func certificateOf(mod *catalog.Module, st progress.ModuleStatus, r progress.Record) nav.Route {
	if st.Stage != progress.Completed {
		return nav.Route{}
	}
	for _, c := range slices.Backward(r.Certificates) {
		if c.Kind == progress.ModuleCertificate && c.Subject == string(mod.ID) {
			return nav.Route{Screen: nav.Sheet, Sheet: nav.CertificateSheet, Number: c.Number}
		}
	}
	return nav.Route{Screen: nav.Progress, Query: nav.ProofSection}
}

// moreOf lists what is needed now and then. What cannot be used yet is left out.
func moreOf(mod *catalog.Module, offered check, r progress.Record) []way {
	var ways []way
	if slices.ContainsFunc(r.Attempts, func(a quiz.Attempt) bool { return a.Module == string(mod.ID) && len(a.Responses) > 0 }) {
		ways = append(ways, way{"My answers", "Every question you have answered here, with why.", nav.Route{Screen: nav.Answers, Module: mod.ID}})
	}
	if offered.Label == "" && len(progress.PreCheck(mod, 0).Items) > 0 {
		ways = append(ways, way{"Check what I know", "A few questions show what you can leave out.", checkRoute(mod)})
	}
	if len(mod.Quiz.Items) > 0 {
		ways = append(ways, way{"Questions for other programs", "Take these questions to Moodle, or bring in others to practise with.", nav.Route{Screen: nav.Exchange, Module: mod.ID}})
	}
	return ways
}
