package live_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/conduct"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/live"
	"github.com/passalong/passalong/internal/live/livetest"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

func several() plan.Plan {
	p := workshop()
	order := quiz.Item{ID: "order", Kind: quiz.Order, Prompt: "Put in order.", Objective: "o", Lesson: "l", Choices: []quiz.Choice{{ID: "one", Text: "Look"}, {ID: "two", Text: "Shout"}, {ID: "three", Text: "Call"}}}
	match := quiz.Item{ID: "match", Kind: quiz.Match, Prompt: "What belongs together?", Objective: "o", Lesson: "l", Choices: []quiz.Choice{{ID: "a", Text: "Left A", Match: "Right A"}, {ID: "b", Text: "Left B", Match: "Right B"}}}
	p.Sections[0].Steps = append(p.Sections[0].Steps,
		plan.Step{Poll: &plan.Poll{ID: "m/order", Kind: plan.ItemPoll, Item: &order}}, plan.Step{Poll: &plan.Poll{ID: "m/match", Kind: plan.ItemPoll, Item: &match}},
		plan.Step{Poll: &plan.Poll{ID: "wall-1", Kind: plan.WallPoll, Prompt: "What helps?"}})
	p.Check = []plan.Poll{*p.Sections[0].Steps[0].Poll, *p.Sections[0].Steps[1].Poll}
	return p
}

func rehearsed(t *testing.T) *conduct.Conductor {
	t.Helper()
	began := session.Entry{Number: 1, At: time.Now(), Event: session.Began{Plan: several()}}
	c, err := conduct.Open(conduct.InMemory{}, "s", []session.Entry{began}, []byte("0123456789abcdef0123456789abcdef"), time.Now)
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

func happens(t *testing.T, c *conduct.Conductor, events ...session.Event) {
	t.Helper()
	for _, e := range events {
		if err := c.Do(t.Context(), e); err != nil {
			t.Fatalf("%T: %v", e, err)
		}
	}
}

func TestAPhoneInASession(t *testing.T) {
	c := rehearsed(t)
	p := join(t, serve(t, c).Phones().Join.URL)
	happens(t, c, session.Went{Step: 1}, session.Asked{Poll: "m/order"})
	v, err := p.State(t.Context(), -1)
	if err != nil || v.Poll == nil || v.Poll.Kind != "order" {
		t.Fatalf("%+v, %v", v, err)
	}
	place := map[string]string{} // by what stands there: the right order is found by reading
	for _, ch := range v.Poll.Choices {
		place[ch.Text] = ch.Key
	}
	right := []string{place["Look"], place["Shout"], place["Call"]}
	if v, err = p.Answer(t.Context(), "m/order", 1, livetest.Given{Choices: right}); err != nil || v.Mine == nil || !slices.Equal(v.Mine.Choices, right) {
		t.Fatalf("%+v, %v", v.Mine, err)
	}
	if got := c.Desk().Poll.Tally; got.Right != 1 {
		t.Errorf("the facilitator sees %+v", got)
	}
	happens(t, c, session.Went{Step: 2}, session.Asked{Poll: "m/match"})
	if _, err := p.Answer(t.Context(), "m/match", 1, livetest.Given{Choices: []string{"#1", "#2"}}); err != nil {
		t.Error(err)
	}
	happens(t, c, session.Stopped{Poll: "m/match"})
	if got := refusal(second(p.Answer(t.Context(), "m/match", 1, livetest.Given{Choices: []string{"#2", "#1"}}))); got.Why != "closed" {
		t.Errorf("after the end: %+v", got)
	}
	happens(t, c, session.Teamed{Names: []string{"North", "South"}})
	if v, err = p.Do(t.Context(), "team", 2); err != nil || v.Team != 2 || len(v.Teams) != 2 {
		t.Errorf("%+v, %v", v, err)
	}
	happens(t, c, session.Locked{On: true})
	late := livetest.New("http://"+strings.TrimPrefix(serve(t, c).Phones().Join.URL, "http://"), netip.Addr{})
	defer late.Close()
	if got := refusal(second(late.Join(t.Context()))); got.Why != "locked" {
		t.Errorf("one that is late: %+v", got)
	}
}

func TestSheetsInASession(t *testing.T) {
	c := rehearsed(t)
	url := serve(t, c).Phones().Join.URL
	happens(t, c, session.Opened{Phase: evaluation.Before, On: true})
	sheet := func(more map[string]any) map[string]any {
		s := map[string]any{"phase": "before", "answers": []map[string]any{{"item": "m/first", "choices": []string{"b"}}}}
		for k, v := range more {
			s[k] = v
		}
		return s
	}
	cases := []struct {
		name string
		more map[string]any
		want string
	}{
		{"with a ticket", map[string]any{"ticket": "72f 996"}, ""},
		{"with an own code", map[string]any{"own": []string{"Hill", "b", "2", "31"}}, ""},
		{"without a code", map[string]any{"none": true}, ""},
		{"with a wrong letter in the ticket", map[string]any{"ticket": "72F-997"}, "ticket"},
		{"with an own code that lacks an answer", map[string]any{"own": []string{"Hill", "", "2", "31"}}, "own"},
		{"with nothing", nil, "own"},
		{"of the other phase", map[string]any{"none": true, "phase": "after"}, "closed"},
		{"with an answer to what is not asked", map[string]any{"none": true, "answers": []map[string]any{{"item": "other", "choices": []string{"b"}}}}, "bad"},
	}
	kept := 0
	for _, cs := range cases {
		t.Run(cs.name, func(t *testing.T) {
			p := join(t, url)
			v, err := p.Do(t.Context(), "sheet", sheet(cs.more))
			if got := refusal(err); got.Why != cs.want || cs.want == "" && (err != nil || !v.Sent) {
				t.Errorf("got %v, %+v", err, v)
			}
			if cs.want == "" {
				kept++
			}
		})
	}
	if got := c.Desk().Sheets[evaluation.Before]; got != kept {
		t.Errorf("%d sheets are in, want %d", got, kept)
	}
	for _, k := range c.Sheets() {
		if strings.Contains(string(k.Sheet.Mark), "72") && strings.Contains(string(k.Sheet.Mark), "996") {
			t.Errorf("a mark shows the ticket: %s", k.Sheet.Mark)
		}
	}
}

// moody is a room whose disk refuses now and then, sometimes after it has kept what it was given.
type moody struct {
	live.Room
	mu     sync.Mutex
	random *mathrand.Rand
}

var errMoody = errors.New("the disk does not answer")

func (m *moody) Do(ctx context.Context, e session.Event) error {
	m.mu.Lock()
	mood := m.random.IntN(3)
	m.mu.Unlock()
	if mood == 0 {
		return errMoody
	}
	if err := m.Room.Do(ctx, e); err != nil || mood == 2 {
		return err
	}
	return errMoody
}

func TestNothingIsLostOrDoubledWhenTheDiskIsMoody(t *testing.T) {
	c := rehearsed(t)
	m := &moody{Room: c, random: mathrand.New(mathrand.NewPCG(5, 6))}
	s := live.New(live.Config{Room: m, Now: time.Now, Random: rand.Reader})
	s.Flood(10_000, 10_000)
	start(t, s)
	untilHeard := func(do func() error) {
		for range 200 {
			err := do()
			if err == nil {
				return
			}
			if refusal(err).Why != "not-kept" {
				t.Fatal(err)
			}
		}
		t.Fatal("it was never heard")
	}
	const phones, words = 20, 5
	for i := range phones {
		happens(t, c, session.Went{Step: 0}, session.Asked{Poll: "m/first", Again: i > 0})
		round := i + 1
		p := livetest.New(s.Phones().Join.URL, netip.Addr{})
		defer p.Close()
		try := strings.Repeat("0", 30) + string([]byte{'a' + byte(i/10), '0' + byte(i%10)})
		untilHeard(func() error { return second(p.JoinAgain(t.Context(), try)) })
		answer := map[string]any{"poll": "m/first", "round": round, "choices": pick(i).Choices}
		do := p.Do
		untilHeard(func() error { err := second(do(t.Context(), "answer", answer)); do = p.Again; return err })
		happens(t, c, session.Went{Step: 3}, session.Asked{Poll: "wall-1"})
		for w := range words {
			do := p.Do
			text := map[string]any{"poll": "wall-1", "text": fmt.Sprintf("word %d of %d ", w, i)}
			untilHeard(func() error { err := second(do(t.Context(), "write", text)); do = p.Again; return err })
		}
	}
	wall := c.Desk().Wall
	if wall == nil || len(wall.Waiting) != phones*words {
		t.Fatalf("of %d words, there are %d", phones*words, len(wall.Waiting))
	}
	if got := c.Desk().Phones; got != phones {
		t.Errorf("%d phones joined", got)
	}
	happens(t, c, session.Went{Step: 0})
	if diff := cmp.Diff(1, c.Desk().Poll.Phones); diff != "" {
		t.Error("phones in the last round:", diff)
	}
}
