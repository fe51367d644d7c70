package handout

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/passalong/passalong/internal/quiz"
)

// A sheetItem is an item as it stands on one sheet: its choices are in the order in which they are printed.
type sheetItem struct {
	quiz.Item
	words  sheetWords
	number int    // on the sheet
	seed   uint64 // of the sheet
}

// blank is the item with room for an answer.
func (it sheetItem) blank() itemData {
	d := itemData{
		Number: it.number, Prompt: it.Prompt, Do: it.instruction(), Critical: it.Critical, Form: "choices",
		Choices: []choiceData{}, Rights: []string{}, Cited: []int{},
	}
	switch it.Kind {
	case quiz.Order:
		d.Form = "order"
		for _, c := range it.Choices {
			d.Choices = append(d.Choices, choiceData{Text: c.Text})
		}
	case quiz.Match:
		d.Form = "match"
		for _, c := range it.Rights(it.seed) {
			d.Rights = append(d.Rights, c.Match)
		}
		for _, c := range it.lefts() {
			d.Choices = append(d.Choices, choiceData{Text: c.Text})
		}
	case quiz.Short:
		d.Form = "line"
	case quiz.Number:
		d.Form, d.Unit = "line", it.Unit
	case quiz.TrueFalse:
		d.Form, d.Round = "row", true
		for _, c := range it.Choices {
			d.Choices = append(d.Choices, choiceData{Text: c.Words()})
		}
	default:
		d.Round = it.Kind == quiz.Single
		for i, c := range it.Choices {
			d.Choices = append(d.Choices, choiceData{Letter: letter(i), Text: c.Words()})
		}
	}
	return d
}

// instruction says how to answer on paper.
func (it sheetItem) instruction() string {
	do := it.words.Do[it.Kind]
	if it.Kind == quiz.Number && it.Unit != "" {
		do = fmt.Sprintf(it.words.WriteIn, it.Unit)
	}
	switch {
	case it.Survey:
		return it.words.Survey + " " + do
	case it.Partial:
		return do + " " + it.words.Partial
	}
	return do
}

// fill puts the right answer into the blank item, and why.
func (it sheetItem) fill(d *itemData) {
	if it.Survey {
		return
	}
	d.Why = it.why()
	switch it.Kind {
	case quiz.Order:
		for i, c := range it.Choices {
			d.Choices[i].Value = strconv.Itoa(c.Place)
		}
	case quiz.Match:
		for i, l := range it.letters() {
			d.Choices[i].Value = l
		}
	case quiz.Short, quiz.Number:
		d.Written = strings.Join(it.RightWords(), " "+it.words.Or+" ")
	default:
		for i, c := range it.Choices {
			d.Choices[i].Filled = c.Correct
		}
	}
}

// key is the line of the item in the answer key.
func (it sheetItem) key(cited []int) keyData {
	d := keyData{Number: it.number, Critical: it.Critical, Answers: []keyPart{}, Cited: cited}
	if it.Survey {
		d.Answers = append(d.Answers, keyPart{Text: it.words.NoRight})
		return d
	}
	d.Why = it.why()
	switch it.Kind {
	case quiz.Order:
		var places []string
		for _, c := range it.Choices {
			places = append(places, strconv.Itoa(c.Place))
		}
		d.Answers = append(d.Answers, keyPart{strings.Join(places, ", "), it.words.FromTheTop})
	case quiz.Match:
		d.Answers = append(d.Answers, keyPart{strings.Join(it.letters(), ", "), it.words.FromTheTop})
	case quiz.Short, quiz.Number:
		for _, answer := range it.RightWords() {
			d.Answers = append(d.Answers, keyPart{Mark: answer})
		}
	default:
		for i, c := range it.Choices {
			switch {
			case c.Correct && it.Kind == quiz.TrueFalse:
				d.Answers = append(d.Answers, keyPart{Mark: c.Words()})
			case c.Correct:
				d.Answers = append(d.Answers, keyPart{letter(i), c.Words()})
			}
		}
	}
	return d
}

// why explains the answer: as the item does or, where it does not, as its right choices do. Where several do,
// each has its letter.
func (it sheetItem) why() string {
	if it.Explanation != "" {
		return it.Explanation
	}
	var said, lettered []string
	for i, c := range it.Choices {
		if c.Feedback != "" && (c.Correct || it.Kind == quiz.Order || it.Kind == quiz.Match) {
			said = append(said, c.Feedback)
			lettered = append(lettered, letter(i)+": "+c.Feedback)
		}
	}
	if it.Kind == quiz.Multiple && len(said) > 1 {
		return strings.Join(lettered, " ")
	}
	return strings.Join(said, " ")
}

// lefts are the choices of a Match that something belongs to.
func (it sheetItem) lefts() []quiz.Choice {
	return slices.DeleteFunc(slices.Clone(it.Choices), func(c quiz.Choice) bool { return c.Text == "" })
}

// letters are the right letters of a Match, from the top of the sheet down.
func (it sheetItem) letters() []string {
	rights := it.Rights(it.seed)
	var all []string
	for _, left := range it.lefts() {
		belongs := func(r quiz.Choice) bool { return r.Match == left.Match }
		all = append(all, letter(slices.IndexFunc(rights, belongs)))
	}
	return all
}

// letter names the choice at i, counted from 0.
func letter(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return strconv.Itoa(i + 1)
}
