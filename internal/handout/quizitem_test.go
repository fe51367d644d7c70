package handout

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/quiz"
)

func steps(n int) []quiz.Choice {
	var all []quiz.Choice
	for i := range n {
		all = append(all, quiz.Choice{ID: quiz.ChoiceID(strconv.Itoa(i)), Text: "Step " + strconv.Itoa(i)})
	}
	return all
}

// answered reads a filled sheet as a person would who marks it by hand.
func answered(it sheetItem, d itemData) quiz.Given {
	var g quiz.Given
	switch it.Kind {
	case quiz.Order:
		places := map[string]quiz.ChoiceID{}
		for i, c := range d.Choices {
			places[c.Value] = it.Choices[i].ID
		}
		for i := range d.Choices {
			g.Choices = append(g.Choices, places[strconv.Itoa(i+1)])
		}
	case quiz.Match:
		for _, c := range d.Choices {
			text := d.Rights[strings.Index("ABCDEFGHIJ", c.Value)]
			i := slices.IndexFunc(it.Choices, func(c quiz.Choice) bool { return c.Match == text })
			g.Choices = append(g.Choices, it.Choices[i].ID)
		}
	default:
		for i, c := range d.Choices {
			if c.Filled {
				g.Choices = append(g.Choices, it.Choices[i].ID)
			}
		}
	}
	return g
}

func TestFilledSheetsAreRightAndBlankOnesTellNothing(t *testing.T) {
	items := []quiz.Item{
		{ID: "single", Kind: quiz.Single, Choices: []quiz.Choice{{ID: "a", Text: "x"}, {ID: "b", Text: "y", Correct: true}, {ID: "c", Text: "z"}}},
		{ID: "multiple", Kind: quiz.Multiple, Choices: []quiz.Choice{{ID: "a", Text: "x", Correct: true}, {ID: "b", Text: "y"}, {ID: "c", Text: "z", Correct: true}}},
		{ID: "true-false", Kind: quiz.TrueFalse, Choices: []quiz.Choice{{ID: quiz.True}, {ID: quiz.False, Correct: true}, {ID: quiz.Unsure}}},
		{ID: "order", Kind: quiz.Order, Choices: steps(5)},
		{ID: "two-steps", Kind: quiz.Order, Choices: steps(2)},
		{ID: "match", Kind: quiz.Match, Choices: []quiz.Choice{
			{ID: "a", Text: "l", Match: "1"}, {ID: "b", Text: "m", Match: "2"}, {ID: "c", Text: "n", Match: "1"}, {ID: "d", Match: "3"},
		}},
	}
	for _, shuffle := range []bool{false, true} {
		q := quiz.Quiz{ID: "q", ShuffleItems: shuffle, ShuffleChoices: shuffle, Items: items}
		for seed := range uint64(50) {
			for i, item := range q.Order(seed) {
				it := sheetItem{Item: item, words: englishSheets(), number: i + 1, seed: seed}
				d := it.blank()
				for _, c := range d.Choices {
					if c.Filled || c.Value != "" {
						t.Fatalf("sheet %d: the blank %s holds an answer", seed, it.ID)
					}
				}
				it.fill(&d)
				if g := answered(it, d); !it.Correct(g) {
					t.Errorf("sheet %d: %s is filled in as %v, which is not right", seed, it.ID, g.Choices)
				}
			}
		}
	}
}

func TestInstructions(t *testing.T) {
	for _, c := range []struct {
		item quiz.Item
		want string
	}{
		{quiz.Item{Kind: quiz.Single}, "Choose one."},
		{quiz.Item{Kind: quiz.TrueFalse}, "Choose one."},
		{quiz.Item{Kind: quiz.Multiple, Partial: true}, "Choose all that apply. A partly right answer counts in part."},
		{quiz.Item{Kind: quiz.Order}, "Number the steps: 1 comes first."},
		{quiz.Item{Kind: quiz.Match}, "Write in each box the letter that belongs there."},
		{quiz.Item{Kind: quiz.Short}, "Write a word or two."},
		{quiz.Item{Kind: quiz.Number}, "Write a number."},
		{quiz.Item{Kind: quiz.Number, Unit: "minutes"}, "Write a number in minutes."},
		{quiz.Item{Kind: quiz.Multiple, Survey: true}, "Your view: no right answer. Choose all that apply."},
	} {
		if got := (sheetItem{Item: c.item, words: englishSheets()}).instruction(); got != c.want {
			t.Errorf("%s: %q, want %q", c.item.Kind, got, c.want)
		}
	}
}

func TestKey(t *testing.T) {
	for _, c := range []struct {
		name string
		item quiz.Item
		want keyData
	}{
		{
			"several right choices",
			quiz.Item{Kind: quiz.Multiple, Critical: true, Explanation: "Both.", Choices: []quiz.Choice{{ID: "a", Text: "x", Correct: true}, {ID: "b", Text: "y"}, {ID: "c", Text: "z", Correct: true}}},
			keyData{Critical: true, Answers: []keyPart{{"A", "x"}, {"C", "z"}}, Why: "Both."},
		},
		{
			"several right choices, each with its own why",
			quiz.Item{Kind: quiz.Multiple, Choices: []quiz.Choice{{ID: "a", Text: "x", Correct: true, Feedback: "Yes. It is."}, {ID: "b", Text: "y", Feedback: "No."}, {ID: "c", Text: "z", Correct: true, Feedback: "Yes. Also."}}},
			keyData{Answers: []keyPart{{"A", "x"}, {"C", "z"}}, Why: "A: Yes. It is. C: Yes. Also."},
		},
		{
			"a true or false one, explained by its choice",
			quiz.Item{Kind: quiz.TrueFalse, Choices: []quiz.Choice{{ID: quiz.True, Feedback: "Not so."}, {ID: quiz.False, Correct: true, Feedback: "It is not."}}},
			keyData{Answers: []keyPart{{Mark: "False"}}, Why: "It is not."},
		},
		{
			"steps that were shuffled",
			quiz.Item{Kind: quiz.Order, Choices: []quiz.Choice{{Text: "y", Place: 2}, {Text: "z", Place: 3}, {Text: "x", Place: 1}}},
			keyData{Answers: []keyPart{{"2, 3, 1", "from the top down"}}},
		},
		{
			"what is typed",
			quiz.Item{Kind: quiz.Short, Choices: []quiz.Choice{{Text: "naloxone", Correct: true}, {Text: "*xone", Correct: true}, {Text: "*"}}},
			keyData{Answers: []keyPart{{Mark: "naloxone"}}},
		},
		{
			"a number that must be exact",
			quiz.Item{Kind: quiz.Number, Unit: "minutes", Choices: []quiz.Choice{{Text: "3", Tolerance: "0.0", Correct: true}}},
			keyData{Answers: []keyPart{{Mark: "3 minutes"}}},
		},
		{
			"a number that may be near",
			quiz.Item{Kind: quiz.Number, Choices: []quiz.Choice{{Text: "3", Tolerance: "0.25", Correct: true}}},
			keyData{Answers: []keyPart{{Mark: "from 2.75 to 3.25"}}},
		},
		{
			"a view",
			quiz.Item{Kind: quiz.Single, Survey: true, Explanation: "none", Choices: steps(2)},
			keyData{Answers: []keyPart{{Text: "No right answer"}}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := sheetItem{Item: c.item, words: englishSheets()}.key(nil)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLettersGoOn(t *testing.T) {
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "27"} {
		if got := letter(i); got != want {
			t.Errorf("letter(%d) = %q, want %q", i, got, want)
		}
	}
}
