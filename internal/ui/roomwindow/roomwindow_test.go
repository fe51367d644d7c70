package roomwindow_test

import (
	"context"
	"errors"
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/plan"
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
	for _, o := range test.LaidOutObjects(f.win(t).Content()) {
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
	for _, o := range test.LaidOutObjects(w.Content()) {
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
	f.tick()
	if got := last(texts(f.win(t))); !strings.HasPrefix(got, "Drag") {
		t.Errorf("in a window, the hint stays: %q", got)
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
		for _, o := range test.LaidOutObjects(f.win(t).Content()) {
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
