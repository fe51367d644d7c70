package planview

import (
	"cmp"
	"fmt"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/glance"
)

// A sectionState is one section, closed or open.
type sectionState struct {
	ID      plan.SectionID
	Title   string
	When    string // from which minute to which
	About   string
	Minutes int
	Short   string // that it is planned shorter than it should be
	Off     bool
	Open    bool
	Wrong   string

	// Of one that is open.
	Aims      []string
	Materials []string
	Notes     []noteState
	Steps     []stepState
	Handouts  []string
}

// A noteState is one note for the facilitator.
type noteState struct {
	Kind plan.NoteKind
	Text string
}

// A stepState is one thing that the room sees.
type stepState struct {
	Slide  *plan.Slide // nil for a poll
	Title  string
	Text   string
	Kind   string
	Sure   bool             // "sure or not sure?" is asked too
	CanAsk bool             // it can be asked
	Edit   bool             // its words can be changed here
	Seen   session.RoomView // what the room sees first
}

func (m *model) sections(problem string, at int) []sectionState {
	var out []sectionState
	begins := 0
	for i, s := range m.plan.Sections {
		st := sectionState{
			ID: s.ID, Title: s.Title, About: aboutSection(s), Minutes: s.Minutes, Off: s.Off, Open: m.open[s.ID],
		}
		if s.Off {
			st.When = "Left out this time"
		} else {
			st.When = fmt.Sprintf("Minute %d to %d", begins, begins+s.Minutes)
			begins += s.Minutes
			if s.Minutes < s.Least {
				st.Short = "Better with at least " + glance.Count(s.Least, "minute", "minutes") + ", or left out."
			}
		}
		if i == at {
			st.Wrong = problem
		}
		if st.Open {
			m.detail(&st, s)
		}
		out = append(out, st)
	}
	return out
}

func aboutSection(s plan.Section) string {
	slides, polls := 0, 0
	for _, step := range s.Steps {
		if step.Poll != nil {
			polls++
		} else {
			slides++
		}
	}
	return glance.Join(kindWords(s.Kind), some(slides, "slide", "slides"), some(polls, "question", "questions"),
		some(len(s.Notes), "note", "notes"), some(len(s.Handouts), "handout", "handouts"))
}

func some(n int, one, many string) string {
	if n == 0 {
		return ""
	}
	return glance.Count(n, one, many)
}

func (m *model) detail(st *sectionState, s plan.Section) {
	st.Aims, st.Materials = s.Aims, s.Materials
	for _, n := range s.Notes {
		st.Notes = append(st.Notes, noteState{n.Kind, n.Text})
	}
	for _, step := range s.Steps {
		seen := stepOf(step)
		seen.Seen = m.seen(s, step)
		st.Steps = append(st.Steps, seen)
	}
	for _, h := range s.Handouts {
		st.Handouts = append(st.Handouts, m.handout(h))
	}
}

func stepOf(s plan.Step) stepState {
	if s.Slide != nil {
		return stepState{Slide: s.Slide, Title: s.Slide.Title, Text: slideText(*s.Slide), Kind: "Slide", Edit: true}
	}
	p := s.Poll
	switch p.Kind {
	case plan.WallPoll:
		return stepState{Title: p.Prompt, Kind: "Word wall", Text: "People send words and short sentences. You choose which the room sees.", Edit: true}
	case plan.ScenarioPoll:
		return stepState{Title: p.Scenario.Title, Kind: "Scenario", Text: p.Scenario.Summary}
	}
	st := stepState{Title: p.Item.Prompt, Kind: askWords(p.Item), Sure: p.AskSure, CanAsk: !p.Item.Survey}
	if p.Item.Critical {
		st.Kind = glance.Join("Must be right", st.Kind)
	}
	return st
}

// seen is what the room sees of a step first.
func (m *model) seen(s plan.Section, step plan.Step) session.RoomView {
	v := session.RoomView{Kind: session.SlideUp, Language: m.plan.Language, Title: m.plan.Title, Section: s.Title, Slide: step.Slide}
	if step.Poll == nil {
		return v
	}
	switch p := step.Poll; p.Kind {
	case plan.WallPoll:
		v.Kind, v.Wall = session.WallUp, &session.RoomWall{ID: p.ID, Prompt: p.Prompt}
	case plan.ScenarioPoll:
		v.Slide = &plan.Slide{Kind: plan.TitleSlide, Title: p.Scenario.Title}
	default:
		v.Kind, v.Poll = session.PollUp, &session.RoomPoll{
			ID: p.ID, Kind: p.Item.Kind, Survey: p.Item.Survey, Prompt: p.Item.Prompt, Unit: p.Item.Unit, Choices: choicesOf(*p.Item),
			Multiple: p.Item.Kind == quiz.Multiple, AskSure: p.AskSure, Answers: -1,
		}
	}
	return v
}

// choicesOf are the choices that are read out; for what is not answered by choosing there are none.
func choicesOf(it quiz.Item) []session.Row {
	switch it.Kind {
	case quiz.Single, quiz.Multiple, quiz.TrueFalse:
		return session.Rows(it)
	}
	return nil
}

// slideText is what a slide says below its title.
func slideText(s plan.Slide) string {
	var text string
	for i, l := range s.Lines {
		mark := "• "
		switch {
		case s.Numbered:
			mark = itoa(i+1) + ". "
		case s.Kind == plan.SayingSlide:
			mark = ""
		}
		if i > 0 {
			text += "\n"
		}
		text += mark + l
	}
	if s.Picture != "" {
		text = join(text, "Picture: "+s.Alt)
	}
	return text
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "\n" + b
}

// handout is the title of a handout; one that the library has no more keeps its id.
func (m *model) handout(id catalog.HandoutID) string {
	if h, _, ok := m.catalog.Handout(id); ok {
		return cmp.Or(h.Title, string(id))
	}
	return string(id) + " (not in the library any more)"
}
