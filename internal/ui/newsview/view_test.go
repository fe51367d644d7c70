package newsview_test

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/newsview"
	"github.com/passalong/passalong/internal/ui/uitest"
)

type seen = map[catalog.ModuleID]string

// keeper is a record that can refuse.
type keeper struct {
	uitest.Keeper
	err error
}

func (k *keeper) SaveModulesSeen(context.Context, map[catalog.ModuleID]string) error { return k.err }

// printed is a print log, or one that cannot be read.
type printed struct {
	all []recall.Print
	err error
}

func (p printed) Entries() ([]recall.Print, error) { return p.all, p.err }

type rig struct {
	*uitest.Shown
	screen *newsview.Screen
	way    *uitest.Way
	queue  *bgtest.Queue
	keeper *keeper
	who    *learner.Learner
	leave  context.CancelFunc
}

func open(t *testing.T, c *catalog.Catalog, r progress.Record, log printed) *rig {
	t.Helper()
	o := &rig{Shown: uitest.Window(t), way: &uitest.Way{}, queue: new(bgtest.Queue), keeper: &keeper{}}
	ctx, cancel := context.WithCancel(t.Context())
	o.leave, o.who = cancel, learner.New(t.Context(), o.queue, o.keeper, r)
	o.screen = newsview.New(ctx, newsview.Deps{Catalog: c, Learner: o.who, Nav: o.way, Run: o.queue, Canvas: o.Canvas, Now: uitest.Now, Prints: log})
	o.Show(o.screen.Content())
	return o
}

// changed is the small library after an update of its first module, and the record of somebody who answered before it.
func changed() (*catalog.Catalog, progress.Record) {
	c := uitest.Library()
	m := &c.Modules[0]
	m.Quiz.Items[0].Prompt, m.Quiz.Items[1].Prompt = "Does it last an hour?", "Is it safe?"
	a := uitest.Attempt(m, "then", 2, 0)
	a.Quiz.Items = append([]quiz.Item(nil), a.Quiz.Items...)
	m.Quiz.Items = append([]quiz.Item(nil), m.Quiz.Items...)
	m.Version = "1.1"
	m.Quiz.Items[0].Choices = []quiz.Choice{{ID: "yes", Text: "Yes"}, {ID: "no", Text: "No", Correct: true}}
	m.Changes = []catalog.ModuleChange{{
		Version: "1.1", Date: uitest.Noon, What: "It lasts less than an hour.", Why: "A study found so.", Lessons: []catalog.LessonID{"what"}, Corrected: []string{"a"},
	}}
	m.Handouts[0].Changes = []catalog.Amendment{{Version: "1.0", Date: uitest.Noon, What: "The hour was wrong.", Recall: true}}
	return c, progress.Record{Attempts: []quiz.Attempt{a}, ModulesSeen: seen{"basics": "1.0", "overdose": "0.3"}}
}

func TestWhatChangedAndWhy(t *testing.T) {
	c, r := changed()
	o := open(t, c, r, printed{all: []recall.Print{{ID: "1", Handout: "lost", Title: "Old card", Version: "0.1", Copies: 40, At: uitest.Noon}}})
	o.Reads("Looking for what is new…")
	o.queue.Drain()
	o.Hides("Looking for what is new…")
	o.Reads("What's new", "Handouts to bin", "40 × Old card, version 0.1, printed on 22 November 2026: the library does not have it any more.",
		"The basics", "Changed on 22 November 2026 (version 1.0 → 1.1)", "It lasts less than an hour.", "Why: A study found so.",
		"Pocket card, version 1.0: The hour was wrong.", "Bin copies of earlier versions.",
		"Corrected since you answered", "This question has been corrected since. You answered the old one.",
		"Does it last an hour?", "Yes", "No", "Your answer was right then. It is not right any more.")
	o.Markup(t, "changed.xml")
	for label, want := range map[string]nav.Route{
		"Open the print log": {Screen: nav.PrintLog},
		"Read: What it is":   {Screen: nav.Lesson, Module: "basics", Lesson: "what"},
		"Open “Pocket card”": {Screen: nav.Handout, Handout: "card"},
		"Answer it again":    {Screen: nav.Quiz, Module: "basics", Purpose: quiz.Practice},
	} {
		o.Return(label)
		if got := o.way.Last(); got != want {
			t.Errorf("%s leads to %+v", label, got)
		}
	}
}

func TestGotItIsKeptAndGoesBack(t *testing.T) {
	c, r := changed()
	o := open(t, c, r, printed{})
	o.queue.Drain()
	o.Return("Got it")
	o.Return("Got it") // while it is being kept
	if o.way.Backs != 0 {
		t.Error("went back before it was kept")
	}
	o.queue.Drain()
	if diff := cmp.Diff(seen{"basics": "1.1", "overdose": "0.3"}, o.who.Record().ModulesSeen); diff != "" || o.way.Backs != 1 {
		t.Errorf("went back %d times; %s", o.way.Backs, diff)
	}
	if got := o.who.Record().Attempts[0].Responses[0]; !got.Correct {
		t.Error("the answer was judged again")
	}
	o.screen.Refresh()
	o.queue.Drain()
	o.Reads("Nothing is new")
	o.Hides("The basics", "Got it")
}

func TestWhatIsNotKeptStays(t *testing.T) {
	c, r := changed()
	o := open(t, c, r, printed{})
	o.queue.Drain()
	o.keeper.err = progress.ErrDiskFull
	o.Press("Got it")
	o.queue.Drain()
	if o.way.Backs != 0 {
		t.Error("went back, and nothing is kept")
	}
	o.Reads("The basics", "The disk is full, so this is not saved.")
	o.keeper.err = nil
	o.Press("Got it")
	o.queue.Drain()
	if o.way.Backs != 1 {
		t.Error("the second time it did not go back")
	}
}

func TestWhoHasLeftIsNotCalledBack(t *testing.T) {
	c, r := changed()
	o := open(t, c, r, printed{})
	o.queue.Drain()
	o.Press("Got it")
	o.leave()
	o.queue.Drain()
	if o.way.Backs != 0 {
		t.Error("went back from another screen")
	}
	if got := o.who.Record().ModulesSeen["basics"]; got != "1.1" {
		t.Errorf("kept %q: writes outlive the screen", got)
	}
}

func TestNothingNew(t *testing.T) {
	o := open(t, uitest.Library(), progress.Record{}, printed{})
	o.queue.Drain()
	o.Reads("Nothing is new")
	o.Hides("Got it", "Handouts to bin")
	o.Markup(t, "nothing.xml")
	o.Return("Go to Home")
	if got := o.way.Last(); got != (nav.Route{Screen: nav.Home}) {
		t.Errorf("went to %+v", got)
	}
}

func TestAPrintLogThatCannotBeReadHidesNoNews(t *testing.T) {
	c, r := changed()
	o := open(t, c, r, printed{err: uitest.ErrAny})
	o.queue.Drain()
	o.Reads("The basics", "Got it")
	o.Hides("Handouts to bin")
}

func TestModulesThatWereNotBegunAreShownWhenAskedFor(t *testing.T) {
	c := uitest.Library()
	told := seen{"basics": "1.0", "overdose": "0.3"}
	for i := range 15 {
		m := c.Modules[1]
		m.ID, m.Title = catalog.ModuleID(rune('a'+i)), "Module "+string(rune('a'+i))
		c.Modules = append(c.Modules, m)
	}
	o := open(t, c, progress.Record{ModulesSeen: told}, printed{})
	o.queue.Drain()
	o.Hides("Module o")
	o.Return("Show 3 more modules that you have not begun")
	o.Reads("Module o")
	if !o.screen.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) || o.screen.HandleKey(&fyne.KeyEvent{Name: fyne.KeyF1}) {
		t.Error("Page Down is not used, or F1 is")
	}
}
