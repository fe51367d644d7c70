package scenario

// A Fault is something in a scenario that keeps it from being played to an end, or that nobody can reach.
// At most one of Scene, Rule, Ending and Variable says what is at fault; Action stands with its Scene. A
// fault without any of them is the scenario's.
type Fault struct {
	Kind     FaultKind
	Scene    SceneID
	Action   ActionID
	Rule     RuleID
	Ending   string
	Variable Variable
	Sentence string // what is wrong, such as “the rule “left-alone” never fires”
}

// A FaultKind is what is wrong.
type FaultKind string

// The kinds of fault.
const (
	Unsound     FaultKind = "unsound"        // it names what is not there
	DeadEnd     FaultKind = "dead-end"       // the scene has actions, and at some time none of them is offered
	Unreachable FaultKind = "unreachable"    // no way of playing leads to it
	Endless     FaultKind = "endless"        // it can go on for ever without a minute passing
	TooMany     FaultKind = "too-many"       // there is too much to walk through
	NoGoodEnd   FaultKind = "no-good-ending" // no way of playing comes out well
)

// MostStates is how many states a scenario may have, all variants together, and MostTogether how many the scenarios
// of one Checker may have.
const (
	MostStates   = 200_000
	MostTogether = 10 * MostStates
)

// of is a fault of what f names.
func (f Fault) of(kind FaultKind, what string) Fault {
	named := func(sort, id string) string { return "the " + sort + " “" + id + "” " }
	f.Kind = kind
	switch {
	case f.Action != "":
		f.Sentence = named("action", string(f.Action))
	case f.Scene != "":
		f.Sentence = named("scene", string(f.Scene))
	case f.Rule != "":
		f.Sentence = named("rule", string(f.Rule))
	case f.Ending != "":
		f.Sentence = named("ending", f.Ending)
	case f.Variable != "":
		f.Sentence = named("variable", string(f.Variable))
	default:
		f.Sentence = "the scenario "
	}
	f.Sentence += what
	return f
}

// Check is Checker.Check for one scenario alone.
func Check(s *Scenario) []Fault { return new(Checker).Check(s) }

// A Checker checks the scenarios of one library. What it takes is bounded for all of them together, so that a
// library of the largest scenarios is not loaded for minutes. The zero value has checked none.
type Checker struct {
	states, effort int // of all scenarios so far
}

// Check plays a scenario in every possible way, in every variant, with and without its clock. A scenario
// without a fault always ends with an ending, whatever a learner does, and everything in it can be met.
// Check takes well below a second for what people write, and gives up with TooMany on what is larger, and on
// every scenario after those that used up MostTogether.
func (c *Checker) Check(s *Scenario) []Fault {
	m, faults := compileAll(s)
	for _, f := range faults {
		if f.Kind == Unsound {
			return faults
		}
	}
	w := newWalk(m)
	w.mostStates, w.mostEffort = min(MostStates, MostTogether-c.states), min(mostEffort, effortTogether-c.effort)
	for i := range max(len(s.Variants), 1) {
		m.variant = i
		w.variant()
	}
	c.states += w.total
	c.effort += w.effort
	return append(faults, w.faults()...)
}
