// Package plan says what a facilitator does in a session: sections with their minutes, notes, slides and
// questions, made from the guides of modules. It reads nothing and knows no clock.
package plan

import (
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

// Identifiers. A section's and a poll's are unique in their plan.
type (
	ID        string
	SectionID string
	PollID    string
)

// A Plan is what a facilitator sets out to do. It carries its content with it, so that newer content changes neither a
// plan that was prepared nor a session that is running. It can be kept as JSON.
type Plan struct {
	ID       ID               `json:"id"`
	Title    string           `json:"title"`
	Language catalog.Language `json:"language"`
	Brief    bool             `json:"brief,omitempty"`    // a brief talk of 5 to 15 minutes
	Template bool             `json:"template,omitempty"` // to make other plans from
	Minutes  int              `json:"minutes"`            // that there are; sections may want more, and Over says so
	Group    string           `json:"group,omitempty"`    // who for, such as "up to 10 people"
	People   int              `json:"people,omitempty"`   // how many are expected; 0 when not known
	Modules  []Module         `json:"modules"`
	Prepare  []string         `json:"prepare,omitempty"` // what to see to before the session
	Sections []Section        `json:"sections"`
	Care     []Care           `json:"care,omitempty"`  // for hard moments
	Check    []Poll           `json:"check,omitempty"` // scored items that are asked before and after, or the five of a brief talk; all ItemPoll
	Changed  time.Time        `json:"changed"`         // when it was saved last
}

// A Module is a module that a plan is made of, as it was then.
type Module struct {
	ID         catalog.ModuleID    `json:"id"`
	Version    string              `json:"version"`
	Title      string              `json:"title"`
	Objectives []catalog.Objective `json:"objectives"`
	Draft      bool                `json:"draft,omitempty"` // it waited for reviews
}

// A Section is a part of a session with its own time.
type Section struct {
	ID        SectionID           `json:"id"`
	Module    catalog.ModuleID    `json:"module,omitempty"` // empty for one that the facilitator made
	Kind      SectionKind         `json:"kind"`
	Title     string              `json:"title"`
	Minutes   int                 `json:"minutes"`       // planned
	Usual     int                 `json:"usual"`         // as its author meant it
	Least     int                 `json:"least"`         // below which it is better left out
	Off       bool                `json:"off,omitempty"` // left out this time
	Aims      []string            `json:"aims,omitempty"`
	Materials []string            `json:"materials,omitempty"`
	Notes     []Note              `json:"notes,omitempty"` // for the facilitator alone
	Steps     []Step              `json:"steps,omitempty"` // what the room sees, in order
	Handouts  []catalog.HandoutID `json:"handouts,omitempty"`
}

// A SectionKind is what a section is for; it decides what is trimmed first.
type SectionKind string

// The kinds of section.
const (
	Opening  SectionKind = "opening" // welcome and group agreement: always kept
	Activity SectionKind = "activity"
	Talk     SectionKind = "talk"
	Break    SectionKind = "break"
	Closing  SectionKind = "closing" // always kept
)

// A Note is one thing that the facilitator is told. The room never sees it.
type Note struct {
	Kind    NoteKind            `json:"kind"`
	Text    string              `json:"text"`
	Sources []catalog.SourceKey `json:"sources,omitempty"`
}

// A NoteKind is what to do with a note.
type NoteKind string

// The kinds of note.
const (
	Do     NoteKind = "do"
	Say    NoteKind = "say"
	Ask    NoteKind = "ask"
	Expect NoteKind = "expect" // answers that are likely
	Watch  NoteKind = "watch"  // what to listen or look for, and what to put right
)

// A Care is what to do when it gets hard: somebody is upset, tells of harm, is drowsy.
type Care struct {
	When string `json:"when"` // such as "Someone is upset"
	Do   string `json:"do"`
}

// A Step is one thing on the room's screen: a slide or a poll, and never both.
type Step struct {
	Slide *Slide `json:"slide,omitempty"`
	Poll  *Poll  `json:"poll,omitempty"`
}

// A Slide is what a room reads from six metres: few words, large.
type Slide struct {
	Kind     SlideKind           `json:"kind"`
	Title    string              `json:"title"`
	Lines    []string            `json:"lines,omitempty"` // at most MostLines, each at most MostLine characters
	Numbered bool                `json:"numbered,omitempty"`
	Picture  string              `json:"picture,omitempty"` // path in Catalog.Files
	Alt      string              `json:"alt,omitempty"`     // of the picture
	Sources  []catalog.SourceKey `json:"sources,omitempty"`
}

// A SlideKind is how a slide is set.
type SlideKind string

// The kinds of slide.
const (
	TitleSlide   SlideKind = "title"   // of a session or section
	PointsSlide  SlideKind = "points"  // lines
	PictureSlide SlideKind = "picture" // with at most two lines
	WarningSlide SlideKind = "warning" // what must not be missed
	SayingSlide  SlideKind = "saying"  // one sentence to take home
)

// How much a slide may hold.
const (
	MostLines = 6
	MostLine  = 90
)

// A Poll is something to ask the room.
type Poll struct {
	ID            PollID             `json:"id"`
	Kind          PollKind           `json:"kind"`
	Module        catalog.ModuleID   `json:"module,omitempty"`
	ModuleVersion string             `json:"module_version,omitempty"`
	Item          *quiz.Item         `json:"item,omitempty"`     // of an ItemPoll; a survey item has no right answer
	Prompt        string             `json:"prompt,omitempty"`   // of a WallPoll
	Scenario      *scenario.Scenario `json:"scenario,omitempty"` // of a ScenarioPoll: the room decides each action
	AskSure       bool               `json:"ask_sure,omitempty"` // "sure or not sure?"
}

// A PollKind is what is asked.
type PollKind string

// The kinds of poll.
const (
	ItemPoll     PollKind = "item"
	WallPoll     PollKind = "wall" // words and short sentences of the room, shown once the facilitator approved them
	ScenarioPoll PollKind = "scenario"
)
