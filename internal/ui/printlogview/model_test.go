package printlogview

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

func read(prints []recall.Print) model {
	return model{catalog: library(), now: uitest.Now, prints: prints, read: true, keeps: true, most: few}
}

func TestWhatIsShownOfALog(t *testing.T) {
	fine := []recall.Print{{ID: "1", Handout: "chat", Title: "A good chat", Version: "1.1", Language: "en", ReviewBy: date("2027-05-21"), Copies: 2, At: date("2026-11-02")}}
	for name, c := range map[string]struct {
		m    model
		want state
	}{
		"it is being read":       {model{catalog: library(), now: uitest.Now, keeps: true}, state{Loading: true, Keeps: true}},
		"it cannot be read":      {model{catalog: library(), now: uitest.Now, trouble: explain.Trouble{What: "x"}}, state{Trouble: explain.Trouble{What: "x"}}},
		"there is nothing":       {read(nil), state{Empty: true, Keeps: true}},
		"nothing is to be done":  {read(fine), state{AllGood: true, Keeps: true, Days: []day{{"2 November 2026", []line{{"2 × A good chat, version 1.1", "A4 sheet · English"}}}}}},
		"it is switched off now": {func() model { m := read(fine); m.keeps = false; return m }(), state{AllGood: true, Off: true, Days: []day{{"2 November 2026", []line{{"2 × A good chat, version 1.1", "A4 sheet · English"}}}}}},
		"it was wiped":           {func() model { m := read(nil); m.wiped = true; return m }(), state{Empty: true, Keeps: true, Said: "The print log is wiped. Nothing of it is left on this computer."}},
		"what was said is not kept": {
			func() model { m := read(nil); m.unkept = explain.Trouble{What: "full"}; return m }(), state{Empty: true, Keeps: true, Trouble: explain.Trouble{What: "full"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, c.m.state()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// In Melbourne it is the next day already.
func TestDaysAreThoseOfWherePeopleAre(t *testing.T) {
	melbourne := time.FixedZone("AEDT", 11*3600)
	m := read([]recall.Print{{Handout: "chat", Title: "A good chat", Copies: 1, At: time.Date(2026, 11, 20, 22, 0, 0, 0, time.UTC)}})
	m.now = func() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, melbourne) }
	if got := m.state().Days[0].Date; got != "21 November 2026" {
		t.Error(got)
	}
}

func TestEntriesInWords(t *testing.T) {
	m := read(nil)
	for _, c := range []struct {
		p           recall.Print
		what, where string
	}{
		{recall.Print{Copies: 40, Title: "Steps", Version: "2.1", Language: "vi", Form: paper.HandoutForm{Format: paper.Card, Mono: true}, Place: "the van"}, "40 × Steps, version 2.1", "Wallet card, black and white · Vietnamese · for the van"},
		{recall.Print{Copies: 1, Title: "Steps"}, "1 × Steps", "A4 sheet"},
		{recall.Print{Copies: 3, Alert: "mdma", Title: "Pills", Version: "1.0", Form: paper.HandoutForm{Format: paper.Receipt}}, "3 × Pills, version 1.0", "Receipt, 80 mm"},
		{recall.Print{Copies: 3, Alert: "mdma", Title: "Pills", Settled: date("2026-06-02")}, "3 × Pills", "gone since 2 June 2026"},
	} {
		if what, where := m.what(c.p), m.where(c.p); what != c.what || where != c.where {
			t.Errorf("%q, %q; want %q, %q", what, where, c.what, c.where)
		}
	}
}

func TestWayOutOfARecall(t *testing.T) {
	m := read(nil)
	p := recall.Print{Handout: "steps", Title: "Overdose steps", Copies: 1, At: date("2026-05-03")}
	handout := func(id catalog.HandoutID) nav.Route { return nav.Route{Screen: nav.Handout, Handout: id} }
	for name, c := range map[string]struct {
		r    recall.Recall
		open string
		to   nav.Route
	}{
		"changed":                         {recall.Recall{Print: p, Cause: recall.Changed}, "Print the new version", handout("steps")},
		"newer":                           {recall.Recall{Print: p, Cause: recall.Newer, Now: "2.2"}, "Print the new version", handout("steps")},
		"out of date":                     {recall.Recall{Print: p, Cause: recall.OutOfDate}, "Open the handout", handout("steps")},
		"taken back for another":          {recall.Recall{Print: recall.Print{Handout: "snort"}, Cause: recall.Withdrawn, Withdrawal: &library().Withdrawn[0]}, "Open “A good chat”", handout("chat")},
		"taken back for what is not here": {recall.Recall{Print: recall.Print{Handout: "snort"}, Cause: recall.Withdrawn, Withdrawal: &catalog.Withdrawal{Instead: "none"}}, "", nav.Route{}},
		"gone":                            {recall.Recall{Print: recall.Print{Handout: "x"}, Cause: recall.Gone}, "", nav.Route{}},
		"an alert":                        {recall.Recall{Print: recall.Print{Alert: "mdma"}, Cause: recall.Expired}, "", nav.Route{}},
	} {
		t.Run(name, func(t *testing.T) {
			got := m.card(c.r)
			if got.Open != c.open || got.To != c.to || got.Why == "" {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestWhatIsSaidToBeGone(t *testing.T) {
	m := read(prints())
	if write := m.settle([]string{"5"}); len(write) > 0 {
		t.Errorf("the first is written at once: %v", write)
	}
	if st := m.state(); !st.CanUndo || len(st.Bin) != 2 {
		t.Errorf("%+v", st)
	}
	if diff := cmp.Diff([]string{"5"}, m.settle([]string{"3", "2"})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"3", "2"}, m.flush()); diff != "" {
		t.Error(diff)
	}
	if st := m.state(); st.CanUndo || len(st.Bin) != 0 || len(st.Newer) != 1 {
		t.Errorf("%+v", st)
	}
	if write := m.flush(); len(write) > 0 {
		t.Errorf("written twice: %v", write)
	}
}

func TestSentencesHaveAnEnd(t *testing.T) {
	for text, want := range map[string]string{"It is wrong": "It is wrong.", " It is wrong. ": "It is wrong.", "Why?": "Why?", "Stop!": "Stop!"} {
		if got := sentence(text); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
