package searchview_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/popup"
	"github.com/passalong/passalong/internal/ui/searchview"
	"github.com/passalong/passalong/internal/ui/uitest"
)

type rig struct {
	*uitest.Shown
	screen *searchview.Screen
	way    *uitest.Way
	opened []string
}

func open(t *testing.T, query string) *rig {
	t.Helper()
	r := &rig{Shown: uitest.Window(t), way: &uitest.Way{}}
	c := uitest.Library()
	r.screen = searchview.New(t.Context(), searchview.Deps{
		Catalog: c, Index: catalog.NewIndex(c), Nav: r.way, Canvas: r.Canvas,
		Outside: popup.Outside{Open: func(url string) error { r.opened = append(r.opened, url); return nil }, Copy: func(string) {}},
	}, query)
	r.Show(r.screen.Content())
	return r
}

func (r *rig) key(names ...fyne.KeyName) {
	for _, n := range names {
		r.screen.HandleKey(&fyne.KeyEvent{Name: n})
	}
}

func TestResultsComeAsSomebodyTypes(t *testing.T) {
	r := open(t, "")
	r.Reads("What are you looking for?", "naloxone")
	r.screen.SetQuery("basics")
	r.Reads("1 result for “basics”", "The basics")
	r.Hides("What are you looking for?")
	r.screen.SetQuery("zzz")
	r.Reads("Nothing found for “zzz”", "Check the spelling, or try fewer or shorter words.")
	r.Markup(t, "nothing.xml")
	r.screen.SetQuery("it")
	r.Reads("What it is", "Why it works", "Overdose")
	r.Markup(t, "results.xml")
}

func TestTheKeyboardWalksWhileTheSearchFieldHasIt(t *testing.T) {
	r := open(t, "it")
	r.key(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn)
	if len(r.way.Went) != 1 {
		t.Fatalf("went to %+v", r.way.Went)
	}
	first := open(t, "it")
	first.key(fyne.KeyReturn)
	if first.way.Last() == r.way.Last() {
		t.Errorf("the arrows chose nothing: both lead to %+v", r.way.Last())
	}
}

func TestTheKeyboardWalksFromResultToResult(t *testing.T) {
	r := open(t, "it")
	r.Canvas.FocusNext()
	before := r.Canvas.Focused()
	before.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	r.key(fyne.KeyDown)
	after := r.Canvas.Focused()
	if after == before || after == nil {
		t.Fatal("Down leaves the keyboard where it was")
	}
	after.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(r.way.Went) != 2 || r.way.Went[0] == r.way.Went[1] {
		t.Errorf("went to %+v", r.way.Went)
	}
}

func TestEveryKindOfResultOpens(t *testing.T) {
	for _, c := range []struct {
		query, title string
		want         nav.Route
	}{
		{"basics", "The basics", nav.Route{Screen: nav.Module, Module: "basics"}},
		{"why", "Why it works", nav.Route{Screen: nav.Lesson, Module: "basics", Lesson: "why"}},
		{"pocket", "Pocket card", nav.Route{Screen: nav.Handout, Handout: "card"}},
	} {
		r := open(t, c.query)
		r.Press(c.title)
		if got := r.way.Last(); got != c.want {
			t.Errorf("%s leads to %+v", c.title, got)
		}
	}
}

func TestAWordIsExplainedInPlace(t *testing.T) {
	r := open(t, "narcan")
	r.key(fyne.KeyReturn)
	r.Reads("A medicine that reverses opioids.", "Also called: Narcan")
	if len(r.way.Went) != 0 {
		t.Errorf("went to %+v", r.way.Went)
	}
}

func TestAServiceShowsItsDetailsAndAsksBeforeItsPageOpens(t *testing.T) {
	r := open(t, "line")
	r.Press("The Line")
	r.Reads("1800 000 000", "Help with drugs and alcohol", "22 November 2026")
	r.Press("Website")
	r.Reads("https://example.org/line", "Leave the app?")
	if len(r.opened) != 0 {
		t.Fatal("something opened unasked")
	}
	r.Press("Open")
	if diff := cmp.Diff([]string{"https://example.org/line"}, r.opened); diff != "" {
		t.Error(diff)
	}
}

func TestASuggestionIsSearchedFor(t *testing.T) {
	r := open(t, "zzz")
	if r.screen.HandleKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) {
		t.Error("Return opens something where there is nothing")
	}
	r.Return("naloxone")
	if diff := cmp.Diff([]nav.Route{{Screen: nav.Search, Query: "naloxone"}}, r.way.Replaced); diff != "" {
		t.Error(diff)
	}
}

// BenchmarkType is the time to show what is found for one more letter.
func BenchmarkType(b *testing.B) {
	w := uitest.Window(b)
	c := uitest.Library()
	for range 300 {
		c.Modules = append(c.Modules, c.Modules[0])
	}
	s := searchview.New(b.Context(), searchview.Deps{Catalog: c, Index: catalog.NewIndex(c), Nav: &uitest.Way{}, Canvas: w.Canvas}, "")
	w.Show(s.Content())
	queries := []string{"i", "it", "it w", "it wo"}
	i := 0
	for b.Loop() {
		s.SetQuery(queries[i%len(queries)])
		i++
	}
}
