package report

import (
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/refresher"
)

// Tables of what a screen shows besides modules, objectives and attempts.

func tracks() table {
	return table{[]Column{
		{"track", Text, "Id of the track."},
		{"title", Text, "Its title."},
		{"modules", Integer, "Modules of the track."},
		{"modules_completed", Integer, "Of these, those completed."},
		{"objectives", Integer, "Objectives of its modules."},
		{"objectives_met", Integer, "Of these, those known, learned or fading."},
		{"time_seconds", Decimal, "Time given to its modules."},
	}, each(func(r Report) []Track { return r.Tracks }, func(t *Track) []cell {
		return []cell{string(t.ID), t.Title, len(t.Modules), t.Completed, t.Objectives, t.ObjectivesMet, seconds(t.Time)}
	})}
}

// curve has the curve of all completed modules first, then that of each.
func curve() table {
	type row struct {
		module catalog.ModuleID
		refresher.Point
	}
	return table{[]Column{
		{"module", Text, "Id of the module; empty for all completed ones together."},
		{"day", Moment, "The moment that the point is of, one a day; those ahead are without a refresher."},
		{"chance_known", Decimal, "Mean chance then, from 0 to 1, that a question is known; empty when none was asked by then."},
		{"questions", Integer, "Questions asked by then."},
	}, each(func(r Report) []row {
		var all []row
		add := func(m catalog.ModuleID, c Curve) {
			for _, p := range c.Points {
				all = append(all, row{m, p})
			}
		}
		add("", r.Curve)
		for i := range r.Modules {
			add(r.Modules[i].ID, r.Modules[i].Curve)
		}
		return all
	}, func(p *row) []cell {
		var known cell
		if p.Items > 0 {
			known = p.Known
		}
		return []cell{string(p.module), p.At, known, p.Items}
	})}
}

func myths() table {
	return table{[]Column{
		{"module", Text, "Id of the module that the question belongs to."},
		{"item", Text, "Id of the question in its module."},
		{"objective", Text, "Id of the objective."},
		{"critical", Boolean, "Whether the question is safety-critical."},
		{"prompt", Text, "The question."},
		{"given", Text, "What was answered last, sure and wrong, in words."},
		{"right_answer", Text, "The right answer, in words."},
		{"times", Integer, "How often it was answered sure and wrong."},
		{"answered_at", Moment, "When it was answered last."},
	}, each(func(r Report) []Myth { return r.Myths }, func(m *Myth) []cell {
		return []cell{
			string(m.Module), string(m.Item), string(m.Objective), m.Critical, m.Prompt, joined(m.Chosen), joined(m.Right), m.Times, m.Last,
		}
	})}
}
