package scenarioview

import "github.com/passalong/passalong/internal/catalog"

// A phase is what the screen is doing.
type phase int

const (
	starting phase = iota // says what is coming; nothing is kept yet
	playing               // a scene waits for what the learner does
	lookback              // the run is over, and its debrief shows
	missing               // there is no such scenario or run
)

// state is everything that the screen shows.
type state struct {
	Phase   phase
	Module  string // empty when it is no longer there
	Title   string
	Broken  bool // the run does not fit its scenario, and cannot be shown
	Saving  bool
	Problem error
	Start   startState
	Play    playState
	Debrief debriefState
}

// startState is the page before the first scene.
type startState struct {
	Summary  string
	Points   []point
	Variants []string // empty when there is nothing to choose
	Chosen   int      // in Variants
	Note     string   // of the chosen variant
	HasClock bool
	Clock    bool
	Resumed  string // where an earlier run stopped; empty when there is none to go on with
	Earlier  []earlierState
}

// earlierState is a run that can be looked back at.
type earlierState struct{ Label, Run string }

// A point is one thing to know before the start.
type point struct {
	Kind pointKind
	Text string
}

type pointKind int

const (
	pointTime pointKind = iota
	pointFree
	pointStop
)

// playState is one scene, and what has just happened.
type playState struct {
	Facts    []fact
	Did      string // the last step; empty before the first
	Happened []paragraph
	Scene    []paragraph
	Actions  []string
	Clock    clockState
	Over     bool // nothing is left to do
}

// A fact is one part of the state of the story.
type fact struct {
	Label, Value string
	Before       string // what it was before the last step; empty when that changed nothing
}

// A paragraph is words or a drawing.
type paragraph struct {
	Text         string
	Picture, Alt string
}

// clockState is the countdown to the next minute of the story.
type clockState struct {
	Shown  bool
	Paused bool
	Words  string
	Share  float64 // of the minute that has passed
}

// debriefState is what there is to learn from a run that is over.
type debriefState struct {
	About    string // which run this was
	Kicker   string // above the heading
	Heading  string
	Text     string
	Good     bool
	Critical []reason
	Well     []reason
	Path     []moment
	Else     []reason
	Sources  []sourceState
	Lessons  []lessonState
	Again    bool // the scenario can be played again
	Other    bool // and in another variant
	Home     bool // the module is there to go back to
}

// A reason is something done or possible, and why it matters.
type reason struct{ What, Why string }

// A moment is one entry of the path.
type moment struct {
	Minute  string
	What    string // what the learner did, or what happened
	Self    bool   // it happened by itself
	Changed []change
	Mark    mark
	Why     string
	Better  []string // what would have helped in its place
}

// A change is one part of the state of the story before and after.
type change struct{ Label, From, To string }

// A mark says what a moment did for how it came out.
type mark int

const (
	plain mark = iota
	helped
	harmed
	critical
)

type sourceState struct {
	Label string
	Note  catalog.Source
}

type lessonState struct {
	Title string
	ID    catalog.LessonID
}
