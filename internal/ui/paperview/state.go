package paperview

import (
	"fmt"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/explain"
)

// A state is everything that the screen shows.
type state struct {
	Before, After, Paired int
	Matching              string // what pairs are good for now
	Modes                 bool   // there is more than one thing to key in
	Single                bool
	Lead                  string
	Nothing               string // why there is nothing to key in

	Phase   evaluation.Phase
	Kind    codeKind
	Problem string // with the ticket
	Code    string // what is known of the code
	Own     []evaluation.Question
	Rows    []rowState
	Loaded  bool
	Busy    bool
	Say     string // about the code
	Trouble explain.Trouble

	Slips slipState
}

// A rowState is one item of the sheet.
type rowState struct {
	Number  int
	Prompt  string
	How     string // what to press, where that is not one letter
	Caps    []capState
	Sure    [2]capState // shown while AskSure
	AskSure bool
	Words   string
	Problem string
}

// A capState is a key that can also be tapped.
type capState struct {
	Label string
	Name  string // what it stands for
	On    bool
}

type slipState struct {
	Questions []string
	At        int
	Round     int
	Multiple  bool // a slip may have several letters
	Rows      []slipRow
	Total     int
	CanBack   bool
	Dirty     bool
}

type slipRow struct {
	Sign, Key, Text string
	Count           int
}

// The signs of keys that are no letters.
const (
	dontKnowSign = "?"
	emptySign    = "–"
)

func (m *model) state() state {
	s := state{
		Before: m.desk.Sheets[evaluation.Before], After: m.desk.Sheets[evaluation.After], Paired: m.desk.Paired,
		Matching: matching(m.desk.Paired), Single: m.single, Modes: len(m.desk.Plan.Check) > 0 && len(m.slips.asked) > 0,
		Phase: m.phase, Kind: m.kind, Loaded: m.loaded, Busy: m.busy || m.wants, Trouble: m.trouble(), Code: m.codeWords(),
	}
	if m.sayAt == atCode {
		s.Say = m.say
	}
	if m.kind == byTicket {
		s.Problem = m.ticketProblem()
	}
	if m.kind == byOwnCode {
		s.Own = m.questions()
	}
	switch {
	case len(m.slots) == 0 && len(m.slips.asked) == 0:
		s.Nothing = "This plan has no questions to ask before and after, and the room was not asked anything yet."
	case m.single:
		s.Lead = "Slips have the answer to one question. Press the letter of each, one slip after the other."
		s.Slips = m.slips.state()
	default:
		s.Lead = "Take one sheet after the other. Press the letter that is ticked, and the next question comes by itself."
		for i := range m.slots {
			s.Rows = append(s.Rows, m.slots[i].state(i+1))
		}
		if m.sayAt >= 0 && m.say != "" && int(m.sayAt) < len(s.Rows) {
			s.Rows[m.sayAt].Problem = m.say
		}
	}
	return s
}

func matching(pairs int) string {
	if pairs >= evaluation.LeastPairs {
		return "Enough are matched to tell of a change in the report."
	}
	return fmt.Sprintf("The report tells of a change once %d are matched.", evaluation.LeastPairs)
}

// codeWords say what is known of the sheet by its code.
func (m *model) codeWords() string {
	switch {
	case m.kind == byNothing:
		return "It will be counted, but cannot be matched with another sheet."
	case m.kind == takenBack && m.mark != "":
		return "This is the sheet that was just taken back. There is no need to type its code again."
	case m.mark == "" || m.phase == "":
		return ""
	case m.loaded:
		return "This " + codeName(m.kind) + " is in already. Here is its sheet: change what is wrong, then save."
	}
	other, word := evaluation.Before, "before"
	if m.phase == evaluation.Before {
		other, word = evaluation.After, "after"
	}
	if _, ok := m.find(other, m.mark); ok {
		return "The sheet " + word + " with the same " + codeName(m.kind) + " is in. They will be matched."
	}
	return ""
}

func codeName(k codeKind) string {
	if k == byOwnCode {
		return "own code"
	}
	return "ticket"
}

func (s *slot) state(number int) rowState {
	r := rowState{Number: number, Prompt: s.poll.Item.Prompt, How: s.how(), Words: s.words()}
	for i, c := range s.choices {
		on := false
		for _, p := range s.picked {
			on = on || p == i
		}
		known := c.ID == quiz.Unsure && s.unsure
		name := c.Words()
		if s.kind() == quiz.Match {
			name = c.Match
		}
		r.Caps = append(r.Caps, capState{Label: session.Letter(i), Name: name, On: on || known})
	}
	if !s.survey() && s.kind() != quiz.TrueFalse {
		r.Caps = append(r.Caps, capState{Label: dontKnowSign, Name: "I don't know", On: s.unsure})
	}
	r.Caps = append(r.Caps, capState{Label: emptySign, Name: "Left empty", On: s.empty})
	if r.AskSure = s.asksSure(); r.AskSure {
		r.Sure = [2]capState{{"S", "Sure", s.sure == quiz.Sure}, {"N", "Not sure", s.sure == quiz.NotSure}}
	}
	switch {
	case !s.half() || s.kind() == quiz.Multiple:
	case s.kind() == quiz.Number:
		r.Problem = "This is not a number."
	case s.kind() == quiz.Order:
		r.Problem = fmt.Sprintf("%d of %d letters. Unless all are there, it counts as left empty.", len(s.picked), len(s.choices))
	}
	return r
}

// how says what to press, where it is not one letter.
func (s *slot) how() string {
	switch s.kind() {
	case quiz.Multiple:
		return "Several letters, then Space"
	case quiz.Order:
		return "The letters in the order on the sheet"
	case quiz.Match:
		return "A letter for each row, – for none"
	case quiz.Number:
		return "The number, then Return"
	case quiz.Short:
		return "The words, then Return"
	}
	return ""
}

func (s *slips) state() slipState {
	st := slipState{At: s.at, Total: s.total(), CanBack: len(s.keyed) > 0, Dirty: s.dirty}
	for _, p := range s.asked {
		st.Questions = append(st.Questions, p.Poll.Item.Prompt)
	}
	if s.at >= 0 {
		st.Round, st.Multiple = s.asked[s.at].Round, s.asked[s.at].Poll.Item.Kind == quiz.Multiple
	}
	for _, r := range s.rows() {
		st.Rows = append(st.Rows, slipRow{sign(r), r.Key, r.Text, s.counts[r.Key]})
	}
	return st
}
