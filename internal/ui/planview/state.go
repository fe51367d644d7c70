package planview

import (
	"cmp"
	"strings"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
)

// A state is everything that the screen shows.
type state struct {
	Loading  bool
	Missing  bool
	Trouble  explain.Trouble
	Refused  explain.Trouble // of saving
	Found    bool
	Notice   string
	Undo     bool
	Saved    string // in a word or two
	Unsaved  bool   // something is in the way of saving
	Title    string
	About    string
	Wrong    string // of the title
	Problem  string // of the plan as a whole
	Template bool
	Brief    bool
	Begins   bool
	More     bool
	Time     timeState
	People   int
	Sections []sectionState
	Check    []checkState
	Prepare  []string
	Care     []careState
	Bring    []bringState
	Handouts []string
}

// A timeState is how the plan fits the time there is.
type timeState struct {
	Minutes int
	Length  int // of those that are offered; -1 for another one
	Words   string
	Over    bool
	Parts   []float32 // minutes of the sections that are on, in order
}

// A checkState is an item that is asked before and after.
type checkState struct {
	Prompt, Note string
}

// A careState is what to do when it gets hard.
type careState struct{ When, Do string }

// A bringState is something to bring, and what for.
type bringState struct{ Text, For string }

// offered are the lengths of a session that are offered.
func offered(brief bool) []int {
	if brief {
		return []int{5, 10, 15}
	}
	return []int{10, 30, 90, 180}
}

func (m *model) state() state {
	s := state{
		Loading: !m.loaded && !m.missing && m.trouble.What == "", Missing: m.missing, Trouble: m.trouble, Refused: m.refused, Found: m.found,
		Notice: m.said, Undo: m.undo != nil, Title: m.plan.Title, Template: m.plan.Template, Brief: m.plan.Brief, Begins: m.begins, More: m.more,
		People: m.plan.People, Prepare: m.plan.Prepare,
	}
	if !m.loaded {
		return s
	}
	s.About = m.about()
	words, at := m.problem()
	s.Saved, s.Unsaved = m.savedWords(words)
	switch {
	case strings.TrimSpace(m.plan.Title) == "":
		s.Wrong = "Give the plan a title."
	case at < 0:
		s.Problem = words
	}
	s.Time = m.time()
	s.Sections = m.sections(words, at)
	for _, c := range m.plan.Check {
		s.Check = append(s.Check, checkOf(c))
	}
	for _, c := range m.plan.Care {
		s.Care = append(s.Care, careState(c))
	}
	for _, b := range m.plan.Materials() {
		s.Bring = append(s.Bring, bringState{b.Text, list(b.For)})
	}
	for _, h := range m.plan.Handouts() {
		s.Handouts = append(s.Handouts, m.handout(h))
	}
	return s
}

// about says what the plan is made of.
func (m *model) about() string {
	var titles []string
	for _, mod := range m.plan.Modules {
		title := mod.Title
		if mod.Draft {
			title += " (draft, not reviewed yet)"
		}
		titles = append(titles, title)
	}
	kind := "Plan"
	if m.plan.Brief {
		kind = "Brief talk"
	}
	if m.plan.Template {
		kind = "Template"
	}
	if len(titles) == 0 {
		return kind
	}
	return glance.Join(kind+" made from "+list(titles), m.plan.Group)
}

func (m *model) savedWords(problem string) (words string, stopped bool) {
	switch {
	case m.saving:
		return "Saving …", false
	case !m.unsaved():
		return "Saved", false
	case problem != "" || m.refused.What != "":
		return "Not saved yet", true
	}
	return "Saving …", false
}

func (m *model) time() timeState {
	t := timeState{Minutes: m.plan.Minutes, Length: -1, Over: m.plan.Over() > 0}
	for i, n := range offered(m.plan.Brief) {
		if n == m.plan.Minutes {
			t.Length = i
		}
	}
	for _, s := range m.plan.Sections {
		if !s.Off {
			t.Parts = append(t.Parts, float32(s.Minutes))
		}
	}
	t.Words = glance.Count(m.plan.Used(), "minute", "minutes") + " planned of " + itoa(m.plan.Minutes) + ": "
	switch over := m.plan.Over(); {
	case over > 0:
		t.Words += itoa(over) + " too many."
	case over < 0:
		t.Words += itoa(-over) + " left."
	default:
		t.Words += "it fits exactly."
	}
	return t
}

func checkOf(p plan.Poll) checkState {
	c := checkState{}
	if p.Item != nil {
		c.Prompt, c.Note = p.Item.Prompt, askWords(p.Item)
		if p.Item.Critical {
			c.Note = glance.Join("Must be right", c.Note)
		}
	}
	return c
}

func (s sectionState) grip() string { return "Move “" + cmp.Or(s.Title, "this section") + "”" }
