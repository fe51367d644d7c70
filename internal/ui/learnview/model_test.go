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
		{kind: trackItem, text: "Responders"}, {kind: moduleItem, module: 1}, {kind: noteItem, text: "Also in this track: The basics"},
		{kind: trackItem, text: "More"}, {kind: moduleItem, module: 2},
		{kind: trackItem, text: "Cannot be shown"}, {kind: noteItem}, {kind: missingItem, module: 0},
	}
	opts := []cmp.Option{cmp.AllowUnexported(item{}), cmpopts.EquateEmpty()}
	got := newModel(c, "").items
	got[9].text = ""
	if diff := cmp.Diff(want, got, opts...); diff != "" {
		t.Error(diff)
	}
	if got := newModel(&catalog.Catalog{}, "").items; len(got) != 2 || got[1].kind != emptyItem {
		t.Errorf("an empty library shows %v", got)
	}
}

// tracked is a library of so many modules with a track for the even ones, one for the odd ones, and one for the first two.
func tracked(n int) *catalog.Catalog {
	c := many(n)
	tracks := []catalog.Track{{ID: "even", Title: "Even"}, {ID: "odd", Title: "Odd"}, {ID: "both", Title: "Both"}, {ID: "none", Title: "None", Modules: []catalog.ModuleID{"gone"}}}
	for i := range c.Modules {
		tracks[i%2].Modules = append(tracks[i%2].Modules, c.Modules[i].ID)
	}
	tracks[2].Modules = []catalog.ModuleID{c.Modules[1].ID, c.Modules[0].ID}
	c.Library.Tracks = tracks
	return c
}

func TestATrackCanBeShownAlone(t *testing.T) {
	opts := cmp.AllowUnexported(item{})
	want := []item{{kind: titleItem, text: "Learn"}, {kind: chooseItem}, {kind: moduleItem, module: 1}, {kind: moduleItem, module: 0}}
	m := newModel(tracked(8), "both")
	if diff := cmp.Diff(want, m.items, opts); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	r := progress.Record{Attempts: []quiz.Attempt{uitest.Attempt(&m.catalog.Modules[1], "a", 2, 0)}}
	choices, at := m.choices(r)
	if diff := cmp.Diff([]choice{{"All tracks", "8 modules"}, {"Even", "4 modules"}, {"Odd", "1 of 4 modules done"}, {"Both", "1 of 2 modules done"}}, choices); diff != "" || at != 3 {
		t.Errorf("number %d of: -want +got:\n%s", at, diff)
	}
	for i, want := range []catalog.TrackID{"", "even", "odd", "both", ""} {
		if got := m.chosen(i); got != want {
			t.Errorf("choice %d is %q, want %q", i, got, want)
		}
	}
}

func TestAllTracksNameWhatTheyShare(t *testing.T) {
	for _, track := range []catalog.TrackID{"", "none", "elsewhere"} {
		items := newModel(tracked(8), track).items
		last := items[len(items)-2:]
		want := []item{{kind: trackItem, text: "Both"}, {kind: noteItem, text: "Also in this track: Module 1 · Module 0"}}
		if diff := cmp.Diff(want, last, cmp.AllowUnexported(item{})); diff != "" || len(items) != 2+2+8+2 {
			t.Errorf("for %q there are %d lines: -want +got:\n%s", track, len(items), diff)
		}
	}
	if items := newModel(tracked(6), "both").items; items[1].kind == chooseItem {
		t.Error("in a short list there is a track to choose")
	}
}

func TestWhatAModuleShows(t *testing.T) {
	c := uitest.Library()
	m := newModel(c, "")
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
	}}, "")
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
	m := newModel(c, "")
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
