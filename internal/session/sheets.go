package session

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
)

// sheets are what was handed in before and after.
type sheets struct {
	kept    map[sheetKey]Keyed
	ofPhone map[phoneSheet]sheetKey
	count   map[evaluation.Phase]int
	paired  int
}

// A sheetKey names a sheet: by its mark, else by its number, else by the phone that sent it.
type sheetKey struct {
	phase  evaluation.Phase
	mark   evaluation.Mark
	number int
	phone  Phone
}

type phoneSheet struct {
	phone Phone
	phase evaluation.Phase
}

func newSheets() sheets {
	return sheets{kept: map[sheetKey]Keyed{}, ofPhone: map[phoneSheet]sheetKey{}, count: map[evaluation.Phase]int{}}
}

// keyOf is the name of a sheet.
func keyOf(k Keyed) sheetKey {
	key := sheetKey{phase: k.Sheet.Phase, mark: k.Sheet.Mark, number: k.Number}
	if key.mark == "" && key.number == 0 {
		key.phone = k.By
	}
	return key
}

// put keeps a sheet, in place of the one of its name and of the one that the same phone sent before. A phone whose sheet
// is replaced by that of another is not asked again: two people who made the same own code would replace each other's
// for ever.
func (s *sheets) put(k Keyed) {
	key, from := keyOf(k), phoneSheet{k.By, k.Sheet.Phase}
	if old, ok := s.ofPhone[from]; ok && k.By != "" && s.kept[old].By == k.By {
		s.drop(old)
	}
	earlier := s.kept[key].By
	s.drop(key)
	if earlier != "" && earlier != k.By {
		s.ofPhone[phoneSheet{earlier, key.phase}] = key
	}
	if k.By != "" {
		s.ofPhone[from] = key
	}
	s.kept[key] = k
	s.count[key.phase]++
	if _, both := s.kept[key.other()]; both && key.mark != "" {
		s.paired++
	}
}

func (s *sheets) drop(key sheetKey) {
	old, ok := s.kept[key]
	if !ok {
		return
	}
	delete(s.kept, key)
	if old.By != "" {
		delete(s.ofPhone, phoneSheet{old.By, key.phase})
	}
	s.count[key.phase]--
	if _, both := s.kept[key.other()]; both && key.mark != "" {
		s.paired--
	}
}

// other is the name of the sheet of the same mark in the other phase.
func (k sheetKey) other() sheetKey {
	if k.phase == evaluation.Before {
		k.phase = evaluation.After
	} else {
		k.phase = evaluation.Before
	}
	return k
}

func (s *Session) opened(e Opened) (func(), error) {
	switch {
	case !validPhase(e.Phase):
		return nil, ErrBadEvent
	case len(s.plan.Check) == 0:
		return nil, ErrNoPoll
	}
	return func() {
		switch {
		case e.On:
			s.phase, s.phaseShown = e.Phase, true
		case s.phase == e.Phase:
			s.phase, s.phaseShown = "", false
		}
	}, nil
}

func validPhase(p evaluation.Phase) bool { return p == evaluation.Before || p == evaluation.After }

func (s *Session) keyed(e Keyed) (func(), error) {
	key := keyOf(e)
	_, again := s.sheets.kept[key]
	switch {
	case !validPhase(key.phase), key.mark != "" && (key.number != 0 || !hexDigits(string(key.mark))):
		return nil, ErrBadEvent
	case key.number < 0 || key.number > MostPhones, e.By != "" && key.number != 0, key.mark == "" && key.number == 0 && e.By == "":
		return nil, ErrBadEvent
	case (e.By == "") != (e.Sheet.Way == evaluation.Paper), e.By != "" && e.Sheet.Way != evaluation.Phones:
		return nil, fmt.Errorf("%w: a sheet does not come by %q", ErrBadEvent, e.Sheet.Way)
	case e.By != "" && s.phones[e.By] == nil:
		return nil, ErrNotJoined
	case e.By != "" && s.phase != key.phase:
		return nil, ErrNotOpen
	case !again && s.sheets.count[key.phase] >= MostPhones:
		return nil, ErrFull
	case len(e.Sheet.Responses) > len(s.plan.Check):
		return nil, ErrBadAnswer
	}
	responses, err := s.judgeSheet(e.Sheet.Responses)
	if err != nil {
		return nil, err
	}
	e.Sheet.Responses = responses
	return func() { s.sheets.put(e) }, nil
}

// judgeSheet judges what was given by the items of the check. Responses come back in the order of the check, named by poll.
func (s *Session) judgeSheet(given []quiz.Response) ([]quiz.Response, error) {
	judged := make([]quiz.Response, len(s.plan.Check))
	for _, r := range given {
		at := checkAt(s.plan.Check, r.Item)
		if at < 0 || judged[at].Item != "" {
			return nil, fmt.Errorf("%w: %q is not asked, or was answered twice", ErrBadAnswer, r.Item)
		}
		res, err := judge(&s.plan.Check[at], r.Given())
		if err != nil {
			return nil, err
		}
		res.Item = quiz.ItemID(s.plan.Check[at].ID)
		judged[at] = res
	}
	return slices.DeleteFunc(judged, func(r quiz.Response) bool { return r.Item == "" }), nil
}

// checkAt is the place of an item of the check, by the id of its poll or, if only one has it, by its own; −1 for none.
func checkAt(check []plan.Poll, id quiz.ItemID) int {
	found := -1
	for i, p := range check {
		switch {
		case quiz.ItemID(p.ID) == id:
			return i
		case p.Item.ID == id && found >= 0:
			return -1
		case p.Item.ID == id:
			found = i
		}
	}
	return found
}

func (s *Session) unkeyed(e Unkeyed) (func(), error) {
	key := sheetKey{phase: e.Phase, mark: e.Mark, number: e.Number}
	if _, ok := s.sheets.kept[key]; !ok {
		return nil, fmt.Errorf("%w: there is no such sheet", ErrBadEvent)
	}
	return func() { s.sheets.drop(key) }, nil
}

// Sheets are what was keyed in and sent, judged: those before first, by number, then by mark.
func (s *Session) Sheets() []Keyed {
	all := make([]Keyed, 0, len(s.sheets.kept))
	for _, k := range s.sheets.kept {
		all = append(all, k)
	}
	slices.SortFunc(all, func(a, b Keyed) int {
		return cmp.Or(strings.Compare(string(b.Sheet.Phase), string(a.Sheet.Phase)), cmp.Compare(a.Number, b.Number),
			strings.Compare(string(a.Sheet.Mark), string(b.Sheet.Mark)), strings.Compare(string(a.By), string(b.By)))
	})
	return all
}

// hexDigits reports whether a text is 32 hexadecimal digits, as phones and marks are.
func hexDigits(text string) bool {
	const digits = 32
	return len(text) == digits && !strings.ContainsFunc(text, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'f')
	})
}
