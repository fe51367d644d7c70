package paperview

import (
	"maps"
	"slices"
	"unicode"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
)

// slips are paper slips with one answer each, which are counted for one question at a time.
type slips struct {
	asked  []session.DeskPoll
	at     int // of asked; −1 for none
	counts map[string]int
	keyed  []string // keys of rows in the order in which letters were pressed
	dirty  bool     // counted and not saved
}

// take shows what the session has now. Counts that are not saved yet stay.
func (s *slips) take(asked []session.DeskPoll) {
	id := plan.PollID("")
	if s.at >= 0 && s.at < len(s.asked) {
		id = s.asked[s.at].Poll.ID
	}
	at := slices.IndexFunc(asked, func(p session.DeskPoll) bool { return p.Poll.ID == id })
	s.asked = asked
	if at >= 0 && s.dirty {
		s.at = at
		return
	}
	if at < 0 {
		at = len(asked) - 1 // what was asked last is what slips come for
	}
	s.open(at)
}

// open goes to a question, with the counts that it has.
func (s *slips) open(at int) {
	s.at, s.counts, s.keyed, s.dirty = at, map[string]int{}, nil, false
	if at >= 0 {
		maps.Copy(s.counts, s.asked[at].Counts[evaluation.Paper])
	}
}

// rows are what is counted.
func (s *slips) rows() []session.Row {
	if s.at < 0 || s.at >= len(s.asked) {
		return nil
	}
	return s.asked[s.at].Rows
}

// sign is the key for a row: its letter, or one for what has none.
func sign(r session.Row) string {
	switch {
	case r.Letter != "":
		return r.Letter
	case r.Key == session.RowRight:
		return "R"
	case r.Key == session.RowPartly:
		return "P"
	case r.Key == session.RowWrong:
		return "N"
	}
	return "?"
}

// key counts one slip. It reports whether the letter is one of the question's.
func (s *slips) key(r rune) bool {
	for _, row := range s.rows() {
		if sign(row) == string(unicode.ToUpper(r)) || row.Key == session.RowDontKnow && r == '?' {
			return s.add(row.Key)
		}
	}
	return false
}

func (s *slips) add(key string) bool {
	if s.counts[key] >= session.MostCounted {
		return false
	}
	s.counts[key]++
	s.keyed, s.dirty = append(s.keyed, key), true
	return true
}

// back takes back the slip that was counted last.
func (s *slips) back() bool {
	if len(s.keyed) == 0 {
		return false
	}
	key := s.keyed[len(s.keyed)-1]
	s.keyed = s.keyed[:len(s.keyed)-1]
	s.counts[key] = max(s.counts[key]-1, 0)
	s.dirty = true
	return true
}

// set takes a number that was typed.
func (s *slips) set(key string, n int) {
	if s.counts[key] != n {
		s.counts[key], s.keyed, s.dirty = n, nil, true
	}
}

func (s *slips) total() int {
	n := 0
	for _, count := range s.counts {
		n += count
	}
	return n
}

// event is what is saved.
func (s *slips) event() session.Counted {
	return session.Counted{Poll: s.asked[s.at].Poll.ID, Way: evaluation.Paper, Counts: maps.Clone(s.counts)}
}
