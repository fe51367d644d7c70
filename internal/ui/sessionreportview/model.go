package sessionreportview

import (
	"fmt"
	"reflect"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/place"
)

// state is everything that the screen says besides the page.
type state struct {
	Title, About string
	Draft        bool
	Late         bool   // answers are kept for sheets that come late
	Left         string // what is left of the session
	Present      []fact
	Changes      []change
	NotTold      string // why nothing is told of what changed; empty where it is, or nothing was asked
	Papers       []string
	Paper        int
	Large        bool
}

// A fact is a line of the report.
type fact struct{ Name, Value string }

// A change is what is told of one objective.
type change struct {
	Name, Text string
	Clear      bool
}

type model struct {
	report evaluation.Report
	late   bool // its sheets are kept
	form   paper.Form
}

// shows reports whether the screen says all that was found.
func (m *model) shows(r found) bool { return m.late == r.late && reflect.DeepEqual(m.report, r.report) }

func papers() []paper.Size { return []paper.Size{paper.A4, paper.Letter} }

func (m *model) state() state {
	r := m.report
	s := state{
		Title:  r.Title,
		About:  glance.Join(glance.Date(r.Date), days(r.Days), venue(r.Place), glance.Minutes(r.Minutes)),
		Papers: []string{"A4", "Letter"}, Large: m.form.Large,
		Late: m.late, Left: "Only this report is left of the session: counts, and the words that were chosen for it.",
	}
	if m.late {
		s.Left = "Besides the answers that are kept, only this report is left of the session: counts, and the words that were chosen for it."
	}
	if m.form.Size == paper.Letter {
		s.Paper = 1
	}
	for _, mod := range r.Modules {
		s.Draft = s.Draft || mod.Draft
	}
	s.Present = []fact{
		{place.InPeerRoles, fmt.Sprint(r.Present.Designated)},
		{place.InOtherRoles, fmt.Sprint(r.Present.OtherRole)},
		{place.OfCommunity, fmt.Sprint(r.Present.Community)},
	}
	if r.Change.Before+r.Change.After > 0 {
		s.Present = append(s.Present, fact{"Matched before and after", fmt.Sprint(r.Change.Paired)})
	}
	s.Changes, s.NotTold = changes(r.Change, r.Modules)
	return s
}

// venue is the kind of place; nothing where it was not said.
func venue(p evaluation.Place) string {
	if p == "" {
		return ""
	}
	return place.Venue(p)
}

func days(n int) string {
	if n < 2 {
		return ""
	}
	return glance.Days(n)
}

// changes says in words what changed.
func changes(c evaluation.Change, modules []plan.Module) (told []change, not string) {
	switch {
	case c.Before+c.After == 0:
		return nil, ""
	case !c.Told && c.Paired >= evaluation.LeastPairs:
		return nil, "No question with a right answer was answered both before and after by at least five people. What changed is not told then: somebody could be recognised."
	case !c.Told:
		return nil, "Fewer than five people could be matched. What changed is not told then: somebody could be recognised."
	}
	for _, o := range c.WithTexts(modules).Objectives {
		name := o.Text
		if name == "" {
			name = string(o.ID)
		}
		told = append(told, change{name, words(o.Share), o.Share.Clear()})
	}
	return append(told, change{"All questions together", words(c.Whole), c.Whole.Clear()}), ""
}

// words says a share of right answers before and after, with its interval.
func words(s evaluation.Share) string {
	p := s.Percents()
	return fmt.Sprintf("%d %% right before, %d %% after. In a larger group like this one, the change may lie between %+d and %+d points.",
		p.Before, p.After, p.Low, p.High)
}

// fileName is what files of the report are called, without their ending.
func (m *model) fileName() string { return "session-" + m.report.Date.Format("2006-01-02") }
