package exchangeview

import (
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/ui/explain"
)

// A state is everything that the screen shows.
type state struct {
	Module  string // title; empty where there is none
	Both    bool   // there are two ways to choose from
	Way     way
	Out     outState
	In      inState
	Trouble explain.Trouble
}

// outState is the way out.
type outState struct {
	None    bool // the module has no questions
	Format  int
	Note    string // about the format
	Summary string
	CanSave bool
	Action  string
	Losses  list
}

// inState is the way in.
type inState struct {
	Opened      bool
	Source      string // name of the file and its format
	Heading     string
	Good        bool // everything came through
	Summary     string
	CanPractise bool
	CanSave     bool
	Busy        task
	Faults      []list // of those kinds that there are
}

// A list is entries of which some may be out of sight.
type list struct {
	Kind    int // of faultKinds
	Heading string
	Lead    string // below the heading; may be empty
	Entries []entry
	More    string // words of the button that shows more; empty when all show
}

// An entry is something that is lost or wrong.
type entry struct {
	Where string // such as "Line 12"; may be empty
	Title string // which question; may be empty
	Lines []string
	Next  string // what to do; may be empty
}

func (m *model) state() state {
	s := state{Way: m.way, Trouble: m.trouble}
	if m.module != nil {
		s.Module, s.Both = m.module.Title, true
		s.Out = m.outState()
	}
	s.In = m.inState()
	return s
}

func (m *model) outState() outState {
	f := formats[m.format]
	items := len(m.module.Quiz.Items)
	s := outState{None: items == 0, Format: m.format, Note: f.note, Action: "Save as " + f.name}
	if m.ready == nil {
		s.Summary = "Looking at what can be carried…"
		return s
	}
	s.CanSave = items > len(m.leftOut())
	s.Losses = m.losses()
	s.Summary = m.sumUp(items)
	return s
}

// leftOut are the positions of the questions that the format has no place for.
func (m *model) leftOut() map[int]bool {
	out := map[int]bool{}
	for _, l := range m.ready[m.format].lost {
		if l.Out {
			out[l.Line] = true
		}
	}
	return out
}

// sumUp says how much of the questions goes along.
func (m *model) sumUp(items int) string {
	out, part, rules := m.leftOut(), map[int]bool{}, false
	for _, l := range m.ready[m.format].lost {
		if rules = rules || l.Line == 0; l.Line > 0 && !out[l.Line] {
			part[l.Line] = true
		}
	}
	along := questions(items) + " go along"
	switch {
	case len(out) == items:
		return "None of the questions can go along in this format."
	case len(out) > 0:
		along = fmt.Sprintf("%d of %s go along", items-len(out), questions(items))
	case items == 1:
		along = "1 question goes along"
	}
	switch n := len(part); {
	case n > 0:
		return along + numbered(n, ". 1 of them loses something, as listed below.", ". %d of them lose something, as listed below.")
	case len(out) > 0:
		return along + ". What stays behind is listed below."
	case rules:
		return along + ". The rules of the quiz do not, as listed below."
	default:
		return along + ", with everything that belongs to them."
	}
}

// losses lists what does not go along, question by question.
func (m *model) losses() list {
	var all []entry
	last := -1
	for _, l := range m.ready[m.format].lost {
		if l.Line != last || len(all) == 0 {
			all = append(all, entry{Title: m.lostFrom(l)})
			last = l.Line
		}
		e := &all[len(all)-1]
		e.Lines = append(e.Lines, capital(l.What))
	}
	return cut(list{Heading: "What does not go along"}, all, m.open)
}

// lostFrom says what something is lost from.
func (m *model) lostFrom(l exchange.Lost) string {
	items := m.module.Quiz.Items
	if l.Line < 1 || l.Line > len(items) {
		return "The quiz as a whole"
	}
	return fmt.Sprintf("Question %d: %s", l.Line, beginning(items[l.Line-1].Prompt))
}

func capital(s string) string { return strings.TrimSuffix(sentence(s), ".") }

// cut shows the first of all entries, and says how many there are besides.
func cut(l list, all []entry, shown int) list {
	l.Entries = all[:min(shown, len(all))]
	switch rest := len(all) - len(l.Entries); {
	case rest == 0:
	case len(l.Entries) == 0:
		l.More = "Show which"
	case rest <= many:
		l.More = fmt.Sprintf("And %d more", rest)
	default:
		l.More = fmt.Sprintf("And %d more: show the next %d", rest, many)
	}
	return l
}

func (m *model) inState() inState {
	if m.file == "" {
		return inState{}
	}
	n := len(m.imported.Quiz.Items)
	s := inState{
		Opened: true, Busy: m.busy, CanPractise: n > 0, CanSave: n > 0, Good: n > 0 && m.imported.Whole(),
		Source: m.file + " · " + formatName(m.imported.Format),
	}
	if s.Heading = questions(n) + " came through"; n == 0 {
		s.Heading = "No question came through"
	}
	counts := [len(faultKinds)]int{}
	for i := range faultKinds {
		l := m.faults(i)
		counts[i] = len(l.Entries)
		if l = cut(l, l.Entries, m.show[i]); counts[i] > 0 {
			s.Faults = append(s.Faults, l)
		}
	}
	switch {
	case s.Good:
		s.Summary = "Nothing in the file was left out."
	case n == 0 && counts[0] == 0:
		s.Summary = "There are no questions in this file."
	default:
		s.Summary = "Everything that is missing is listed below, with its line in the file."
	}
	return s
}

func formatName(f exchange.Format) string {
	for _, known := range formats {
		if known.format == f {
			return known.name
		}
	}
	return string(f)
}

// faults lists all faults of a kind.
func (m *model) faults(kind int) list {
	l := list{Kind: kind}
	for _, f := range m.imported.Faults {
		if f.Kind == faultKinds[kind] {
			l.Entries = append(l.Entries, m.faultEntry(f))
		}
	}
	n := len(l.Entries)
	switch faultKinds[kind] {
	case exchange.Refused:
		l.Heading = numbered(n, "1 place could not be read", "%d places could not be read")
	case exchange.Changed:
		l.Heading = numbered(n, "1 question came through with something missing", "%d questions came through with something missing")
	default:
		l.Heading = numbered(n, "1 question needs more before it can be published", "%d questions need more before they can be published")
		l.Lead = "You can practise with them as they are."
	}
	return l
}

func numbered(n int, one, several string) string {
	if n == 1 {
		return one
	}
	return fmt.Sprintf(several, n)
}

func (m *model) faultEntry(f exchange.Fault) entry {
	e := entry{Lines: []string{sentence(f.Reason)}, Next: sentence(f.Next), Title: beginning(f.Item)}
	if prompt, ok := m.prompts[f.Item]; ok && prompt != "" && f.Kind != exchange.Refused {
		e.Title = beginning(prompt)
	}
	if f.Line > 0 {
		e.Where = fmt.Sprintf("Line %d", f.Line)
	}
	return e
}
