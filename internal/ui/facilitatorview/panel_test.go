package facilitatorview

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/session"
)

func itemDesk(it *quiz.Item, round int, open bool, before bool) session.DeskView {
	p := &session.DeskPoll{Poll: plan.Poll{ID: "p", Item: it}, Round: round, Open: open, Shown: map[session.Reveal]bool{session.Results: true}}
	if before {
		p.Before = &session.Tally{}
	}
	return session.DeskView{Poll: p}
}

func TestButtons(t *testing.T) {
	scored, survey := &quiz.Item{Explanation: "Because."}, &quiz.Item{Survey: true}
	story := func(s session.DeskScenario) session.DeskView { return session.DeskView{Scenario: &s} }
	ended := scenario.Moment{Ended: true}
	for _, test := range []struct {
		name string
		desk session.DeskView
		want buttons
	}{
		{"nothing is asked", session.DeskView{}, buttons{}},
		{"not asked yet", itemDesk(scored, 0, false, false), buttons{Ask: true, ResultsOn: true}},
		{"open", itemDesk(scored, 1, true, false), buttons{Stop: true, Reopen: true, Results: true, Right: true, Why: true, ResultsOn: true}},
		{"closed", itemDesk(scored, 1, false, false), buttons{Ask: true, Again: true, Reopen: true, Results: true, Right: true, Why: true, ResultsOn: true}},
		{"asked again", itemDesk(scored, 2, false, true), buttons{Ask: true, Again: true, Reopen: true, Results: true, Right: true, Why: true, Shift: true, ResultsOn: true}},
		{"a survey has no right answer", itemDesk(survey, 1, false, false), buttons{Ask: true, Again: true, Reopen: true, Results: true, ResultsOn: true}},
		{"a wall", session.DeskView{Wall: &session.DeskWall{}}, buttons{Ask: true}},
		{"a wall with words", session.DeskView{Wall: &session.DeskWall{Wall: []session.Word{{ID: 1}}}}, buttons{Ask: true, Reopen: true}},
		{"a wall that is open", session.DeskView{Wall: &session.DeskWall{Open: true}}, buttons{Stop: true}},
		{"a story", story(session.DeskScenario{}), buttons{Reopen: true}},
		{"a vote", story(session.DeskScenario{Begun: true, Open: true}), buttons{Stop: true, Reopen: true, Results: true}},
		{"after a vote", story(session.DeskScenario{Begun: true}), buttons{Ask: true, Reopen: true, Results: true}},
		{"at the end", story(session.DeskScenario{Begun: true, Moment: ended}), buttons{Reopen: true, Why: true}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, newModel(noon, test.desk).buttons()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestPollPanel(t *testing.T) {
	rows := []session.Row{{Key: "a", Letter: "A", Text: "Call"}, {Key: "unsure", Text: "I don't know"}}
	d := session.DeskView{Poll: &session.DeskPoll{
		Poll: plan.Poll{ID: "p", Item: &quiz.Item{Prompt: "What now?", Explanation: "Because."}}, Rows: rows, Round: 2, Open: true, Right: []string{"a"}, Words: []string{"Call"},
		Tally:  session.Tally{Answered: 5, Bars: []session.Bar{{Row: rows[0], Count: 3}}, Ways: map[evaluation.Way]int{evaluation.Phones: 4, evaluation.Paper: 1}, SureWrong: 2},
		Before: &session.Tally{Bars: []session.Bar{{Row: rows[0], Count: 1}}}, Counts: map[evaluation.Way]map[string]int{evaluation.Hands: {"a": 1}},
	}}
	m := newModel(noon, d)
	want := &pollState{
		Head: "Question, open for answers, round 2", Prompt: "What now?", Buttons: m.buttons(), Why: "Because.", CanType: true, Way: evaluation.Hands,
		Rows: []rowState{{Key: "a", Label: "A. Call", Right: true, Count: 3, Of: 5, Before: 1, Typed: 1}, {Key: "unsure", Label: "I don't know", Of: 5}},
		Ways: "5 answers: 4 by phone, 1 on paper", Sure: "Sure and right: 0 · sure, but not right: 2 · not so sure, but right: 0 · not so sure, not right: 0",
	}
	if diff := cmp.Diff(want, m.pollPanel()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	// Where it is not a choice that is right, the answer stands below.
	d.Poll.Rows, d.Poll.Right, d.Poll.Words = []session.Row{{Key: session.RowRight, Text: "Right"}}, []string{session.RowRight}, []string{"000"}
	if got := newModel(noon, d).pollPanel().Words; len(got) != 1 {
		t.Errorf("the answer is %q", got)
	}
}

func TestHeadOf(t *testing.T) {
	for want, got := range map[string]string{
		"Question, not asked yet": headOf(0, false), "Question, open for answers": headOf(1, true), "Question, closed": headOf(1, false),
		"Question, open for answers, round 3": headOf(3, true), "Question, closed, round 3": headOf(3, false),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestStepWordsCountWhatIsOn(t *testing.T) {
	d := session.DeskView{Plan: plan.Plan{Sections: []plan.Section{{Off: true}, {Steps: make([]plan.Step, 3)}, {Off: true}, {}}}}
	for want, at := range map[string]session.Went{
		"Section 1 of 2, step 2 of 3": {Section: 1, Step: 1}, "Section 1 of 2": {Section: 1, Step: -1}, "Section 2 of 2": {Section: 3, Step: -1}, "": {Section: 9},
	} {
		d.At = at
		if got := newModel(noon, d).stepWords(); got != want {
			t.Errorf("at %+v: %q, want %q", at, got, want)
		}
	}
}

func TestPhases(t *testing.T) {
	d := session.DeskView{
		Plan: plan.Plan{Check: make([]plan.Poll, 2)}, Phase: evaluation.After, Sheets: map[evaluation.Phase]int{evaluation.Before: 9, evaluation.After: 7}, Paired: 1,
	}
	got, paired := newModel(noon, d).phases()
	want := []phaseState{
		{Phase: evaluation.Before, Label: "Open the questions before", Sheets: 9}, {Phase: evaluation.After, Label: "Close the questions after", Open: true, Sheets: 7},
	}
	if diff := cmp.Diff(want, got); diff != "" || paired != "1 person is matched before and after. A change is told from 5 on." {
		t.Errorf("%q, -want +got:\n%s", paired, diff)
	}
}

func TestBlockHelpHasSteps(t *testing.T) {
	if got := blockHelp(session.Phones{}); got.Title != "" {
		t.Errorf("nothing is in the way: %+v", got)
	}
	for _, b := range []session.Block{session.FirewallOn, session.FirewallBlocks, session.NothingCame, session.AddressGone} {
		if got := blockHelp(session.Phones{Block: b}); got.Title == "" || len(got.Steps) == 0 {
			t.Errorf("%s: %+v", b, got)
		}
	}
	before := len(commonSteps)
	blockHelp(session.Phones{Block: session.NothingCame})
	if len(commonSteps) != before {
		t.Error("the steps for all have grown")
	}
}

func TestPhonesPanelCountsThoseThatAreAway(t *testing.T) {
	m := newModel(noon, session.DeskView{Phones: 9, Locked: true, JoinShown: true})
	m.phones = session.Phones{On: true, Connected: 7, Join: session.Join{Code: "KLMR"}}
	m.addresses, m.chosen = []session.Address{{Kind: session.WiFi}, {Kind: session.Cable}}, 1
	got := m.phonesPanel()
	if !got.On || got.Connected != 7 || got.Joined != 9 || !got.Locked || !got.Shown || len(got.Names) != 2 || got.Names[0].State == got.Names[1].State {
		t.Errorf("%+v", got)
	}
}

func TestMatchesLooksForEveryWord(t *testing.T) {
	for query, want := range map[string]bool{"": true, "naloxone": true, "LAST naloxóne": true, "naloxone heroin": false} {
		if got := matches("How long does naloxone last?", query); got != want {
			t.Errorf("%q: %v", query, got)
		}
	}
}

func TestUsual(t *testing.T) {
	if got := usual([]session.Address{{}, {Usual: true}}); got != 1 {
		t.Errorf("number %d", got)
	}
	if got := usual(nil); got != 0 {
		t.Errorf("of none: %d", got)
	}
}
