package session_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/session"
)

// A walker thinks of things that could happen, most of them possible.
type walker struct {
	r      *rand.Rand
	phones int
	words  int
}

func newWalker(seed uint64) *walker {
	return &walker{r: rand.New(rand.NewPCG(seed, 1)), phones: 5}
}

func (w *walker) chance(percent int) bool { return w.r.IntN(100) < percent }

func pick[T any](w *walker, all ...T) T { return all[w.r.IntN(len(all))] }

// phone is one of a few phones, now and then one that never joins.
func (w *walker) phone() session.Phone { return aPhone(1 + w.r.IntN(w.phones+1)) }

// poll is that of the current step, if it has one, or any.
func (w *walker) poll(d session.DeskView) plan.Poll {
	switch {
	case w.chance(5):
		return plan.Poll{ID: "no/poll", Kind: plan.ItemPoll, Item: single()}
	case d.Poll != nil:
		return d.Poll.Poll
	case d.Wall != nil:
		return d.Wall.Poll
	case d.Scenario != nil:
		return d.Scenario.Poll
	}
	return *item("overdose/snoring", single())
}

// next is something that could happen.
func (w *walker) next(d session.DeskView) session.Event {
	if w.chance(60) {
		return w.byPhone(d)
	}
	return w.byFacilitator(d)
}

func (w *walker) byFacilitator(d session.DeskView) session.Event {
	p := w.poll(d)
	on := w.chance(60)
	if p.Kind == plan.ScenarioPoll && w.chance(40) {
		return w.played(d, p)
	}
	switch w.r.IntN(17) {
	case 0:
		return session.Went{Section: w.r.IntN(7) - 1, Step: w.r.IntN(9) - 2}
	case 1, 2:
		return pick(w, atWall, atWall, atSurvey, atSnoring, atSigns, atWearsOff, atSteps, atPairs, atNumber, atScenario)
	case 3, 4:
		return session.Asked{Poll: p.ID, Again: w.chance(40)}
	case 5:
		return session.Stopped{Poll: p.ID}
	case 6, 7:
		return session.Showed{Poll: p.ID, What: pick(w, session.Results, session.RightAnswer, session.Why, session.Shift), On: on}
	case 8:
		counts := map[string]int{}
		if p.Item != nil {
			for _, row := range session.Rows(*p.Item) {
				counts[row.Key] = w.r.IntN(12) - 1
			}
		}
		return session.Counted{Poll: p.ID, Way: pick(w, evaluation.Hands, evaluation.Paper, evaluation.Phones), Counts: counts}
	case 9, 10:
		return session.Judged{Poll: p.ID, Word: w.r.IntN(6), On: on}
	case 11:
		return w.played(d, p)
	case 12:
		return pick[session.Event](w, session.Teamed{}, session.Teamed{Names: []string{"Red", "Blue"}}, session.Teamed{Names: []string{"Red", "Red"}})
	case 13:
		return pick[session.Event](w, session.Darkened{On: on}, session.Paused{On: on}, session.ShowedJoin{On: on}, session.Locked{On: w.chance(20)})
	case 14:
		return session.Opened{Phase: pick(w, evaluation.Before, evaluation.After, "later"), On: w.chance(40)}
	case 15:
		if w.chance(10) {
			return session.Added{Poll: plan.Poll{ID: plan.PollID(fmt.Sprint("added-", w.r.IntN(3))), Kind: plan.ItemPoll, Item: trueFalse()}}
		}
		return w.sheet(evaluation.Paper)
	default:
		return session.Closed{Present: evaluation.Present{Community: w.r.IntN(9) - 1}, Minutes: w.r.IntN(60), Said: []string{"Good"}}
	}
}

func (w *walker) played(d session.DeskView, p plan.Poll) session.Event {
	e := session.Played{Poll: p.ID}
	if d.Scenario != nil && d.Scenario.Begun && w.chance(90) {
		e.Action = pick[scenario.ActionID](w, "spray", "slap", "dance")
	}
	return e
}

func (w *walker) byPhone(d session.DeskView) session.Event {
	p, phone := w.poll(d), w.phone()
	switch {
	case w.chance(20):
		return session.Joined{Phone: aPhone(1 + w.r.IntN(w.phones)), Team: w.r.IntN(3)}
	case d.Phase != "" && w.chance(40):
		return w.sheet(evaluation.Phones)
	case p.Kind == plan.WallPoll && w.chance(50):
		return session.Liked{Poll: p.ID, Word: w.r.IntN(6), Phone: phone}
	case p.Kind == plan.WallPoll:
		if w.words++; w.chance(10) {
			phone = ""
		}
		return session.Wrote{Poll: p.ID, Phone: phone, Text: fmt.Sprintf("UNSEEN%d ", w.words-w.r.IntN(3))}
	case p.Kind == plan.ScenarioPoll:
		return session.Voted{Poll: p.ID, Round: scenarioRound(d) + w.r.IntN(20)/19, Phone: phone, Action: pick[scenario.ActionID](w, "spray", "slap")}
	}
	round := 1
	if d.Poll != nil {
		round = d.Poll.Round
	}
	return session.Answered{Poll: p.ID, Round: round - w.r.IntN(20)/19, Phone: phone, Given: w.given(p.Item)}
}

// given is an answer to an item, mostly one that it takes.
func (w *walker) given(it *quiz.Item) quiz.Given {
	g := quiz.Given{Sure: pick(w, quiz.Sure, quiz.NotSure, quiz.NotAsked)}
	choice := func() quiz.ChoiceID { return it.Choices[w.r.IntN(len(it.Choices))].ID }
	switch {
	case w.chance(10):
		g.Choices = []quiz.ChoiceID{quiz.Unsure}
	case it.Kind == quiz.Short:
		g.Text = pick(w, "SECRET000", "SECRET999", "112", "", "a\x00b")
	case it.Kind == quiz.Order:
		g.Choices = []quiz.ChoiceID{"#1", "#2", "#3", "#4"}
		w.r.Shuffle(4, func(i, j int) { g.Choices[i], g.Choices[j] = g.Choices[j], g.Choices[i] })
	case it.Kind == quiz.Match:
		g.Choices = []quiz.ChoiceID{pick[quiz.ChoiceID](w, "#1", "#2", ""), "#3", pick[quiz.ChoiceID](w, "#4", "#9")}
	case it.Kind == quiz.Multiple:
		g.Choices = []quiz.ChoiceID{choice(), choice()}
	default:
		g.Choices = []quiz.ChoiceID{choice()}
	}
	return g
}

func (w *walker) sheet(way evaluation.Way) session.Event {
	e := session.Keyed{Sheet: evaluation.Sheet{Phase: pick(w, evaluation.Before, evaluation.After), Way: way, Mark: aMark(w.r.IntN(4))}}
	for _, p := range workshop().Check {
		if w.chance(70) {
			g := w.given(p.Item)
			e.Sheet.Responses = append(e.Sheet.Responses, quiz.Response{Item: quiz.ItemID(p.ID), Choices: g.Choices, Sure: g.Sure, Correct: true, Credit: quiz.Full, Took: time.Minute, At: noon()})
		}
	}
	switch {
	case way == evaluation.Phones:
		e.By = w.phone()
	case w.chance(30):
		e.Sheet.Mark, e.Number = "", 1+w.r.IntN(3)
	}
	return e
}

// Everything is what a session gives, to compare sessions.
type everything struct {
	Desk   session.DeskView
	Room   session.RoomView
	Phones []session.PhoneView
	Sheets []session.Keyed
	Report evaluation.Report
}

func everythingOf(s *session.Session) everything {
	all := everything{Desk: s.Desk(), Room: s.Room(), Sheets: s.Sheets(), Report: s.Report("r", noon())}
	for n := range 7 {
		all.Phones = append(all.Phones, s.Phone(aPhone(n)))
	}
	return all
}

// walk lets a few hundred things happen to a session and calls after each, with the event and whether it was taken.
func walk(t *testing.T, m *meeting, seed uint64, steps int, after func(session.Event, error)) {
	t.Helper()
	w := newWalker(seed)
	for range steps {
		if w.chance(3) {
			m.at = m.at.Add(time.Duration(w.r.IntN(5)) * time.Hour)
		}
		e := w.next(m.Desk())
		if w.chance(15) {
			if next, ok := m.Forward(); ok {
				e = next
			}
		}
		after(e, m.try(e))
	}
}

// begunBy4 is a workshop that four phones have joined.
func begunBy4(t *testing.T) *meeting {
	t.Helper()
	m := began(t, workshop())
	m.join(4)
	return m
}

const walks, steps = 25, 250

func TestReplayGivesTheSameSession(t *testing.T) {
	taken, refused := 0, 0
	for seed := range uint64(walks) {
		m := begunBy4(t)
		walk(t, m, seed, steps, func(_ session.Event, err error) {
			if err == nil {
				taken++
			} else {
				refused++
			}
		})
		again := session.New()
		for _, e := range m.entries {
			kind, data, err := session.Encode(e.Event)
			if err != nil {
				t.Fatal(err)
			}
			if e.Event, err = session.Decode(kind, data); err != nil {
				t.Fatal(err)
			}
			if err := again.Apply(e); err != nil {
				t.Fatalf("entry %d %s: %v", e.Number, data, err)
			}
		}
		if diff := cmp.Diff(everythingOf(m.Session), everythingOf(again), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("walk %d, replayed (-was +is):\n%s", seed, diff)
		}
	}
	if taken < walks*steps/3 || refused < walks*steps/20 {
		t.Errorf("only %d events were taken and %d refused", taken, refused)
	}
}

func TestWhatIsRefusedChangesNothing(t *testing.T) {
	for seed := range uint64(walks / 4) {
		m := begunBy4(t)
		before := everythingOf(m.Session)
		walk(t, m, seed, steps/2, func(e session.Event, err error) {
			now := everythingOf(m.Session)
			if err != nil && !cmp.Equal(before, now) {
				t.Fatalf("walk %d: %T %+v was refused (%v) and changed (-before +after):\n%s", seed, e, e, err, cmp.Diff(before, now))
			}
			before = now
		})
	}
}

func TestNextIsWhatTheRoomSeesAfterForward(t *testing.T) {
	for seed := range uint64(walks) {
		m := begunBy4(t)
		walk(t, m, seed, steps/2, func(session.Event, error) {
			before := everythingOf(m.Session)
			e, ok := m.Forward()
			if ok != (before.Desk.Next != nil) {
				t.Fatalf("walk %d: forward is %v, and next %+v", seed, ok, before.Desk.Next)
			}
			if !ok {
				return
			}
			m.do(e)
			if diff := cmp.Diff(*before.Desk.Next, m.Room(), cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("walk %d: after %T %+v (-next +room):\n%s", seed, e, e, diff)
			}
		})
	}
}

func TestPublicRisesWhenPhonesMustBeTold(t *testing.T) {
	const bystander = 6
	for seed := range uint64(walks) {
		m := begunBy4(t)
		m.do(session.Joined{Phone: aPhone(bystander)})
		before := m.Phone(aPhone(bystander))
		walk(t, m, seed, steps, func(e session.Event, err error) {
			now := m.Phone(aPhone(bystander))
			if err == nil && !sentBy(e, bystander) && now.Public == before.Public {
				ignoreLikes := cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "Wall.Words" || p.String() == "Mywords.Likes" }, cmp.Ignore())
				if diff := cmp.Diff(before, now, ignoreLikes); diff != "" {
					t.Fatalf("walk %d: %T %+v is not public, and yet (-before +after):\n%s", seed, e, e, diff)
				}
			}
			before = now
		})
	}
}

func sentBy(e session.Event, n int) bool {
	p := aPhone(n)
	switch e := e.(type) {
	case session.Answered:
		return e.Phone == p
	case session.Voted:
		return e.Phone == p
	case session.Wrote:
		return e.Phone == p
	case session.Liked:
		return e.Phone == p
	case session.Keyed:
		return true // a sheet of the same mark may take the place of this phone's
	case session.Joined:
		return e.Phone == p
	}
	return false
}

func scenarioRound(d session.DeskView) int {
	done := 0
	if d.Scenario != nil {
		for _, e := range d.Scenario.Debrief.Path {
			if e.Kind == scenario.Acted {
				done++
			}
		}
	}
	return done
}
