package content

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/passalong/passalong/internal/scenario"
)

// A variable is what the state of a scenario knows of one.
type variable struct {
	values []string // none for a number
	most   int      // of a number
	fixed  bool     // it cannot be set
}

func (v variable) number() bool { return v.values == nil }

// know notes the variables of the scenario, those that every scenario has included. Bounds that are reported
// already are taken as wide as may be.
func (sr *scenarioReader) know(s *scenario.Scenario) {
	sr.variables = map[scenario.Variable]variable{
		scenario.Minutes: {most: cmp.Or(s.Limit, maxLimit), fixed: true},
		scenario.InScene: {values: sr.sceneIDs, fixed: true},
	}
	if len(s.Variants) > 0 {
		sr.variables[scenario.InVariant] = variable{values: sr.variants.known(), fixed: true}
	}
	for _, d := range s.State {
		if _, taken := sr.variables[d.Name]; !taken {
			sr.variables[d.Name] = variable{values: d.Values, most: cmp.Or(d.Most, maxMost)}
		}
	}
}

func (sr *scenarioReader) readState(r *record) []scenario.Declared {
	var all []scenario.Declared
	for _, n := range r.upTo(maxVariables, "state", r.list("state", r.required("state"))) {
		v, ok := r.f.record(n, "a variable")
		if !ok {
			continue
		}
		d := scenario.Declared{Name: scenario.Variable(v.id("name")), Label: v.optional("label")}
		if slices.Contains([]scenario.Variable{scenario.Minutes, scenario.InVariant, scenario.InScene}, d.Name) {
			r.f.broken(v.at("name"), "choose another", "every scenario has the variable “%s” already", d.Name)
		}
		sr.state.add(string(d.Name), v.at("name"))
		sr.readValues(v, &d)
		v.done()
		all = append(all, d)
	}
	return all
}

// readValues reads what a variable can be, and what it is at the start.
func (sr *scenarioReader) readValues(v *record, d *scenario.Declared) {
	start := v.single("start", v.required("start"))
	d.Start = start.text
	if !v.has("values") {
		v.value("values")
		d.Most = v.number("most", 1, maxMost)
		if v.value("words") != nil {
			v.f.broken(v.at("words"), "", "a number has no “words”")
		}
		if start.text != "" && d.Most > 0 {
			sr.value(variable{most: d.Most}, string(d.Name), start)
		}
		return
	}
	d.Values = []string{} // no number, even if there are none
	for _, s := range v.fullTexts("values") {
		v.f.checkID(s)
		d.Values = append(d.Values, s.text)
	}
	if len(d.Values) > maxValues {
		v.f.broken(v.at("values"), "", "“values” has more than %d entries", maxValues)
	}
	words := v.list("words", v.value("words"))
	for _, n := range words {
		s, _ := v.f.scalar(n, "words")
		d.Words = append(d.Words, s.text)
	}
	if v.has("words") && len(words) != len(d.Values) {
		v.f.broken(v.at("words"), "", "“words” has one text for each of “values”: %d, not %d", len(d.Values), len(words))
	}
	if v.value("most") != nil {
		v.f.broken(v.at("most"), "", "a variable has “values” or “most”, not both")
	}
	if start.text != "" {
		sr.value(variable{values: d.Values}, string(d.Name), start)
	}
}

// value checks a value of a variable.
func (sr *scenarioReader) value(v variable, name string, s scalar) bool {
	if !v.number() {
		if slices.Contains(v.values, s.text) {
			return true
		}
		sr.f.broken(s.at, didYouMean(s.text, v.values), "“%s” is not a value of “%s”", s.text, name)
		return false
	}
	n, err := strconv.Atoi(s.text)
	if err != nil || n < 0 || n > v.most || strconv.Itoa(n) != s.text {
		sr.f.broken(s.at, "", "“%s” is a whole number from 0 to %d, not “%s”", name, v.most, s.text)
		return false
	}
	return true
}

// entries reads a mapping from variables to what is wanted of them.
func (sr *scenarioReader) entries(n *yaml.Node, key string, each func(name scenario.Variable, at place, v variable, value *yaml.Node)) {
	switch {
	case n == nil:
		return
	case n.Kind != yaml.MappingNode:
		sr.f.broken(placeOf(n), "", "“%s” has variables and values; this is %s", key, kindOf(n))
		return
	case len(n.Content) == 0:
		sr.f.broken(placeOf(n), "leave it out", "“%s” is empty", key)
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name := n.Content[i].Value
		v, ok := sr.variables[scenario.Variable(name)]
		if !ok {
			sr.f.broken(placeOf(n.Content[i]), didYouMean(name, sr.names()), "there is no variable “%s”", name)
			continue
		}
		each(scenario.Variable(name), placeOf(n.Content[i]), v, n.Content[i+1])
	}
}

func (sr *scenarioReader) names() []string {
	var all []string
	for name := range sr.variables {
		all = append(all, string(name))
	}
	slices.Sort(all)
	return all
}

// condition reads the tests that have to hold, all of them.
func (sr *scenarioReader) condition(n *yaml.Node, key string) scenario.Condition {
	var all scenario.Condition
	if n != nil {
		all = slices.Grow(all, len(n.Content)/2)
	}
	sr.entries(n, key, func(name scenario.Variable, _ place, v variable, value *yaml.Node) {
		if value.Kind == yaml.SequenceNode {
			all = append(all, sr.anyOrAll(name, v, value)...)
			return
		}
		if t, ok := sr.test(name, v, value); ok {
			all = append(all, t)
		}
	})
	return all
}

// anyOrAll reads a list: of values, one of which has to be it, or of comparisons, all of which have to hold.
func (sr *scenarioReader) anyOrAll(name scenario.Variable, v variable, list *yaml.Node) []scenario.Test {
	if len(list.Content) == 0 {
		sr.f.broken(placeOf(list), "", "“%s” is empty", name)
		return nil
	}
	one := scenario.Test{Variable: name, Op: scenario.Is, Values: make([]string, 0, len(list.Content))}
	var all []scenario.Test
	for _, n := range list.Content {
		t, ok := sr.test(name, v, n)
		switch {
		case !ok:
		case t.Op == scenario.Is && slices.Contains(one.Values, t.Values[0]):
			sr.f.broken(placeOf(n), "keep one of them", "“%s” is in “%s” twice", t.Values[0], name)
		case t.Op == scenario.Is:
			one.Values = append(one.Values, t.Values[0])
		default:
			all = append(all, t)
		}
	}
	switch {
	case len(one.Values) == 0:
		return all
	case len(all) > 0:
		sr.f.broken(placeOf(list), "", "“%s” lists values or comparisons, not both", name)
	}
	return []scenario.Test{one}
}

// test reads “value”, “not value”, “at least number” or “at most number”.
func (sr *scenarioReader) test(name scenario.Variable, v variable, n *yaml.Node) (scenario.Test, bool) {
	s, ok := sr.f.scalar(n, string(name))
	if !ok {
		return scenario.Test{}, false
	}
	t := scenario.Test{Variable: name, Op: scenario.Is}
	for _, op := range []struct {
		words string
		op    scenario.Op
	}{{"at least ", scenario.AtLeast}, {"at most ", scenario.AtMost}, {"not ", scenario.IsNot}} {
		if rest, found := strings.CutPrefix(s.text, op.words); found {
			t.Op, s.text = op.op, rest
			break
		}
	}
	if (t.Op == scenario.AtLeast || t.Op == scenario.AtMost) && !v.number() {
		sr.f.broken(s.at, "list the values that it may have", "“%s” is not a number", name)
		return scenario.Test{}, false
	}
	t.Values = []string{s.text}
	return t, sr.value(v, string(name), s)
}

// changes reads what is set.
func (sr *scenarioReader) changes(n *yaml.Node) []scenario.Change {
	var all []scenario.Change
	if n != nil {
		all = slices.Grow(all, len(n.Content)/2)
	}
	sr.entries(n, "set", func(name scenario.Variable, at place, v variable, value *yaml.Node) {
		if v.fixed {
			sr.f.broken(at, "", "“%s” cannot be set", name)
			return
		}
		s, ok := sr.f.scalar(value, string(name))
		if !ok {
			return
		}
		c := scenario.Change{Variable: name, To: s.text}
		if v.number() && strings.ContainsAny(s.text[:1], "+-") {
			by, err := strconv.Atoi(s.text)
			if err != nil || by == 0 || by > v.most || -by > v.most {
				sr.f.broken(s.at, "+1, -1 and so on", "“%s” cannot be added to “%s”", s.text, name)
				return
			}
			c = scenario.Change{Variable: name, By: by}
		} else if !sr.value(v, string(name), s) {
			return
		}
		all = append(all, c)
	})
	return all
}
