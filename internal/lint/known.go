package lint

import (
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

// quietAbout reports whether the rules about words and sentences have nothing to say of passages. It is asked first of what the
// catalog has of a file: most files are well written, and need not be parsed once more for the places in them.
func (c *checker) quietAbout(passages []passage, lang catalog.Language, what string) bool {
	s := newSource("", "", nil)
	c.read(s, passages, lang, gradeOfLessons, what)
	return len(s.found) == 0
}

// told are passages without places.
type told []passage

func (t *told) add(kind passageKind, quoted bool, texts ...string) {
	for _, text := range texts {
		if text != "" {
			*t = append(*t, passage{text: text, kind: kind, quoted: quoted})
		}
	}
}

// inQuiz gives what texts would of the file of a quiz.
func inQuiz(q *quiz.Quiz) []passage {
	var t told
	for i := range q.Items {
		it := &q.Items[i]
		typed := it.Kind == quiz.Short || it.Kind == quiz.Number
		t.add(prose, false, it.Prompt, it.Hint, it.Explanation)
		for _, c := range it.Choices {
			t.add(prose, false, c.Feedback)
			t.add(line, c.Text == "", c.Match)
			if !typed {
				t.add(prose, !c.Correct, c.Text)
			}
		}
	}
	return t
}

// hasFigures reports whether an item of a quiz that names no sources explains itself with a figure.
func hasFigures(q *quiz.Quiz) bool {
	for i := range q.Items {
		it := &q.Items[i]
		if len(it.Sources) > 0 {
			continue
		}
		figures := len(claims(it.Explanation))
		for _, c := range it.Choices {
			figures += len(claims(c.Feedback))
		}
		if figures > 0 {
			return true
		}
	}
	return false
}

// inScenario gives what texts would of the file of a scenario.
func inScenario(s *scenario.Scenario) []passage {
	var t told
	t.add(line, false, s.Title)
	t.add(prose, false, s.Summary)
	for _, v := range s.Variants {
		t.add(line, false, v.Title)
		t.add(prose, false, v.Note)
	}
	for _, d := range s.State {
		t.add(line, false, d.Label)
		t.add(line, false, d.Words...)
	}
	parts := func(all []scenario.Part) {
		for _, p := range all {
			t.add(prose, false, p.Text)
			t.add(picture, false, p.Alt)
		}
	}
	for _, scene := range s.Scenes {
		parts(scene.Parts)
		for _, a := range scene.Actions {
			t.add(prose, false, a.Text, a.Why)
			parts(a.Says)
		}
	}
	for _, r := range s.Rules {
		t.add(prose, false, r.Says, r.Why)
	}
	for _, e := range s.Endings {
		t.add(line, false, e.Title)
		t.add(prose, false, e.Text)
	}
	return t
}
