package plan

import (
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
)

// How many items a check has.
const (
	mostChecked = 10
	mostAsked   = 5 // of a brief talk
)

// onPaper ranks the kinds that are as easy on paper as on a phone, from 0; −1 leaves an item out.
func onPaper(it quiz.Item) int {
	switch it.Kind {
	case quiz.Single, quiz.TrueFalse:
		return 0
	case quiz.Multiple:
		return 1
	case quiz.Order, quiz.Match, quiz.Number:
		return 2
	}
	return -1 // what is typed has to be read by somebody
}

// aloud ranks what can be asked without anything to read.
func aloud(it quiz.Item) int {
	const mostHeard = 4 // choices that people keep in mind
	switch {
	case it.Kind == quiz.TrueFalse:
		return 0
	case it.Kind == quiz.Single && len(it.Choices) <= mostHeard:
		return 0
	case it.Kind == quiz.Multiple && len(it.Choices) <= mostHeard:
		return 1
	}
	return -1
}

type candidate struct {
	module    *catalog.Module
	item      quiz.Item
	rank      int
	objective string // of its module
}

// checkOf chooses items with a right answer, at most so many: the critical ones first, then those of the modules and
// objectives that have the fewest, by their rank, in their order. No two have the same id.
func checkOf(modules []*catalog.Module, most int, rank func(quiz.Item) int) []Poll {
	var all []candidate
	for _, m := range modules {
		for _, it := range m.Quiz.Items {
			if r := rank(it); r >= 0 && !it.Survey {
				all = append(all, candidate{m, it, r, string(m.ID) + "/" + it.Objective})
			}
		}
	}
	var check []Poll
	ids, perModule, perObjective := make(map[quiz.ItemID]bool), make(map[*catalog.Module]int), make(map[string]int)
	for len(check) < most {
		best := -1
		for i, c := range all {
			if ids[c.item.ID] {
				continue
			}
			if best < 0 || c.before(all[best], perModule, perObjective) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		c := all[best]
		ids[c.item.ID] = true
		perModule[c.module]++
		perObjective[c.objective]++
		check = append(check, PollOf(c.module, c.item))
	}
	return check
}

func (c candidate) before(d candidate, perModule map[*catalog.Module]int, perObjective map[string]int) bool {
	if c.item.Critical != d.item.Critical {
		return c.item.Critical
	}
	if a, b := perModule[c.module], perModule[d.module]; a != b {
		return a < b
	}
	if a, b := perObjective[c.objective], perObjective[d.objective]; a != b {
		return a < b
	}
	return c.rank < d.rank
}
