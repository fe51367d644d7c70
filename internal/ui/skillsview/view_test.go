package skillsview

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// A memory is a keeper of observations that can be told to fail.
type memory struct {
	uitest.Keeper
	err  error
	kept []progress.Observation
}

func (m *memory) SaveObservation(ctx context.Context, o progress.Observation) error {
	if err := errors.Join(ctx.Err(), m.err); err != nil {
		return err
	}
	m.kept = append(m.kept, o)
	return nil
}

// A rig is the screen in a window.
type rig struct {
	*Screen
	*uitest.Shown
	keeper *memory
	way    *uitest.Way
	work   *bgtest.Queue
	leave  context.CancelFunc
}

func open(t *testing.T, module catalog.ModuleID) *rig {
	t.Helper()
	g := &rig{Shown: uitest.Window(t), keeper: new(memory), way: new(uitest.Way), work: new(bgtest.Queue)}
	ids := 0
	ctx, leave := context.WithCancel(t.Context())
	g.leave = leave
	t.Cleanup(leave)
	g.Screen = New(ctx, Deps{
		Catalog: library(), Learner: learner.New(t.Context(), g.work, g.keeper, progress.Record{}), Nav: g.way, Canvas: g.Canvas,
		Now: func() time.Time { return noon }, NewID: func() string { ids++; return fmt.Sprint("id-", ids) },
	}, module)
	g.Show(g.Content())
	g.Canvas.SetOnTypedKey(func(e *fyne.KeyEvent) { g.HandleKey(e) })
	if f := g.Focus(); f != nil {
		g.Canvas.Focus(f)
	}
	return g
}

func (g *rig) key(names ...fyne.KeyName) {
	for _, n := range names {
		if f := g.Canvas.Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: n})
		} else {
			g.Canvas.OnTypedKey()(&fyne.KeyEvent{Name: n})
		}
		g.work.Drain()
	}
}

func TestAWholeChecklistByKeyboard(t *testing.T) {
	g := open(t, "m")
	g.Markup(t, "list.xml")
	g.key(fyne.KeyReturn)                             // the first skill
	g.key(fyne.KeySpace, fyne.KeyDown, fyne.KeySpace) // two steps
	g.Canvas.FocusNext()                              // third step
	g.Canvas.FocusNext()                              // initials
	test.Type(g.Canvas.Focused(), "km")
	g.Markup(t, "checklist.xml")
	g.key(fyne.KeyReturn)
	want := []progress.Observation{{
		ID: "id-1", Module: "m", ModuleVersion: "1.2", Skill: "turn", Title: "Turn a person over",
		Steps: []string{"Kneels", "Puts the arm out"}, Missing: []string{"Rolls"}, Initials: "KM", At: noon,
	}}
	if diff := cmp.Diff(want, g.keeper.kept); diff != "" {
		t.Fatal(diff)
	}
	g.Reads("Saved: Turn a person over, seen by KM.", "2 of 3 steps seen on 22 November 2026 by KM", "Not yet every step")
	g.key(fyne.KeyDown) // scrolls
	g.Press("Give a spray")
	g.key(fyne.Key1)
	g.Press("Save what I saw") // the initials are there still
	g.work.Drain()
	if len(g.keeper.kept) != 2 || g.keeper.kept[1].Initials != "KM" {
		t.Errorf("kept %+v", g.keeper.kept)
	}
	g.Reads("Seen so far", "Every step was seen.")
}

func TestWhatIsNotSavedStays(t *testing.T) {
	g := open(t, "m")
	g.keeper.err = progress.ErrDiskFull
	g.key(fyne.KeyReturn, fyne.Key2)
	test.Type(g.check.initials.Field(), "KM")
	g.Press("Save what I saw")
	g.work.Drain()
	g.Reads("The disk is full, so this is not saved.", "1 of 3 steps seen")
	g.keeper.err = nil
	g.key(fyne.KeyReturn) // on "Try again"
	if len(g.keeper.kept) != 1 || g.keeper.kept[0].Steps[0] != "Puts the arm out" {
		t.Errorf("kept %+v", g.keeper.kept)
	}
}

func TestWhatIsMissingHasTheKeyboard(t *testing.T) {
	g := open(t, "m")
	g.key(fyne.KeyReturn)
	g.Press("Save what I saw")
	g.Reads("Tick what you saw first.", "Type your initials.")
	if g.Canvas.Focused() != g.check.first() {
		t.Error("the keyboard is not on the steps")
	}
	g.key(fyne.KeySpace)
	g.Press("Save what I saw")
	if g.Canvas.Focused() != g.check.initials.Field() || len(g.keeper.kept) != 0 {
		t.Error("the keyboard is not on the initials")
	}
}

func TestLeavingLosesNoObservation(t *testing.T) {
	g := open(t, "one")
	g.HandleKey(&fyne.KeyEvent{Name: fyne.Key1})
	test.Type(g.check.initials.Field(), "KM")
	g.Press("Save what I saw")
	g.leave()
	g.work.Drain()
	if len(g.keeper.kept) != 1 {
		t.Errorf("kept %d", len(g.keeper.kept))
	}
}

func TestEveryWayFromTheSkills(t *testing.T) {
	g := open(t, "m")
	sheet := nav.Route{Screen: nav.Sheet, Module: "m", Sheet: nav.ChecklistSheet}
	g.Return("Print the checklist")
	if g.way.Last() != sheet {
		t.Errorf("leads to %v", g.way.Last())
	}
	g.Press("Give a spray")
	g.way.Went = nil
	g.Return("Print the checklist")
	if g.way.Last() != sheet {
		t.Errorf("leads to %v", g.way.Last())
	}
	g.Return("All skills")
	g.Hides("Tick what you saw")
	if g.Canvas.Focused() != fyne.Focusable(g.list.cards[1]) {
		t.Error("the keyboard is not on the skill that was left")
	}
	g = open(t, "none")
	g.Return("Go to Learn")
	if g.way.Last().Screen != nav.Learn {
		t.Errorf("leads to %v", g.way.Last())
	}
}
