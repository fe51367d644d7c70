package lint

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/modules"
)

// A reading is a passage without its place.
type reading struct {
	Text   string
	Kind   passageKind
	Quoted bool
}

func readings(passages []passage) []reading {
	var all []reading
	for _, p := range passages {
		if p.kind != answer {
			all = append(all, reading{p.text, p.kind, p.quoted})
		}
	}
	slices.SortFunc(all, func(a, b reading) int { return cmp.Or(cmp.Compare(a.Text, b.Text), cmp.Compare(a.Kind, b.Kind)) })
	return all
}

// TestCatalogHasThePassagesOfTheFiles: what is asked of the catalog first is what the files hold, every word of it.
func TestCatalogHasThePassagesOfTheFiles(t *testing.T) {
	cat, _, err := content.Reload(t.Context(), modules.FS)
	if err != nil {
		t.Fatal(err)
	}
	same := func(name string, known []passage) {
		raw, err := fs.ReadFile(modules.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		s := newSource(name, "", raw)
		if diff := gocmp.Diff(readings(texts(s, s.parse(len(s.text)))), readings(known)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	scenarios := 0
	for i := range cat.Modules {
		m := &cat.Modules[i]
		dir := path.Join(string(m.ID), string(m.Language))
		same(path.Join(dir, "quiz.yaml"), inQuiz(&m.Quiz))
		files, err := fs.Glob(modules.FS, path.Join(dir, "scenario-*.yaml"))
		if err != nil || len(files) != len(m.Scenarios) || len(files) > 1 { // of several, which is which is not in their names
			t.Fatalf("%v for %d scenarios, %v", files, len(m.Scenarios), err)
		}
		if len(files) > 0 {
			same(files[0], inScenario(&m.Scenarios[0]))
			scenarios++
		}
	}
	if scenarios == 0 {
		t.Error("no scenario was looked at")
	}
}

// TestEveryTextOfAQuizAndAScenarioIsLookedAt breaks each text once.
func TestEveryTextOfAQuizAndAScenarioIsLookedAt(t *testing.T) {
	const slip = "whith"
	c, err := newChecker(modules.FS, &catalog.Catalog{Library: catalog.Library{Languages: []catalog.Language{"en"}}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	c = c.alone()
	texts := map[string][]passage{
		"prompt":      inQuiz(&quiz.Quiz{Items: []quiz.Item{{Prompt: slip}}}),
		"hint":        inQuiz(&quiz.Quiz{Items: []quiz.Item{{Hint: slip}}}),
		"explanation": inQuiz(&quiz.Quiz{Items: []quiz.Item{{Explanation: slip}}}),
		"choice":      inQuiz(&quiz.Quiz{Items: []quiz.Item{{Choices: []quiz.Choice{{Text: slip}}}}}),
		"match":       inQuiz(&quiz.Quiz{Items: []quiz.Item{{Choices: []quiz.Choice{{Match: slip}}}}}),
		"feedback":    inQuiz(&quiz.Quiz{Items: []quiz.Item{{Kind: quiz.Short, Choices: []quiz.Choice{{Feedback: slip}}}}}),
		"variant":     inScenario(&scenario.Scenario{Variants: []scenario.Variant{{Note: slip}}}),
		"word":        inScenario(&scenario.Scenario{State: []scenario.Declared{{Words: []string{slip}}}}),
		"says":        inScenario(&scenario.Scenario{Scenes: []scenario.Scene{{Actions: []scenario.Action{{Says: []scenario.Part{{Text: slip}}}}}}}),
		"why":         inScenario(&scenario.Scenario{Scenes: []scenario.Scene{{Actions: []scenario.Action{{Why: slip}}}}}),
		"rule":        inScenario(&scenario.Scenario{Rules: []scenario.Rule{{Why: slip}}}),
		"ending":      inScenario(&scenario.Scenario{Endings: []scenario.Ending{{Text: slip}}}),
	}
	for name, passages := range texts {
		if c.quietAbout(passages, "en", aQuiz) {
			t.Errorf("a slip in the %s is not seen", name)
		}
		if !c.quietAbout(passages, "vi", aQuiz) {
			t.Errorf("the %s is looked at in Vietnamese", name)
		}
	}
	if typed := inQuiz(&quiz.Quiz{Items: []quiz.Item{{Kind: quiz.Short, Choices: []quiz.Choice{{Text: slip}}}}}); !c.quietAbout(typed, "en", aQuiz) {
		t.Error("what is accepted as an answer is looked at")
	}
}
