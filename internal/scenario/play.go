package scenario

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Errors of playing.
var (
	ErrEnded          = errors.New("the scenario has ended")
	ErrNotOffered     = errors.New("this cannot be done now")
	ErrUnknownVariant = errors.New("the scenario has no such variant")
	ErrBadRun         = errors.New("the steps of this run do not fit its scenario")
)

// Begin is a run that has no step yet. The variant is one of the scenario's, or empty when it has none; any
// other is ErrUnknownVariant. Clock asks for minutes to pass while the learner waits; it is off all the same
// in a scenario without a clock. The caller gives the run its ID, Module and ModuleVersion.
func (s *Scenario) Begin(variant string, clock bool, started time.Time) (Run, error) {
	r := Run{Variant: variant, Clock: clock && s.Clock > 0, Started: started, Scenario: *s}
	if _, ok := s.variant(variant); !ok {
		return Run{}, ErrUnknownVariant
	}
	return r, nil
}

// variant finds the position of a variant. A scenario without variants has the empty one.
func (s *Scenario) variant(id string) (position int, ok bool) {
	if len(s.Variants) == 0 {
		return 0, id == ""
	}
	position = slices.IndexFunc(s.Variants, func(v Variant) bool { return v.ID == id })
	return position, position >= 0
}

// A Moment is what a learner sees between two steps of a run.
type Moment struct {
	Scene    SceneID
	Parts    []Part // of the scene, those that show now
	Said     []Said // what the last step brought about, in order; empty at the start
	Minutes  int    // of the story that are gone
	Limit    int    // minutes after which it ends
	Clock    int    // seconds of waiting that count as a minute; 0 when no minute passes by waiting
	State    []Value
	Offered  []Action // what can be done, in the scene's order; empty when it has ended
	Critical []Said   // the critical failures of the whole run so far
	Ended    bool
	Ending   Ending // how it came out, once it has ended
}

// Said is something that the learner is told about a step.
type Said struct {
	Minute   int
	Rule     RuleID // the rule that fired; empty for what the action itself says
	Critical bool   // a critical failure
	Part     Part   // empty when a critical rule has no words of its own
	Why      string // of a critical failure
}

// A Value is what a variable is at some moment.
type Value struct {
	Variable Variable
	Label    string // empty: the learner does not see the variable
	Value    string
	Words    string // what is shown for the value
}

// Shown lists the variables that the learner sees.
func (m Moment) Shown() []Value {
	return slices.DeleteFunc(slices.Clone(m.State), func(v Value) bool { return v.Label == "" })
}

// Value is what a declared variable is now; empty when there is none of this name.
func (m Moment) Value(name Variable) string {
	i := slices.IndexFunc(m.State, func(v Value) bool { return v.Variable == name })
	if i < 0 {
		return ""
	}
	return m.State[i].Value
}

// Now is where the run has come to. The same run gives the same moment always. A run with a step that its
// scenario does not offer, or of an unknown variant, is ErrBadRun.
func (r Run) Now() (Moment, error) {
	p, err := r.replay()
	if err != nil {
		return Moment{}, err
	}
	return p.moment(r.Clock), nil
}

// Act does something. It returns the run with the step, and leaves r as it was. It returns ErrEnded,
// ErrNotOffered or ErrBadRun with r as it was.
func (r Run) Act(id ActionID, at time.Time) (Run, error) {
	if id == "" {
		return r, ErrNotOffered
	}
	return r.step(Step{Action: id, At: at})
}

// Wait lets one minute of the story pass. Its errors are those of Act: in a run without a clock, waiting is
// not offered.
func (r Run) Wait(at time.Time) (Run, error) { return r.step(Step{At: at}) }

func (r Run) step(s Step) (Run, error) {
	p, err := r.replay()
	if err != nil {
		return r, err
	}
	if err := p.take(s, r.Clock); err != nil {
		return r, err
	}
	r.Steps = append(slices.Clip(r.Steps), s)
	return r, nil
}

// A play is a run that was played through.
type play struct {
	m      *machine
	now    state
	events []event // of all steps
	last   int     // where in events the last step begins
}

// An event is one thing that happened: an action, a minute of waiting, or a rule that fired.
type event struct {
	minute  int // in which it began
	action  *action
	rule    *rule
	before  state     // variables and scene after it are those before the next event
	offered []*action // what could be done when the step was taken
	says    []Part
}

func (r Run) replay() (*play, error) {
	variant, ok := r.Scenario.variant(r.Variant)
	if !ok {
		return nil, fmt.Errorf("%w: unknown variant %q", ErrBadRun, r.Variant)
	}
	m := compile(&r.Scenario)
	m.variant = variant
	p := &play{m: m, now: m.start()}
	for i, s := range r.Steps {
		if err := p.take(s, r.Clock); err != nil {
			return nil, fmt.Errorf("%w: step %d, %q: %w", ErrBadRun, i+1, s.Action, err)
		}
	}
	return p, nil
}

// take does a step, or says why it cannot be taken.
func (p *play) take(s Step, clock bool) error {
	if p.m.ended(p.now) {
		return ErrEnded
	}
	e := event{minute: p.now.minute(), before: slices.Clone(p.now), offered: p.m.offered(p.now, nil)}
	if s.Action == "" {
		if !clock || p.m.scenario.Clock <= 0 {
			return ErrNotOffered
		}
	} else {
		i := slices.IndexFunc(e.offered, func(a *action) bool { return a.def.ID == s.Action })
		if i < 0 {
			return ErrNotOffered
		}
		e.action = e.offered[i]
		p.m.begin(p.now, e.action)
		e.says = p.m.showing(p.now, e.action.says)
	}
	p.last = len(p.events)
	p.events = append(p.events, e)
	p.m.pass(p.now, e.action, func(r *rule) {
		p.events = append(p.events, event{minute: p.now.minute(), rule: r, before: slices.Clone(p.now)})
	})
	return nil
}

func (p *play) moment(clock bool) Moment {
	sc := p.m.scenario
	m := Moment{
		Scene: p.m.scene(p.now).def.ID, Parts: p.m.showing(p.now, p.m.scene(p.now).parts),
		Minutes: p.now.minute(), Limit: sc.Limit, State: p.m.values(p.now), Ended: p.m.ended(p.now),
	}
	for i, e := range p.events {
		said := e.said()
		if i >= p.last {
			m.Said = append(m.Said, said...)
		}
		if e.rule != nil && e.rule.def.Critical {
			m.Critical = append(m.Critical, said...)
		}
	}
	if m.Ended {
		m.Ending = p.m.ending(p.now)
		return m
	}
	for _, a := range p.m.offered(p.now, nil) {
		m.Offered = append(m.Offered, *a.def)
	}
	if clock {
		m.Clock = sc.Clock
	}
	return m
}

// said is what the learner is told of an event.
func (e event) said() []Said {
	if r := e.rule; r != nil {
		if r.def.Says == "" && !r.def.Critical {
			return nil
		}
		s := Said{Minute: e.minute, Rule: r.def.ID, Critical: r.def.Critical, Part: Part{Text: r.def.Says}}
		if r.def.Critical {
			s.Why = r.def.Why
		}
		return []Said{s}
	}
	var all []Said
	for _, part := range e.says {
		all = append(all, Said{Minute: e.minute, Part: part})
	}
	return all
}
