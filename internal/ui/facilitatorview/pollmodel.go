package facilitatorview

import (
	"fmt"
	"slices"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/glance"
)

// buttons are which things can be done with what is asked now.
type buttons struct {
	Ask, Stop, Again                   bool
	Reopen                             bool // Ask takes more answers in the same round
	Results, Right, Why, Shift         bool // can be shown or hidden
	ResultsOn, RightOn, WhyOn, ShiftOn bool
}

// shown reports whether something is revealed now.
func (m *model) shown(what session.Reveal) bool {
	switch {
	case m.desk.Poll != nil:
		return m.desk.Poll.Shown[what]
	case m.desk.Scenario != nil:
		return m.desk.Scenario.Shown[what]
	}
	return false
}

func (m *model) buttons() buttons {
	b := buttons{
		ResultsOn: m.shown(session.Results), RightOn: m.shown(session.RightAnswer), WhyOn: m.shown(session.Why), ShiftOn: m.shown(session.Shift),
	}
	switch d := m.desk; {
	case d.Poll != nil:
		p := d.Poll
		item := p.Poll.Item
		asked := p.Round > 0
		b.Ask, b.Stop, b.Again, b.Reopen = !p.Open, p.Open, asked && !p.Open, asked
		b.Results = asked
		b.Right = asked && item != nil && !item.Survey
		b.Why = asked && item != nil && item.Explanation != ""
		b.Shift = p.Before != nil
	case d.Wall != nil:
		b.Ask, b.Stop = !d.Wall.Open, d.Wall.Open
		b.Reopen = len(d.Wall.Wall)+len(d.Wall.Waiting) > 0
	case d.Scenario != nil:
		s := d.Scenario
		going := s.Begun && !s.Moment.Ended
		b.Ask, b.Stop, b.Reopen = going && !s.Open, s.Open, true
		b.Results, b.Why = going, s.Begun && s.Moment.Ended
	}
	return b
}

// pollState is the panel of a question.
type pollState struct {
	Head    string // "Question, not asked yet"
	Prompt  string
	Buttons buttons
	Rows    []rowState
	Words   []string // the right answer, where it is not one of the rows
	Why     string
	Ways    string
	Sure    string
	CanType bool
	Way     evaluation.Way
}

// rowState is one answer with its counts.
type rowState struct {
	Key    string
	Label  string // "A. Call 000"
	Right  bool
	Count  int
	Of     int
	Before int // −1 where there was no round before
	Typed  int
}

func (m *model) pollPanel() *pollState {
	p := m.desk.Poll
	if p == nil || p.Poll.Item == nil {
		return nil
	}
	s := &pollState{
		Head: headOf(p.Round, p.Open), Prompt: p.Poll.Item.Prompt, Buttons: m.buttons(), Why: p.Poll.Item.Explanation, Way: m.way,
		CanType: p.Round > 0 && len(p.Rows) > 0,
	}
	if p.Round > 0 {
		s.Ways, s.Sure = waysWords(p.Tally), sureWords(p.Tally)
	}
	marked := false
	for _, r := range p.Rows {
		row := rowState{Key: r.Key, Label: labelled(r), Right: slices.Contains(p.Right, r.Key), Of: p.Tally.Answered, Before: -1, Typed: m.count(m.way, r.Key)}
		row.Count = barCount(&p.Tally, r.Key)
		if p.Before != nil {
			row.Before = barCount(p.Before, r.Key)
		}
		marked = marked || row.Right && r.Letter != ""
		s.Rows = append(s.Rows, row)
	}
	if !marked {
		s.Words = p.Words
	}
	return s
}

func headOf(round int, open bool) string {
	switch {
	case round == 0:
		return "Question, not asked yet"
	case open && round == 1:
		return "Question, open for answers"
	case open:
		return fmt.Sprintf("Question, open for answers, round %d", round)
	case round == 1:
		return "Question, closed"
	}
	return fmt.Sprintf("Question, closed, round %d", round)
}

func labelled(r session.Row) string {
	if r.Letter == "" {
		return r.Text
	}
	return r.Letter + ". " + r.Text
}

func barCount(t *session.Tally, key string) int {
	for _, b := range t.Bars {
		if b.Key == key {
			return b.Count
		}
	}
	return 0
}

// wallState is the panel of a wall.
type wallState struct {
	Head    string
	Prompt  string
	Buttons buttons
	Waiting []session.Word
	Wall    []session.Word
	LeftOut int
	Asked   bool
}

func (m *model) wallPanel() *wallState {
	d := m.desk.Wall
	if d == nil {
		return nil
	}
	head := "Words of the room, not asked yet"
	b := m.buttons()
	switch {
	case d.Open:
		head = "Words of the room, open"
	case b.Reopen:
		head = "Words of the room, closed"
	}
	waiting := m.waiting()
	return &wallState{Head: head, Prompt: d.Poll.Prompt, Buttons: b, Waiting: waiting, Wall: d.Wall, Asked: d.Open || b.Reopen, LeftOut: len(d.Waiting) - len(waiting)}
}

// storyState is the panel of a scenario.
type storyState struct {
	Head     string
	Title    string
	Buttons  buttons
	Begun    bool
	Variants []string
	Variant  int
	Now      []string // what the state is, in words
	Actions  []actionState
	Ending   string
	Ways     string
	Way      evaluation.Way
}

// actionState is something that can be done in the story.
type actionState struct {
	ID    scenario.ActionID
	Row   rowState
	Helps string // for the facilitator alone
}

var weightWords = map[scenario.Weight]string{scenario.Helped: "helps", scenario.Harmed: "does harm"}

func (m *model) storyPanel() *storyState {
	d := m.desk.Scenario
	if d == nil || d.Poll.Scenario == nil {
		return nil
	}
	s := &storyState{Title: d.Poll.Scenario.Title, Buttons: m.buttons(), Begun: d.Begun, Way: m.way, Head: "Scenario, not begun yet"}
	for i, v := range d.Poll.Scenario.Variants {
		s.Variants = append(s.Variants, v.Title)
		if v.ID == m.variantNow() {
			s.Variant = i
		}
	}
	if !d.Begun {
		return s
	}
	s.Head = fmt.Sprintf("Scenario, minute %d", d.Moment.Minutes)
	s.Ways = waysWords(d.Tally)
	for _, v := range d.Moment.Shown() {
		words := v.Words
		if words == "" {
			words = v.Value
		}
		s.Now = append(s.Now, v.Label+": "+words)
	}
	if d.Moment.Ended {
		s.Head, s.Ending, s.Ways = "Scenario, at its end", d.Moment.Ending.Title, ""
		return s
	}
	for i, a := range d.Moment.Offered {
		key := string(a.ID)
		s.Actions = append(s.Actions, actionState{a.ID, rowState{
			Key: key, Label: session.Letter(i) + ". " + a.Text, Of: d.Tally.Answered, Count: barCount(&d.Tally, key), Before: -1, Typed: m.count(m.way, key),
		}, weightWords[a.Weight]})
	}
	return s
}

// variantNow is the variant that a story would begin with.
func (m *model) variantNow() string {
	if m.desk.Scenario == nil || m.desk.Scenario.Poll.Scenario == nil {
		return ""
	}
	all := m.desk.Scenario.Poll.Scenario.Variants
	for _, v := range all {
		if v.ID == m.variant {
			return v.ID
		}
	}
	if len(all) == 0 {
		return ""
	}
	return all[0].ID
}

// sectionState is a section in the list.
type sectionState struct {
	Title string
	Note  string // "12 of 20 min"
	Here  bool
	Done  bool
	Index int
}

func (m *model) sections() []sectionState {
	var all []sectionState
	for i, s := range m.desk.Plan.Sections {
		if s.Off {
			continue
		}
		st := sectionState{Title: s.Title, Note: minutes(s.Minutes), Here: i == m.desk.At.Section, Index: i}
		if i < len(m.desk.Sections) && m.desk.Sections[i].Begun {
			st.Done = !st.Here
			st.Note = fmt.Sprintf("%d of %d min", int(m.spent(i).Minutes()), s.Minutes)
		}
		all = append(all, st)
	}
	return all
}

// stepWords say where in the section the session is.
func (m *model) stepWords() string {
	s, ok := m.section()
	if !ok {
		return ""
	}
	on, at := 0, 0
	for i, other := range m.desk.Plan.Sections {
		if !other.Off {
			on++
			if i <= m.desk.At.Section {
				at = on
			}
		}
	}
	where := fmt.Sprintf("Section %d of %d", at, on)
	if len(s.Steps) > 0 && m.desk.At.Step >= 0 {
		where += fmt.Sprintf(", step %d of %d", m.desk.At.Step+1, len(s.Steps))
	}
	return where
}

// barState is the bar at the top.
type barState struct {
	Where, Title string
	Clock        clock
	Rehearsal    bool
	Paused       bool
}

func (m *model) bar() barState {
	s, _ := m.section()
	return barState{Where: m.stepWords(), Title: s.Title, Clock: m.clock(), Rehearsal: m.desk.Rehearsal, Paused: m.desk.Paused}
}

// roomLine is what is said about the room's screen, and what can be done.
type roomLine struct {
	Text         string
	Bad          bool
	Open         string // label of the button that opens it; empty without
	Full, Window bool   // can fill the screen; can be a window again
	Close        bool
}

func (m *model) roomLine() roomLine {
	switch r := m.room; {
	case r.Lost:
		return roomLine{Text: "The room’s screen is closed: its projector is gone. Nothing is lost.", Bad: true, Open: "Open it again"}
	case !r.Open && r.Second:
		return roomLine{Text: "The room’s screen is closed. There is a second screen.", Bad: true, Open: "Show on the second screen"}
	case !r.Open:
		return roomLine{Text: "The room’s screen is closed.", Bad: true, Open: "Open the room’s screen"}
	case r.Full:
		return roomLine{Text: "The room sees this.", Window: true, Close: true}
	}
	return roomLine{Text: "The room’s screen is a window. Drag it to the projector, then press F11 there.", Full: true, Close: true}
}

// phaseState is one time of the questions before and after.
type phaseState struct {
	Phase  evaluation.Phase
	Label  string // of the button
	Open   bool
	Sheets int
}

func (m *model) phases() (both []phaseState, paired string) {
	if len(m.desk.Plan.Check) == 0 {
		return nil, ""
	}
	for _, p := range []evaluation.Phase{evaluation.Before, evaluation.After} {
		st := phaseState{Phase: p, Open: m.desk.Phase == p, Sheets: m.desk.Sheets[p], Label: "Open the questions " + phaseNames[p]}
		if st.Open {
			st.Label = "Close the questions " + phaseNames[p]
		}
		both = append(both, st)
	}
	return both, fmt.Sprintf("%s matched before and after. A change is told from %d on.", glance.Count(m.desk.Paired, "person is", "people are"), evaluation.LeastPairs)
}
