package planview

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// world is everything outside the screen.
type world struct {
	mu      sync.Mutex
	kept    map[plan.ID]plan.Plan
	saves   int
	readErr error
	saveErr error
	draft   Draft

	made    int
	way     uitest.Way
	begun   []string // title, and whether it is a rehearsal
	refused error    // what beginning a session ends with
	printed []Print
}

func (w *world) Plans(context.Context) ([]plan.Plan, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []plan.Plan
	for _, p := range w.kept {
		all = append(all, p)
	}
	return all, w.readErr
}

func (w *world) SavePlan(_ context.Context, p plan.Plan) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.saveErr != nil {
		return w.saveErr
	}
	data, err := p.Encode()
	if err != nil {
		return err
	}
	w.saves++
	w.kept[p.ID], err = plan.Decode(data)
	return err
}

// kept is the plan as it is on the disk.
func (w *world) plan() plan.Plan {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.kept["p"]
}

func (w *world) newID() string {
	w.made++
	return fmt.Sprintf("new-%d", w.made)
}

func (w *world) begin(p plan.Plan, rehearsal bool, done func(error)) {
	if w.refused != nil {
		done(w.refused)
		return
	}
	w.begun = append(w.begun, fmt.Sprintf("%s %v", p.Title, rehearsal))
}

func item(id quiz.ItemID, prompt string) quiz.Item {
	return quiz.Item{ID: id, Kind: quiz.Single, Prompt: prompt, Choices: []quiz.Choice{{ID: "yes", Text: "Yes", Correct: true}, {ID: "no", Text: "No"}}}
}

// library has a module of four items, a scenario and a lesson that slides are made of.
func library() *catalog.Catalog {
	c := uitest.Library()
	m := &c.Modules[0]
	m.Quiz.Items = []quiz.Item{item("breathes", "Does he breathe?"), item("call", "Who do you call?"), item("short", "What is it called?"), item("how", "How was it?")}
	m.Quiz.Items[0].Critical = true
	m.Quiz.Items[2].Kind = quiz.Short
	m.Quiz.Items[3].Survey = true
	m.Scenarios = []scenario.Scenario{{ID: "bench", Title: "On the bench", Summary: "Somebody does not answer.", Minutes: 5, Scenes: []scenario.Scene{{ID: "a"}}, Endings: []scenario.Ending{{}}}}
	m.Lessons[1].Body.Blocks = []catalog.Block{catalog.List{Items: []catalog.ListItem{
		{Blocks: []catalog.Block{catalog.Paragraph{Text: []catalog.Span{{Text: "It keeps people alive."}}}}},
		{Blocks: []catalog.Block{catalog.Paragraph{Text: []catalog.Span{{Text: "It costs little."}}}}},
	}}}
	return c
}

// prepared is a plan of four sections that takes 95 of 90 minutes.
func prepared() plan.Plan {
	m := &library().Modules[0]
	asks := plan.PollOf(m, m.Quiz.Items[0])
	wall := plan.WallOf("What scares you?")
	return plan.Plan{
		ID: "p", Title: "Overdose and naloxone", Language: "en", Minutes: 90, People: 12, Group: "up to 12 people",
		Modules: []plan.Module{{ID: "basics", Version: "1.0", Title: "The basics"}}, Prepare: []string{"Set chairs in a circle."},
		Sections: []plan.Section{
			{ID: "a", Module: "basics", Kind: plan.Opening, Title: "Welcome", Minutes: 10, Usual: 10, Least: 5},
			{
				ID: "b", Module: "basics", Kind: plan.Activity, Title: "Act fast", Minutes: 60, Usual: 60, Least: 30,
				Aims: []string{"Notice an overdose"}, Materials: []string{"a manikin"}, Handouts: []catalog.HandoutID{"card"},
				Notes: []plan.Note{{Kind: plan.Say, Text: "Time is brain."}, {Kind: plan.Watch, Text: "Somebody goes quiet."}},
				Steps: []plan.Step{
					{Slide: &plan.Slide{Kind: plan.PointsSlide, Title: "Three steps", Lines: []string{"Shake", "Shout", "Call"}, Numbered: true}},
					{Poll: &asks}, {Poll: &wall},
				},
			},
			{ID: "c", Module: "basics", Kind: plan.Talk, Title: "The law", Minutes: 15, Usual: 15, Least: 10},
			{ID: "d", Module: "basics", Kind: plan.Closing, Title: "Goodbye", Minutes: 10, Usual: 10, Least: 5},
		},
		Care:  []plan.Care{{When: "Someone is upset", Do: "Stop. Ask what they need."}},
		Check: []plan.Poll{plan.PollOf(m, m.Quiz.Items[0])},
	}
}

func with(p plan.Plan) *world { return &world{kept: map[plan.ID]plan.Plan{p.ID: p}} }

// titles are the titles of the sections, in order, with those in brackets that are left out.
func titles(p plan.Plan) []string {
	var all []string
	for _, s := range p.Sections {
		if s.Off {
			s.Title = "(" + s.Title + ")"
		}
		all = append(all, s.Title)
	}
	return all
}

// stage is the screen in a window.
type stage struct {
	*Screen
	*uitest.Shown
	t     *testing.T
	world *world
	queue *bgtest.Queue
}

func open(t *testing.T, w *world) *stage {
	t.Helper()
	return openIn(t, t.Context(), w)
}

func openIn(t *testing.T, ctx context.Context, w *world) *stage {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	win := test.NewTempWindow(t, container.NewWithoutLayout())
	win.SetPadded(false)
	win.Resize(fyne.NewSize(900, 1500))
	st := &stage{t: t, world: w, queue: &bgtest.Queue{}, Shown: uitest.Of(t, win)}
	d := Deps{
		Catalog: library(), Nav: &w.way, Run: st.queue, Canvas: win.Canvas(), Now: uitest.Now, NewID: w.newID,
		Plans: w, Draft: &w.draft, OnBegin: w.begin, OnPrint: func(_ plan.Plan, what Print) { w.printed = append(w.printed, what) },
	}
	st.Screen = New(ctx, d, "p")
	win.SetContent(st.Content())
	st.queue.Drain()
	return st
}

func (st *stage) press(labels ...string) {
	st.t.Helper()
	for _, l := range labels {
		st.Press(l)
		st.queue.Drain()
	}
}

// card is a section on screen.
func (st *stage) card(id plan.SectionID) *sectionCard { return st.parts.sections.cards[id] }

// alt presses Alt and a key where the keyboard is.
func (st *stage) alt(key fyne.KeyName) {
	st.t.Helper()
	f, ok := st.Canvas.Focused().(fyne.Shortcutable)
	if !ok {
		st.t.Fatal("what has the keyboard takes no shortcut")
	}
	f.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt})
	st.queue.Drain()
}

// write types into what has the keyboard, in place of what is written there.
func (st *stage) write(text string) {
	st.t.Helper()
	f := st.Canvas.Focused()
	if f == nil {
		st.t.Fatal("nothing has the keyboard")
	}
	f.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	test.Type(f, text)
	st.queue.Drain()
}

// wants fails the test unless the sections on the disk are these.
func (st *stage) wants(want ...string) {
	st.t.Helper()
	if got := titles(st.world.plan()); !slices.Equal(got, want) {
		st.t.Errorf("%q is kept, want %q", got, want)
	}
}
