package answersview

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

type rig struct {
	*uitest.Shown
	screen *Screen
	way    *uitest.Way
}

func show(t testing.TB, r progress.Record, module catalog.ModuleID) *rig {
	t.Helper()
	x := &rig{Shown: uitest.Window(t), way: &uitest.Way{}}
	x.screen = New(t.Context(), Deps{
		Catalog: uitest.Library(), Learner: uitest.Learner(t, progress.Profile{}, r), Nav: x.way, Now: uitest.Now,
	}, module)
	x.Show(x.screen.Content())
	return x
}

func TestAnAttemptOpensItsResultByKeyboard(t *testing.T) {
	x := show(t, progress.Record{Attempts: []quiz.Attempt{
		attempt("old", quiz.ForPass, 3, 2, 0), attempt("new", quiz.Practice, 0, 1, 1),
	}}, "")
	x.Canvas.FocusNext()
	x.Canvas.FocusNext()
	x.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if diff := cmp.Diff([]nav.Route{to("basics", "old")}, x.way.Went); diff != "" {
		t.Error(diff)
	}
	x.Markup(t, "two.xml")
}

func TestNothingAnsweredYetLeadsToLearn(t *testing.T) {
	x := show(t, progress.Record{}, "")
	x.Press("Go to Learn")
	if diff := cmp.Diff([]nav.Route{{Screen: nav.Learn}}, x.way.Went); diff != "" {
		t.Error(diff)
	}
}

func TestFromOneModuleToAll(t *testing.T) {
	x := show(t, progress.Record{Attempts: []quiz.Attempt{attempt("a", quiz.ForPass, 3, 2, 0)}}, "basics")
	x.Press("Answers of all modules")
	if diff := cmp.Diff([]nav.Route{{Screen: nav.Answers}}, x.way.Replaced); diff != "" {
		t.Error(diff)
	}
}

func TestAThousandAttemptsMakeFewRows(t *testing.T) {
	x := show(t, many(1200), "")
	rows := 0
	for _, o := range test.LaidOutObjects(x.screen.Content()) {
		if _, ok := o.(*w.TapPanel); ok {
			rows++
		}
	}
	if rows < 5 || rows > 60 {
		t.Errorf("%d rows were made", rows)
	}
	x.screen.HandleKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	x.Reads("Quiz · on 3 October 2026, 12:00")
}

// BenchmarkOpen is the time to open the list of 1,200 attempts.
func BenchmarkOpen(b *testing.B) {
	x := uitest.Window(b)
	l := uitest.Learner(b, progress.Profile{}, many(1200))
	for b.Loop() {
		x.Show(New(b.Context(), Deps{Catalog: uitest.Library(), Learner: l, Nav: &uitest.Way{}, Now: uitest.Now}, "").Content())
	}
}
