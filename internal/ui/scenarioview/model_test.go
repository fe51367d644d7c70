package scenarioview

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/scenario"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// played is a run of the sample with some steps; "" waits.
func played(t *testing.T, id string, clock int, actions ...scenario.ActionID) scenario.Run {
	t.Helper()
	s := toilet(clock)
	r, err := s.Begin("au-vic", clock > 0, noon)
	if err != nil {
		t.Fatal(err)
	}
	r.ID, r.Module, r.ModuleVersion = id, "m", "1.0"
	for _, a := range actions {
		if a == "" {
			r, err = r.Wait(noon)
		} else {
			r, err = r.Act(a, noon)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return r
}

func recordOf(runs ...scenario.Run) progress.Record { return progress.Record{Runs: runs} }

func start() place        { return place{module: "m", scenario: "toilet"} }
func at(run string) place { return place{module: "m", scenario: "toilet", run: run} }

func TestWhereTheScreenBegins(t *testing.T) {
	broken := played(t, "broken", 0, "open")
	broken.Steps[0].Action = "dance"
	over := played(t, "over", 0, "open", "spray")
	half := played(t, "half", 0, "knock")
	for name, c := range map[string]struct {
		at      place
		runs    []scenario.Run
		want    phase
		resumed bool
		broken  bool
	}{
		"a new scenario starts":                      {start(), nil, starting, false, false},
		"one that was stopped can be gone on with":   {start(), []scenario.Run{half}, starting, true, false},
		"one that is over is not gone on with":       {start(), []scenario.Run{half, over}, starting, false, false},
		"one that does not fit is not gone on with":  {start(), []scenario.Run{broken}, starting, false, false},
		"a run that is named is gone on with":        {at("half"), []scenario.Run{half}, playing, false, false},
		"a run that is named and over is looked at":  {at("over"), []scenario.Run{half, over}, lookback, false, false},
		"a run that does not fit cannot be shown":    {at("broken"), []scenario.Run{broken}, missing, false, true},
		"a run that is not in the record is missing": {at("gone"), nil, missing, false, false},
		"a scenario that is not there is missing":    {place{module: "m", scenario: "gone"}, nil, missing, false, false},
		"a module that is not there is missing":      {place{module: "gone", scenario: "toilet"}, nil, missing, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			st := newModel(library(0), c.at, recordOf(c.runs...), true).state()
			if st.Phase != c.want || (st.Start.Resumed != "") != c.resumed || st.Broken != c.broken {
				t.Errorf("phase %d, resumed %q, broken %v", st.Phase, st.Start.Resumed, st.Broken)
			}
		})
	}
}

func TestTheVariantOfTheRegionIsChosen(t *testing.T) {
	for home, want := range map[catalog.Region]int{"au-vic": 1, "au-nsw": 0, "": 0, "au-vic-melbourne": 1, "au-victor": 0} {
		c := library(0)
		c.Library.HomeRegion = home
		if st := newModel(c, start(), progress.Record{}, true).state(); st.Start.Chosen != want {
			t.Errorf("region %q: variant %d, want %d", home, st.Start.Chosen, want)
		}
	}
}

func TestWhatTheStartSays(t *testing.T) {
	m := newModel(library(20), start(), recordOf(played(t, "over", 20, "leave"), played(t, "half", 20, "open", "")), false)
	want := startState{
		Summary: "Somebody does not answer behind a locked door.",
		Points: []point{
			{pointTime, "It takes about 8 minutes."},
			{pointFree, "You choose what to do, and see what comes of it. Nothing is scored."},
			{pointStop, "You can stop any time and go on later."},
		},
		Variants: []string{"Somewhere else", "Victoria"}, Chosen: 1,
		Note:     "Ambulances come without police here, unless somebody is in danger.",
		HasClock: true, Resumed: "You stopped in the middle of this. It was on 22 November 2026, Victoria, after 2 steps.",
		Earlier: []earlierState{{"22 November 2026 · Robin did not get enough air · Victoria", "over"}},
	}
	if diff := cmp.Diff(want, m.state().Start); diff != "" {
		t.Error(diff)
	}
}

func TestWhatASceneShows(t *testing.T) {
	for name, c := range map[string]struct {
		actions []scenario.ActionID
		want    playState
	}{
		"at the start": {nil, playState{
			Facts:   []fact{{"Minutes gone", "0", ""}, {"Breathing", "Slow and shallow", ""}, {"Naloxone sprays given", "0", ""}, {"Ambulance called", "Not yet", ""}},
			Scene:   []paragraph{{Text: "You knock. Nobody answers. You hear one slow, rattling breath."}, {Picture: "m/images/door.svg", Alt: "A closed door with a hand on it."}},
			Actions: []string{"Open the door with a coin", "Knock again and wait", "Walk away"},
		}},
		"after a step that changes things": {[]scenario.ActionID{"open", "call"}, playState{
			Facts: []fact{{"Minutes gone", "2", ""}, {"Breathing", "Slow and shallow", ""}, {"Naloxone sprays given", "0", ""}, {"Ambulance called", "Yes", "Not yet"}},
			Did:   "Call the ambulance", Scene: []paragraph{{Text: "Robin sits on the floor, lips blue."}},
			Actions: []string{"Give a spray of naloxone"},
		}},
		"after a consequence": {[]scenario.ActionID{"knock", "knock", "open"}, playState{
			Facts: []fact{{"Minutes gone", "3", ""}, {"Breathing", "Stopped", "Slow and shallow"}, {"Naloxone sprays given", "0", ""}, {"Ambulance called", "Not yet", ""}},
			Did:   "Open the door with a coin", Happened: []paragraph{{Text: "The lock turns."}, {Text: "The rattling stops."}},
			Scene:   []paragraph{{Text: "Robin sits on the floor, lips blue."}, {Text: "You see no breath at all."}},
			Actions: []string{"Give a spray of naloxone", "Call the ambulance"},
		}},
		"at the end": {[]scenario.ActionID{"leave"}, playState{
			Facts: []fact{{"Minutes gone", "1", ""}, {"Breathing", "Slow and shallow", ""}, {"Naloxone sprays given", "0", ""}, {"Ambulance called", "Not yet", ""}},
			Did:   "Walk away", Scene: []paragraph{{Text: "The street is loud."}}, Over: true,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			m := newModel(library(0), start(), progress.Record{}, true)
			m.come(played(t, "r", 0, c.actions...))
			if diff := cmp.Diff(c.want, m.state().Play); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatTheDebriefSays(t *testing.T) {
	m := newModel(library(3), at("r"), recordOf(played(t, "r", 3, "knock", "", "leave")), true)
	want := debriefState{
		About: "Victoria · 22 November 2026 · 3 minutes of the story", Kicker: "This time", Heading: "Robin did not get enough air",
		Text: "You can go back and try something else.", Critical: []reason{{"", "Somebody who is left alone cannot be helped."}},
		Path: []moment{
			{Minute: "At the start", What: "Knock again and wait", Mark: harmed, Why: "A rattling breath is a sign of overdose. Waiting costs oxygen.", Better: []string{"Open the door with a coin"}},
			{Minute: "After 1 minute", What: "You waited"},
			{Minute: "After 2 minutes", What: "Walk away", Mark: harmed, Why: "Nobody else knows that they are there."}, // the better choice was named above
			{Minute: "After 3 minutes", What: "The rattling stops.", Self: true, Changed: []change{{"Breathing", "Slow and shallow", "Stopped"}}, Why: "Opioids slow the breath until it stops."},
			{Minute: "After 3 minutes", What: "What came of it:", Self: true, Mark: critical, Why: "Somebody who is left alone cannot be helped."},
		},
		Else:    []reason{{"Open the door with a coin", "Every minute without oxygen counts."}},
		Sources: []sourceState{{"WHO: Community management", catalog.Source{Key: "who", Organisation: "WHO", Title: "Community management"}}},
		Lessons: []lessonState{{"Asleep or overdose?", "signs"}},
		Again:   true, Other: true, Home: true,
	}
	if diff := cmp.Diff(want, m.state().Debrief); diff != "" {
		t.Error(diff)
	}
}

func TestWhatWentWellComesFromWhatHelped(t *testing.T) {
	d := newModel(library(0), at("r"), recordOf(played(t, "r", 0, "open", "spray")), true).state().Debrief
	want := []reason{{"Open the door with a coin", "Every minute without oxygen counts."}, {"Give a spray of naloxone", "Naloxone takes the opioid off."}}
	if diff := cmp.Diff(want, d.Well); diff != "" || !d.Good || d.Critical != nil {
		t.Errorf("good %v, critical %v, %s", d.Good, d.Critical, diff)
	}
}

func TestWhatIsDoneTwiceOrSaysNothingIsToldOnce(t *testing.T) {
	r := played(t, "r", 3, "open", "", "")
	r.Scenario.Rules = append(r.Scenario.Rules, scenario.Rule{ID: "hidden", When: scenario.Condition{atLeast(scenario.Minutes, "1")}, Changes: []scenario.Change{{Variable: "secret", To: "yes"}}})
	r.Scenario.Endings[1].Title = "This time the air came late"
	door, spray := &r.Scenario.Scenes[0], &r.Scenario.Scenes[1].Actions[0]
	door.Actions[1].Weight = scenario.Helped
	spray.Changes, spray.To = nil, ""
	r.Steps = []scenario.Step{{Action: "knock"}, {Action: "knock"}, {Action: "open"}, {Action: "spray"}, {Action: "spray"}}
	d := newModel(library(3), at("r"), recordOf(r), true).state().Debrief
	if d.Kicker != "How it came out" || d.Heading != "This time the air came late" {
		t.Errorf("%q above %q", d.Kicker, d.Heading)
	}
	if len(d.Well) != 3 || len(d.Path) != 6 { // five steps, and the breath that stops
		t.Errorf("%d went well, %d moments: %+v", len(d.Well), len(d.Path), d.Path)
	}
}

func TestADebriefNeedsNoLibrary(t *testing.T) {
	m := newModel(&catalog.Catalog{}, at("r"), recordOf(played(t, "r", 0, "leave")), true)
	d := m.state().Debrief
	if m.phase != lookback || d.Heading == "" || len(d.Path) != 2 || d.Again || d.Home || d.Lessons != nil {
		t.Errorf("phase %d, %+v", m.phase, d)
	}
}

func TestTheClock(t *testing.T) {
	m := newModel(library(3), start(), progress.Record{}, true)
	m.come(played(t, "r", 3))
	steps := []struct {
		name  string
		do    func()
		due   bool
		words string
	}{
		{"begins whole", func() {}, false, "In 3 seconds, a minute passes in the story."},
		{"counts", func() { m.tick() }, false, "In 2 seconds, a minute passes in the story."},
		{"stands while it is paused", func() { m.pause(true); m.tick() }, false, "The clock is paused. Take the time you need."},
		{"goes on where it stood", func() { m.pause(false) }, false, "In 2 seconds, a minute passes in the story."},
		{"counts down to one", func() { m.tick() }, false, "In 1 second, a minute passes in the story."},
	}
	for _, s := range steps {
		s.do()
		if got := m.clockState().Words; got != s.words {
			t.Errorf("%s: it says %q", s.name, got)
		}
	}
	if !m.tick() {
		t.Fatal("no minute is due after three seconds")
	}
	next, ok := m.wait(noon)
	if !ok || len(next.Steps) != 1 || next.Steps[0].Action != "" {
		t.Fatalf("waiting gave %v, %v", next.Steps, ok)
	}
	if m.tick() {
		t.Error("the clock runs while a minute is being saved")
	}
	m.saved(next, progress.ErrDiskFull, noon)
	if m.tick() || m.now.Minutes != 0 {
		t.Error("the clock runs although nothing can be saved")
	}
	again, ok := m.again()
	m.saved(again, nil, noon)
	if !ok || m.now.Minutes != 1 || m.seconds != 0 || m.problem != nil {
		t.Errorf("after another try: minute %d, %d seconds, %v", m.now.Minutes, m.seconds, m.problem)
	}
}

func TestWithoutAClockNothingTicks(t *testing.T) {
	for name, m := range map[string]*model{
		"the scenario has none": newModel(library(0), at("r"), recordOf(played(t, "r", 0)), true),
		"it was switched off":   newModel(library(3), at("r"), recordOf(func() scenario.Run { r := played(t, "r", 3); r.Clock = false; return r }()), true),
	} {
		for range 5 {
			if m.tick() {
				t.Errorf("%s, and a minute passes", name)
			}
		}
		if st := m.state().Play.Clock; st.Shown {
			t.Errorf("%s, and it shows", name)
		}
	}
}

func TestARunThatIsGoneOnWithStartsPaused(t *testing.T) {
	if m := newModel(library(3), at("r"), recordOf(played(t, "r", 3, "knock")), true); !m.paused {
		t.Error("the clock runs at once")
	}
	m := newModel(library(3), start(), recordOf(played(t, "r", 3, "knock")), true)
	m.resume()
	if !m.paused || m.phase != playing || len(m.run.Steps) != 1 {
		t.Errorf("paused %v, phase %d, %d steps", m.paused, m.phase, len(m.run.Steps))
	}
}

func TestAKeyMeantForAnotherActionDoesNothing(t *testing.T) {
	m := newModel(library(3), at("r"), recordOf(played(t, "r", 3, "", "")), true)
	next, _ := m.wait(noon)
	m.saved(next, nil, noon) // nobody knocks any more: the second action is another one now
	if _, ok := m.act(1, noon.Add(settleTime/2)); ok {
		t.Error("a key just after the list has changed counts")
	}
	if next, ok := m.act(1, noon.Add(settleTime)); !ok || next.Steps[3].Action != "leave" {
		t.Error("a key does not count any more")
	}
}

func TestNothingIsBegunTwice(t *testing.T) {
	m := newModel(library(0), start(), progress.Record{}, true)
	run, ok := m.begin("a", noon)
	if _, twice := m.begin("b", noon); !ok || twice || run.ID != "a" || run.Variant != "au-vic" || run.ModuleVersion != "1.0" {
		t.Errorf("began %v, twice %v: %+v", ok, twice, run)
	}
}
