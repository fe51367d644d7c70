package resultview

import (
	"fmt"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/nav"
)

// itemState is one answered item.
type itemState struct {
	Number      string // "Question 3"
	Prompt      string
	Critical    bool
	Outcome     outcome
	Chosen      []choiceState
	Answer      []string // what is right, where it was not chosen in full
	Explanation string
	Sources     []sourceState
	Lesson      string // "Read: <title>"; empty when the lesson is gone
	Route       nav.Route
}

type choiceState struct {
	Text     string
	Feedback string
	Right    bool
}

type sourceState struct {
	Label string
	Note  catalog.Source
}

// An outcome is how a response is judged.
type outcome int

const (
	wasWrong outcome = iota
	wasRight
	wasUnsure // "I don't know": not a mistake
)

func (m *model) itemState(number int, it quiz.Item, r quiz.Response, mod *catalog.Module) itemState {
	is := itemState{
		Number: fmt.Sprintf("Question %d", number), Prompt: it.Prompt, Critical: it.Critical,
		Explanation: it.Explanation, Outcome: judge(r),
	}
	for _, c := range it.Choices {
		if slices.Contains(r.Choices, c.ID) {
			is.Chosen = append(is.Chosen, choiceState{c.Words(), c.Feedback, c.Correct})
		}
		if c.Correct && !r.Correct {
			is.Answer = append(is.Answer, c.Words())
		}
	}
	for _, key := range it.Sources {
		if s, ok := m.catalog.Sources[catalog.SourceKey(key)]; ok {
			is.Sources = append(is.Sources, sourceState{sourceLabel(s), s})
		}
	}
	if mod == nil {
		return is
	}
	if l, _, ok := mod.Lesson(catalog.LessonID(it.Lesson)); ok {
		is.Lesson = "Read: " + l.Title
		is.Route = nav.Route{Screen: nav.Lesson, Module: mod.ID, Lesson: l.ID}
	}
	return is
}

// judge takes the judgement from when the response was given: newer rules change nothing.
func judge(r quiz.Response) outcome {
	switch {
	case r.Correct:
		return wasRight
	case len(r.Choices) == 1 && r.Choices[0] == quiz.Unsure:
		return wasUnsure
	}
	return wasWrong
}

func sourceLabel(s catalog.Source) string {
	switch {
	case s.Organisation == "":
		return s.Title
	case s.Title == "":
		return s.Organisation
	}
	return s.Organisation + ": " + s.Title
}
