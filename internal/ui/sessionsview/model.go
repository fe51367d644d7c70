package sessionsview

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
)

// What the screen says whatever the state.
const (
	leadText   = "Plan a session, run it with a group, and keep its report."
	emptyTitle = "Run a session with a group"
	emptyText  = "A session is a meeting that you lead: slides for the room, notes for you, and questions that people answer by phone, on paper or with their hands. " +
		"No names are kept, only counts."
	briefNote = "A script of a few minutes for a counter or a doorway, with a check of up to five questions and a list of what to bring."
	asideNote = "Plans, reports and sessions that are not over are in the damaged file. You can begin anew without it: it stays where it is, under another name, and nothing in it is changed."
	longNote  = "The plan is made from the guides of the modules. You can change all of it afterwards."
)

// few is how many past sessions are listed until more are asked for.
const few = 6

// model is what the screen knows.
type model struct {
	catalog *catalog.Catalog
	now     func() time.Time

	plans    []plan.Plan
	sessions []session.Listed
	reports  []evaluation.Report
	read     [lists]bool
	troubles [lists]explain.Trouble
	damaged  [lists]bool // the file that the list is in
	setting  bool        // it aside

	form    *form // nil while the lists are shown
	trouble explain.Trouble
	busy    plan.ID // that a session begins with
	more    plan.ID // whose other actions are shown
	all     bool    // all past sessions are listed
	said    string
	gone    *plan.Plan // deleted last
}

// The lists that are read.
const (
	listPlans = iota
	listSessions
	listReports
	lists
)

// A state is everything that the screen shows.
type state struct {
	Loading   bool
	Empty     bool
	Troubles  []explain.Trouble
	Damaged   bool // the file can be set aside
	Setting   bool // it is being set aside
	Notice    string
	Undo      bool
	Underway  []underway
	Prepared  []planCard
	Templates []planCard
	Past      []pastRow
	Hidden    int          // past sessions that are not listed
	Modules   []moduleTile // to begin with, while the screen is empty
	NoModules bool         // the library has none
	Primary   bool         // making a plan is the primary action
	Form      *formState
}

// underway is a session that was begun and has not ended.
type underway struct {
	ID      session.ID
	Title   string
	When    string
	Problem explain.Trouble
	Primary bool
}

// A planCard is a plan in a list.
type planCard struct {
	ID       plan.ID
	Title    string
	About    string
	Changed  string
	Badge    string // empty for none
	Template bool
	Busy     bool
	More     bool // its other actions are shown
}

// A pastRow is a session that is over.
type pastRow struct {
	Report            string
	Date, Title, Told string
}

// A moduleTile is a module to make a plan of.
type moduleTile struct {
	ID    catalog.ModuleID
	Title string
	About string
	Draft bool
}

func (m *model) state() state {
	s := state{Notice: m.said, Undo: m.gone != nil, Modules: m.modules(), Damaged: slices.Contains(m.damaged[:], true), Setting: m.setting}
	for i := range lists {
		s.Loading = s.Loading || !m.read[i] && m.troubles[i].What == ""
		if m.troubles[i].What != "" && !said(s.Troubles, m.troubles[i]) {
			s.Troubles = append(s.Troubles, m.troubles[i])
		}
	}
	if m.trouble.What != "" {
		s.Troubles = append([]explain.Trouble{m.trouble}, s.Troubles...)
	}
	s.Underway = m.underway()
	for _, p := range m.plans {
		c := m.card(p)
		if p.Template {
			s.Templates = append(s.Templates, c)
		} else {
			s.Prepared = append(s.Prepared, c)
		}
	}
	s.Past, s.Hidden = m.past()
	s.Empty = !s.Loading && len(s.Troubles) == 0 && len(m.plans)+len(m.sessions)+len(m.reports) == 0
	s.NoModules = len(s.Modules) == 0
	s.Primary = !s.Loading && !slices.ContainsFunc(s.Underway, func(u underway) bool { return u.Primary })
	if m.form != nil {
		f := m.formState()
		s.Form = &f
	}
	return s
}

// said reports whether the same was said before: one full disk is one trouble.
func said(all []explain.Trouble, t explain.Trouble) bool {
	return slices.ContainsFunc(all, func(o explain.Trouble) bool { return o.What == t.What && o.Next == t.Next })
}

func (m *model) underway() []underway {
	var out []underway
	primary := true
	all := slices.SortedStableFunc(slices.Values(m.sessions), func(a, b session.Listed) int { return b.Last.Compare(a.Last) })
	for _, l := range all {
		u := underway{ID: l.ID, Title: cmp.Or(l.Title, "A session without a title"), Problem: explain.Error(l.Problem)}
		u.When = "Begun " + glance.Ago(l.Began, m.now()) + " at " + clock(l.Began, m.now())
		if l.Days > 1 {
			u.When += ", on " + glance.Days(l.Days)
		}
		u.When += ". Last used " + glance.Ago(l.Last, m.now()) + " at " + clock(l.Last, m.now()) + "."
		if l.Problem == nil {
			u.Primary, primary = primary, false
		}
		out = append(out, u)
	}
	return out
}

// clock is the time of day where people are.
func clock(t, now time.Time) string { return t.In(now.Location()).Format("3:04 pm") }

func (m *model) card(p plan.Plan) planCard {
	c := planCard{
		ID: p.ID, Title: cmp.Or(p.Title, "A plan without a title"), Template: p.Template, Busy: m.busy == p.ID, More: m.more == p.ID,
		About: glance.Join(glance.Minutes(p.Minutes), sections(p), polls(p)),
	}
	if p.People > 0 {
		c.About = glance.Join(c.About, people(p.People)+" expected")
	}
	if !p.Changed.IsZero() {
		c.Changed = "Changed " + glance.Ago(p.Changed, m.now())
	}
	if p.Brief {
		c.Badge = "Brief talk"
	}
	return c
}

func sections(p plan.Plan) string {
	n := 0
	for _, s := range p.Sections {
		if !s.Off {
			n++
		}
	}
	if n == 1 {
		return "1 section"
	}
	return fmt.Sprintf("%d sections", n)
}

// polls counts what the room is asked.
func polls(p plan.Plan) string {
	n := 0
	for _, s := range p.Sections {
		for _, st := range s.Steps {
			if st.Poll != nil && !s.Off {
				n++
			}
		}
	}
	if n == 0 {
		return ""
	}
	return glance.Items(n)
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return fmt.Sprintf("%d people", n)
}

// past lists the newest reports first, and says how many more there are.
func (m *model) past() (rows []pastRow, hidden int) {
	all := slices.SortedStableFunc(slices.Values(m.reports), func(a, b evaluation.Report) int { return b.Date.Compare(a.Date) })
	if !m.all && len(all) > few {
		all, hidden = all[:few], len(all)-few
	}
	for _, r := range all {
		there := r.Present.Designated + r.Present.OtherRole + r.Present.Community
		told := glance.Minutes(r.Minutes)
		if there > 0 {
			told = glance.Join(people(there), told)
		}
		if r.Change.Told {
			told = glance.Join(told, "before and after compared")
		}
		rows = append(rows, pastRow{Report: r.ID, Date: glance.Date(r.Date), Title: cmp.Or(r.Title, "A session without a title"), Told: told})
	}
	return rows, hidden
}

// modules are those that a plan can be made of.
func (m *model) modules() []moduleTile {
	var out []moduleTile
	for i := range m.catalog.Modules {
		mod := &m.catalog.Modules[i]
		t := moduleTile{ID: mod.ID, Title: mod.Title, Draft: mod.Draft(), About: glance.Join(mod.Guide.Group, glance.Minutes(mod.Guide.Minutes))}
		if len(mod.Guide.Body.Blocks) == 0 {
			t.About = "From its lessons: it has no guide for groups"
		}
		out = append(out, t)
	}
	return out
}

// plan finds a plan.
func (m *model) plan(id plan.ID) (plan.Plan, bool) {
	i := slices.IndexFunc(m.plans, func(p plan.Plan) bool { return p.ID == id })
	if i < 0 {
		return plan.Plan{}, false
	}
	return m.plans[i], true
}

// take keeps the plans as they were read, the last changed first.
func (m *model) take(plans []plan.Plan) {
	m.plans = slices.SortedStableFunc(slices.Values(plans), func(a, b plan.Plan) int { return b.Changed.Compare(a.Changed) })
}

func (m *model) put(p plan.Plan) {
	m.drop(p.ID)
	m.take(append(m.plans, p))
}

func (m *model) drop(id plan.ID) {
	m.plans = slices.DeleteFunc(slices.Clone(m.plans), func(p plan.Plan) bool { return p.ID == id })
}

// say takes what has just been done, in place of what was said before.
func (m *model) say(text string, gone *plan.Plan) {
	m.said, m.gone, m.trouble = text, gone, explain.Trouble{}
}

// refuse takes why something was not done.
func (m *model) refuse(err error) {
	m.said, m.gone = "", nil
	m.trouble = explain.Error(err)
}

// notReady says why a session cannot begin with a plan; ok when it can.
func notReady(p plan.Plan) (t explain.Trouble, ok bool) {
	err := p.Validate()
	if err == nil {
		return explain.Trouble{}, true
	}
	t = explain.Error(err)
	t.What = "“" + p.Title + "” is not ready for a session yet."
	t.Next = "Open the plan to see what is missing."
	if problem := (*plan.Problem)(nil); errors.As(err, &problem) {
		t.Next, t.Detail = problemWords(problem)+" Open the plan to change it.", ""
	}
	return t, false
}
