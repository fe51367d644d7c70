package content

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/passalong/passalong/internal/scenario"
)

func (sr *scenarioReader) readScene(n *yaml.Node) (scenario.Scene, bool) {
	r, ok := sr.f.record(n, "a scene")
	if !ok {
		return scenario.Scene{}, false
	}
	s := scenario.Scene{ID: scenario.SceneID(r.id("id"))}
	sr.scenes.add(string(s.ID), r.at("id"))
	first := scenario.Part{Text: r.optional("text")}
	first.Picture, first.Alt = sr.readPicture(r)
	more := sr.readParts(r, "parts", r.list("parts", r.value("parts")))
	if r.has("text") || r.has("picture") {
		s.Parts = append(slices.Grow(s.Parts, 1+len(more)), first)
	}
	s.Parts = append(s.Parts, more...)
	if len(s.Parts) == 0 {
		sr.f.broken(placeOf(n), "write a text", "this scene shows nothing")
	}
	actions := r.upTo(maxActions, "actions", r.list("actions", r.value("actions")))
	s.Actions = slices.Grow(s.Actions, len(actions))
	for _, a := range actions {
		if action, ok := sr.readAction(a); ok {
			s.Actions = append(s.Actions, action)
		}
	}
	r.done()
	return s, true
}

func (sr *scenarioReader) readAction(n *yaml.Node) (scenario.Action, bool) {
	r, ok := sr.f.record(n, "an action")
	if !ok {
		return scenario.Action{}, false
	}
	a := scenario.Action{
		ID: scenario.ActionID(r.id("id")), Text: r.text("text"), When: sr.condition(r.value("when"), "when"),
		Takes: r.numberIfAny("takes", 0, maxLimit), Once: r.truth("once"), Changes: sr.changes(r.value("set")),
		To: sr.sceneNamed(r.single("to", r.value("to"))),
	}
	sr.actions.add(string(a.ID), r.at("id"))
	switch says := r.value("says"); {
	case says == nil:
	case says.Kind == yaml.SequenceNode:
		a.Says = sr.readParts(r, "says", says.Content)
	default:
		a.Says = []scenario.Part{{Text: r.single("says", says).text}}
	}
	a.Weight, a.Why = readWeight(r)
	r.done()
	return a, true
}

func (sr *scenarioReader) readRules(r *record) []scenario.Rule {
	nodes := r.upTo(maxRules, "rules", r.list("rules", r.value("rules")))
	all := slices.Grow([]scenario.Rule(nil), len(nodes))
	for _, n := range nodes {
		u, ok := r.f.record(n, "a rule")
		if !ok {
			continue
		}
		rule := scenario.Rule{
			ID: scenario.RuleID(u.id("id")), When: sr.condition(u.required("when"), "when"), Repeats: u.truth("repeats"),
			Changes: sr.changes(u.value("set")), Says: u.optional("says"), To: sr.sceneNamed(u.single("to", u.value("to"))),
			Critical: u.truth("critical"), Why: u.optional("why"),
		}
		sr.rules.add(string(rule.ID), u.at("id"))
		switch {
		case rule.Critical && !u.has("why"):
			r.f.broken(placeOf(n), "the debrief shows the reason", "a critical rule needs “why”")
		case !u.has("set") && !u.has("says") && !u.has("to") && !u.has("critical"):
			r.f.broken(placeOf(n), "write set, says, to or critical", "this rule does nothing")
		}
		u.done()
		all = append(all, rule)
	}
	return all
}
