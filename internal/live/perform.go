package live

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/session"
)

// A doRequest is one thing that a phone does.
type doRequest struct {
	Number   int              `json:"number"` // rises by one with each, from 1
	Language catalog.Language `json:"lang"`   // of the words around the content
	Answer   *answered        `json:"answer,omitempty"`
	Vote     *voted           `json:"vote,omitempty"`
	Write    *wrote           `json:"write,omitempty"`
	Like     *liked           `json:"like,omitempty"`
	Sheet    *sheet           `json:"sheet,omitempty"`
	Team     int              `json:"team,omitempty"` // to belong to, from 1
}

type answered struct {
	Poll  plan.PollID `json:"poll"`
	Round int         `json:"round"`
	given
}

type voted struct {
	Poll   plan.PollID       `json:"poll"`
	Round  int               `json:"round"`
	Action scenario.ActionID `json:"action"`
}

type wrote struct {
	Poll plan.PollID `json:"poll"`
	Text string      `json:"text"`
}

type liked struct {
	Poll plan.PollID `json:"poll"`
	Word int         `json:"word"`
}

// A sheet is what is answered before or after, with an own code, a ticket or neither.
type sheet struct {
	Phase   evaluation.Phase `json:"phase"`
	Own     []string         `json:"own,omitempty"` // answers to evaluation.OwnQuestions
	Ticket  string           `json:"ticket,omitempty"`
	None    bool             `json:"none,omitempty"` // without a code: it counts and is never paired
	Answers []sheetAnswer    `json:"answers"`
}

type sheetAnswer struct {
	Item string `json:"item"` // poll.ID
	given
}

// things counts what is asked for: one, unless the phone does not know what it does.
func (d doRequest) things() int {
	n := 0
	for _, there := range []bool{d.Answer != nil, d.Vote != nil, d.Write != nil, d.Like != nil, d.Sheet != nil, d.Team != 0} {
		if there {
			n++
		}
	}
	return n
}

// perform lets it happen, or finds that it has happened already: the program may have been started anew between what was done
// and what the phone heard.
func (s *Server) perform(ctx context.Context, p session.Phone, d doRequest) error {
	ctx = context.WithoutCancel(ctx) // a phone that goes to sleep has answered nevertheless
	switch {
	case d.Answer != nil:
		return s.answered(ctx, p, *d.Answer)
	case d.Vote != nil:
		err := s.room.Do(ctx, session.Voted{Poll: d.Vote.Poll, Round: d.Vote.Round, Phone: p, Action: d.Vote.Action})
		if v := s.room.Phone(p); err != nil && v.Scenario != nil && v.Scenario.ID == d.Vote.Poll && v.Scenario.Round == d.Vote.Round && v.MyVote == d.Vote.Action {
			return nil
		}
		return err
	case d.Write != nil:
		return s.wrote(ctx, p, *d.Write)
	case d.Like != nil:
		if v := s.room.Phone(p); v.Wall != nil && v.Wall.ID == d.Like.Poll && slices.Contains(v.Liked, d.Like.Word) {
			return nil
		}
		return s.room.Do(ctx, session.Liked{Poll: d.Like.Poll, Word: d.Like.Word, Phone: p})
	case d.Sheet != nil:
		return s.keyed(ctx, p, *d.Sheet)
	}
	return s.room.Do(ctx, session.Joined{Phone: p, Team: d.Team})
}

func (s *Server) answered(ctx context.Context, p session.Phone, a answered) error {
	g := a.given.quiz()
	err := s.room.Do(ctx, session.Answered{Poll: a.Poll, Round: a.Round, Phone: p, Given: g})
	if err == nil || !errors.Is(err, session.ErrNotOpen) {
		return err
	}
	v := s.room.Phone(p)
	if v.Poll != nil && v.Mine != nil && v.Poll.ID == a.Poll && v.Poll.Round == a.Round &&
		slices.Equal(v.Mine.Choices, g.Choices) && v.Mine.Text == g.Text && v.Mine.Sure == g.Sure {
		return nil
	}
	return err
}

func (g given) quiz() quiz.Given {
	return quiz.Given{Choices: each(g.Choices, func(c string) quiz.ChoiceID { return quiz.ChoiceID(c) }), Text: g.Text, Sure: quiz.Sureness(g.Sure)}
}

func (s *Server) wrote(ctx context.Context, p session.Phone, w wrote) error {
	w.Text = strings.Join(strings.Fields(w.Text), " ")
	v := s.room.Phone(p)
	if v.Wall != nil && v.Wall.ID == w.Poll && slices.ContainsFunc(v.Mywords, func(o session.Word) bool { return o.Text == w.Text }) {
		return nil
	}
	return s.room.Do(ctx, session.Wrote{Poll: w.Poll, Phone: p, Text: w.Text})
}

func (s *Server) keyed(ctx context.Context, p session.Phone, sh sheet) error {
	var mark evaluation.Mark
	if !sh.None {
		code, err := codeOf(sh)
		if err != nil {
			return err
		}
		if mark, err = s.room.Mark(ctx, code); err != nil {
			return err
		}
	}
	kept := evaluation.Sheet{Phase: sh.Phase, Mark: mark, Way: evaluation.Phones}
	for _, a := range sh.Answers {
		g := a.quiz()
		kept.Responses = append(kept.Responses, quiz.Response{Item: quiz.ItemID(a.Item), Choices: g.Choices, Text: g.Text, Sure: g.Sure})
	}
	return s.room.Do(ctx, session.Keyed{Sheet: kept, By: p})
}

// codeOf is the canonical code of a sheet. It goes no further than to Room.Mark.
func codeOf(sh sheet) (string, error) {
	if sh.Ticket != "" && len(sh.Own) == 0 {
		code, err := evaluation.ParseTicket(sh.Ticket)
		if err != nil {
			return "", refusal{badTicket}
		}
		return code, nil
	}
	code, err := evaluation.OwnCode(sh.Own)
	if err != nil {
		return "", refusal{badOwn}
	}
	return code, nil
}
