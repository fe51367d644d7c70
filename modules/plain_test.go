package modules_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

// TestPractiseIsPlain holds scenarios, questions and checklists to the reading grade of lessons.
func TestPractiseIsPlain(t *testing.T) {
	const most = 8
	eachPractice(t, func(t *testing.T, texts []string, _ bool) {
		if g := gradeOf(texts); g > most {
			t.Errorf("grade %.1f, want %d at most:\n%s", g, most, strings.Join(texts, "\n"))
		}
	})
}

// labels are words that put a label on a person or a judgement on a test, and what a scenario must not promise.
var labels = regexp.MustCompile(`(?i)\b(abus\w+|misus\w+|addict\w*|junkies?|druggies?|(drug |ex-)?users?|habit|dirty|` +
	`clean (needles?|syringes?|results?|tests?|equipment)|(is|was|got|get|stay|been) clean|infected (person|people|needle)|carriers?|` +
	`victims?|committed suicide|substance abuse|offenders?|100% safe)\b`)

// TestPractiseRespectsPeople finds labels outside of questions that teach about words.
func TestPractiseRespectsPeople(t *testing.T) {
	eachPractice(t, func(t *testing.T, texts []string, aboutWords bool) {
		for _, text := range texts {
			if word := labels.FindString(text); word != "" && !aboutWords {
				t.Errorf("%q in: %s", word, text)
			}
		}
	})
}

func TestLabelsAreFound(t *testing.T) {
	for text, want := range map[string]string{
		"A person who injects": "", "Wash your hands and keep them clean.": "", "The user left": "user", "a Dirty test": "Dirty",
		"Drug abuse is": "abuse", "She got clean": "got clean", "drug use": "", "a clean needle": "clean needle",
	} {
		if got := labels.FindString(text); got != want {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
	}
}

// TestReasonsAreShortAndKind keeps what the debrief says about an action to one or two sentences, and quotation
// marks alike within scenarios.
func TestReasonsAreShortAndKind(t *testing.T) {
	eachScenario(t, func(t *testing.T, s scenario.Scenario) {
		good := 0
		for _, e := range s.Endings {
			if e.Good {
				good++
			}
		}
		if good < 2 {
			t.Errorf("%d good endings, want 2 at least", good)
		}
		for _, scene := range s.Scenes {
			for _, a := range scene.Actions {
				if n := len(sentenceEnd.FindAllString(a.Why, -1)); n < 1 || n > 3 {
					t.Errorf("%s: %d sentences of why: %s", a.ID, n, a.Why)
				}
			}
		}
		for _, text := range scenarioTexts(s) {
			if strings.ContainsAny(text, "\"’‘") || strings.Count(text, "“") != strings.Count(text, "”") {
				t.Errorf("quotation marks in: %s", text)
			}
		}
	})
}

func eachScenario(t *testing.T, visit func(*testing.T, scenario.Scenario)) {
	t.Helper()
	cat := load(t)
	for i := range cat.Modules {
		for _, s := range cat.Modules[i].Scenarios {
			t.Run("the scenario "+string(s.ID), func(t *testing.T) { visit(t, s) })
		}
	}
}

// eachPractice visits what a learner reads in each scenario, question and checklist. aboutWords says that a
// question teaches about words, so that it has to quote them.
func eachPractice(t *testing.T, visit func(t *testing.T, texts []string, aboutWords bool)) {
	t.Helper()
	eachScenario(t, func(t *testing.T, s scenario.Scenario) { visit(t, scenarioTexts(s), false) })
	cat := load(t)
	for i := range cat.Modules {
		m := &cat.Modules[i]
		for _, it := range m.Quiz.Items {
			t.Run("the question "+string(it.ID), func(t *testing.T) { visit(t, itemTexts(it), it.Objective == "respect" || it.Objective == "own-story") })
		}
		for _, k := range m.Skills {
			t.Run("the checklist "+string(k.ID), func(t *testing.T) { visit(t, skillTexts(k), false) })
		}
	}
}

func itemTexts(it quiz.Item) []string {
	texts := []string{it.Prompt, it.Hint, it.Explanation}
	for _, c := range it.Choices {
		if it.Kind != quiz.Short && it.Kind != quiz.Number { // what is accepted there is no sentence
			texts = append(texts, c.Text, c.Match)
		}
		texts = append(texts, c.Feedback)
	}
	return filled(texts)
}

func skillTexts(k catalog.Skill) []string {
	texts := []string{k.Title}
	for _, s := range k.Steps {
		texts = append(texts, s.Text)
	}
	return filled(texts)
}

func scenarioTexts(s scenario.Scenario) []string {
	texts := []string{s.Title, s.Summary}
	parts := func(all []scenario.Part) {
		for _, p := range all {
			texts = append(texts, p.Text, p.Alt)
		}
	}
	for _, v := range s.Variants {
		texts = append(texts, v.Note)
	}
	for _, d := range s.State {
		texts = append(texts, d.Label)
		texts = append(texts, d.Words...)
	}
	for _, scene := range s.Scenes {
		parts(scene.Parts)
		for _, a := range scene.Actions {
			texts = append(texts, a.Text, a.Why)
			parts(a.Says)
		}
	}
	for _, r := range s.Rules {
		texts = append(texts, r.Says, r.Why)
	}
	for _, e := range s.Endings {
		texts = append(texts, e.Title, e.Text)
	}
	return filled(texts)
}

func filled(texts []string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}

// gradeOf is the grade of texts that stand each on its own.
func gradeOf(texts []string) float64 {
	var d catalog.Document
	for _, text := range texts {
		d.Blocks = append(d.Blocks, catalog.Paragraph{Text: []catalog.Span{{Text: text}}})
	}
	return grade(d)
}
