package session

import (
	"slices"
	"time"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/scenario"
)

// Report is what is kept of the session: counts, and the words that the facilitator chose. The day it began is that of
// now's place.
func (s *Session) Report(id string, now time.Time) evaluation.Report {
	r := evaluation.Report{
		ID: id, Title: s.plan.Title, Minutes: s.closing.Minutes, Place: s.closing.Place, Region: s.closing.Region,
		Brief: s.plan.Brief, Present: s.closing.Present, Modules: s.plan.Modules, Said: s.closing.Said, Handouts: s.closing.Handouts,
		Days: s.clock.days(now.Location()), Polls: s.results(),
	}
	if r.Minutes == 0 {
		r.Minutes = s.clock.minutes()
	}
	if len(s.clock.spans) > 0 {
		y, m, d := s.clock.spans[0].from.In(now.Location()).Date()
		r.Date = time.Date(y, m, d, 0, 0, 0, 0, now.Location())
	}
	if len(s.sheets.kept) > 0 {
		r.Check = s.plan.Check
		var sheets []evaluation.Sheet
		for _, k := range s.Sheets() {
			sheets = append(sheets, k.Sheet)
		}
		r.Change = evaluation.Changes(s.plan.Check, sheets).WithTexts(s.plan.Modules)
	}
	return r
}

// results are the polls that were asked, in the order of the plan.
func (s *Session) results() []evaluation.PollResult {
	var all []evaluation.PollResult
	s.everyPoll(func(a *asking) {
		res := evaluation.PollResult{Poll: a.poll.ID, Kind: a.poll.Kind, Prompt: a.poll.Asks()}
		switch {
		case a.poll.Kind == plan.WallPoll && len(a.wall.words) == 0, a.poll.Kind != plan.WallPoll && a.last() == nil:
			return
		case a.poll.Kind == plan.WallPoll:
			if s.closing.Words[a.poll.ID] {
				for _, word := range a.wall.up() {
					res.Words = append(res.Words, word.Text)
				}
			}
		case a.poll.Kind == plan.ScenarioPoll:
			res.Rows = a.votedRows()
		default:
			right := rightRows(a.poll.Item)
			for _, row := range a.rows(nil) {
				res.Rows = append(res.Rows, evaluation.PollResultRow{Key: row.Key, Text: row.Text, Right: slices.Contains(right, row.Key)})
			}
		}
		for _, r := range a.rounds {
			if a.poll.Kind != plan.WallPoll {
				res.Rounds = append(res.Rounds, a.roundResult(r))
			}
		}
		all = append(all, res)
	})
	return all
}

// roundResult is what is kept of a round: of fewer than evaluation.LeastPairs people only that they answered, as of a change.
func (a *asking) roundResult(r *round) evaluation.RoundResult {
	t := a.tally(r)
	if t.Answered < evaluation.LeastPairs {
		return evaluation.RoundResult{Answered: t.Answered}
	}
	out := evaluation.RoundResult{Counts: map[string]int{}, Answered: t.Answered, Right: t.Right}
	for _, bar := range t.Bars {
		if bar.Count > 0 {
			out.Counts[bar.Key] = bar.Count
		}
	}
	return out
}

// votedRows are all the actions that were voted on, each once. Those that help are right.
func (a *asking) votedRows() []evaluation.PollResultRow {
	helps := map[string]bool{}
	for _, scene := range a.poll.Scenario.Scenes {
		for _, action := range scene.Actions {
			helps[string(action.ID)] = action.Weight == scenario.Helped
		}
	}
	var rows []evaluation.PollResultRow
	seen := map[string]bool{}
	for _, r := range a.rounds {
		for _, row := range r.rows {
			if !seen[row.Key] {
				seen[row.Key] = true
				rows = append(rows, evaluation.PollResultRow{Key: row.Key, Text: row.Text, Right: helps[row.Key]})
			}
		}
	}
	return rows
}
