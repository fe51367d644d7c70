package report

import (
	"cmp"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/refresher"
)

// The days that a curve covers.
const (
	daysBefore = 90
	daysAfter  = 90
)

// judge makes of the sums what they say.
func (a *adder) judge() {
	r := &a.report
	a.addCards()
	moments := refresher.Days(r.Now, daysBefore, daysAfter)
	var curves [][]refresher.Point
	for _, s := range a.order {
		s.Time = s.Reading + s.Answering + s.Playing
		if s.source != nil {
			a.judgeObjectives(s)
			if s.Status.Stage == progress.Completed {
				s.Curve = Curve{Points: a.deck.Curve(s.ID, moments), Today: daysBefore}
				curves = append(curves, s.Curve.Points)
			}
		}
		a.addModule(&s.Module)
		r.Modules = append(r.Modules, s.Module)
	}
	r.Curve = Curve{Points: mean(moments, curves), Today: daysBefore}
	r.Myths = a.openMyths()
	a.addTracks()
	t := &r.Totals
	t.Time = t.Reading + t.Answering + t.Playing
	t.DaysActive = len(a.days.seen)
	t.Certificates = len(r.Certificates)
}

// addCards adds what the deck knows: items due, and how well each objective is known today.
func (a *adder) addCards() {
	asked := map[*Objective]int{}
	for _, c := range a.deck.Cards() {
		m, ok := a.modules[c.Module]
		if !ok {
			continue
		}
		if c.IsDue(a.report.Now) {
			m.Due++
			a.report.Totals.Due++
		}
		if o := m.objectives[c.Objective]; o != nil && c.Reviews > 0 {
			asked[o]++
			o.Retrievability += a.deck.Known(c, a.report.Now)
			o.Strength += c.Stability
		}
	}
	for o, n := range asked {
		o.Retrievability /= float64(n)
		o.Strength /= float64(n)
	}
}

// faded is the chance of knowing an item below which an objective counts as fading. It is what FSRS brings an item
// back at.
const faded = 0.9

func (a *adder) judgeObjectives(s *sums) {
	for i, judged := range progress.ObjectivesOf(s.source, a.newest) {
		o := &s.Objectives[i]
		o.Items, o.Answered, o.Right, o.State = judged.Items, judged.Answered, judged.Right, NotYet
		switch {
		case s.Status.Stage == progress.Completed && judged.Met && o.Retrievability < faded:
			o.State = Fading
		case s.Status.Stage == progress.Completed && judged.Met:
			o.State = Learned
		case s.Status.Stage != progress.Completed && slices.Contains(s.Status.Known, o.ID):
			o.State = Known
		}
	}
}

func (a *adder) addModule(m *Module) {
	t := &a.report.Totals
	if m.Gone {
		return
	}
	t.Modules++
	switch m.Status.Stage {
	case progress.NotStarted:
	case progress.Completed:
		t.Completed++
	default:
		t.Underway++
	}
	t.Objectives += len(m.Objectives)
	for _, o := range m.Objectives {
		if o.State.Met() {
			t.ObjectivesMet++
		}
		if o.State == Fading {
			t.Fading++
		}
	}
}

func (a *adder) addTracks() {
	for _, tr := range a.report.catalog.Library.Tracks {
		out := Track{ID: tr.ID, Title: tr.Title, Modules: tr.Modules}
		for _, id := range tr.Modules {
			m, ok := a.modules[id]
			if !ok {
				continue
			}
			out.Time += m.Time
			out.Objectives += len(m.Objectives)
			if m.Status.Stage == progress.Completed {
				out.Completed++
			}
			for _, o := range m.Objectives {
				if o.State.Met() {
					out.ObjectivesMet++
				}
			}
		}
		a.report.Tracks = append(a.report.Tracks, out)
	}
}

// openMyths lists the items whose newest answer was sure and wrong: safety-critical ones first, then those that
// were believed most often, then newest. An item that has gone, or whose right answer has changed since, is not one: what
// was chosen may be right now.
func (a *adder) openMyths() []Myth {
	var myths []Myth
	for ref, times := range a.myths {
		answer, m := a.newest[ref], a.modules[ref.Module]
		if surenessOf(answer).SureWrong == 0 || m.source == nil {
			continue
		}
		today, ok := m.source.Quiz.Item(ref.Item)
		if !ok || today.Key() != answer.Given.Key() {
			continue
		}
		myths = append(myths, Myth{
			Ref: ref, Title: m.Title, Objective: catalog.ObjectiveID(today.Objective), Lesson: catalog.LessonID(today.Lesson),
			Critical: today.Critical, Prompt: today.Prompt, Chosen: answer.Given.GivenWords(answer.Response.Given()),
			Right: today.RightWords(), Explanation: today.Explanation, Times: times, Last: answer.Response.At,
		})
	}
	slices.SortFunc(myths, func(x, y Myth) int {
		return cmp.Or(criticalFirst(x.Critical, y.Critical), cmp.Compare(y.Times, x.Times), y.Last.Compare(x.Last),
			cmp.Compare(x.Module, y.Module), cmp.Compare(x.Item, y.Item))
	})
	return myths
}

func criticalFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}
