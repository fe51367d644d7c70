package sessionsview

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/uitest"
)

func known() *model {
	return &model{catalog: uitest.Library(), now: uitest.Now, read: [lists]bool{true, true, true}}
}

func TestCardOfAPlan(t *testing.T) {
	brief := plan.Plan{ID: "b", Brief: true, Minutes: 10, Sections: []plan.Section{{Title: "All of it"}}}
	for name, c := range map[string]struct {
		p    plan.Plan
		want planCard
	}{
		"one with people and polls": {prepared(), planCard{ID: "p1", Title: "Overdose and naloxone", About: "90 minutes · 2 sections · 1 question · 12 people expected", Changed: "Changed yesterday"}},
		"a brief talk with no name": {brief, planCard{ID: "b", Title: "A plan without a title", About: "10 minutes · 1 section", Badge: "Brief talk"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, known().card(c.p)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheSessionUsedLastIsGoneOnWithFirst(t *testing.T) {
	m := known()
	noon := uitest.Noon
	m.sessions = []session.Listed{
		{ID: "old", Title: "Old", Began: noon.AddDate(0, 0, -3), Last: noon.AddDate(0, 0, -2), Days: 2},
		{ID: "broken", Title: "Broken", Began: noon, Last: noon, Days: 1, Problem: errors.New("it is torn")},
		{ID: "now", Began: noon.Add(-2 * time.Hour), Last: noon.Add(-time.Minute), Days: 1},
	}
	got := m.state()
	var order []string
	for _, u := range got.Underway {
		order = append(order, string(u.ID))
		if u.Primary != (u.ID == "now") {
			t.Errorf("%s is primary: %v", u.ID, u.Primary)
		}
	}
	if want := []string{"broken", "now", "old"}; !slices.Equal(order, want) {
		t.Errorf("%v, want %v", order, want)
	}
	if got.Primary {
		t.Error("a new plan is as important as what is under way")
	}
	if u := got.Underway[1]; u.Title != "A session without a title" || u.When != "Begun today at 10:00 am. Last used today at 11:59 am." {
		t.Errorf("%q: %q", u.Title, u.When)
	}
	if u := got.Underway[2]; u.When != "Begun 3 days ago at 12:00 pm, on 2 days. Last used 2 days ago at 12:00 pm." {
		t.Errorf("%q", u.When)
	}
	if got.Underway[0].Problem.What == "" {
		t.Error("nothing is said of the broken one")
	}
}

func TestPastSessionsAreNewestFirstAndFew(t *testing.T) {
	m := known()
	for i := range 9 {
		m.reports = append(m.reports, report(string(rune('a'+i)), "Naloxone", uitest.Noon.AddDate(0, 0, i), i))
	}
	m.reports[8].Change = evaluation.Change{Told: true}
	rows, hidden := m.past()
	if len(rows) != few || hidden != 3 || rows[0].Report != "i" {
		t.Fatalf("%d rows from %v on, %d hidden", len(rows), rows[0], hidden)
	}
	if want := (pastRow{"i", "30 November 2026", "Naloxone", "8 people · 85 minutes · before and after compared"}); rows[0] != want {
		t.Error(cmp.Diff(want, rows[0]))
	}
	m.all = true
	if rows, hidden = m.past(); len(rows) != 9 || hidden != 0 || rows[8].Told != "85 minutes" {
		t.Errorf("%d rows, %d hidden, last %v", len(rows), hidden, rows[8])
	}
}

func TestOneTroubleIsSaidOnce(t *testing.T) {
	m := known()
	m.troubles[listPlans].What, m.troubles[listReports].What = "The disk is full.", "The disk is full."
	m.trouble.What = "Another thing."
	if got := m.state().Troubles; len(got) != 2 || got[0].What != "Another thing." {
		t.Errorf("%v", got)
	}
	if m.state().Empty {
		t.Error("it is called empty while nobody knows")
	}
}

func TestFormAsksForWhatIsMissing(t *testing.T) {
	module := &uitest.Library().Modules[0]
	for name, c := range map[string]struct {
		f              *form
		modules, times string
	}{
		"no module":             {newForm(false, nil), "Choose what the session is about.", ""},
		"a module":              {newForm(false, module), "", ""},
		"no time":               {&form{modules: []catalog.ModuleID{"basics"}}, "", "Say how many minutes there are."},
		"a brief talk":          {&form{brief: true, modules: []catalog.ModuleID{"basics"}, minutes: 5}, "", ""},
		"a talk that is short":  {&form{brief: true, modules: []catalog.ModuleID{"basics"}, minutes: 4}, "", "A brief talk takes 5 to 15 minutes."},
		"a talk that is long":   {&form{brief: true, modules: []catalog.ModuleID{"basics"}, minutes: 16}, "", "A brief talk takes 5 to 15 minutes."},
		"a talk about no thing": {newForm(true, nil), "Choose what the session is about.", ""},
	} {
		t.Run(name, func(t *testing.T) {
			modules, times := c.f.mistakes()
			if modules != c.modules || times != c.times || c.f.right() != (modules+times == "") {
				t.Errorf("%q, %q, right %v", modules, times, c.f.right())
			}
		})
	}
	if f := newForm(false, module); f.minutes != 60 {
		t.Errorf("a plan begins with %d minutes, and its guide takes 60", f.minutes)
	}
}

func TestModulesAreChosenInTheOrderOfTheLibrary(t *testing.T) {
	c := uitest.Library()
	c.Modules[1].Guide = c.Modules[0].Guide
	m := &model{catalog: c, now: uitest.Now, form: newForm(false, nil)}
	m.turn(1)
	m.turn(0)
	if want := []catalog.ModuleID{"basics", "overdose"}; !slices.Equal(m.form.modules, want) {
		t.Errorf("%v, want %v", m.form.modules, want)
	}
	m.turn(0)
	if want := []catalog.ModuleID{"overdose"}; !slices.Equal(m.form.modules, want) {
		t.Errorf("%v, want %v", m.form.modules, want)
	}
	m.form = newForm(true, nil)
	m.turn(0)
	m.turn(1)
	if want := []catalog.ModuleID{"overdose"}; !slices.Equal(m.form.modules, want) {
		t.Errorf("a brief talk is about %v, want %v", m.form.modules, want)
	}
}

func TestAPlanThatIsNotReady(t *testing.T) {
	if _, ok := notReady(prepared()); !ok {
		t.Error("a plan that is right is not ready")
	}
	p := prepared()
	p.Sections = nil
	if got, ok := notReady(p); ok || got.What != "“Overdose and naloxone” is not ready for a session yet." || got.Next != "The plan has no section. Open the plan to change it." {
		t.Errorf("%v %+v", ok, got)
	}
}
