package session

import (
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

// An Event is something that happened in a session: one of the types below. A session is its events, in order, and
// nothing else: whoever replays them is where it was.
type Event interface{ event() }

// An Entry is an event with its place in the order, from 1 without gaps, and its time.
type Entry struct {
	Number int
	At     time.Time
	Event  Event
}

// What the facilitator does.
type (
	// Began is the first event, and never comes again.
	Began struct {
		Plan      plan.Plan `json:"plan"`
		Rehearsal bool      `json:"rehearsal,omitempty"` // with simulated participants; never reported
	}
	// Went shows another step, and stops a poll of the step that is left. Step −1 is the section's title.
	Went struct {
		Section int `json:"section"` // position in Plan.Sections; one that is not Off
		Step    int `json:"step"`
	}
	// Darkened makes the room's screen dark, or shows it again.
	Darkened struct {
		On bool `json:"on"`
	}
	// Paused stops the clock of the section, or lets it go on. A session that is left for another day is paused.
	Paused struct {
		On bool `json:"on"`
	}
	// Added puts a poll behind the current step, such as an item that nobody planned for.
	Added struct {
		Poll plan.Poll `json:"poll"`
	}
	// Asked opens the poll of the current step for answers: for the first time, again after it was closed in the same round, or, with Again,
	// for a new round.
	Asked struct {
		Poll  plan.PollID `json:"poll"`
		Again bool        `json:"again,omitempty"`
	}
	// Stopped takes no more answers.
	Stopped struct {
		Poll plan.PollID `json:"poll"`
	}
	// Showed reveals something to the room and to phones, or hides it again. Revealing anything stops a poll that is open;
	// asking again hides it all.
	Showed struct {
		Poll plan.PollID `json:"poll"`
		What Reveal      `json:"what"`
		On   bool        `json:"on"`
	}
	// Counted sets the counts that came by show of hands or on paper in the current round, in place of those before.
	Counted struct {
		Poll   plan.PollID    `json:"poll"`
		Way    evaluation.Way `json:"way"`    // Hands or Paper
		Counts map[string]int `json:"counts"` // by Row.Key; from 0 to MostCounted
	}
	// Judged lets a word onto the wall, or takes it off.
	Judged struct {
		Poll plan.PollID `json:"poll"`
		Word int         `json:"word"`
		On   bool        `json:"on"`
	}
	// Played begins a scenario (Action empty) or does what the room decided. It opens the next vote.
	Played struct {
		Poll    plan.PollID       `json:"poll"`
		Variant string            `json:"variant,omitempty"`
		Action  scenario.ActionID `json:"action,omitempty"`
	}
	// Teamed turns teams on with these names, or off with none.
	Teamed struct {
		Names []string `json:"names,omitempty"`
	}
	// ShowedJoin shows the room how to join by phone, in place of the step.
	ShowedJoin struct {
		On bool `json:"on"`
	}
	// Locked lets no more phones join.
	Locked struct {
		On bool `json:"on"`
	}
	// Opened takes sheets of a phase from phones, or no more of them. At most one phase is open. Sheets on paper can be keyed
	// in at any time. The room sees that a phase is open until the facilitator goes to a step.
	Opened struct {
		Phase evaluation.Phase `json:"phase"`
		On    bool             `json:"on"`
	}
	// Keyed keeps a sheet that the facilitator keyed in, or that a phone sent (By). A sheet of the same phase and mark is
	// replaced; one without a mark has a Number instead, and replaces the one of that number. A phone's second sheet of a
	// phase replaces its first. A response names an item by its poll (see evaluation.ResponseID); what it is worth is
	// judged anew, and times in it are dropped.
	Keyed struct {
		Sheet  evaluation.Sheet `json:"sheet"`
		Number int              `json:"number,omitempty"` // of a sheet without a mark, from 1
		By     Phone            `json:"by,omitempty"`
	}
	// Unkeyed drops a sheet.
	Unkeyed struct {
		Phase  evaluation.Phase `json:"phase"`
		Mark   evaluation.Mark  `json:"mark,omitempty"`
		Number int              `json:"number,omitempty"`
	}
	// Closed is what the facilitator says of the session for its report, in place of what was said before.
	Closed struct {
		Place    evaluation.Place          `json:"place,omitempty"`
		Region   catalog.Region            `json:"region,omitempty"`
		Present  evaluation.Present        `json:"present"`
		Minutes  int                       `json:"minutes"`
		Said     []string                  `json:"said,omitempty"`
		Handouts []evaluation.HandoutGiven `json:"handouts,omitempty"`
		Words    map[plan.PollID]bool      `json:"words,omitempty"` // walls whose words go into the report
	}
)

// What participants do.
type (
	// Joined says that a phone is there.
	Joined struct {
		Phone Phone `json:"phone"`
		Team  int   `json:"team,omitempty"` // from 1; 0 for none
	}
	// Answered is a response of a phone in the round that is open. A second one replaces the first, as long as the
	// round is open.
	Answered struct {
		Poll  plan.PollID `json:"poll"`
		Round int         `json:"round"`
		Phone Phone       `json:"phone"`
		Given quiz.Given  `json:"given"`
	}
	// Voted is for an action of a scenario, in the scene that is shown.
	Voted struct {
		Poll   plan.PollID       `json:"poll"`
		Round  int               `json:"round"` // how many actions were done before
		Phone  Phone             `json:"phone"`
		Action scenario.ActionID `json:"action"`
	}
	// Wrote is a word or short sentence for a wall, of at most MostWord characters. It waits for the facilitator's approval,
	// unless the facilitator wrote it down. A word that is there already is not there twice: it gains a like.
	Wrote struct {
		Poll  plan.PollID `json:"poll"`
		Phone Phone       `json:"phone"` // empty for what the facilitator wrote down
		Text  string      `json:"text"`
	}
	// Liked is for a word on the wall, once for each phone.
	Liked struct {
		Poll  plan.PollID `json:"poll"`
		Word  int         `json:"word"`
		Phone Phone       `json:"phone"`
	}
)

func (Began) event()      {}
func (Went) event()       {}
func (Darkened) event()   {}
func (Paused) event()     {}
func (Added) event()      {}
func (Asked) event()      {}
func (Stopped) event()    {}
func (Showed) event()     {}
func (Counted) event()    {}
func (Judged) event()     {}
func (Played) event()     {}
func (Teamed) event()     {}
func (ShowedJoin) event() {}
func (Locked) event()     {}
func (Opened) event()     {}
func (Keyed) event()      {}
func (Unkeyed) event()    {}
func (Closed) event()     {}
func (Joined) event()     {}
func (Answered) event()   {}
func (Voted) event()      {}
func (Wrote) event()      {}
func (Liked) event()      {}

// A Reveal is something that is hidden until the facilitator shows it.
type Reveal string

// What can be revealed.
const (
	Results     Reveal = "results" // how the room answered
	RightAnswer Reveal = "answer"  // which answer is right
	Why         Reveal = "why"     // the explanation
	Shift       Reveal = "shift"   // the round before beside this one
)
