package resultview

import (
	"context"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/popup"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A memory is a keeper of a record that does not change.
type memory struct {
	progress.Keeper // nil: what is not below is not asked for

	record progress.Record
}

func (m memory) Profile() progress.Profile                                 { return progress.Profile{} }
func (m memory) Load(context.Context) (progress.Record, error)             { return m.record, nil }
func (m memory) SaveVisit(context.Context, progress.Visit) error           { return nil }
func (m memory) StartAttempt(context.Context, quiz.Attempt) error          { return nil }
func (m memory) SaveResponse(context.Context, string, quiz.Response) error { return nil }
func (m memory) Close() error                                              { return nil }

// A way records where the screen leads.
type way struct{ went []nav.Route }

func (n *way) Go(r nav.Route)    { n.went = append(n.went, r) }
func (n *way) Replace(nav.Route) {}
func (n *way) Back()             {}

func open(t *testing.T, c *catalog.Catalog, r progress.Record) (*Screen, *way, fyne.Canvas) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	win := test.NewTempWindow(t, w.Space(1, 1))
	win.SetPadded(false)
	win.Resize(fyne.NewSize(900, 640))
	work, n := new(bgtest.Queue), new(way)
	var l *learner.Learner
	learner.Open(t.Context(), work, memory{record: r}, func(got *learner.Learner, err error) {
		if err != nil {
			t.Fatal(err)
		}
		l = got
	})
	work.Drain()
	s := New(t.Context(), Deps{
		Catalog: c, Learner: l, Nav: n, Canvas: win.Canvas(),
		Outside: popup.Outside{Open: func(string) error { return nil }, Copy: func(string) {}},
	}, "a")
	win.SetContent(s.Content())
	win.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { s.HandleKey(e) })
	return s, n, win.Canvas()
}

// texts are all words below o.
func texts(o fyne.CanvasObject) []string {
	var all []string
	for _, o := range test.LaidOutObjects(o) {
		if t, ok := o.(*w.Text); ok {
			all = append(all, t.Text())
		}
	}
	return all
}

// links are the links below o, by their words.
func links(o fyne.CanvasObject) map[string]*w.Link {
	all := map[string]*w.Link{}
	for _, o := range test.LaidOutObjects(o) {
		if l, ok := o.(*w.Link); ok {
			all[texts(l)[0]] = l
		}
	}
	return all
}

func TestWhatWasMissedComesFirst(t *testing.T) {
	_, _, c := open(t, library(), record(ids{"tea"}, ids{"call", "run"}, ids{quiz.Unsure}))
	all := texts(c.Content())
	first, list := slices.Index(all, "Start with these"), slices.Index(all, "Every question, explained")
	if first < 0 || list < first {
		t.Errorf("critical items at %d, every item at %d of %q", first, list, all)
	}
	for _, want := range []string{"Not yet", "Tea", "Tea can wait.", "Air comes first.", "Right answer: Air", "You didn't know", "Not yet right", "Must be right"} {
		if !slices.Contains(all, want) {
			t.Errorf("%q is not shown", want)
		}
	}
	test.AssertRendersToMarkup(t, "not_yet.xml", c)
}

func TestAPassNeedsNoSecondLook(t *testing.T) {
	s, n, c := open(t, library(), record(ids{"air"}, ids{"call", "stay"}, ids{quiz.True}))
	if slices.Contains(texts(c.Content()), "Start with these") {
		t.Error("a pass without a mistake has something to start with")
	}
	test.Tap(s.buttons[0])
	test.Tap(s.buttons[1])
	test.Tap(links(c.Content())["Print the handout: Five steps"])
	want := []nav.Route{
		{Screen: nav.Module, Module: "n"}, {Screen: nav.Quiz, Module: "m"}, {Screen: nav.Handout, Handout: "h"},
	}
	if diff := cmp.Diff(want, n.went); diff != "" {
		t.Error(diff)
	}
	test.AssertRendersToMarkup(t, "passed.xml", c)
}

func TestItemsLeadToTheirLessonAndTheirSources(t *testing.T) {
	_, n, c := open(t, library(), record(ids{"air"}, ids{"call"}, ids{quiz.False}))
	all := links(c.Content())
	all["Read: Air first"].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if diff := cmp.Diff([]nav.Route{{Screen: nav.Lesson, Module: "m", Lesson: "air"}}, n.went); diff != "" {
		t.Error(diff)
	}
	all["Source: WHO: Guidelines"].TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	top := c.Overlays().Top()
	if top == nil || !slices.Contains(texts(top), "Guidelines") {
		t.Error("the source note does not open")
	}
}

func TestAShortPathIsWalkedByKeyboard(t *testing.T) {
	c := taught()
	_, n, canvas := open(t, c, answered(c, quiz.PreCheck, ids{"air"}, ids{"call"}, ids{quiz.True}))
	all := texts(canvas.Content())
	for _, want := range []string{"You know how to", "Give air", "Your short path", "8 minutes"} {
		if !slices.Contains(all, want) {
			t.Errorf("%q is not shown", want)
		}
	}
	canvas.FocusNext()
	canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	canvas.FocusNext()
	canvas.FocusNext()
	canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	lesson := nav.Route{Screen: nav.Lesson, Module: "m", Lesson: "help"}
	if diff := cmp.Diff([]nav.Route{lesson, lesson}, n.went); diff != "" {
		t.Error(diff)
	}
	test.AssertRendersToMarkup(t, "pre_check.xml", canvas)
}

func TestTheScheduleIsAskedForARefresherAlone(t *testing.T) {
	c := library()
	for purpose, want := range map[quiz.Purpose]int{quiz.Refresher: 1, quiz.Booster: 1, quiz.ForPass: 0, quiz.Practice: 0} {
		asked := 0
		s, _, _ := open(t, c, answered(c, purpose, ids{"air"}, ids{"call"}, ids{quiz.True}))
		s.deps.Now = func() time.Time { return noon }
		s.deps.Deck = func() *refresher.Deck {
			asked++
			return refresher.NewDeck(c, progress.Record{})
		}
		s.Refresh()
		if asked != want {
			t.Errorf("%q asked %d times", purpose, asked)
		}
	}
}

func TestAResultThatIsNotThereSaysSo(t *testing.T) {
	s, n, _ := open(t, library(), progress.Record{})
	test.Tap(s.buttons[0])
	if diff := cmp.Diff([]nav.Route{{Screen: nav.Learn}}, n.went); diff != "" {
		t.Error(diff)
	}
}

func TestTheResultScrollsByKeyboard(t *testing.T) {
	s, _, _ := open(t, library(), record(ids{"tea"}, ids{"call"}, ids{quiz.False}))
	if s.HandleKey(&fyne.KeyEvent{Name: fyne.KeyQ}) {
		t.Error("a letter is used")
	}
	if !s.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) {
		t.Error("Page Down is not used")
	}
}

func TestRefreshShowsALibraryThatHasChanged(t *testing.T) {
	c := library()
	s, _, canvas := open(t, c, record(ids{"air"}, ids{"call"}, ids{quiz.False}))
	c.Modules[0].Title = "Overdose, new"
	s.Refresh()
	if !slices.Contains(texts(canvas.Content()), "Overdose, new · 3 May 2026") {
		t.Errorf("shown is %q", texts(canvas.Content()))
	}
}
