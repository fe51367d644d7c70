package lessonview

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/nav"
)

var noon = time.Date(2026, 5, 3, 12, 0, 0, 0, time.UTC)

// paragraphs is a body of n paragraphs, the first of which cites, explains and links.
func paragraphs(n int) catalog.Document {
	first := catalog.Paragraph{Text: []catalog.Span{
		{Text: "Give "}, {Text: "naloxone", Term: "naloxone"}, {Text: ".", Bold: true}, {Text: "1", Source: "who"},
		{Text: " Read "}, {Text: "more", URL: "https://example.org/more"}, {Text: " or "}, {Text: "stay", Lesson: "stay"}, {Text: "."},
	}}
	d := catalog.Document{Blocks: []catalog.Block{first}}
	for range n - 1 {
		d.Blocks = append(d.Blocks, catalog.Paragraph{Text: []catalog.Span{{Text: "Stay with the person until help comes, and tell them what you gave."}}})
	}
	return d
}

func library() *catalog.Catalog {
	return &catalog.Catalog{
		Modules: []catalog.Module{{
			ID: "m", Version: "1.2", Title: "Overdose",
			Lessons: []catalog.Lesson{
				{ID: "call", Title: "Call for help", Minutes: 4, Body: paragraphs(60)},
				{ID: "stay", Title: "Stay", Minutes: 1, Body: paragraphs(2)},
			},
			Quiz: quiz.Quiz{ID: "q", Items: make([]quiz.Item, 10)},
		}},
		Sources: map[catalog.SourceKey]catalog.Source{
			"who": {Key: "who", Organisation: "WHO", Title: "Guidelines", URL: "https://example.org/who"},
		},
		Glossary: []catalog.Term{{Headword: "naloxone", Meaning: "A medicine that reverses opioids."}},
	}
}

func visits(v ...progress.Visit) progress.Record { return progress.Record{Visits: v} }

func TestAroundALessonIsSaidWhereItStands(t *testing.T) {
	to := func(l catalog.LessonID) nav.Route { return nav.Route{Screen: nav.Lesson, Module: "m", Lesson: l} }
	first := newModel(library(), "m", "call", progress.Record{}, noon).state()
	want := state{
		Found: true, Module: "Overdose", Title: "Call for help", Meta: "Lesson 1 of 2 · 4 minutes",
		Draft:   "Draft, not yet reviewed",
		Next:    &step{Label: "Next lesson", Title: "Stay", Route: to("stay")},
		Sources: []sourceLine{{"1", "WHO: Guidelines", "who"}},
	}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Error(diff)
	}
	last := newModel(library(), "m", "stay", progress.Record{}, noon).state()
	if diff := cmp.Diff(&step{Label: "Previous lesson", Title: "Call for help", Route: to("call")}, last.Previous); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(&step{Label: "Take the quiz", Quiz: true, Route: nav.Route{Screen: nav.Quiz, Module: "m"}}, last.Next); diff != "" {
		t.Error(diff)
	}
	if last.Meta != "Lesson 2 of 2 · 1 minute" {
		t.Errorf("meta %q", last.Meta)
	}
	elsewhere := library()
	elsewhere.Modules[0].Lessons[1].Region = "au-nsw"
	if there := newModel(elsewhere, "m", "stay", progress.Record{}, noon).state().Meta; there != "Lesson 2 of 2 · 1 minute · as in New South Wales" {
		t.Errorf("meta of a lesson for a region: %q", there)
	}
}

func TestALessonSaysWhatHoldsElsewhere(t *testing.T) {
	base := library()
	base.Library.HomeRegion = "au-vic"
	base.Services = []catalog.Service{{Region: "au", Kinds: []string{"emergency"}, Phone: "000"}, {Region: "nz", Kinds: []string{"emergency"}, Phone: "111"}}
	base.Modules[0].Lessons[1].Variants = []catalog.LessonVariant{{Region: "nz", Body: paragraphs(2)}}
	for _, x := range []struct {
		region       catalog.Region
		lesson       catalog.LessonID
		meta, abroad string
	}{
		{"au-vic", "call", "Lesson 1 of 2 · 4 minutes", ""},
		{"au-nsw", "call", "Lesson 1 of 2 · 4 minutes · written for Victoria", ""},
		{"nz", "call", "Lesson 1 of 2 · 4 minutes · written for Victoria",
			"This lesson is written for Victoria. In New Zealand the emergency number is 111. Law and services may differ too."},
		{"nz", "stay", "Lesson 2 of 2 · 1 minute · as in New Zealand", ""},
		{"ie", "call", "Lesson 1 of 2 · 4 minutes · written for Victoria",
			"This lesson is written for Victoria. The emergency number may be another one in Ireland. Law and services may differ too."},
	} {
		got := newModel(base.In(x.region), "m", x.lesson, progress.Record{}, noon).state()
		if got.Meta != x.meta || got.Abroad != x.abroad {
			t.Errorf("%s in %s: %q, %q", x.lesson, x.region, got.Meta, got.Abroad)
		}
	}
}

func TestAReviewedModuleIsNoDraft(t *testing.T) {
	c := library()
	for _, role := range []string{"clinical", "legal"} {
		c.Modules[0].Reviewers = append(c.Modules[0].Reviewers, catalog.Reviewer{Role: role})
	}
	if got := newModel(c, "m", "call", progress.Record{}, noon).state().Draft; got != "Draft: waits for peer review" {
		t.Errorf("with two reviews the badge says %q", got)
	}
	c.Modules[0].Reviewers = append(c.Modules[0].Reviewers, catalog.Reviewer{Role: "peer"})
	if got := newModel(c, "m", "call", progress.Record{}, noon).state().Draft; got != "" {
		t.Errorf("with every review the badge says %q", got)
	}
}

func TestReadingGoesOnWhereItStopped(t *testing.T) {
	for name, c := range map[string]struct {
		visit progress.Visit
		want  int
	}{
		"never opened":              {progress.Visit{}, 0},
		"stopped in the middle":     {progress.Visit{Module: "m", Lesson: "call", Block: 7}, 7},
		"read to its end":           {progress.Visit{Module: "m", Lesson: "call", Block: 7, Finished: noon}, 0},
		"shorter since an update":   {progress.Visit{Module: "m", Lesson: "call", Block: 60}, 0},
		"a record that is nonsense": {progress.Visit{Module: "m", Lesson: "call", Block: -1}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			m := newModel(library(), "m", "call", visits(c.visit), noon)
			if got := m.startBlock(); got != c.want {
				t.Errorf("starts at block %d, want %d", got, c.want)
			}
		})
	}
}

func TestTheEndIsReachedOnce(t *testing.T) {
	m := newModel(library(), "m", "call", progress.Record{}, noon)
	if m.moved(3, false, noon) || m.state().Finished {
		t.Error("finished in the middle")
	}
	if !m.moved(9, true, noon) || !m.state().Finished {
		t.Error("not finished at the end")
	}
	later := noon.Add(time.Hour)
	if m.moved(9, true, later) || !m.visit.Finished.Equal(noon) {
		t.Errorf("finished again at %v", m.visit.Finished)
	}
}

func TestOnlyWhatIsNewIsKept(t *testing.T) {
	m := newModel(library(), "m", "call", progress.Record{}, noon)
	v, ok := m.unsaved()
	want := progress.Visit{Module: "m", Lesson: "call", ModuleVersion: "1.2", Opened: noon}
	if diff := cmp.Diff(want, v); !ok || diff != "" {
		t.Errorf("opening keeps %v, %s", ok, diff)
	}
	if _, ok := m.unsaved(); ok {
		t.Error("the same place is kept twice")
	}
	m.moved(4, false, noon)
	if v, ok := m.unsaved(); !ok || v.Block != 4 {
		t.Errorf("after moving: %v, block %d", ok, v.Block)
	}
	m.saved(errors.New("disk full"))
	if v, ok := m.unsaved(); !ok || v.Block != 4 {
		t.Errorf("after a failure: %v, block %d", ok, v.Block)
	}
	m.saved(nil)
	if m.state().Problem != nil {
		t.Error("the problem stays after the place was kept")
	}
}

func TestALessonThatIsGoneIsNotFoundAndKeepsNothing(t *testing.T) {
	for _, l := range []struct {
		m catalog.ModuleID
		l catalog.LessonID
	}{{"m", "gone"}, {"gone", "call"}} {
		m := newModel(library(), l.m, l.l, progress.Record{}, noon)
		if _, ok := m.unsaved(); ok || m.state().Found || m.startBlock() != 0 {
			t.Errorf("%v is found or kept", l)
		}
	}
}

func TestASourceWithoutANoteIsListedByItsKey(t *testing.T) {
	c := library()
	delete(c.Sources, "who")
	got := newModel(c, "m", "call", progress.Record{}, noon).state().Sources
	if diff := cmp.Diff([]sourceLine{{"1", "who", "who"}}, got); diff != "" {
		t.Error(diff)
	}
}
