// Package report adds up a record for a person to look at: what is learned, what is fading, where they are
// sure but wrong. The screen, CSV and JSON are all made from one Report.
package report

import (
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/scenario"
)

// A Report is a record on one day. It does not change, so any number of goroutines may read it.
type Report struct {
	Now          time.Time
	Totals       Totals
	Tracks       []Track
	Modules      []Module  // of the library in its order, then those of the record that the library does not have
	Curve        Curve     // of all completed modules
	Myths        []Myth    // to unlearn first comes first
	Attempts     []Attempt // newest first
	Runs         []Run     // newest first
	Observations []progress.Observation
	Certificates []progress.Certificate

	catalog *catalog.Catalog
	record  progress.Record
}

// Totals are figures of the whole record.
type Totals struct {
	Modules       int // of the library
	Completed     int
	Underway      int
	Objectives    int           // of the library
	ObjectivesMet int           // Learned, Fading or Known
	Fading        int           // objectives
	Due           int           // items of completed modules that are due now
	Time          time.Duration // Reading, Answering and Playing
	Reading       time.Duration // lessons
	Answering     time.Duration
	Playing       time.Duration // scenarios
	Attempts      int           // begun, for whatever purpose
	Answers       int
	Right         int // of Answers, those that can be right or wrong and were right
	DaysActive    int // with an answer, a step of a scenario or the last opening of a lesson, in the time zone of Now
	Runs          int
	Certificates  int
	Sure          Sureness
}

// A Track is where a learner stands with a track.
type Track struct {
	ID            catalog.TrackID
	Title         string
	Modules       []catalog.ModuleID
	Completed     int // of Modules
	Objectives    int
	ObjectivesMet int
	Time          time.Duration
}

// A Module is where a learner stands with a module. One that the library does not have any more has times and
// answers, but no objectives.
type Module struct {
	ID         catalog.ModuleID
	Title      string
	Version    string // of today; empty when Gone
	Gone       bool   // from the library
	Status     progress.ModuleStatus
	Objectives []Objective
	Time       time.Duration
	Reading    time.Duration
	Answering  time.Duration
	Playing    time.Duration
	Answers    int // to items of the module, for whatever purpose
	Right      int
	Due        int // items
	Sure       Sureness
	Curve      Curve // empty until the module is completed
}

// A State is how well an objective is known.
type State string

// The states of an objective.
const (
	NotYet  State = "not-yet"
	Known   State = "known"   // a pre-check showed it, and the module is not completed
	Learned State = "learned" // the module is completed, and its items were right
	Fading  State = "fading"  // learned, but the chance of knowing its items has fallen below nine in ten
)

// Met reports whether the learner showed it, be it before the module or after.
func (s State) Met() bool { return s != NotYet }

// An Objective is how well a learner knows one objective.
type Objective struct {
	catalog.Objective
	State    State
	Items    int // of the module that belong to it
	Answered int // of these
	Right    int // of those, the last time
	// Retrievability is the chance today, from 0 to 1, that an item of it is known, in the mean of those that come back;
	// 0 when none does.
	Retrievability float64
	// Strength is how many days pass, in the mean, until that chance has fallen to 90 in 100; 0 when none comes back.
	Strength float64
	Sure     Sureness
}

// Sureness sets how sure somebody was against what was right, in numbers of answers to items that asked.
type Sureness struct {
	SureRight   int
	SureWrong   int // a mistaken belief: worse than not knowing
	UnsureRight int // known better than believed, or guessed
	UnsureWrong int // also "I don't know"
}

// Asked is how many answers there are.
func (s Sureness) Asked() int { return s.SureRight + s.SureWrong + s.UnsureRight + s.UnsureWrong }

func (s *Sureness) add(o Sureness) {
	s.SureRight += o.SureRight
	s.SureWrong += o.SureWrong
	s.UnsureRight += o.UnsureRight
	s.UnsureWrong += o.UnsureWrong
}

// A Myth is an item that the learner was sure of, and wrong, the last time it was asked.
type Myth struct {
	progress.Ref
	Title       string // of the module
	Objective   catalog.ObjectiveID
	Lesson      catalog.LessonID // that teaches it
	Critical    bool
	Prompt      string
	Chosen      []string // in words
	Right       []string // in words
	Explanation string
	Times       int // answered sure and wrong
	Last        time.Time
}

// An Attempt is one pass through a quiz, whether the library still has it or not.
type Attempt struct {
	ID       string
	Purpose  quiz.Purpose
	Module   catalog.ModuleID // empty when it mixed modules or came from a file
	Title    string           // of the module; its id when nothing knows the title; empty without a module
	Version  string           // of the module then
	Started  time.Time
	Ended    time.Time // last response; Started without any
	Took     time.Duration
	Complete bool
	Result   quiz.Result
}

// A Run is one pass through a scenario, whether the library still has it or not.
type Run struct {
	ID       string
	Module   catalog.ModuleID
	Scenario scenario.ID
	Title    string
	Variant  string // its title; empty when the scenario has none
	Started  time.Time
	Ended    time.Time // last step; Started without any
	Took     time.Duration
	Steps    int
	Minutes  int    // of the story
	Over     bool   // it came to an ending
	Ending   string // its title; empty when it is not over
	Good     bool   // a good ending without a critical failure
	Critical int    // critical failures
}

// New adds up a record on a day, with the learner's deck when the caller has it already; nil makes one.
func New(c *catalog.Catalog, r progress.Record, d *refresher.Deck, now time.Time) Report {
	if d == nil {
		d = refresher.NewDeck(c, r)
	}
	a := newAdder(c, r, d, now)
	a.addLessons()
	a.addAttempts()
	a.addRuns()
	a.addAnswers()
	a.judge()
	return a.report
}
