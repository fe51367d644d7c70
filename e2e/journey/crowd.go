package journey

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/live/livetest"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
)

// A Secret is something that was sent and could tell who was there.
type Secret struct {
	Kind, Text string
}

// A crowd is people with phones. It remembers what they sent.
type crowd struct {
	people  []*person
	secrets []Secret
	stop    context.CancelFunc
	asking  sync.WaitGroup
}

// A person has a phone, which asks for news all the time as the page does.
type person struct {
	phone   *livetest.Phone
	address string
	own     []string // answers to the questions of an own code; nil for somebody with a ticket or without a code
	ticket  string

	mu      sync.Mutex
	view    livetest.View
	changed chan struct{} // closed when the view changes
	trouble error         // of the last question
}

// newCrowd is people who have not joined yet: the first ones know codes of their own, the next ones have drawn tickets, the
// others have neither.
func newCrowd(url string, people, own, tickets int) (*crowd, error) {
	c := &crowd{}
	for i := range people {
		at := livetest.Address(i)
		p := &person{address: at.String(), changed: make(chan struct{})}
		p.phone = livetest.New(url, at)
		p.phone.Agent = fmt.Sprintf("Mozilla/5.0 (Linux; Android 6.0; Quokka %d) Gecko Firefox/68.0", 700+i)
		c.keep("address", p.address)
		c.keep("user agent", p.phone.Agent)
		switch {
		case i < own:
			p.own = []string{string(rune('Q' + i)), "Zetland", fmt.Sprint(i), fmt.Sprint(11 + i)}
			code, err := evaluation.OwnCode(p.own)
			if err != nil {
				return nil, err
			}
			c.keep("own code", code)
		case i < own+tickets:
			ticket, err := c.draw()
			if err != nil {
				return nil, err
			}
			p.ticket = ticket
		}
		c.people = append(c.people, p)
	}
	return c, nil
}

func (c *crowd) keep(kind, text string) { c.secrets = append(c.secrets, Secret{kind, text}) }

// draw takes a ticket.
func (c *crowd) draw() (string, error) {
	t, err := evaluation.NewTicket(rand.Reader)
	if err != nil {
		return "", err
	}
	c.keep("ticket", string(t))
	c.keep("ticket", strings.ReplaceAll(string(t), "-", ""))
	return string(t), nil
}

// join lets everybody in at once, each with the page loaded first, and asks for news until ctx ends.
func (c *crowd) join(ctx context.Context) error {
	err := c.each(func(p *person) error {
		if _, err := p.phone.Load(ctx); err != nil {
			return err
		}
		v, err := p.phone.Join(ctx)
		p.see(v, err)
		return err
	})
	if err != nil {
		return err
	}
	for _, p := range c.people {
		c.keep("token", p.phone.Token)
		raw, err := hex.DecodeString(p.phone.Token)
		if err != nil {
			return err
		}
		c.keep("token as bytes", string(raw))
	}
	c.ask()
	return nil
}

// ask begins to ask for news.
func (c *crowd) ask() {
	ctx, stop := context.WithCancel(context.Background())
	c.stop = stop
	for _, p := range c.people {
		c.asking.Go(func() { p.ask(ctx) })
	}
}

// close puts the phones away.
func (c *crowd) close() {
	if c == nil || c.stop == nil {
		return
	}
	c.stop()
	c.asking.Wait()
	for _, p := range c.people {
		p.phone.Close()
	}
	c.stop = nil
}

// comeBack is what phones do after the page was away: they ask at the address of the page as it is now, as who they were.
func (c *crowd) comeBack(url string) {
	c.close()
	for _, p := range c.people {
		old := p.phone
		p.phone = old.At(url)
		p.see(livetest.View{}, nil)
	}
	c.ask()
}

// digests are what stands for the phones in a session that is under way.
func (c *crowd) digests() []Secret {
	var all []Secret
	for _, p := range c.people {
		sum := sha256.Sum256([]byte(p.phone.Token))
		const digits = 32 // of session.Phone
		all = append(all, Secret{"digest of a phone", hex.EncodeToString(sum[:])[:digits]})
	}
	return all
}

// each does something with all phones at once.
func (c *crowd) each(do func(*person) error) error {
	errs := make([]error, len(c.people))
	var wg sync.WaitGroup
	for i, p := range c.people {
		wg.Go(func() {
			if errs[i] = do(p); errs[i] != nil {
				errs[i] = fmt.Errorf("phone %d: %w", i+1, errs[i])
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

func (p *person) ask(ctx context.Context) {
	since := -1
	for ctx.Err() == nil {
		v, err := p.phone.State(ctx, since)
		if err == nil {
			since = v.N
		}
		p.see(v, err)
		if err != nil {
			rest(ctx, 200*time.Millisecond)
		}
	}
}

// rest waits a little, or until ctx ends.
func rest(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

func (p *person) see(v livetest.View, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.trouble = err; err == nil {
		p.view = v
	}
	close(p.changed)
	p.changed = make(chan struct{})
}

// await waits until the phone shows what is wanted.
func (p *person) await(ctx context.Context, want func(livetest.View) bool) (livetest.View, error) {
	for {
		p.mu.Lock()
		v, changed, trouble := p.view, p.changed, p.trouble
		p.mu.Unlock()
		if want(v) {
			return v, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return v, fmt.Errorf("the phone shows %+v (%v): %w", v, trouble, ctx.Err())
		}
	}
}

// answer has everybody answer what is asked: the first ones rightly, the others with the first choice that is not right.
func (c *crowd) answer(ctx context.Context, poll plan.Poll, round, right int) error {
	return c.each(func(p *person) error {
		v, err := p.await(ctx, func(v livetest.View) bool {
			return v.Poll != nil && v.Poll.ID == string(poll.ID) && v.Poll.Open && v.Poll.Round == round
		})
		if err != nil {
			return err
		}
		g := response(*poll.Item, slices.Index(c.people, p) < right)
		return p.phone.AnswerUntilHeard(ctx, v.Poll.ID, round, livetest.Given{Choices: g})
	})
}

// response are the choices of a right answer, or of one that is not.
func response(it quiz.Item, right bool) []string {
	var keys []string
	if !right {
		i := slices.IndexFunc(it.Choices, func(c quiz.Choice) bool { return !c.Correct })
		return append(keys, string(it.Choices[i].ID))
	}
	for _, id := range rightChoices(it) {
		keys = append(keys, string(id))
	}
	return keys
}

// fillIn has everybody with a code answer the questions before or after: so many of them rightly.
func (c *crowd) fillIn(ctx context.Context, phase evaluation.Phase, check []plan.Poll, right int) error {
	return c.each(func(p *person) error {
		if p.own == nil && p.ticket == "" {
			return nil
		}
		if _, err := p.await(ctx, func(v livetest.View) bool { return v.Phase == string(phase) && len(v.Items) == len(check) }); err != nil {
			return err
		}
		sheet := map[string]any{"phase": phase}
		if p.own != nil {
			sheet["own"] = p.own
		} else {
			sheet["ticket"] = strings.ToLower(p.ticket)
		}
		var answers []map[string]any
		for i, poll := range check {
			answers = append(answers, map[string]any{"item": poll.ID, "choices": response(*poll.Item, i < right)})
		}
		sheet["answers"] = answers
		_, err := p.phone.Do(ctx, "sheet", sheet)
		return err
	})
}
