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
		{"so-sure-of-it", "au-vic", "thank-tom add-what-we-know practise about-police wrap-up goodbye glad-you-asked ring-together", "all-of-them"},
		{"so-sure-of-it", "elsewhere", "correct-first practise wrap-up goodbye ring-together", "heard-and-helped"},
		{"so-sure-of-it", "au-vic", "tell-off wrap-up before-you-go goodbye send-away", "put-right"},
		{"so-sure-of-it", "elsewhere", "let-pass let-pass let-pass goodbye ring-together", "shower-stays!"},
		{"so-sure-of-it", "au-vic", "thank-tom add-what-we-know wrap-up goodbye guess", "guessed!"},
		{"by-nine-tomorrow", "", "what-will-it-decide ask-papers ask-pay ask-vote put-me-down take-a-place page-three my-vote all-agreed say-my-terms ring-a-peer", "real-seat"},
		{"by-nine-tomorrow", "", "put-me-down who-was-asked all-agreed go-home", "heard"},
		{"by-nine-tomorrow", "", "face-for-a-form what-will-it-decide not-like-this", "said-no"},
		{"by-nine-tomorrow", "", "put-me-down whole-story all-agreed ring-a-peer", "for-show"},
		{"by-nine-tomorrow", "", "put-me-down stay-quiet name-someone", "named-someone!"},
		{"just-one", "", "greet quiet-corner not-sure another-door pack-the-bag offer-set mention-naloxone say-goodbye", "both-of-them"},
		{"just-one", "", "greet quiet-corner sure-it-is-fine pack-the-bag offer-set say-goodbye", "took-your-word"},
		{"laneway", "au-vic", "ring-kim one-visit into-the-lane stop-and-wait say-who give-packs offer-naloxone go can-not-hold show-card ring-in", "worth-it"},
		{"laneway", "au-vic", "let-sol-go ring-kim from-the-van", "from-the-van"},
		{"laneway", "au-vic", "not-tonight", "another-night"},
		{"laneway", "au-vic", "one-visit into-the-lane walk-up argue", "ran!"},
		{"laneway", "elsewhere", "let-sol-go ring-kim into-the-lane stop-and-wait say-who give-packs go can-not-hold ring-in", "went-alone!"},
		{"laneway", "elsewhere", "one-visit into-the-lane say-who go can-not-hold tell-who ring-in", "said-too-much!"},
		{"over-there", "au-vic", "ask-tess same-row low-voice ask-again call-manager", "chairs-moved"},
		{"over-there", "elsewhere", "tell-off walk-out nurse-line leave-it", "looked-after"},
		{"over-there", "au-vic", "ask-tess low-voice post-it", "story-out"},
		{"over-there", "elsewhere", "sit-there stand-up keep-waiting keep-waiting keep-waiting until-monday", "went-home!"},
		{"sunday-night", "au-vic", "thank ask-when offer-call let-him hepatitis sets agree-tomorrow good-night", "in-time-together"},
		{"sunday-night", "elsewhere", "have-a-go ask-who push-call thank offer-call speak-for-him promise good-night", "in-time"},
		{"sunday-night", "elsewhere", "thank offer-call leave-call", "has-the-number"},
		{"sunday-night", "au-vic", "ask-who no-worry", "hours-passed!"},
		{"g-sleep", "au-vic", "ask-what check ring on-his-side give-naloxone answer-host watch watch tell-all", "breathing-and-known"},
		{"g-sleep", "elsewhere", "check answer-host ring on-his-side watch watch watch watch into-the-crowd", "breathing-with-help"},
		{"g-sleep", "au-vic", "check ring give-naloxone wake-him-up watch-on-back start-cpr answer-host tell-what-you-saw", "kept-going"},
		{"g-sleep", "au-vic", "look-in-later look-in-later ring give-naloxone answer-host", "too-long!"},
		{"g-sleep", "au-vic", "check ring on-his-side kitchen-break", "alone-in-the-room!"},
		{"g-sleep", "elsewhere", "ask-what go-home", "walked-out!"},
		{"friday-evening", "au-vic", "sit-down what-by-monday ask-drinking warn offer-call ring-together weekend ask-again to-the-bus", "through-the-door"},
		{"friday-evening", "elsewhere", "sit-down offer-call ring-together to-the-bus", "call-made"},
		{"friday-evening", "au-vic", "sit-down ask-drinking warn weekend to-the-bus", "weekend-holds"},
		{"friday-evening", "au-vic", "tip-it-out number-and-keys", "stopped-alone!"},
		{"friday-evening", "au-vic", "sit-down lecture ring-behind to-the-bus", "number-only"},
		{"three-in-the-morning", "au-vic", "back-room ask-plainly ask-plan ring-emergency shift-lead listen hand-over lamp debrief", "both-held"},
		{"three-in-the-morning", "elsewhere", "ask-at-counter ring-line hand-over i-am-fine", "kel-held"},
		{"three-in-the-morning", "au-vic", "the-usual", "left-alone!"},
		{"three-in-the-morning", "elsewhere", "back-room swear-secrecy back-to-queue", "left-alone!"},
		{"ten-minutes-in", "au-vic", "ask-mo quiet-corner thank-baz one-thing check-in two-of-us lock-up", "group-held"},
		{"ten-minutes-in", "elsewhere", "argue-back next-page ask-mo both-at-once cpr keep-going lock-up", "lee-safe"},
		{"ten-minutes-in", "au-vic", "go-to-lee send-home", "sent-off!"},
		{"ten-minutes-in", "au-vic", "joke let-lee-sleep next-page next-page", "too-late!"},
	}
	all, played := map[string]scenario.Scenario{}, map[string]bool{}
	cat := load(t)
	for i := range cat.Modules {
		for _, s := range cat.Modules[i].Scenarios {
			all[string(s.ID)] = s
		}
	}
	for _, w := range ways {
		played[w.scenario] = true
		t.Run(w.scenario+" by "+w.way, func(t *testing.T) {
			s := all[w.scenario]
			if got := play(t, s, w.variant, strings.Fields(w.way)); got != w.ending {
				t.Errorf("ended as %q, want %q", got, w.ending)
			}
		})
	}
	for id := range all {
		if !played[id] {
			t.Errorf("nobody plays %s", id)
		}
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
