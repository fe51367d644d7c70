package session_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/session"
)

func TestWhatWasAskedCanBeCountedLater(t *testing.T) {
	m := began(t, workshop())
	if got := m.Asked(); len(got) != 0 {
		t.Errorf("nothing was asked, and there is %+v", got)
	}
	m.do(atSnoring, session.Asked{Poll: "overdose/snoring"}, atSigns, session.Asked{Poll: "overdose/signs"},
		session.Counted{Poll: "overdose/snoring", Way: evaluation.Paper, Counts: map[string]int{"call": 7}})
	got := m.Asked()
	if len(got) != 2 || got[0].Poll.ID != "overdose/snoring" || got[0].Counts[evaluation.Paper]["call"] != 7 || got[0].Round != 1 {
		t.Fatalf("%+v", got)
	}
	if diff := cmp.Diff(*m.Desk().Poll, got[1]); diff != "" {
		t.Errorf("the current one looks different here: %s", diff)
	}
}
