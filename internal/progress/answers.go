package progress

import (
	"iter"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
)

// A Ref names an item of a module, for ever.
type Ref struct {
	Module catalog.ModuleID // that the item belongs to, also in a quiz that mixes modules; empty for an imported item
	Item   quiz.ItemID      // in that module
}

// An Answer is one response with what it answers. What it points to is the record's own.
type Answer struct {
	Ref
	Attempt  *quiz.Attempt
	Given    *quiz.Item // the item as it was given
	Response *quiz.Response
}

// Answers goes through the responses of a record, attempt by attempt, each in the order in which they were
// given. Responses to items that their attempt does not have are left out, as they are in a score.
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
				if !yield(Answer{Ref{catalog.ModuleID(module), id}, a, it, &a.Responses[j]}) {
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

// Newest is the newest answer to each item that can be right or wrong, for whatever purpose it was given.
type Newest map[Ref]Answer

// NewestOf finds the newest answers of a record; of two at one time, the later one in the record.
func NewestOf(r Record) Newest {
	newest := Newest{}
	for a := range Answers(r) {
		newest.Add(a)
	}
	return newest
}

// Add takes one more answer into account. Survey items and imported ones are left out.
func (n Newest) Add(a Answer) {
	if a.Given.Survey || a.Module == "" {
		return
	}
	if was, ok := n[a.Ref]; !ok || !a.Response.At.Before(was.Response.At) {
		n[a.Ref] = a
	}
}

// An ObjectiveStatus is what a learner's newest answers say of one objective.
type ObjectiveStatus struct {
	catalog.Objective
	Items    int  // of today's module that belong to it and can be right or wrong
	Answered int  // of these
	Right    int  // of those answered, by the newest answer to each
	Met      bool // enough was right for the module's pass mark, and every critical item that was answered
}

// ObjectivesOf judges the objectives of a module, in its order, whether the module is completed or not. One without
// items, or without answers, is not met: nothing shows it.
func ObjectivesOf(m *catalog.Module, n Newest) []ObjectiveStatus {
	out := make([]ObjectiveStatus, len(m.Objectives))
	at := make(map[string]int, len(m.Objectives))
	missed := make([]bool, len(m.Objectives))
	for i, o := range m.Objectives {
		out[i].Objective = o
		at[string(o.ID)] = i
	}
	for i := range m.Quiz.Items {
		it := &m.Quiz.Items[i]
		k, ok := at[it.Objective]
		if !ok || it.Survey {
			continue
		}
		o := &out[k]
		o.Items++
		a, answered := n[Ref{m.ID, it.ID}]
		switch {
		case !answered:
			continue
		case a.Response.Correct:
			o.Right++
		case it.Critical:
			missed[k] = true
		}
		o.Answered++
	}
	for i := range out {
		o := &out[i]
		o.Met = !missed[i] && o.Right > 0 && 100*o.Right >= m.Quiz.Pass*o.Answered
	}
	return out
}
