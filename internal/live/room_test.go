package live_test

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/live"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

// A room stands in for a session: what phones see is set by the test, and what they do is written down.
type room struct {
	mu      sync.Mutex
	public  int
	changed chan struct{}
	view    session.PhoneView // what every phone sees
	phones  map[session.Phone]*mine
	events  []session.Event
	errs    []error // what the next calls of Do return, in order; nil lets it happen
	hold    chan struct{}
}

type mine struct {
	given map[plan.PollID]quiz.Given
	words []session.Word
	liked []int
	vote  session.Voted
	sent  map[evaluation.Phase]bool
	team  int
}

func newRoom() *room {
	return &room{changed: make(chan struct{}), phones: map[session.Phone]*mine{}, public: 1, view: session.PhoneView{State: session.PhoneWaiting, Title: "Responding to an overdose", Language: "en"}}
}

// show lets all phones see something else.
func (r *room) show(v session.PhoneView) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if v.Language == "" {
		v.Language = "en"
	}
	if v.Title == "" {
		v.Title = "Responding to an overdose"
	}
	r.view = v
	r.public++
	close(r.changed)
	r.changed = make(chan struct{})
}

func (r *room) fail(errs ...error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.errs = errs
}

func (r *room) Do(ctx context.Context, e session.Event) error {
	r.mu.Lock()
	hold := r.hold
	r.mu.Unlock()
	if hold != nil {
		<-hold
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.errs) > 0 {
		err := r.errs[0]
		r.errs = r.errs[1:]
		if err != nil {
			return err
		}
	}
	if err := r.apply(e); err != nil {
		return err
	}
	r.events = append(r.events, e)
	return nil
}

func (r *room) apply(e session.Event) error {
	switch e := e.(type) {
	case session.Joined:
		if r.phones[e.Phone] == nil {
			r.phones[e.Phone] = &mine{given: map[plan.PollID]quiz.Given{}, sent: map[evaluation.Phase]bool{}}
		}
		r.phones[e.Phone].team = e.Team
	case session.Answered:
		p := r.view.Poll
		switch {
		case p == nil || p.ID != e.Poll || !p.Open:
			return session.ErrNotOpen
		case p.Round != e.Round:
			return session.ErrOldRound
		}
		r.phones[e.Phone].given[e.Poll] = e.Given
	case session.Wrote:
		if r.view.Wall == nil || !r.view.Wall.Open {
			return session.ErrNotOpen
		}
		m := r.phones[e.Phone]
		m.words = append(m.words, session.Word{ID: len(r.events) + 1, Text: e.Text})
	case session.Liked:
		r.phones[e.Phone].liked = append(r.phones[e.Phone].liked, e.Word)
	case session.Voted:
		if r.view.Scenario == nil || !r.view.Scenario.Open {
			return session.ErrNotOpen
		}
		r.phones[e.Phone].vote = e
	case session.Keyed:
		r.phones[e.By].sent[e.Sheet.Phase] = true
	default:
		return errors.New("phones do no such thing")
	}
	return nil
}

func (r *room) Phone(p session.Phone) session.PhoneView {
	r.mu.Lock()
	defer r.mu.Unlock()
	m := r.phones[p]
	if m == nil {
		return session.PhoneView{Public: r.public, State: session.PhoneStranger, Title: r.view.Title, Language: r.view.Language}
	}
	v := r.view
	v.Public, v.Team = r.public, m.team
	if v.Poll != nil {
		if g, ok := m.given[v.Poll.ID]; ok {
			v.Mine = &g
		}
	}
	if v.Wall != nil {
		v.Mywords, v.Liked = slices.Clone(m.words), slices.Clone(m.liked)
	}
	if v.Scenario != nil && m.vote.Round == v.Scenario.Round {
		v.MyVote = m.vote.Action
	}
	v.Sent = m.sent[v.Phase]
	return v
}

func (r *room) WaitPublic(ctx context.Context, since int) (int, error) {
	for {
		r.mu.Lock()
		public, changed := r.public, r.changed
		r.mu.Unlock()
		if public > since {
			return public, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return public, ctx.Err()
		}
	}
}

func (r *room) Mark(_ context.Context, code string) (evaluation.Mark, error) {
	return evaluation.Mark("mark of " + code), nil
}

// done gives the events of a kind.
func done[E session.Event](r *room) []E {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []E
	for _, e := range r.events {
		if e, ok := e.(E); ok {
			out = append(out, e)
		}
	}
	return out
}

// serve starts a server for a room on the loopback interface.
func serve(t testing.TB, r live.Room) *live.Server {
	t.Helper()
	s := live.New(live.Config{Room: r, Now: time.Now, Random: rand.Reader})
	start(t, s)
	return s
}

func start(t testing.TB, s *live.Server) {
	t.Helper()
	if err := s.Start(t.Context(), session.Address{IP: "127.0.0.1", Kind: session.Itself}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
}

func single(id string, round int, open bool) *session.RoomPoll {
	return &session.RoomPoll{
		ID: plan.PollID(id), Kind: quiz.Single, Prompt: "Someone does not wake up. What do you do first?", Round: round, Open: open, Answers: -1,
		Choices: []session.Row{
			{Key: "air", Letter: "A", Text: "Give breaths"}, {Key: "call", Letter: "B", Text: "Call an ambulance on 000"}, {Key: "wait", Letter: "C", Text: "Wait and see"},
		},
	}
}
