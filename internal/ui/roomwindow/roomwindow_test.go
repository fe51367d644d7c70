package roomwindow_test

import (
	"context"
	"errors"
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/roomwindow"
	"github.com/passalong/passalong/internal/ui/slides"
)

// fixture is a room's window on a computer whose second screen can be pulled out.
type fixture struct {
	app     fyne.App
	room    *roomwindow.Window
	second  bool
	pressed []string
	changes int
	tick    func()
}

func newFixture(t *testing.T, second bool) *fixture {
	t.Helper()
	f := &fixture{app: test.NewTempApp(t), second: second}
	f.app.Settings().SetTheme(look.New(look.Light, 150))
	f.room = roomwindow.New(t.Context(), roomwindow.Deps{
		App: f.app, Every: func(_ context.Context, tick func()) { f.tick = tick }, Colours: slides.Light, Second: func() bool { return f.second },
		Pictures: func(_ string, w, h int, done func(image.Image)) { done(image.NewGray(image.Rect(0, 0, w, h))) },
	})
	press := func(s string) func() { return func() { f.pressed = append(f.pressed, s) } }
	f.room.Watch(roomwindow.Events{Forward: press("forward"), Back: press("back"), Dark: press("dark"), Changed: func() { f.changes++ }})
	return f
}

// windows is how many windows of the room there are.
func (f *fixture) windows() int {
	n := 0
	for _, w := range f.app.Driver().AllWindows() {
		if w.Title() == "Passalong – room" {
			n++
		}
	}
	return n
}

// win is the room's window.
func (f *fixture) win(t *testing.T) fyne.Window {
	t.Helper()
	for _, w := range f.app.Driver().AllWindows() {
		if w.Title() == "Passalong – room" {
			return w
		}
	}
	t.Fatal("the room's window is not open")
	return nil
}

// pane is what takes the pointer.
func (f *fixture) pane(t *testing.T) fyne.DoubleTappable {
	t.Helper()
	for _, o := range painted(f.win(t).Content()) {
		if d, ok := o.(fyne.DoubleTappable); ok {
			return d
		}
	}
	t.Fatal("nothing takes the pointer")
	return nil
}

// texts is what stands in the window.
func texts(w fyne.Window) []string {
	var all []string
	for _, o := range painted(w.Content()) {
		if t, ok := o.(*canvas.Text); ok && t.Visible() && t.Text != "" {
			all = append(all, t.Text)
		}
	}
	return all
}

func slide(title string) session.RoomView {
	return session.RoomView{Kind: session.SlideUp, Slide: &plan.Slide{Kind: plan.PointsSlide, Title: title, Lines: []string{"one", "two"}}}
}

func TestTheRoomSeesWhatItIsGiven(t *testing.T) {
	f := newFixture(t, false)
	f.room.Set(slide("Signs"))
	if f.room.State().Open {
		t.Fatal("it is open before it was opened")
	}
	f.room.Open()
	if got := texts(f.win(t)); !slices.Contains(got, "Signs") || !slices.Contains(got, "two") {
		t.Errorf("the room reads %q", got)
	}
	f.room.Set(slide("What to do"))
	if got := texts(f.win(t)); slices.Contains(got, "Signs") || !slices.Contains(got, "What to do") {
		t.Errorf("then it reads %q", got)
	}
	if f.room.State() != (roomwindow.State{Open: true}) || !strings.HasPrefix(last(texts(f.win(t))), "Drag this window") {
		t.Errorf("state %+v, %q", f.room.State(), texts(f.win(t)))
	}
}

func last(s []string) string { return s[len(s)-1] }

func TestClosingLosesNothing(t *testing.T) {
	f := newFixture(t, false)
	f.room.Set(slide("Signs"))
	f.room.Open()
	f.room.Close()
	if f.room.State().Open || f.changes != 2 || f.windows() != 0 {
		t.Fatalf("state %+v after %d changes, %d windows", f.room.State(), f.changes, f.windows())
	}
	f.room.Close()
	f.room.Set(slide("What to do"))
	f.room.Open()
	f.room.Open() // asks for the focus only
	if got := texts(f.win(t)); !slices.Contains(got, "What to do") || f.windows() != 1 {
		t.Errorf("opened again it reads %q", got)
	}
}

func TestKeysOfARemote(t *testing.T) {
	f := newFixture(t, false)
	f.room.Open()
	for _, k := range []fyne.KeyName{
		fyne.KeyPageDown, fyne.KeyRight, fyne.KeySpace, fyne.KeyReturn, fyne.KeyPageUp, fyne.KeyLeft, fyne.KeyB, fyne.KeyPeriod, fyne.KeyQ,
	} {
		f.win(t).Canvas().OnTypedKey()(&fyne.KeyEvent{Name: k})
	}
	want := []string{"forward", "forward", "forward", "forward", "back", "back", "dark", "dark"}
	if !slices.Equal(f.pressed, want) {
		t.Errorf("pressed %q, want %q", f.pressed, want)
	}
}

func TestKeysWithNobodyToHear(t *testing.T) {
	f := newFixture(t, false)
	f.room.Watch(roomwindow.Events{})
	f.room.Open()
	f.win(t).Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	if !f.room.State().Open {
		t.Error("the window is gone")
	}
}

func TestEscLeavesTheFullScreenAndNeverCloses(t *testing.T) {
	f := newFixture(t, true)
	f.room.Open()
	if s := f.room.State(); !s.Full || !s.Second || !f.win(t).FullScreen() {
		t.Fatalf("with a second screen: %+v", s)
	}
	if got := last(texts(f.win(t))); got != "Esc: back to a window" {
		t.Errorf("the hint is %q", got)
	}
	esc := func() { f.win(t).Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape}) }
	esc()
	if s := f.room.State(); s.Full || !s.Open || f.win(t).FullScreen() {
		t.Errorf("after Esc: %+v", s)
	}
	esc()
	if !f.room.State().Open {
		t.Error("Esc closed it")
	}
	f.win(t).Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF11})
	if !f.room.State().Full {
		t.Error("F11 does not fill the screen")
	}
	f.pane(t).DoubleTapped(&fyne.PointEvent{})
	if f.room.State().Full {
		t.Error("a double click does not leave the full screen")
	}
}

func TestItCanBeMovedToTheOtherScreen(t *testing.T) {
	f := newFixture(t, true)
	f.room.Move()
	for range 6 {
		f.room.Move()
		if s := f.room.State(); !s.Open || !s.Full || f.windows() != 1 {
			t.Fatalf("after moving: %+v, %d windows", s, f.windows())
		}
	}
}

func TestAProjectorThatIsPulledOut(t *testing.T) {
	f := newFixture(t, true)
	f.room.Set(slide("Signs"))
	f.room.Open()
	f.changes = 0
	f.tick()
	if f.changes != 0 {
		t.Error("nothing happened, and a change is told")
	}
	f.second = false
	f.tick()
	if s := f.room.State(); s != (roomwindow.State{Lost: true}) || f.changes != 1 {
		t.Errorf("state %+v after %d changes", s, f.changes)
	}
	f.second = true
	f.tick()
	if s := f.room.State(); s != (roomwindow.State{Lost: true, Second: true}) {
		t.Errorf("plugged in again: %+v", s)
	}
	f.room.Open()
	if got := texts(f.win(t)); !slices.Contains(got, "Signs") || f.room.State().Lost {
		t.Errorf("the room reads %q, %+v", got, f.room.State())
	}
}

func TestAWindowOnTheOnlyScreenStays(t *testing.T) {
	f := newFixture(t, true)
	f.room.Open()
	f.room.SetFull(false)
	f.second = false
	f.tick()
	if !f.room.State().Open {
		t.Error("a window that fills no screen was closed")
	}
}

func TestTheHintGoesAwayByItself(t *testing.T) {
	f := newFixture(t, false)
	f.room.Set(slide("Signs"))
	f.room.Open()
	for range 6 {
		f.tick()
	}
	if got := last(texts(f.win(t))); !strings.HasPrefix(got, "Drag") {
		t.Errorf("in a window, the hint stays for longer: %q", got)
	}
	for range 6 {
		f.tick()
	}
	if got := last(texts(f.win(t))); got != "two" {
		t.Errorf("in a window, the hint does not go: %q", got)
	}
	f.room.SetFull(true)
	for range 6 {
		f.tick()
	}
	if got := last(texts(f.win(t))); got != "two" {
		t.Errorf("the last thing to read is %q", got)
	}
	pane := f.pane(t)
	if pane.(desktop.Cursorable).Cursor() != desktop.HiddenCursor {
		t.Error("the pointer shows")
	}
	pane.(desktop.Hoverable).MouseMoved(&desktop.MouseEvent{})
	if got := last(texts(f.win(t))); got != "Esc: back to a window" {
		t.Errorf("somebody looks for the way out and reads %q", got)
	}
}

func TestItsColoursAreItsOwn(t *testing.T) {
	f := newFixture(t, false)
	f.room.Open()
	f.room.Set(slide("Signs"))
	ground := func() color.Color {
		for _, o := range painted(f.win(t).Content()) {
			if r, ok := o.(*canvas.Rectangle); ok {
				return r.FillColor
			}
		}
		return nil
	}
	light := ground()
	f.room.SetColours(slides.Dark)
	if ground() == light {
		t.Error("dark is as light")
	}
	f.app.Settings().SetTheme(look.New(look.Contrast, 200))
	if got := ground(); got == light {
		t.Errorf("the app's appearance changes the room's screen: %v", got)
	}
	if a := f.room.Aspect(); a < 1.7 || a > 1.8 {
		t.Errorf("aspect %v", a)
	}
}

// world is a session and its page for phones, each with news once.
type world struct {
	view   session.RoomView
	phones session.Phones
}

func (f *world) Room() session.RoomView { return f.view }
func (f *world) Phones() session.Phones { return f.phones }

var errOver = errors.New("over")

func (f *world) Wait(_ context.Context, since int) (int, error) {
	if since >= 0 {
		return 0, errOver
	}
	return 0, nil
}

func TestTheWindowFollowsTheSession(t *testing.T) {
	f := newFixture(t, false)
	f.room.Open()
	q := &posting{}
	join := session.Join{Host: "10.0.0.1:8080", Code: "KLMR", URL: "http://10.0.0.1:8080/KLMR"}
	src := &world{view: session.RoomView{Kind: session.PhaseUp}, phones: session.Phones{On: true, Join: join}}
	locked := false
	follow := func() []string {
		ctx, end := context.WithCancel(t.Context())
		defer end()
		f.room.Follow(ctx, q, src, src, func() bool { return locked })
		q.Await(func() bool { return q.ran >= 2 })
		q.ran = 0
		return texts(f.win(t))
	}
	if got := follow(); !slices.Contains(got, "KLMR") {
		t.Errorf("the code is not beside the questions: %q", got)
	}
	locked = true
	if got := follow(); slices.Contains(got, "KLMR") {
		t.Errorf("nobody can join, and the code shows: %q", got)
	}
	src.view.Kind = session.JoinUp
	if got := follow(); !slices.Contains(got, "KLMR") {
		t.Errorf("the page that says how to join: %q", got)
	}
	src.phones.On = false
	if got := follow(); slices.Contains(got, "KLMR") {
		t.Errorf("the page is off: %q", got)
	}
}

// posting counts what ran on the UI goroutine.
type posting struct {
	bgtest.Queue
	ran int
}

func (p *posting) Do(f func()) { p.Queue.Do(func() { p.ran++; f() }) }

// secret marks what the room must not see.
const secret = "SECRET"

// secretPlan has something hidden everywhere.
func secretPlan() plan.Plan {
	item := quiz.Item{
		ID: "it", Kind: quiz.Single, Prompt: "What now?", Hint: secret, Explanation: secret + " why",
		Choices: []quiz.Choice{{ID: "a", Text: "Call 000", Correct: true, Feedback: secret}, {ID: "b", Text: "Wait", Feedback: secret}},
	}
	order := quiz.Item{ID: "or", Kind: quiz.Short, Prompt: "Who do you call?", Explanation: secret + " why", Choices: []quiz.Choice{{ID: "a", Text: secret + " answer", Correct: true}}}
	tale := scenario.Scenario{
		ID: "door", Title: "The door", Limit: 5, Start: "in", State: []scenario.Declared{{Name: "hidden", Values: []string{"no", secret}, Start: secret}},
		Scenes: []scenario.Scene{
			{ID: "in", Parts: []scenario.Part{{Text: "It is locked."}}, Actions: []scenario.Action{{ID: "go", Text: "Push", Takes: 1, To: "out", Weight: scenario.Helped, Why: secret}}},
			{ID: "out"},
		},
		Endings: []scenario.Ending{{ID: "end", Title: "In time", Text: "They breathe.", Good: true}},
	}
	return plan.Plan{
		ID: "p", Title: "Session", Language: "en", Minutes: 30, Prepare: []string{secret}, Care: []plan.Care{{When: secret, Do: secret}},
		Sections: []plan.Section{
			{
				ID: "one", Kind: plan.Opening, Title: "Welcome", Minutes: 10, Aims: []string{secret}, Materials: []string{secret}, Notes: []plan.Note{{Kind: plan.Say, Text: secret}},
				Steps: []plan.Step{
					{Slide: &plan.Slide{Kind: plan.PointsSlide, Title: "Signs", Lines: []string{"one"}}}, {Poll: &plan.Poll{ID: "m/it", Kind: plan.ItemPoll, Item: &item}},
					{Poll: &plan.Poll{ID: "m/or", Kind: plan.ItemPoll, Item: &order}}, {Poll: &plan.Poll{ID: "wall-1", Kind: plan.WallPoll, Prompt: "Why?"}},
					{Poll: &plan.Poll{ID: "m/door", Kind: plan.ScenarioPoll, Scenario: &tale}},
				},
			},
			{ID: "two", Kind: plan.Closing, Title: "Close", Minutes: 5, Notes: []plan.Note{{Kind: plan.Do, Text: secret}}},
		},
	}
}

// The project promises that no note and no answer that was not revealed ever reaches the room: a whole session is gone
// through as with a remote, and everything that stands in the window is read at every step.
func TestTheRoomNeverReadsWhatIsHidden(t *testing.T) {
	f := newFixture(t, false)
	f.room.Open()
	s, n := session.New(), 0
	apply := func(e session.Event) {
		t.Helper()
		n++
		if err := s.Apply(session.Entry{Number: n, At: time.Date(2026, 11, 22, 12, n, 0, 0, time.UTC), Event: e}); err != nil {
			t.Fatalf("%+v: %v", e, err)
		}
	}
	apply(session.Began{Plan: secretPlan()})
	phone := session.Phone(strings.Repeat("0c", 16))
	apply(session.Joined{Phone: phone})
	allowed := map[session.Reveal]bool{}
	for range 60 {
		f.room.Set(roomwindow.WithJoin(s.Room(), session.Phones{On: true, Join: session.Join{URL: "http://x/K", Host: "x", Code: "K"}}, false))
		for _, text := range texts(f.win(t)) {
			if strings.Contains(text, secret) && !(allowed[session.Why] && strings.Contains(text, "why")) && !(allowed[session.RightAnswer] && strings.Contains(text, "answer")) {
				t.Errorf("after %d events the room reads %q", n, text)
			}
			if strings.Contains(text, "Right answer") && !allowed[session.RightAnswer] {
				t.Errorf("after %d events the room is told which is right", n)
			}
		}
		e, ok := s.Forward()
		if !ok {
			break
		}
		switch e := e.(type) {
		case session.Showed:
			allowed[e.What] = e.On
		case session.Went:
			clear(allowed)
		}
		apply(e)
		if e, ok := e.(session.Asked); ok && e.Poll == "wall-1" {
			apply(session.Wrote{Poll: e.Poll, Phone: phone, Text: secret + " word"})
		}
		if p, ok := e.(session.Played); ok && p.Action == "" {
			apply(session.Voted{Poll: p.Poll, Phone: phone, Action: "go"})
		}
	}
	if n < 15 {
		t.Errorf("the session was over after %d events", n)
	}
}

// painted is everything that is on screen, with o itself.
func painted(o fyne.CanvasObject) []fyne.CanvasObject {
	if !o.Visible() {
		return nil
	}
	all := []fyne.CanvasObject{o}
	var in []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		in = o.Objects
	case fyne.Widget:
		in = test.WidgetRenderer(o).Objects()
	}
	for _, o := range in {
		all = append(all, painted(o)...)
	}
	return all
}
