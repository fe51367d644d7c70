package facilitatorview_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/roomwindow"
	"github.com/passalong/passalong/internal/ui/slides"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

const poll = plan.PollID("basics/snoring")

func showed(what session.Reveal, on bool) session.Showed {
	return session.Showed{Poll: poll, What: what, On: on}
}

func TestWhatIsSeenAtAGlance(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.goTo(opening)
	v.shown.Reads("Welcome", "Section 1 of 5, step 1 of 1", "12:00", "10 min left", "Ends about 13:00, 60 min left in all",
		"Say", "You can pass on anything.", "Ask", "What brings you here?", "Expect to hear", "Watch for", "Do", "Food first.")
	v.now = v.now.Add(13 * time.Minute)
	v.tick()
	v.shown.Reads("3 min over", "12:13")
	v.happens(session.Went{Section: closing, Step: -1})
	v.shown.Reads("Goodbye", "Section 5 of 5", "This section has no notes.")
}

func TestForwardAndBack(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.press("Next")
	v.does(session.Went{Section: opening, Step: 0})
	v.key(fyne.KeyPageDown, fyne.KeyRight, fyne.KeySpace, fyne.KeyReturn, fyne.KeyPageUp)
	v.does(session.Went{Section: asking, Step: -1}, session.Went{Section: asking, Step: 0}, session.Asked{Poll: poll}, showed(session.Results, true),
		session.Went{Section: asking, Step: -1})
	v.press("Back")
	v.does(session.Went{Section: opening, Step: 0})
}

func TestForwardSaysWhatItDoes(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.goTo(asking)
	for _, label := range []string{"Ask the room", "Show results", "Show the right answer", "Show why", "Next"} {
		v.press(label)
	}
	v.does(session.Asked{Poll: poll}, showed(session.Results, true), showed(session.RightAnswer, true), showed(session.Why, true), session.Went{Section: asking, Step: 1})
	v.key(fyne.KeyB)
	v.press("Light the screen again")
	v.press("Pause")
	v.press("End the pause")
	v.does(session.Darkened{On: true}, session.Darkened{}, session.Paused{On: true}, session.Paused{})
	v.happens(session.ShowedJoin{On: true})
	v.press("Back to the session")
	v.does(session.ShowedJoin{})
	v.happens(session.Opened{Phase: evaluation.Before, On: true})
	v.press("Close the questions")
	v.does(session.Opened{Phase: evaluation.Before})
}

func TestAskingTheRoom(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.goTo(asking)
	v.shown.Reads("Question, not asked yet", "Somebody snores and does not wake. What now?", "A. Call 000", "B. Let them sleep", "I don't know")
	v.press("Ask (A)")
	v.does(session.Asked{Poll: poll})
	v.shown.Reads("Question, open for answers", "0 answers")
	v.press("Stop (S)")
	v.press("Take more answers (A)")
	v.press("Show results (R)")
	v.press("Show answer (T)")
	v.press("Show why (W)")
	v.press("Hide why (W)")
	v.press("Ask again (G)")
	v.does(session.Stopped{Poll: poll}, session.Asked{Poll: poll}, showed(session.Results, true), showed(session.RightAnswer, true), showed(session.Why, true),
		showed(session.Why, false), session.Asked{Poll: poll, Again: true})
	v.shown.Reads("Question, open for answers, round 2")
	v.press("Show shift (H)")
	v.press("Hide shift (H)")
	v.does(showed(session.Shift, true), showed(session.Shift, false))
	v.shown.Reads("Question, closed, round 2")
}

func TestAskingByKey(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.key(fyne.KeyA) // nothing is asked here
	v.does()
	v.goTo(asking)
	v.key(fyne.KeyR, fyne.KeyT, fyne.KeyW, fyne.KeyH, fyne.KeyS, fyne.KeyG) // none of it can be done yet
	v.does()
	v.key(fyne.KeyA, fyne.KeyS, fyne.KeyA, fyne.KeyR, fyne.KeyT, fyne.KeyW, fyne.KeyG, fyne.KeyH)
	v.does(session.Asked{Poll: poll}, session.Stopped{Poll: poll}, session.Asked{Poll: poll}, showed(session.Results, true), showed(session.RightAnswer, true),
		showed(session.Why, true), session.Asked{Poll: poll, Again: true}, showed(session.Shift, true))
}

// counter finds what counts a row.
func (v *world) counter(row int) interface {
	fyne.Focusable
	fyne.Tappable
} {
	v.t.Helper()
	type counter interface {
		fyne.Focusable
		fyne.Tappable
	}
	for _, o := range v.shown.Objects() {
		c, ok := o.(counter)
		if _, named := o.(interface{ Count() int }); ok && named {
			if row == 0 {
				return c
			}
			row--
		}
	}
	v.t.Fatal("no such counter is on screen")
	return nil
}

func hands(counts map[string]int) session.Counted {
	return session.Counted{Poll: poll, Way: evaluation.Hands, Counts: counts}
}

func TestAShowOfHandsIsTyped(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.goTo(asking)
	v.happens(session.Asked{Poll: poll})
	first := v.counter(0)
	v.window.Canvas().Focus(first)
	test.Type(v.window.Canvas().Focused(), "12")
	first.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	test.Type(v.window.Canvas().Focused(), "3")
	v.work.Drain()
	if got := v.con.s.Desk().Poll.Counts[evaluation.Hands]; got["call"] != 12 || got["sleep"] != 3 {
		t.Errorf("kept %v", got)
	}
	v.shown.Reads("15 answers: 15 by hand")
	second := v.counter(1)
	v.con.done = nil
	second.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	v.does(hands(map[string]int{"call": 12, "sleep": 4}))
	second.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	second.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	second.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown}) // there is nothing below none
	v.work.Drain()
	v.does(hands(map[string]int{"call": 12, "sleep": 3}), hands(map[string]int{"call": 12, "sleep": 0}))
	if got := v.con.s.Desk().Poll.Counts[evaluation.Hands]["sleep"]; got != 0 {
		t.Errorf("the count is %d", got)
	}
}

func TestCountersAreTapped(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.goTo(asking)
	v.happens(session.Asked{Poll: poll})
	c := v.counter(0)
	size := c.(fyne.CanvasObject).Size()
	tap := func(x float32) { c.Tapped(&fyne.PointEvent{Position: fyne.NewPos(x, size.Height/2)}); v.work.Drain() }
	tap(size.Width - 3)
	tap(size.Width - 3)
	tap(3)
	tap(size.Width / 2)
	v.does(hands(map[string]int{"call": 1}), hands(map[string]int{"call": 2}), hands(map[string]int{"call": 1}))
}

// A remote works although a counter has the keyboard, and letters are not taken for numbers.
func TestRemotesWorkInACounter(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.goTo(asking)
	v.happens(session.Asked{Poll: poll})
	c := v.counter(0)
	v.window.Canvas().Focus(c)
	test.Type(c, "a7")
	v.work.Drain()
	v.does(hands(map[string]int{"call": 7}))
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	v.does(showed(session.Results, true))
}

func TestCountsOnPaperAreTheirOwn(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.goTo(asking)
	v.happens(session.Asked{Poll: poll}, hands(map[string]int{"call": 2}))
	v.press("Paper")
	c := v.counter(1)
	v.window.Canvas().Focus(c)
	test.Type(c, "4")
	v.does(session.Counted{Poll: poll, Way: evaluation.Paper, Counts: map[string]int{"sleep": 4}})
	v.shown.Reads("6 answers: 2 by hand, 4 on paper")
}

func TestWhatTheDiskRefusesStaysOnScreen(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.goTo(asking)
	v.happens(session.Asked{Poll: poll})
	v.con.fail = progress.ErrDiskFull
	c := v.counter(0)
	v.window.Canvas().Focus(c)
	test.Type(c, "9")
	v.work.Drain()
	v.shown.Reads("The last thing you pressed is not saved. The disk is full, so this is not saved.", "Question, open for answers")
	if got := c.(interface{ Count() int }).Count(); got != 9 {
		t.Errorf("the counter says %d", got)
	}
	v.press("Try again")
	v.shown.Reads("The last thing you pressed is not saved. The disk is full, so this is not saved.")
	v.con.fail = nil
	v.press("Try again")
	v.does(hands(map[string]int{"call": 9}))
	v.shown.Hides("Try again")
}

func TestWhatIsPressedAfterAFailureIsNotDone(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.con.fail = progress.ErrCannotWrite
	v.shown.Press("Next")
	v.shown.Press("Dark")
	v.work.Drain()
	v.con.fail = nil
	v.press("Try again")
	v.does(session.Went{Section: opening, Step: 0})
}

func TestWhatCannotBeDoneNowIsSaidPlainly(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.con.fail = session.ErrNotOpen
	v.press("Next")
	v.shown.Reads("No answers are taken for this now.", "Nothing was changed. The session goes on.")
	v.con.fail = nil
	v.press("Next")
	v.shown.Hides("No answers are taken for this now.")
}

func TestHardMomentsAreOneKeyAway(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.key(fyne.KeyF1)
	v.shown.Reads("If it gets hard", "Someone is upset", "Step outside with them.")
	v.press("Pause the session")
	v.does(session.Paused{On: true})
	if v.window.Canvas().Overlays().Top() != nil {
		t.Error("the dialog stays")
	}
	v.press("If it gets hard")
	v.press("Close")
	v.does()
}

func TestAPlanWithoutHardMomentsHasSomeAdvice(t *testing.T) {
	p := sample()
	p.Care = nil
	v := beginWith(t, 1100, 720, 100, p)
	v.press("If it gets hard")
	v.shown.Reads("Somebody is upset, or tells of harm")
}

func TestSectionsCanBeJumpedTo(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.press("Plan")
	v.shown.Reads("Welcome", "Words", "Goodbye", "Here, 0 of 10 min")
	v.shown.Hides("Left out")
	v.shown.Return("Words")
	v.does(session.Went{Section: words, Step: -1})
	v.shown.Return("Goodbye") // the keyboard stays in the list
	v.does(session.Went{Section: closing, Step: -1})
}

func TestTheWall(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.goTo(words)
	v.shown.Reads("Words of the room, not asked yet")
	v.shown.Hides("Write down what somebody says")
	v.press("Ask (A)")
	v.does(session.Asked{Poll: "wall-1"})
	phone := session.Phone(strings.Repeat("0a", 16))
	v.happens(session.Joined{Phone: phone})
	for _, s := range []string{"police", "cost", "rude word", "shame"} {
		v.happens(session.Wrote{Poll: "wall-1", Phone: phone, Text: s})
	}
	v.shown.Reads("4 words wait for you (Y shows the first, X leaves it out)", "police")
	v.key(fyne.KeyY)
	v.does(session.Judged{Poll: "wall-1", Word: 1, On: true})
	v.press("Show") // cost
	v.press("Leave out: rude word")
	v.shown.Reads("1 word waits for you (Y shows the first, X leaves it out) 1 left out.", "On the wall: 2 words")
	v.key(fyne.KeyX)
	v.shown.Reads("No word waits for you. 2 left out.")
	v.press("Take off the wall: police")
	v.does(session.Judged{Poll: "wall-1", Word: 2, On: true}, session.Judged{Poll: "wall-1", Word: 1})
	v.shown.Reads("On the wall: 1 word", "police")
}

func TestTheKeyboardStaysWhileWordsArrive(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.goTo(words)
	phone := session.Phone(strings.Repeat("0d", 16))
	v.happens(session.Asked{Poll: "wall-1"}, session.Joined{Phone: phone})
	for _, s := range []string{"police", "cost", "shame"} {
		v.happens(session.Wrote{Poll: "wall-1", Phone: phone, Text: s})
	}
	held := func() string { return v.window.Canvas().Focused().(*w.IconButton).Name }
	v.window.Canvas().Focus(v.shown.Find("Leave out: cost"))
	v.happens(session.Wrote{Poll: "wall-1", Phone: phone, Text: "work"})
	if got := held(); got != "Leave out: cost" {
		t.Errorf("the keyboard is at %q", got)
	}
	for _, want := range []string{"Leave out: shame", "Leave out: work", "Leave out: police"} {
		v.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		v.work.Drain()
		if got := held(); got != want {
			t.Errorf("then it is at %q, want %q", got, want)
		}
	}
	v.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if v.window.Canvas().Focused() != nil {
		t.Error("the keyboard is at what is gone")
	}
}

func TestAFullWallIsReadFromItsStart(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.goTo(words)
	v.happens(session.Asked{Poll: "wall-1"})
	for p := range 3 {
		phone := session.Phone(strings.Repeat(fmt.Sprintf("%02x", p), 16))
		v.happens(session.Joined{Phone: phone})
		for i := range session.MostWords {
			v.happens(session.Wrote{Poll: "wall-1", Phone: phone, Text: fmt.Sprintf("word %d of %d", i, p)})
		}
	}
	v.shown.Reads("word 0 of 0", "and 30 more")
}

func TestWordsOfTheRoomAreWrittenDown(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.goTo(words)
	v.happens(session.Asked{Poll: "wall-1"})
	var entry *w.Entry
	for _, o := range v.shown.Objects() {
		if e, ok := o.(*w.Entry); ok {
			entry = e
		}
	}
	entry.Focus()
	test.Type(v.window.Canvas().Focused(), "being judged as before")
	v.does() // letters in a text are no keys
	v.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	v.does(session.Wrote{Poll: "wall-1", Text: "being judged as before"})
	if entry.Text() != "" {
		t.Errorf("the entry still says %q", entry.Text())
	}
	v.shown.Reads("On the wall: 1 word", "being judged as before")
}

func TestAStoryIsPlayedWithTheRoom(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.goTo(story)
	v.shown.Reads("Scenario, not begun yet", "Behind the door")
	v.shown.Press("Begin the scenario")
	v.does(session.Played{Poll: "basics/door"})
	v.shown.Reads("Scenario, minute 0", "Called: no", "A. Call 000", "Only you see: helps", "B. Go away", "Only you see: does harm")
	c := v.counter(0)
	v.window.Canvas().Focus(c)
	test.Type(c, "5")
	v.does(session.Counted{Poll: "basics/door", Way: evaluation.Hands, Counts: map[string]int{"call": 5}})
	v.press("Stop (S)")
	v.press("Show votes (R)")
	v.shown.Reads("Do what most chose")
	v.press("Do this")
	v.does(session.Stopped{Poll: "basics/door"}, session.Showed{Poll: "basics/door", What: session.Results, On: true}, session.Played{Poll: "basics/door", Action: "call"})
	v.shown.Reads("Scenario, at its end", "Help is here")
	v.press("Show what helped (W)")
	v.does(session.Showed{Poll: "basics/door", What: session.Why, On: true})
}

func TestPhonesAreLetIn(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.press("Phones")
	v.shown.Reads("This computer only", "The Wi-Fi that this computer is on", "Phones must be on the same Wi-Fi. A guest network often keeps phones apart. (192.168.1.20, wlan0)")
	v.press("Let phones in")
	if v.phones.at.IP != "192.168.1.20" {
		t.Errorf("started at %+v", v.phones.at)
	}
	v.shown.Reads("0 phones are there", "192.168.1.20:8080", "KLMR")
	v.press("Show the room how to join")
	v.does(session.ShowedJoin{On: true})
	v.press("Hide how to join")
	v.key(fyne.KeyJ)
	v.press("No more phones")
	v.does(session.ShowedJoin{}, session.ShowedJoin{On: true}, session.Locked{On: true})
	v.press("Close the page for phones")
	v.shown.Reads("Which network?")
}

func TestAPageThatDoesNotOpenLeavesTheChoice(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.press("Phones")
	v.phones.fail = errors.New("the port is taken")
	v.press("This computer only")
	v.press("Let phones in")
	v.shown.Reads("The page for phones could not be opened there.", "This computer only")
	v.phones.fail = nil
	v.press("Let phones in")
	if v.phones.at.IP != "127.0.0.1" {
		t.Errorf("started at %+v", v.phones.at)
	}
	v.shown.Hides("The page for phones could not be opened there.")
}

func TestWhatKeepsPhonesOutIsExplained(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.press("Phones")
	v.press("Let phones in")
	for block, title := range map[session.Block]string{
		session.FirewallOn: "A firewall is on, and it may keep phones out.", session.FirewallBlocks: "The firewall of this computer has a rule against Passalong.",
		session.NothingCame: "No phone has reached this computer yet.", session.AddressGone: "This computer has left that network.",
	} {
		v.phones.p.Block = block
		v.leave()
		v.open()
		v.press("Phones")
		v.shown.Reads(title)
	}
	v.phones.p.Block, v.phones.p.Connected = session.NoBlock, 1
	v.leave()
	v.open()
	v.press("Phones")
	v.shown.Reads("1 phone is there")
	v.phones.p = session.Phones{Problem: errors.New("the network is gone")}
	v.leave()
	v.open()
	v.press("Phones")
	v.shown.Reads("The page for phones has stopped by itself. Choose a network and start it again: phones that were in come back.")
}

func TestBeforeAndAfter(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.press("More")
	v.shown.Reads("0 sheets")
	v.press("Open the questions before")
	v.press("Close the questions before")
	v.press("Open the questions after")
	v.does(session.Opened{Phase: evaluation.Before, On: true}, session.Opened{Phase: evaluation.Before}, session.Opened{Phase: evaluation.After, On: true})
	v.press("Key in paper sheets")
	if got := v.way.Last(); got != (nav.Route{Screen: nav.PaperEntry, Session: "s1"}) {
		t.Errorf("went to %+v", got)
	}
	v.press("End the session")
	if got := v.way.Last(); got != (nav.Route{Screen: nav.Closing, Session: "s1"}) {
		t.Errorf("went to %+v", got)
	}
}

func TestAPlanThatAsksNothingBeforeAndAfter(t *testing.T) {
	p := sample()
	p.Check = nil
	v := beginWith(t, 1100, 720, 100, p)
	v.press("More")
	v.shown.Reads("This plan asks nothing before and after.")
}

func TestTeams(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.press("More")
	v.press("Teams")
	v.does(session.Teamed{Names: []string{"Red team", "Blue team"}})
	v.shown.Reads("2 teams", "Red team: 0 phones, 0%\nBlue team: 0 phones, 0%")
	for _, o := range v.shown.Objects() {
		if s, ok := o.(*w.Stepper); ok {
			test.Tap(s.More())
			v.work.Drain()
			test.Tap(s.Less())
			v.work.Drain()
		}
	}
	v.press("Teams")
	v.does(session.Teamed{Names: []string{"Red team", "Blue team", "Green team"}}, session.Teamed{Names: []string{"Red team", "Blue team"}}, session.Teamed{})
}

func TestAQuestionIsAdded(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.press("More")
	v.press("Add a question")
	v.shown.Reads("How long does naloxone last?", "Scenario: Behind the door")
	for _, o := range v.shown.Objects() {
		if f, ok := o.(*w.SearchField); ok {
			f.Focus()
		}
	}
	test.Type(v.window.Canvas().Focused(), "NALOXONE long")
	v.shown.Hides("Scenario: Behind the door")
	v.press("How long does naloxone last?")
	v.work.Drain()
	if len(v.con.done) != 1 {
		t.Fatalf("kept %+v", v.con.done)
	}
	if e, ok := v.con.done[0].(session.Added); !ok || e.Poll.Item.ID != "wears-off" {
		t.Errorf("kept %+v", v.con.done[0])
	}
	v.con.done = nil
	v.press("More")
	v.press("Add a question")
	test.Type(v.window.Canvas().Focused(), "What would you do?")
	v.press("Add my question")
	v.work.Drain()
	if e, ok := v.con.done[0].(session.Added); !ok || e.Poll.Prompt != "What would you do?" || e.Poll.Kind != plan.WallPoll {
		t.Errorf("kept %+v", v.con.done)
	}
	v.press("More")
	v.press("Add a question")
	v.press("Add my question") // nothing is written
	v.press("Cancel")
}

func TestTheRoomsScreen(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.shown.Reads("The room’s screen is closed.")
	v.press("Open the room’s screen")
	v.shown.Reads("The room’s screen is a window. Drag it to the projector, then press F11 there.")
	v.press("Fill the screen")
	v.shown.Reads("The room sees this.")
	v.press("It is on the wrong screen")
	if v.room.moved != 1 {
		t.Error("it was not moved")
	}
	v.press("Close it")
	v.room.set(roomwindow.State{Second: true})
	v.press("Show on the second screen")
	v.room.set(roomwindow.State{Lost: true})
	v.shown.Reads("The room’s screen is closed: its projector is gone. Nothing is lost.")
	v.press("Open it again")
	v.does()
	v.press("More")
	for _, o := range v.shown.Objects() {
		if s, ok := o.(*w.Segmented); ok {
			test.Tap(s.Item(1).(fyne.Tappable))
		}
	}
	if v.room.colours != slides.Dark || v.colours != slides.Dark {
		t.Errorf("the colours are %q and %q", v.room.colours, v.colours)
	}
}

func TestTheRoomsKeysWorkWhenTheScreenWasLeft(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.room.events.Forward()
	v.does(session.Went{Section: opening, Step: 0})
	v.leave()
	v.room.events.Forward()
	v.work.Drain()
	v.room.events.Back()
	v.work.Drain()
	v.room.events.Dark()
	v.does(session.Went{Section: asking, Step: -1}, session.Went{Section: opening, Step: 0}, session.Darkened{On: true})
	v.room.set(roomwindow.State{Open: true}) // changes nothing on a screen that was left
}

func TestRehearsalsAreMarked(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.shown.Hides("Rehearsal")
	v.con.s, v.con.n = session.New(), 0
	if err := v.con.apply(session.Began{Plan: sample(), Rehearsal: true}); err != nil {
		t.Fatal(err)
	}
	v.leave()
	v.open()
	v.shown.Reads("Rehearsal")
}

func TestASmallWindowShowsOnePartAtATime(t *testing.T) {
	for _, size := range []struct {
		w, h    float32
		percent int
	}{{700, 600, 100}, {1100, 720, 150}, {800, 600, 200}} {
		v := begin(t, size.w, size.h, size.percent)
		v.goTo(opening)
		v.shown.Reads("Slide", "You can pass on anything.", "Back")
		v.shown.Hides("The room’s screen is closed.")
		v.key(fyne.Key5)
		v.shown.Reads("The room’s screen is closed.", "Back")
		v.shown.Hides("You can pass on anything.")
		v.key(fyne.Key2)
		v.shown.Reads("Goodbye")
		v.key(fyne.Key4)
		v.shown.Reads("Teams")
		v.key(fyne.Key1, fyne.KeyPageDown)
		v.does(session.Went{Section: asking, Step: -1})
	}
}

func TestNothingIsCutOff(t *testing.T) {
	for _, size := range []struct {
		w, h    float32
		percent int
	}{{1100, 720, 100}, {900, 640, 100}, {800, 600, 100}, {800, 600, 150}, {1100, 720, 200}} {
		v := begin(t, size.w, size.h, size.percent)
		v.goTo(asking)
		v.happens(session.Asked{Poll: poll})
		for _, o := range v.shown.Objects() {
			b, ok := o.(*w.Button)
			if !ok || b.Label() == "" {
				continue
			}
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b)
			if at.X < 0 || at.X+b.Size().Width > size.w+1 || b.Size().Width+1 < b.MinSize().Width {
				t.Errorf("at %v x %v, %d%%: %q is at %v, %v wide", size.w, size.h, size.percent, b.Label(), at, b.Size().Width)
			}
		}
	}
}

func TestKeysThatMeanNothingAreLeftAlone(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	if v.screen.HandleKey(&fyne.KeyEvent{Name: fyne.KeyQ}) || v.screen.HandleKey(&fyne.KeyEvent{Name: fyne.KeyJ}) || v.screen.Focus() != nil {
		t.Error("Q is used")
	}
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyHome, fyne.KeyF5} {
		if !v.screen.HandleKey(&fyne.KeyEvent{Name: k}) {
			t.Errorf("%s is not used", k)
		}
	}
	if !v.room.state.Open {
		t.Error("F5 does not open the room's screen")
	}
	v.does()
}

func TestAnswersArriveByThemselves(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.goTo(asking)
	v.happens(session.Asked{Poll: poll})
	v.leave()
	v.con.news = make(chan int, 1)
	v.make()
	phone := session.Phone(strings.Repeat("0b", 16))
	for _, e := range []session.Event{session.Joined{Phone: phone}, session.Answered{Poll: poll, Round: 1, Phone: phone, Given: givenFor("call")}} {
		if err := v.con.Do(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	v.con.news <- v.con.n
	v.work.Await(func() bool { return slices.Contains(v.shown.Texts(), "1 answer: 1 by phone") })
	v.leave()
	v.work.Drain()
}

func TestThreeStates(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.goTo(opening)
	v.shown.Markup(t, "notes.xml")
	v.goTo(asking)
	v.happens(session.Asked{Poll: poll}, hands(map[string]int{"call": 7, "sleep": 2}), showed(session.Results, true))
	v.shown.Markup(t, "results.xml")
	small := begin(t, 800, 600, 150)
	small.goTo(asking)
	small.shown.Markup(t, "small.xml")
}

// Who looks for what comes next in a long plan sees where the session is, and does not begin at the top.
func TestThePlanOpensWhereTheSessionIs(t *testing.T) {
	p := sample()
	for i := range 20 {
		p = p.Insert(1, plan.Section{Kind: plan.Talk, Title: fmt.Sprintf("Talk %d", i), Minutes: 1, Usual: 1, Least: 1})
	}
	v := beginWith(t, 1100, 720, 100, p)
	v.happens(session.Went{Section: len(p.Sections) - 1, Step: -1})
	v.press("Plan")
	row, ok := v.shown.Find("Goodbye").(fyne.CanvasObject)
	if !ok {
		t.Fatal("the section is no object")
	}
	if y := fyne.CurrentApp().Driver().AbsolutePositionForObject(row).Y; y < 0 || y+row.Size().Height > 720 {
		t.Errorf("the section is at %v, out of sight", y)
	}
}

// However small the window and large the letters, what comes next does not lie over the buttons.
func TestNothingLiesOverTheButtons(t *testing.T) {
	for _, size := range [][3]float32{{640, 430, 150}, {640, 430, 200}, {800, 600, 150}, {700, 520, 100}} {
		v := begin(t, size[0], size[1], int(size[2]))
		v.happens(session.Opened{Phase: evaluation.Before, On: true})
		v.key(fyne.Key5)
		v.press("Slide")
		driver := fyne.CurrentApp().Driver()
		button, ok := v.shown.Find("Back").(fyne.CanvasObject)
		if !ok {
			t.Fatal("no button")
		}
		top := driver.AbsolutePositionForObject(button).Y
		for _, o := range v.shown.Objects() {
			text, is := o.(*w.Text)
			if is && text.Text() == "Next" && driver.AbsolutePositionForObject(text).Y+text.Size().Height > top {
				t.Errorf("%v: what comes next lies over the buttons", size)
			}
		}
	}
}
