package moduleview

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// rich is a library whose first module has two objectives with a lesson each, a scenario and two skills.
func rich() *catalog.Catalog {
	c := uitest.Library()
	m := &c.Modules[0]
	m.Objectives = []catalog.Objective{{ID: "say", Text: "Say what it is"}, {ID: "why", Text: "Say why"}}
	m.Lessons[0].Objectives, m.Lessons[1].Objectives = []catalog.ObjectiveID{"say"}, []catalog.ObjectiveID{"why"}
	m.Quiz.Items[0].Objective, m.Quiz.Items[1].Objective = "say", "why"
	m.Skills = []catalog.Skill{
		{ID: "turn", Title: "Turn a person over", Steps: []catalog.SkillStep{{ID: "a", Text: "Kneels"}}},
		{ID: "spray", Title: "Give a spray", Steps: []catalog.SkillStep{{ID: "a", Text: "Presses once"}}},
	}
	m.Scenarios = []scenario.Scenario{{
		ID: "street", Title: "On the street", Summary: "Somebody lies there.", Minutes: 4, Limit: 5, Start: "here",
		Scenes: []scenario.Scene{
			{ID: "here", Actions: []scenario.Action{{ID: "stay", Takes: 1, To: "end"}, {ID: "look", Takes: 1}}},
			{ID: "end"},
		},
		Endings: []scenario.Ending{{ID: "well", Title: "You stayed", Good: true}},
	}}
	return c
}

func run(t *testing.T, id string, actions ...scenario.ActionID) scenario.Run {
	t.Helper()
	r, err := rich().Modules[0].Scenarios[0].Begin("", false, uitest.Noon)
	for _, a := range actions {
		if err == nil {
			r, err = r.Act(a, uitest.Noon)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	r.ID, r.Module = id, "basics"
	return r
}

// checking is a pre-check with right answers and wrong ones, in that order.
func checking(right, wrong int) quiz.Attempt {
	m := &rich().Modules[0]
	a := uitest.Attempt(m, "check", right, wrong)
	a.Purpose, a.Quiz = quiz.PreCheck, progress.PreCheck(m, 0)
	return a
}

func TestWhatIsKnownAlreadyIsOfferedBeforeTheStart(t *testing.T) {
	to := nav.Route{Screen: nav.Quiz, Module: "basics", Purpose: quiz.PreCheck}
	passed := uitest.Attempt(&rich().Modules[0], "a", 2, 0)
	for name, x := range map[string]struct {
		record progress.Record
		want   check
	}{
		"before it is begun":         {progress.Record{}, check{"I already know this", "Know some of it? 2 questions show what you can leave out.", to}},
		"while a check is open":      {progress.Record{Attempts: []quiz.Attempt{checking(1, 0)}}, check{"Go on with the check", "1 of 2 questions answered. They are saved.", to}},
		"not after a check":          {progress.Record{Attempts: []quiz.Attempt{checking(0, 2)}}, check{}},
		"not once reading has begun": {progress.Record{Visits: uitest.Read(&rich().Modules[0], 1)}, check{}},
		"not when it is done":        {progress.Record{Attempts: []quiz.Attempt{passed}}, check{}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(x.want, modelOf(rich(), "basics").state(x.record).Check); diff != "" {
				t.Error(diff)
			}
		})
	}
	c := rich()
	c.Modules[0].Quiz.Items = nil
	if s := modelOf(c, "basics").state(progress.Record{}); s.Check.Label != "" || s.Practice || s.More != nil {
		t.Errorf("a module without questions offers %+v, practice %v, more %v", s.Check, s.Practice, s.More)
	}
}

func TestAPreCheckMakesThePathShorter(t *testing.T) {
	for name, x := range map[string]struct {
		attempts []quiz.Attempt
		visits   []progress.Visit
		path     string
		known    []bool
		next     string
	}{
		"nothing is known":          {[]quiz.Attempt{checking(0, 2)}, nil, "", []bool{false, false}, "Lesson 1: What it is"},
		"one lesson is known":       {[]quiz.Attempt{checking(1, 1)}, nil, "You showed that you know what 1 lesson of 2 teaches. Your path has 1 lesson left, about 7 minutes.", []bool{true, false}, "Lesson 2: Why it works"},
		"everything is known":       {[]quiz.Attempt{checking(2, 0)}, nil, "You showed that you know what 2 lessons of 2 teach. Nothing is left to read before the quiz.", []bool{true, true}, "You have read or know every lesson"},
		"what is known can be read": {[]quiz.Attempt{checking(1, 1)}, uitest.Read(&rich().Modules[0], 1), "You showed that you know what 1 lesson of 2 teaches. Your path has 1 lesson left, about 7 minutes.", []bool{false, false}, "Lesson 2: Why it works"},
	} {
		t.Run(name, func(t *testing.T) {
			s := modelOf(rich(), "basics").state(progress.Record{Attempts: x.attempts, Visits: x.visits})
			if s.Path != x.path {
				t.Errorf("path %q", s.Path)
			}
			for i, l := range s.Lessons {
				if l.Known != x.known[i] {
					t.Errorf("lesson %d known: %v, %q", i+1, l.Known, l.Meta)
				}
			}
			if s.Next.Note != x.next {
				t.Errorf("next is %q", s.Next.Note)
			}
		})
	}
	s := modelOf(rich(), "basics").state(progress.Record{Attempts: []quiz.Attempt{checking(1, 1)}})
	if want := "Shown on 22 November 2026 · 5 minutes"; s.Lessons[0].Meta != want {
		t.Errorf("a known lesson says %q", s.Lessons[0].Meta)
	}
}

func TestScenariosSayHowTheyCameOut(t *testing.T) {
	for name, x := range map[string]struct {
		runs []scenario.Run
		want scene
	}{
		"never played":           {nil, scene{Meta: "4 minutes"}},
		"stopped":                {[]scenario.Run{run(t, "a", "look")}, scene{Meta: "4 minutes", Open: true}},
		"came out well":          {[]scenario.Run{run(t, "a", "stay")}, scene{Meta: "4 minutes · Last time: You stayed", Good: true}},
		"came out well, stopped": {[]scenario.Run{run(t, "a", "stay"), run(t, "b")}, scene{Meta: "4 minutes · Last time: You stayed", Good: true, Open: true}},
	} {
		t.Run(name, func(t *testing.T) {
			x.want.ID, x.want.Heading, x.want.Text = "street", "On the street", "Somebody lies there."
			if diff := cmp.Diff([]scene{x.want}, modelOf(rich(), "basics").state(progress.Record{Runs: x.runs}).Scenarios); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAnEndingIsNotThisTimeLastTime(t *testing.T) {
	late := run(t, "a", "stay")
	late.Scenario.Endings = []scenario.Ending{{ID: "late", Title: "This time the air came late"}}
	if got := modelOf(rich(), "basics").state(progress.Record{Runs: []scenario.Run{late}}).Scenarios[0].Meta; got != "4 minutes · Last time: the air came late" {
		t.Errorf("it says %q", got)
	}
}

func TestSkillsAreCounted(t *testing.T) {
	seen := func(skill catalog.SkillID, missing ...string) progress.Observation {
		return progress.Observation{Module: "basics", Skill: skill, Missing: missing}
	}
	for name, x := range map[string]struct {
		seen []progress.Observation
		want skillsState
	}{
		"none":              {nil, skillsState{true, "2 skills", false}},
		"one in part":       {[]progress.Observation{seen("turn", "Kneels")}, skillsState{true, "2 skills", false}},
		"one of two, twice": {[]progress.Observation{seen("turn"), seen("turn")}, skillsState{true, "2 skills · 1 seen", false}},
		"both":              {[]progress.Observation{seen("turn"), seen("spray")}, skillsState{true, "2 skills · 2 seen", true}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := modelOf(rich(), "basics").state(progress.Record{Observations: x.seen}).Skills; got != x.want {
				t.Errorf("got %+v", got)
			}
		})
	}
	if modelOf(uitest.Library(), "basics").state(progress.Record{}).Skills.Shown {
		t.Error("skills that are not there are shown")
	}
}

func TestACertificateIsFoundOrMade(t *testing.T) {
	passed := []quiz.Attempt{uitest.Attempt(&rich().Modules[0], "a", 2, 0)}
	other := progress.Certificate{Number: "T", Kind: progress.TrackCertificate, Subject: "basics"}
	for name, x := range map[string]struct {
		record progress.Record
		want   nav.Route
	}{
		"none before the module is done": {progress.Record{Certificates: []progress.Certificate{{Number: "1", Kind: progress.ModuleCertificate, Subject: "basics"}}}, nav.Route{}},
		"one is made":                    {progress.Record{Attempts: passed, Certificates: []progress.Certificate{other}}, nav.Route{Screen: nav.Progress, Query: nav.ProofSection}},
		"the newest is shown": {
			progress.Record{Attempts: passed, Certificates: []progress.Certificate{
				{Number: "1", Kind: progress.ModuleCertificate, Subject: "basics"}, {Number: "2", Kind: progress.ModuleCertificate, Subject: "basics"}, other,
			}},
			nav.Route{Screen: nav.Sheet, Sheet: nav.CertificateSheet, Number: "2"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := modelOf(rich(), "basics").state(x.record).Certificate; got != x.want {
				t.Errorf("leads to %+v", got)
			}
		})
	}
}

func TestMoreHasWhatCanBeUsed(t *testing.T) {
	labels := func(r progress.Record) []string {
		var all []string
		for _, w := range modelOf(rich(), "basics").state(r).More {
			all = append(all, w.Label)
		}
		return all
	}
	if diff := cmp.Diff([]string{"Questions for other programs"}, labels(progress.Record{})); diff != "" {
		t.Errorf("at the start: %s", diff)
	}
	done := progress.Record{Attempts: []quiz.Attempt{checking(1, 1)}}
	if diff := cmp.Diff([]string{"My answers", "Check what I know", "Questions for other programs"}, labels(done)); diff != "" {
		t.Errorf("after a check: %s", diff)
	}
}

func TestEveryWayToPracticeAndGroup(t *testing.T) {
	w, way := uitest.Window(t), &uitest.Way{}
	record := progress.Record{Attempts: []quiz.Attempt{checking(1, 1), uitest.Attempt(&rich().Modules[0], "a", 2, 0)}, Runs: []scenario.Run{run(t, "r", "stay")}}
	s := New(t.Context(), Deps{
		Catalog: rich(), Learner: uitest.Learner(t, progress.Profile{}, record), Nav: way, Canvas: w.Canvas, Now: uitest.Now,
	}, "basics")
	w.Show(s.Content())
	w.Markup(t, "done.xml")
	for label, want := range map[string]nav.Route{
		"Your certificate":             {Screen: nav.Progress, Query: nav.ProofSection},
		"On the street":                {Screen: nav.Scenario, Module: "basics", Scenario: "street"},
		"Practise the questions":       {Screen: nav.Quiz, Module: "basics", Purpose: quiz.Practice},
		"Skills to show":               {Screen: nav.Skills, Module: "basics"},
		"Print the quiz":               {Screen: nav.Sheet, Module: "basics", Sheet: nav.QuizSheet},
		"My answers":                   {Screen: nav.Answers, Module: "basics"},
		"Check what I know":            {Screen: nav.Quiz, Module: "basics", Purpose: quiz.PreCheck},
		"Questions for other programs": {Screen: nav.Exchange, Module: "basics"},
	} {
		w.Return(label)
		if got := way.Last(); got != want {
			t.Errorf("%s leads to %+v", label, got)
		}
	}
}
