package handout

import (
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

// An askedData is a question of a session with room for an answer. Form says which of the fields count.
type askedData struct {
	Number   int          `json:"number"` // 0 where it stands alone
	Prompt   string       `json:"prompt"`
	Do       string       `json:"do"`
	Form     string       `json:"form"` // "choices", "row", "order", "match", "line", "words" or "votes"
	Round    bool         `json:"round"`
	Choices  []choiceData `json:"choices"`
	Rights   []choiceData `json:"rights"` // right sides of a match
	Unit     string       `json:"unit"`
	DontKnow bool         `json:"dont_know"` // "I don't know" can be ticked
	Sure     bool         `json:"sure"`      // it asks how sure one is
}

// ask is a poll as it stands on paper, with the letters that the screen shows.
func (d *sessionData) ask(p plan.Poll, number int) askedData {
	out := askedData{Number: number, Choices: []choiceData{}, Rights: []choiceData{}}
	switch {
	case p.Item != nil:
		return d.askItem(p, out)
	case p.Scenario != nil:
		out.Form, out.Prompt, out.Do = "votes", isolate(loose(p.Asks())), d.Say.VoteHow
	default:
		out.Form, out.Prompt, out.Do = "words", isolate(loose(p.Asks())), d.Say.WriteHere
	}
	return out
}

func (d *sessionData) askItem(p plan.Poll, out askedData) askedData {
	it, rights := session.Shown(p)
	out.Prompt, out.Do, out.Unit = isolate(loose(it.Prompt)), d.do(it), loose(it.Unit)
	out.Sure, out.DontKnow = p.AskSure && !it.Survey, !it.Survey && it.Kind != quiz.TrueFalse
	for i, c := range offered(it) {
		out.Choices = append(out.Choices, choiceData{Letter: session.Letter(i), Text: loose(c.Words())})
	}
	for i, c := range rights {
		out.Rights = append(out.Rights, choiceData{Letter: session.Letter(i), Text: loose(c.Match)})
	}
	switch it.Kind {
	case quiz.Order:
		out.Form = "order"
	case quiz.Match:
		out.Form = "match"
	case quiz.Short, quiz.Number:
		out.Form = "line"
	case quiz.TrueFalse:
		out.Form, out.Round = "row", true
	default:
		out.Form, out.Round = "choices", it.Kind == quiz.Single
	}
	return out
}

// do says how to answer on paper.
func (d *sessionData) do(it quiz.Item) string {
	w := d.Words.Sheet
	do := w.Do[it.Kind]
	switch it.Kind {
	case quiz.Order:
		do = d.Say.OrderHow
	case quiz.Single, quiz.TrueFalse:
		do = d.Say.ChooseOne
	case quiz.Multiple:
		if do = d.Say.ChooseAll; it.Survey {
			do = d.Say.ChooseAny
		}
	}
	if it.Survey {
		return w.Survey + " " + do
	}
	return do
}

// offered are the choices of an item that stand on paper: all but known answers to what is typed, and right sides that
// belong to nothing.
func offered(it quiz.Item) []quiz.Choice {
	switch it.Kind {
	case quiz.Short, quiz.Number:
		return nil
	case quiz.Match:
		return sheetItem{Item: it}.lefts()
	}
	return it.Choices
}

// rightWords is the right answer of a poll in words.
func rightWords(p plan.Poll) string {
	it, _ := session.Shown(p)
	return loose(strings.Join(it.RightWords(), "; "))
}

// keyed is the line of a poll in the answer key.
func (d *sessionData) keyed(p plan.Poll, number int) checkKey {
	it, rights := session.Shown(p)
	out := checkKey{Number: number, Prompt: isolate(loose(it.Prompt)), Critical: it.Critical}
	var marks, said []string
	switch it.Kind {
	case quiz.Order:
		inOrder := slices.Clone(it.Choices)
		slices.SortFunc(inOrder, func(a, b quiz.Choice) int { return a.Place - b.Place })
		for _, c := range inOrder {
			marks = append(marks, session.Letter(slices.IndexFunc(it.Choices, func(o quiz.Choice) bool { return o.ID == c.ID })))
		}
		said = append(said, d.Say.FirstToLast)
	case quiz.Match:
		for _, left := range offered(it) {
			at := slices.IndexFunc(rights, func(r quiz.Choice) bool { return r.Match == left.Match })
			marks = append(marks, session.Letter(at))
		}
		said = append(said, d.Words.Sheet.FromTheTop)
	case quiz.Short, quiz.Number:
		said = it.RightWords()
	default:
		for i, c := range it.Choices {
			if c.Correct {
				marks, said = append(marks, session.Letter(i)), append(said, c.Words())
			}
		}
	}
	if it.Survey {
		marks, said = nil, []string{d.Words.Sheet.NoRight}
	}
	out.Mark, out.Words = strings.Join(marks, " "), loose(strings.Join(said, "; "))
	return out
}
