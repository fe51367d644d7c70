package session

import (
	"fmt"
	"slices"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
)

// mostTeamName is how long the name of a team may be, in characters.
const mostTeamName = 40

func (s *Session) joined(e Joined) (func(), error) {
	p := s.phones[e.Phone]
	switch {
	case !hexDigits(string(e.Phone)), e.Team < 0 || e.Team > len(s.teams):
		return nil, ErrBadEvent
	case p == nil && s.locked:
		return nil, ErrLocked
	case p == nil && len(s.phones) >= MostPhones:
		return nil, ErrFull
	}
	return func() {
		if p == nil {
			p = &phone{}
			s.phones[e.Phone] = p
		}
		if e.Team != 0 {
			p.team = e.Team
		}
	}, nil
}

func (s *Session) teamed(e Teamed) (func(), error) {
	if len(e.Names) > MostTeams {
		return nil, ErrFull
	}
	var names []string
	for _, name := range e.Names {
		name, ok := line(name, mostTeamName)
		if !ok || slices.Contains(names, name) {
			return nil, fmt.Errorf("%w: teams need names of their own", ErrBadEvent)
		}
		names = append(names, name)
	}
	return func() {
		s.teams = names
		for _, p := range s.phones {
			if p.team > len(names) {
				p.team = 0
			}
		}
	}, nil
}

// scores are how the teams are doing. For the room, only polls count whose right answer was revealed.
func (s *Session) scores(room bool) []TeamScore {
	if len(s.teams) == 0 {
		return nil
	}
	scores := make([]TeamScore, len(s.teams))
	for i, name := range s.teams {
		scores[i] = TeamScore{Team: i + 1, Name: name}
	}
	for _, p := range s.phones {
		if p.team > 0 {
			scores[p.team-1].Phones++
		}
	}
	total := make([]score, len(s.teams)+1)
	s.everyPoll(func(a *asking) {
		if r := a.last(); r != nil && (a.shown.right || !room) {
			for t := range total {
				total[t].right += r.teams[t].right
				total[t].of += r.teams[t].of
			}
		}
	})
	for i := range scores {
		const percent = 100
		if t := total[i+1]; t.of > 0 {
			scores[i].Percent = (percent*t.right + t.of/2) / t.of
		}
	}
	return scores
}

// everyPoll goes through the polls in the order of the plan.
func (s *Session) everyPoll(do func(*asking)) {
	for i := range s.plan.Sections {
		for _, step := range s.plan.Sections[i].Steps {
			if step.Poll != nil {
				do(s.find(step.Poll.ID))
			}
		}
	}
}

// Limits of what is said about a session for its report.
const (
	mostSaid    = 200
	mostSaying  = 500 // characters
	mostPresent = 10_000
	mostMinutes = 60 * 24 * 60
	mostCopies  = 100_000
)

func (s *Session) closed(e Closed) (func(), error) {
	if !inRange(mostPresent, e.Present.Designated, e.Present.OtherRole, e.Present.Community) || !inRange(mostMinutes, e.Minutes) {
		return nil, ErrBadCount
	}
	if !validPlace(e.Place) || len(e.Said) > mostSaid || len(e.Handouts) > mostSaid || len(e.Region) > mostID || !printable(string(e.Region)) {
		return nil, ErrBadEvent
	}
	said := make([]string, len(e.Said))
	for i, text := range e.Said {
		var ok bool
		if said[i], ok = line(text, mostSaying); !ok {
			return nil, ErrBadAnswer
		}
	}
	for _, h := range e.Handouts {
		if !inRange(mostCopies, h.Copies) {
			return nil, ErrBadCount
		}
	}
	for id := range e.Words {
		if _, err := s.findKind(id, plan.WallPoll); err != nil {
			return nil, err
		}
	}
	e.Said = said
	return func() { s.closing = e }, nil
}

func inRange(most int, counts ...int) bool {
	return !slices.ContainsFunc(counts, func(n int) bool { return n < 0 || n > most })
}

func validPlace(p evaluation.Place) bool {
	switch p {
	case "", evaluation.NeedleProgram, evaluation.HealthService, evaluation.Community, evaluation.Housing, evaluation.Prison,
		evaluation.Street, evaluation.Festival, evaluation.Education, evaluation.Workplace, evaluation.Online, evaluation.OtherPlace:
		return true
	}
	return false
}
