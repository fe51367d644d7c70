package scenarioview

import (
	"context"
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A memory is a keeper of runs that can be told to fail.
type memory struct {
	uitest.Keeper
	err     error
	started []scenario.Run
	steps   []scenario.Step
}

func (m *memory) StartRun(ctx context.Context, r scenario.Run) error {
	if err := errors.Join(ctx.Err(), m.err); err != nil {
		return err
	}
	m.started = append(m.started, r)
	return nil
}

func (m *memory) SaveStep(ctx context.Context, _ string, n int, s scenario.Step) error {
	if err := errors.Join(ctx.Err(), m.err); err != nil {
		return err
	}
	if n != len(m.steps) {
		return progress.ErrNoRun
	}
	m.steps = append(m.steps, s)
	return nil
}

// A rig is the screen in a window.
type rig struct {
	*Screen
	*uitest.Shown
	t      *testing.T
	keeper *memory
	way    *uitest.Way
	work   *bgtest.Queue
	second func() // lets one pass on the screen's clock
	now    time.Time
	away   bool
	set    []bool // the choice of a clock, as it was kept
	leave  context.CancelFunc
}

func open(t *testing.T, k *memory, c *catalog.Catalog, run string) *rig {
	t.Helper()
	g := &rig{t: t, Shown: uitest.Window(t), keeper: k, way: new(uitest.Way), work: new(bgtest.Queue), second: func() {}, now: noon}
	for _, r := range k.Record.Runs {
		k.steps = append(k.steps, r.Steps...)
	}
	ctx, leave := context.WithCancel(t.Context())
	g.leave = leave
	t.Cleanup(leave)
	g.Screen = New(ctx, Deps{
		Catalog: c, Learner: learner.New(t.Context(), g.work, k, k.Record), Nav: g.way, Run: g.work, Canvas: g.Canvas,
		Now: func() time.Time { return g.now }, NewID: func() string { return "fresh" },
		Clock: Clock{
			On: true, OnSet: func(on bool) { g.set = append(g.set, on) }, Away: func() bool { return g.away },
			Every: func(ctx context.Context, tick func()) {
				g.second = func() {
					if ctx.Err() == nil {
						tick()
					}
				}
			},
		},
	}, nav.Route{Screen: nav.Scenario, Module: "m", Scenario: "toilet", Run: run})
	g.Show(g.Content())
	g.Canvas.SetOnTypedKey(func(e *fyne.KeyEvent) { g.HandleKey(e) })
	g.work.Drain()
	if f := g.Focus(); f != nil {
		g.Canvas.Focus(f)
	}
	return g
}

// key types keys as the window does, and lets what they bring about happen.
func (g *rig) key(names ...fyne.KeyName) {
	g.t.Helper()
	for _, n := range names {
		if f := g.Canvas.Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: n})
		} else {
			g.Canvas.OnTypedKey()(&fyne.KeyEvent{Name: n})
		}
		g.work.Drain()
	}
}

// wait lets seconds pass.
func (g *rig) wait(seconds int) {
	for range seconds {
		g.now = g.now.Add(time.Second)
		g.second()
		g.work.Drain()
	}
}

func (g *rig) actions() []scenario.ActionID {
	var ids []scenario.ActionID
	for _, s := range g.keeper.steps {
		ids = append(ids, s.Action)
	}
	return ids
}

type did = []scenario.ActionID

func TestAWholeScenarioByKeyboard(t *testing.T) {
	g := open(t, new(memory), library(0), "")
	g.Markup(t, "start.xml")
	g.key(fyne.KeyReturn) // start
	want := played(t, "fresh", 0)
	if diff := cmp.Diff([]scenario.Run{want}, g.keeper.started); diff != "" {
		t.Fatal(diff)
	}
	g.key(fyne.Key2)                    // knock
	g.key(fyne.KeyReturn)               // the first action has the keyboard: open
	g.key(fyne.KeyDown, fyne.KeyReturn) // the second: call
	g.Markup(t, "scene.xml")
	g.key(fyne.Key1) // spray
	if diff := cmp.Diff(did{"knock", "open", "call", "spray"}, g.actions()); diff != "" {
		t.Fatal(diff)
	}
	g.Reads("The story ends here", "Robin takes a deep breath.")
	g.key(fyne.KeyReturn) // see how it went
	there := nav.Route{Screen: nav.Scenario, Module: "m", Scenario: "toilet", Run: "fresh"}
	if diff := cmp.Diff([]nav.Route{there}, g.way.Replaced); diff != "" {
		t.Error(diff)
	}
}

func TestAWholeScenarioAgainstTheClock(t *testing.T) {
	g := open(t, new(memory), library(3), "")
	g.key(fyne.KeyReturn)
	g.Reads("In 3 seconds, a minute passes in the story.")
	g.wait(2)
	g.Reads("In 1 second, a minute passes in the story.")
	g.wait(1)
	g.Reads("You wait, and a minute passes.", "In 3 seconds, a minute passes in the story.")
	g.key(fyne.KeyP)
	g.wait(9)
	g.Reads("The clock is paused. Take the time you need.")
	g.key(fyne.KeyP, fyne.Key1) // open
	g.wait(6)
	g.Reads("You see no breath at all.")
	g.wait(9)
	if !g.keeper.started[0].Clock {
		t.Error("the run does not know of its clock")
	}
	if diff := cmp.Diff(did{"", "open", "", "", "", ""}, g.actions()); diff != "" {
		t.Error(diff)
	}
	g.Reads("The story ends here")
	if g.Canvas.Focused() != fyne.Focusable(g.play.over) {
		t.Error("the keyboard is not on the way on")
	}
	g.wait(9) // nothing: it is over
	g.key(fyne.KeyReturn)
	if len(g.way.Replaced) != 1 || len(g.keeper.steps) != 6 {
		t.Errorf("led to %v after %d steps", g.way.Replaced, len(g.keeper.steps))
	}
}

func TestTheClockStandsStillWhenNobodyCanAct(t *testing.T) {
	g := open(t, new(memory), library(3), "")
	g.key(fyne.KeyReturn)
	d := w.ShowDialog(g.Canvas, w.DialogState{Title: "Picture", Content: w.Body("A door.")})
	g.wait(9)
	d.Close()
	g.Reads("In 3 seconds, a minute passes in the story.")
	g.away = true
	g.wait(9)
	g.away = false
	g.wait(9)
	g.Reads("The clock is paused. Take the time you need.")
	g.Press("Go on")
	g.wait(1)
	g.Reads("In 2 seconds, a minute passes in the story.")
	g.leave()
	g.wait(9)
	if len(g.keeper.steps) != 0 {
		t.Errorf("%d minutes have passed", len(g.keeper.steps))
	}
}

func TestAMinuteThatPassesLeavesTheKeyboardWhereItIs(t *testing.T) {
	g := open(t, new(memory), library(3), "")
	g.key(fyne.KeyReturn)
	g.focusRow(2)
	g.wait(3)
	if at := g.play.row(g.Canvas.Focused()); at != 2 {
		t.Errorf("the keyboard went to row %d", at)
	}
	g.wait(6) // nobody knocks any more: two actions are left
	if at := g.play.row(g.Canvas.Focused()); at != 1 {
		t.Errorf("the keyboard went to row %d, which is the last that is left", at)
	}
}

func TestAStepThatIsNotSavedKeepsThePlace(t *testing.T) {
	g := open(t, new(memory), library(0), "")
	g.key(fyne.KeyReturn)
	g.keeper.err = progress.ErrDiskFull
	g.key(fyne.Key1)
	g.Reads("The disk is full, so this is not saved.", "You knock. Nobody answers. You hear one slow, rattling breath.")
	g.Hides("The lock turns.")
	g.Markup(t, "not_saved.xml")
	g.keeper.err = nil
	g.key(fyne.KeyReturn) // on "Try again"
	g.Reads("The lock turns.")
	g.Hides("The disk is full, so this is not saved.")
	if diff := cmp.Diff(did{"open"}, g.actions()); diff != "" {
		t.Error(diff)
	}
}

func TestAnotherActionCanBeChosenAfterAFailure(t *testing.T) {
	g := open(t, new(memory), library(0), "")
	g.key(fyne.KeyReturn)
	g.keeper.err = progress.ErrDiskFull
	g.key(fyne.Key1)
	g.keeper.err = nil
	g.key(fyne.Key2)
	g.Hides("The disk is full, so this is not saved.")
	if diff := cmp.Diff(did{"knock"}, g.actions()); diff != "" {
		t.Error(diff)
	}
}

func TestARunThatCannotBeKeptDoesNotBegin(t *testing.T) {
	g := open(t, &memory{err: progress.ErrCannotWrite}, library(0), "")
	g.key(fyne.KeyReturn)
	g.Hides("What do you do?")
	g.keeper.err = nil
	g.Press("Try again")
	g.work.Drain()
	g.Reads("What do you do?")
	if len(g.keeper.started) != 1 {
		t.Errorf("%d runs begun", len(g.keeper.started))
	}
}

func TestLeavingLosesNoStep(t *testing.T) {
	g := open(t, &memory{Keeper: uitest.Keeper{Record: recordOf(played(t, "r", 0, "knock"))}}, library(0), "r")
	g.HandleKey(&fyne.KeyEvent{Name: fyne.Key1})
	g.leave()
	g.work.Drain()
	if diff := cmp.Diff(did{"knock", "open"}, g.actions()); diff != "" {
		t.Error(diff)
	}
	if len(g.model.run.Steps) != 1 {
		t.Error("a screen that was left has changed")
	}
}

func TestARunIsGoneOnWithAfterARestart(t *testing.T) {
	half := func() *memory { return &memory{Keeper: uitest.Keeper{Record: recordOf(played(t, "r", 0, "knock"))}} }
	g := open(t, half(), library(0), "")
	g.Reads("You stopped in the middle of this. It was on 22 November 2026, Victoria, after 1 step.")
	g.key(fyne.KeyReturn, fyne.Key1)
	if diff := cmp.Diff(did{"knock", "open"}, g.actions()); diff != "" || g.keeper.started != nil {
		t.Errorf("began %v, %s", g.keeper.started, diff)
	}
	g = open(t, half(), library(0), "")
	g.keeper.steps = nil
	g.Press("Start from the beginning")
	g.work.Drain()
	g.key(fyne.Key1)
	if diff := cmp.Diff(did{"open"}, g.actions()); diff != "" || len(g.keeper.started) != 1 {
		t.Errorf("began %d runs, %s", len(g.keeper.started), diff)
	}
}

func TestTheStartTakesAPlaceAndAClock(t *testing.T) {
	g := open(t, new(memory), library(3), "")
	g.Reads("Ambulances come without police here, unless somebody is in danger.")
	g.Press("Somewhere else")
	g.Reads("Find out which number to call where you are.")
	test.Tap(g.start.clock)
	if diff := cmp.Diff([]bool{false}, g.set); diff != "" {
		t.Errorf("kept choices: %s", diff)
	}
	g.Press("Start")
	g.work.Drain()
	if r := g.keeper.started[0]; r.Variant != "elsewhere" || r.Clock {
		t.Errorf("began in %q, clock %v", r.Variant, r.Clock)
	}
	g.Hides("In 3 seconds, a minute passes in the story.")
	g.wait(9)
	if len(g.keeper.steps) != 0 {
		t.Error("minutes pass without a clock")
	}
}

func TestTheDebriefLeadsOn(t *testing.T) {
	for label, want := range map[string]nav.Route{
		"Play it again":       {Screen: nav.Scenario, Module: "m", Scenario: "toilet"},
		"Back to the module":  {Screen: nav.Module, Module: "m"},
		"Asleep or overdose?": {Screen: nav.Lesson, Module: "m", Lesson: "signs"},
	} {
		g := open(t, &memory{Keeper: uitest.Keeper{Record: recordOf(played(t, "r", 0, "knock", "leave"))}}, library(0), "r")
		g.Return(label)
		if g.way.Last() != want {
			t.Errorf("%s leads to %v", label, g.way.Last())
		}
	}
}

func TestEarlierRunsCanBeLookedBackAt(t *testing.T) {
	g := open(t, &memory{Keeper: uitest.Keeper{Record: recordOf(played(t, "old", 0, "leave"))}}, library(0), "")
	g.Return("22 November 2026 · Robin did not get enough air · Victoria")
	if want := (nav.Route{Screen: nav.Scenario, Module: "m", Scenario: "toilet", Run: "old"}); g.way.Last() != want {
		t.Errorf("leads to %v", g.way.Last())
	}
}

func TestTheDebriefShowsWhatHappened(t *testing.T) {
	g := open(t, &memory{Keeper: uitest.Keeper{Record: recordOf(played(t, "r", 0, "knock", "open", "spray"))}}, library(0), "r")
	g.Markup(t, "debrief.xml")
	g.Hides("What to hold on to")
	g.Press("WHO: Community management")
	if g.Canvas.Overlays().Top() == nil {
		t.Error("the source does not open")
	}
}

func TestStoppingGoesBack(t *testing.T) {
	g := open(t, new(memory), library(0), "")
	g.Press("Not now")
	g.Press("Start")
	g.work.Drain()
	g.Press("Stop for now")
	if g.way.Backs != 2 {
		t.Errorf("went back %d times", g.way.Backs)
	}
}

func TestWhatIsNotThereSaysSo(t *testing.T) {
	g := open(t, new(memory), library(0), "gone")
	g.Return("Go to Learn")
	if g.way.Last().Screen != nav.Learn {
		t.Errorf("leads to %v", g.way.Last())
	}
}

func TestWhatDoesNotFitOnScreenIsReadFirst(t *testing.T) {
	g := open(t, new(memory), library(0), "")
	g.Screen.page.Resize(fyne.NewSize(500, 260))
	if g.Focus() != nil {
		t.Error("the start has the keyboard, below what is on screen")
	}
	g.key(fyne.KeyReturn)
	if f := g.Canvas.Focused(); f != nil {
		t.Fatalf("the keyboard is on %T, below what is on screen", f)
	}
	g.key(fyne.KeyDown)
	if len(g.keeper.steps) != 0 {
		t.Error("scrolling did something")
	}
	g.key(fyne.KeyReturn)
	if g.play.row(g.Canvas.Focused()) != 0 {
		t.Error("Return does not lead to the actions")
	}
}
