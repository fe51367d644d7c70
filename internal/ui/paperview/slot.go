package paperview

import (
	"slices"
	"strings"
	"unicode"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

// A slot is the answer to one item of a sheet, as it is keyed in letter by letter.
type slot struct {
	poll    plan.Poll
	choices []quiz.Choice // that letters stand for, as they are on paper
	lefts   int           // of a Match
	picked  []int         // positions in choices in the order in which they were pressed; gap is none
	text    string        // of a Short or Number
	unsure  bool          // "I don't know"
	empty   bool          // was looked at, and the sheet has nothing there
	sure    quiz.Sureness
	passed  bool // how sure was looked at, and the sheet does not say
}

const gap = -1 // nothing beside a left side of a Match

func newSlot(p plan.Poll) slot {
	item, rights := session.Shown(p)
	s := slot{poll: p, choices: item.Choices}
	switch item.Kind {
	case quiz.Match:
		s.choices = rights
		for _, c := range item.Choices {
			if c.Text != "" {
				s.lefts++
			}
		}
	case quiz.Short, quiz.Number:
		s.choices = nil
	}
	return s
}

func (s *slot) kind() quiz.Kind { return s.poll.Item.Kind }
func (s *slot) survey() bool    { return s.poll.Item.Survey }

// typed reports whether the answer is typed and has no letters.
func (s *slot) typed() bool { return s.kind() == quiz.Short || s.kind() == quiz.Number }

// asksSure reports whether the sheet asks "sure or not sure?" and the answer is one that can be either.
func (s *slot) asksSure() bool { return s.poll.AskSure && !s.survey() && !s.unsure && s.begun() }

// begun reports whether anything was keyed in, besides that nothing is there.
func (s *slot) begun() bool { return len(s.picked) > 0 || s.text != "" }

// touched reports whether the slot was dealt with at all.
func (s *slot) touched() bool { return s.begun() || s.unsure || s.empty }

// full reports whether nothing more can be keyed in but corrections, so that the next item comes by itself.
func (s *slot) full() bool {
	switch {
	case s.unsure || s.empty:
		return true
	case s.asksSure() && s.sure == quiz.NotAsked && !s.passed:
		return false
	case s.kind() == quiz.Order:
		return len(s.picked) == len(s.choices)
	case s.kind() == quiz.Match:
		return len(s.picked) == s.lefts
	case s.kind() == quiz.Multiple:
		return s.sure != quiz.NotAsked || s.passed
	case s.typed():
		return s.sure != quiz.NotAsked
	}
	return len(s.picked) > 0
}

// half reports whether an answer was begun that is none: then it counts as left empty.
func (s *slot) half() bool {
	return s.begun() && s.poll.Item.Accepts(s.given()) != nil
}

// clear takes the answer away.
func (s *slot) clear() {
	s.picked, s.text, s.unsure, s.empty, s.sure, s.passed = nil, "", false, false, quiz.NotAsked, false
}

// key takes a letter or sign of the keyboard. It reports whether it meant something.
func (s *slot) key(r rune) bool {
	switch {
	case s.typed() && s.write(r):
		return true
	case r == '?' || r == '¿':
		return s.dontKnow()
	case r == '-' || r == '–' || r == '−':
		return s.leave()
	}
	if i, ok := s.letter(r); ok {
		return s.pick(i)
	}
	return s.say(unicode.ToUpper(r))
}

// write takes a letter of a typed answer. The signs that mean something else do so while nothing is written.
func (s *slot) write(r rune) bool {
	begins := s.text == "" && (r == '?' || r == '-' || r == '–' || r == '−' || r == ' ')
	if begins || !unicode.IsPrint(r) || len(s.text)+4 > quiz.MaxText {
		return false
	}
	if s.kind() == quiz.Number && !unicode.IsDigit(r) && !strings.ContainsRune(".,/ ", r) {
		return false
	}
	if s.unsure || s.empty {
		s.clear()
	}
	s.text += string(r)
	return true
}

// letter is the choice that a key stands for: its letter, or its number.
func (s *slot) letter(r rune) (int, bool) {
	for i := range s.choices {
		if session.Letter(i) == string(unicode.ToUpper(r)) {
			return i, true
		}
	}
	i := int(r - '1')
	return i, r >= '1' && r <= '9' && i < len(s.choices)
}

// pick presses the letter of a choice.
func (s *slot) pick(i int) bool {
	if i < 0 || i >= len(s.choices) {
		return false
	}
	if s.unsure || s.empty || s.kind() != quiz.Multiple && s.full() {
		s.clear()
	}
	at := slices.Index(s.picked, i)
	switch s.kind() {
	case quiz.Multiple:
		s.passed = false
		if at >= 0 {
			s.picked = slices.Delete(slices.Clone(s.picked), at, at+1)
			return true
		}
	case quiz.Order:
		if at >= 0 || len(s.picked) == len(s.choices) {
			return false
		}
	case quiz.Match:
		if len(s.picked) == s.lefts {
			return false
		}
	default:
		if s.choices[i].ID == quiz.Unsure {
			return s.dontKnow()
		}
		s.picked = nil
	}
	s.picked = append(slices.Clip(s.picked), i)
	return true
}

// dontKnow says "I don't know", which a survey does not take.
func (s *slot) dontKnow() bool {
	if s.survey() {
		return false
	}
	s.clear()
	s.unsure = true
	return true
}

// leave says that the sheet has nothing there: of the whole item, of one row of a Match, or of how sure.
func (s *slot) leave() bool {
	switch {
	case s.kind() == quiz.Match && s.begun() && len(s.picked) < s.lefts:
		s.picked = append(slices.Clip(s.picked), gap)
	case s.asksSure() && s.sure == quiz.NotAsked && !s.passed:
		s.passed = true
	default:
		s.clear()
		s.empty = true
	}
	return true
}

// say takes S for sure and N for not sure.
func (s *slot) say(r rune) bool {
	if !s.asksSure() || s.typed() {
		return false
	}
	switch r {
	case 'S':
		return s.be(quiz.Sure)
	case 'N':
		return s.be(quiz.NotSure)
	}
	return false
}

// be says how sure the sheet is.
func (s *slot) be(sure quiz.Sureness) bool {
	if !s.asksSure() {
		return false
	}
	s.sure, s.passed = sure, false
	return true
}

// back takes the last letter of an answer of several away. It reports false when there is nothing to take: then the
// keyboard goes back to the item before.
func (s *slot) back() bool {
	switch {
	case s.typed() && s.text != "":
		runes := []rune(s.text)
		s.text, s.sure = string(runes[:len(runes)-1]), quiz.NotAsked
	case len(s.picked) > 0 && (s.kind() == quiz.Multiple || s.kind() == quiz.Order || s.kind() == quiz.Match):
		s.picked, s.sure, s.passed = slices.Clone(s.picked[:len(s.picked)-1]), quiz.NotAsked, false
	default:
		return false
	}
	return true
}

// given is the answer as it is kept.
func (s *slot) given() quiz.Given {
	if s.unsure {
		return quiz.Given{Choices: []quiz.ChoiceID{quiz.Unsure}}
	}
	g := quiz.Given{Text: strings.TrimSpace(s.text), Sure: s.sure}
	for _, i := range s.picked {
		id := quiz.ChoiceID("")
		if i != gap {
			id = s.choices[i].ID
		}
		g.Choices = append(g.Choices, id)
	}
	for s.kind() == quiz.Match && len(g.Choices) > 0 && len(g.Choices) < s.lefts {
		g.Choices = append(g.Choices, "")
	}
	return g
}

// response is what goes into the sheet; ok is false for an item that was left open.
func (s *slot) response() (r quiz.Response, ok bool) {
	if !s.begun() && !s.unsure || s.half() {
		return quiz.Response{}, false
	}
	g := s.given()
	return quiz.Response{Item: evaluation.ResponseID(s.poll), Choices: g.Choices, Text: g.Text, Sure: g.Sure}, true
}

// fill shows a response that was kept.
func (s *slot) fill(r quiz.Response) {
	s.clear()
	if r.Given().DontKnow() {
		s.unsure = true
		return
	}
	for _, id := range r.Choices {
		s.picked = append(s.picked, slices.IndexFunc(s.choices, func(c quiz.Choice) bool { return s.same(c, id) }))
	}
	s.text, s.sure = r.Text, r.Sure
	s.passed = s.asksSure() && s.sure == quiz.NotAsked
}

// same reports whether a letter stands for a choice: of right sides that say the same, one is on paper.
func (s *slot) same(c quiz.Choice, id quiz.ChoiceID) bool {
	if c.ID == id || id == "" || s.kind() != quiz.Match {
		return c.ID == id
	}
	return slices.ContainsFunc(s.poll.Item.Choices, func(other quiz.Choice) bool { return other.ID == id && other.Match == c.Match })
}

// words are what was keyed in, to be read: "B Call for help", "C A B D".
func (s *slot) words() string {
	switch {
	case s.unsure:
		return "I don't know"
	case s.empty:
		return "Left empty"
	case s.typed():
		return strings.TrimSpace(s.text + " " + s.unit())
	case len(s.picked) == 1 && s.kind() != quiz.Order && s.kind() != quiz.Match:
		return s.choices[s.picked[0]].Words()
	}
	letters := make([]string, len(s.picked))
	for n, i := range s.picked {
		letters[n] = "–"
		if i != gap {
			letters[n] = session.Letter(i)
		}
	}
	if s.kind() == quiz.Multiple {
		slices.Sort(letters)
	}
	return strings.Join(letters, " ")
}

func (s *slot) unit() string {
	if s.text == "" {
		return ""
	}
	return s.poll.Item.Unit
}
