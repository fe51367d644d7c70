package resultview

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/ui/nav"
)

// taught is the library with objectives: "air" is taught by one lesson, "help" by another.
func taught() *catalog.Catalog {
	c := library()
	m := &c.Modules[0]
	m.Objectives = []catalog.Objective{{ID: "air", Text: "Give air"}, {ID: "help", Text: "Get help"}}
	m.Lessons = []catalog.Lesson{
		{ID: "air", Title: "Air first", Minutes: 5, Objectives: []catalog.ObjectiveID{"air"}},
		{ID: "help", Title: "Help on the way", Minutes: 8, Objectives: []catalog.ObjectiveID{"help"}},
	}
	for i, o := range []string{"air", "help", "air"} {
		m.Quiz.Items[i].Objective = o
	}
	return c
}

// answered is a record with one attempt for a purpose, answered so.
func answered(c *catalog.Catalog, p quiz.Purpose, answers ...[]quiz.ChoiceID) progress.Record {
	a := quiz.Attempt{ID: "a", Module: "m", Purpose: p, Started: noon, Quiz: c.Modules[0].Quiz}
	for _, chosen := range answers {
		a, _, _ = a.Answer(quiz.Given{Choices: chosen}, noon)
	}
	return progress.Record{Attempts: []quiz.Attempt{a}}
}

func labels(as []action) []string {
	var out []string
	for _, a := range as {
		out = append(out, a.Label)
	}
	return out
}

func TestEachPurposeEndsInItsOwnWay(t *testing.T) {
	someRight := []ids{{"air"}, {"call"}, {quiz.True}}
	for name, c := range map[string]struct {
		purpose quiz.Purpose
		answers []ids
		heading string
		says    string
		actions []string
	}{
		"practice": {quiz.Practice, someRight, "Practice done", "You went through 3 questions. Nothing was scored.",
			[]string{"Practise again", "Take the quiz", "Back to the module"}},
		"imported": {quiz.Imported, someRight, "Practice done", "You went through 3 questions. Nothing was scored.",
			[]string{"Practise again", "Take the quiz", "Back to the module"}},
		"a refresher": {quiz.Refresher, someRight, "Done for today", "2 questions stay sharp. 1 comes back soon.", []string{"Go to Home"}},
		"a booster, all right": {quiz.Booster, []ids{{"air"}, {"call", "stay"}, {quiz.True}}, "Booster done", "You knew all of it. It stays sharp.",
			[]string{"Go to Home", "Back to the module"}},
		"a refresher, none right": {quiz.Refresher, []ids{{"tea"}, {"call"}, {quiz.False}}, "Done for today", "All of it comes back soon.", []string{"Go to Home"}},
		"a pre-check": {quiz.PreCheck, someRight, "What you know already", "1 thing is marked as known. What is left is a short path of 1 lesson.",
			[]string{"Start the short path", "Back to the module"}},
		"a pre-check, all right": {quiz.PreCheck, []ids{{"air"}, {"call", "stay"}, {quiz.True}}, "You know this already", "The quiz is all that is left.",
			[]string{"Take the quiz", "Back to the module"}},
		"a pre-check, none right": {quiz.PreCheck, []ids{{"tea"}, {"call"}, {quiz.False}}, "This module is for you", "Nothing is marked as known yet",
			[]string{"Start with the first lesson", "Back to the module"}},
		"practice that was stopped": {quiz.Practice, someRight[:1], "Not finished", "You have answered 1 of 3 questions.",
			[]string{"Go on practising", "Back to the module"}},
	} {
		t.Run(name, func(t *testing.T) {
			st := newModel(taught(), answered(taught(), c.purpose, c.answers...), "a").state()
			if st.Heading != c.heading || !strings.Contains(strings.Join(st.Summary, " "), c.says) {
				t.Errorf("%q: %q", st.Heading, st.Summary)
			}
			if diff := cmp.Diff(c.actions, labels(st.Actions)); diff != "" {
				t.Error(diff)
			}
			back := c.purpose == quiz.Refresher || c.purpose == quiz.Booster
			if strings.Contains(st.First, "first time") == back {
				t.Errorf("what matters most begins with %q", st.First)
			}
			if st.Ring != (ring{}) || st.Handout != nil {
				t.Errorf("something is scored: %+v", st.Ring)
			}
			for _, is := range st.Items {
				if strings.Contains(strings.Join(is.Notes, " "), " counts as ") {
					t.Errorf("an item is scored: %q", is.Notes)
				}
			}
		})
	}
}

func TestAPreCheckLeadsToAShortPath(t *testing.T) {
	st := newModel(taught(), answered(taught(), quiz.PreCheck, ids{"air"}, ids{"call"}, ids{quiz.True}), "a").state()
	route := nav.Route{Screen: nav.Lesson, Module: "m", Lesson: "help"}
	want := pathState{Known: []string{"Give air"}, Lessons: []lessonState{{"Help on the way", "8 minutes", route}}}
	if diff := cmp.Diff(want, st.Path); diff != "" {
		t.Error(diff)
	}
	if st.Actions[0].Route != route || st.Onward != "First: Help on the way" {
		t.Errorf("leads to %+v, %q", st.Actions[0].Route, st.Onward)
	}
}

func TestAnOldPreCheckShowsWhatItShowedThen(t *testing.T) {
	r := answered(taught(), quiz.PreCheck, ids{"air"}, ids{"call"}, ids{quiz.True})
	newer := answered(taught(), quiz.PreCheck, ids{"tea"}, ids{"call"}, ids{quiz.True}).Attempts[0]
	newer.ID = "b"
	r.Attempts = append(r.Attempts, newer)
	st := newModel(taught(), r, "a").state()
	if !slices.Equal(st.Path.Known, []string{"Give air"}) || !strings.Contains(st.Summary[1], "the newer check counts") {
		t.Errorf("known %q, %q", st.Path.Known, st.Summary)
	}
}

func TestAPreCheckOutlivesItsModule(t *testing.T) {
	st := newModel(&catalog.Catalog{}, answered(taught(), quiz.PreCheck, ids{"air"}, ids{"call"}, ids{quiz.True}), "a").state()
	if st.Heading != "Checked" || len(st.Items) != 3 || !slices.Equal(labels(st.Actions), []string{"Go to Learn"}) {
		t.Errorf("%q with %d items, %q", st.Heading, len(st.Items), labels(st.Actions))
	}
}

func TestARefresherSaysWhatIsNext(t *testing.T) {
	c := library()
	r := record(ids{"air"}, ids{"call", "stay"}, ids{quiz.True})
	again := r.Attempts[0]
	again.ID, again.Purpose, again.Module = "again", quiz.Refresher, ""
	r.Attempts = append(r.Attempts, again)
	for name, when := range map[string]struct {
		now  time.Time
		says string
		does []string
	}{
		"soon after": {noon.Add(time.Minute), "The next ones come on ", []string{"Go to Home"}},
		"a year on":  {noon.AddDate(1, 0, 0), "3 questions more can be refreshed, when you like.", []string{"Go to Home", "Go on refreshing"}},
	} {
		t.Run(name, func(t *testing.T) {
			m := newModel(c, r, "again")
			m.deck, m.now = refresher.NewDeck(c, r), when.now
			st := m.state()
			if !strings.HasPrefix(st.Summary[1], when.says) || !slices.Equal(labels(st.Actions), when.does) {
				t.Errorf("%q, %q", st.Summary, labels(st.Actions))
			}
		})
	}
}

func TestPartsOfAnswersAreCounted(t *testing.T) {
	c := library()
	c.Modules[0].Quiz.Items[1].Partial = true
	st := newModel(c, answered(c, quiz.ForPass, ids{"air"}, ids{"call"}, ids{quiz.False}), "a").state()
	if st.Ring.Figure != "50 %" || st.Summary[0] != "You got 1 of 3 right, and parts of others: 50 % together. It takes 60 % to pass." {
		t.Errorf("%q: %q", st.Ring.Figure, st.Summary)
	}
	if is := st.Items[1]; is.Outcome != wasPartly || is.Notes[0] != "What you got right counts as 50 % of this question." {
		t.Errorf("the item: %+v", is)
	}
}

func TestAQuizOfViewsHasNothingToPass(t *testing.T) {
	c := library()
	c.Modules[0].Quiz.Items = c.Modules[0].Quiz.Items[:1]
	c.Modules[0].Quiz.Items[0].Survey, c.Modules[0].Quiz.Items[0].Critical = true, false
	st := newModel(c, answered(c, quiz.ForPass, ids{"tea"}), "a").state()
	if st.Heading != "Done" || st.Ring != (ring{}) || st.Items[0].Outcome != wasView || st.Items[0].Answer != nil {
		t.Errorf("%q, %+v, %+v", st.Heading, st.Ring, st.Items[0])
	}
}
