package homeview

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/news"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

type seen = map[catalog.ModuleID]string

func TestWhatIsNewInOneLine(t *testing.T) {
	changed, added, left := news.Module{From: "1.0", To: "1.1"}, news.Module{To: "1.0"}, news.Module{From: "1.0"}
	corrected := changed
	corrected.Corrected = make([]news.Item, 1)
	for want, n := range map[newsState]news.News{
		{}:                                      {},
		{Title: "What's new: 1 module changed"}: {Modules: []news.Module{changed}},
		{Title: "What's new: 2 modules changed, 1 new module"}:                          {Modules: []news.Module{changed, changed, added}},
		{Title: "What's new: 2 new modules, 1 module gone"}:                             {Modules: []news.Module{added, added, left}},
		{"What's new: 1 module changed", "1 question that you answered has changed"}:    {Modules: []news.Module{corrected}},
		{"What's new: 2 modules changed", "2 questions that you answered have changed"}: {Modules: []news.Module{corrected, corrected}},
	} {
		if diff := cmp.Diff(want, tell(n)); diff != "" {
			t.Error(diff)
		}
	}
}

func withNews(t *testing.T, c *catalog.Catalog, r progress.Record, notice error) (*uitest.Shown, *uitest.Way, *bgtest.Queue, *learner.Learner, *Screen) {
	t.Helper()
	w, way, queue := uitest.Window(t), &uitest.Way{}, new(bgtest.Queue)
	l := learner.New(t.Context(), queue, &uitest.Keeper{Who: progress.Profile{Nickname: "Kit"}}, r)
	s := New(t.Context(), Deps{Catalog: c, Learner: l, Nav: way, Notice: notice, News: News{Run: queue}, Alerts: Alerts{Now: uitest.Now}})
	w.Show(s.Content())
	queue.Drain()
	return w, way, queue, l, s
}

func TestNewsLeadsToItsScreen(t *testing.T) {
	w, way, queue, l, s := withNews(t, alerting(catalog.Deadly), progress.Record{ModulesSeen: seen{"basics": "0.9", "overdose": "0.3"}}, nil)
	w.Reads("Alert deadly", "What's new: 1 module changed", "Start here")
	w.Markup(t, "news.xml")
	if s.Focus() != fyne.Focusable(w.Find("Start")) {
		t.Error("the keyboard is not on what is next")
	}
	w.Return("What's new: 1 module changed")
	if want := (nav.Route{Screen: nav.News}); way.Last() != want {
		t.Errorf("went to %+v", way.Last())
	}
	l.SaveModulesSeen(seen{"basics": "1.0"}, nil)
	queue.Drain()
	s.Refresh()
	queue.Drain()
	w.Hides("What's new: 1 module changed")
}

func TestSomebodyNewIsToldNothing(t *testing.T) {
	w, _, _, l, _ := withNews(t, uitest.Library(), progress.Record{}, nil)
	w.Hides("What's new: 2 new modules", "What's new: 2 modules changed")
	if diff := cmp.Diff(seen{"basics": "1.0", "overdose": "0.3"}, l.Record().ModulesSeen); diff != "" {
		t.Error("what is kept:", diff)
	}
}

func TestSomebodyWhoReadAnOlderVersionIsTold(t *testing.T) {
	c := uitest.Library()
	old := c.Modules[0]
	old.Version = "0.9"
	w, _, queue, l, s := withNews(t, c, progress.Record{Visits: uitest.Read(&old, 1)}, nil)
	w.Reads("What's new: 1 module changed")
	if diff := cmp.Diff(seen{"basics": "0.9", "overdose": "0.3"}, l.Record().ModulesSeen); diff != "" {
		t.Error("what is kept:", diff)
	}
	s.Refresh()
	queue.Drain()
	w.Reads("What's new: 1 module changed")
}

func TestContentThatIsNotTheInstalledIsNoNews(t *testing.T) {
	w, _, _, l, _ := withNews(t, uitest.Library(), progress.Record{}, &catalog.FallbackError{Err: catalog.ErrDamaged})
	w.Hides("What's new: 2 new modules")
	if l.Record().ModulesSeen != nil {
		t.Errorf("kept %v", l.Record().ModulesSeen)
	}
}

// What is next can be pressed without scrolling in the smallest window.
func TestNewsLeavesRoomForWhatIsNext(t *testing.T) {
	w, _, _, _, s := withNews(t, alerting(catalog.Deadly, catalog.Serious, catalog.Notice), progress.Record{ModulesSeen: seen{"basics": "0.9"}}, nil)
	w.Reads("What's new: 1 module changed, 1 new module")
	s.Content().Resize(fyne.NewSize(620, 520)) // what a window of 800x600 leaves for a screen
	s.page.Relayout()
	if !s.page.Shows(w.Find("Start").(fyne.CanvasObject)) {
		t.Error("the button of what is next is out of sight")
	}
}
