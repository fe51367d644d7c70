package lessonview

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/popup"
	"github.com/passalong/passalong/internal/ui/uitest"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A memory is a keeper that can be told to fail.
type memory struct {
	progress.Keeper // nil: what is not below is not asked for

	record progress.Record
	err    error
	saved  []progress.Visit
}

func (m *memory) Profile() progress.Profile                                 { return progress.Profile{} }
func (m *memory) Load(context.Context) (progress.Record, error)             { return m.record, nil }
func (m *memory) StartAttempt(context.Context, quiz.Attempt) error          { return m.err }
func (m *memory) SaveResponse(context.Context, string, quiz.Response) error { return m.err }
func (m *memory) Close() error                                              { return nil }

func (m *memory) SaveVisit(ctx context.Context, v progress.Visit) error {
	if err := errors.Join(ctx.Err(), m.err); err != nil {
		return err
	}
	m.saved = append(m.saved, v)
	return nil
}

func (m *memory) last(t *testing.T) progress.Visit {
	t.Helper()
	if len(m.saved) == 0 {
		t.Fatal("nothing is saved")
	}
	return m.saved[len(m.saved)-1]
}

// A way records where the screen leads.
type way struct{ went []nav.Route }

func (n *way) Go(r nav.Route)    { n.went = append(n.went, r) }
func (n *way) Replace(nav.Route) {}
func (n *way) Back()             {}

// A browser records the lessons that were opened in it.
type browser struct {
	opened []catalog.LessonID
	err    error
}

func (b *browser) OpenLesson(_ context.Context, _ catalog.ModuleID, l catalog.LessonID) error {
	b.opened = append(b.opened, l)
	return b.err
}

// A rig is the screen in a window.
type rig struct {
	*Screen
	keeper *memory
	way    *way
	pages  *browser
	work   *bgtest.Queue
	canvas fyne.Canvas
	leave  context.CancelFunc
}

func open(t *testing.T, k *memory, l catalog.LessonID) *rig {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	win := test.NewTempWindow(t, w.Space(1, 1))
	win.SetPadded(false)
	win.Resize(fyne.NewSize(900, 640))
	g := &rig{keeper: k, way: new(way), pages: new(browser), work: new(bgtest.Queue), canvas: win.Canvas()}
	var le *learner.Learner
	learner.Open(t.Context(), g.work, k, func(got *learner.Learner, err error) {
		if err != nil {
			t.Fatal(err)
		}
		le = got
	})
	g.work.Drain()
	ctx, leave := context.WithCancel(t.Context())
	g.leave = leave
	t.Cleanup(leave)
	g.Screen = New(ctx, Deps{
		Catalog: library(), Learner: le, Nav: g.way, Run: g.work, Canvas: g.canvas, Pages: g.pages,
		Outside: popup.Outside{Open: func(string) error { return nil }, Copy: func(string) {}},
		Now:     func() time.Time { return noon },
	}, "m", l)
	g.settled = func(context.Context) {}
	win.SetContent(g.Content())
	g.canvas.SetOnTypedKey(func(e *fyne.KeyEvent) { g.HandleKey(e) })
	g.work.Drain()
	return g
}

func (g *rig) key(names ...fyne.KeyName) {
	for _, n := range names {
		g.canvas.OnTypedKey()(&fyne.KeyEvent{Name: n})
	}
	g.work.Drain()
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

func (g *rig) dialog(t *testing.T) []string {
	t.Helper()
	top := g.canvas.Overlays().Top()
	if top == nil {
		t.Fatal("no dialog is open")
	}
	return texts(top)
}

func TestOpeningALessonIsKept(t *testing.T) {
	g := open(t, &memory{}, "call")
	want := progress.Visit{Module: "m", Lesson: "call", ModuleVersion: "1.2", Opened: noon}
	if diff := cmp.Diff(want, g.keeper.last(t)); diff != "" {
		t.Error(diff)
	}
	test.AssertRendersToMarkup(t, "opened.xml", g.canvas)
}

func TestReadingToTheEndFinishesTheLesson(t *testing.T) {
	g := open(t, &memory{}, "call")
	g.key(fyne.KeyPageDown)
	if v := g.keeper.last(t); v.Block == 0 || !v.Finished.IsZero() {
		t.Errorf("after a page: %+v", v)
	}
	g.key(fyne.KeyEnd)
	if v := g.keeper.last(t); !v.Finished.Equal(noon) {
		t.Errorf("at the end: %+v", v)
	}
	test.AssertRendersToMarkup(t, "end.xml", g.canvas)
}

func TestAShortLessonIsFinishedAtOnce(t *testing.T) {
	if v := open(t, &memory{}, "stay").keeper.last(t); v.Finished.IsZero() {
		t.Errorf("the whole lesson was on screen: %+v", v)
	}
}

func TestALessonOpensWhereItsReadingStopped(t *testing.T) {
	stopped := progress.Visit{Module: "m", Lesson: "call", Block: 30, Opened: noon}
	g := open(t, &memory{record: visits(stopped)}, "call")
	if block, _ := g.doc.At(); block != 30 {
		t.Errorf("opens at block %d, want 30", block)
	}
}

func TestOneWriteForAStretchOfScrolling(t *testing.T) {
	g := open(t, &memory{}, "call")
	before := len(g.keeper.saved)
	for range 3 {
		g.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	}
	block, _ := g.doc.At()
	g.work.Drain()
	if got := len(g.keeper.saved) - before; got != 1 || g.keeper.last(t).Block != block {
		t.Errorf("%d writes, the last of block %d; want 1 of %d", got, g.keeper.last(t).Block, block)
	}
}

func TestLeavingKeepsThePlace(t *testing.T) {
	g := open(t, &memory{}, "call")
	g.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	block, _ := g.doc.At()
	g.Leave()
	g.leave()
	g.work.Drain()
	if v := g.keeper.last(t); v.Block != block || block == 0 {
		t.Errorf("kept block %d, want %d", v.Block, block)
	}
}

func TestAPlaceThatIsNotKeptIsSaidQuietlyAndOnce(t *testing.T) {
	k := &memory{err: progress.ErrDiskFull}
	g := open(t, k, "call")
	if !g.parts.notice.Visible() {
		t.Fatal("nothing says that the place is not kept")
	}
	g.parts.notice.Clear()
	g.key(fyne.KeyPageDown)
	if g.parts.notice.Visible() {
		t.Error("what was dismissed is said again")
	}
	k.err = nil
	g.key(fyne.KeyPageDown)
	if k.last(t).Block == 0 {
		t.Error("the place is not kept once there is room")
	}
}

func TestWaysOn(t *testing.T) {
	lesson := func(l catalog.LessonID) nav.Route { return nav.Route{Screen: nav.Lesson, Module: "m", Lesson: l} }
	toQuiz := nav.Route{Screen: nav.Quiz, Module: "m"}
	for name, c := range map[string]struct {
		lesson catalog.LessonID
		do     func(*rig)
		want   []nav.Route
	}{
		"next by key":             {"call", func(g *rig) { g.key(fyne.KeyN) }, []nav.Route{lesson("stay")}},
		"next by arrow":           {"call", func(g *rig) { g.key(fyne.KeyRight) }, []nav.Route{lesson("stay")}},
		"next by button":          {"call", func(g *rig) { test.Tap(g.parts.next) }, []nav.Route{lesson("stay")}},
		"the quiz after the last": {"stay", func(g *rig) { test.Tap(g.parts.next) }, []nav.Route{toQuiz}},
		"previous by key":         {"stay", func(g *rig) { g.key(fyne.KeyP, fyne.KeyLeft) }, []nav.Route{lesson("call"), lesson("call")}},
		"previous by button":      {"stay", func(g *rig) { test.Tap(g.parts.previous) }, []nav.Route{lesson("call")}},
		"nothing before the first": {"call", func(g *rig) {
			g.key(fyne.KeyP)
			if g.parts.previous.Visible() {
				g.way.Go(nav.Route{})
			}
		}, nil},
		"a link to a lesson": {"call", func(g *rig) { g.openLesson("stay") }, []nav.Route{lesson("stay")}},
	} {
		t.Run(name, func(t *testing.T) {
			g := open(t, &memory{}, c.lesson)
			c.do(g)
			if diff := cmp.Diff(c.want, g.way.went); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPressedWordsExplainThemselves(t *testing.T) {
	g := open(t, &memory{}, "stay")
	for name, c := range map[string]struct {
		press func()
		want  string
	}{
		"a citation":              {func() { g.openSource("who") }, "https://example.org/who"},
		"a citation without note": {func() { g.openSource("gone") }, "gone"},
		"a term":                  {func() { g.openTerm("naloxone") }, "A medicine that reverses opioids."},
		"a link":                  {func() { g.openLink("https://example.org/more") }, "https://example.org/more"},
	} {
		t.Run(name, func(t *testing.T) {
			c.press()
			if all := g.dialog(t); !slices.Contains(all, c.want) {
				t.Errorf("%q is not in %q", c.want, all)
			}
			g.canvas.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
		})
	}
	g.openTerm("unheard of")
	if g.canvas.Overlays().Top() != nil {
		t.Error("a term without meaning opens something")
	}
}

func TestTheWebPageOpensOrSaysWhyNot(t *testing.T) {
	g := open(t, &memory{}, "call")
	g.pages.err = errors.New("no browser")
	test.Tap(g.parts.page)
	g.work.Drain()
	if diff := cmp.Diff([]catalog.LessonID{"call"}, g.pages.opened); diff != "" {
		t.Error(diff)
	}
	if !g.parts.notice.Visible() {
		t.Error("nothing says that the page did not open")
	}
	g.pages.err = nil
	test.Tap(g.parts.page)
	g.work.Drain()
	if g.parts.notice.Visible() {
		t.Error("the notice stays after the page opened")
	}
}

func TestSourcesAreFoldedUntilAskedFor(t *testing.T) {
	g := open(t, &memory{}, "call")
	const source = "WHO: Guidelines"
	shown := uitest.Shown{Canvas: g.canvas}
	g.key(fyne.KeyEnd)
	if slices.Contains(shown.Texts(), source) {
		t.Fatal("the sources are in the way of what is next")
	}
	for _, o := range test.LaidOutObjects(g.Content()) {
		if b, ok := o.(*w.Button); ok && b.Label() == "Show the source" {
			b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		}
	}
	if all := shown.Texts(); !slices.Contains(all, source) {
		t.Errorf("%q is not shown when asked for; there is %q", source, all)
	}
}

func TestALessonThatIsGoneLeadsToLearn(t *testing.T) {
	g := open(t, &memory{}, "gone")
	if g.HandleKey(&fyne.KeyEvent{Name: fyne.KeyN}) {
		t.Error("there is something next")
	}
	g.Leave()
	g.work.Drain()
	if len(g.keeper.saved) != 0 {
		t.Errorf("kept %v", g.keeper.saved)
	}
	for _, o := range test.LaidOutObjects(g.Content()) {
		if b, ok := o.(*w.Button); ok {
			test.Tap(b)
		}
	}
	if diff := cmp.Diff([]nav.Route{{Screen: nav.Learn}}, g.way.went); diff != "" {
		t.Error(diff)
	}
}
