package learnview

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/uitest"
)

func TestModulesStandOnceUnderTheirFirstTrack(t *testing.T) {
	c := uitest.Library()
	c.Modules = append(c.Modules, catalog.Module{ID: "loose"})
	c.Library.Tracks = append(c.Library.Tracks, catalog.Track{Title: "Nothing here", Modules: []catalog.ModuleID{"broken"}})
	c.Unavailable = []catalog.UnavailableModule{{ID: "broken"}}
	want := []item{
		{kind: titleItem, text: "Learn"},
		{kind: trackItem, text: "Start here"}, {kind: moduleItem, module: 0},
		{kind: trackItem, text: "Responders"}, {kind: moduleItem, module: 1},
		{kind: trackItem, text: "More"}, {kind: moduleItem, module: 2},
		{kind: trackItem, text: "Cannot be shown"}, {kind: noteItem}, {kind: missingItem, module: 0},
	}
	opts := []cmp.Option{cmp.AllowUnexported(item{}), cmpopts.EquateEmpty()}
	got := newModel(c).items
	got[8].text = ""
	if diff := cmp.Diff(want, got, opts...); diff != "" {
		t.Error(diff)
	}
	if got := newModel(&catalog.Catalog{}).items; len(got) != 2 || got[1].kind != emptyItem {
		t.Errorf("an empty library shows %v", got)
	}
}

func TestWhatAModuleShows(t *testing.T) {
	c := uitest.Library()
	m := newModel(c)
	basics, overdose := &c.Modules[0], &c.Modules[1]
	for name, x := range map[string]struct {
		module int
		record progress.Record
		want   module
	}{
		"not begun, without a bar": {0, progress.Record{}, module{
			ID: "basics", Title: "The basics", Summary: "What harm reduction is.", Meta: "2 lessons · 12 minutes", Share: -1,
		}},
		"being read": {0, progress.Record{Visits: uitest.Read(basics, 1)}, module{
			ID: "basics", Title: "The basics", Summary: "What harm reduction is.", Meta: "1 of 2 lessons read · 12 minutes", Share: 1.0 / 3, Stage: progress.Underway,
		}},
		"done, still a draft": {1, progress.Record{Attempts: []quiz.Attempt{uitest.Attempt(overdose, "a", 2, 0)}}, module{
			ID: "overdose", Title: "Overdose", Summary: "Notice it and act.", Meta: "2 of 2 right · 20 minutes · Draft", Share: 1, Stage: progress.Completed, Draft: true,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(x.want, m.module(x.module, x.record)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAMissingModuleSaysItsFirstMistake(t *testing.T) {
	broken := catalog.Problem{File: "wounds/en/01.md", Line: 3, Message: "the picture is not there"}
	advice := catalog.Problem{File: "wounds/module.yaml", Severity: catalog.Advice, Message: "long title"}
	m := newModel(&catalog.Catalog{Unavailable: []catalog.UnavailableModule{
		{ID: "wounds", Problems: []catalog.Problem{advice, broken}},
		{ID: "two", Problems: []catalog.Problem{broken, broken}},
		{ID: "none"},
	}})
	want := []missing{
		{"wounds", "There is a mistake in it:", "wounds/en/01.md:3: the picture is not there"},
		{"two", "There are 2 mistakes in it, the first:", "wounds/en/01.md:3: the picture is not there"},
		{"none", "It could not be read.", ""},
	}
	for i, w := range want {
		if got := m.missing(i); got != w {
			t.Errorf("got %+v, want %+v", got, w)
		}
	}
}

func TestSummary(t *testing.T) {
	c := uitest.Library()
	m := newModel(c)
	passed := func(i int) quiz.Attempt { return uitest.Attempt(&c.Modules[i], "a", 2, 0) }
	for name, x := range map[string]struct {
		attempts []quiz.Attempt
		want     string
	}{
		"nothing yet":            {nil, "Short lessons, then a quiz that explains every answer. Begin anywhere."},
		"one, passed twice":      {[]quiz.Attempt{passed(0), passed(0)}, "1 of 2 modules done."},
		"everything":             {[]quiz.Attempt{passed(0), passed(1)}, "You have finished every module."},
		"one that is not passed": {[]quiz.Attempt{uitest.Attempt(&c.Modules[0], "a", 1, 1)}, "Short lessons, then a quiz that explains every answer. Begin anywhere."},
	} {
		t.Run(name, func(t *testing.T) {
			if got := m.summary(progress.Record{Attempts: x.attempts}); got != x.want {
				t.Errorf("got %q", got)
			}
		})
	}
}
