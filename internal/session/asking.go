package session

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

// An asking is a poll with what has come of it.
type asking struct {
	poll   *plan.Poll
	open   bool
	shown  reveals
	rounds []*round // of a wall only whether it was asked
	wall   wall
	play   play
}

// reveals are what was revealed of a poll.
type reveals struct{ results, right, why, shift bool }

func (r *reveals) of(what Reveal) *bool {
	switch what {
	case Results:
		return &r.results
	case RightAnswer:
		return &r.right
	case Why:
		return &r.why
	case Shift:
		return &r.shift
	}
	return nil
}

func (r reveals) shown() map[Reveal]bool {
	return map[Reveal]bool{Results: r.results, RightAnswer: r.right, Why: r.why, Shift: r.shift}
}

// A round is one time of asking.
type round struct {
	done   int              // steps of a scenario that were taken before
	rows   []Row            // of a scenario: what could be voted for
	given  map[Phone]answer // by phones
	counts map[string]int   // of phones, by the key of a row
	right  int              // phones with everything right
	sure   [2][2]int        // phones: not sure and sure, of them not right and right
	typed  map[evaluation.Way]map[string]int
	teams  [MostTeams + 1]score // by the team in which a phone answered
}

// A score is how many answers there were, and right ones.
type score struct{ right, of int }

// An answer is what a phone gave, as it was counted.
type answer struct {
	given quiz.Given
	keys  []string // of its rows
	right bool
	team  int
}

func newRound() *round { return &round{given: map[Phone]answer{}, counts: map[string]int{}} }

// last is the round that is asked now, nil before the first.
func (a *asking) last() *round { return a.ago(0) }

// ago is a round, counted back from the last; nil when there is none.
func (a *asking) ago(n int) *round {
	if n >= len(a.rounds) {
		return nil
	}
	return a.rounds[len(a.rounds)-1-n]
}

// begin starts another round.
func (a *asking) begin(r *round) { a.rounds = append(slices.Clip(a.rounds), r) }

func (s *Session) asked(e Asked) (func(), error) {
	a := s.find(e.Poll)
	switch {
	case a == nil:
		return nil, ErrNoPoll
	case a != s.current():
		return nil, fmt.Errorf("%w: %q is not what the room sees", ErrNotOpen, e.Poll)
	case a.poll.Kind == plan.ScenarioPoll && !a.play.going():
		return nil, fmt.Errorf("%w: nothing can be done in the scenario", ErrNotOpen)
	case len(a.rounds) >= mostRounds && e.Again:
		return nil, ErrFull
	}
	return func() {
		if a.last() == nil || e.Again && a.poll.Kind != plan.WallPoll {
			next := newRound()
			if a.poll.Kind == plan.ScenarioPoll {
				next.done, next.rows = a.play.done(), a.play.rows()
			}
			a.begin(next)
		}
		a.open, a.shown = true, reveals{}
	}, nil
}

// mostRounds is how often a poll can be asked, and a scenario voted on.
const mostRounds = 200

func (s *Session) stopped(e Stopped) (func(), error) {
	a := s.find(e.Poll)
	if a == nil {
		return nil, ErrNoPoll
	}
	return func() { a.open = false }, nil
}

func (s *Session) showed(e Showed) (func(), error) {
	a := s.find(e.Poll)
	switch {
	case a == nil:
		return nil, ErrNoPoll
	case e.On && !a.has(e.What), a.shown.of(e.What) == nil:
		return nil, fmt.Errorf("%w: %q has no %q to show", ErrBadEvent, e.Poll, e.What)
	}
	return func() {
		if e.On {
			a.open = false
		}
		*a.shown.of(e.What) = e.On
	}, nil
}

// has reports whether there is something to reveal.
func (a *asking) has(what Reveal) bool {
	item := a.poll.Item
	switch a.poll.Kind {
	case plan.ItemPoll:
		switch what {
		case Results:
			return a.last() != nil
		case RightAnswer:
			return !item.Survey
		case Why:
			return item.Explanation != ""
		case Shift:
			return len(a.rounds) > 1
		}
	case plan.ScenarioPoll:
		switch what {
		case Results:
			return a.last() != nil
		case Why:
			return a.play.begun && a.play.moment.Ended
		}
	}
	return false
}

func (s *Session) counted(e Counted) (func(), error) {
	a := s.find(e.Poll)
	switch {
	case a == nil || a.poll.Kind == plan.WallPoll:
		return nil, ErrNoPoll
	case a.last() == nil:
		return nil, ErrNotOpen
	case e.Way != evaluation.Hands && e.Way != evaluation.Paper:
		return nil, fmt.Errorf("%w: counts do not come by %q", ErrBadEvent, e.Way)
	}
	rows := a.rows(a.last())
	for key, n := range e.Counts {
		switch {
		case n < 0 || n > MostCounted:
			return nil, ErrBadCount
		case !slices.ContainsFunc(rows, func(r Row) bool { return r.Key == key }):
			return nil, fmt.Errorf("%w: %q is not counted", ErrBadAnswer, key)
		}
	}
	return func() {
		r := a.last()
		typed := maps.Clone(r.typed) // views have the one before
		if typed == nil {
			typed = map[evaluation.Way]map[string]int{}
		}
		counts := map[string]int{}
		for key, n := range e.Counts {
			if n > 0 {
				counts[key] = n
			}
		}
		typed[e.Way] = counts
		r.typed = typed
	}, nil
}

// rows are what a round is counted by.
func (a *asking) rows(r *round) []Row {
	switch {
	case a.poll.Kind == plan.ItemPoll:
		return Rows(*a.poll.Item)
	case r != nil:
		return r.rows
	}
	return nil
}

// taking is an open poll for an answer of a phone in a round, or why there is none.
func (s *Session) taking(id plan.PollID, kind plan.PollKind, from Phone) (*asking, *phone, error) {
	a, err := s.findKind(id, kind)
	if err != nil {
		return nil, nil, err
	}
	p := s.phones[from]
	switch {
	case p == nil:
		return nil, nil, ErrNotJoined
	case !a.open:
		return nil, nil, ErrNotOpen
	}
	return a, p, nil
}

func (s *Session) answered(e Answered) (func(), error) {
	a, from, err := s.taking(e.Poll, plan.ItemPoll, e.Phone)
	if err != nil {
		return nil, err
	}
	if e.Round != len(a.rounds) {
		return nil, ErrOldRound
	}
	res, err := judge(a.poll, e.Given)
	if err != nil {
		return nil, err
	}
	ans := answer{given: res.Given(), keys: keysOf(a.poll.Item, res), right: res.Correct, team: from.team}
	return func() { a.last().take(e.Phone, ans, !a.poll.Item.Survey) }, nil
}

func (s *Session) voted(e Voted) (func(), error) {
	a, from, err := s.taking(e.Poll, plan.ScenarioPoll, e.Phone)
	switch {
	case err != nil:
		return nil, err
	case e.Round != a.play.done():
		return nil, ErrOldRound
	case !slices.ContainsFunc(a.play.moment.Offered, func(o scenario.Action) bool { return o.ID == e.Action }):
		return nil, ErrBadAnswer
	}
	return func() { a.last().take(e.Phone, answer{keys: []string{string(e.Action)}, team: from.team}, false) }, nil
}

// take counts an answer in place of the one that the phone gave before.
func (r *round) take(from Phone, a answer, scored bool) {
	if old, ok := r.given[from]; ok {
		r.count(old, -1, scored)
	}
	r.given[from] = a
	r.count(a, 1, scored)
}

func (r *round) count(a answer, by int, scored bool) {
	for _, key := range a.keys {
		r.counts[key] += by
	}
	if !scored {
		return
	}
	right := 0
	if a.right {
		right = 1
	}
	r.right += by * right
	r.teams[a.team].of += by
	r.teams[a.team].right += by * right
	switch a.given.Sure {
	case quiz.Sure:
		r.sure[1][right] += by
	case quiz.NotSure:
		r.sure[0][right] += by
	}
}

// judge says what was given for an item is worth. What came in with it of credit and times is left out.
func judge(p *plan.Poll, g quiz.Given) (quiz.Response, error) {
	tooMany := len(g.Choices) > len(p.Item.Choices)+1
	typed := g.Text != "" && (len(g.Text) > quiz.MaxText || !printable(g.Text))
	unasked := g.Sure != quiz.NotAsked && g.Sure != quiz.Sure && g.Sure != quiz.NotSure
	if tooMany || typed || unasked {
		return quiz.Response{}, ErrBadAnswer
	}
	if !p.AskSure || g.DontKnow() {
		g.Sure = quiz.NotAsked
	}
	g.Choices, g.Took, g.Hinted = fromShown(p, g.Choices), 0, false
	alone := quiz.Attempt{Quiz: quiz.Quiz{Items: []quiz.Item{*p.Item}}}
	_, res, err := alone.Answer(g, time.Time{})
	if err != nil {
		return quiz.Response{}, fmt.Errorf("%w: %w", ErrBadAnswer, err)
	}
	return res, nil
}

// keysOf are the rows by which a response is counted.
func keysOf(it *quiz.Item, res quiz.Response) []string {
	switch {
	case !it.Survey && res.Given().DontKnow():
		return []string{RowDontKnow}
	case picked(it.Kind):
		keys := make([]string, len(res.Choices))
		for i, id := range res.Choices {
			keys[i] = string(id)
		}
		return keys
	case it.Survey:
		return nil
	case res.Correct:
		return []string{RowRight}
	case res.Credit > 0 && it.Partial:
		return []string{RowPartly}
	}
	return []string{RowWrong}
}
