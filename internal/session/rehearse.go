package session

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

// How many people a rehearsal has.
const (
	LeastRehearsing = 3
	MostRehearsing  = 30
)

// A Rehearsal is a group of simulated participants. Each knows some things and not others, says "I don't know" now and then,
// and knows more after the room has talked about it. The same seed gives the same people, who do the same things in the same
// session.
type Rehearsal struct {
	seed   uint64
	random *rand.Rand
	people []*person
}

// A person is a simulated participant.
type person struct {
	number uint64
	phone  Phone
	mark   evaluation.Mark
	knows  float64 // how likely the person is right before anybody talked about it
	joined bool
	team   int
	done   map[deed]int     // how often
	skips  evaluation.Phase // is not there then
}

// A deed is something that a person does a limited number of times.
type deed struct {
	what  string
	poll  plan.PollID
	round int
}

// NewRehearsal is a group of so many people, from LeastRehearsing to MostRehearsing.
func NewRehearsal(seed uint64, people int) *Rehearsal {
	r := &Rehearsal{seed: seed, random: rand.New(rand.NewPCG(seed, 0))}
	for i := range min(max(people, LeastRehearsing), MostRehearsing) {
		const least, spread = 0.3, 0.5
		p := &person{
			number: uint64(i), phone: Phone(r.digits()), mark: evaluation.Mark(r.digits()),
			knows: least + spread*r.random.Float64(), done: map[deed]int{},
		}
		switch i % 10 { // of ten, one comes late and one has to go
		case 8:
			p.skips = evaluation.Before
		case 9:
			p.skips = evaluation.After
		}
		r.people = append(r.people, p)
	}
	return r
}

// digits are 32 random hexadecimal digits.
func (r *Rehearsal) digits() string {
	return fmt.Sprintf("%016x%016x", r.random.Uint64(), r.random.Uint64())
}

// Next is what one of the people does next, given what the facilitator and the room see, and how long it takes from now.
// ok is false when nobody has anything to do before something changes. It takes what it gives as done.
func (r *Rehearsal) Next(d DeskView, seen RoomView) (e Event, wait time.Duration, ok bool) {
	var able []*person
	for _, p := range r.people {
		if r.does(p, d, seen, false) != nil {
			able = append(able, p)
		}
	}
	if len(able) == 0 {
		return nil, 0, false
	}
	p := able[r.random.IntN(len(able))]
	return r.does(p, d, seen, true), r.wait(len(able)), true
}

// wait is the time until the first of so many people has done something.
func (r *Rehearsal) wait(able int) time.Duration {
	const each, least, most = 6 * time.Second, 300 * time.Millisecond, 9 * time.Second
	first := time.Duration(float64(each) * r.random.ExpFloat64() / float64(able))
	return min(max(first, least), most)
}

// does is what a person can do now, nil for nothing. Only with really it is taken as done.
func (r *Rehearsal) does(p *person, d DeskView, seen RoomView, really bool) Event {
	switch {
	case !p.joined && d.Locked:
		return nil
	case !p.joined, len(d.Teams) > 0 && p.team == 0:
		join := Joined{Phone: p.phone}
		if n := len(d.Teams); n > 0 {
			join.Team = 1 + int(p.number)%n
		}
		if really {
			p.joined, p.team = true, join.Team
		}
		return join
	case len(d.Teams) == 0 && really:
		p.team = 0
	}
	once := func(what string, poll plan.PollID, round, times int, do func() Event) Event {
		if p.done[deed{what, poll, round}] >= times {
			return nil
		}
		if really {
			p.done[deed{what, poll, round}]++
		}
		return do()
	}
	switch {
	case d.Phase != "" && p.skips != d.Phase && p.done[deed{what: string(d.Phase)}] == 0:
		return once(string(d.Phase), "", 0, 1, func() Event { return r.sheet(p, d) })
	case d.Poll != nil && d.Poll.Open && seen.Poll != nil && seen.Poll.ID == d.Poll.Poll.ID:
		q := d.Poll
		return once("answer", q.Poll.ID, q.Round, 1, func() Event {
			return Answered{Poll: q.Poll.ID, Round: q.Round, Phone: p.phone, Given: r.given(p, q.Poll, q.Round > 1)}
		})
	case d.Scenario != nil && d.Scenario.Open && seen.Scenario != nil && len(seen.Scenario.Choices) > 0:
		sc := seen.Scenario
		return once("vote", sc.ID, sc.Round, 1, func() Event {
			return Voted{Poll: sc.ID, Round: sc.Round, Phone: p.phone, Action: r.vote(d.Scenario.Moment.Offered)}
		})
	case seen.Wall != nil && seen.Wall.Open:
		return r.onWall(p, *seen.Wall, once)
	}
	return nil
}

type once func(what string, poll plan.PollID, round, times int, do func() Event) Event

// onWall writes a word or two, and likes what others wrote.
func (r *Rehearsal) onWall(p *person, w RoomWall, once once) Event {
	words := 1 + int(p.number)%2
	write := once("write", w.ID, 0, words, func() Event {
		pool := wallWords()
		return Wrote{Poll: w.ID, Phone: p.phone, Text: pool[r.random.IntN(len(pool))]}
	})
	if write != nil || len(w.Words) == 0 {
		return write
	}
	const likes = 2
	return once("like", w.ID, 0, likes, func() Event {
		return Liked{Poll: w.ID, Word: w.Words[r.random.IntN(len(w.Words))].ID, Phone: p.phone}
	})
}

// wallWords are what simulated participants say to anything.
func wallWords() []string {
	return []string{
		"Being alone with it", "Police", "police", "Doing it wrong", "Freezing", "My friends", "Time", "Staying calm", "Calm",
		"Practice", "Being judged", "Trust", "Knowing what to say", "Where to get it", "Talking to each other", "Nerves",
	}
}

// vote is for something that helps more often than for something that harms.
func (r *Rehearsal) vote(offered []scenario.Action) scenario.ActionID {
	weights := map[scenario.Weight]int{scenario.Helped: 6, scenario.Neutral: 2, scenario.Harmed: 1}
	all := 0
	for _, a := range offered {
		all += weights[a.Weight]
	}
	at := r.random.IntN(max(all, 1))
	for _, a := range offered {
		if at -= weights[a.Weight]; at < 0 {
			return a.ID
		}
	}
	return offered[0].ID
}

func (r *Rehearsal) sheet(p *person, d DeskView) Event {
	sheet := evaluation.Sheet{Phase: d.Phase, Mark: p.mark, Way: evaluation.Phones}
	for _, poll := range d.Plan.Check {
		g := r.given(p, poll, d.Phase == evaluation.After)
		sheet.Responses = append(sheet.Responses, quiz.Response{
			Item: quiz.ItemID(poll.ID), Choices: g.Choices, Text: g.Text, Sure: g.Sure,
		})
	}
	return Keyed{Sheet: sheet, By: p.phone}
}

// given is what a person answers. Whoever is right before stays right once it was talked about.
func (r *Rehearsal) given(p *person, poll plan.Poll, discussed bool) quiz.Given {
	luck := rand.New(rand.NewPCG(r.seed^seed(poll.ID), p.number)) // the same each time this person meets the item
	knows := p.knows + (luck.Float64()-0.5)/3
	if discussed {
		const learned = 0.6
		knows += (1 - knows) * learned
	}
	right, saysSo, sure := luck.Float64() < knows, luck.Float64(), luck.Float64()
	it := poll.Item
	g := wrongly(it, luck)
	const dontKnow, sureRight, sureWrong = 0.15, 0.75, 0.35
	switch {
	case it.Survey:
		g = surveyed(it, luck, discussed)
	case right:
		g = rightly(it)
	case saysSo < dontKnow:
		g = quiz.Given{Choices: []quiz.ChoiceID{quiz.Unsure}}
	}
	if it.Accepts(g) != nil {
		g = quiz.Given{Choices: []quiz.ChoiceID{quiz.Unsure}}
	}
	if poll.AskSure && !it.Survey && !g.DontKnow() {
		g.Sure = quiz.NotSure
		if right && sure < sureRight || !right && sure < sureWrong {
			g.Sure = quiz.Sure
		}
	}
	return g
}

// surveyed is an answer about oneself, higher on a scale after the room has talked.
func surveyed(it *quiz.Item, luck *rand.Rand, discussed bool) quiz.Given {
	if !picked(it.Kind) || len(it.Choices) == 0 {
		return quiz.Given{}
	}
	at := luck.IntN(len(it.Choices))
	if discussed {
		at = min(at+1, len(it.Choices)-1)
	}
	return quiz.Given{Choices: []quiz.ChoiceID{it.Choices[at].ID}}
}

// rightly is a right answer, as far as one can be made up.
func rightly(it *quiz.Item) quiz.Given {
	var g quiz.Given
	for _, c := range it.Choices {
		switch {
		case it.Kind == quiz.Order, it.Kind == quiz.Match && c.Text != "", c.Correct && picked(it.Kind):
			g.Choices = append(g.Choices, c.ID)
		case c.Correct && (it.Kind == quiz.Short || it.Kind == quiz.Number) && g.Text == "":
			g.Text = c.Text
		}
	}
	return g
}

// wrongly is an answer that is not right, or that is right by luck.
func wrongly(it *quiz.Item, luck *rand.Rand) quiz.Given {
	g := rightly(it)
	switch it.Kind {
	case quiz.Order, quiz.Match:
		g.Choices = slices.Clone(g.Choices)
		luck.Shuffle(len(g.Choices), func(i, j int) { g.Choices[i], g.Choices[j] = g.Choices[j], g.Choices[i] })
		return g
	case quiz.Short:
		return quiz.Given{Text: "Wait and see"}
	case quiz.Number:
		const most = 60
		return quiz.Given{Text: fmt.Sprint(1 + luck.IntN(most))}
	}
	var wrong []quiz.ChoiceID
	for _, c := range it.Choices {
		if !c.Correct && c.ID != quiz.Unsure {
			wrong = append(wrong, c.ID)
		}
	}
	if len(wrong) == 0 {
		return g
	}
	g.Choices = []quiz.ChoiceID{wrong[luck.IntN(len(wrong))]}
	return g
}
