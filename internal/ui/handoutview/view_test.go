package handoutview

import (
	"context"
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout/printouttest"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// outside is what is around the screen, in memory.
type outside struct{ *printouttest.World }

func (o outside) Make(ctx context.Context, l pack.Line) (paper.Sheet, error) {
	return o.Press(ctx, "pdf of "+string(l.Handout))
}

func (o outside) OpenWebPage(_ context.Context, l pack.Line) error {
	return o.Open("web: " + string(l.Handout))
}

// stage is a screen in a window.
type stage struct {
	*Screen
	*uitest.Shown
	world *printouttest.World
	queue *bgtest.Queue
	way   *uitest.Way
	local string
}

func open(t *testing.T, now string, first bool) *stage {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	st := &stage{world: printouttest.New(), queue: &bgtest.Queue{}, way: &uitest.Way{}}
	st.world.First = first
	out := outside{st.world}
	st.Screen = New(t.Context(), Deps{
		Catalog: library(), Nav: st.way, Run: st.queue, Now: func() time.Time { return day(now) },
		Service: func() string { return st.local }, Press: out, FirstUse: out.FirstUse,
		Pages: out, Printing: out, Files: out, Viewer: out,
	}, "steps")
	win := test.NewTempWindow(t, st.Content())
	win.SetPadded(false)
	win.Resize(fyne.NewSize(940, 660))
	st.Shown = uitest.Of(t, win)
	return st
}

func opened(t *testing.T) *stage {
	t.Helper()
	st := open(t, "2026-11-22", false)
	st.queue.Drain()
	return st
}

func TestShowsThePageAndWhatIsOnIt(t *testing.T) {
	st := opened(t)
	st.Reads("Overdose: what to do", "People who use opioids", "Paper: A4, 2 pages", "None set")
	st.Hides("Out of date")
	if !st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) {
		t.Error("Page Down does not turn the page")
	}
	st.queue.Drain()
	st.Reads("Page 2 of 2")
	st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageUp})
	st.queue.Drain()
	test.AssertRendersToMarkup(t, "ready.xml", st.Canvas)
}

func TestFirstUseTakesAWhile(t *testing.T) {
	st := open(t, "2026-11-22", true)
	st.Reads("Paper: A4")
	test.AssertRendersToMarkup(t, "first_use.xml", st.Canvas)
}

func TestOldHandoutWarnsAndAsksBeforePrinting(t *testing.T) {
	st := open(t, "2027-08-01", false)
	st.queue.Drain()
	st.Reads("Out of date")
	st.Press("Print")
	st.queue.Drain()
	st.Find("Print anyway")
}

func TestServiceSetElsewhere(t *testing.T) {
	st := opened(t)
	st.Press("Add it in Settings")
	if want := (nav.Route{Screen: nav.Settings, Query: "service"}); st.way.Last() != want {
		t.Errorf("went to %v", st.way.Went)
	}
	st.local = "Harbour Street NSP"
	st.Refresh()
	if !st.Find("Print").(fyne.Disableable).Disabled() {
		t.Error("the page of before can still be printed")
	}
	st.queue.Drain()
	st.Reads("Harbour Street NSP", "Change it in Settings")
	if st.Find("Print").(fyne.Disableable).Disabled() {
		t.Error("the new page cannot be printed")
	}
	pages := len(st.world.Drawn)
	st.Refresh() // nothing has changed
	st.queue.Drain()
	if len(st.world.Drawn) != pages {
		t.Error("the page was made anew for nothing")
	}
}

func TestOpensElsewhere(t *testing.T) {
	st := opened(t)
	st.Press("Open in viewer")
	st.queue.Drain()
	st.Press("Open as web page")
	st.queue.Drain()
	want := []string{"steps-1.2.pdf: pdf of steps", "web: steps"}
	if diff := cmp.Diff(want, st.world.Opened); diff != "" {
		t.Error(diff)
	}
	st.world.OpenErr = errors.New("no browser")
	st.Press("Open as web page")
	st.queue.Drain()
	st.Reads("Something went wrong.")
}

func TestHandoutThatIsGone(t *testing.T) {
	shown, way := uitest.Window(t), &uitest.Way{}
	s := New(t.Context(), Deps{Catalog: library(), Nav: way, Now: time.Now}, "gone")
	shown.Show(s.Content())
	s.Refresh()
	if s.HandleKey(&fyne.KeyEvent{Name: fyne.KeyDown}) {
		t.Error("there is nothing to scroll")
	}
	shown.Press("See all handouts")
	if len(way.Replaced) != 1 || way.Replaced[0].Screen != nav.Handouts {
		t.Errorf("went to %v", way.Replaced)
	}
}
