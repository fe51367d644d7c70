// Package progresstest makes libraries and records of learners for tests and measurements.
package progresstest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

// span is how long a generated record goes back.
const span = 3 * 365 * 24 * time.Hour

// Catalog makes a library of n modules, each with four objectives, a lesson for each of them, a quiz of twelve
// items of all kinds, a skill and a scenario. The same n gives the same library.
func Catalog(n int) *catalog.Catalog {
	c := &catalog.Catalog{Library: catalog.Library{ID: "generated"}}
	track := catalog.Track{ID: "all", Title: "Everything"}
	for i := range n {
		m := module(i + 1)
		track.Modules = append(track.Modules, m.ID)
		c.Modules = append(c.Modules, m)
	}
	c.Library.Tracks = []catalog.Track{track}
	return c
}

func module(n int) catalog.Module {
	id := catalog.ModuleID(fmt.Sprintf("module-%03d", n))
	m := catalog.Module{ID: id, Version: "1.0", Title: fmt.Sprint("Module ", n), Minutes: 20, Quiz: quiz.Quiz{ID: quiz.ID(id) + "-quiz", Pass: 80, ShuffleItems: true, AskSure: true}}
	for i := range 4 {
		o := catalog.Objective{ID: catalog.ObjectiveID(fmt.Sprint("objective-", i+1)), Text: fmt.Sprint("Do thing ", i+1)}
		l := catalog.Lesson{ID: catalog.LessonID(fmt.Sprint("lesson-", i+1)), Title: fmt.Sprint("Lesson ", i+1), Minutes: 4, Objectives: []catalog.ObjectiveID{o.ID}}
		m.Objectives, m.Lessons = append(m.Objectives, o), append(m.Lessons, l)
		for range 3 {
			m.Quiz.Items = append(m.Quiz.Items, item(len(m.Quiz.Items), string(o.ID), string(l.ID)))
		}
	}
	m.Skills = []catalog.Skill{{ID: "spray", Title: "Assemble the spray", Objective: "objective-1", Steps: []catalog.SkillStep{{ID: "open", Text: "Open the pack"}, {ID: "nose", Text: "Aim at the nose"}}}}
	m.Scenarios = []scenario.Scenario{waiting()}
	return m
}

// waiting is a scenario in which one stays or goes.
func waiting() scenario.Scenario {
	left := scenario.Condition{{Variable: scenario.InScene, Op: scenario.Is, Values: []string{"out"}}}
	return scenario.Scenario{
		ID: "waiting", Title: "Waiting", Limit: 2, Start: "room",
		Scenes: []scenario.Scene{
			{ID: "room", Actions: []scenario.Action{
				{ID: "wait", Text: "Wait", Takes: 1, Weight: scenario.Helped, Why: "Somebody is there."},
				{ID: "go", Text: "Go", Takes: 1, To: "out", Weight: scenario.Harmed, Why: "Nobody is there."},
			}},
			{ID: "out"},
		},
		Endings: []scenario.Ending{{ID: "left", When: left, Title: "You left"}, {ID: "stayed", Title: "You stayed", Good: true}},
	}
}

// item makes item number n, of each kind in turn.
func item(n int, objective, lesson string) quiz.Item {
	kinds := []quiz.Kind{quiz.Single, quiz.Multiple, quiz.TrueFalse, quiz.Order, quiz.Match, quiz.Short, quiz.Number}
	it := quiz.Item{
		ID: quiz.ItemID(fmt.Sprintf("item-%02d", n+1)), Kind: kinds[n%len(kinds)], Objective: objective, Lesson: lesson, Critical: n%6 == 0,
		Prompt: fmt.Sprintf("What is right about thing %d, when somebody needs help and you are there?", n+1), Explanation: "It keeps people alive until help comes.",
	}
	for i, letter := range "abcd" {
		c := quiz.Choice{ID: quiz.ChoiceID(letter), Text: fmt.Sprintf("Choice %c", letter), Feedback: fmt.Sprintf("This is so because of %c.", letter), Correct: i == 0}
		switch it.Kind {
		case quiz.Multiple:
			c.Correct = i < 2
		case quiz.Order:
			c.Correct = false
		case quiz.Match:
			c.Match, c.Correct = fmt.Sprintf("Side %c", letter), false
		case quiz.Number:
			c.Text = fmt.Sprint(i + 1)
		}
		it.Choices = append(it.Choices, c)
	}
	if it.Kind == quiz.TrueFalse {
		it.Choices = []quiz.Choice{{ID: quiz.True, Correct: true, Feedback: "Yes."}, {ID: quiz.False, Feedback: "No."}, {ID: quiz.Unsure, Feedback: "It is true."}}
	}
	return it
}

// Record makes the record of somebody who completed every module of a library, practised on, and gave this
// many responses by end. The same arguments give the same record. The library must have items.
func Record(c *catalog.Catalog, responses int, end time.Time) progress.Record {
	w := &writer{catalog: c, rand: rand.New(rand.NewPCG(7, 8)), left: responses, all: responses, end: end.Truncate(time.Millisecond)}
	for w.left > 0 {
		m := &c.Modules[w.attempts%len(c.Modules)]
		switch round := w.attempts / len(c.Modules); {
		case round == 0:
			w.read(m)
			w.play(m)
			w.attempt(quiz.ForPass, m, m.Quiz)
		case w.attempts%10 < 5:
			w.attempt(quiz.Refresher, nil, w.mix())
		case w.attempts%10 < 8:
			w.attempt(quiz.Practice, m, progress.PracticeQuiz(m))
		case w.attempts%10 == 8:
			w.attempt(quiz.Booster, m, m.Quiz.Practice())
		default:
			w.attempt(quiz.ForPass, m, m.Quiz)
		}
	}
	return w.record
}

// A writer fills a record.
type writer struct {
	catalog   *catalog.Catalog
	rand      *rand.Rand
	left, all int // responses
	attempts  int
	end       time.Time
	record    progress.Record
}

// now is later the more responses there are.
func (w *writer) now() time.Time {
	return w.end.Add(-time.Duration(float64(span) * float64(w.left) / float64(w.all))).Truncate(time.Millisecond)
}

func (w *writer) read(m *catalog.Module) {
	for _, l := range m.Lessons {
		w.record.Visits = append(w.record.Visits, progress.Visit{
			Module: m.ID, Lesson: l.ID, ModuleVersion: m.Version, Block: 1, Opened: w.now(), Finished: w.now(),
			Spent: time.Duration(1+w.rand.IntN(600)) * time.Second,
		})
	}
	for _, s := range m.Skills {
		o := progress.Observation{
			ID: fmt.Sprintf("observation-%s-%s", m.ID, s.ID), Module: m.ID, ModuleVersion: m.Version, Skill: s.ID, Title: s.Title, Initials: "KL", At: w.now(),
		}
		for _, step := range s.Steps {
			o.Steps = append(o.Steps, step.Text)
		}
		w.record.Observations = append(w.record.Observations, o)
	}
}

// play does in each scenario of a module what comes to mind, until it ends. One that cannot be played is left out.
func (w *writer) play(m *catalog.Module) {
	for i := range m.Scenarios {
		s := &m.Scenarios[i]
		variant := ""
		if len(s.Variants) > 0 {
			variant = s.Variants[0].ID
		}
		run, err := s.Begin(variant, false, w.now())
		run.ID, run.Module, run.ModuleVersion = fmt.Sprintf("run-%s-%s", m.ID, s.ID), string(m.ID), m.Version
		for err == nil {
			var now scenario.Moment
			if now, err = run.Now(); err != nil || len(now.Offered) == 0 {
				break
			}
			action := now.Offered[w.rand.IntN(len(now.Offered))]
			run, err = run.Act(action.ID, run.Started.Add(time.Duration(len(run.Steps)+1)*time.Second))
		}
		if err == nil {
			w.record.Runs = append(w.record.Runs, run)
		}
	}
}

// mix takes six items of modules that were completed.
func (w *writer) mix() quiz.Quiz {
	var items []quiz.Item
	for range 6 {
		m := &w.catalog.Modules[w.rand.IntN(len(w.catalog.Modules))]
		it := m.Quiz.Items[w.rand.IntN(len(m.Quiz.Items))]
		it.Module = string(m.ID)
		items = append(items, it)
	}
	return quiz.Mixed("refresher", items...)
}

// attempt answers a whole quiz, or what is left of the responses. The first attempt at a module passes.
func (w *writer) attempt(p quiz.Purpose, m *catalog.Module, q quiz.Quiz) {
	a := quiz.Attempt{ID: fmt.Sprintf("attempt-%06d", w.attempts+1), Purpose: p, Seed: w.rand.Uint64(), Started: w.now()}
	if m != nil {
		a.Module, a.ModuleVersion = string(m.ID), m.Version
	}
	first := w.attempts < len(w.catalog.Modules)
	a.Quiz = q.Given(a.Seed)
	at := a.Started
	for _, it := range a.Quiz.Order(a.Seed) {
		if w.left == 0 {
			break
		}
		r := w.response(it, first || w.rand.IntN(5) > 0)
		at = at.Add(r.Took)
		r.At = at
		a.Responses = append(a.Responses, r)
		w.left--
	}
	w.attempts++
	w.record.Attempts = append(w.record.Attempts, a)
}

func (w *writer) response(it quiz.Item, right bool) quiz.Response {
	g := given(it, right)
	r := quiz.Response{Item: it.ID, Choices: g.Choices, Text: g.Text, Hinted: w.rand.IntN(9) == 0, Took: time.Duration(1+w.rand.IntN(40_000)) * time.Millisecond}
	if it.Survey {
		return r
	}
	r.Sure = []quiz.Sureness{quiz.Sure, quiz.Sure, quiz.NotSure}[w.rand.IntN(3)]
	r.Credit = it.Credit(g)
	r.Correct = r.Credit == quiz.Full
	return r
}

// given answers an item rightly, or wrongly where that can be.
func given(it quiz.Item, right bool) quiz.Given {
	var g quiz.Given
	for _, c := range it.Choices {
		switch it.Kind {
		case quiz.Order:
			g.Choices = append(g.Choices, c.ID)
		case quiz.Match:
			if c.Text != "" {
				g.Choices = append(g.Choices, c.ID)
			}
		case quiz.Short, quiz.Number:
			if c.Correct == right && g.Text == "" {
				g.Text = c.Text
			}
		default:
			if c.Correct == right && (it.Kind == quiz.Multiple || len(g.Choices) == 0) {
				g.Choices = append(g.Choices, c.ID)
			}
		}
	}
	if it.Kind == quiz.Order {
		slices.SortFunc(g.Choices, func(x, y quiz.ChoiceID) int { return place(it, x) - place(it, y) })
	}
	if !right && (it.Kind == quiz.Order || it.Kind == quiz.Match) && len(g.Choices) > 1 {
		g.Choices[0], g.Choices[1] = g.Choices[1], g.Choices[0]
	}
	return g
}

// place is where a choice of an Order belongs.
func place(it quiz.Item, id quiz.ChoiceID) int {
	i := slices.IndexFunc(it.Choices, func(c quiz.Choice) bool { return c.ID == id })
	return it.Choices[i].Place
}
