package evaluation_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
)

// asks makes an item with choice a right, b and c wrong.
func asks(module catalog.ModuleID, id quiz.ItemID, objective string) plan.Poll {
	return plan.Poll{
		ID: plan.PollID(string(module) + "/" + string(id)), Kind: plan.ItemPoll, Module: module,
		Item: &quiz.Item{
			ID: id, Kind: quiz.Single, Objective: objective, Prompt: "What of " + string(id) + "?", Critical: id == "q1",
			Choices: []quiz.Choice{{ID: "a", Text: "A", Correct: true}, {ID: "b", Text: "B"}, {ID: "c", Text: "C"}},
		},
	}
}

// check has n items: the odd ones belong to "see", the even ones to "act".
func check(n int) []plan.Poll {
	var polls []plan.Poll
	for i := 1; i <= n; i++ {
		objective := "see"
		if i%2 == 0 {
			objective = "act"
		}
		polls = append(polls, asks("naloxone", quiz.ItemID(fmt.Sprintf("q%d", i)), objective))
	}
	return polls
}

// sheet is answered with a letter for each item: "?" is "I don't know", "-" is left open, a capital is sure.
func sheet(phase evaluation.Phase, mark, letters string) evaluation.Sheet {
	s := evaluation.Sheet{Phase: phase, Mark: evaluation.Mark(mark), Way: evaluation.Paper}
	for i, l := range letters {
		r := quiz.Response{Item: quiz.ItemID(fmt.Sprintf("q%d", i+1)), Choices: []quiz.ChoiceID{quiz.ChoiceID(strings.ToLower(string(l)))}}
		switch {
		case l == '-':
			continue
		case l == '?':
			r.Choices = []quiz.ChoiceID{quiz.Unsure}
		case l < 'a':
			r.Sure = quiz.Sure
		}
		s.Responses = append(s.Responses, r)
	}
	return s
}

// both makes the sheets of a participant.
func both(mark, before, after string) []evaluation.Sheet {
	return []evaluation.Sheet{sheet(evaluation.Before, mark, before), sheet(evaluation.After, mark, after)}
}

// room makes the sheets of n participants who all answer alike.
func room(n int, before, after string) []evaluation.Sheet {
	var sheets []evaluation.Sheet
	for i := range n {
		sheets = append(sheets, both(fmt.Sprintf("%032d", i), before, after)...)
	}
	return sheets
}

func on(y int, m time.Month, d int) time.Time {
	return time.Date(y, m, d, 9, 30, 0, 0, time.FixedZone("", 10*3600))
}

func report(id string, at time.Time, sheets []evaluation.Sheet, items int) evaluation.Report {
	polls := check(items)
	return evaluation.Report{
		ID: id, Title: "Naloxone", Date: at, Days: 1, Minutes: 180, Place: evaluation.Community, Region: "au-vic",
		Present: evaluation.Present{Designated: 2, OtherRole: 1, Community: 7},
		Modules: []plan.Module{{ID: "naloxone", Version: "1.0.0", Title: "Naloxone", Objectives: []catalog.Objective{{ID: "see", Text: "See it"}, {ID: "act", Text: "Act"}}}},
		Check:   polls, Change: evaluation.Changes(polls, sheets),
		Polls: []evaluation.PollResult{{
			Poll: "naloxone/q1", Kind: plan.ItemPoll, Prompt: "What?",
			Rows:   []evaluation.PollResultRow{{Key: "a", Text: "A", Right: true}, {Key: "b", Text: "=B"}},
			Rounds: []evaluation.RoundResult{{Counts: map[string]int{"a": 3, "b": 5}, Answered: 8, Right: 3}, {Counts: map[string]int{"a": 8}, Answered: 8, Right: 8}},
			Words:  []string{"-care"},
		}},
		Said:     []string{"=I will carry it"},
		Handouts: []evaluation.HandoutGiven{{ID: "card", Title: "Card", Version: "1.0.0", Copies: 12}},
	}
}
