package scenario

import (
	"fmt"
	"slices"
	"strings"
)

// Bounds of a walk beside MostStates. They are never met by what people write.
const (
	mostEffort     = 60_000_000     // tests and changes tried
	effortTogether = 3 * mostEffort // by all walks of a Checker
	mostBytes      = 32 << 20       // of states
)

// A walk goes through every state that can be reached, variant by variant, nearest first.
type walk struct {
	m      *machine
	effort int
	total  int // states of all variants
	clock  bool

	mostStates, mostEffort int // what is left of the bounds

	// of the variant at hand, in the order of being found
	states *states
	from   []int     // the state before
	by     []*action // what led here; nil for a minute of waiting
	open   []bool    // whether something can be done
	good   bool      // whether a good ending was reached without waiting
	buffer state
	able   []*action

	scenes, actions, rules, endings []bool // that were met
	found                           []Fault
}

func newWalk(m *machine) *walk {
	w := &walk{
		m: m, clock: m.scenario.Clock > 0, buffer: make(state, m.size), scenes: make([]bool, len(m.scenes)),
		rules: make([]bool, len(m.rules)), endings: make([]bool, len(m.endings)),
	}
	for _, s := range m.scenes {
		w.actions = append(w.actions, make([]bool, len(s.actions))...)
	}
	return w
}

func (w *walk) full() bool {
	return w.total > w.mostStates || w.effort > w.mostEffort || w.total*w.m.size > mostBytes
}

// tooMany says which bound was met: that of one scenario, or that of all of them.
func (w *walk) tooMany() string {
	if w.mostStates < MostStates && w.total > w.mostStates || w.mostEffort < mostEffort && w.effort > w.mostEffort {
		return fmt.Sprintf("cannot be walked through: with it, the scenarios of the library have more than %d states together", MostTogether)
	}
	return fmt.Sprintf("has more states than can be walked through; %d is the most", MostStates)
}

// variant walks through one variant: first as if there were no clock, then with a minute of waiting wherever
// one can pass.
func (w *walk) variant() {
	w.states, w.good = newStates(w.m.size), false
	w.from, w.by, w.open = nil, nil, nil
	w.visit(w.m.start(), -1, nil)
	next := w.expand(0)
	if !w.good && !w.full() {
		w.noGoodEnd()
	}
	for i := 0; w.clock && i < w.states.count() && !w.full(); i++ {
		if w.open[i] {
			w.step(i, nil)
			next = w.expand(next)
		}
	}
}

// expand looks at the states from next on, and at all that follow from them.
func (w *walk) expand(next int) int {
	for ; next < w.states.count() && !w.full(); next++ {
		w.open = append(w.open, w.look(next))
	}
	return next
}

// look does everything that can be done in a state, and reports whether that is anything.
func (w *walk) look(i int) bool {
	s := w.states.at(i)
	here := w.m.scene(s)
	w.scenes[s.get(slotScene)] = true
	w.effort += here.cost
	if w.m.over(s) {
		if e := w.m.endingAt(s); e >= 0 {
			w.endings[e] = true
			w.good = w.good || w.m.scenario.Endings[e].Good
		}
		return false
	}
	w.able = w.m.offered(s, w.able[:0])
	if len(w.able) == 0 {
		w.deadEnd(i)
		return false
	}
	for _, a := range w.able {
		w.actions[a.number] = true
		w.step(i, a)
	}
	return true
}

// step does an action in a state, or waits when a is nil.
func (w *walk) step(i int, a *action) {
	takes := 1
	copy(w.buffer, w.states.at(i))
	if a != nil {
		takes = max(a.takes(), 1)
		w.m.begin(w.buffer, a)
		w.effort += len(a.changes)
	}
	w.effort += takes * (1 + w.m.ruleCost)
	w.m.pass(w.buffer, a, func(r *rule) { w.rules[r.number] = true })
	w.visit(w.buffer, i, a)
}

func (w *walk) visit(s state, from int, by *action) {
	if !w.states.add(s) {
		return
	}
	w.from, w.by = append(w.from, from), append(w.by, by)
	w.total++
}

// deadEnd notes the first state of a scene in which nothing can be done, with the shortest way there.
func (w *walk) deadEnd(i int) {
	s := w.states.at(i)
	f := Fault{Scene: w.m.scene(s).def.ID}
	if slices.ContainsFunc(w.found, func(g Fault) bool { return g.Kind == DeadEnd && g.Scene == f.Scene }) {
		return
	}
	how := []string{fmt.Sprintf("minutes: %d", s.minute())}
	for _, v := range w.m.values(s) {
		how = append(how, string(v.Variable)+": "+v.Value)
	}
	if n := len(w.m.scenario.Variants); n > 0 {
		how = append(how, "variant: "+w.m.scenario.Variants[w.m.variant].ID)
	}
	way := "at the start"
	if steps := w.way(i); len(steps) > 0 {
		way = "after " + strings.Join(steps, ", ")
	}
	w.found = append(w.found, f.of(DeadEnd, "offers nothing "+way+" ("+strings.Join(how, ", ")+")"))
}

// way lists what leads to a state.
func (w *walk) way(i int) []string {
	var steps []string
	for ; w.from[i] >= 0; i = w.from[i] {
		step := "a minute of waiting"
		if w.by[i] != nil {
			step = string(w.by[i].def.ID)
		}
		steps = append(steps, step)
	}
	slices.Reverse(steps)
	return steps
}

func (w *walk) noGoodEnd() {
	what := "has no good ending that can be reached"
	if n := len(w.m.scenario.Variants); n > 0 {
		what += " in the variant “" + w.m.scenario.Variants[w.m.variant].ID + "”"
	}
	if w.clock {
		what += " without waiting"
	}
	w.found = append(w.found, Fault{}.of(NoGoodEnd, what))
}

// faults lists what was found, and what was never met. A walk that was given up has met too little to tell.
func (w *walk) faults() []Fault {
	if w.full() {
		return append(w.found, Fault{}.of(TooMany, w.tooMany()))
	}
	for i := range w.m.scenes {
		s := &w.m.scenes[i]
		if !w.scenes[i] {
			w.found = append(w.found, Fault{Scene: s.def.ID}.of(Unreachable, "is never reached"))
			continue
		}
		for j := range s.actions {
			if a := &s.actions[j]; !w.actions[a.number] {
				w.found = append(w.found, Fault{Scene: s.def.ID, Action: a.def.ID}.of(Unreachable, "is never offered"))
			}
		}
	}
	for i := range w.m.rules {
		if !w.rules[i] {
			w.found = append(w.found, Fault{Rule: w.m.rules[i].def.ID}.of(Unreachable, "never fires"))
		}
	}
	for i, met := range w.endings {
		if !met {
			w.found = append(w.found, Fault{Ending: w.m.scenario.Endings[i].ID}.of(Unreachable, "never comes about"))
		}
	}
	return w.found
}
