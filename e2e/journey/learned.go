package journey

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/refresher"
)

// Still is how many items of the module Learned leaves due: more than fit into two minutes, so that some are left.
const Still = 8

const week = 7 * 24 * time.Hour

// Learned is the record of somebody who read a module and passed its quiz eleven weeks ago, sure of one thing that was
// wrong, and who practised all but Still of its items since.
func Learned(c *catalog.Catalog, m *catalog.Module, now time.Time) (progress.Record, error) {
	var r progress.Record
	began := now.Add(-11 * week)
	for i, l := range m.Lessons {
		at := began.Add(time.Duration(i) * 5 * time.Minute)
		r.Visits = append(r.Visits, progress.Visit{
			Module: m.ID, Lesson: l.ID, ModuleVersion: m.Version, Opened: at, Finished: at.Add(4 * time.Minute), Spent: 4 * time.Minute,
		})
	}
	passed := quiz.Attempt{ID: "passed", Module: string(m.ID), ModuleVersion: m.Version, Seed: 1, Started: began.Add(time.Hour), Quiz: m.Quiz.Given(1)}
	myth := slices.IndexFunc(passed.Quiz.Items, func(it quiz.Item) bool { return !it.Critical && it.Kind == quiz.Single && !it.Survey })
	if err := answerAll(&passed, passed.Quiz.Items[myth].ID); err != nil {
		return r, err
	}
	r.Attempts = append(r.Attempts, passed)

	left := map[quiz.ItemID]bool{}
	for _, card := range refresher.NewDeck(c, r).Due(now, Still) {
		left[card.Item] = true
	}
	practised := quiz.Attempt{
		ID: "practised", Purpose: quiz.Practice, Module: string(m.ID), ModuleVersion: m.Version, Seed: 2, Started: now.Add(-week / 7),
		Quiz: m.Quiz.Only(func(it quiz.Item) bool { return !it.Survey && !left[it.ID] }),
	}
	if err := answerAll(&practised, ""); err != nil {
		return r, err
	}
	r.Attempts = append(r.Attempts, practised)
	if due := refresher.NewDeck(c, r).Count(now); due != Still {
		return r, fmt.Errorf("%d items are due, not %d", due, Still)
	}
	return r, nil
}

// answerAll answers every item rightly, but for one.
func answerAll(a *quiz.Attempt, wrong quiz.ItemID) error {
	at := a.Started
	for {
		it, _, ok := a.Current()
		if !ok {
			return nil
		}
		given := quiz.Given{Choices: rightChoices(it), Text: rightText(it), Sure: quiz.Sure, Took: 20 * time.Second}
		if it.ID == wrong {
			i := slices.IndexFunc(it.Choices, func(c quiz.Choice) bool { return !c.Correct })
			given.Choices = []quiz.ChoiceID{it.Choices[i].ID}
		}
		at = at.Add(given.Took)
		next, _, err := a.Answer(given, at)
		if err != nil {
			return fmt.Errorf("answering %s: %w", it.ID, err)
		}
		*a = next
	}
}

// rightChoices are what a right response names; none for what is typed.
func rightChoices(it quiz.Item) []quiz.ChoiceID {
	choices := slices.Clone(it.Choices)
	switch it.Kind {
	case quiz.Short, quiz.Number:
		return nil
	case quiz.Order:
		slices.SortFunc(choices, func(x, y quiz.Choice) int { return cmp.Compare(x.Place, y.Place) })
	case quiz.Match:
		choices = slices.DeleteFunc(choices, func(c quiz.Choice) bool { return c.Text == "" })
	default:
		choices = slices.DeleteFunc(choices, func(c quiz.Choice) bool { return !c.Correct })
	}
	var ids []quiz.ChoiceID
	for _, c := range choices {
		ids = append(ids, c.ID)
	}
	return ids
}
