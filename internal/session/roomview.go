package session

import (
	"slices"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

// Room is what the room sees now. Before the session has begun it is dark. Join is left to whoever serves phones.
func (s *Session) Room() RoomView {
	v := RoomView{Kind: DarkUp, Language: s.plan.Language, Title: s.plan.Title, Rehearsal: s.rehearsal}
	if !s.begun {
		return v
	}
	v.Section = s.plan.Sections[s.at.Section].Title
	switch {
	case s.dark:
	case s.paused:
		v.Kind = PauseUp
	case s.joinShown:
		v.Kind = JoinUp
	case s.phaseShown:
		v.Kind, v.Phase = PhaseUp, s.phase
	default:
		s.showStep(&v)
	}
	return v
}

// showStep fills in what stands at the current step.
func (s *Session) showStep(v *RoomView) {
	a := s.current()
	switch {
	case a == nil:
		v.Kind, v.Slide = SlideUp, s.slide()
	case a.poll.Kind == plan.WallPoll:
		v.Kind, v.Wall = WallUp, a.roomWall()
	case a.poll.Kind == plan.ScenarioPoll:
		v.Kind, v.Scenario = ScenarioUp, a.roomScenario()
	default:
		v.Kind, v.Poll = PollUp, a.roomPoll()
		if a.shown.results {
			v.Poll.Answers = v.Poll.Results.Answered
			v.Teams = slices.DeleteFunc(s.scores(true), func(t TeamScore) bool { return t.Phones == 0 }) // nobody is behind
		}
	}
}

func (s *Session) slide() *plan.Slide {
	if step := s.step(); step != nil {
		slide := *step.Slide
		return &slide
	}
	return &plan.Slide{Kind: plan.TitleSlide, Title: s.plan.Sections[s.at.Section].Title}
}

// asRead is an item as it is read before anything of it is revealed.
func asRead(p *plan.Poll) RoomPoll {
	item, rights := Shown(*p)
	v := RoomPoll{
		ID: p.ID, Kind: item.Kind, Survey: item.Survey, Prompt: item.Prompt, Unit: item.Unit, Multiple: item.Kind == quiz.Multiple,
		AskSure: p.AskSure && !item.Survey, Answers: -1,
	}
	switch item.Kind {
	case quiz.Order:
		for i, c := range item.Choices {
			v.Choices = append(v.Choices, Row{Key: shownAt(i), Letter: Letter(i), Text: c.Words()})
		}
	case quiz.Match:
		for _, c := range item.Choices {
			if c.Text != "" {
				n := len(v.Choices)
				v.Choices = append(v.Choices, Row{Key: shownAt(n), Text: c.Text})
			}
		}
		for _, c := range rights {
			v.Rights = append(v.Rights, c.Match)
		}
	case quiz.Short, quiz.Number:
	default:
		v.Choices = Rows(item)
	}
	return v
}

// roomPoll is an item with what was revealed of it.
func (a *asking) roomPoll() *RoomPoll {
	v, item := asRead(a.poll), a.poll.Item
	v.Round, v.Open = len(a.rounds), a.open
	if a.shown.results {
		v.Results = a.tally(a.last()).forRoom(a.shown.right)
	}
	if a.shown.shift {
		v.Before = a.before().forRoom(a.shown.right)
	}
	if a.shown.right {
		v.Right, v.Words = rightRows(item), item.RightWords()
	}
	if a.shown.why {
		v.Why = item.Explanation
	}
	return &v
}

func (a *asking) roomWall() *RoomWall {
	return &RoomWall{ID: a.poll.ID, Prompt: a.poll.Prompt, Open: a.open, Words: a.wall.up()}
}

func (a *asking) roomScenario() *RoomScenario {
	v := &RoomScenario{ID: a.poll.ID, Title: a.poll.Scenario.Title}
	if !a.play.begun {
		return v
	}
	v.Moment = forRoom(a.play.moment, a.shown.why)
	v.Choices, v.Round, v.Open = a.play.rows(), a.play.done(), a.open
	if a.shown.results {
		v.Results = a.tally(a.last()).forRoom(false)
	}
	if a.shown.why {
		v.Debrief = debriefToRoom(a.play.debrief)
	}
	return v
}

// debriefToRoom is a debrief without the variables that players do not see.
func debriefToRoom(d scenario.Debrief) *scenario.Debrief {
	visible := func(all []scenario.Event) []scenario.Event {
		out := make([]scenario.Event, len(all))
		for i, e := range all {
			e.Changes = e.Shown()
			out[i] = e
		}
		return out
	}
	d.Well, d.Path, d.Critical = visible(d.Well), visible(d.Path), visible(d.Critical)
	d.Ending.When = nil
	return &d
}

// Phone is what one phone may see now.
func (s *Session) Phone(p Phone) PhoneView {
	v := PhoneView{Public: s.public, State: PhoneStranger, Language: s.plan.Language, Title: s.plan.Title, Teams: s.teams}
	known := s.phones[p]
	if known == nil {
		return v
	}
	v.State, v.Team = PhoneWaiting, known.team
	_, sent := s.sheets.ofPhone[phoneSheet{p, s.phase}]
	a := s.current()
	if a != nil && a.last() == nil {
		a = nil // it was not asked yet
	}
	switch {
	case s.paused:
		v.State = PhonePaused
	case s.phase != "" && (!sent || a == nil || !a.open):
		v.State, v.Phase, v.Sent = PhonePhase, s.phase, sent
		for i := range s.plan.Check {
			item := asRead(&s.plan.Check[i])
			item.Round, item.Open = 1, true
			v.Items = append(v.Items, item)
		}
	case a == nil:
	default:
		s.showPoll(&v, a, p)
	}
	return v
}

// showPoll fills in the poll of the current step.
func (s *Session) showPoll(v *PhoneView, a *asking, p Phone) {
	mine, answered := a.last().answerOf(p)
	switch a.poll.Kind {
	case plan.WallPoll:
		v.State, v.Wall = PhoneWall, a.roomWall()
		v.Mywords, v.Liked = a.wall.own(p)
	case plan.ScenarioPoll:
		v.State, v.Scenario = PhoneScenario, a.roomScenario()
		if answered && a.last().done == a.play.done() {
			v.MyVote = scenario.ActionID(mine.keys[0])
		}
	default:
		v.State, v.Poll = PhonePoll, a.roomPoll()
		if answered {
			given := mine.given
			given.Choices = toShown(a.poll, given.Choices)
			v.Mine = &given
		}
	}
}

func (r *round) answerOf(p Phone) (answer, bool) {
	a, ok := r.given[p]
	return a, ok
}
