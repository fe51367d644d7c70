package session

import (
	"fmt"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
)

// A Session is where a session has come to. Only Apply changes it; everything else may be called by many at once as long
// as nobody applies. Views that it gives share memory with it and with each other: nobody may change them.
type Session struct {
	number, public int
	begun          bool
	rehearsal      bool
	plan           plan.Plan // its Sections and their Steps are the session's own
	at             Went
	dark, paused   bool
	joinShown      bool
	locked         bool
	clock          clock
	polls          map[plan.PollID]*asking // of every poll in a section
	peek           *asking                 // stands in for the poll of the current step: see Desk
	phones         map[Phone]*phone
	teams          []string
	phase          evaluation.Phase // that is open
	phaseShown     bool             // and covers the step
	sheets         sheets
	closing        Closed
}

// A phone is what is known of a phone.
type phone struct {
	team int // from 1; 0 for none
}

// New is a session in which nothing has happened yet. Its first event is Began.
func New() *Session {
	return &Session{polls: map[plan.PollID]*asking{}, phones: map[Phone]*phone{}, sheets: newSheets()}
}

// Number is the number of the last entry, 0 before the first.
func (s *Session) Number() int { return s.number }

// Public rises when something changed that every phone may see, and not with what a single phone did: neither an answer nor
// a like is a reason to tell a thousand phones.
func (s *Session) Public() int { return s.public }

// Check reports whether an event can happen now: nil, or one of the errors of this package, as they are or wrapped.
func (s *Session) Check(e Event) error {
	_, err := s.prepare(e, time.Time{})
	return err
}

// Apply lets something happen. An entry that is not the next one, and an event that Check refuses, is an error and changes
// nothing.
func (s *Session) Apply(e Entry) error {
	if e.Number != s.number+1 {
		return fmt.Errorf("%w: entry %d after entry %d", ErrBadEvent, e.Number, s.number)
	}
	do, err := s.prepare(e.Event, e.At)
	if err != nil {
		return err
	}
	s.clock.tick(e.At, e.Event)
	do()
	s.clock.stand(e.At, s.begun && !s.paused)
	s.number = e.Number
	if public(e.Event) {
		s.public = e.Number
	}
	return nil
}

// prepare says why an event cannot happen, or gives what it does. Nothing is changed before that is called.
func (s *Session) prepare(e Event, at time.Time) (do func(), err error) {
	began, first := e.(Began)
	switch {
	case first && s.begun:
		return nil, fmt.Errorf("%w: it has begun already", ErrBadEvent)
	case first:
		return s.began(began)
	case !s.begun:
		return nil, ErrNotBegun
	}
	switch e := e.(type) {
	case Went:
		return s.went(e)
	case Darkened:
		return func() { s.dark = e.On }, nil
	case Paused:
		return func() { s.paused = e.On }, nil
	case ShowedJoin:
		return func() { s.joinShown = e.On }, nil
	case Locked:
		return func() { s.locked = e.On }, nil
	case Added:
		return s.added(e)
	case Asked:
		return s.asked(e)
	case Stopped:
		return s.stopped(e)
	case Showed:
		return s.showed(e)
	case Counted:
		return s.counted(e)
	case Judged:
		return s.judged(e)
	case Played:
		return s.played(e, at)
	case Teamed:
		return s.teamed(e)
	case Opened:
		return s.opened(e)
	case Keyed:
		return s.keyed(e)
	case Unkeyed:
		return s.unkeyed(e)
	case Closed:
		return s.closed(e)
	}
	return s.prepareOfPhone(e)
}

// prepareOfPhone is prepare for what participants do.
func (s *Session) prepareOfPhone(e Event) (do func(), err error) {
	switch e := e.(type) {
	case Joined:
		return s.joined(e)
	case Answered:
		return s.answered(e)
	case Voted:
		return s.voted(e)
	case Wrote:
		return s.wrote(e)
	case Liked:
		return s.liked(e)
	}
	return nil, fmt.Errorf("%w: there is no event %T", ErrBadEvent, e)
}

// public reports whether an event may change what every phone sees.
func public(e Event) bool {
	switch e := e.(type) {
	case Darkened, ShowedJoin, Locked, Joined, Answered, Voted, Liked, Keyed, Closed:
		return false
	case Wrote:
		return e.Phone == ""
	}
	return true
}

func (s *Session) began(e Began) (func(), error) {
	if err := sound(e.Plan); err != nil {
		return nil, err
	}
	first := slices.IndexFunc(e.Plan.Sections, func(sec plan.Section) bool { return !sec.Off })
	if first < 0 {
		return nil, fmt.Errorf("%w: the plan has no section", ErrNoStep)
	}
	return func() {
		s.begun, s.rehearsal, s.plan = true, e.Rehearsal, e.Plan
		s.plan.Sections = slices.Clone(e.Plan.Sections)
		s.at = Went{Section: first, Step: -1}
		s.clock.begin(len(s.plan.Sections), first)
		for _, sec := range s.plan.Sections {
			for _, step := range sec.Steps {
				if step.Poll != nil {
					s.polls[step.Poll.ID] = &asking{poll: step.Poll}
				}
			}
		}
	}, nil
}

func (s *Session) went(e Went) (func(), error) {
	if !s.has(e) {
		return nil, ErrNoStep
	}
	return func() {
		if left := s.current(); left != nil && e != s.at {
			left.open = false
		}
		s.at, s.joinShown, s.phaseShown = e, false, false
		s.clock.move(e.Section)
	}, nil
}

func (s *Session) has(at Went) bool {
	if at.Section < 0 || at.Section >= len(s.plan.Sections) {
		return false
	}
	sec := &s.plan.Sections[at.Section]
	return !sec.Off && at.Step >= -1 && at.Step < len(sec.Steps)
}

func (s *Session) added(e Added) (func(), error) {
	if err := soundPoll(e.Poll); err != nil {
		return nil, err
	}
	if _, ok := s.polls[e.Poll.ID]; ok {
		return nil, fmt.Errorf("%w: the session has the poll %q already", ErrBadEvent, e.Poll.ID)
	}
	if len(s.polls) >= mostPolls {
		return nil, ErrFull
	}
	return func() {
		sec := &s.plan.Sections[s.at.Section]
		sec.Steps = slices.Insert(slices.Clone(sec.Steps), s.at.Step+1, plan.Step{Poll: &e.Poll})
		s.polls[e.Poll.ID] = &asking{poll: &e.Poll}
	}, nil
}

// step is what stands at the current step; nil at the title of a section.
func (s *Session) step() *plan.Step {
	if !s.begun || s.at.Step < 0 {
		return nil
	}
	return &s.plan.Sections[s.at.Section].Steps[s.at.Step]
}

// current is the poll of the current step; nil when it has none.
func (s *Session) current() *asking {
	step := s.step()
	if step == nil || step.Poll == nil {
		return nil
	}
	return s.find(step.Poll.ID)
}

// find is a poll of the session; nil when there is none of this id.
func (s *Session) find(id plan.PollID) *asking {
	if s.peek != nil && s.peek.poll.ID == id {
		return s.peek
	}
	return s.polls[id]
}

// findKind is a poll of a kind, or ErrNoPoll.
func (s *Session) findKind(id plan.PollID, kind plan.PollKind) (*asking, error) {
	a := s.find(id)
	if a == nil || a.poll.Kind != kind {
		return nil, ErrNoPoll
	}
	return a, nil
}
