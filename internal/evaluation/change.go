package evaluation

import (
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
)

// Changes compares the sheets before with those after, for the items of plan.Plan.Check that can be right or wrong.
//
// Only pairs count: the sheets of one mark in both phases. Of two sheets with the same mark in a phase, the later counts.
// A sheet without a mark is counted in Before or After, and nowhere else. A response is judged by the item of the
// check; what was left open and "I don't know" are not right.
//
// Nothing is told that is about fewer than LeastPairs people. An item that fewer pairs answered on both their sheets is
// left out, and then also of its objective and of the whole: else their figures, less those of the other items,
// would be its figure. That all pairs answered alike does show: it is what a group that learned something looks like.
func Changes(check []plan.Poll, sheets []Sheet) Change {
	items := scored(check)
	before, after := phase(sheets, Before), phase(sheets, After)
	c := Change{Before: before.count, After: after.count}
	var pairs []pair
	for _, mark := range before.order {
		if second, ok := after.sheets[mark]; ok {
			pairs = append(pairs, pair{before.sheets[mark], second})
		}
	}
	c.Paired = len(pairs)
	var told []column
	for _, p := range items {
		col := columnOf(p, items, pairs)
		switch {
		case c.Paired < LeastPairs:
			c.LeftOut = append(c.LeftOut, leftOut(p, FewPairs))
		case col.answered < LeastPairs:
			c.LeftOut = append(c.LeftOut, leftOut(p, FewAnswers))
		default:
			told = append(told, col)
		}
	}
	if len(told) > 0 {
		c.Told = true
		c.tell(told)
	}
	return c
}

// WithTexts fills in what objectives are called in the modules. The change that is given stays as it is.
func (c Change) WithTexts(modules []plan.Module) Change {
	objectives := make([]ObjectiveChange, len(c.Objectives))
	for i, o := range c.Objectives {
		for _, m := range modules {
			for _, known := range m.Objectives {
				if m.ID == o.Module && known.ID == o.ID {
					o.Text = known.Text
				}
			}
		}
		objectives[i] = o
	}
	if len(objectives) > 0 {
		c.Objectives = objectives
	}
	return c
}

// scored are the items that can be right or wrong.
func scored(check []plan.Poll) []plan.Poll {
	var items []plan.Poll
	for _, p := range check {
		if p.Item != nil && !p.Item.Survey {
			items = append(items, p)
		}
	}
	return items
}

func leftOut(p plan.Poll, why Reason) LeftOut {
	return LeftOut{Item: p.Item.ID, Module: p.Module, Prompt: p.Item.Prompt, Why: why}
}

// A handed is what was handed in in a phase.
type handed struct {
	count  int // sheets, a mark once
	order  []Mark
	sheets map[Mark]Sheet
}

func phase(sheets []Sheet, of Phase) handed {
	h := handed{sheets: map[Mark]Sheet{}}
	for _, s := range sheets {
		if s.Phase != of {
			continue
		}
		_, again := h.sheets[s.Mark]
		if !again {
			h.count++
		}
		if s.Mark == "" {
			continue
		}
		if !again {
			h.order = append(h.order, s.Mark)
		}
		h.sheets[s.Mark] = s
	}
	return h
}

// A pair is what one participant handed in.
type pair struct{ before, after Sheet }

// ResponseID is how a response of a Sheet names an item of the check: by its poll, since two modules may have items of the
// same id. The id of the item alone does as well, as long as the check has it once.
func ResponseID(p plan.Poll) quiz.ItemID { return quiz.ItemID(p.ID) }

// responseTo finds the response to one of the items.
func (s Sheet) responseTo(p plan.Poll, items []plan.Poll) (quiz.Response, bool) {
	alone := 0
	for _, other := range items {
		if other.Item.ID == p.Item.ID {
			alone++
		}
	}
	for _, r := range s.Responses {
		if r.Item == ResponseID(p) || alone == 1 && r.Item == p.Item.ID {
			return r, true
		}
	}
	return quiz.Response{}, false
}

// A column is how the pairs did at one item.
type column struct {
	poll                            plan.Poll
	answered                        int // pairs that answered it on both sheets
	before, after                   []bool
	sureWrongBefore, sureWrongAfter int
}

func columnOf(p plan.Poll, items []plan.Poll, pairs []pair) column {
	col := column{poll: p}
	for _, two := range pairs {
		first, openBefore := judge(two.before, p, items)
		second, openAfter := judge(two.after, p, items)
		if !openBefore && !openAfter {
			col.answered++
		}
		col.before, col.after = append(col.before, first.right), append(col.after, second.right)
		if first.sureWrong {
			col.sureWrongBefore++
		}
		if second.sureWrong {
			col.sureWrongAfter++
		}
	}
	return col
}

// A verdict is what a response was.
type verdict struct{ right, sureWrong bool }

// judge also says whether the item was left open.
func judge(s Sheet, p plan.Poll, items []plan.Poll) (v verdict, open bool) {
	r, ok := s.responseTo(p, items)
	if !ok || len(r.Choices) == 0 && r.Text == "" {
		return verdict{}, true
	}
	given := r.Given()
	right := p.Item.Correct(given)
	return verdict{right: right, sureWrong: !right && !given.DontKnow() && given.Sure == quiz.Sure}, false
}

func (col column) fourfold() fourfold {
	var f fourfold
	for i := range col.before {
		switch {
		case col.before[i] && col.after[i]:
			f.both++
		case col.before[i]:
			f.lost++
		case col.after[i]:
			f.gained++
		default:
			f.neither++
		}
	}
	return f
}

// tell fills in what is told of the items.
func (c *Change) tell(told []column) {
	type key struct {
		module    catalog.ModuleID
		objective string
	}
	groups := map[key][]column{}
	var order []key
	for _, col := range told {
		p := col.poll
		c.Items = append(c.Items, ItemChange{
			Item: p.Item.ID, Module: p.Module, Prompt: p.Item.Prompt, Critical: p.Item.Critical, Objective: p.Item.Objective,
			Share: col.fourfold().share(), SureWrongBefore: col.sureWrongBefore, SureWrongAfter: col.sureWrongAfter,
		})
		k := key{p.Module, p.Item.Objective}
		if k.objective == "" {
			continue
		}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], col)
	}
	for _, k := range order {
		c.Objectives = append(c.Objectives, ObjectiveChange{
			Module: k.module, ID: catalog.ObjectiveID(k.objective), Items: len(groups[k]), Share: together(groups[k]),
		})
	}
	c.Whole = together(told)
}

// together is the share of several items. One alone keeps its own interval.
func together(columns []column) Share {
	if len(columns) == 1 {
		return columns[0].fourfold().share()
	}
	pairs := len(columns[0].before)
	before, after := make([]float64, pairs), make([]float64, pairs)
	part := 1 / float64(len(columns))
	for _, col := range columns {
		for i := range pairs {
			if col.before[i] {
				before[i] += part
			}
			if col.after[i] {
				after[i] += part
			}
		}
	}
	return meanShare(before, after, len(columns))
}
