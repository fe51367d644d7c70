package content

import (
	"crypto/sha256"
	"encoding/json"
	"path"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/scenario"
)

// Limits of a scenario. They are far beyond what anybody can play, and keep the walk through all of it short.
const (
	maxScenarios       = 20 // of a module
	maxScenarioMinutes = 60
	maxLimit           = 240 // minutes of the story
	maxClock           = 600 // seconds
	maxVariants        = 10
	maxVariables       = 30
	maxValues          = 12
	maxMost            = 100
	maxScenes          = 200
	maxParts           = 20
	maxActions         = 12 // of one scene
	maxRules           = 100
	maxEndings         = 20
)

// readScenarios reads the files that module.yaml lists under “scenarios”.
func (m *moduleResult) readScenarios(r *record) {
	taken := make(map[scenario.ID]string)
	for _, n := range r.upTo(maxScenarios, "scenarios", r.list("scenarios", r.value("scenarios"))) {
		name, ok := m.listedFile(r, "scenarios", n, ".yaml")
		if !ok {
			continue
		}
		f, ok := m.open(name, maxYAML)
		if !ok {
			continue
		}
		doc := f.parseYAML(len(f.src))
		if doc == nil {
			continue
		}
		root, ok := f.record(doc, "the scenario")
		if !ok {
			continue
		}
		s := readScenario(m, root)
		if other, is := taken[s.ID]; is && s.ID != "" {
			f.broken(root.at("id"), "choose another", "scenario id “%s” is taken in %s", s.ID, other)
		}
		taken[s.ID] = name
		m.module.Scenarios = append(m.module.Scenarios, s)
	}
}

// upTo reports a list that is too long, and cuts it.
func (r *record) upTo(most int, key string, nodes []*yaml.Node) []*yaml.Node {
	if len(nodes) > most {
		r.f.broken(placeOf(nodes[most]), "", "“%s” has more than %d entries", key, most)
		return nodes[:most]
	}
	return nodes
}

// numberIfAny is number of a key that may be left out.
func (r *record) numberIfAny(key string, least, most int) int {
	if !r.has(key) {
		r.value(key)
		return 0
	}
	return r.number(key, least, most)
}

// A scenarioReader reads one file. Names are known before they are used, whatever stands first in the file.
type scenarioReader struct {
	m         *moduleResult
	f         *file
	variants  *ids
	state     *ids
	scenes    *ids
	actions   *ids
	rules     *ids
	endings   *ids
	variables map[scenario.Variable]variable
	sceneIDs  []string // all of them
}

func readScenario(m *moduleResult, r *record) scenario.Scenario {
	f := r.f
	sr := &scenarioReader{
		m: m, f: f, variants: newIDs(f, "variant"), state: newIDs(f, "variable"), scenes: newIDs(f, "scene"),
		actions: newIDs(f, "action"), rules: newIDs(f, "rule"), endings: newIDs(f, "ending"),
	}
	s := scenario.Scenario{
		ID: scenario.ID(r.id("id")), Title: r.text("title"), Summary: r.text("summary"),
		Minutes: r.number("minutes", 1, maxScenarioMinutes),
		Clock:   r.numberIfAny("clock", 1, maxClock), Limit: r.number("limit", 1, maxLimit),
	}
	for _, o := range r.fullTexts("objectives") {
		if m.checkObjective(f, o) {
			s.Objectives = append(s.Objectives, o.text)
		}
	}
	s.Variants = sr.readVariants(r)
	s.State = sr.readState(r)
	scenes := r.upTo(maxScenes, "scenes", r.full("scenes"))
	sr.sceneIDs = idsIn(scenes)
	sr.know(&s)
	s.Start = sr.sceneNamed(r.single("start", r.required("start")))
	s.Scenes = slices.Grow(s.Scenes, len(scenes))
	for _, n := range scenes {
		if sc, ok := sr.readScene(n); ok {
			s.Scenes = append(s.Scenes, sc)
		}
	}
	s.Rules = sr.readRules(r)
	s.Endings = sr.readEndings(r)
	for _, key := range r.texts("sources") {
		if m.loader.cite(f, key) {
			s.Sources = append(s.Sources, key.text)
		}
	}
	r.done()
	if len(f.problems) == 0 && !m.loader.known {
		scenes, endings := r.at("scenes"), r.at("endings") // and not r, which has the whole file
		m.scenarioChecks = append(m.scenarioChecks, func(play func(*scenario.Scenario) []scenario.Fault) {
			sr.check(play(&s), scenes, endings)
		})
	}
	return s
}

// idsIn lists the ids of entries that are still to be read, each once.
func idsIn(nodes []*yaml.Node) []string {
	var all []string
	for _, n := range nodes {
		for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
			if id := n.Content[i+1].Value; n.Content[i].Value == "id" && !slices.Contains(all, id) {
				all = append(all, id)
			}
		}
	}
	return all
}

// check reports what playing the scenario in every way has found. What is the whole scenario's is at scenes or endings.
func (sr *scenarioReader) check(faults []scenario.Fault, scenes, endings place) {
	hints := map[scenario.FaultKind]string{
		scenario.DeadEnd:     "offer something there at any time",
		scenario.Unreachable: "loosen a “when” that leads to it, or delete it",
		scenario.Endless:     "write “takes: 1” or “once: true”",
		scenario.TooMany:     "use fewer variables, a lower limit, or fewer actions and rules that happen once",
		scenario.NoGoodEnd:   "write “good: true” at an ending that can be reached",
	}
	for _, fault := range faults {
		at := scenes
		switch {
		case fault.Kind == scenario.NoGoodEnd:
			at = endings
		case fault.Action != "":
			at = sr.actions.first[string(fault.Action)]
		case fault.Scene != "":
			at = sr.scenes.first[string(fault.Scene)]
		case fault.Rule != "":
			at = sr.rules.first[string(fault.Rule)]
		case fault.Ending != "":
			at = sr.endings.first[fault.Ending]
		case fault.Variable != "":
			at = sr.state.first[string(fault.Variable)]
		}
		sr.f.broken(at, hints[fault.Kind], "%s", fault.Sentence)
	}
}

// courseOf is a digest of what can happen in a scenario: all of it but what is only shown.
func courseOf(s *scenario.Scenario) (digest [sha256.Size]byte, ok bool) {
	course := scenario.Scenario{ID: s.ID, Clock: s.Clock, Limit: s.Limit, Start: s.Start}
	for _, v := range s.Variants {
		course.Variants = append(course.Variants, scenario.Variant{ID: v.ID})
	}
	for _, d := range s.State {
		d.Label, d.Words = "", nil
		course.State = append(course.State, d)
	}
	shown := func(parts []scenario.Part) []scenario.Part {
		var when []scenario.Part
		for _, p := range parts {
			when = append(when, scenario.Part{When: p.When})
		}
		return when
	}
	for _, sc := range s.Scenes {
		sc.Parts, sc.Actions = shown(sc.Parts), slices.Clone(sc.Actions)
		for i := range sc.Actions {
			a := &sc.Actions[i]
			a.Text, a.Why, a.Says = "", "", shown(a.Says)
		}
		course.Scenes = append(course.Scenes, sc)
	}
	for _, r := range s.Rules {
		r.Says, r.Why = "", ""
		course.Rules = append(course.Rules, r)
	}
	for _, e := range s.Endings {
		e.Title, e.Text = "", ""
		course.Endings = append(course.Endings, e)
	}
	written, err := json.Marshal(course)
	return sha256.Sum256(written), err == nil
}

func (sr *scenarioReader) readVariants(r *record) []scenario.Variant {
	var all []scenario.Variant
	for _, n := range r.upTo(maxVariants, "variants", r.list("variants", r.value("variants"))) {
		v, ok := r.f.record(n, "a variant")
		if !ok {
			continue
		}
		variant := scenario.Variant{ID: v.id("id"), Title: v.text("title"), Note: v.optional("note")}
		sr.variants.add(variant.ID, v.at("id"))
		v.done()
		all = append(all, variant)
	}
	return all
}

// readParts reads a list of paragraphs and drawings, each with the condition under which it shows.
func (sr *scenarioReader) readParts(r *record, key string, nodes []*yaml.Node) []scenario.Part {
	nodes = r.upTo(maxParts, key, nodes)
	all := slices.Grow([]scenario.Part(nil), len(nodes))
	for _, n := range nodes {
		p, ok := r.f.record(n, "a part")
		if !ok {
			continue
		}
		part := scenario.Part{When: sr.condition(p.value("when"), "when"), Text: p.optional("text")}
		part.Picture, part.Alt = sr.readPicture(p)
		if !p.has("text") && !p.has("picture") {
			r.f.broken(placeOf(n), "write a text, a picture or both", "this part shows nothing")
		}
		p.done()
		all = append(all, part)
	}
	return all
}

// readPicture reads {file, alt}, and checks the file as every picture is checked.
func (sr *scenarioReader) readPicture(r *record) (name, alt string) {
	n := r.value("picture")
	if n == nil {
		return "", ""
	}
	p, ok := r.f.record(n, "a picture")
	if !ok {
		return "", ""
	}
	file, alt := p.single("file", p.required("file")), p.text("alt")
	p.done()
	name = path.Join(string(sr.m.id), file.text)
	switch {
	case file.text == "":
		return "", ""
	case !isFile(file.text):
		sr.f.broken(file.at, "a path in the module's folder, such as images/door.svg", "“%s” cannot be the name of a file here", file.text)
		return "", ""
	case !sr.m.loader.tree.files[name]:
		sr.f.broken(file.at, sr.m.similarFile(name), "there is no file %s", name)
		return "", ""
	}
	sr.m.used[name] = true
	if !sr.m.picture(name).ok {
		return "", ""
	}
	return name, alt
}

func (sr *scenarioReader) readEndings(r *record) []scenario.Ending {
	nodes := r.upTo(maxEndings, "endings", r.full("endings"))
	all := slices.Grow([]scenario.Ending(nil), len(nodes))
	for i, n := range nodes {
		e, ok := r.f.record(n, "an ending")
		if !ok {
			continue
		}
		ending := scenario.Ending{
			ID: e.id("id"), When: sr.condition(e.value("when"), "when"), Title: e.text("title"), Text: e.text("text"),
			Good: e.truth("good"),
		}
		sr.endings.add(ending.ID, e.at("id"))
		switch last := i == len(nodes)-1; {
		case last && e.has("when"):
			r.f.broken(e.at("when"), "add an ending for everything else", "the last ending holds always and has no “when”")
		case !last && !e.has("when"):
			r.f.broken(placeOf(n), "move it to the end", "only the last ending has no “when”")
		}
		e.done()
		all = append(all, ending)
	}
	return all
}

const (
	maxSkills     = 20
	maxSkillSteps = 30
)

// readSkills reads what a facilitator watches and signs off.
func (m *moduleResult) readSkills(r *record) {
	skills := newIDs(r.f, "skill")
	m.skillIDs = skills
	for _, n := range r.upTo(maxSkills, "skills", r.list("skills", r.value("skills"))) {
		s, ok := r.f.record(n, "a skill")
		if !ok {
			continue
		}
		skill := catalog.Skill{ID: catalog.SkillID(s.id("id")), Title: s.text("title")}
		skills.add(string(skill.ID), s.at("id"))
		if o := s.single("objective", s.required("objective")); m.checkObjective(r.f, o) {
			skill.Objective = catalog.ObjectiveID(o.text)
		}
		steps := newIDs(r.f, "step")
		for _, n := range s.upTo(maxSkillSteps, "steps", s.full("steps")) {
			step, ok := r.f.record(n, "a step")
			if !ok {
				continue
			}
			skill.Steps = append(skill.Steps, catalog.SkillStep{ID: step.id("id"), Text: step.text("text")})
			steps.add(skill.Steps[len(skill.Steps)-1].ID, step.at("id"))
			step.done()
		}
		if len(skill.Steps) == 1 {
			r.f.broken(s.at("steps"), "", "a skill has at least two steps")
		}
		s.done()
		m.module.Skills = append(m.module.Skills, skill)
	}
}

// weights are the keys of an action that say whether it helped, and why.
func weights() []string {
	return []string{string(scenario.Helped), string(scenario.Neutral), string(scenario.Harmed)}
}

// readWeight wants exactly one of the weights.
func readWeight(r *record) (scenario.Weight, string) {
	var weight scenario.Weight
	var why string
	given := 0
	for _, key := range weights() {
		if r.value(key) != nil {
			given++
			weight, why = scenario.Weight(key), r.single(key, r.field(key)).text
		}
	}
	if given != 1 {
		r.f.broken(placeOf(r.node), "the debrief shows the reason", "an action has exactly one of helped, neutral and harmed; this one has %d", given)
	}
	return weight, why
}

// sceneNamed checks the name of a scene.
func (sr *scenarioReader) sceneNamed(s scalar) scenario.SceneID {
	if s.text != "" && !slices.Contains(sr.sceneIDs, s.text) {
		sr.f.broken(s.at, didYouMean(s.text, sr.sceneIDs), "there is no scene “%s”", s.text)
	}
	return scenario.SceneID(s.text)
}
