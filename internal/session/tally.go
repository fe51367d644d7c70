package session

import (
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
)

// tally adds up a round over all ways. Several choices that were counted by hands or on paper do not tell how many people
// there were: the greatest count is taken, and none of them is counted as right.
func (a *asking) tally(r *round) Tally {
	t := Tally{Ways: map[evaluation.Way]int{}}
	rows := a.rows(r)
	if r == nil {
		for _, row := range rows {
			t.Bars = append(t.Bars, Bar{Row: row})
		}
		return t
	}
	several := a.poll.Kind == plan.ItemPoll && a.poll.Item.Kind == quiz.Multiple
	t.Answered, t.Right = len(r.given), r.right
	if len(r.given) > 0 {
		t.Ways[evaluation.Phones] = len(r.given)
	}
	for way, counts := range r.typed {
		if people := counted(counts, several); people > 0 {
			t.Ways[way] = people
			t.Answered += people
		}
	}
	t.Bars = make([]Bar, len(rows))
	for i, row := range rows {
		t.Bars[i] = Bar{Row: row, Count: r.counts[row.Key]}
		for _, counts := range r.typed {
			t.Bars[i].Count += counts[row.Key]
		}
	}
	if a.poll.Kind == plan.ItemPoll && !several {
		for _, key := range rightRows(a.poll.Item) {
			for _, counts := range r.typed {
				t.Right += counts[key]
			}
		}
	}
	t.SureRight, t.SureWrong, t.NotSureRight, t.NotSureWrong = r.sure[1][1], r.sure[1][0], r.sure[0][1], r.sure[0][0]
	return t
}

// counted are the people behind counts, as far as can be told.
func counted(counts map[string]int, several bool) int {
	people := 0
	for _, n := range counts {
		if several {
			people = max(people, n)
		} else {
			people += n
		}
	}
	return people
}

// before is the tally of the round before, nil when there is none.
func (a *asking) before() *Tally {
	r := a.ago(1)
	if r == nil {
		return nil
	}
	t := a.tally(r)
	return &t
}

// forRoom is the tally without what would tell which rows are right.
func (t Tally) forRoom(right bool) *Tally {
	if !right {
		t.Right, t.SureRight, t.SureWrong, t.NotSureRight, t.NotSureWrong = 0, 0, 0, 0, 0
	}
	return &t
}
