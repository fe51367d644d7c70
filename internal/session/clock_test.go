package session_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
)

// after lets something happen some time after the last thing that happened.
func (m *meeting) after(wait time.Duration, e session.Event) {
	m.t.Helper()
	m.at = m.entries[len(m.entries)-1].At.Add(wait)
	m.do(e)
}

func TestClockOfSections(t *testing.T) {
	m := began(t, workshop())
	m.after(5*time.Minute, session.Went{Section: 1, Step: 0})
	m.after(5*time.Minute, atSnoring)
	m.after(4*time.Minute, session.Paused{On: true})
	m.after(20*time.Minute, session.Paused{})
	m.after(1*time.Minute, session.Went{Section: 1, Step: 1})
	m.after(2*time.Minute, session.Darkened{On: true})
	d := m.Desk()
	want := []session.SectionTime{{}, {Spent: 10 * time.Minute, Begun: true}, {}, {Spent: 5 * time.Minute, Begun: true}, {}, {}}
	if diff := cmp.Diff(want, d.Sections); diff != "" {
		t.Errorf("sections (-want +got):\n%s", diff)
	}
	if running := noon().Add(35 * time.Minute); !d.Running.Equal(running) {
		t.Errorf("the clock runs since %v, want %v", d.Running, running)
	}
	m.after(time.Minute, session.Paused{On: true})
	if d := m.Desk(); !d.Running.IsZero() || d.Sections[1].Spent != 13*time.Minute {
		t.Errorf("paused, the clock runs since %v, and the section took %v", d.Running, d.Sections[1].Spent)
	}
	if got := m.Report("r", noon()); got.Minutes != 38 || got.Days != 1 {
		t.Errorf("the session took %d minutes on %d days", got.Minutes, got.Days)
	}
}

func TestASessionThatIsLeftOverNightIsPaused(t *testing.T) {
	m := began(t, workshop())
	m.after(30*time.Minute, session.Went{Section: 1, Step: 0})
	m.after(20*time.Hour, session.Paused{On: true}) // the program is started again
	if got := m.Report("r", noon()); got.Days != 1 || got.Minutes != 30 {
		t.Errorf("only opened again: %d minutes on %d days", got.Minutes, got.Days)
	}
	m.after(time.Minute, session.Paused{})
	m.after(10*time.Minute, session.Went{Section: 1, Step: 1})
	m.after(10*time.Minute, atSnoring)
	m.after(4*time.Hour, session.Closed{}) // at the desk, much later
	if got := m.Desk().Sections[1].Spent; got != 50*time.Minute {
		t.Errorf("the section took %v", got)
	}
	got := m.Report("r", noon())
	if got.Days != 2 || got.Minutes != 40 || !got.Date.Equal(noon().Truncate(24*time.Hour)) {
		t.Errorf("%d minutes on %d days from %v", got.Minutes, got.Days, got.Date)
	}
}

func TestAClockThatIsSetBackTakesNothingAway(t *testing.T) {
	m := began(t, workshop())
	m.after(10*time.Minute, session.Went{Section: 1, Step: 0})
	m.after(-2*time.Hour, session.Went{Section: 1, Step: 1})
	m.after(5*time.Minute, atSnoring)
	if got := m.Desk().Sections[1].Spent; got != 15*time.Minute {
		t.Errorf("the section took %v", got)
	}
	if got := m.Report("r", noon()).Minutes; got != 15 {
		t.Errorf("the session took %d minutes", got)
	}
}

func TestASessionThatGoesOnAfterMidnightIsOfOneDay(t *testing.T) {
	m := &meeting{t: t, Session: session.New(), at: noon().Add(10 * time.Hour)}
	m.do(session.Began{Plan: workshop()})
	m.after(2*time.Hour+30*time.Minute, atSnoring)
	if got := m.Report("r", noon()); got.Days != 1 || got.Minutes != 150 {
		t.Errorf("%d minutes on %d days", got.Minutes, got.Days)
	}
}

func TestTheDayIsThatOfThePlace(t *testing.T) {
	m := &meeting{t: t, Session: session.New(), at: noon().Add(10 * time.Hour)} // 22:00, in Sydney 9:00 of the next day
	m.do(session.Began{Plan: workshop()})
	sydney := time.FixedZone("Sydney", 11*60*60)
	if got := m.Report("r", noon().In(sydney)).Date.Format(time.DateOnly); got != "2026-11-22" {
		t.Errorf("the session was on %s", got)
	}
}

func TestWhatTheFacilitatorSaysIsReported(t *testing.T) {
	m := began(t, workshop())
	m.join(1)
	m.do(atWall, session.Asked{Poll: wall}, wrote(1, "Police"), wrote(1, "Fear"), session.Judged{Poll: wall, Word: 1, On: true})
	if got := m.Report("r", noon()).Polls; len(got) != 1 || got[0].Words != nil {
		t.Errorf("words that nobody ticked are in the report: %+v", got)
	}
	said := session.Closed{
		Place: evaluation.Prison, Present: evaluation.Present{Community: 9}, Minutes: 45, Said: []string{"  It was\tgood. "},
		Handouts: []evaluation.HandoutGiven{{ID: "card", Copies: 9}}, Words: map[plan.PollID]bool{wall: true},
	}
	m.do(said)
	got := m.Report("r", noon())
	if got.Place != evaluation.Prison || got.Present.Community != 9 || got.Minutes != 45 || len(got.Handouts) != 1 ||
		!cmp.Equal(got.Said, []string{"It was good."}) || !cmp.Equal(got.Polls[0].Words, []string{"Police"}) {
		t.Errorf("the report is %+v", got)
	}
}
