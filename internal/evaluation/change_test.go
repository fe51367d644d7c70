package evaluation_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestFivePairsTellAChange(t *testing.T) {
	sheets := slices.Concat(
		both("a", "ab", "aa"), both("b", "bb", "aa"), both("c", "?b", "ab"), both("d", "B-", "aa"), both("e", "aB", "Ca"),
	)
	c := evaluation.Changes(check(2), sheets)
	if c.Before != 5 || c.After != 5 || c.Paired != 5 || !c.Told || len(c.Items) != 1 {
		t.Fatalf("%+v", c)
	}
	first := c.Items[0]
	if !near(first.Share.Before, 0.4) || !near(first.Share.After, 0.8) || !near(first.Share.Change, 0.4) {
		t.Errorf("%+v", first.Share)
	}
	if first.SureWrongBefore != 1 || first.SureWrongAfter != 1 || !first.Critical || first.Objective != "see" || first.Prompt != "What of q1?" {
		t.Errorf("%+v", first)
	}
	want := []evaluation.LeftOut{{Item: "q2", Module: "naloxone", Prompt: "What of q2?", Why: evaluation.FewAnswers}}
	if diff := cmp.Diff(want, c.LeftOut); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(first.Share, c.Whole); diff != "" {
		t.Errorf("the whole of one item is another share: %s", diff)
	}
	if len(c.Objectives) != 1 || c.Objectives[0].ID != "see" || c.Objectives[0].Items != 1 || c.Objectives[0].Share != first.Share {
		t.Errorf("%+v", c.Objectives)
	}
}

func TestFewerThanFivePairsTellNothing(t *testing.T) {
	for pairs := range evaluation.LeastPairs {
		sheets := room(pairs, "ab", "aa")
		for i := range 20 { // many sheets do not make up for it
			sheets = append(sheets, sheet(evaluation.Before, fmt.Sprintf("first %d", i), "aa"), sheet(evaluation.After, "", "bb"))
		}
		c := evaluation.Changes(check(2), sheets)
		if c.Before != pairs+20 || c.After != pairs+20 || c.Paired != pairs {
			t.Errorf("%d pairs are counted as %+v", pairs, c)
		}
		left := []evaluation.LeftOut{
			{Item: "q1", Module: "naloxone", Prompt: "What of q1?", Why: evaluation.FewPairs},
			{Item: "q2", Module: "naloxone", Prompt: "What of q2?", Why: evaluation.FewPairs},
		}
		want := evaluation.Change{Before: c.Before, After: c.After, Paired: pairs, LeftOut: left}
		if diff := cmp.Diff(want, c); diff != "" {
			t.Errorf("%d pairs tell something: %s", pairs, diff)
		}
	}
}

func TestWhatCounts(t *testing.T) {
	five := room(5, "b", "a")
	survey := asks("naloxone", "s1", "see")
	survey.Item.Survey = true
	wall := plan.Poll{ID: "wall-1", Kind: plan.WallPoll, Prompt: "Your words?"}
	for _, c := range []struct {
		name   string
		check  []plan.Poll
		sheets []evaluation.Sheet
		want   func(evaluation.Change) bool
	}{
		{"the later of two sheets with one mark", check(1), append(slices.Clone(five), sheet(evaluation.After, fmt.Sprintf("%032d", 0), "b")),
			func(c evaluation.Change) bool {
				return c.After == 5 && c.Paired == 5 && near(c.Whole.After, 0.8)
			}},
		{"a sheet without a mark in its phase only", check(1), append(slices.Clone(five), sheet(evaluation.Before, "", "a"), sheet(evaluation.Before, "", "a"), sheet(evaluation.After, "", "b")),
			func(c evaluation.Change) bool {
				return c.Before == 7 && c.After == 6 && c.Paired == 5 && near(c.Whole.Before, 0) && near(c.Whole.After, 1)
			}},
		{"no survey and no wall", append([]plan.Poll{survey, wall}, check(1)...), five,
			func(c evaluation.Change) bool { return len(c.Items) == 1 && c.Items[0].Item == "q1" }},
		{"no sheet of another phase", check(1), append(slices.Clone(five), evaluation.Sheet{Phase: "during", Mark: "x"}),
			func(c evaluation.Change) bool { return c.Before == 5 && c.After == 5 }},
		{"no response that the item does not take", check(1), append(slices.Clone(five), both("x", "b", "z")...),
			func(c evaluation.Change) bool { return c.Paired == 6 && near(c.Whole.After, 5.0/6) }},
		{"nothing of no items", nil, five, func(c evaluation.Change) bool { return c.Paired == 5 && !c.Told && c.Whole == evaluation.Share{} }},
		{"nothing of no sheets", check(1), nil, func(c evaluation.Change) bool { return !c.Told && c.Before == 0 && c.Items == nil }},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := evaluation.Changes(c.check, c.sheets); !c.want(got) {
				t.Errorf("%+v", got)
			}
		})
	}
}

// A response that says that it is right is judged all the same.
func TestResponsesAreJudgedByTheCheck(t *testing.T) {
	sheets := room(5, "b", "a")
	for i := range sheets {
		for j := range sheets[i].Responses {
			sheets[i].Responses[j].Correct, sheets[i].Responses[j].Credit = true, quiz.Full
		}
	}
	if c := evaluation.Changes(check(1), sheets); !near(c.Whole.Before, 0) {
		t.Errorf("%+v", c.Whole)
	}
}

func TestItemsOfTwoModulesWithOneID(t *testing.T) {
	polls := []plan.Poll{asks("one", "q1", "see"), asks("two", "q1", "see")}
	var sheets []evaluation.Sheet
	for i := range 5 {
		for _, phase := range []evaluation.Phase{evaluation.Before, evaluation.After} {
			sheets = append(sheets, evaluation.Sheet{Phase: phase, Mark: evaluation.Mark(fmt.Sprint(i)), Responses: []quiz.Response{
				{Item: evaluation.ResponseID(polls[0]), Choices: []quiz.ChoiceID{"a"}},
				{Item: evaluation.ResponseID(polls[1]), Choices: []quiz.ChoiceID{"b"}},
			}})
		}
	}
	c := evaluation.Changes(polls, sheets)
	if len(c.Items) != 2 || !near(c.Items[0].Share.After, 1) || !near(c.Items[1].Share.After, 0) || len(c.Objectives) != 2 {
		t.Errorf("%+v", c)
	}
}

// What is told of the whole and of objectives, less what is told of items, must leave nothing of those left out: two rooms
// that differ in their answers to them alone are told of alike.
func TestNothingIsToldOfItemsThatAreLeftOut(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	letters := "ab?A"
	for range 300 {
		pairs, items := 5+random.IntN(4), 3
		var one, two []evaluation.Sheet
		answered := random.IntN(evaluation.LeastPairs) // pairs that answer the last item
		for i := range pairs {
			var texts [2][2]string
			for phase := range 2 {
				for range items - 1 {
					l := string(letters[random.IntN(len(letters))])
					texts[0][phase] += l
					texts[1][phase] += l
				}
				for version := range texts {
					last := "-"
					if i < answered || phase == 0 {
						last = string(letters[random.IntN(len(letters))])
					}
					texts[version][phase] += last
				}
			}
			mark := fmt.Sprint(i)
			one, two = append(one, both(mark, texts[0][0], texts[0][1])...), append(two, both(mark, texts[1][0], texts[1][1])...)
		}
		a, b := evaluation.Changes(check(items), one), evaluation.Changes(check(items), two)
		if len(a.LeftOut) != 1 || a.LeftOut[0].Item != "q3" || len(a.Items) != 2 {
			t.Fatalf("%+v", a)
		}
		if diff := cmp.Diff(a, b); diff != "" {
			t.Fatalf("the item that was left out shows: %s", diff)
		}
	}
}

// Who hands in only one sheet has no part in any figure about answers.
func TestSheetsWithoutAPartnerShowNowhere(t *testing.T) {
	sheets := room(6, "abab", "aaab")
	want := evaluation.Changes(check(4), sheets)
	random := rand.New(rand.NewPCG(3, 2))
	for range 50 {
		letters := ""
		for range 4 {
			letters += string("abc?-"[random.IntN(5)])
		}
		got := evaluation.Changes(check(4), append(slices.Clone(sheets), sheet(evaluation.Before, "lone", letters)))
		got.Before--
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestNoMarkIsInAChange(t *testing.T) {
	sheets := room(6, "abab", "aaab")
	text := fmt.Sprintf("%+v", evaluation.Changes(check(4), sheets))
	for _, s := range sheets {
		if strings.Contains(text, string(s.Mark)) {
			t.Fatalf("%s is in it", s.Mark)
		}
	}
	kind := reflect.TypeFor[evaluation.Change]()
	for i := range kind.NumField() {
		if strings.Contains(kind.Field(i).Type.String(), "Mark") || strings.Contains(kind.Field(i).Type.String(), "Sheet") {
			t.Errorf("%s could hold what is of one person", kind.Field(i).Name)
		}
	}
}

// Whatever is handed in, the figures are ones.
func TestSharesAreSound(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		items := 1 + random.IntN(6)
		var sheets []evaluation.Sheet
		for i := range random.IntN(12) {
			texts := [2]string{}
			for phase := range texts {
				for range items {
					texts[phase] += string("aaAbBc?-"[random.IntN(8)])
				}
			}
			sheets = append(sheets, both(fmt.Sprint(i), texts[0], texts[1])...)
		}
		random.Shuffle(len(sheets), func(i, j int) { sheets[i], sheets[j] = sheets[j], sheets[i] })
		c := evaluation.Changes(check(items), sheets)
		if c.Told != (len(c.Items) > 0) || len(c.Items)+len(c.LeftOut) != items {
			t.Fatalf("%+v", c)
		}
		if _, err := evaluation.EncodeReport(evaluation.Report{ID: "x", Change: c}); err != nil {
			t.Fatalf("%v: %+v", err, c)
		}
		mean := 0.0
		for _, it := range c.Items {
			mean += it.Share.Change / float64(len(c.Items))
			if it.Share.Low >= it.Share.High {
				t.Fatalf("an interval without width: %+v", it.Share)
			}
		}
		if c.Told && (!near(mean, c.Whole.Change) || c.Whole.Low >= c.Whole.High) {
			t.Fatalf("items changed by %g, the whole by %+v", mean, c.Whole)
		}
	}
}

func TestTextsOfObjectives(t *testing.T) {
	c := evaluation.Changes(check(2), room(5, "ab", "aa"))
	named := c.WithTexts([]plan.Module{
		{ID: "other", Objectives: []catalog.Objective{{ID: "see", Text: "wrong"}}},
		{ID: "naloxone", Objectives: []catalog.Objective{{ID: "see", Text: "See it"}}},
	})
	if named.Objectives[0].Text != "See it" || named.Objectives[1].Text != "" || c.Objectives[0].Text != "" {
		t.Errorf("%+v, and before %+v", named.Objectives, c.Objectives)
	}
	if diff := cmp.Diff(evaluation.Change{}, evaluation.Change{}.WithTexts(nil)); diff != "" {
		t.Error(diff)
	}
}
