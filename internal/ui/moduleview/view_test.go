package moduleview_test

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/moduleview"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/popup"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// pages opens no browser and remembers what it was asked for.
type pages struct {
	asked []catalog.ModuleID
	err   error
}

func (p *pages) OpenModule(_ context.Context, m catalog.ModuleID) error {
	p.asked = append(p.asked, m)
	return p.err
}

type rig struct {
	*uitest.Shown
	screen *moduleview.Screen
	way    *uitest.Way
	work   *bgtest.Queue
	pages  *pages
	opened []string
}

func open(t *testing.T, id catalog.ModuleID, record progress.Record) *rig {
	t.Helper()
	r := &rig{Shown: uitest.Window(t), way: &uitest.Way{}, work: new(bgtest.Queue), pages: &pages{}}
	r.screen = moduleview.New(t.Context(), moduleview.Deps{
		Catalog: uitest.Library(), Learner: uitest.Learner(t, progress.Profile{Nickname: "Kit"}, record), Nav: r.way, Run: r.work,
		Canvas: r.Canvas, Pages: r.pages, Now: uitest.Now,
		Outside: popup.Outside{Open: func(url string) error { r.opened = append(r.opened, url); return nil }, Copy: func(string) {}},
	}, id)
	r.Show(r.screen.Content())
	return r
}

func begun() progress.Record {
	c := uitest.Library()
	return progress.Record{
		Visits:   uitest.Read(&c.Modules[0], 1),
		Attempts: []quiz.Attempt{uitest.Attempt(&c.Modules[0], "old", 1, 1)},
	}
}

func TestEveryWayFromAModule(t *testing.T) {
	r := open(t, "basics", begun())
	r.Reads("The basics", "What harm reduction is.", "2 lessons · 12 minutes", "Explain harm reduction", "Not yet", "Next")
	r.Markup(t, "begun.xml")
	for label, want := range map[string]nav.Route{
		"Continue":             {Screen: nav.Lesson, Module: "basics", Lesson: "why"},
		"1. What it is":        {Screen: nav.Lesson, Module: "basics", Lesson: "what"},
		"Try again":            {Screen: nav.Quiz, Module: "basics"},
		"See your last result": {Screen: nav.Result, Module: "basics", Attempt: "old"},
		"Pocket card":          {Screen: nav.Handout, Handout: "card"},
	} {
		r.Return(label)
		if got := r.way.Last(); got != want {
			t.Errorf("%s leads to %+v", label, got)
		}
	}
}

func TestADraftSaysWhatItWaitsFor(t *testing.T) {
	r := open(t, "overdose", progress.Record{})
	r.Reads("Draft", "This module still waits for its clinical, legal and peer review. Until then, check what it says with somebody qualified before you teach it.")
	r.Reads("elsewhere (not in this library)")
	r.Hides("Pass it along", "Sources")
	r.Press("The basics")
	if got, want := r.way.Last(), (nav.Route{Screen: nav.Module, Module: "basics"}); got != want {
		t.Errorf("went to %+v", got)
	}
}

func TestTheNextStepHasTheKeyboard(t *testing.T) {
	r := open(t, "basics", progress.Record{})
	r.Canvas.Focus(r.screen.Focus())
	r.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := r.way.Last().Lesson; got != "what" {
		t.Errorf("went to %+v", r.way.Last())
	}
	c := uitest.Library()
	done := open(t, "basics", progress.Record{Attempts: []quiz.Attempt{uitest.Attempt(&c.Modules[0], "a", 2, 0)}})
	if done.screen.Focus() != nil {
		t.Error("a module that is done has a next step")
	}
	done.Reads("Passed")
	done.Hides("Start", "Continue")
}

func TestTheGuideIsReadInPlace(t *testing.T) {
	r := open(t, "basics", progress.Record{})
	r.Return("Facilitator’s guide")
	r.work.Drain()
	r.Reads("60 minutes · up to 10 people", "pens", "Begin with a round of names.")
	r.Hides("Lessons")
	r.Markup(t, "guide.xml")
	if !r.screen.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) {
		t.Error("Page Down does not scroll the guide")
	}
	r.Return("Back to the module")
	r.Reads("Lessons")
	r.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) // the keyboard is back on the card
	r.Reads("Begin with a round of names.")
}

func TestASourceShowsItsAddressBeforeItOpens(t *testing.T) {
	r := open(t, "basics", progress.Record{})
	r.Hides("Community management") // sources are many: they are folded
	r.Press("Show the source")
	r.Press("Community management")
	r.Reads("https://example.org/who")
	if len(r.opened) != 0 {
		t.Fatal("something opened unasked")
	}
	r.Press("Open in browser")
	if diff := cmp.Diff([]string{"https://example.org/who"}, r.opened); diff != "" {
		t.Error(diff)
	}
}

func TestTheWebPage(t *testing.T) {
	r := open(t, "basics", progress.Record{})
	r.Press("Open as a web page")
	r.Reads("Making the page …")
	r.work.Drain()
	r.Hides("Making the page …", "Something went wrong.")
	r.pages.err = uitest.ErrAny
	r.Press("Open as a web page")
	r.work.Drain()
	r.Reads("Something went wrong.", "Open as a web page")
	if diff := cmp.Diff([]catalog.ModuleID{"basics", "basics"}, r.pages.asked); diff != "" {
		t.Error(diff)
	}
}

func TestAModuleThatIsNotThereLeadsToAll(t *testing.T) {
	r := open(t, "gone", progress.Record{})
	r.Reads("This module is not here")
	r.Press("See all modules")
	if r.way.Last().Screen != nav.Learn {
		t.Errorf("went to %+v", r.way.Last())
	}
	r.screen.Refresh()
	if r.screen.Focus() != nil {
		t.Error("something that is not there has the keyboard")
	}
}
