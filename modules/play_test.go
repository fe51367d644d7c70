package modules_test

import (
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/scenario"
)

// TestWaysLeadWhereTheyShould plays each scenario in ways that differ, so that a change of a rule does not turn a
// good way into a bad one unseen. A “!” after the ending says that there was a critical failure.
func TestWaysLeadWhereTheyShould(t *testing.T) {
	ways := []struct{ scenario, variant, way, ending string }{
		{"public-toilet", "au-vic", "call-out ring-at-door fetch-attendant shout-squeeze first-spray start-cpr second-spray " +
			"keep-going keep-going explain tell-crew", "awake-and-watched"},
		{"public-toilet", "elsewhere", "fetch-attendant shout-squeeze ring-inside first-spray start-cpr second-spray keep-going " +
			"keep-going explain sit-together tell-crew", "awake-and-watched"},
		{"public-toilet", "au-vic", "ring-at-door fetch-attendant start-cpr keep-going keep-going send-attendant first-spray " +
			"keep-going keep-going tell-crew", "kept-going"},
		{"public-toilet", "au-vic", "fetch-attendant first-spray on-her-side second-spray on-her-side on-her-side on-her-side", "too-long!"},
		{"public-toilet", "au-vic", "fetch-attendant ring-inside first-spray start-cpr second-spray pause-cpr start-cpr let-her-go", "left-alone!"},
		{"public-toilet", "au-vic", "fetch-attendant ring-inside send-attendant look-for-crew", "in-the-street!"},
		{"public-toilet", "elsewhere", "walk-on", "walked-on!"},
		{"said-in-the-group", "au-vic", "thank break not-stupid plan back-in", "carried"},
		{"said-in-the-group", "elsewhere", "thank agreement close-group", "held"},
		{"said-in-the-group", "au-vic", "advise break not-stupid back-in", "heard"},
		{"said-in-the-group", "au-vic", "promise thank close-group", "promise-broken!"},
		{"said-in-the-group", "au-vic", "promise say-limits thank close-group", "heard"},
		{"said-in-the-group", "au-vic", "ask-details ask-details", "rae-left!"},
		{"said-in-the-group", "au-vic", "thank break own-story back-in", "alone-with-it"},
		{"just-one", "", "greet make-room how-it-works offer-set mention-naloxone say-goodbye", "comes-back"},
		{"just-one", "", "lecture greet make-room how-it-works offer-set say-goodbye", "at-ease"},
		{"just-one", "", "offer-set say-goodbye", "equipped"},
		{"just-one", "", "offer-set lecture say-goodbye", "set-and-gone"},
		{"just-one", "", "ask-name lecture", "walked-out!"},
		{"just-one", "", "one-for-one say-goodbye", "nothing!"},
	}
	all := map[string]scenario.Scenario{}
	cat := load(t)
	for i := range cat.Modules {
		for _, s := range cat.Modules[i].Scenarios {
			all[string(s.ID)] = s
		}
	}
	for _, w := range ways {
		t.Run(w.scenario+" by "+w.way, func(t *testing.T) {
			s := all[w.scenario]
			if got := play(t, s, w.variant, strings.Fields(w.way)); got != w.ending {
				t.Errorf("ended as %q, want %q", got, w.ending)
			}
		})
	}
}

// play is the ending of a run, "" when it has none or something in it is not offered.
func play(t *testing.T, s scenario.Scenario, variant string, way []string) string {
	t.Helper()
	at := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	run, err := s.Begin(variant, false, at)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range way {
		if run, err = run.Act(scenario.ActionID(id), at); err != nil {
			t.Logf("%s: %v", id, err)
			return ""
		}
	}
	now, err := run.Now()
	if err != nil {
		t.Fatal(err)
	}
	if len(now.Critical) > 0 {
		return now.Ending.ID + "!"
	}
	return now.Ending.ID
}
