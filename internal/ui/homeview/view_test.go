package homeview_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/homeview"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

type rig struct {
	*uitest.Shown
	screen *homeview.Screen
	way    *uitest.Way
	made   int
}

func open(t *testing.T, c *catalog.Catalog, who progress.Profile, record progress.Record, notice error) *rig {
	t.Helper()
	r := &rig{Shown: uitest.Window(t), way: &uitest.Way{}}
	r.screen = homeview.New(t.Context(), homeview.Deps{
		Catalog: c, Learner: uitest.Learner(t, who, record), Nav: r.way, Notice: notice, MakeProfile: func() { r.made++ },
	})
	r.Show(r.screen.Content())
	return r
}

var kit = progress.Profile{Nickname: "Kit"}

func TestOnePressGoesOn(t *testing.T) {
	c := uitest.Library()
	r := open(t, c, kit, progress.Record{Visits: uitest.Read(&c.Modules[0], 1)}, nil)
	r.Reads("Hello, Kit", "Continue: Why it works", "1 of 2 lessons read")
	r.Hides("You are just looking around")
	r.Markup(t, "reading.xml")
	r.Canvas.Focus(r.screen.Focus())
	r.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got, want := r.way.Last(), (nav.Route{Screen: nav.Lesson, Module: "basics", Lesson: "why"}); got != want {
		t.Errorf("went to %+v", got)
	}
}

func TestEveryWayFromHome(t *testing.T) {
	c := uitest.Library()
	for range 6 {
		more := c.Modules[1]
		c.Modules = append(c.Modules, more)
	}
	r := open(t, c, kit, progress.Record{}, nil)
	for label, want := range map[string]nav.Route{
		"Start":             {Screen: nav.Lesson, Module: "basics", Lesson: "what"},
		"Overdose":          {Screen: nav.Module, Module: "overdose"},
		"See all 8 modules": {Screen: nav.Learn},
		"The content of 21 November 2026 that came with Passalong": {Screen: nav.Update},
	} {
		r.Return(label)
		if got := r.way.Last(); got != want {
			t.Errorf("%s leads to %+v", label, got)
		}
	}
}

func TestAGuestIsToldThatNothingIsKept(t *testing.T) {
	r := open(t, uitest.Library(), progress.Profile{Guest: true}, progress.Record{}, nil)
	r.Reads("Welcome", "You are just looking around")
	r.Press("Make a profile")
	if r.made != 1 {
		t.Error("nothing happened")
	}
}

func TestContentThatCouldNotBeUsedIsExplained(t *testing.T) {
	c := uitest.Library()
	c.Unavailable = []catalog.UnavailableModule{{ID: "broken"}}
	r := open(t, c, kit, progress.Record{}, &catalog.FallbackError{Err: catalog.ErrDamaged})
	r.Reads("What you have learned is safe. Look for newer content to put this right.",
		"1 module cannot be shown. Learn says why; the others work.")
	r.Markup(t, "fallback.xml")
	r.Press("Look for newer content")
	if r.way.Last().Screen != nav.Update {
		t.Errorf("went to %+v", r.way.Last())
	}
}

func TestAnEmptyLibraryOffersNewerContent(t *testing.T) {
	r := open(t, &catalog.Catalog{}, kit, progress.Record{}, nil)
	r.Reads("There is nothing to learn yet")
	r.Hides("Your modules")
	r.Press("Look for newer content")
	if r.way.Last().Screen != nav.Update {
		t.Errorf("went to %+v", r.way.Last())
	}
}

func TestKeysScroll(t *testing.T) {
	r := open(t, uitest.Library(), kit, progress.Record{}, nil)
	if !r.screen.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) || r.screen.HandleKey(&fyne.KeyEvent{Name: fyne.KeyF1}) {
		t.Error("Page Down is not used, or F1 is")
	}
	r.screen.Refresh()
	r.Reads("The basics")
}
