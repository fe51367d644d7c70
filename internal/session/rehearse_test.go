package session_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

// act lets the simulated people do all they have to do, and gives their waits. None of it may be refused.
func (m *meeting) act(r *session.Rehearsal) []time.Duration {
	m.t.Helper()
	var waits []time.Duration
	for {
		e, wait, ok := r.Next(m.Desk(), m.Room())
		if !ok {
			return waits
		}
		m.do(e)
		if waits = append(waits, wait); len(waits) > 1000 {
			m.t.Fatal("they never stop")
		}
	}
}

// rehearsed is a whole workshop by remote control with simulated people, before and after as well.
func rehearsed(t *testing.T, p plan.Plan, seed uint64, people int) (*meeting, []time.Duration) {
	t.Helper()
	m := &meeting{t: t, Session: session.New(), at: noon()}
	m.do(session.Began{Plan: p, Rehearsal: true})
	r := session.NewRehearsal(seed, people)
	waits := m.act(r)
	phase := func(ph evaluation.Phase) {
		m.do(session.Opened{Phase: ph, On: true})
		waits = append(waits, m.act(r)...)
		m.do(session.Opened{Phase: ph})
	}
	phase(evaluation.Before)
	for {
		e, ok := m.Forward()
		if !ok {
			break
		}
		m.do(e)
		waits = append(waits, m.act(r)...)
		if d := m.Desk(); d.Wall != nil {
			for _, w := range d.Wall.Waiting {
				m.do(session.Judged{Poll: d.Wall.Poll.ID, Word: w.ID, On: true})
			}
			waits = append(waits, m.act(r)...)
		}
		if d := m.Desk(); d.Poll != nil && d.Poll.Round == 1 && d.Poll.Shown[session.Results] && !d.Poll.Poll.Item.Survey {
			m.do(session.Asked{Poll: d.Poll.Poll.ID, Again: true})
			waits = append(waits, m.act(r)...)
		}
	}
	phase(evaluation.After)
	return m, waits
}

func TestRehearsalIsPlausible(t *testing.T) {
	const people = 30
	m, waits := rehearsed(t, workshop(), 7, people)
	if !m.Desk().Rehearsal || !m.Room().Rehearsal {
		t.Error("the screens do not say that it is a rehearsal")
	}
	report := m.Report("r", noon())
	if len(report.Polls) != 9 {
		t.Fatalf("of 9 polls %d were asked", len(report.Polls))
	}
	first, second, unsure := 0, 0, 0
	for _, p := range report.Polls {
		if p.Kind != plan.ItemPoll {
			continue
		}
		if p.Rounds[0].Answered != people {
			t.Errorf("%s: %d of %d answered", p.Poll, p.Rounds[0].Answered, people)
		}
		unsure += p.Rounds[0].Counts[session.RowDontKnow]
		if len(p.Rounds) > 1 {
			first, second = first+p.Rounds[0].Right, second+p.Rounds[1].Right
			if p.Rounds[0].Right == 0 || p.Rounds[0].Right == people {
				t.Errorf("%s: %d of %d were right", p.Poll, p.Rounds[0].Right, people)
			}
		}
	}
	if second <= first || unsure < 3 {
		t.Errorf("%d right at first and %d after talking; %d did not know", first, second, unsure)
	}
	c := report.Change
	if !c.Told || c.Paired < 20 || c.Paired == people || c.Whole.Change <= 0 {
		t.Errorf("before and after: %+v", c)
	}
	for _, w := range waits {
		if w < 300*time.Millisecond || w > 9*time.Second {
			t.Fatalf("somebody waits %v", w)
		}
	}
}

func TestRehearsalIsTheSameWithTheSameSeed(t *testing.T) {
	one, waits := rehearsed(t, workshop(), 3, 8)
	same, sameWaits := rehearsed(t, workshop(), 3, 8)
	if diff := cmp.Diff(one.entries, same.entries); diff != "" || !cmp.Equal(waits, sameWaits) {
		t.Errorf("the same seed (-one +other):\n%s", diff)
	}
	if other, _ := rehearsed(t, workshop(), 4, 8); cmp.Equal(one.entries, other.entries) {
		t.Error("another seed gives the same")
	}
}

func TestRehearsalKeepsToItsSize(t *testing.T) {
	for asked, want := range map[int]int{-1: 3, 0: 3, 3: 3, 12: 12, 30: 30, 5000: 30} {
		m := began(t, workshop())
		m.act(session.NewRehearsal(1, asked))
		if got := m.Desk().Phones; got != want {
			t.Errorf("of %d people %d joined, want %d", asked, got, want)
		}
	}
}

func TestRehearsalFormsTeamsAndWaitsOutsideALock(t *testing.T) {
	m := began(t, workshop())
	r := session.NewRehearsal(1, 6)
	m.do(session.Locked{On: true})
	m.act(r)
	if got := m.Desk().Phones; got != 0 {
		t.Errorf("%d joined although the session was locked", got)
	}
	m.do(session.Locked{})
	m.act(r)
	m.do(session.Teamed{Names: []string{"Red", "Blue"}})
	m.act(r)
	if teams := m.Desk().Teams; teams[0].Phones != 3 || teams[1].Phones != 3 {
		t.Errorf("teams %+v", teams)
	}
}

func TestRehearsalAnswersEveryKindOfItem(t *testing.T) {
	number := &quiz.Item{ID: "minutes", Kind: quiz.Number, Prompt: "How long?", Unit: "minutes", Choices: []quiz.Choice{{ID: "two", Text: "2", Tolerance: "1", Correct: true}}}
	m := began(t, workshop())
	m.do(session.Added{Poll: *item("overdose/minutes", number)}, session.Went{Section: 1, Step: 0}, session.Asked{Poll: "overdose/minutes"})
	m.act(session.NewRehearsal(5, 30))
	tally := m.Desk().Poll.Tally
	if tally.Answered != 30 || tally.Right == 0 || tally.Right == 30 || tally.SureRight+tally.NotSureRight != tally.Right {
		t.Errorf("%+v", tally)
	}
}
