package progress

import (
	"iter"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
)

// An Answer is one response with what it answers.
type Answer struct {
	Module   catalog.ModuleID // that the item belongs to, also in a quiz that mixes modules; empty for an imported item
	ItemID   quiz.ItemID      // in that module
	Attempt  *quiz.Attempt
	Item     *quiz.Item // as it was given
	Response *quiz.Response
}

// Answers goes through the responses of a record, attempt by attempt, each in the order in which they were
// given. Responses to items that their attempt does not have are left out, as they are in a score. What the
// answers point to is the record's own.
func Answers(r Record) iter.Seq[Answer] {
	return func(yield func(Answer) bool) {
		var items itemIndex
		for i := range r.Attempts {
			a := &r.Attempts[i]
			items.of(a.Quiz.Items)
			for j := range a.Responses {
				k, ok := items.find(a.Responses[j].Item)
				if !ok {
					continue
				}
				it := &a.Quiz.Items[k]
				module, id := it.Ref(a.Module)
				if !yield(Answer{catalog.ModuleID(module), id, a, it, &a.Responses[j]}) {
					return
				}
			}
		}
	}
}

// An itemIndex finds items by their ids: by looking through a few, by a map through many.
type itemIndex struct {
	items []quiz.Item
	at    map[quiz.ItemID]int
}

const few = 24

func (x *itemIndex) of(items []quiz.Item) {
	x.items = items
	if len(items) <= few {
		return
	}
	if x.at == nil {
		x.at = make(map[quiz.ItemID]int, len(items))
	}
	clear(x.at)
	for i := len(items) - 1; i >= 0; i-- { // of two with one id the first counts, as for quiz.Quiz.Item
		x.at[items[i].ID] = i
	}
}

func (x *itemIndex) find(id quiz.ItemID) (int, bool) {
	if len(x.items) > few {
		i, ok := x.at[id]
		return i, ok
	}
	for i := range x.items {
		if x.items[i].ID == id {
			return i, true
		}
	}
	return 0, false
}
