package scenarioview

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

func with(runs ...scenario.Run) *memory {
	return &memory{Keeper: uitest.Keeper{Record: recordOf(runs...)}}
}

func TestACriticalFailureIsSaidPlainlyAndKindly(t *testing.T) {
	g := open(t, with(played(t, "r", 0, "leave")), library(0), "r")
	g.Reads("This time", "What to hold on to", "It happens to many people the first time. It matters more than anything else here:",
		"Somebody who is left alone cannot be helped.", "Matters most", "What else was possible")
	for _, text := range g.Texts() {
		for _, blame := range []string{"fail", "Fail", "wrong", "Wrong", "score"} {
			if strings.Contains(text, blame) {
				t.Errorf("the debrief says %q", text)
			}
		}
	}
}

func TestADebriefOpensWithoutItsModule(t *testing.T) {
	g := open(t, with(played(t, "r", 0, "leave")), &catalog.Catalog{}, "r")
	g.Reads("Locked toilet", "Robin did not get enough air")
	g.Hides("Play it again", "Back to the module", "Read about it", "Sources")
}

func TestARunThatDoesNotFitIsNotShown(t *testing.T) {
	broken := played(t, "r", 0, "open")
	broken.Steps[0].Action = "dance"
	g := open(t, with(broken), library(0), "r")
	g.Reads("This run cannot be shown")
	if g.Focus() != nil || !g.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) {
		t.Error("it has more keys than those that scroll")
	}
}

func TestADrawingThatStaysIsDrawnOnce(t *testing.T) {
	g := open(t, new(memory), library(0), "")
	g.key(fyne.KeyReturn)
	before := slices.Clone(g.play.drawings.Objects)
	g.key(fyne.Key2) // knock: the same scene again
	if after := g.play.drawings.Objects; len(before) != 1 || len(after) != 1 || before[0] != after[0] {
		t.Errorf("drawings %v, then %v", before, after)
	}
	g.key(fyne.Key1) // inside
	if g.play.drawings.Visible() {
		t.Error("a drawing of the scene before stays")
	}
}

func TestADrawingThatIsNotThereIsItsWords(t *testing.T) {
	c := library(0)
	c.Files = fstest.MapFS{}
	g := open(t, new(memory), c, "")
	g.key(fyne.KeyReturn)
	g.Reads("A closed door with a hand on it.")
}

func TestADrawingGrowsAndTheStoryWaits(t *testing.T) {
	g := open(t, new(memory), library(3), "")
	g.key(fyne.KeyReturn)
	test.Tap(g.play.drawings.Objects[0].(fyne.Tappable))
	g.work.Drain()
	g.Reads("A closed door with a hand on it.", "Picture")
	g.wait(9)
	if len(g.keeper.steps) != 0 {
		t.Error("minutes pass behind a dialog")
	}
}

func TestWhatTheWindowDoesNotOfferIsNotNeeded(t *testing.T) {
	w, work, k := uitest.Window(t), new(bgtest.Queue), new(memory)
	s := New(t.Context(), Deps{
		Catalog: library(3), Learner: learner.New(t.Context(), work, k, progress.Record{}), Nav: new(uitest.Way), Run: work, Canvas: w.Canvas,
		Now: uitest.Now, NewID: func() string { return "fresh" },
	}, nav.Route{Screen: nav.Scenario, Module: "m", Scenario: "toilet"})
	w.Show(s.Content())
	test.Tap(s.start.clock) // on
	w.Press("Start")
	work.Drain()
	w.Reads("What do you do?", "In 3 seconds, a minute passes in the story.")
	s.tick()
	w.Reads("In 2 seconds, a minute passes in the story.")
	if !k.started[0].Clock {
		t.Error("the clock was not switched on")
	}
}

func TestEveryKeyOfTheStory(t *testing.T) {
	for name, c := range map[string]struct {
		keys []fyne.KeyName
		want did
		row  int
	}{
		"a number does it":                 {[]fyne.KeyName{fyne.Key3}, did{"leave"}, -1},
		"a number without an action":       {[]fyne.KeyName{fyne.Key7}, nil, 0},
		"Down goes to the next":            {[]fyne.KeyName{fyne.KeyDown}, nil, 1},
		"Down stops at the last":           {[]fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyDown}, nil, 2},
		"Up goes back":                     {[]fyne.KeyName{fyne.KeyDown, fyne.KeyUp}, nil, 0},
		"Space does it":                    {[]fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeySpace}, did{"leave"}, -1},
		"P without a clock does nothing":   {[]fyne.KeyName{fyne.KeyP}, nil, 0},
		"letters do nothing":               {[]fyne.KeyName{fyne.KeyA}, nil, 0},
		"Page Down only scrolls":           {[]fyne.KeyName{fyne.KeyPageDown}, nil, 0},
		"Return takes what has the frame":  {[]fyne.KeyName{fyne.KeyDown, fyne.KeyReturn}, did{"knock"}, 0},
		"two numbers in a row do two acts": {[]fyne.KeyName{fyne.Key2, fyne.Key2}, did{"knock", "knock"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			g := open(t, new(memory), library(0), "")
			g.key(fyne.KeyReturn)
			g.key(c.keys...)
			if !slices.Equal(g.actions(), c.want) || g.play.row(g.Canvas.Focused()) != c.row {
				t.Errorf("did %v, keyboard on row %d", g.actions(), g.play.row(g.Canvas.Focused()))
			}
		})
	}
}
