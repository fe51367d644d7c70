package paperview

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

func TestASheetTakesItsTicketAndTenKeys(t *testing.T) {
	st := open(t, begin(t, ten()))
	st.types("74j3h2")
	if st.row() != 0 {
		t.Fatal("the whole ticket does not lead to the first question")
	}
	if n := st.types("abcd?-bbaa"); n != 10 {
		t.Fatalf("%d keys", n)
	}
	st.settles()
	if st.Canvas.Focused() != fyne.Focusable(st.parts.sheet.save) {
		t.Fatal("the last answer does not lead to saving")
	}
	st.types("⏎")
	st.settles()
	k := st.last().(session.Keyed)
	want := map[string]string{
		"overdose/q1": "wait", "overdose/q2": "call", "overdose/q3": "walk", "overdose/q4": "bath", "overdose/q5": "unsure",
		"overdose/q7": "call", "overdose/q8": "call", "overdose/q9": "wait", "overdose/wears-off": "true",
	}
	if diff := cmp.Diff(want, answers(k)); diff != "" {
		t.Error(diff)
	}
	if k.Sheet.Phase != evaluation.Before || k.Sheet.Way != evaluation.Paper || k.Sheet.Mark != mark(ticket) || k.Number != 0 {
		t.Errorf("%+v", k)
	}
	st.Reads("The sheet is saved.", "1", "Take it back")
	if st.Canvas.Focused() != st.parts.sheet.ticket.Field() || st.parts.sheet.ticket.Text() != "" {
		t.Error("the next sheet is not begun at its ticket")
	}
	for _, r := range st.parts.sheet.rows {
		if r.words.Text() != "" {
			t.Errorf("the next sheet has %q", r.words.Text())
		}
	}
}

func TestHowASheetLooks(t *testing.T) {
	st := open(t, begin(t, []plan.Poll{single("q1"), sure(multiple()), number()}))
	st.Markup(t, "begin.xml")
	st.types("74j3h2babn")
	st.settles()
	st.types("⏎")
	st.Markup(t, "asked.xml")
}

func TestNothingIsLeftOfATicket(t *testing.T) {
	st := open(t, begin(t, ten()))
	st.types("74j3h2abcdabcdab⏎")
	st.settles()
	_, kept, err := session.Encode(st.last())
	if err != nil {
		t.Fatal(err)
	}
	everything := strings.ToUpper(string(kept) + strings.Join(st.Texts(), " ") + fmt.Sprintf("%+v", *st.model))
	for _, text := range []string{"74J-3H2", "74J3H2"} {
		if strings.Contains(everything, text) {
			t.Errorf("%s is still there", text)
		}
	}
	st.Reads(privacy)
}

func TestATicketIsCheckedAsItIsTyped(t *testing.T) {
	st := open(t, begin(t, ten()))
	for _, c := range []struct{ typed, says string }{
		{"7", ""}, {"74j", ""}, {"74a", "No ticket has the letter “A”."}, {"74j3h", ""}, {"74j3h3", "There is a letter wrong in this ticket."},
		{"74j-h32", "There is a letter wrong in this ticket."}, {"74j3h20", "A ticket has 6 letters and digits."}, {"", ""},
	} {
		st.parts.sheet.ticket.SetText(c.typed)
		st.onTicket(c.typed)
		if got := st.model.state().Problem; got != c.says {
			t.Errorf("%q: %q, want %q", c.typed, got, c.says)
		}
	}
	st.types("74j3h3")
	st.Reads("There is a letter wrong in this ticket.")
	if st.row() >= 0 {
		t.Error("a wrong ticket leads to the questions")
	}
	st.types("⏎")
	st.Reads("Type the ticket first. If the sheet has none, choose “No code”.")
	if st.room.marks != 0 {
		t.Error("a mark was made of a ticket that is none")
	}
	st.types("⌫2")
	st.Hides("There is a letter wrong in this ticket.", "Type the ticket first. If the sheet has none, choose “No code”.")
	if st.row() != 0 {
		t.Error("the ticket is right now")
	}
}

func TestATicketThatIsInOpensItsSheet(t *testing.T) {
	st := open(t, begin(t, ten()))
	st.types("74j3h2abcdabcdab⏎")
	st.settles()
	st.types("74j3h2b") // a key before the mark is there stays
	st.settles()
	st.Reads("This ticket is in already. Here is its sheet: change what is wrong, then save.", "Save the change")
	if got := st.parts.sheet.rows[0].words.Text(); got != "Call for help" {
		t.Errorf("the first is %q", got)
	}
	if got := st.parts.sheet.rows[3].words.Text(); got != "A cold bath" {
		t.Errorf("the fourth is %q", got)
	}
	st.types("↓d⏎")
	st.settles()
	k := st.last().(session.Keyed)
	if got := answers(k); got["overdose/q1"] != "call" || got["overdose/q3"] != "bath" || got["overdose/q4"] != "bath" || len(got) != 10 {
		t.Errorf("%v", got)
	}
	if st.room.Desk().Sheets[evaluation.Before] != 1 {
		t.Error("it was kept twice")
	}
	st.Reads("The sheet is changed.")
	// What was before is there again.
	st.Press("Take it back")
	st.settles()
	if got := answers(st.last().(session.Keyed)); got["overdose/q1"] != "wait" || got["overdose/q3"] != "walk" {
		t.Errorf("%v", got)
	}
	// Another ticket takes the answers of that one away.
	st.onKind(int(byTicket))
	st.types("74j3h2")
	st.settles()
	st.parts.sheet.ticket.Focus()
	st.types("⌫")
	if st.parts.sheet.rows[5].words.Text() != "" {
		t.Error("the answers stay without their ticket")
	}
}

func TestSheetsAreMatched(t *testing.T) {
	st := open(t, begin(t, ten()))
	st.types("74j3h2aaaaaaaaaa⏎")
	st.settles()
	test.Tap(st.parts.sheet.phase.Item(1).(fyne.Tappable))
	st.Canvas.Focus(st.Focus())
	st.types("74j3h2")
	st.settles()
	st.Reads("The sheet before with the same ticket is in. They will be matched.")
	st.types("bbbbbbbbba⏎")
	st.settles()
	st.Reads("The sheet is saved. It is matched.", "The report tells of a change once 5 are matched.")
	if desk := st.room.Desk(); desk.Paired != 1 || desk.Sheets[evaluation.After] != 1 {
		t.Errorf("%+v, %d matched", desk.Sheets, desk.Paired)
	}
	// A sheet on the screen can be put into the other phase, and meets the one that is in there.
	st.types("74j3h2")
	st.settles()
	st.onPhase(0)
	if got := st.parts.sheet.rows[0].words.Text(); got != "Wait" {
		t.Errorf("before, the first answer is %q", got)
	}
}

func TestADiskThatFailsLosesNothing(t *testing.T) {
	st := open(t, begin(t, ten()))
	st.room.disk = progress.ErrDiskFull
	st.types("74j3h2abcd?-bbaa⏎")
	st.settles()
	st.Reads("The disk is full, so this is not saved.", "Wait", "Left empty")
	if len(st.room.events) != 0 || st.parts.sheet.ticket.Text() != "74j3h2" {
		t.Errorf("%d kept; the ticket is %q", len(st.room.events), st.parts.sheet.ticket.Text())
	}
	if st.Canvas.Focused() != fyne.Focusable(st.parts.sheet.save) {
		t.Error("the keyboard is not where to try again")
	}
	st.room.disk = nil
	st.Press("Try again")
	st.settles()
	if got := answers(st.last().(session.Keyed)); len(got) != 9 {
		t.Errorf("%v", got)
	}
	st.Hides("The disk is full, so this is not saved.")
}

func TestAMarkThatFailsLosesNothing(t *testing.T) {
	st := open(t, begin(t, ten()))
	st.room.marking = errors.New("no key")
	st.types("74j3h2abcdabcdab⏎")
	st.settles()
	if st.model.err == nil || st.parts.sheet.rows[9].words.Text() == "" {
		t.Fatal("it does not say so, or the answers are gone")
	}
	st.room.marking = nil
	st.types("⏎")
	st.settles()
	if k := st.last().(session.Keyed); k.Sheet.Mark != mark(ticket) || len(answers(k)) != 10 {
		t.Errorf("%+v", k)
	}
}

// Saving before the mark is there waits for it; a mark of another ticket that comes late is dropped.
func TestNobodyWaitsForAMark(t *testing.T) {
	st := open(t, begin(t, ten()))
	st.types("2ptwxm")
	st.parts.sheet.ticket.SetText("74j3h2")
	st.onTicket("74j3h2")
	st.types("abcdabcdab⏎")
	if len(st.room.events) != 0 || !st.model.wants {
		t.Fatal("it was kept without its mark")
	}
	st.settles()
	if k := st.last().(session.Keyed); k.Sheet.Mark != mark(ticket) || len(st.room.events) != 1 {
		t.Errorf("%d kept, the last %+v", len(st.room.events), k)
	}
}

// A sheet that is in already is looked at before it is replaced, also when Return was quicker than the mark.
func TestReturnDoesNotReplaceASheetUnseen(t *testing.T) {
	st := open(t, begin(t, ten()))
	st.types("74j3h2abcdabcdab⏎")
	st.settles()
	st.types("74j3h2ddddddddda⏎")
	st.settles()
	if len(st.room.events) != 1 {
		t.Fatal("it was replaced")
	}
	st.Reads("This ticket is in already. Here is its sheet: change what is wrong, then save.")
	st.types("⏎")
	st.settles()
	if got := answers(st.last().(session.Keyed)); got["overdose/q1"] != "bath" {
		t.Errorf("%v", got)
	}
}

func TestASheetThatWasJustSavedIsTakenBack(t *testing.T) {
	st := open(t, begin(t, ten()))
	st.types("74j3h2abcdabcdab⏎")
	st.settles()
	st.Press("Take it back")
	st.settles()
	if e, ok := st.last().(session.Unkeyed); !ok || e.Mark != mark(ticket) || st.room.Desk().Sheets[evaluation.Before] != 0 {
		t.Fatalf("%+v", st.last())
	}
	st.Reads("The sheet was taken back.", "This is the sheet that was just taken back. There is no need to type its code again.", "A cold bath")
	st.Hides("Take it back")
	st.types("d⏎") // the first item, which has the keyboard
	st.settles()
	if k := st.last().(session.Keyed); k.Sheet.Mark != mark(ticket) || answers(k)["overdose/q1"] != "bath" || answers(k)["overdose/q2"] != "call" {
		t.Errorf("%+v", k)
	}
	if st.model.kind != byTicket {
		t.Error("the next sheet has no ticket")
	}
}

func TestTakingBackLeavesASheetThatWasBegun(t *testing.T) {
	st := open(t, begin(t, ten()))
	st.types("74j3h2abcdabcdab⏎")
	st.settles()
	st.types("2ptwxmdd")
	st.settles()
	st.room.disk = progress.ErrCannotWrite
	st.Press("Take it back")
	st.settles()
	st.Reads("The data folder cannot be written to, so this is not saved.")
	st.room.disk = nil
	st.Press("Take it back")
	st.settles()
	if got := st.parts.sheet.rows[1].words.Text(); got != "A cold bath" || st.model.code == "" {
		t.Errorf("the sheet that was begun has %q", got)
	}
	if _, ok := st.last().(session.Unkeyed); !ok {
		t.Errorf("%+v", st.last())
	}
}

func TestOpenQuestionsAreAskedAboutOnce(t *testing.T) {
	st := open(t, begin(t, ten()))
	st.types("74j3h2ab")
	st.settles()
	st.types("⏎")
	st.settles()
	st.Reads("8 questions have no answer yet. Key them in, or save once more to leave them empty.")
	if st.row() != 2 || len(st.room.events) != 0 {
		t.Fatalf("at %d, %d kept", st.row(), len(st.room.events))
	}
	st.types("c⏎")
	st.settles()
	st.Reads("7 questions have no answer yet. Key them in, or save once more to leave them empty.")
	st.types("⏎")
	st.settles()
	if got := answers(st.last().(session.Keyed)); len(got) != 3 {
		t.Errorf("%v", got)
	}
}

func TestAnEmptySheetIsNotSaved(t *testing.T) {
	st := open(t, begin(t, ten()))
	st.Press("Save the sheet")
	st.Reads("Type the ticket first. If the sheet has none, choose “No code”.")
	st.types("74j3h2")
	st.settles()
	for range 2 {
		st.types("⏎")
		st.settles()
		st.Reads("Nothing is keyed in yet. Press the letter that is ticked, or – where nothing is.")
	}
	if len(st.room.events) != 0 {
		t.Error("it was kept")
	}
}

func TestKeysMoveBetweenQuestions(t *testing.T) {
	st := open(t, begin(t, []plan.Poll{single("q1"), multiple(), number(), short(), ordered(), sure(single("q2"))}))
	st.types("74j3h2")
	for _, c := range []struct {
		keys string
		row  int
	}{
		{"a", 1}, {"⌫", 0}, {"b", 1}, {"ab", 1}, {"⌫", 1}, {"b␣", 2}, {"10", 2}, {"⌫", 2}, {"⏎", 3}, {"on call", 3}, {"␣x", 3}, {"⏎", 4}, {"ab", 4}, {"⌫⌫⌫", 3}, {"↑↑", 1},
		{"↓↓↓", 4}, {"abc", 5}, {"b", 5}, {"n", -1},
	} {
		st.types(c.keys)
		if st.row() != c.row {
			t.Fatalf("%q leads to %d, want %d", c.keys, st.row(), c.row)
		}
	}
	st.settles()
	st.types("⏎")
	st.settles()
	got := answers(st.last().(session.Keyed))
	if got["overdose/minutes"] != "1" || got["overdose/whom"] != "on call x" || got["overdose/signs"] != "blue slow" || got["overdose/q2"] != "call, not-sure" || got["overdose/q1"] != "call" {
		t.Errorf("%v", got)
	}
	st.types("↑") // stays in the field
	st.types("2ptwxm⌫")
	if st.Canvas.Focused() != st.parts.sheet.ticket.Field() {
		t.Error("Backspace on the first question does not lead to the ticket")
	}
}

func TestANumberThatIsNoneIsNotSaved(t *testing.T) {
	st := open(t, begin(t, []plan.Poll{number(), single("q")}))
	st.types("74j3h2..⏎b")
	st.settles()
	st.types("⏎")
	st.settles()
	st.Reads("This is not a number. Correct it, or take it away and press – for left empty.")
	if st.row() != 0 || len(st.room.events) != 0 {
		t.Errorf("at %d", st.row())
	}
	st.types("⌫⌫-⏎")
	st.settles()
	if got := answers(st.last().(session.Keyed)); len(got) != 1 {
		t.Errorf("%v", got)
	}
}

func TestASheetIsKeyedInWithThePointer(t *testing.T) {
	st := open(t, begin(t, []plan.Poll{sure(single("q")), multiple(), ordered(), trueFalse()}))
	test.Tap(st.parts.sheet.kind.Item(int(byNothing)).(fyne.Tappable))
	st.Reads("It will be counted, but cannot be matched with another sheet.")
	rows := st.parts.sheet.rows
	for _, k := range []*keycap{
		rows[0].caps[1], rows[0].sure[0], rows[1].caps[0], rows[1].caps[2], rows[1].caps[2], rows[1].caps[1], rows[2].caps[4], rows[3].caps[3],
	} {
		test.Tap(k)
	}
	st.Reads("Call for help", "A B", "Left empty")
	st.Press("Save the sheet")
	st.settles()
	k := st.last().(session.Keyed)
	want := map[string]string{"overdose/q": "call, sure", "overdose/signs": "blue slow"}
	if diff := cmp.Diff(want, answers(k)); diff != "" || k.Number != 1 || k.Sheet.Mark != "" {
		t.Errorf("number %d, %s", k.Number, diff)
	}
	test.Tap(rows[0].caps[4])
	st.Press("Save the sheet")
	st.Press("Save the sheet")
	st.settles()
	if k := st.last().(session.Keyed); k.Number != 2 || answers(k)["overdose/q"] != "unsure" {
		t.Errorf("%+v", k)
	}
	st.Press("Take it back")
	st.settles()
	if e, ok := st.last().(session.Unkeyed); !ok || e.Number != 2 {
		t.Errorf("%+v", st.last())
	}
}

func TestAnOwnCodeInsteadOfATicket(t *testing.T) {
	st := open(t, begin(t, ten()))
	test.Tap(st.parts.sheet.kind.Item(int(byOwnCode)).(fyne.Tappable))
	for _, q := range evaluation.OwnQuestions("en") {
		st.Reads(q.Hint)
	}
	st.types("s⏎m⏎2⏎31⏎")
	if st.row() != 0 {
		t.Fatal("the last answer of the code does not lead to the first question")
	}
	st.types("abcdabcdab")
	st.settles()
	st.types("⏎")
	st.settles()
	code, err := evaluation.OwnCode([]string{"S", "M", "2", "31"})
	if err != nil {
		t.Fatal(err)
	}
	if k := st.last().(session.Keyed); k.Sheet.Mark != mark(code) {
		t.Errorf("%+v", k)
	}
	if st.Canvas.Focused() != st.parts.sheet.own[0].Field() || st.parts.sheet.own[3].Text() != "" {
		t.Error("the next sheet is not begun at its own code")
	}
	st.types("s⏎m⏎2⏎31⏎")
	st.settles()
	st.Reads("This own code is in already. Here is its sheet: change what is wrong, then save.")
	st.onKind(int(byTicket))
	st.Press("Save the sheet")
	st.Reads("Type the ticket first. If the sheet has none, choose “No code”.")
	if got := st.parts.sheet.rows[0].words.Text(); got != "" {
		t.Errorf("the answers of another sheet stay: %q", got)
	}
}

// What comes by phone meanwhile is counted, and what is being keyed in stays.
func TestPhonesSendSheetsMeanwhile(t *testing.T) {
	st := open(t, begin(t, ten()))
	st.types("74j3h2ab")
	st.settles()
	phone := session.Phone(strings.Repeat("a", 32))
	for _, e := range []session.Event{
		session.Joined{Phone: phone}, session.Opened{Phase: evaluation.Before, On: true},
		session.Keyed{By: phone, Sheet: evaluation.Sheet{Phase: evaluation.Before, Mark: mark(otherTicket), Way: evaluation.Phones, Responses: []quiz.Response{
			{Item: "overdose/q1", Choices: []quiz.ChoiceID{"walk"}},
		}}},
	} {
		if err := st.room.Do(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	st.Refresh()
	if st.parts.sheet.figures[0].Text() != "1" || st.parts.sheet.rows[1].words.Text() != "Call for help" || st.row() != 2 {
		t.Errorf("%q before, at %d", st.parts.sheet.figures[0].Text(), st.row())
	}
	st.types("cdabcdab⏎")
	st.settles()
	// The sheet of a phone can be put right by its ticket; only the phone could send it again.
	st.types("2ptwxm")
	st.settles()
	if got := st.parts.sheet.rows[0].words.Text(); got != "Walk them" {
		t.Errorf("%q", got)
	}
	st.types("b⏎⏎")
	st.settles()
	st.Reads("The sheet is changed.")
	st.Hides("Take it back")
}

func TestNothingToKeyIn(t *testing.T) {
	st := open(t, begin(t, nil))
	st.Reads("This plan has no questions to ask before and after, and the room was not asked anything yet.")
	st.Hides("Save the sheet", "Save the counts", privacy)
}

func TestAScreenThatWasLeftKeepsWhatItSaved(t *testing.T) {
	st := open(t, begin(t, ten()))
	st.types("74j3h2abcdabcdab")
	st.settles()
	st.types("⏎")
	st.end()
	st.settles()
	if _, ok := st.last().(session.Keyed); !ok {
		t.Errorf("%+v", st.last())
	}
}

func TestThePhaseIsTheOneThatIsOpen(t *testing.T) {
	r := begin(t, ten())
	if err := r.Do(t.Context(), session.Opened{Phase: evaluation.After, On: true}); err != nil {
		t.Fatal(err)
	}
	st := open(t, r)
	st.types("74j3h2abcdabcdab⏎")
	st.settles()
	if k := st.last().(session.Keyed); k.Sheet.Phase != evaluation.After {
		t.Errorf("%+v", k)
	}
	again := newModel(r.Desk(), r.Sheets(), nil)
	if again.phase != evaluation.After {
		t.Errorf("%s", again.phase)
	}
}

func TestScrollKeysReachThePage(t *testing.T) {
	st := open(t, begin(t, ten()))
	st.types("74j3h2")
	st.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	if !st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageUp}) {
		t.Error("the page does not scroll")
	}
}

func TestSheetsThatComeLateSayWhatIsKept(t *testing.T) {
	st := open(t, begin(t, ten()))
	st.Reads("Answers on paper", privacy)
	late := New(t.Context(), Deps{Conductor: st.room, Late: true, Nav: st.way, Run: st.work, Canvas: st.Canvas})
	st.Show(late.Content())
	st.Reads("Sheets that came late", "Tickets and own codes are not kept and not shown. Only a mark is made of each, which cannot be turned back. "+
		"Marks and answers stay until you delete them where the report is.")
	st.Hides("Answers on paper", privacy)
}
