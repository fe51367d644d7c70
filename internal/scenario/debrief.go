package scenario

import "slices"

// Critical is the weight of a critical failure in a debrief. No action has it.
const Critical Weight = "critical"

// A Debrief tells what happened in a run and why it helped or harmed, as data: for a screen, a printout and
// a table.
type Debrief struct {
	Well     []Event  // what went well: the events of Path that helped
	Path     []Event  // everything, in the order in which it happened
	Critical []Event  // the critical failures of Path
	Missed   []Option // actions that would have helped, were offered and never done, in the order of being offered
	Minutes  int      // of the story that are gone
	Ended    bool
	Ending   Ending // how it came out, once it has ended
}

// An EventKind says what an event is.
type EventKind string

// The kinds of event.
const (
	Acted  EventKind = "action"
	Waited EventKind = "wait"
	Fired  EventKind = "rule"
)

// An Event is one thing that happened in a run.
type Event struct {
	Kind    EventKind
	Step    int // of the run that brought it about, from 1
	Minute  int // of the story, in which it began
	Scene   SceneID
	Action  ActionID // when Kind is Acted
	Rule    RuleID   // when Kind is Fired
	Text    string   // of the action, or what the rule says; empty for waiting
	Changes []Changed
	To      SceneID // where it led; empty when nowhere else
	Weight  Weight  // Neutral for waiting, and for a rule that is no critical failure
	Why     string
	Better  []Option // after an action that harmed: what was offered in its place and would have helped
}

// Changed is a variable with a new value.
type Changed struct {
	From, To Value
}

// An Option is an action that was offered and would have helped.
type Option struct {
	Minute int // of the story, when it was offered first
	Scene  SceneID
	Action ActionID
	Text   string
	Why    string
}

// Debrief looks back at a run, whether it has ended or not. Every step is an event of Path, and so is every
// rule that fired. It returns ErrBadRun as Now does.
func (r Run) Debrief() (Debrief, error) {
	p, err := r.replay()
	if err != nil {
		return Debrief{}, err
	}
	d := Debrief{Minutes: p.now.minute(), Ended: p.m.ended(p.now)}
	if d.Ended {
		d.Ending = p.m.ending(p.now)
	}
	done := make(map[ActionID]bool)
	step := 0
	for i, e := range p.events {
		if e.rule == nil {
			step++
		}
		if e.action != nil {
			done[e.action.def.ID] = true
		}
		after := p.now
		if i+1 < len(p.events) {
			after = p.events[i+1].before
		}
		out := p.event(e, after)
		out.Step = step
		d.Path = append(d.Path, out)
		switch out.Weight {
		case Helped:
			d.Well = append(d.Well, out)
		case Critical:
			d.Critical = append(d.Critical, out)
		}
	}
	d.Missed = p.missed(done)
	return d, nil
}

// missed lists the actions that would have helped and were offered at some step.
func (p *play) missed(done map[ActionID]bool) []Option {
	var all []Option
	for _, e := range p.events {
		for _, o := range p.helpful(e) {
			if !done[o.Action] {
				done[o.Action] = true
				all = append(all, o)
			}
		}
	}
	return all
}

// helpful lists what would have helped in the place of an event.
func (p *play) helpful(e event) []Option {
	var all []Option
	for _, a := range e.offered {
		if a.def.Weight == Helped && a != e.action {
			all = append(all, Option{
				Minute: e.minute, Scene: p.m.scene(e.before).def.ID, Action: a.def.ID, Text: a.def.Text, Why: a.def.Why,
			})
		}
	}
	return all
}

func (p *play) event(e event, after state) Event {
	out := Event{Kind: Waited, Minute: e.minute, Scene: p.m.scene(e.before).def.ID, Weight: Neutral}
	switch {
	case e.action != nil:
		def := e.action.def
		out.Kind, out.Action, out.Text, out.Weight, out.Why = Acted, def.ID, def.Text, def.Weight, def.Why
	case e.rule != nil:
		def := e.rule.def
		out.Kind, out.Rule, out.Text, out.Why = Fired, def.ID, def.Says, def.Why
		if def.Critical {
			out.Weight = Critical
		}
	}
	if out.Weight == Harmed {
		out.Better = p.helpful(e)
	}
	from, to := p.m.values(e.before), p.m.values(after)
	for i := range from {
		if from[i] != to[i] {
			out.Changes = append(out.Changes, Changed{from[i], to[i]})
		}
	}
	if to := p.m.scene(after).def.ID; to != out.Scene {
		out.To = to
	}
	return out
}

// Shown lists the changes of variables that the learner sees.
func (e Event) Shown() []Changed {
	return slices.DeleteFunc(slices.Clone(e.Changes), func(c Changed) bool { return c.To.Label == "" })
}
