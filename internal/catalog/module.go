package catalog

import (
	"slices"
	"time"

	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

// A Module is a unit of learning.
type Module struct {
	ID            ModuleID
	Library       string // id of the library that it is of
	Version       string // "MAJOR.MINOR"
	Title         string
	Summary       string
	Minutes       int
	Language      Language
	Regions       []Region
	Prerequisites []ModuleID
	Objectives    []Objective
	Lessons       []Lesson
	Quiz          quiz.Quiz
	Scenarios     []scenario.Scenario
	Skills        []Skill
	Guide         Guide
	Handouts      []Handout
	ReviewBy      time.Time
	Reviewers     []Reviewer
	Changes       []ModuleChange // newest first
	Retired       []string       // what it had once, by id or as "item ID"; see IsRetired
}

// A ModuleChange is the author's note on what a version of a module brought.
type ModuleChange struct {
	Version   string
	Date      time.Time
	What      string
	Why       string     // may be empty
	Lessons   []LessonID // that changed
	Corrected []string   // ids of the items whose meaning or right answer changed: who answered them before answered the old one
}

// An Objective is what the learner can do afterwards. Its text begins with a verb.
type Objective struct {
	ID   ObjectiveID
	Text string
}

// A Skill is something practical that a facilitator watches and signs off, step by step.
type Skill struct {
	ID        SkillID
	Title     string
	Objective ObjectiveID // that it belongs to
	Steps     []SkillStep
}

// A SkillStep is one thing that the facilitator looks for.
type SkillStep struct {
	ID   string
	Text string
}

// A Lesson is one reading unit.
type Lesson struct {
	ID         LessonID
	Title      string
	Minutes    int
	Objectives []ObjectiveID
	Body       Document // without the title
	Words      int
	Region     Region          // that the body is for; empty for the home of the library
	Variants   []LessonVariant // for other regions; see In
}

// A Guide is the facilitator's plan and notes for a module.
type Guide struct {
	Minutes   int
	Group     string
	Materials []string
	Body      Document
}

// A Reviewer has signed off one version of a module.
type Reviewer struct {
	Name         string
	Organisation string
	Role         string // "clinical", "legal", "peer" or "community"
	Date         time.Time
}

// reviewRoles are the reviews without which a module is a draft.
var reviewRoles = [...]string{"clinical", "legal", "peer"}

// Draft reports whether the module still waits for its clinical, legal or peer review.
func (m *Module) Draft() bool { return len(m.MissingReviews()) > 0 }

// MissingReviews lists the roles whose review the module still waits for.
func (m *Module) MissingReviews() []string { return missingReviews(m.Reviewers) }

func missingReviews(by []Reviewer) []string {
	var missing []string
	for _, role := range reviewRoles {
		if !slices.ContainsFunc(by, func(r Reviewer) bool { return r.Role == role }) {
			missing = append(missing, role)
		}
	}
	return missing
}

// IsRetired reports whether the module had something of a kind once, and its id is not to be used again. The kinds are
// "lesson", "item", "scenario", "skill" and "handout".
func (m *Module) IsRetired(kind, id string) bool {
	return slices.Contains(m.Retired, id) || slices.Contains(m.Retired, kind+" "+id)
}

// Scenario finds a scenario of the module.
func (m *Module) Scenario(id scenario.ID) (*scenario.Scenario, bool) {
	i := slices.IndexFunc(m.Scenarios, func(s scenario.Scenario) bool { return s.ID == id })
	if i < 0 {
		return nil, false
	}
	return &m.Scenarios[i], true
}

// Lesson finds a lesson of the module and its position, counted from 0.
func (m *Module) Lesson(id LessonID) (*Lesson, int, bool) {
	i := slices.IndexFunc(m.Lessons, func(l Lesson) bool { return l.ID == id })
	if i < 0 {
		return nil, 0, false
	}
	return &m.Lessons[i], i, true
}

// Cited lists the source notes that the module's lessons, handouts, guide and quiz cite, each once, in
// order of first use.
func (m *Module) Cited() []SourceKey {
	var keys []SourceKey
	add := func(more ...SourceKey) {
		for _, k := range more {
			if !slices.Contains(keys, k) {
				keys = append(keys, k)
			}
		}
	}
	for _, l := range m.Lessons {
		add(l.Body.Cited()...)
		for _, v := range l.Variants {
			add(v.Body.Cited()...)
		}
	}
	for _, it := range m.Quiz.Items {
		for _, k := range it.Sources {
			add(SourceKey(k))
		}
	}
	for i := range m.Scenarios {
		for _, k := range m.Scenarios[i].Sources {
			add(SourceKey(k))
		}
	}
	for _, h := range m.Handouts {
		add(h.Body.Cited()...)
	}
	add(m.Guide.Body.Cited()...)
	return keys
}

// Freshness says how far a review date is away.
type Freshness int

// The freshness of content, by its review date.
const (
	Fresh      Freshness = iota
	ReviewSoon           // the review date is within 60 days
	OutOfDate            // the review date has passed
)

// FreshnessOn judges a review date on a day. Content is good through its review date.
func FreshnessOn(reviewBy, today time.Time) Freshness {
	const soon = 60 * 24 * time.Hour
	today = dateOf(today)
	switch {
	case !today.Before(reviewBy.AddDate(0, 0, 1)):
		return OutOfDate
	case reviewBy.Sub(today) <= soon:
		return ReviewSoon
	}
	return Fresh
}

// dateOf is the date that a clock shows where it stands, as content writes dates: without it, an alert of today would
// begin at eleven in the morning in Melbourne.
func dateOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
