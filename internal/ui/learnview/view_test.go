package learnview

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
	"github.com/passalong/passalong/internal/ui/widgets"
)

type rig struct {
	*uitest.Shown
	screen *Screen
	way    *uitest.Way
}

func open(t *testing.T, c *catalog.Catalog, r progress.Record) *rig {
	t.Helper()
	x := &rig{Shown: uitest.Window(t), way: &uitest.Way{}}
	x.screen = New(t.Context(), Deps{Catalog: c, Learner: uitest.Learner(t, progress.Profile{}, r), Nav: x.way}, "")
	x.Show(x.screen.Content())
	return x
}

func TestModulesLeadToTheirPages(t *testing.T) {
	c := uitest.Library()
	r := open(t, c, progress.Record{Visits: uitest.Read(&c.Modules[0], 1)})
	r.Reads("Learn", "Start here", "The basics", "1 of 2 lessons read · 12 minutes", "Overdose", "Draft")
	r.Markup(t, "begun.xml")
	r.Press("The basics")
	r.Return("Overdose")
	want := []nav.Route{{Screen: nav.Module, Module: "basics"}, {Screen: nav.Module, Module: "overdose"}}
	if len(r.way.Went) != 2 || r.way.Went[0] != want[0] || r.way.Went[1] != want[1] {
		t.Errorf("went to %+v", r.way.Went)
	}
}

func TestATrackIsChosen(t *testing.T) {
	r := open(t, tracked(8), progress.Record{})
	r.Reads("Track", "All tracks", "Even", "Module 0")
	r.Press("All tracks")
	r.Reads("4 modules", "Odd")
	r.Press("Both")
	if got := r.way.Replaced; len(got) != 1 || got[0] != (nav.Route{Screen: nav.Learn, Query: "both"}) {
		t.Fatalf("went to %+v", got)
	}
	alone := New(t.Context(), r.screen.deps, "both")
	r.Show(alone.Content())
	r.Reads("Both", "Module 0", "Module 1")
	r.Hides("Module 2", "All tracks")
}

func TestWhatCannotBeShownIsDrawnWithItsReason(t *testing.T) {
	c := uitest.Library()
	c.Unavailable = []catalog.UnavailableModule{{ID: "wounds", Problems: []catalog.Problem{{File: "wounds/module.yaml", Line: 2, Message: "unknown key “titel”"}}}}
	r := open(t, c, progress.Record{})
	r.Reads("Cannot be shown", "wounds", "There is a mistake in it:", "wounds/module.yaml:2: unknown key “titel”", "The basics")
}

func TestAnEmptyLibraryOffersNewerContent(t *testing.T) {
	r := open(t, &catalog.Catalog{}, progress.Record{})
	r.Reads("There are no modules")
	r.Press("Look for newer content")
	if r.way.Last().Screen != nav.Update {
		t.Errorf("went to %+v", r.way.Last())
	}
}

func TestTheRecordIsShownAsItIsNow(t *testing.T) {
	c := uitest.Library()
	r := open(t, c, progress.Record{})
	r.Hides("1 of 2 lessons read · 12 minutes")
	r.screen.deps.Learner = uitest.Learner(t, progress.Profile{}, progress.Record{Visits: uitest.Read(&c.Modules[0], 1)})
	r.screen.Refresh()
	r.Reads("1 of 2 lessons read · 12 minutes")
}

// many makes a library of n modules with texts of different lengths.
func many(n int) *catalog.Catalog {
	c := &catalog.Catalog{Library: catalog.Library{Tracks: []catalog.Track{{Title: "All"}}}}
	for i := range n {
		m := uitest.Library().Modules[i%2]
		m.ID, m.Title = catalog.ModuleID(fmt.Sprint("m", i)), fmt.Sprintf("Module %d", i)
		for range i % 4 {
			m.Summary += " It goes on for a while about something that matters to somebody."
		}
		c.Modules = append(c.Modules, m)
		c.Library.Tracks[0].Modules = append(c.Library.Tracks[0].Modules, m.ID)
	}
	return c
}

func (r *rig) made() int { return len(r.screen.cards) }

func TestOnlyModulesNearTheWindowAreMade(t *testing.T) {
	r := open(t, many(1000), progress.Record{})
	if n := r.made(); n < 5 || n > 40 {
		t.Fatalf("%d of 1000 modules were made", n)
	}
	r.screen.HandleKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if n := r.made(); n > 80 {
		t.Errorf("%d modules were made to show the last ones", n)
	}
	r.Reads("Module 999")
}

func TestTabReachesModulesThatWereNotMade(t *testing.T) {
	r := open(t, many(100), progress.Record{})
	for range 50 {
		r.Canvas.FocusNext()
	}
	card, ok := r.Canvas.Focused().(*widgets.TapCard)
	if !ok {
		t.Fatalf("%T has the keyboard", r.Canvas.Focused())
	}
	test.Tap(card)
	if got, want := r.way.Last().Module, catalog.ModuleID("m49"); got != want {
		t.Errorf("after fifty Tabs the keyboard is on %s, want %s", got, want)
	}
}

// BenchmarkOpen is the time to open Learn with a thousand modules.
func BenchmarkOpen(b *testing.B) {
	w := uitest.Window(b)
	c, l := many(1000), uitest.Learner(b, progress.Profile{}, progress.Record{})
	for b.Loop() {
		w.Show(New(b.Context(), Deps{Catalog: c, Learner: l, Nav: &uitest.Way{}}, "").Content())
	}
}
