// Package scenario holds the rules of scenarios: branching practice whose consequences follow from its state.
// It keeps nothing and knows no clock: minutes pass because something was done or because a caller says so.
package scenario

import "time"

// Identifiers are permanent: runs name them.
type (
	ID       string
	SceneID  string
	ActionID string
	RuleID   string
	Variable string
)

// A Scenario is a situation that a learner acts in.
type Scenario struct {
	ID         ID         `json:"id"`
	Title      string     `json:"title"`
	Summary    string     `json:"summary"`
	Minutes    int        `json:"minutes"` // how long it takes to play
	Objectives []string   `json:"objectives,omitempty"`
	Clock      int        `json:"clock,omitempty"` // seconds of waiting that count as one minute of the story; 0 is no clock
	Limit      int        `json:"limit"`           // minutes of the story after which it ends by itself
	Variants   []Variant  `json:"variants,omitempty"`
	State      []Declared `json:"state"`
	Start      SceneID    `json:"start"`
	Scenes     []Scene    `json:"scenes"`
	Rules      []Rule     `json:"rules,omitempty"`   // tried in order after each action and each minute
	Endings    []Ending   `json:"endings"`           // the first whose When holds is how it ended; the last one holds always
	Sources    []string   `json:"sources,omitempty"` // keys of source notes
}

// A Variant is the same scenario under another law or with another product. The variable "variant" is its id.
type Variant struct {
	ID    string `json:"id"` // such as "au-vic"
	Title string `json:"title"`
	Note  string `json:"note,omitempty"` // information about the law or the product, shown before the start
}

// Declared is one variable of the state: a number when Values is empty, else one of Values.
// "minutes" (a number, from 0), "variant" and "scene" exist in every scenario and are not declared.
type Declared struct {
	Name   Variable `json:"name"`
	Label  string   `json:"label,omitempty"`  // shown with the value while playing; empty hides it
	Values []string `json:"values,omitempty"` // yes/no variables have the values "no" and "yes"
	Words  []string `json:"words,omitempty"`  // what is shown for each of Values; empty shows the values
	Start  string   `json:"start"`
	Most   int      `json:"most,omitempty"` // greatest value of a number; required for one
}

// A Condition holds when all of its tests do. An empty one holds always.
type Condition []Test

// A Test compares a variable.
type Test struct {
	Variable Variable `json:"variable"`
	Op       Op       `json:"op"`
	Values   []string `json:"values"` // one for an order, one or more for Is and IsNot
}

// An Op is a comparison.
type Op string

// The comparisons.
const (
	Is      Op = "is"
	IsNot   Op = "not"
	AtLeast Op = "at-least" // numbers only
	AtMost  Op = "at-most"  // numbers only
)

// A Change sets a variable, or adds to a number when By is not 0.
type Change struct {
	Variable Variable `json:"variable"`
	To       string   `json:"to,omitempty"`
	By       int      `json:"by,omitempty"`
}

// A Part is a paragraph or a drawing that shows while its When holds.
type Part struct {
	When    Condition `json:"when,omitempty"`
	Text    string    `json:"text,omitempty"`
	Picture string    `json:"picture,omitempty"` // path in the library
	Alt     string    `json:"alt,omitempty"`
}

// A Scene is where the learner is and what can be done there. A scene without actions ends the scenario.
type Scene struct {
	ID      SceneID  `json:"id"`
	Parts   []Part   `json:"parts"`
	Actions []Action `json:"actions,omitempty"`
}

// An Action is something the learner can do. Every action takes at least a minute or can be done once only, so
// every scenario ends.
type Action struct {
	ID      ActionID  `json:"id"`
	When    Condition `json:"when,omitempty"` // when it is offered
	Text    string    `json:"text"`
	Takes   int       `json:"takes,omitempty"` // minutes of the story
	Once    bool      `json:"once,omitempty"`
	Changes []Change  `json:"changes,omitempty"`
	To      SceneID   `json:"to,omitempty"`   // empty stays
	Says    []Part    `json:"says,omitempty"` // what happens, by the state after Changes and To, before Takes
	Weight  Weight    `json:"weight"`
	Why     string    `json:"why"` // for the debrief
}

// A Weight is whether something helped.
type Weight string

// The weights.
const (
	Helped  Weight = "helped"
	Neutral Weight = "neutral"
	Harmed  Weight = "harmed"
)

// A Rule is a consequence: it fires once, or each minute, when its When holds after an action or a minute.
// One that repeats is tried when a minute has passed, one that fires once after an action without time as well.
type Rule struct {
	ID       RuleID    `json:"id"`
	When     Condition `json:"when"`
	Repeats  bool      `json:"repeats,omitempty"` // fires in every minute in which When holds; else once
	Changes  []Change  `json:"changes,omitempty"`
	Says     string    `json:"says,omitempty"`
	To       SceneID   `json:"to,omitempty"`
	Critical bool      `json:"critical,omitempty"` // a critical failure, such as leaving the person alone
	Why      string    `json:"why,omitempty"`      // for the debrief
}

// An Ending says how it came out.
type Ending struct {
	ID    string    `json:"id"`
	When  Condition `json:"when,omitempty"`
	Title string    `json:"title"`
	Text  string    `json:"text"`
	Good  bool      `json:"good,omitempty"`
}

// A Step is one thing that happened in a run: an action, or a minute of waiting when Action is empty.
type Step struct {
	Action ActionID
	At     time.Time
}

// A Run is one pass by one learner through one scenario. It carries the scenario as it was given.
type Run struct {
	ID            string
	Module        string
	ModuleVersion string
	Variant       string // empty when the scenario has none
	Clock         bool   // whether waiting let minutes pass
	Started       time.Time
	Scenario      Scenario
	Steps         []Step // in order
}
