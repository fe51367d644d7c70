package quizview

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A disk is a keeper that can be told to fail.
type disk struct {
	progress.Keeper // nil: what is not below is not asked for

	record  progress.Record
	err     error
	started []quiz.Attempt
	saved   []quiz.Response
}

func (m *disk) Profile() progress.Profile                       { return progress.Profile{Nickname: "Kit"} }
func (m *disk) Load(context.Context) (progress.Record, error)   { return m.record, nil }
func (m *disk) SaveVisit(context.Context, progress.Visit) error { return m.err }
func (m *disk) Close() error                                    { return nil }

func (m *disk) StartAttempt(ctx context.Context, a quiz.Attempt) error {
	if err := errors.Join(ctx.Err(), m.err); err != nil {
		return err
	}
	m.started = append(m.started, a)
	return nil
}

func (m *disk) SaveResponse(ctx context.Context, _ string, r quiz.Response) error {
	if err := errors.Join(ctx.Err(), m.err); err != nil {
		return err
	}
	m.saved = append(m.saved, r)
	return nil
}

// A way records where the screen leads.
type way struct {
	went, replaced []nav.Route
	back           int
}

func (n *way) Go(r nav.Route)      { n.went = append(n.went, r) }
func (n *way) Replace(r nav.Route) { n.replaced = append(n.replaced, r) }
func (n *way) Back()               { n.back++ }

// A rig is the screen in a window.
type rig struct {
	*Screen
	t      *testing.T
	keeper *disk
	way    *way
	work   *bgtest.Queue
	canvas fyne.Canvas
	resize func(fyne.Size) // of the window
	now    time.Time
	leave  context.CancelFunc
}

func open(t *testing.T, k *disk, attempt string) *rig {
	t.Helper()
	return openTo(t, k, nav.Route{Screen: nav.Quiz, Module: "m", Attempt: attempt})
}

func openTo(t *testing.T, k *disk, to nav.Route) *rig {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	win := test.NewTempWindow(t, w.Space(1, 1))
	win.SetPadded(false)
	win.Resize(fyne.NewSize(900, 640))
	g := &rig{t: t, keeper: k, way: new(way), work: new(bgtest.Queue), canvas: win.Canvas(), resize: win.Resize}
	var l *learner.Learner
	learner.Open(t.Context(), g.work, k, func(got *learner.Learner, err error) {
		if err != nil {
			t.Fatal(err)
		}
		l = got
	})
	g.work.Drain()
	ctx, leave := context.WithCancel(t.Context())
	g.leave = leave
	t.Cleanup(leave)
	g.now = noon
	g.Screen = New(ctx, Deps{
		Catalog: library(), Learner: l, Nav: g.way, Canvas: g.canvas, Now: func() time.Time { return g.now },
		NewID: func() string { return "fresh" }, Seed: func() uint64 { return 7 }, Minutes: func() int { return 2 },
		Deck: func() *refresher.Deck { return refresher.NewDeck(library(), l.Record()) },
	}, to)
	win.SetContent(g.Content())
	g.canvas.SetOnTypedKey(func(e *fyne.KeyEvent) { g.HandleKey(e) })
	if f := g.Focus(); f != nil {
		g.canvas.Focus(f)
	}
	return g
}

// key types keys as the window does: to what has the keyboard, or else to the window.
func (g *rig) key(names ...fyne.KeyName) {
	g.t.Helper()
	for _, n := range names {
		if n == fyne.KeyTab {
			g.canvas.FocusNext()
		} else if f := g.canvas.Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: n})
		} else {
			g.canvas.OnTypedKey()(&fyne.KeyEvent{Name: n})
		}
	}
}

func (g *rig) chosen() []quiz.ChoiceID { return g.model.given.chosen }

func record(k ...quiz.Attempt) *disk { return &disk{record: progress.Record{Attempts: k}} }

func TestAWholeQuizByKeyboard(t *testing.T) {
	g := open(t, &disk{}, "")
	test.AssertRendersToMarkup(t, "intro.xml", g.canvas)
	g.key(fyne.KeyReturn) // start
	g.work.Drain()
	want := quiz.Attempt{ID: "fresh", Module: "m", ModuleVersion: "1.0", Seed: 7, Started: noon, Quiz: sample()}
	if diff := cmp.Diff([]quiz.Attempt{want}, g.keeper.started); diff != "" {
		t.Fatal(diff)
	}
	g.key(fyne.KeySpace, fyne.KeyReturn) // first choice, answer
	g.work.Drain()
	g.key(fyne.KeyReturn)                                                           // next
	g.key(fyne.KeySpace, fyne.KeyDown, fyne.KeySpace, fyne.KeyDown, fyne.KeyReturn) // two choices, answer from a third
	g.work.Drain()
	g.key(fyne.KeyReturn, fyne.KeyC, fyne.KeyReturn) // next, "I don't know", answer
	g.work.Drain()
	if len(g.way.replaced) != 0 {
		t.Fatal("the last feedback was not shown")
	}
	g.key(fyne.KeyReturn)
	responses := []quiz.Response{
		{Item: "first", Choices: ids{"air"}, Credit: quiz.Full, Correct: true, At: noon},
		{Item: "which", Choices: ids{"call", "stay"}, Credit: quiz.Full, Correct: true, At: noon},
		{Item: "true", Choices: ids{quiz.Unsure}, At: noon},
	}
	if diff := cmp.Diff(responses, g.keeper.saved); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]nav.Route{{Screen: nav.Result, Module: "m", Attempt: "fresh"}}, g.way.replaced); diff != "" {
		t.Error(diff)
	}
}

type ids = []quiz.ChoiceID

func TestTheFeedbackWaitsForTheDisk(t *testing.T) {
	g := open(t, record(attempt()), "a")
	test.Tap(g.item.choices.group.Row(1).(fyne.Tappable))
	test.Tap(g.item.answer)
	if !slices.Equal(g.chosen(), ids{"tea"}) || g.model.phase != answering || !g.model.saving {
		t.Fatalf("while saving: phase %d, chosen %v", g.model.phase, g.chosen())
	}
	test.Tap(g.item.answer) // nothing: it is being saved
	g.work.Drain()
	if g.model.phase != explained || len(g.keeper.saved) != 1 {
		t.Errorf("after saving: phase %d, %d saved", g.model.phase, len(g.keeper.saved))
	}
	if g.canvas.Focused() != g.item.next {
		t.Error("the keyboard is not on the way on")
	}
	test.AssertRendersToMarkup(t, "feedback.xml", g.canvas)
}

func TestAnAnswerThatIsNotSavedStaysAndCanBeTriedAgain(t *testing.T) {
	k := record(attempt(all()[0]))
	g := open(t, k, "")
	k.err = progress.ErrDiskFull
	g.key(fyne.Key1, fyne.Key3, fyne.KeyReturn)
	g.work.Drain()
	if g.model.phase != answering || !slices.Equal(g.chosen(), ids{"call", "run"}) || !g.item.error.Visible() {
		t.Fatalf("phase %d, chosen %v, error shown %v", g.model.phase, g.chosen(), g.item.error.Visible())
	}
	test.AssertRendersToMarkup(t, "not_saved.xml", g.canvas)
	k.err = nil
	g.key(fyne.KeyReturn) // on "Try again"
	g.work.Drain()
	if g.model.phase != explained || g.item.error.Visible() || len(k.saved) != 1 {
		t.Errorf("after another try: phase %d, error shown %v, %d saved", g.model.phase, g.item.error.Visible(), len(k.saved))
	}
}

func TestAQuizThatCannotBeKeptDoesNotBegin(t *testing.T) {
	k := &disk{err: progress.ErrCannotWrite}
	g := open(t, k, "")
	test.Tap(g.intro.start)
	g.work.Drain()
	if g.model.phase != intro || !g.intro.error.Visible() {
		t.Fatalf("phase %d, error shown %v", g.model.phase, g.intro.error.Visible())
	}
	k.err = nil
	test.Tap(g.intro.again)
	g.work.Drain()
	if g.model.phase != answering || len(k.started) != 1 {
		t.Errorf("after another try: phase %d, %d started", g.model.phase, len(k.started))
	}
}

func TestKeysChoose(t *testing.T) {
	for name, c := range map[string]struct {
		keys []fyne.KeyName
		want ids
	}{
		"a number":                      {[]fyne.KeyName{fyne.Key2}, ids{"tea"}},
		"a letter":                      {[]fyne.KeyName{fyne.KeyB}, ids{"tea"}},
		"a number without a choice":     {[]fyne.KeyName{fyne.Key5}, nil},
		"an arrow and Space":            {[]fyne.KeyName{fyne.KeyDown, fyne.KeySpace}, ids{"tea"}},
		"an arrow alone does not":       {[]fyne.KeyName{fyne.KeyDown}, nil},
		"Return on what is not chosen":  {[]fyne.KeyName{fyne.KeyDown, fyne.KeyReturn}, ids{"tea"}},
		"Space twice keeps a single on": {[]fyne.KeyName{fyne.KeySpace, fyne.KeySpace}, ids{"air"}},
	} {
		t.Run(name, func(t *testing.T) {
			g := open(t, record(attempt()), "a")
			g.key(c.keys...)
			if !slices.Equal(g.chosen(), c.want) || len(g.keeper.saved) != 0 {
				t.Errorf("chosen %v, want %v; %d saved", g.chosen(), c.want, len(g.keeper.saved))
			}
		})
	}
}

func TestReturnWithoutAChoiceSaysWhatIsMissing(t *testing.T) {
	g := open(t, record(attempt()), "a")
	g.canvas.Focus(g.item.answer)
	g.key(fyne.KeyReturn)
	if !g.item.missing.Visible() || g.model.phase != answering {
		t.Errorf("what is missing shown %v, phase %d", g.item.missing.Visible(), g.model.phase)
	}
}

func TestLeavingLosesNoAnswer(t *testing.T) {
	g := open(t, record(attempt()), "a")
	g.key(fyne.Key1, fyne.KeyReturn)
	g.leave()
	g.work.Drain()
	if len(g.keeper.saved) != 1 {
		t.Errorf("%d responses saved", len(g.keeper.saved))
	}
	if g.model.phase != answering {
		t.Error("a screen that was left has changed")
	}
}

func TestFeedbackThatDoesNotFitKeepsTheKeyboard(t *testing.T) {
	g := open(t, record(attempt()), "a")
	g.resize(fyne.NewSize(500, 260))
	g.key(fyne.Key2, fyne.KeyReturn)
	g.work.Drain()
	if g.canvas.Focused() != g.item.choices.first() {
		t.Fatal("the keyboard is not on the feedback")
	}
	g.key(fyne.KeyReturn)
	if g.canvas.Focused() != g.item.next || g.model.phase != explained {
		t.Errorf("Return on feedback leads past it: phase %d", g.model.phase)
	}
	g.key(fyne.KeyReturn)
	if g.model.phase != answering || g.model.number != 2 {
		t.Errorf("phase %d, item %d", g.model.phase, g.model.number)
	}
}

func TestStoppingGoesBack(t *testing.T) {
	g := open(t, record(attempt()), "a")
	test.Tap(g.item.stop)
	g = open(t, &disk{}, "")
	test.Tap(g.intro.later)
	if g.way.back != 1 {
		t.Errorf("went back %d times", g.way.back)
	}
}

func TestWhatCannotBeAnsweredSaysSo(t *testing.T) {
	g := open(t, &disk{}, "gone")
	test.Tap(buttonOf(t, g.canvas, "Go to Learn"))
	if diff := cmp.Diff([]nav.Route{{Screen: nav.Learn}}, g.way.went); diff != "" {
		t.Error(diff)
	}
	g = open(t, record(attempt(all()...)), "a")
	test.Tap(buttonOf(t, g.canvas, "See your result"))
	if diff := cmp.Diff([]nav.Route{{Screen: nav.Result, Module: "m", Attempt: "a"}}, g.way.replaced); diff != "" {
		t.Error(diff)
	}
}

func buttonOf(t *testing.T, c fyne.Canvas, label string) *w.Button {
	t.Helper()
	for _, o := range test.LaidOutObjects(c.Content()) {
		if b, ok := o.(*w.Button); ok && b.Label() == label {
			return b
		}
	}
	t.Fatalf("there is no button %q", label)
	return nil
}
