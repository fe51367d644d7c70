package live_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/live/livetest"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

func join(t testing.TB, url string) *livetest.Phone {
	t.Helper()
	p := livetest.New(url, netip.Addr{})
	t.Cleanup(p.Close)
	if _, err := p.Join(t.Context()); err != nil {
		t.Fatal(err)
	}
	return p
}

func refusal(err error) livetest.Refused {
	var r *livetest.Refused
	if errors.As(err, &r) {
		return *r
	}
	return livetest.Refused{}
}

func TestAnAnswerIsAcknowledgedOnceTheRoomHasIt(t *testing.T) {
	r := newRoom()
	r.show(session.PhoneView{State: session.PhonePoll, Poll: single("m/first", 1, true)})
	s := serve(t, r)
	p := join(t, s.Phones().Join.URL)
	r.hold = make(chan struct{})
	heard := make(chan error, 1)
	go func() {
		_, err := p.Answer(t.Context(), "m/first", 1, livetest.Given{Choices: []string{"air"}, Sure: "sure"})
		heard <- err
	}()
	select {
	case err := <-heard:
		t.Fatal("acknowledged before the room had it:", err)
	case <-time.After(100 * time.Millisecond):
	}
	close(r.hold)
	if err := <-heard; err != nil {
		t.Fatal(err)
	}
	got := done[session.Answered](r)
	if len(got) != 1 || got[0].Phone == "" || !cmp.Equal(got[0].Given, quiz.Given{Choices: []quiz.ChoiceID{"air"}, Sure: quiz.Sure}) {
		t.Errorf("got %+v", got)
	}
	v, err := p.State(t.Context(), -1)
	if err != nil || v.Mine == nil || v.Mine.Choices[0] != "air" {
		t.Errorf("the phone is not shown what it answered: %+v, %v", v, err)
	}
}

func TestWhatCannotBeKeptIsNotAcknowledged(t *testing.T) {
	cases := []struct {
		name string
		err  error
		want livetest.Refused
	}{
		{"the disk is full", errors.New("no space left"), livetest.Refused{Status: http.StatusServiceUnavailable, Why: "not-kept"}},
		{"the round is over", session.ErrNotOpen, livetest.Refused{Status: http.StatusConflict, Why: "closed"}},
		{"another round", session.ErrOldRound, livetest.Refused{Status: http.StatusConflict, Why: "round"}},
		{"no answer to this", session.ErrBadAnswer, livetest.Refused{Status: http.StatusUnprocessableEntity, Why: "bad"}},
	}
	r := newRoom()
	r.show(session.PhoneView{State: session.PhonePoll, Poll: single("m/first", 1, true)})
	p := join(t, serve(t, r).Phones().Join.URL)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r.fail(c.err)
			clear(r.phones[phone(t, r)].given)
			_, err := p.Answer(t.Context(), "m/first", 1, livetest.Given{Choices: []string{"air"}})
			if got := refusal(err); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
			if n := len(done[session.Answered](r)); n != 0 {
				t.Errorf("%d answers are kept", n)
			}
			if _, err = p.Again(t.Context(), "answer", map[string]any{"poll": "m/first", "round": 1, "choices": []string{"air"}}); err != nil {
				t.Error("the same once more:", err)
			}
			r.events = nil
		})
	}
}

// phone is the only phone of a room.
func phone(t *testing.T, r *room) session.Phone {
	t.Helper()
	for p := range r.phones {
		return p
	}
	t.Fatal("no phone has joined")
	return ""
}

func TestWhatIsSentAgainIsDoneOnce(t *testing.T) {
	r := newRoom()
	r.show(session.PhoneView{State: session.PhoneWall, Wall: &session.RoomWall{ID: "wall-1", Prompt: "What helps?", Open: true}})
	p := join(t, serve(t, r).Phones().Join.URL)
	wrote := map[string]any{"poll": "wall-1", "text": "Listening"}
	for i := range 3 {
		do := p.Again
		if i == 0 {
			do = p.Do
		}
		v, err := do(t.Context(), "write", wrote)
		if err != nil || len(v.MyWords) != 1 {
			t.Fatalf("time %d: %+v, %v", i, v, err)
		}
	}
	if got := refusal(second(p.Again(t.Context(), "write", map[string]any{"poll": "wall-1", "text": "Another"}))); got.Why != "old" {
		t.Errorf("something else under the same number: %+v", got)
	}
	if n := len(done[session.Wrote](r)); n != 1 {
		t.Errorf("the room has it %d times", n)
	}
}

func second[A any](_ A, err error) error { return err }

func TestARepeatedJoinIsOnePhone(t *testing.T) {
	r := newRoom()
	p := livetest.New(serve(t, r).Phones().Join.URL, netip.Addr{})
	const try = "00112233445566778899aabbccddeeff"
	var tokens []string
	for range 3 {
		if _, err := p.JoinAgain(t.Context(), try); err != nil {
			t.Fatal(err)
		}
		tokens = append(tokens, p.Token)
	}
	if tokens[0] != tokens[2] || len(done[session.Joined](r)) != 1 {
		t.Errorf("%d phones, tokens %v", len(done[session.Joined](r)), tokens)
	}
}

func TestPhonesHearWhatIsNewAtOnce(t *testing.T) {
	r := newRoom()
	p := join(t, serve(t, r).Phones().Join.URL)
	v, err := p.State(t.Context(), -1)
	if err != nil || v.State != "waiting" {
		t.Fatalf("%+v, %v", v, err)
	}
	heard := make(chan livetest.View, 1)
	go func() {
		v, _ := p.State(t.Context(), v.N)
		heard <- v
	}()
	r.show(session.PhoneView{State: session.PhonePoll, Poll: single("m/first", 1, true)})
	select {
	case v := <-heard:
		if v.Poll == nil || v.Poll.ID != "m/first" || !v.Poll.Open {
			t.Errorf("got %+v", v)
		}
	case <-time.After(5 * time.Second):
		t.Error("the phone was told nothing")
	}
}

func TestAfterStopThePortRefuses(t *testing.T) {
	r := newRoom()
	s := serve(t, r)
	host := s.Phones().Join.Host
	p := join(t, s.Phones().Join.URL)
	heard := make(chan string, 1)
	v, _ := p.State(t.Context(), -1)
	go func() {
		v, err := p.State(t.Context(), v.N)
		if err != nil {
			v.State = err.Error()
		}
		heard <- v.State
	}()
	waitFor(t, "the phone asks", func() bool { return s.Phones().Connected == 1 })
	if err := s.End(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := <-heard; got != "ended" {
		t.Errorf("the phone heard %q", got)
	}
	if c, err := net.Dial("tcp", host); err == nil {
		c.Close()
		t.Error("something still listens at", host)
	}
	if got := s.Phones(); got != (session.Phones{}) {
		t.Errorf("after the end: %+v", got)
	}
	if err := s.Stop(t.Context()); err != nil {
		t.Error("stopping what is off:", err)
	}
}

func TestClosingTwiceAtOnceWaitsForBoth(t *testing.T) {
	s := serve(t, newRoom())
	host := s.Phones().Join.Host
	join(t, s.Phones().Join.URL) // is told before the port closes
	first := make(chan error, 1)
	go func() { first <- s.Stop(context.Background()) }()
	waitFor(t, "the page is being closed", func() bool { return !s.Phones().On })
	if err := s.End(t.Context()); err != nil {
		t.Fatal(err)
	}
	if c, err := net.Dial("tcp", host); err == nil {
		c.Close()
		t.Error("whoever came second went on while something still listened at", host)
	}
	if err := <-first; err != nil {
		t.Error(err)
	}
}

// waitFor looks again and again, for something that another goroutine brings about.
func waitFor(t testing.TB, what string, is func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !is() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatal("in vain: ", what)
		}
	}
}

func TestAPhoneGoesOnAfterTheProgramWasStartedAnew(t *testing.T) {
	r := newRoom()
	r.show(session.PhoneView{State: session.PhonePoll, Poll: single("m/first", 1, true)})
	s := serve(t, r)
	p := join(t, s.Phones().Join.URL)
	if _, err := p.Answer(t.Context(), "m/first", 1, livetest.Given{Choices: []string{"air"}}); err != nil {
		t.Fatal(err)
	}
	old := s.Phones().Join
	if err := s.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	p.Close()            // as sleep does
	again := serve(t, r) // knows nothing of the phone; the room does
	if got := again.Phones().Join; got.Host != old.Host || got.Code == old.Code {
		t.Skipf("the port was taken meanwhile, or the code is the same by chance: %+v, %+v", old, got)
	}
	v, err := p.State(t.Context(), -1)
	if err != nil || v.Mine == nil || v.Mine.Choices[0] != "air" {
		t.Errorf("%+v, %v", v, err)
	}
	if _, err := p.Answer(t.Context(), "m/first", 1, livetest.Given{Choices: []string{"call"}}); err != nil {
		t.Error(err)
	}
}

func TestWordsThatWereKeptBeforeTheProgramStoppedAreNotDoubled(t *testing.T) {
	r := newRoom()
	r.show(session.PhoneView{State: session.PhoneWall, Wall: &session.RoomWall{ID: "wall-1", Prompt: "What helps?", Open: true}})
	s := serve(t, r)
	p := join(t, s.Phones().Join.URL)
	wrote := map[string]any{"poll": "wall-1", "text": "Listening"}
	if _, err := p.Do(t.Context(), "write", wrote); err != nil {
		t.Fatal(err)
	}
	if err := s.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	p.Close()
	serve(t, r)
	if _, err := p.Again(t.Context(), "write", wrote); err != nil {
		t.Fatal(err)
	}
	if n := len(done[session.Wrote](r)); n != 1 {
		t.Errorf("the room has it %d times", n)
	}
}
