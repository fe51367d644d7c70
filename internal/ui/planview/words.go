package planview

import (
	"strconv"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/glance"
)

func itoa(n int) string { return strconv.Itoa(n) }

func list(words []string) string { return glance.List(words) }

// kindWords is what a section is, in a word.
func kindWords(k plan.SectionKind) string {
	switch k {
	case plan.Opening:
		return "Opening"
	case plan.Activity:
		return "Activity"
	case plan.Talk:
		return "Talk"
	case plan.Break:
		return "Break"
	case plan.Closing:
		return "Closing"
	}
	return string(k)
}

// noteKinds are the kinds of note, in the order in which they are offered.
func noteKinds() []plan.NoteKind {
	return []plan.NoteKind{plan.Say, plan.Ask, plan.Expect, plan.Watch, plan.Do}
}

// noteWords is what to do with a note, in a word or two.
func noteWords(k plan.NoteKind) string {
	switch k {
	case plan.Say:
		return "Say"
	case plan.Ask:
		return "Ask"
	case plan.Expect:
		return "Likely answers"
	case plan.Watch:
		return "Watch for"
	}
	return "Do"
}

// askWords is how an item is answered.
func askWords(it *quiz.Item) string {
	switch {
	case it.Survey:
		return "Question without a right answer"
	case it.Kind == quiz.TrueFalse:
		return "True or false"
	case it.Kind == quiz.Multiple:
		return "Question with several answers"
	case it.Kind == quiz.Order:
		return "Put in order"
	case it.Kind == quiz.Match:
		return "Find what belongs together"
	case it.Kind == quiz.Number:
		return "Question for a number"
	case it.Kind == quiz.Short:
		return "Question for a few words"
	}
	return "Question"
}
