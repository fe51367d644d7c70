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
	ID             ID           `json:"id"`
	Pass           int          `json:"pass"` // percent of the credit that can be had, besides every critical item
	ShuffleItems   bool         `json:"shuffle_items,omitempty"`
	ShuffleChoices bool         `json:"shuffle_choices,omitempty"`
	Feedback       FeedbackTime `json:"feedback,omitempty"`
	AskSure        bool         `json:"ask_sure,omitempty"` // whether each scored item asks "sure or not sure?"
	Draws          []Draw       `json:"draws,omitempty"`    // empty gives every item; a quiz as given has none
	Items          []Item       `json:"items"`
}

// A FeedbackTime says when a learner is told how an item went.
type FeedbackTime string

// The times of feedback.
const (
	AtOnce   FeedbackTime = ""       // after each item
	AtTheEnd FeedbackTime = "at-end" // after the last item
)

// A Draw takes some items of a bank. Bank and Objective narrow down what it draws from; both empty is every
// item that no other draw names. Critical items are drawn first, so that a pass never rests on luck. Survey
// items are not drawn: they are always given.
type Draw struct {
	Count     int    `json:"count"`
	Bank      string `json:"bank,omitempty"`
	Objective string `json:"objective,omitempty"`
}

// A Kind is the kind of an item.
type Kind string

// The kinds of item, and what their choices and a response to them are.
const (
	// Single has exactly one right choice.
	Single Kind = "single"
	// Multiple is right when all right choices and no others are chosen.
	Multiple Kind = "multiple"
	// TrueFalse has the choices True, False and Unsure, of which True or False is right.
	TrueFalse Kind = "true-false"
	// Order has its choices in their right order; a response names all of them in the learner's.
	Order Kind = "order"
	// Match has choices with Text on the left and Match on the right. A choice without Text is a right side
	// that belongs to nothing. A response has, for each choice with Text in the item's order, the id of the
	// choice whose Match was put beside it; "" is none.
	Match Kind = "match"
	// Short is answered in a few words. Its choices are the accepted variants, and known mistakes with their
	// feedback; "*" in a text stands for anything.
	Short Kind = "short"
	// Number is answered with a number. The text of a choice is a decimal number, or "*" for any other, and
	// Tolerance says how far off an answer may be.
	Number Kind = "number"
)

// The choices of a TrueFalse item.
const (
	True  ChoiceID = "true"
	False ChoiceID = "false"
	// Unsure is "I don't know": never right, never counted as a mistaken belief. A TrueFalse item offers it
	// as a choice, and every other item that is scored takes it too (see Given.DontKnow).
	Unsure ChoiceID = "unsure"
)

// Full is the credit of a right response. Credits are parts of it.
const Full = 100_000

// An Item is one question with what can be answered.
type Item struct {
	ID          ItemID   `json:"id"`
	Module      string   `json:"module,omitempty"` // only in a quiz that mixes modules; ID then begins with it (see Mixed)
	Kind        Kind     `json:"kind"`
	Bank        string   `json:"bank,omitempty"`
	Objective   string   `json:"objective"`
	Lesson      string   `json:"lesson"` // the lesson that teaches it
	Critical    bool     `json:"critical,omitempty"`
	Survey      bool     `json:"survey,omitempty"`  // has no right answer and is never scored
	Partial     bool     `json:"partial,omitempty"` // gives part of the credit for part of the answer; else all or nothing
	Prompt      string   `json:"prompt"`
	Hint        string   `json:"hint,omitempty"`
	Unit        string   `json:"unit,omitempty"` // of a Number, such as "minutes"
	Choices     []Choice `json:"choices"`
	Explanation string   `json:"explanation,omitempty"`
	Sources     []string `json:"sources,omitempty"`
}

// A Choice is one answer that an item offers, or one that it knows.
type Choice struct {
	ID        ChoiceID `json:"id"`
	Text      string   `json:"text"`
	Match     string   `json:"match,omitempty"`     // right side of a Match
	Tolerance string   `json:"tolerance,omitempty"` // of a Number, a decimal number; empty is exactly
	Correct   bool     `json:"correct,omitempty"`
	Credit    int      `json:"credit,omitempty"` // with Partial: what choosing it is worth, from -Full to Full; see Item.Credit
	Feedback  string   `json:"feedback"`
	Place     int      `json:"-"` // of an Order that is shown shuffled: where it belongs, from 1; 0 as written
}

// A Sureness is how sure a learner said to be.
type Sureness string

// The degrees of sureness.
const (
	NotAsked Sureness = ""
	Sure     Sureness = "sure"
	NotSure  Sureness = "not-sure"
)

// A Given is what a learner gave for one item.
type Given struct {
	Choices []ChoiceID // chosen, ordered or matched, as the item's Kind says
	Text    string     // as typed for Short and Number
	Sure    Sureness
	Hinted  bool          // the hint was looked at
	Took    time.Duration // from seeing the item to answering it, as far as somebody was there
}

// DontKnow reports whether this says "I don't know", and nothing else.
func (g Given) DontKnow() bool { return len(g.Choices) == 1 && g.Choices[0] == Unsure }

// A Response is what was given for one item and what it was worth.
type Response struct {
	Item    ItemID
	Choices []ChoiceID
	Text    string
	Sure    Sureness
	Hinted  bool
	Took    time.Duration
	Credit  int  // of Full, as judged when it was given; 0 for a survey item
	Correct bool // Credit is Full, as judged when it was given
	At      time.Time
}

// Given is what the response says, without what it was worth.
func (r Response) Given() Given {
	return Given{Choices: r.Choices, Text: r.Text, Sure: r.Sure, Hinted: r.Hinted, Took: r.Took}
}

// A Purpose is what an attempt is for.
type Purpose string

// The purposes.
const (
	ForPass   Purpose = ""          // the module's quiz, with a result
	Practice  Purpose = "practice"  // without any score
	PreCheck  Purpose = "pre-check" // "I already know this", before a module
	Refresher Purpose = "refresher" // items that are due, of any module
	Booster   Purpose = "booster"   // ten weeks after a module
	Imported  Purpose = "imported"  // practice with items from a file, which belong to no module
)

// An Attempt is one pass by one learner through one quiz. It carries the quiz as it was given, so that
// newer content changes neither its wording nor its result.
type Attempt struct {
	ID            string
	Purpose       Purpose
	Module        string // empty for a Refresher and for Imported
	ModuleVersion string
	Revision      string // manifest of the library revision; empty for the bundled one
	Seed          uint64 // of the order
	Started       time.Time
	Quiz          Quiz       // without what was not drawn
	Responses     []Response // in the order in which they were given, at most one for an item
}
