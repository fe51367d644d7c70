package facilitatorview_test

import (
	"context"
	"errors"
	"image"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/facilitatorview"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/roomwindow"
	"github.com/passalong/passalong/internal/ui/slides"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// conductor runs a session in memory, one thing after the other.
type conductor struct {
	mu      sync.Mutex
	s       *session.Session
	n       int
	at      time.Time
	fail    error // of everything that is done
	done    []session.Event
	forward int
	news    chan int // nil: there is none, and whoever follows stops
}

var errQuiet = errors.New("there is no news in this test")

func (c *conductor) apply(e session.Event) error {
	if c.fail != nil {
		return c.fail
	}
	if err := c.s.Apply(session.Entry{Number: c.n + 1, At: c.at, Event: e}); err != nil {
		return err
	}
	c.n++
	c.done = append(c.done, e)
	return nil
}

func (c *conductor) Do(_ context.Context, e session.Event) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.apply(e)
}

func (c *conductor) Forward(context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.forward++
	if e, ok := c.s.Forward(); ok {
		return c.apply(e)
	}
	return nil
}

func (c *conductor) Back(context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.s.Back(); ok {
		return c.apply(e)
	}
	return nil
}

func (c *conductor) Desk() session.DeskView {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.s.Desk()
}

func (c *conductor) Wait(ctx context.Context, since int) (int, error) {
	if c.news == nil {
		return 0, errQuiet
	}
	select {
	case n := <-c.news:
		return n, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// phones is a page for phones that opens anywhere but where it fails.
type phones struct {
	mu   sync.Mutex
	p    session.Phones
	fail error
	at   session.Address
}

func (p *phones) Start(_ context.Context, a session.Address) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fail != nil {
		return p.fail
	}
	p.at = a
	p.p.On, p.p.Join = true, session.Join{URL: "http://" + a.IP + ":8080/KLMR", Host: a.IP + ":8080", Code: "KLMR"}
	return nil
}

func (p *phones) Stop(context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.p.On = false
	return nil
}

func (p *phones) Phones() session.Phones {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.p
}

func (p *phones) Wait(context.Context, int) (int, error) { return 0, errQuiet }

// room is a room's window that remembers what was asked of it.
type room struct {
	state   roomwindow.State
	events  roomwindow.Events
	colours slides.Colours
	moved   int
}

func (r *room) set(s roomwindow.State) {
	r.state = s
	r.events.Changed()
}

func (r *room) Open()                       { r.set(roomwindow.State{Open: true}) }
func (r *room) Close()                      { r.set(roomwindow.State{}) }
func (r *room) Move()                       { r.moved++ }
func (r *room) SetFull(on bool)             { r.set(roomwindow.State{Open: true, Full: on}) }
func (r *room) SetColours(c slides.Colours) { r.colours = c }
func (r *room) State() roomwindow.State     { return r.state }
func (r *room) Aspect() float32             { return 16.0 / 9 }
func (r *room) Watch(e roomwindow.Events)   { r.events = e }

// world is a session that is under way, on a screen.
type world struct {
	t       *testing.T
	con     *conductor
	phones  *phones
	room    *room
	way     uitest.Way
	work    *bgtest.Queue
	window  fyne.Window
	shown   *uitest.Shown
	screen  *facilitatorview.Screen
	now     time.Time
	tick    func()
	leave   context.CancelFunc
	colours slides.Colours
}

// begin opens a session at its start. Width and height are of the window, percent of the text.
func begin(t *testing.T, w, h float32, percent int) *world {
	t.Helper()
	return beginWith(t, w, h, percent, sample())
}

func beginWith(t *testing.T, w, h float32, percent int, p plan.Plan) *world {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, percent))
	win := test.NewTempWindow(t, nil)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, h))
	v := &world{
		t: t, con: &conductor{s: session.New(), at: uitest.Noon}, phones: &phones{}, room: &room{}, work: new(bgtest.Queue),
		window: win, shown: uitest.Of(t, win), now: uitest.Noon,
	}
	if err := v.con.apply(session.Began{Plan: p}); err != nil {
		t.Fatal(err)
	}
	v.con.done = nil
	v.open()
	return v
}

// open makes the screen, as when it is come back to.
func (v *world) open() {
	v.t.Helper()
	v.make()
	v.work.Drain()
}

func (v *world) make() {
	v.t.Helper()
	ctx, leave := context.WithCancel(v.t.Context())
	v.leave = leave
	v.screen = facilitatorview.New(ctx, facilitatorview.Deps{
		ID: "s1", Session: v.con, Phones: v.phones, Room: v.room, Catalog: library(), Nav: &v.way, Run: v.work, Canvas: v.window.Canvas(),
		Addresses: func() ([]session.Address, error) {
			return []session.Address{{IP: "127.0.0.1", Interface: "lo", Kind: session.Itself}, {IP: "192.168.1.20", Interface: "wlan0", Kind: session.WiFi, Usual: true}}, nil
		},
		Every:     func(_ context.Context, tick func()) { v.tick = tick },
		Now:       func() time.Time { return v.now },
		Pictures:  func(_ string, _, _ int, done func(image.Image)) { done(nil) },
		Colours:   slides.Light,
		OnColours: func(c slides.Colours) { v.colours = c },
	}, v.con.Desk())
	v.window.SetContent(v.screen.Content())
	v.window.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) {
		if v.window.Canvas().Overlays().Top() == nil {
			v.screen.HandleKey(e)
		}
	})
}

// press taps what says label, and waits.
func (v *world) press(label string) {
	v.t.Helper()
	v.shown.Press(label)
	v.work.Drain()
}

// key presses a key where nothing has the keyboard.
func (v *world) key(names ...fyne.KeyName) {
	for _, k := range names {
		v.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: k})
		v.work.Drain()
	}
}

// does fails the test unless these events were kept, in this order, and forgets them.
func (v *world) does(want ...session.Event) {
	v.t.Helper()
	v.work.Drain()
	if !slices.EqualFunc(v.con.done, want, func(a, b session.Event) bool { return reflect.DeepEqual(a, b) }) {
		v.t.Errorf("kept %+v, want %+v", v.con.done, want)
	}
	v.con.done = nil
}

// happens makes something happen that nobody pressed.
func (v *world) happens(events ...session.Event) {
	v.t.Helper()
	for _, e := range events {
		if err := v.con.Do(v.t.Context(), e); err != nil {
			v.t.Fatalf("%+v: %v", e, err)
		}
	}
	v.con.done = nil
	v.screen.Refresh()
	v.work.Drain()
}

// The steps of the sample.
const (
	opening, asking, words, story, closing = 0, 1, 2, 3, 5
)

// goTo goes to the first step of a section.
func (v *world) goTo(section int) {
	v.t.Helper()
	v.happens(session.Went{Section: section, Step: 0})
}

func single() quiz.Item {
	return quiz.Item{
		ID: "snoring", Kind: quiz.Single, Prompt: "Somebody snores and does not wake. What now?", Explanation: "Snoring can be a blocked airway.",
		Choices: []quiz.Choice{{ID: "call", Text: "Call 000", Correct: true}, {ID: "sleep", Text: "Let them sleep"}},
	}
}

func sample() plan.Plan {
	it := single()
	sc := tale()
	return plan.Plan{
		ID: "p", Title: "Overdose response", Language: "en", Minutes: 60, Modules: []plan.Module{{ID: "basics", Version: "1.0", Title: "The basics"}},
		Care: []plan.Care{{When: "Someone is upset", Do: "Step outside with them."}},
		Sections: []plan.Section{
			{
				ID: "open", Kind: plan.Opening, Title: "Welcome", Minutes: 10, Usual: 10, Least: 5,
				Notes: []plan.Note{{Kind: plan.Say, Text: "You can pass on anything."}, {Kind: plan.Ask, Text: "What brings you here?"}, {Kind: plan.Expect, Text: "A friend."}, {Kind: plan.Watch, Text: "Who is quiet."}, {Kind: plan.Do, Text: "Food first."}},
				Steps: []plan.Step{{Slide: &plan.Slide{Kind: plan.PointsSlide, Title: "What we agree on", Lines: []string{"No names", "One at a time"}}}},
			},
			{ID: "ask", Kind: plan.Activity, Title: "Asleep or overdose?", Minutes: 20, Usual: 20, Least: 10, Steps: []plan.Step{
				{Poll: &plan.Poll{ID: "basics/snoring", Kind: plan.ItemPoll, Module: "basics", Item: &it, AskSure: true}},
				{Slide: &plan.Slide{Kind: plan.SayingSlide, Title: "Check, then act"}},
			}},
			{ID: "wall", Kind: plan.Activity, Title: "Words", Minutes: 10, Usual: 10, Least: 5, Steps: []plan.Step{{Poll: &plan.Poll{ID: "wall-1", Kind: plan.WallPoll, Prompt: "What keeps people from calling?"}}}},
			{ID: "story", Kind: plan.Activity, Title: "A story", Minutes: 15, Usual: 15, Least: 5, Steps: []plan.Step{{Poll: &plan.Poll{ID: "basics/door", Kind: plan.ScenarioPoll, Module: "basics", Scenario: &sc}}}},
			{ID: "off", Kind: plan.Talk, Title: "Left out", Minutes: 5, Usual: 5, Least: 5, Off: true},
			{ID: "close", Kind: plan.Closing, Title: "Goodbye", Minutes: 5, Usual: 5, Least: 5},
		},
		Check: []plan.Poll{{ID: "check-1", Kind: plan.ItemPoll, Item: &it}},
	}
}

// tale is a story in which one thing helps and another does harm.
func tale() scenario.Scenario {
	return scenario.Scenario{
		ID: "door", Title: "Behind the door", Limit: 5, Start: "door",
		State: []scenario.Declared{{Name: "called", Label: "Called", Values: []string{"no", "yes"}, Start: "no"}},
		Scenes: []scenario.Scene{
			{ID: "door", Parts: []scenario.Part{{Text: "The door is locked."}}, Actions: []scenario.Action{
				{ID: "call", Text: "Call 000", Takes: 1, To: "end", Changes: []scenario.Change{{Variable: "called", To: "yes"}}, Weight: scenario.Helped, Why: "Help comes."},
				{ID: "go", Text: "Go away", Takes: 1, To: "end", Weight: scenario.Harmed, Why: "Nobody helps."},
			}},
			{ID: "end"},
		},
		Endings: []scenario.Ending{
			{ID: "good", Title: "Help is here", Text: "They breathe.", Good: true, When: scenario.Condition{{Variable: "called", Op: scenario.Is, Values: []string{"yes"}}}},
			{ID: "bad", Title: "Nobody came", Text: "Nobody was there."},
		},
	}
}

// library has a module of the plan, with one more question.
func library() *catalog.Catalog {
	more := single()
	more.ID, more.Prompt = "wears-off", "How long does naloxone last?"
	return &catalog.Catalog{Modules: []catalog.Module{
		{ID: "basics", Version: "1.0", Title: "The basics", Quiz: quiz.Quiz{Items: []quiz.Item{more}}, Scenarios: []scenario.Scenario{tale()}},
		{ID: "other", Version: "1.0", Title: "Another", Quiz: quiz.Quiz{Items: []quiz.Item{single()}}},
	}}
}

func givenFor(choice quiz.ChoiceID) quiz.Given { return quiz.Given{Choices: []quiz.ChoiceID{choice}} }
