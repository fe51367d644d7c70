package scenario

import (
	"encoding/binary"
	"slices"
	"strconv"
)

// Variables that every scenario has. They are not declared and cannot be set.
const (
	Minutes   Variable = "minutes"
	InVariant Variable = "variant"
	InScene   Variable = "scene"
)

// A machine is a scenario whose names have become numbers, for one variant. Whatever the scenario holds, it
// can be played: a test of something that does not exist never holds, and a change of it does nothing.
type machine struct {
	scenario *Scenario
	variant  int
	scenes   []scene
	rules    []rule
	endings  [][]test
	first    int // scene
	once     int // where in a state the bits begin that say what has happened once
	size     int // bytes of a state
	ruleCost int // tests and changes of all rules
}

type scene struct {
	def     *Scene
	parts   []part
	actions []action
	cost    int // tests of its actions
}

type part struct {
	def  *Part
	when []test
}

type action struct {
	def     *Action
	when    []test
	changes []change
	says    []part
	to      int // scene, or stay
	bit     int // of the state, set once it was done; none for an action that can be repeated
	number  int // among the actions of all scenes
}

type rule struct {
	number  int
	def     *Rule
	when    []test
	changes []change
	to      int
	bit     int
}

const (
	stay = -1
	none = -1
)

// A test compares a slot of a state with numbers.
type test struct {
	slot   int // position in the state, or one of the slots below
	op     Op
	values []int
}

// Slots of what is not kept as a declared variable is.
const (
	slotNever   = -1 // of a test that never holds
	slotVariant = -2
	slotMinutes = 0 // position in the state
	slotScene   = 2
	slotFirst   = 4 // of the declared variables
	slotWidth   = 2
)

type change struct {
	slot   int
	to, by int
	most   int
}

// A state is everything on which the rest of a run depends, as bytes: minutes, scene, declared variables,
// and a bit for each action and rule that happens once only. Equal states have equal bytes.
type state []byte

func (s state) get(slot int) int        { return int(binary.LittleEndian.Uint16(s[slot:])) }
func (s state) set(slot, value int)     { binary.LittleEndian.PutUint16(s[slot:], uint16(value)) }
func (s state) minute() int             { return s.get(slotMinutes) }
func (s state) has(at, bit int) bool    { return s[at+bit/8]&(1<<(bit%8)) != 0 }
func (s state) mark(at, bit int)        { s[at+bit/8] |= 1 << (bit % 8) }
func (m *machine) scene(s state) *scene { return &m.scenes[s.get(slotScene)] }

// start is the state before the first step.
func (m *machine) start() state {
	s := make(state, m.size)
	s.set(slotScene, m.first)
	for i := range m.scenario.State {
		d := &m.scenario.State[i]
		v, _ := d.number(d.Start)
		s.set(slotFirst+slotWidth*i, v)
	}
	return s
}

func (m *machine) holds(s state, when []test) bool {
	for i := range when {
		if !m.passes(s, &when[i]) {
			return false
		}
	}
	return true
}

func (m *machine) passes(s state, t *test) bool {
	var value int
	switch t.slot {
	case slotNever:
		return false
	case slotVariant:
		value = m.variant
	default:
		value = s.get(t.slot)
	}
	switch t.op {
	case AtLeast:
		return value >= t.values[0]
	case AtMost:
		return value <= t.values[0]
	case IsNot:
		return !slices.Contains(t.values, value)
	default:
		return slices.Contains(t.values, value)
	}
}

// over reports whether the time is up or the scene is one in which nothing can ever be done.
func (m *machine) over(s state) bool {
	return s.minute() >= m.limit() || len(m.scene(s).actions) == 0
}

// ended is over, or stuck. Check finds scenarios in which a learner can get stuck; even those end.
func (m *machine) ended(s state) bool { return m.over(s) || len(m.offered(s, nil)) == 0 }

func (m *machine) limit() int { return min(m.scenario.Limit, greatest) }

// greatest is the greatest number in a state.
const greatest = 1<<16 - 1

// offered lists what can be done; into is reused.
func (m *machine) offered(s state, into []*action) []*action {
	actions := m.scene(s).actions
	for i := range actions {
		a := &actions[i]
		if (a.bit == none || !s.has(m.once, a.bit)) && m.holds(s, a.when) {
			into = append(into, a)
		}
	}
	return into
}

// begin does an action, without the time that it takes.
func (m *machine) begin(s state, a *action) {
	apply(s, a.changes)
	if a.to != stay {
		s.set(slotScene, a.to)
	}
	if a.bit != none {
		s.mark(m.once, a.bit)
	}
}

func apply(s state, changes []change) {
	for _, c := range changes {
		value := c.to
		if c.by != 0 {
			value = min(max(s.get(c.slot)+c.by, 0), c.most)
		}
		s.set(c.slot, value)
	}
}

// pass lets the time of an action pass, or a minute when a is nil, and tries the rules after each minute.
// After an action without time, the rules that fire once are tried once. The rest of the time does not pass
// when a rule ends the scenario. fires is told of each rule while s is still as it was before.
func (m *machine) pass(s state, a *action, fires func(*rule)) {
	takes := 1
	if a != nil {
		takes = a.takes()
	}
	if takes == 0 {
		m.try(s, false, fires)
	}
	here := s.get(slotScene)
	for ; takes > 0 && s.minute() < m.limit(); takes-- {
		s.set(slotMinutes, s.minute()+1)
		m.try(s, true, fires)
		if s.get(slotScene) != here && len(m.scene(s).actions) == 0 {
			return
		}
	}
}

// takes is how many minutes an action takes. One that can be repeated takes at least one, or a learner might
// repeat it for ever.
func (a *action) takes() int {
	if a.bit == none {
		return max(a.def.Takes, 1)
	}
	return max(a.def.Takes, 0)
}

// try goes through the rules once, in order.
func (m *machine) try(s state, minute bool, fires func(*rule)) {
	for i := range m.rules {
		r := &m.rules[i]
		if r.bit == none && !minute || r.bit != none && s.has(m.once, r.bit) || !m.holds(s, r.when) {
			continue
		}
		fires(r)
		apply(s, r.changes)
		if r.to != stay {
			s.set(slotScene, r.to)
		}
		if r.bit != none {
			s.mark(m.once, r.bit)
		}
	}
}

// ending is the first ending that holds.
func (m *machine) ending(s state) Ending {
	if i := m.endingAt(s); i >= 0 {
		return m.scenario.Endings[i]
	}
	return Ending{}
}

func (m *machine) endingAt(s state) int {
	return slices.IndexFunc(m.endings, func(when []test) bool { return m.holds(s, when) })
}

// showing lists the parts that show, without their conditions.
func (m *machine) showing(s state, parts []part) []Part {
	var all []Part
	for i := range parts {
		if m.holds(s, parts[i].when) {
			p := *parts[i].def
			p.When = nil
			all = append(all, p)
		}
	}
	return all
}

func (m *machine) values(s state) []Value {
	all := make([]Value, 0, len(m.scenario.State))
	for i := range m.scenario.State {
		all = append(all, m.scenario.State[i].at(s.get(slotFirst+slotWidth*i)))
	}
	return all
}

// at is the variable with its value of this number.
func (d *Declared) at(number int) Value {
	v := Value{Variable: d.Name, Label: d.Label}
	switch {
	case len(d.Values) == 0:
		v.Value = strconv.Itoa(number)
	case number < len(d.Values):
		v.Value = d.Values[number]
	}
	v.Words = v.Value
	if number < len(d.Words) && len(d.Values) > 0 {
		v.Words = d.Words[number]
	}
	return v
}

// number is what stands for a value in a state.
func (d *Declared) number(value string) (number int, ok bool) {
	if len(d.Values) > 0 {
		i := slices.Index(d.Values, value)
		return max(i, 0), i >= 0
	}
	n, err := strconv.Atoi(value)
	return min(max(n, 0), min(max(d.Most, 0), greatest)), err == nil && n >= 0 && n <= d.Most
}
