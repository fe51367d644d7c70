package livetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/passalong/passalong/internal/session"
)

// A Crowd is many phones that do the same at about the same time: each has its own loopback address and connections, loads
// the page, joins, and keeps asking for news, as real ones do.
type Crowd struct {
	URL    string // with the code
	People int
	Now    func() time.Time
	Random *rand.Rand // how they spread over the time; used by one goroutine

	phones []*member
	mu     sync.Mutex
	bytes  int
}

type member struct {
	*Phone
	mu   sync.Mutex
	view View
	news chan struct{} // closed when view changes
}

// Times are what a crowd met.
type Times struct {
	Took  time.Duration   // from the first to the last
	Each  []time.Duration // from asking to being answered, by phone; 0 for one that failed
	Sent  []time.Time     // when each asked
	Phone []session.Phone // who each is for the session
	Err   error           // of those that failed, joined; nil when all went well
}

// Slowest gives the time within which so many of a hundred were answered.
func Slowest(each []time.Duration, percent int) time.Duration {
	if len(each) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(each))
	const all = 100
	return sorted[min(len(sorted)-1, (len(sorted)*percent+all-1)/all-1)]
}

// Join lets everybody load the page and join, spread over a time. They go on asking for news until ctx ends.
func (c *Crowd) Join(ctx context.Context, within time.Duration) Times {
	for i := range c.People {
		c.phones = append(c.phones, &member{Phone: New(c.URL, Address(i)), news: make(chan struct{})})
	}
	t := c.all(ctx, within, func(ctx context.Context, m *member) error {
		n, err := m.Load(ctx)
		if err != nil {
			return fmt.Errorf("loading the page: %w", err)
		}
		v, err := m.Join(ctx)
		if err != nil {
			return fmt.Errorf("joining: %w", err)
		}
		m.tell(v)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.bytes = n
		return nil
	})
	for _, m := range c.phones {
		go m.ask(ctx)
	}
	return t
}

// PageBytes is what a phone loads before it can join.
func (c *Crowd) PageBytes() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.bytes
}

// Answer waits until each phone shows the round of a poll as open and lets it answer, spread over a time. pick says what phone
// number i answers.
func (c *Crowd) Answer(ctx context.Context, poll string, round int, within time.Duration, pick func(i int) Given) Times {
	for _, m := range c.phones {
		if err := m.shows(ctx, func(v View) bool { return v.Poll != nil && v.Poll.ID == poll && v.Poll.Round == round && v.Poll.Open }); err != nil {
			return Times{Err: fmt.Errorf("waiting for the question: %w", err)}
		}
	}
	number := map[*member]int{}
	for i, m := range c.phones {
		number[m] = i
	}
	return c.all(ctx, within, func(ctx context.Context, m *member) error {
		return m.AnswerUntilHeard(ctx, poll, round, pick(number[m]))
	})
}

// all lets every phone do something once, each at its own moment.
func (c *Crowd) all(ctx context.Context, within time.Duration, do func(context.Context, *member) error) Times {
	n := len(c.phones)
	t := Times{Each: make([]time.Duration, n), Sent: make([]time.Time, n), Phone: make([]session.Phone, n)}
	failed := make([]error, n)
	begin := c.Now()
	var work sync.WaitGroup
	for i, m := range c.phones {
		wait := time.Duration(c.Random.Int64N(int64(within) + 1))
		work.Go(func() {
			select {
			case <-time.After(wait):
			case <-ctx.Done():
				failed[i] = ctx.Err()
				return
			}
			t.Sent[i] = c.Now()
			if failed[i] = do(ctx, m); failed[i] == nil {
				t.Each[i] = c.Now().Sub(t.Sent[i])
				t.Phone[i] = PhoneOf(m.Token)
			}
		})
	}
	work.Wait()
	t.Took = c.Now().Sub(begin)
	t.Err = errors.Join(failed...)
	return t
}

// PhoneOf is what a session knows the holder of a token as.
func PhoneOf(token string) session.Phone {
	const digits = 32
	sum := sha256.Sum256([]byte(token))
	return session.Phone(hex.EncodeToString(sum[:])[:digits])
}

// Close ends all connections.
func (c *Crowd) Close() {
	for _, m := range c.phones {
		m.Close()
	}
}

// ask keeps one question for news open, as the page does.
func (m *member) ask(ctx context.Context) {
	for ctx.Err() == nil {
		m.mu.Lock()
		n := m.view.N
		m.mu.Unlock()
		v, err := m.State(ctx, n)
		if err == nil {
			m.tell(v)
			continue
		}
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
		}
	}
}

func (m *member) tell(v View) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.view = v
	close(m.news)
	m.news = make(chan struct{})
}

func (m *member) shows(ctx context.Context, is func(View) bool) error {
	for {
		m.mu.Lock()
		v, news := m.view, m.news
		m.mu.Unlock()
		if is(v) {
			return nil
		}
		select {
		case <-news:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
