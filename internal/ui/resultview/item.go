package resultview

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/news"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/popup"
)

// itemState is one answered item.
type itemState struct {
	Number      string // "Question 3", with its module where the attempt mixes them
	Prompt      string
	Critical    string // on the badge; empty for none
	Outcome     outcome
	You         string // what the learner did: "You chose"
	Given       []givenState
	Notes       []string // how sure, hint used, part of the credit, newer advice
	Answer      []string // what is right, where it was not given in full
	Explanation string
	Sources     []sourceState
	Lesson      string // "Read: <title>"; empty when the lesson is gone
	Route       nav.Route
}

// A givenState is one part of an answer.
type givenState struct {
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
	wasPartly
	wasRight
	wasUnsure // "I don't know": not a mistake
	wasView   // the answer to a survey
	wasGone   // nothing is known of the item
)

func (m *model) itemState(number int, it quiz.Item, r quiz.Response) itemState {
	mod, own := m.moduleOf(it)
	is := itemState{
		Number: fmt.Sprintf("Question %d", number), Prompt: it.Prompt, Critical: m.critical(it),
		Explanation: it.Explanation, Outcome: judge(it, r), You: youDid(it, r), Given: givenOf(it, r),
		Notes: m.notes(it, r, mod, own),
	}
	if it.Module != "" && mod != nil {
		is.Number += " · " + mod.Title
	}
	if !r.Correct {
		is.Answer = it.RightWords()
	}
	for _, key := range it.Sources {
		if s, ok := m.catalog.Sources[catalog.SourceKey(key)]; ok {
			is.Sources = append(is.Sources, sourceState{popup.SourceLabel(s), s})
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

// critical is what the badge of a critical item says.
func (m *model) critical(it quiz.Item) string {
	switch {
	case !it.Critical:
		return ""
	case m.attempt.Purpose == quiz.ForPass:
		return "Must be right"
	}
	return "Matters most"
}

// strayState is a response to an item that is not in the record: what was given is all there is.
func strayState(r quiz.Response) itemState {
	is := itemState{
		Number: "Another question", Prompt: "What was asked is not in the record any more.", Outcome: wasGone, You: "You answered",
	}
	if r.Text != "" {
		is.Given = append(is.Given, givenState{Text: r.Text})
	}
	for _, id := range r.Choices {
		is.Given = append(is.Given, givenState{Text: string(id)})
	}
	return is
}

// judge takes the judgement from when the response was given: newer rules change nothing.
func judge(it quiz.Item, r quiz.Response) outcome {
	switch {
	case it.Survey:
		return wasView
	case r.Correct:
		return wasRight
	case r.Credit > 0:
		return wasPartly
	case r.Given().DontKnow():
		return wasUnsure
	}
	return wasWrong
}

func youDid(it quiz.Item, r quiz.Response) string {
	if len(it.GivenWords(r.Given())) == 0 {
		return "You left it open"
	}
	if r.Given().DontKnow() {
		return "You said"
	}
	switch it.Kind {
	case quiz.Order:
		return "Your order"
	case quiz.Match:
		return "You put together"
	case quiz.Short, quiz.Number:
		return "You wrote"
	}
	return "You chose"
}

// givenOf is what was given, part by part, with the feedback to each.
func givenOf(it quiz.Item, r quiz.Response) []givenState {
	words := it.GivenWords(r.Given())
	given := make([]givenState, len(words))
	for i, text := range words {
		given[i] = givenState{Text: text, Right: r.Correct}
	}
	switch it.Kind {
	case quiz.Short, quiz.Number:
		if known, ok := it.Matched(r.Given()); ok && len(given) > 0 {
			given[0].Feedback = known.Feedback
		}
	case quiz.Order, quiz.Match:
		right, feedback := it.RightWords(), feedbackOf(it, r)
		for i := range given {
			given[i].Right = i < len(right) && given[i].Text == right[i]
			given[i].Feedback = feedback[i]
		}
	default:
		n := 0
		for _, c := range it.Choices {
			if slices.Contains(r.Choices, c.ID) {
				given[n].Feedback, given[n].Right = c.Feedback, c.Correct
				n++
			}
		}
	}
	return given
}

// feedbackOf are the words about each step of an Order as it was placed, or about each left side of a Match.
func feedbackOf(it quiz.Item, r quiz.Response) []string {
	var out []string
	if it.Kind == quiz.Match {
		for _, c := range it.Choices {
			if c.Text != "" {
				out = append(out, c.Feedback)
			}
		}
		return out
	}
	for _, id := range r.Choices {
		words := ""
		for _, c := range it.Choices {
			if c.ID == id {
				words = c.Feedback
			}
		}
		out = append(out, words)
	}
	return out
}

// notes say what else there is to a response.
func (m *model) notes(it quiz.Item, r quiz.Response, mod *catalog.Module, own quiz.ItemID) []string {
	var notes []string
	add := func(say bool, words string) {
		if say {
			notes = append(notes, words)
		}
	}
	scored := m.attempt.Purpose == quiz.ForPass
	add(scored && r.Credit > 0 && !r.Correct, glance.Partly(r.Credit))
	add(r.Sure == quiz.Sure && !r.Correct, "You were sure of this, so it is worth a second look.")
	add(r.Sure == quiz.Sure && r.Correct, "You were sure.")
	add(r.Sure == quiz.NotSure && r.Correct, "You were not sure, and you know it.")
	add(r.Sure == quiz.NotSure && !r.Correct, "You were not sure.")
	add(r.Hinted, strings.TrimSpace("You looked at the hint: "+cmp.Or(it.Hint, "it is not kept.")))
	if mod != nil {
		now, ok := mod.Quiz.Item(own)
		add(!ok, "This question has left the module since.")
		advice := ok && now.Key() != it.Key()
		add(advice, "The advice has changed since. What you read here is what stood then.")
		add(!advice && news.Old(mod, m.attempt.ModuleVersion, it), "This question has been corrected since. You answered the old one.")
	}
	return notes
}
