package session_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

// sheet is what a phone sends: it claims that everything is right.
func sheet(phase evaluation.Phase, phone, mark int, choice quiz.ChoiceID) session.Keyed {
	return session.Keyed{By: aPhone(phone), Sheet: evaluation.Sheet{Phase: phase, Mark: aMark(mark), Way: evaluation.Phones, Responses: []quiz.Response{
		{Item: "overdose/snoring", Choices: []quiz.ChoiceID{choice}, Credit: quiz.Full, Correct: true, Took: time.Hour, At: noon()},
	}}}
}

func onPaper(phase evaluation.Phase, mark evaluation.Mark, number int) session.Keyed {
	return session.Keyed{Number: number, Sheet: evaluation.Sheet{Phase: phase, Mark: mark, Way: evaluation.Paper}}
}

func TestSheetsArePairedByMark(t *testing.T) {
	m := began(t, workshop())
	m.join(3)
	m.do(session.Opened{Phase: evaluation.Before, On: true}, sheet("before", 1, 1, "call"), sheet("before", 2, 2, "bath"),
		onPaper("before", aMark(7), 0), onPaper("before", "", 1), onPaper("before", "", 1), onPaper("before", "", 2),
		session.Opened{Phase: evaluation.After, On: true}, sheet("after", 3, 1, "call"), onPaper("after", aMark(7), 0))
	d := m.Desk()
	if want := map[evaluation.Phase]int{"before": 5, "after": 2}; !cmp.Equal(d.Sheets, want) || d.Paired != 2 || d.Phase != "after" {
		t.Errorf("sheets %v, paired %d, open %q", d.Sheets, d.Paired, d.Phase)
	}
	m.do(session.Unkeyed{Phase: "after", Mark: aMark(7)}, session.Unkeyed{Phase: "before", Number: 2})
	if d := m.Desk(); d.Paired != 1 || d.Sheets["before"] != 4 {
		t.Errorf("after dropping two: sheets %v, paired %d", d.Sheets, d.Paired)
	}
}

func TestWhatCameInOfASheetIsJudgedAnew(t *testing.T) {
	m := began(t, workshop())
	m.join(1)
	k := sheet("before", 1, 1, "bath")
	k.Sheet.Responses = append(k.Sheet.Responses,
		quiz.Response{Item: "steps", Choices: []quiz.ChoiceID{"#1", "#2", "#3", "#4"}, Sure: quiz.Sure}, // named by the item alone
		quiz.Response{Item: "overdose/signs", Choices: []quiz.ChoiceID{"slow", "blue"}})
	m.do(session.Opened{Phase: evaluation.Before, On: true}, k)
	got := m.Sheets()[0].Sheet.Responses
	if len(got) != 3 || got[0].Correct || got[0].Credit != 0 || got[0].Took != 0 || !got[0].At.IsZero() {
		t.Fatalf("got %+v", got)
	}
	if !got[1].Correct || got[1].Item != "overdose/signs" {
		t.Errorf("a right answer that claims nothing: %+v", got[1])
	}
	if got[2].Item != "overdose/steps" || got[2].Sure != quiz.Sure || len(got[2].Choices) != 4 || got[2].Choices[0][0] == '#' {
		t.Errorf("what was put in order: %+v", got[2])
	}
}

func TestAPhoneSendsOneSheet(t *testing.T) {
	m := began(t, workshop())
	m.join(2)
	m.do(session.Opened{Phase: evaluation.Before, On: true})
	if v := m.Phone(aPhone(1)); v.State != session.PhonePhase || v.Sent || len(v.Items) != 3 || v.Items[2].Choices[0].Key != "#1" {
		t.Errorf("the phone sees %+v", v)
	}
	m.do(sheet("before", 1, 1, "bath"), sheet("before", 1, 2, "call")) // the code was mistyped
	if v := m.Phone(aPhone(1)); !v.Sent {
		t.Error("the phone does not know that its sheet is in")
	}
	if all := m.Sheets(); len(all) != 1 || all[0].Sheet.Mark != aMark(2) {
		t.Errorf("sheets %+v", all)
	}
	m.do(sheet("before", 2, 2, "call")) // the same participant, from another phone
	if all := m.Sheets(); len(all) != 1 || all[0].By != aPhone(2) {
		t.Errorf("sheets %+v", all)
	}
	m.do(atSnoring, session.Asked{Poll: "overdose/snoring"})
	for _, phone := range []int{1, 2} { // or two people with the same own code, who would be asked in turn for ever
		if v := m.Phone(aPhone(phone)); v.State != session.PhonePoll {
			t.Errorf("a phone whose sheet is in is asked no more: %+v", v)
		}
	}
	m.do(sheet("before", 1, 3, "call")) // and takes back nothing of the other's
	if all := m.Sheets(); len(all) != 2 || m.Desk().Sheets["before"] != 2 {
		t.Errorf("sheets %+v", all)
	}
	m.join(3)
	if v := m.Phone(aPhone(3)); v.State != session.PhonePhase {
		t.Errorf("a phone whose sheet is not in: %+v", v)
	}
}

func TestWhatSheetsRefuse(t *testing.T) {
	m := began(t, workshop())
	m.join(1)
	m.do(session.Opened{Phase: evaluation.After, On: true})
	with := func(change func(*session.Keyed)) session.Keyed {
		k := sheet("after", 1, 1, "call")
		change(&k)
		return k
	}
	for name, c := range map[string]struct {
		event session.Event
		want  error
	}{
		"a phase that is not open":     {sheet("before", 1, 1, "call"), session.ErrNotOpen},
		"a phase that there is not":    {sheet("later", 1, 1, "call"), session.ErrBadEvent},
		"opening such a phase":         {session.Opened{Phase: "later", On: true}, session.ErrBadEvent},
		"a stranger":                   {sheet("after", 2, 1, "call"), session.ErrNotJoined},
		"an unknown choice":            {sheet("after", 1, 1, "run"), session.ErrBadAnswer},
		"a mark that is a code":        {with(func(k *session.Keyed) { k.Sheet.Mark = "K7M-3QX" }), session.ErrBadEvent},
		"a phone that is paper":        {with(func(k *session.Keyed) { k.Sheet.Way = evaluation.Paper }), session.ErrBadEvent},
		"a phone with a number":        {with(func(k *session.Keyed) { k.Sheet.Mark, k.Number = "", 3 }), session.ErrBadEvent},
		"paper that is hands":          {session.Keyed{Number: 1, Sheet: evaluation.Sheet{Phase: "after", Way: evaluation.Hands}}, session.ErrBadEvent},
		"paper without name or number": {onPaper("after", "", 0), session.ErrBadEvent},
		"a negative number":            {onPaper("after", "", -1), session.ErrBadEvent},
		"a huge number":                {onPaper("after", "", 1<<40), session.ErrBadEvent},
		"a mark and a number":          {onPaper("after", aMark(1), 1), session.ErrBadEvent},
		"an item that is not asked":    {with(func(k *session.Keyed) { k.Sheet.Responses[0].Item = "overdose/number" }), session.ErrBadAnswer},
		"an item twice": {with(func(k *session.Keyed) {
			k.Sheet.Responses = append(k.Sheet.Responses, k.Sheet.Responses[0])
		}), session.ErrBadAnswer},
		"too many responses":     {with(func(k *session.Keyed) { k.Sheet.Responses = make([]quiz.Response, 1000) }), session.ErrBadAnswer},
		"dropping what is not":   {session.Unkeyed{Phase: "after", Mark: aMark(9)}, session.ErrBadEvent},
		"dropping without names": {session.Unkeyed{Phase: "after"}, session.ErrBadEvent},
	} {
		t.Run(name, func(t *testing.T) {
			if err := m.try(c.event); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
	nothing := workshop()
	nothing.Check = nil
	if err := began(t, nothing).try(session.Opened{Phase: evaluation.Before, On: true}); !errors.Is(err, session.ErrNoPoll) {
		t.Errorf("a plan without questions before and after: %v", err)
	}
}

func TestTheReportTellsOfTheGroupAlone(t *testing.T) {
	m := began(t, workshop())
	m.join(6)
	for _, phase := range []evaluation.Phase{evaluation.Before, evaluation.After} {
		m.do(session.Opened{Phase: phase, On: true})
		for n := 1; n <= 6; n++ {
			choice := quiz.ChoiceID("call")
			if phase == evaluation.Before && n < 5 {
				choice = "bath"
			}
			m.do(sheet(phase, n, n, choice))
		}
	}
	c := m.Report("r", noon()).Change
	if !c.Told || c.Paired != 6 || len(c.Items) != 1 || c.Items[0].Share.After != 1 || c.Items[0].Share.Before > 0.34 {
		t.Errorf("the change is %+v", c)
	}
}

func TestTheReportNamesNobody(t *testing.T) {
	m, _ := rehearsed(t, workshop(), 9, 12)
	var people []string
	for _, e := range m.entries {
		switch e := e.Event.(type) {
		case session.Joined:
			people = append(people, string(e.Phone))
		case session.Keyed:
			people = append(people, string(e.Sheet.Mark))
		case session.Wrote:
			people = append(people, e.Text) // nobody ticked the words of the wall
		}
	}
	if len(people) < 24 {
		t.Fatalf("only %d phones, marks and words", len(people))
	}
	texts := 0
	every(reflect.ValueOf(m.Report("r", noon())), "Report", func(path, text string) {
		texts++
		for _, p := range people {
			if strings.Contains(text, p) {
				t.Errorf("%s: %q", path, text)
			}
		}
	})
	if texts < 100 {
		t.Errorf("only %d texts were looked at", texts)
	}
}
