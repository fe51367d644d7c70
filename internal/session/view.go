package session

import (
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

// A RoomView is everything that the room's window may show. What is hidden from the room has no field here, or is empty
// until it was revealed.
type RoomView struct {
	Kind      RoomKind
	Language  catalog.Language
	Title     string      // of the session
	Section   string      // title of the section; empty before the first
	Slide     *plan.Slide // SlideUp
	Poll      *RoomPoll   // PollUp
	Wall      *RoomWall   // WallUp
	Scenario  *RoomScenario
	Phase     evaluation.Phase // PhaseUp
	Join      *Join            // JoinUp, and beside a poll that is open while phones can join; the window fills it in
	Teams     []TeamScore      // only while they are shown; see Showed.Results of a poll with teams on
	Rehearsal bool             // simulated participants: the screen says so
}

// A RoomKind is what sort of thing the room sees.
type RoomKind string

// The kinds of room view.
const (
	DarkUp     RoomKind = "dark"
	JoinUp     RoomKind = "join"
	SlideUp    RoomKind = "slide"
	PollUp     RoomKind = "poll"
	WallUp     RoomKind = "wall"
	ScenarioUp RoomKind = "scenario"
	PhaseUp    RoomKind = "phase" // "Please answer the questions on your sheet or phone"
	PauseUp    RoomKind = "pause"
)

// A RoomPoll is a poll as the room may see it.
type RoomPoll struct {
	ID     plan.PollID
	Kind   quiz.Kind
	Survey bool
	Prompt string
	Unit   string
	// Choices are what is offered, as it is read out, in the order shown on paper and phones. An answer names their keys:
	// those chosen; for an Order all of them, in the participant's order; for a Match see Rights.
	Choices []Row
	// Rights are the right sides of a Match. An answer has, for each of Choices in turn, "#1" for the first of Rights, "#2"
	// for the second and so on, or "" for none.
	Rights   []string
	Multiple bool // several can be chosen
	AskSure  bool
	Round    int      // from 1; 0 before it was asked
	Open     bool     // answers are taken
	Answers  int      // how many have come; −1 while counts are hidden, which they are until Results
	Results  *Tally   // once revealed; what it says of right answers is 0 before Right is revealed
	Before   *Tally   // of the round before, once Shift is revealed; likewise
	Right    []string // keys of the rows that are right, once revealed; see Words too
	Words    []string // the right answer in words, once revealed
	Why      string   // once revealed
}

// A Row is one thing that answers are counted by: a choice, or for what cannot be counted by choice how right it was.
type Row struct {
	Key    string
	Letter string // "A", "B" …: what is called out and stands on paper; empty for a row that is not a choice
	Text   string
}

// The keys of rows that are no choices.
const (
	RowRight    = "right"
	RowPartly   = "partly"
	RowWrong    = "wrong"
	RowDontKnow = "unsure" // also the id of the choice of a true/false item
)

// A Tally is how the room answered, all ways together.
type Tally struct {
	Bars     []Bar
	Answered int // participants, as far as can be told; with several choices fewer than the sum of the bars
	Right    int // of them, with everything right
	Ways     map[evaluation.Way]int
	// By how sure people were; only phones are asked. All zero when nobody was asked.
	SureRight, SureWrong, NotSureRight, NotSureWrong int
}

// A Bar is the count of one row.
type Bar struct {
	Row
	Count int
}

// A RoomWall is the words that the facilitator approved, the most liked first.
type RoomWall struct {
	ID     plan.PollID
	Prompt string
	Open   bool
	Words  []Word
}

// A Word is something that somebody wrote on a wall.
type Word struct {
	ID       int
	Text     string
	Likes    int
	Approved bool
}

// A RoomScenario is where the room has come to in a scenario.
type RoomScenario struct {
	ID      plan.PollID
	Title   string
	Moment  scenario.Moment // Offered has no Weight and no Why
	Choices []Row           // by action id, as they can be voted for
	Round   int             // actions done so far
	Open    bool
	Results *Tally            // once revealed
	Debrief *scenario.Debrief // once it has ended and Why was revealed
}

// A TeamScore is how a team is doing: the mean share of right answers, so that small teams are not behind.
type TeamScore struct {
	Team    int
	Name    string
	Phones  int
	Percent int
}

// A PhoneView is everything that one phone may see.
type PhoneView struct {
	Public   int // of the session when it was made; see Session.Public
	State    PhoneState
	Language catalog.Language
	Title    string
	Poll     *RoomPoll   // PhonePoll; Answers is always −1
	Mine     *quiz.Given // what this phone answered in this round
	Wall     *RoomWall   // PhoneWall
	Mywords  []Word      // that this phone wrote
	Liked    []int
	Scenario *RoomScenario // PhoneScenario
	MyVote   scenario.ActionID
	Phase    evaluation.Phase
	Items    []RoomPoll // PhonePhase: what is asked, at one's own pace; a response names one by its ID
	Sent     bool       // PhonePhase: this phone's sheet of the phase is in
	Teams    []string   // to choose from; empty while teams are off
	Team     int        // of this phone
}

// A PhoneState is what a phone shows.
type PhoneState string

// The states of a phone.
const (
	PhoneStranger PhoneState = "stranger" // has not joined
	PhoneWaiting  PhoneState = "waiting"
	PhonePoll     PhoneState = "poll"
	PhoneWall     PhoneState = "wall"
	PhoneScenario PhoneState = "scenario"
	PhonePhase    PhoneState = "phase"
	PhonePaused   PhoneState = "paused"
)

// A DeskView is everything that the facilitator sees.
type DeskView struct {
	Number    int // of the last event
	Public    int // see Session.Public
	Plan      plan.Plan
	Rehearsal bool
	Began     time.Time
	At        Went
	Sections  []SectionTime // one for each of Plan.Sections
	Running   time.Time     // since when the clock of the section runs; zero while it is paused
	Paused    bool
	Dark      bool
	JoinShown bool
	Locked    bool
	Room      RoomView  // what the room sees now
	Next      *RoomView // what it sees after Forward; nil at the end
	Poll      *DeskPoll // of the current step, or nil
	Wall      *DeskWall
	Scenario  *DeskScenario
	Phones    int // that have joined
	Teams     []TeamScore
	Phase     evaluation.Phase // that is open; empty for none
	Sheets    map[evaluation.Phase]int
	Paired    int
	Closing   Closed // as it would be reported
}

// A SectionTime is how long a section has taken so far, without the time since DeskView.Running.
type SectionTime struct {
	Spent time.Duration
	Begun bool
}

// A DeskPoll is a poll with everything that is hidden from the room.
type DeskPoll struct {
	Poll   plan.Poll
	Rows   []Row // that hands and paper are counted by
	Round  int
	Open   bool
	Shown  map[Reveal]bool
	Tally  Tally
	Before *Tally                            // of the round before
	Counts map[evaluation.Way]map[string]int // by hands and on paper, as typed
	Phones int                               // that answered in this round
	Right  []string                          // keys of the rows that are right
	Words  []string                          // the right answer in words
}

// A DeskWall is a wall with what was not approved yet.
type DeskWall struct {
	Poll    plan.Poll
	Open    bool
	Waiting []Word
	Wall    []Word
}

// A DeskScenario is a scenario with the room's votes.
type DeskScenario struct {
	Poll    plan.Poll
	Begun   bool
	Moment  scenario.Moment
	Tally   Tally
	Counts  map[evaluation.Way]map[string]int
	Debrief scenario.Debrief // so far
	Open    bool
	Shown   map[Reveal]bool
}
