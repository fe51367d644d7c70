package modules_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/modules"
)

func load(t *testing.T) *catalog.Catalog {
	t.Helper()
	cat, problems, err := content.Load(t.Context(), modules.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
	return cat
}

func TestEveryLessonCanBeReadAndTrusted(t *testing.T) {
	eachModule(t, func(t *testing.T, _ *catalog.Catalog, m *catalog.Module) {
		if m.ReviewBy.IsZero() {
			t.Error("no review date")
		}
		checkLessons(t, m)
	})
}

// TestEveryChoiceSaysWhy lets nobody alone with what they chose.
func TestEveryChoiceSaysWhy(t *testing.T) {
	eachModule(t, func(t *testing.T, _ *catalog.Catalog, m *catalog.Module) {
		for _, it := range m.Quiz.Items {
			for _, c := range it.Choices {
				beside := it.Kind == quiz.Match && c.Text == "" // belongs to nothing, so there is nothing to say
				if strings.TrimSpace(c.Feedback) == "" && !it.Survey && !beside {
					t.Errorf("item %s, choice %s: no feedback", it.ID, c.ID)
				}
			}
		}
	})
}

// TestEveryKindOfItemIsUsed keeps what the bundled modules show of the format whole: each kind somewhere, where it
// teaches better, and most items still a choice.
func TestEveryKindOfItemIsUsed(t *testing.T) {
	cat := load(t)
	used, surveys, all := map[quiz.Kind]int{}, 0, 0
	for i := range cat.Modules {
		for _, it := range cat.Modules[i].Quiz.Items {
			used[it.Kind]++
			all++
			if it.Survey {
				surveys++
			}
		}
	}
	for _, k := range []quiz.Kind{quiz.Single, quiz.Multiple, quiz.TrueFalse, quiz.Order, quiz.Match, quiz.Short, quiz.Number} {
		if used[k] == 0 {
			t.Errorf("no item is of the kind %s", k)
		}
	}
	if surveys == 0 {
		t.Error("there is no survey item")
	}
	if choices := used[quiz.Single] + used[quiz.Multiple] + used[quiz.TrueFalse]; choices < all*3/4 {
		t.Errorf("%d of %d items are choices", choices, all)
	}
}

// TestScenariosShowAndCite keeps the drawings in scenarios, and the checklists where hands have to learn.
func TestScenariosShowAndCite(t *testing.T) {
	cat := load(t)
	skills := 0
	for i := range cat.Modules {
		m := &cat.Modules[i]
		skills += len(m.Skills)
		for _, s := range m.Scenarios {
			drawn := 0
			for _, scene := range s.Scenes {
				for _, p := range scene.Parts {
					if p.Picture != "" {
						drawn++
					}
				}
			}
			if drawn == 0 || len(s.Sources) == 0 {
				t.Errorf("scenario %s has %d drawings and %d sources", s.ID, drawn, len(s.Sources))
			}
		}
	}
	if skills < 8 {
		t.Errorf("%d checklists of skills, want 8 at least", skills)
	}
}

func checkLessons(t *testing.T, m *catalog.Module) {
	t.Helper()
	for _, l := range m.Lessons {
		if l.Words < 150 || l.Words > 350 {
			t.Errorf("lesson %s: %d words", l.ID, l.Words)
		}
		if len(l.Body.Cited()) == 0 {
			t.Errorf("lesson %s cites nothing", l.ID)
		}
	}
}

// TestReviewersAreRealOrNone keeps a module a draft until clinical, legal and peer reviewers are named.
func TestReviewersAreRealOrNone(t *testing.T) {
	cat := load(t)
	for i := range cat.Modules {
		m := &cat.Modules[i]
		if len(m.Reviewers) == 0 && !m.Draft() {
			t.Errorf("%s has no reviewers and is no draft", m.ID)
		}
	}
}

func TestTextIsPlain(t *testing.T) {
	const lessonGrade, handoutGrade = 8, 6
	cat := load(t)
	for i := range cat.Modules {
		m := &cat.Modules[i]
		for _, l := range m.Lessons {
			if g := grade(l.Body); g > lessonGrade {
				t.Errorf("%s/%s: grade %.1f, want %d at most", m.ID, l.ID, g, lessonGrade)
			}
		}
		for _, h := range m.Handouts {
			if g := grade(h.Body); g > handoutGrade {
				t.Errorf("handout %s: grade %.1f, want %d at most", h.ID, g, handoutGrade)
			}
		}
	}
}

func TestGradeTellsHardFromPlain(t *testing.T) {
	text := func(s string) catalog.Document {
		return catalog.Document{Blocks: []catalog.Block{catalog.Paragraph{Text: []catalog.Span{{Text: s}}}}}
	}
	plain := grade(text("Call for help. Stay with them. Help is on its way to you."))
	hard := grade(text("Pharmacological intervention necessitates comprehensive multidisciplinary coordination among institutional stakeholders."))
	if plain > 4 || hard < 15 {
		t.Errorf("plain text has grade %.1f, hard text %.1f", plain, hard)
	}
}

var (
	sentenceEnd = regexp.MustCompile(`[.!?:]+(\s|$)`)
	word        = regexp.MustCompile(`[A-Za-z']+`)
	vowels      = regexp.MustCompile(`[aeiouy]+`)
)

// grade is the Flesch-Kincaid grade level of the paragraphs and lists of a document: tables and headings are not
// sentences. Syllables are groups of vowels, less a silent e: a hint, not a verdict.
func grade(d catalog.Document) float64 {
	var words, sentences, syllables int
	d.Walk(func(b catalog.Block) {
		p, ok := b.(catalog.Paragraph)
		if !ok {
			return
		}
		text := catalog.PlainText(p.Text)
		sentences += max(1, len(sentenceEnd.FindAllString(text, -1)))
		for _, w := range word.FindAllString(strings.ToLower(text), -1) {
			words++
			n := len(vowels.FindAllString(w, -1))
			if n > 1 && strings.HasSuffix(w, "e") && !strings.HasSuffix(w, "le") {
				n--
			}
			syllables += max(1, n)
		}
	})
	if words == 0 {
		return 0
	}
	return 0.39*float64(words)/float64(sentences) + 11.8*float64(syllables)/float64(words) - 15.59
}
