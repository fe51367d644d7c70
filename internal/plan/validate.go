package plan

import (
	"fmt"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/quiz"
)

// How much a plan may hold. A plan that was made of guides is far below.
const (
	MostSections = 200
	MostSteps    = 300    // of a section
	MostCheck    = 100    // items asked before and after
	MostText     = 20_000 // bytes of any text
	mostTitle    = 300    // characters
)

// A Problem is why a plan cannot be used.
type Problem struct {
	Place string // such as "section 2, step 1"
	What  string // a whole sentence
}

// Error is place and sentence.
func (p *Problem) Error() string {
	if p.Place == "" {
		return p.What
	}
	return p.Place + ": " + p.What
}

func problem(place, format string, args ...any) error {
	return &Problem{Place: place, What: fmt.Sprintf(format, args...)}
}

// Validate reports the first thing that keeps a plan from being used, as a *Problem.
func (p Plan) Validate() error {
	switch {
	case badTitle(p.Title):
		return problem("", "The plan needs a title of at most %d characters.", mostTitle)
	case p.Minutes < 0 || p.Minutes > MostMinutes:
		return problem("", "A session lasts at most %d minutes.", MostMinutes)
	case p.People < 0:
		return problem("", "The number of people is below zero.")
	case len(p.Sections) == 0:
		return problem("", "The plan has no section.")
	case len(p.Sections) > MostSections:
		return problem("", "A plan has at most %d sections.", MostSections)
	case len(p.Check) > MostCheck:
		return problem("", "At most %d questions are asked before and after.", MostCheck)
	}
	ids, polls := make(map[SectionID]bool), make(map[PollID]bool)
	for i, s := range p.Sections {
		place := fmt.Sprintf("section %d", i+1)
		if s.ID == "" || ids[s.ID] {
			return problem(place, "The section needs an id of its own.")
		}
		ids[s.ID] = true
		if err := s.validate(place, polls); err != nil {
			return err
		}
	}
	return p.validateCheck()
}

func badTitle(text string) bool { return text == "" || utf8.RuneCountInString(text) > mostTitle }

func (s Section) validate(place string, polls map[PollID]bool) error {
	switch s.Kind {
	case Opening, Activity, Talk, Break, Closing:
	default:
		return problem(place, "There is no kind of section “%s”.", s.Kind)
	}
	switch {
	case badTitle(s.Title):
		return problem(place, "The section needs a title of at most %d characters.", mostTitle)
	case s.Minutes < 1 || s.Minutes > MostMinutes || s.Usual < 1 || s.Usual > MostMinutes:
		return problem(place, "A section takes 1 to %d minutes.", MostMinutes)
	case s.Least < 1 || s.Least > s.Usual:
		return problem(place, "The least minutes are from 1 to what the section usually takes.")
	case len(s.Steps) > MostSteps:
		return problem(place, "A section has at most %d steps.", MostSteps)
	}
	for i, n := range s.Notes {
		if err := n.validate(fmt.Sprintf("%s, note %d", place, i+1)); err != nil {
			return err
		}
	}
	for i, step := range s.Steps {
		if err := step.validate(fmt.Sprintf("%s, step %d", place, i+1)); err != nil {
			return err
		}
		if step.Poll == nil {
			continue
		}
		if polls[step.Poll.ID] {
			return problem(fmt.Sprintf("%s, step %d", place, i+1), "Another step asks “%s” too.", step.Poll.ID)
		}
		polls[step.Poll.ID] = true
	}
	return nil
}

func (n Note) validate(place string) error {
	switch n.Kind {
	case Do, Say, Ask, Expect, Watch:
	default:
		return problem(place, "There is no kind of note “%s”.", n.Kind)
	}
	if len(n.Text) > MostText {
		return problem(place, "A note has at most %d bytes.", MostText)
	}
	return nil
}

func (s Step) validate(place string) error {
	switch {
	case (s.Slide == nil) == (s.Poll == nil):
		return problem(place, "A step is a slide or a poll.")
	case s.Slide != nil:
		return s.Slide.validate(place)
	}
	return s.Poll.validate(place)
}

func (s *Slide) validate(place string) error {
	switch s.Kind {
	case TitleSlide, PointsSlide, PictureSlide, WarningSlide, SayingSlide:
	default:
		return problem(place, "There is no kind of slide “%s”.", s.Kind)
	}
	switch {
	case badTitle(s.Title):
		return problem(place, "The slide needs a title of at most %d characters.", mostTitle)
	case len(s.Lines) > MostLines:
		return problem(place, "A slide has at most %d lines.", MostLines)
	case s.Kind == PictureSlide && (s.Picture == "" || s.Alt == ""):
		return problem(place, "The picture or the words that stand for it are missing.")
	}
	for _, line := range s.Lines {
		if line == "" || utf8.RuneCountInString(line) > MostLine {
			return problem(place, "A line of a slide has 1 to %d characters.", MostLine)
		}
	}
	return nil
}

func (p *Poll) validate(place string) error {
	if p.ID == "" {
		return problem(place, "The poll has no id.")
	}
	item, wall, play := p.Item != nil, p.Prompt != "", p.Scenario != nil
	switch {
	case p.Kind == ItemPoll && item && !wall && !play:
		return validateItem(place, p.Item)
	case p.Kind == WallPoll && wall && !item && !play:
		if len(p.Prompt) > MostText {
			return problem(place, "The question has at most %d bytes.", MostText)
		}
		return nil
	case p.Kind == ScenarioPoll && play && !item && !wall:
		if p.Scenario.ID == "" || len(p.Scenario.Scenes) == 0 || len(p.Scenario.Endings) == 0 {
			return problem(place, "The scenario has no id, scene or ending.")
		}
		return nil
	}
	return problem(place, "The poll does not ask what its kind, “%s”, says.", p.Kind)
}

func validateItem(place string, it *quiz.Item) error {
	switch it.Kind {
	case quiz.Single, quiz.Multiple, quiz.TrueFalse, quiz.Order, quiz.Match, quiz.Short, quiz.Number:
	default:
		return problem(place, "There is no kind of question “%s”.", it.Kind)
	}
	typed := it.Kind == quiz.Short || it.Kind == quiz.Number
	if it.ID == "" || it.Prompt == "" || len(it.Choices) == 0 && !(it.Survey && typed) {
		return problem(place, "The question has no id, words or choices.")
	}
	seen := make(map[quiz.ChoiceID]bool)
	for _, c := range it.Choices {
		if c.ID == "" || seen[c.ID] {
			return problem(place, "The choices of the question need an id each.")
		}
		seen[c.ID] = true
	}
	return nil
}

func (p Plan) validateCheck() error {
	ids, items := make(map[PollID]bool), make(map[quiz.ItemID]bool)
	for i := range p.Check {
		c, place := &p.Check[i], fmt.Sprintf("before and after, question %d", i+1)
		if err := c.validate(place); err != nil {
			return err
		}
		switch {
		case c.Kind != ItemPoll || c.Item.Survey:
			return problem(place, "Only questions with a right answer are asked before and after.")
		case ids[c.ID] || items[c.Item.ID]:
			return problem(place, "The question is asked twice.")
		}
		ids[c.ID], items[c.Item.ID] = true, true
	}
	return nil
}
