package scenario

import "strconv"

// compile turns names into numbers. What does not fit is left out; compiler.report says what.
func compile(s *Scenario) *machine {
	m, _ := compileAll(s)
	return m
}

// A compiler turns the names of a scenario into numbers, and notes every name that stands for nothing.
type compiler struct {
	m         *machine
	scenes    map[SceneID]int
	variables map[Variable]int // position in Scenario.State
	bits      int
	actions   int
	faults    []Fault
	at        Fault // what is compiled now
}

func compileAll(s *Scenario) (*machine, []Fault) {
	c := &compiler{
		m: &machine{scenario: s}, scenes: make(map[SceneID]int), variables: make(map[Variable]int),
	}
	c.declare()
	for i := range s.Scenes {
		c.m.scenes = append(c.m.scenes, c.scene(&s.Scenes[i]))
	}
	if len(s.Scenes) == 0 { // a machine is always somewhere
		c.m.scenes = []scene{{def: new(Scene)}}
	}
	c.at = Fault{}
	c.m.first = max(c.place(s.Start), 0)
	for i := range s.Rules {
		c.m.rules = append(c.m.rules, c.rule(&s.Rules[i], i))
	}
	for i := range s.Endings {
		e := &s.Endings[i]
		c.at = Fault{Ending: e.ID}
		c.m.endings = append(c.m.endings, c.tests(e.When))
		if last := i == len(s.Endings)-1; last == (len(e.When) > 0) {
			c.unsound("breaks the rule that the last ending has no condition, and every other one has one")
		}
	}
	c.m.once = slotFirst + slotWidth*len(s.State)
	c.m.size = c.m.once + (c.bits+7)/8
	return c.m, c.faults
}

// unsound notes a fault of what is compiled now; what says it without naming that.
func (c *compiler) unsound(what string) { c.faults = append(c.faults, c.at.of(Unsound, what)) }

// declare numbers scenes and variables.
func (c *compiler) declare() {
	s := c.m.scenario
	for i, sc := range s.Scenes {
		if _, taken := c.scenes[sc.ID]; taken {
			c.at = Fault{Scene: sc.ID}
			c.unsound("has the id of another one")
			continue
		}
		c.scenes[sc.ID] = i
	}
	for i := range s.State {
		d := &s.State[i]
		c.at = Fault{Variable: d.Name}
		_, taken := c.variables[d.Name]
		if taken || d.Name == Minutes || d.Name == InVariant || d.Name == InScene {
			c.unsound("has a name that is taken")
			continue
		}
		c.variables[d.Name] = i
		if _, ok := d.number(d.Start); !ok {
			c.unsound("starts with “" + d.Start + "”, which is none of its values")
		}
	}
	c.at = Fault{}
	if s.Limit < 1 {
		c.unsound("has no limit of minutes")
	}
	if len(s.Endings) == 0 {
		c.unsound("has no ending")
	}
}

// place finds a scene.
func (c *compiler) place(id SceneID) int {
	i, ok := c.scenes[id]
	if !ok {
		c.unsound("names the scene “" + string(id) + "”, which is not there")
		return none
	}
	return i
}

func (c *compiler) destination(id SceneID) int {
	if id == "" {
		return stay
	}
	return c.place(id)
}

func (c *compiler) scene(def *Scene) scene {
	c.at = Fault{Scene: def.ID}
	s := scene{def: def, parts: c.parts(def.Parts)}
	for i := range def.Actions {
		a := &def.Actions[i]
		c.at = Fault{Scene: def.ID, Action: a.ID}
		if a.Takes < 1 && !a.Once {
			c.faults = append(c.faults, c.at.of(Endless, "takes no time and can be repeated for ever"))
		}
		s.actions = append(s.actions, action{
			def: a, when: c.tests(a.When), changes: c.changes(a.Changes), says: c.parts(a.Says),
			to: c.destination(a.To), bit: c.bit(a.Once), number: c.actions,
		})
		c.actions++
		s.cost += 1 + len(a.When)
	}
	return s
}

func (c *compiler) rule(def *Rule, number int) rule {
	c.at = Fault{Rule: def.ID}
	r := rule{
		number: number, def: def, when: c.tests(def.When), changes: c.changes(def.Changes), to: c.destination(def.To),
		bit: c.bit(!def.Repeats),
	}
	c.m.ruleCost += 1 + len(r.when) + len(r.changes)
	return r
}

func (c *compiler) bit(wanted bool) int {
	if !wanted {
		return none
	}
	c.bits++
	return c.bits - 1
}

func (c *compiler) parts(defs []Part) []part {
	var all []part
	for i := range defs {
		all = append(all, part{def: &defs[i], when: c.tests(defs[i].When)})
	}
	return all
}

func (c *compiler) tests(when Condition) []test {
	var all []test
	for i := range when {
		all = append(all, c.test(&when[i]))
	}
	return all
}

func (c *compiler) test(t *Test) test {
	never := test{slot: slotNever}
	out := test{op: t.Op}
	number := false // whether the variable is one
	switch t.Variable {
	case Minutes:
		out.slot, number = slotMinutes, true
	case InVariant:
		out.slot = slotVariant
	case InScene:
		out.slot = slotScene
	default:
		i, ok := c.variables[t.Variable]
		if !ok {
			c.unsound("tests “" + string(t.Variable) + "”, which is no variable")
			return never
		}
		out.slot, number = slotFirst+slotWidth*i, len(c.m.scenario.State[i].Values) == 0
	}
	order := t.Op == AtLeast || t.Op == AtMost
	if len(t.Values) == 0 || order && len(t.Values) > 1 || order && !number || !order && t.Op != Is && t.Op != IsNot {
		c.unsound("tests “" + string(t.Variable) + "” in a way that makes no sense")
		return never
	}
	for _, v := range t.Values {
		n, ok := c.value(t.Variable, v)
		if !ok {
			c.unsound("tests “" + string(t.Variable) + "” for “" + v + "”, which is none of its values")
			return never
		}
		out.values = append(out.values, n)
	}
	return out
}

// value is what stands for a value of a variable.
func (c *compiler) value(name Variable, value string) (int, bool) {
	s := c.m.scenario
	switch name {
	case Minutes:
		n, err := strconv.Atoi(value)
		return n, err == nil && n >= 0 && n <= s.Limit
	case InVariant:
		i, ok := s.variant(value)
		return i, ok && value != ""
	case InScene:
		i, ok := c.scenes[SceneID(value)]
		return i, ok
	}
	return s.State[c.variables[name]].number(value)
}

func (c *compiler) changes(defs []Change) []change {
	var all []change
	for _, d := range defs {
		i, ok := c.variables[d.Variable]
		if !ok {
			c.unsound("sets “" + string(d.Variable) + "”, which is no variable that can be set")
			continue
		}
		declared := &c.m.scenario.State[i]
		out := change{slot: slotFirst + slotWidth*i, by: d.By, most: min(declared.Most, greatest)}
		to, fits := declared.number(d.To)
		out.to = to
		switch {
		case d.By != 0 && (d.To != "" || len(declared.Values) > 0), d.By == 0 && !fits:
			c.unsound("sets “" + string(d.Variable) + "” to what it cannot be")
			continue
		}
		all = append(all, out)
	}
	return all
}
