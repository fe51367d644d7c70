package handout

import (
	"strings"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
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
		out.Form, out.Prompt, out.Do = "votes", isolate(loose(p.Scenario.Title)), d.Say.VoteHow
	default:
		out.Form, out.Prompt, out.Do = "words", isolate(loose(p.Prompt)), d.Say.WriteHere
	}
	return out
}

func (d *sessionData) askItem(p plan.Poll, out askedData) askedData {
	shown := offered(p)
	it := shown.item
	out.Prompt, out.Do, out.Unit = isolate(loose(it.Prompt)), d.do(it), loose(it.Unit)
	out.Sure, out.DontKnow = p.AskSure && !it.Survey, !it.Survey && it.Kind != quiz.TrueFalse
	for _, row := range shown.choices {
		out.Choices = append(out.Choices, choiceData{Letter: row.Letter, Text: loose(row.Text)})
	}
	for _, row := range shown.rights {
		out.Rights = append(out.Rights, choiceData{Letter: row.Letter, Text: loose(row.Text)})
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

// keyed is the line of a poll in the answer key.
func (d *sessionData) keyed(p plan.Poll, number int) checkKey {
	shown := offered(p)
	it := shown.item
	out := checkKey{Number: number, Prompt: isolate(loose(it.Prompt)), Critical: it.Critical}
	var marks, said []string
	switch {
	case it.Survey:
		out.Words = d.Words.Sheet.NoRight
		return out
	case it.Kind == quiz.Order:
		for _, n := range shown.places() {
			marks = append(marks, n)
		}
		said = append(said, d.Words.Sheet.FromTheTop)
	case it.Kind == quiz.Match:
		marks, said = shown.letters(), append(said, d.Words.Sheet.FromTheTop)
	case it.Kind == quiz.Short || it.Kind == quiz.Number:
		said = it.RightWords()
	default:
		for _, row := range shown.choices {
			if shown.right(row.Key) {
				marks, said = append(marks, row.Letter), append(said, row.Text)
			}
		}
	}
	out.Mark, out.Words = strings.Join(marks, " "), loose(strings.Join(said, "; "))
	return out
}
