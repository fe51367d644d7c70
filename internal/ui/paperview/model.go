package paperview

import (
	"fmt"
	"slices"
	"unicode"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/explain"
)

// A codeKind is what is on a sheet to match it by.
type codeKind int

const (
	byTicket codeKind = iota
	byOwnCode
	byNothing
	takenBack // the sheet that was just taken back keeps its mark
)

// A model is one sheet after the other, as far as the screen knows them.
type model struct {
	desk   session.DeskView
	sheets []session.Keyed // that are in
	slips  slips
	single bool // one question at a time

	phase  evaluation.Phase
	kind   codeKind
	ticket string   // as typed
	own    []string // answers to evaluation.OwnQuestions
	code   string   // in its canonical form; empty while there is none
	mark   evaluation.Mark
	number int // of the sheet that is changed, for one without a mark
	slots  []slot

	loaded bool // the answers of a sheet that is in are shown
	asked  bool // whether to save with open questions was asked
	wants  bool // to be saved as soon as the mark is there
	busy   bool // being saved
	failed bool // the mark could not be made
	err    error
	say    string // what is missing before the sheet can be saved
	sayAt  place  // where it is
	last   *saved
}

// saved is the sheet that was saved last, to take it back.
type saved struct {
	sheet    session.Keyed
	replaced *session.Keyed
	slots    []slot
}

func newModel(desk session.DeskView, sheets []session.Keyed, asked []session.DeskPoll) *model {
	m := &model{desk: desk, sheets: sheets, phase: desk.Phase}
	if m.phase == "" {
		m.phase = evaluation.Before
		if desk.Sheets[evaluation.Before] > 0 {
			m.phase = evaluation.After
		}
	}
	m.slips.take(asked)
	m.single = len(desk.Plan.Check) == 0 && len(asked) > 0
	m.fresh()
	return m
}

// fresh begins a sheet. What kind of code it has stays as it was.
func (m *model) fresh() {
	m.slots = m.slots[:0:0]
	for _, p := range m.desk.Plan.Check {
		if p.Item != nil {
			m.slots = append(m.slots, newSlot(p))
		}
	}
	if m.kind == takenBack {
		m.kind = byTicket
	}
	m.ticket, m.code, m.mark, m.number = "", "", "", 0
	m.own = make([]string, len(m.questions()))
	m.loaded, m.asked, m.wants, m.busy, m.failed, m.err, m.say = false, false, false, false, false, nil, ""
}

func (m *model) questions() []evaluation.Question {
	return evaluation.OwnQuestions(m.desk.Plan.Language)
}

// begun reports whether anything of the sheet was keyed in.
func (m *model) begun() bool {
	return m.code != "" || m.ticket != "" || slices.ContainsFunc(m.slots, func(s slot) bool { return s.touched() })
}

// typeTicket takes the ticket as it is typed. It reports whether it has become another whole one.
func (m *model) typeTicket(text string) bool {
	m.ticket = text
	code, err := evaluation.ParseTicket(text)
	if err != nil {
		code = ""
	}
	return m.be(code)
}

// typeOwn takes one answer of an own code.
func (m *model) typeOwn(i int, text string) bool {
	m.own[i] = text
	code, err := evaluation.OwnCode(m.own)
	if err != nil {
		code = ""
	}
	return m.be(code)
}

// be takes a code. It reports whether a mark has to be made of it.
func (m *model) be(code string) bool {
	m.say = ""
	if code == m.code {
		return false
	}
	if m.loaded { // those answers were another sheet's
		for i := range m.slots {
			m.slots[i].clear()
		}
	}
	m.code, m.mark, m.loaded, m.wants, m.failed, m.err = code, "", false, false, false, nil
	return code != ""
}

// ticketProblem says what is wrong with the ticket as far as it is typed.
func (m *model) ticketProblem() string {
	signs := evaluation.TicketSigns(m.ticket)
	for _, r := range m.ticket {
		if !evaluation.TicketSign(r) && evaluation.TicketSigns(string(r)) != "" {
			return fmt.Sprintf("No ticket has the letter “%c”.", unicode.ToUpper(r))
		}
	}
	switch n := len([]rune(signs)); {
	case n > evaluation.TicketLength:
		return fmt.Sprintf("A ticket has %d letters and digits.", evaluation.TicketLength)
	case n == evaluation.TicketLength && m.code == "":
		return "There is a letter wrong in this ticket."
	}
	return ""
}

// marked takes the mark of the code. A sheet of the same mark that is in already is opened to be changed; what was keyed
// in meanwhile stays.
func (m *model) marked(mark evaluation.Mark) {
	m.mark, m.failed = mark, false
	in, ok := m.find(m.phase, mark)
	if !ok {
		return
	}
	m.loaded = true
	for i := range m.slots {
		s := &m.slots[i]
		if s.touched() {
			continue
		}
		for _, r := range in.Sheet.Responses {
			if r.Item == evaluation.ResponseID(s.poll) {
				s.fill(r)
			}
		}
	}
}

// find gives a sheet that is in.
func (m *model) find(phase evaluation.Phase, mark evaluation.Mark) (session.Keyed, bool) {
	i := slices.IndexFunc(m.sheets, func(k session.Keyed) bool { return k.Sheet.Phase == phase && k.Sheet.Mark == mark && mark != "" })
	if i < 0 {
		return session.Keyed{}, false
	}
	return m.sheets[i], true
}

// turn goes to the other phase with the sheet as it is.
func (m *model) turn(phase evaluation.Phase) {
	if m.busy || phase == m.phase {
		return
	}
	m.phase, m.say = phase, ""
	if m.loaded {
		m.loaded = false
		for i := range m.slots {
			m.slots[i].clear()
		}
	}
	if m.mark != "" {
		m.marked(m.mark)
	}
}

// open is the first item that was not dealt with, -1 for none, and how many there are.
func (m *model) open() (first, n int) {
	first = -1
	for i := range m.slots {
		if !m.slots[i].touched() {
			if n++; first < 0 {
				first = i
			}
		}
	}
	return first, n
}

// A place is where the keyboard has to go.
type place int

const (
	nowhere place = -2
	atCode  place = -1 // or the number of an item
)

// ready reports whether the sheet can be saved; else the screen says what is missing, and where.
func (m *model) ready() bool {
	if m.busy {
		return false
	}
	m.sayAt, m.say = m.missing()
	return m.say == ""
}

func (m *model) missing() (place, string) {
	switch {
	case m.kind == byTicket && m.code == "":
		return atCode, "Type the ticket first. If the sheet has none, choose “No code”."
	case m.kind == byOwnCode && m.code == "":
		return atCode, "Type the four answers of the own code first. If the sheet has none, choose “No code”."
	}
	for i := range m.slots {
		if s := &m.slots[i]; s.kind() == quiz.Number && s.half() {
			return place(i), "This is not a number. Correct it, or take it away and press – for left empty."
		}
	}
	first, n := m.open()
	switch {
	case n == len(m.slots):
		return place(0), "Nothing is keyed in yet. Press the letter that is ticked, or – where nothing is."
	case n > 0 && !m.asked:
		m.asked = true
		return place(first), openWords(n)
	}
	return nowhere, ""
}

func openWords(n int) string {
	if n == 1 {
		return "One question has no answer yet. Key it in, or save once more to leave it empty."
	}
	return fmt.Sprintf("%d questions have no answer yet. Key them in, or save once more to leave them empty.", n)
}

// sheet is what is saved.
func (m *model) sheet() session.Keyed {
	k := session.Keyed{Sheet: evaluation.Sheet{Phase: m.phase, Mark: m.mark, Way: evaluation.Paper}}
	for i := range m.slots {
		if r, ok := m.slots[i].response(); ok {
			k.Sheet.Responses = append(k.Sheet.Responses, r)
		}
	}
	if k.Sheet.Mark == "" {
		k.Number = m.number
		if k.Number == 0 {
			k.Number = m.unused()
		}
	}
	return k
}

// unused is the next number for a sheet without a mark.
func (m *model) unused() int {
	n := 0
	for _, k := range m.sheets {
		if k.Sheet.Phase == m.phase {
			n = max(n, k.Number)
		}
	}
	return n + 1
}

// kept takes in that a sheet was saved, and begins the next.
func (m *model) kept(k session.Keyed) {
	m.last = &saved{sheet: k, slots: m.slots}
	if before, ok := m.find(k.Sheet.Phase, k.Sheet.Mark); ok {
		m.last.replaced = &before
	}
	m.fresh()
}

// undo is the event that takes the last sheet back; nil when it cannot be.
func (m *model) undo() session.Event {
	switch l := m.last; {
	case l == nil || m.busy:
		return nil
	case l.replaced == nil:
		return session.Unkeyed{Phase: l.sheet.Sheet.Phase, Mark: l.sheet.Sheet.Mark, Number: l.sheet.Number}
	case l.replaced.By == "":
		return *l.replaced
	}
	return nil // a phone sent the one before, and only it can send it again
}

// undone puts the sheet that was taken back on the screen, unless another one was begun.
func (m *model) undone() {
	l := m.last
	m.last, m.busy, m.err = nil, false, nil
	if m.begun() {
		return
	}
	m.fresh()
	m.phase, m.slots, m.mark, m.number = l.sheet.Sheet.Phase, l.slots, l.sheet.Sheet.Mark, l.sheet.Number
	m.kind = byNothing
	if m.mark != "" {
		m.kind = takenBack
	}
}

// trouble is why something was not saved, in words.
func (m *model) trouble() explain.Trouble {
	if m.err == nil {
		return explain.Trouble{}
	}
	return explain.Error(m.err)
}
