package conduct_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/conduct"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

var start = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

func noon() time.Time { return start.Add(3*time.Hour + 123456*time.Nanosecond) }

const breathing plan.PollID = "m/breathing"

func aPlan() plan.Plan {
	item := quiz.Item{
		ID: "breathing", Kind: quiz.TrueFalse, Prompt: "Snoring can be an overdose.", Objective: "signs", Lesson: "l",
		Choices: []quiz.Choice{{ID: "true", Text: "True", Correct: true}, {ID: "false", Text: "False"}},
	}
	return plan.Plan{
		ID: "p", Title: "Naloxone", Language: "en", Minutes: 90,
		Sections: []plan.Section{{
			ID: "welcome", Kind: plan.Opening, Title: "Welcome", Minutes: 10, Usual: 10, Least: 5,
			Steps: []plan.Step{{Poll: &plan.Poll{ID: breathing, Kind: plan.ItemPoll, Item: &item}}},
		}},
	}
}

func began() session.Entry {
	return session.Entry{Number: 1, At: start, Event: session.Began{Plan: aPlan()}}
}

// opening are the entries of a session in which this many phones have joined and the poll is open.
func opening(phones int) []session.Entry {
	entries := []session.Entry{began()}
	add := func(e session.Event) {
		entries = append(entries, session.Entry{Number: len(entries) + 1, At: start, Event: e})
	}
	for n := range phones {
		add(session.Joined{Phone: phone(n)})
	}
	add(session.Went{Section: 0, Step: 0})
	add(session.Asked{Poll: breathing})
	return entries
}

func phone(n int) session.Phone { return session.Phone(fmt.Sprintf("%032x", n+1)) }

func answerOf(n int) session.Event {
	choice := quiz.ChoiceID("true")
	if n%3 == 0 {
		choice = "false"
	}
	return session.Answered{Poll: breathing, Round: 1, Phone: phone(n), Given: quiz.Given{Choices: []quiz.ChoiceID{choice}}}
}

// A keeper remembers. With a gate it keeps something for each thing that comes through it; while refuse is set it refuses.
type keeper struct {
	gate   chan struct{}
	refuse atomic.Bool

	mu      sync.Mutex
	entries []session.Entry
	appends int
}

var errRefused = errors.New("the disk refuses")

func (k *keeper) Append(ctx context.Context, _ session.ID, entries []session.Entry) error {
	if k.gate != nil {
		<-k.gate
	}
	if k.refuse.Load() {
		return errRefused
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.entries = append(k.entries, entries...)
	k.appends++
	return ctx.Err()
}

func (k *keeper) kept() []session.Entry {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.entries)
}

var key = []byte("0123456789abcdef0123456789abcdef")

func open(t testing.TB, k conduct.Keeper, entries []session.Entry) *conduct.Conductor {
	t.Helper()
	c, err := conduct.Open(k, "s", entries, key, noon)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// each calls f for all numbers below n at once, and gives the errors.
func each(n int, f func(int) error) []error {
	errs := make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { errs[i] = f(i) })
	}
	wg.Wait()
	return errs
}

func TestWhatManyDoAtOnceHappensInOneOrder(t *testing.T) {
	const phones = 300
	k := &keeper{}
	first := opening(phones)
	c := open(t, k, first)
	for i, err := range each(phones, func(n int) error { return c.Do(t.Context(), answerOf(n)) }) {
		if err != nil {
			t.Fatalf("phone %d: %v", i, err)
		}
	}
	kept := k.kept()
	for i, e := range kept {
		if e.Number != len(first)+1+i || !e.At.Equal(noon().Truncate(time.Millisecond)) {
			t.Errorf("entry %d has number %d and time %v", i, e.Number, e.At)
		}
	}
	desk := c.Desk()
	if len(kept) != phones || desk.Number != len(first)+phones || desk.Poll.Tally.Answered != phones || desk.Poll.Tally.Right != phones*2/3 {
		t.Errorf("%d entries, number %d, tally %+v", len(kept), desk.Number, desk.Poll.Tally)
	}
	again := open(t, k, append(first, kept...))
	if diff := cmp.Diff(desk, again.Desk(), cmpopts.EquateEmpty()); diff != "" {
		t.Error("replayed, it is not the same:", diff)
	}
}

func TestWhatWaitsIsKeptInOneGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &keeper{gate: make(chan struct{})}
		c := open(t, k, []session.Entry{began()})
		events := []session.Event{
			session.Darkened{On: true}, // is being put on the disk while the others come
			session.Went{Section: 0, Step: 0}, session.Asked{Poll: breathing}, session.Joined{Phone: phone(0)}, answerOf(0),
			answerOf(1), // has not joined
			session.Joined{Phone: phone(1)},
		}
		errs := make([]error, len(events))
		for i, e := range events {
			go func() { errs[i] = c.Do(t.Context(), e) }()
			synctest.Wait() // so that they come in this order
		}
		if n := c.Desk().Number; n != 1 {
			t.Errorf("%d events are seen that are not on the disk", n-1)
		}
		close(k.gate)
		synctest.Wait()
		for i, err := range errs {
			if want := i == 5; errors.Is(err, session.ErrNotJoined) != want || (err != nil) != want {
				t.Errorf("%T: got %v", events[i], err)
			}
		}
		if n := len(k.kept()); n != len(events)-1 || k.appends != 2 {
			t.Errorf("%d events are kept, in %d goes; want %d in 2", n, k.appends, len(events)-1)
		}
	})
}

func TestWhatWasGivenUpInTimeDoesNotHappen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &keeper{gate: make(chan struct{})}
		c := open(t, k, opening(2))
		errs := make([]error, 2)
		ctx, cancel := context.WithCancel(t.Context())
		for n := range errs {
			go func() { errs[n] = c.Do(ctx, answerOf(n)) }()
			synctest.Wait()
		}
		cancel()
		synctest.Wait()
		close(k.gate)
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		for n, err := range errs {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%d: got %v, want Canceled", n, err)
			}
		}
		// The first was being put on the disk already; the second was not looked at yet.
		if kept := k.kept(); len(kept) != 1 {
			t.Errorf("%d events are kept, want 1", len(kept))
		}
	})
}

func TestWhatCannotBeIsRefusedAndNotKept(t *testing.T) {
	k := &keeper{}
	c := open(t, k, opening(1))
	before := c.Desk()
	cases := []struct {
		name string
		e    session.Event
		want error
	}{
		{"a phone that has not joined", answerOf(7), session.ErrNotJoined},
		{"another poll", session.Asked{Poll: "m/none"}, session.ErrNoPoll},
		{"an old round", session.Answered{Poll: breathing, Round: 9, Phone: phone(0)}, session.ErrOldRound},
		{"a second beginning", session.Began{Plan: aPlan()}, session.ErrBadEvent},
		{"nothing", nil, session.ErrBadEvent},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			if err := c.Do(t.Context(), tc.e); !errors.Is(err, tc.want) {
				t.Errorf("got %v, want %v", err, tc.want)
			}
		})
	}
	if diff := cmp.Diff(before, c.Desk()); diff != "" || len(k.kept()) > 0 {
		t.Error("something changed:", diff, k.kept())
	}
}

func TestADiskThatRefusesChangesNothingAndTheNextEventsWork(t *testing.T) {
	const phones = 40
	k := &keeper{}
	c := open(t, k, opening(phones))
	if err := c.Do(t.Context(), answerOf(0)); err != nil {
		t.Fatal(err)
	}
	before := c.Desk()
	k.refuse.Store(true)
	for n, err := range each(phones, func(n int) error { return c.Do(t.Context(), answerOf(n)) }) {
		if !errors.Is(err, errRefused) {
			t.Errorf("phone %d: got %v, want that the disk refused", n, err)
		}
	}
	if diff := cmp.Diff(before, c.Desk()); diff != "" {
		t.Error("something changed:", diff)
	}
	k.refuse.Store(false)
	if err := errors.Join(each(phones, func(n int) error { return c.Do(t.Context(), answerOf(n)) })...); err != nil {
		t.Error(err)
	}
	kept := k.kept()
	if d := c.Desk(); d.Poll.Tally.Answered != phones || d.Number != before.Number+phones || len(kept) != phones+1 {
		t.Errorf("number %d, tally %+v, %d kept", d.Number, d.Poll.Tally, len(kept))
	}
}

func TestTwoPressesOfTheRemoteGoTwoSteps(t *testing.T) {
	k := &keeper{}
	c := open(t, k, []session.Entry{began()})
	if err := errors.Join(each(2, func(int) error { return c.Forward(t.Context()) })...); err != nil {
		t.Fatal(err)
	}
	if d := c.Desk(); d.At.Step != 0 || d.Poll == nil || !d.Poll.Open {
		t.Errorf("after two presses: %+v", d.At)
	}
	for range 10 { // to the end, and further
		if err := c.Forward(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	end := c.Desk().Number
	if err := c.Forward(t.Context()); err != nil || c.Desk().Number != end {
		t.Errorf("at the end something happened (%v)", err)
	}
	for range 10 {
		if err := c.Back(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if at := c.Desk().At; at != (session.Went{Section: 0, Step: -1}) {
		t.Errorf("back at the beginning: %+v", at)
	}
}

func TestWhoeverMadeAnEventMayChangeItAfterwards(t *testing.T) {
	c := open(t, &keeper{}, opening(1))
	given := session.Answered{Poll: breathing, Round: 1, Phone: phone(0), Given: quiz.Given{Choices: []quiz.ChoiceID{"true"}}}
	if err := c.Do(t.Context(), given); err != nil {
		t.Fatal(err)
	}
	given.Given.Choices[0] = "false"
	if mine := c.Phone(phone(0)).Mine; mine == nil || mine.Choices[0] != "true" {
		t.Errorf("the answer is now %+v", mine)
	}
}

func TestCloseWaitsForWhatWasBegun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &keeper{gate: make(chan struct{})}
		c := open(t, k, opening(2))
		var did [2]error
		var waited error
		for n := range did {
			go func() { did[n] = c.Do(t.Context(), answerOf(n)) }()
			synctest.Wait()
		}
		go func() { _, waited = c.Wait(t.Context(), 1000) }()
		closed := false
		go func() { closed = c.Close() == nil }()
		synctest.Wait()
		if closed {
			t.Error("it closed before the events were on the disk")
		}
		close(k.gate)
		synctest.Wait()
		if err := errors.Join(did[:]...); err != nil || !closed || len(k.kept()) != 2 {
			t.Errorf("%v, closed %v, and %d events are kept", err, closed, len(k.kept()))
		}
		if !errors.Is(waited, session.ErrLeft) {
			t.Errorf("who waited got %v, want ErrLeft", waited)
		}
		if err := c.Do(t.Context(), answerOf(0)); !errors.Is(err, session.ErrLeft) {
			t.Errorf("an event afterwards: got %v, want ErrLeft", err)
		}
		if c.Desk().Poll.Tally.Answered != 2 {
			t.Error("what was kept cannot be seen any more")
		}
	})
}

func TestASessionThatCannotBeReplayedIsNotOpened(t *testing.T) {
	twice := append(opening(1), began())
	for name, entries := range map[string][]session.Entry{"no events": nil, "a second beginning": twice, "a gap": {began(), twice[2]}} {
		if c, err := conduct.Open(&keeper{}, "s", entries, key, noon); err == nil {
			t.Errorf("%s: it was opened", name)
			c.Close()
		}
	}
}

func TestARehearsalIsKeptNowhere(t *testing.T) {
	first := session.Entry{Number: 1, At: start, Event: session.Began{Plan: aPlan(), Rehearsal: true}}
	c := open(t, conduct.InMemory{}, []session.Entry{first})
	if err := c.Do(t.Context(), session.Joined{Phone: phone(0)}); err != nil {
		t.Fatal(err)
	}
	if d := c.Desk(); d.Phones != 1 || !d.Rehearsal {
		t.Errorf("got %+v", d)
	}
}

func TestTheReportIsOfNow(t *testing.T) {
	c := open(t, &keeper{}, opening(3))
	if err := c.Do(t.Context(), answerOf(1)); err != nil {
		t.Fatal(err)
	}
	r := c.Report("r")
	if r.ID != "r" || r.Title != "Naloxone" || len(r.Polls) != 1 || r.Polls[0].Rounds[0].Answered != 1 {
		t.Errorf("got %+v", r)
	}
}

// Views are read while events come, by as many as there are phones. It is for the race detector.
func TestViewsAreReadWhileEventsCome(t *testing.T) {
	const phones = 30
	c := open(t, &keeper{}, opening(phones))
	ctx, cancel := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	read := func(view func() any) {
		readers.Go(func() {
			for ctx.Err() == nil {
				if _, err := json.Marshal(view()); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	read(func() any { return c.Desk() })
	read(func() any { return c.Room() })
	read(func() any { return c.Phone(phone(3)) })
	read(func() any { return c.Report("r") })
	wall := plan.Poll{ID: "wall-1", Kind: plan.WallPoll, Prompt: "What would you miss?"}
	events := []session.Event{
		session.Showed{Poll: breathing, What: session.Results, On: true}, session.Asked{Poll: breathing, Again: true},
		session.Counted{Poll: breathing, Way: "hands", Counts: map[string]int{"true": 3}},
		session.Added{Poll: wall}, session.Went{Section: 0, Step: 1}, session.Asked{Poll: wall.ID},
		session.Wrote{Poll: wall.ID, Phone: phone(1), Text: "breathing"}, session.Wrote{Poll: wall.ID, Phone: phone(2), Text: "time"},
		session.Judged{Poll: wall.ID, Word: 1, On: true}, session.Liked{Poll: wall.ID, Word: 1, Phone: phone(4)},
		session.Teamed{Names: []string{"Left", "Right"}}, session.Joined{Phone: phone(1), Team: 2}, session.Closed{Minutes: 90, Said: []string{"good"}},
	}
	errs := each(phones, func(n int) error { return c.Do(t.Context(), answerOf(n)) })
	for _, e := range events {
		if err := c.Do(t.Context(), e); err != nil {
			t.Errorf("%T: %v", e, err)
		}
	}
	cancel()
	readers.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Error(err)
	}
}
