// Package quiz holds the rules of quizzes: items, choices, attempts and what a set of responses is worth.
// It keeps nothing and knows no clock.
package quiz

import "time"

// Identifiers are permanent: responses name them.
type (
	ID       string
	ItemID   string
	ChoiceID string
)

// A Quiz is a list of items and a rule for passing.
type Quiz struct {
	ID             ID     `json:"id"`
	Pass           int    `json:"pass"` // percent of items that must be right, besides every critical item
	ShuffleItems   bool   `json:"shuffle_items,omitempty"`
	ShuffleChoices bool   `json:"shuffle_choices,omitempty"`
	Items          []Item `json:"items"`
}

// A Kind is the kind of an item.
type Kind string

// The kinds of item.
const (
	Single    Kind = "single"     // exactly one choice is right
	Multiple  Kind = "multiple"   // all right choices and no others must be chosen
	TrueFalse Kind = "true-false" // True, False and Unsure, of which one is right
)

// The choices of a TrueFalse item.
const (
	True   ChoiceID = "true"
	False  ChoiceID = "false"
	Unsure ChoiceID = "unsure" // "I don't know": never right, never counted as a mistaken belief
)

// An Item is one question with its choices.
type Item struct {
	ID          ItemID   `json:"id"`
	Kind        Kind     `json:"kind"`
	Objective   string   `json:"objective"`
	Lesson      string   `json:"lesson"` // the lesson that teaches it
	Critical    bool     `json:"critical,omitempty"`
	Prompt      string   `json:"prompt"`
	Choices     []Choice `json:"choices"`
	Explanation string   `json:"explanation,omitempty"`
	Sources     []string `json:"sources,omitempty"`
}

// A Choice is one answer that an item offers.
type Choice struct {
	ID       ChoiceID `json:"id"`
	Text     string   `json:"text"`
	Correct  bool     `json:"correct,omitempty"`
	Feedback string   `json:"feedback"`
}

// A Response is what was chosen for one item.
type Response struct {
	Item    ItemID
	Choices []ChoiceID
	Correct bool // as judged when it was given
	At      time.Time
}

// An Attempt is one pass by one learner through one quiz. It carries the quiz as it was given, so that
// newer content changes neither its wording nor its result.
type Attempt struct {
	ID            string
	Module        string
	ModuleVersion string
	Revision      string // manifest of the library revision; empty for the bundled one
	Seed          uint64 // of the order
	Started       time.Time
	Quiz          Quiz
	Responses     []Response // in the order in which they were given, at most one for an item
}
