package session_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/session"
)

func TestTheReportTellsNoAnswersOfFewPeople(t *testing.T) {
	const poll = "overdose/snoring"
	told := evaluation.RoundResult{Counts: map[string]int{"call": 5}, Answered: 5, Right: 5}
	for _, c := range []struct {
		name          string
		phones, hands int
		want          evaluation.RoundResult
	}{
		{"nobody", 0, 0, evaluation.RoundResult{}},
		{"four phones", 4, 0, evaluation.RoundResult{Answered: 4}},
		{"five phones", 5, 0, told},
		{"three phones and a hand", 3, 1, evaluation.RoundResult{Answered: 4}},
		{"three phones and two hands", 3, 2, told},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := began(t, workshop())
			m.join(5)
			m.do(atSnoring, session.Asked{Poll: poll})
			for n := range c.phones {
				m.do(answer(poll, 1, n+1, "call"))
			}
			m.do(session.Counted{Poll: poll, Way: evaluation.Hands, Counts: map[string]int{"call": c.hands}})
			got := m.Report("r", noon())
			if len(got.Polls) != 1 || len(got.Polls[0].Rounds) != 1 {
				t.Fatalf("the report has %+v", got.Polls)
			}
			if diff := cmp.Diff(c.want, got.Polls[0].Rounds[0]); diff != "" {
				t.Error(diff)
			}
			if _, err := evaluation.EncodeReport(got); err != nil {
				t.Error("it cannot be kept:", err)
			}
		})
	}
}
