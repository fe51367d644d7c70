// Package evaluation says what a session changed: before and after, matched without names, and the report about
// it. Figures about people are of the group, never of one of them.
package evaluation

import (
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
)

// LeastPairs is how many participants must be matched before any change is told: fewer could be recognised.
const LeastPairs = 5

// A Mark stands in for the code of a participant: 32 hexadecimal digits that are made of the code and the session's
// key. Nothing here ever holds a code.
type Mark string

// A Phase is when the items of plan.Plan.Check are asked.
type Phase string

// The phases.
const (
	Before Phase = "before"
	After  Phase = "after"
)

// A Way is how an answer came.
type Way string

// The ways.
const (
	Phones Way = "phones"
	Paper  Way = "paper"
	Hands  Way = "hands"
)

// A Sheet is what one participant answered in one phase, on paper or on a phone.
type Sheet struct {
	Phase     Phase           `json:"phase"`
	Mark      Mark            `json:"mark"` // empty for one without a code: it counts in its phase and is never matched
	Way       Way             `json:"way"`
	Responses []quiz.Response `json:"responses"` // at most one for an item; what was left open has none
}

// A Change is what is told of before and after, for the group.
type Change struct {
	Before int `json:"before"` // sheets
	After  int `json:"after"`
	Paired int `json:"paired"` // participants who handed in both
	// Told reports whether Paired is at least LeastPairs and there is an item to tell of. Otherwise everything below but
	// LeftOut is empty.
	Told       bool              `json:"told"`
	Items      []ItemChange      `json:"items,omitempty"`      // in the order of plan.Plan.Check
	LeftOut    []LeftOut         `json:"left_out,omitempty"`   // items that are not in Items, nor in anything below
	Objectives []ObjectiveChange `json:"objectives,omitempty"` // of Items, in the order in which they come first
	Whole      Share             `json:"whole"`                // of all Items
}

// A LeftOut is an item of which nothing is told. How many answered it is not told either.
type LeftOut struct {
	Item   quiz.ItemID      `json:"item"`
	Module catalog.ModuleID `json:"module"`
	Prompt string           `json:"prompt"`
	Why    Reason           `json:"why"`
}

// A Reason is why an item is left out.
type Reason string

// The reasons.
const (
	FewPairs   Reason = "few-pairs"   // there are fewer than LeastPairs pairs
	FewAnswers Reason = "few-answers" // fewer than LeastPairs of the pairs answered it both before and after
)

// An ItemChange is how many of the pairs had an item right.
type ItemChange struct {
	Item      quiz.ItemID      `json:"item"`
	Module    catalog.ModuleID `json:"module"`
	Prompt    string           `json:"prompt"`
	Critical  bool             `json:"critical,omitempty"`
	Objective string           `json:"objective,omitempty"`
	Share     Share            `json:"share"`
	// SureWrong are those of the pairs who were sure and not right.
	SureWrongBefore int `json:"sure_wrong_before,omitempty"`
	SureWrongAfter  int `json:"sure_wrong_after,omitempty"`
}

// An ObjectiveChange is an ItemChange for all the items of an objective together.
type ObjectiveChange struct {
	Module catalog.ModuleID    `json:"module"`
	ID     catalog.ObjectiveID `json:"id"`
	Text   string              `json:"text,omitempty"` // see Change.WithTexts
	Items  int                 `json:"items"`
	Share  Share               `json:"share"`
}

// A Share is a change from before to after, in parts of 1, with an interval that holds the true change of a larger group
// like this one in 95 of 100 such sessions.
type Share struct {
	Before float64 `json:"before"`
	After  float64 `json:"after"`
	Change float64 `json:"change"` // After − Before
	Low    float64 `json:"low"`    // of Change
	High   float64 `json:"high"`
}

// A Report is what is kept of a session. It holds counts and words that the facilitator chose to keep; no person can be
// found in it. It can be kept as JSON.
type Report struct {
	ID       string         `json:"id"`
	Title    string         `json:"title"`
	Date     time.Time      `json:"date"`    // the day it began
	Days     int            `json:"days"`    // on how many days it went on
	Minutes  int            `json:"minutes"` // that it took, breaks included
	Place    Place          `json:"place,omitempty"`
	Region   catalog.Region `json:"region,omitempty"`
	Brief    bool           `json:"brief,omitempty"`
	Present  Present        `json:"present"`
	Modules  []plan.Module  `json:"modules"`
	Check    []plan.Poll    `json:"check,omitempty"` // the items of Change
	Change   Change         `json:"change"`
	Polls    []PollResult   `json:"polls,omitempty"`
	Said     []string       `json:"said,omitempty"` // what people said, as the facilitator chose to keep it
	Handouts []HandoutGiven `json:"handouts,omitempty"`
}

// A Place is the kind of place, never its name.
type Place string

// The kinds of place.
const (
	NeedleProgram Place = "needle-program"
	HealthService Place = "health-service"
	Community     Place = "community"
	Housing       Place = "housing"
	Prison        Place = "prison"
	Street        Place = "street"
	Festival      Place = "festival"
	Education     Place = "education"
	Workplace     Place = "workplace"
	Online        Place = "online"
	OtherPlace    Place = "other"
)

// A Category is a kind of participant, as it is counted.
type Category string

// The categories.
const (
	Designated Category = "designated" // in a designated lived-experience or peer role
	OtherRole  Category = "other-role" // workers in other roles
	OfPublic   Category = "community"  // people who use drugs, their friends and families, anyone else
)

// Present is how many were there.
type Present struct {
	Designated int `json:"designated"`
	OtherRole  int `json:"other_role"`
	Community  int `json:"community"`
}

// A PollResult is how the room answered one poll: counts alone.
type PollResult struct {
	Poll   plan.PollID     `json:"poll"`
	Kind   plan.PollKind   `json:"kind"`
	Prompt string          `json:"prompt"`
	Rounds []RoundResult   `json:"rounds"`
	Words  []string        `json:"words,omitempty"` // of a wall, as far as they were approved and the facilitator keeps them
	Rows   []PollResultRow `json:"rows,omitempty"`  // what could be answered
}

// A PollResultRow is one answer that a poll counts.
type PollResultRow struct {
	Key   string `json:"key"`
	Text  string `json:"text"`
	Right bool   `json:"right,omitempty"`
}

// A RoundResult is one time of asking. Of fewer than LeastPairs people only Answered is told: the room is small, and the
// report says where and when it was.
type RoundResult struct {
	Counts   map[string]int `json:"counts"` // by the key of a row; nil where they are not told
	Answered int            `json:"answered"`
	Right    int            `json:"right"`
}

// A HandoutGiven is how many copies of a handout were given out.
type HandoutGiven struct {
	ID      catalog.HandoutID `json:"id"`
	Title   string            `json:"title"`
	Version string            `json:"version"`
	Copies  int               `json:"copies"`
}

// A Support is support that was given to peer workers on one day: counts alone.
type Support struct {
	ID      string      `json:"id"`
	Date    time.Time   `json:"date"`
	Kind    SupportKind `json:"kind"`
	Minutes int         `json:"minutes"` // of each
	People  Present     `json:"people"`
}

// A SupportKind is what sort of support it was.
type SupportKind string

// The kinds of support.
const (
	Supervision SupportKind = "supervision"
	Debrief     SupportKind = "debrief"
	Mentoring   SupportKind = "mentoring"
	Coreflect   SupportKind = "co-reflection" // in a group
	OtherHelp   SupportKind = "other"
)
