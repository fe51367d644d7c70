package homeview

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

func TestWhatIsNext(t *testing.T) {
	c := uitest.Library()
	basics, overdose := &c.Modules[0], &c.Modules[1]
	lesson := func(m catalog.ModuleID, l catalog.LessonID) nav.Route {
		return nav.Route{Screen: nav.Lesson, Module: m, Lesson: l}
	}
	all := append(uitest.Read(basics, 2), uitest.Read(overdose, 1)...)
	for name, c := range map[string]struct {
		record progress.Record
		want   card
	}{
		"the first module starts": {progress.Record{}, card{
			Kicker: "Start here", Heading: "The basics", Text: "What harm reduction is.", Meta: "2 lessons · 12 minutes",
			Action: "Start", To: lesson("basics", "what"), Share: -1,
		}},
		"reading goes on": {progress.Record{Visits: uitest.Read(basics, 1)}, card{
			Kicker: "The basics", Heading: "Continue: Why it works", Meta: "Lesson 2 of 2 · 7 minutes",
			Action: "Continue", To: lesson("basics", "why"), Share: 1.0 / 3,
		}},
		"the quiz comes after the lessons": {progress.Record{Visits: uitest.Read(basics, 2)}, card{
			Kicker: "The basics", Heading: "Take the quiz", Meta: "2 questions", Action: "Take the quiz", Share: 2.0 / 3,
			Text: "You have read every lesson. The quiz explains each answer, and you can take it as often as you like.",
			To:   nav.Route{Screen: nav.Quiz, Module: "basics"},
		}},
		"a quiz goes on": {progress.Record{Visits: uitest.Read(basics, 2), Attempts: []quiz.Attempt{uitest.Attempt(basics, "a1", 1, 0)}}, card{
			Kicker: "The basics", Heading: "Go on with the quiz", Meta: "1 of 2 questions answered", Action: "Go on with the quiz", Share: 0.5,
			Text: "Your answers so far are saved.", To: nav.Route{Screen: nav.Quiz, Module: "basics", Attempt: "a1"},
		}},
		"a quiz is tried again, without blame": {progress.Record{Visits: uitest.Read(basics, 2), Attempts: []quiz.Attempt{uitest.Attempt(basics, "a1", 1, 1)}}, card{
			Kicker: "The basics", Heading: "Try the quiz again", Meta: "Best so far: 1 of 2 right", Action: "Try the quiz again", Share: 2.0 / 3,
			Text: "Not yet: read again what you were unsure of, then have another go.", To: nav.Route{Screen: nav.Quiz, Module: "basics"},
		}},
		"the next module starts": {progress.Record{Visits: uitest.Read(basics, 2), Attempts: []quiz.Attempt{uitest.Attempt(basics, "a1", 2, 0)}}, card{
			Kicker: "Next module", Heading: "Overdose", Text: "Notice it and act.", Meta: "1 lesson · 20 minutes",
			Action: "Start", To: lesson("overdose", "act"), Share: -1,
		}},
		"all is done": {progress.Record{Visits: all, Attempts: []quiz.Attempt{uitest.Attempt(basics, "a1", 2, 0), uitest.Attempt(overdose, "a2", 2, 0)}}, card{
			Kicker: "All done", Heading: "You have finished every module", Calm: true, Done: true, Share: -1,
			Text:   "Now pass it along: print a handout for somebody, or read a lesson again before you talk about it.",
			Action: "See the handouts", To: nav.Route{Screen: nav.Handouts},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			m := &model{catalog: uitest.Library()}
			if diff := cmp.Diff(c.want, m.next(c.record)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestALibraryWithoutModulesHasNothingDone(t *testing.T) {
	m := &model{catalog: &catalog.Catalog{}}
	if c := m.next(progress.Record{}); !c.Empty || c.Done || c.To.Screen != nav.Update {
		t.Errorf("%+v", c)
	}
}

func TestModulesAtAGlance(t *testing.T) {
	c := uitest.Library()
	m := &model{catalog: c}
	r := progress.Record{Visits: uitest.Read(&c.Modules[1], 1)}
	want := []tile{
		{Module: "overdose", Title: "Overdose", Standing: "All lessons read, quiz to go", Share: 0.5, Draft: true},
		{Module: "basics", Title: "The basics", Standing: "2 lessons · 12 minutes", Share: -1},
	}
	if diff := cmp.Diff(want, m.tiles(r)); diff != "" {
		t.Error(diff)
	}
	for range 10 {
		c.Modules = append(c.Modules, c.Modules[1])
	}
	s := m.state(progress.Profile{}, r)
	if len(s.Modules) != shownModules || s.All != "See all 12 modules" {
		t.Errorf("%d modules, then %q", len(s.Modules), s.All)
	}
}

func TestALearnerGoesOnWithTheirTrack(t *testing.T) {
	c := uitest.Library()
	basics, done := c.Modules[0], c.Modules[0]
	basics.ID, done.ID, done.Quiz.ID = "first", "needles", "needles-quiz"
	c.Modules = []catalog.Module{basics, c.Modules[1], done}
	c.Library.Tracks = []catalog.Track{{ID: "start", Title: "Start here", Modules: []catalog.ModuleID{"first"}}, {ID: "out", Title: "Outreach", Modules: []catalog.ModuleID{"needles", "overdose"}}}
	m := &model{catalog: c}
	r := progress.Record{Attempts: []quiz.Attempt{uitest.Attempt(&done, "a1", 2, 0)}}
	if card := m.next(r); card.Kicker != "Next in Outreach" || card.To.Module != "overdose" {
		t.Errorf("next is %+v", card)
	}
	var order []catalog.ModuleID
	for _, tile := range m.tiles(r) {
		order = append(order, tile.Module)
	}
	if diff := cmp.Diff([]catalog.ModuleID{"overdose", "first", "needles"}, order); diff != "" {
		t.Error(diff)
	}
}

func TestDraftsAreNamed(t *testing.T) {
	c := uitest.Library()
	m := &model{catalog: c}
	if got, want := m.draft(), "1 of 2 modules is a draft. It still waits for a clinical, legal or peer review."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	c.Modules[0].Reviewers = nil
	if got, want := m.draft(), "Everything here is a draft. It still waits for its clinical, legal and peer review."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	c.Modules = nil
	if got := m.draft(); got != "" {
		t.Errorf("got %q for no modules", got)
	}
}

func TestContentLine(t *testing.T) {
	issued := uitest.Noon
	for name, c := range map[string]struct {
		revision catalog.Revision
		parts    int
		want     string
	}{
		"what came with the program": {catalog.Revision{Issued: issued}, 1, "The content of 22 November 2026 that came with Passalong"},
		"signed":                     {catalog.Revision{Manifest: "ab", Issued: issued, Origin: "nuaa/library", Signed: true}, 1, "Content of 22 November 2026 from nuaa/library · signed"},
		"an author's":                {catalog.Revision{Manifest: "ab", Issued: issued, Origin: "old/library"}, 1, "Content of 22 November 2026 from old/library · unsigned"},
		"with a local library":       {catalog.Revision{Issued: issued}, 2, "The content of 22 November 2026 that came with Passalong · and one more library"},
		"with several":               {catalog.Revision{Issued: issued}, 4, "The content of 22 November 2026 that came with Passalong · and 3 more libraries"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := contentLine(&catalog.Catalog{Revision: c.revision, Parts: make([]catalog.Part, c.parts)}); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestANoticeSaysThatNothingIsLost(t *testing.T) {
	got := explainNotice(&catalog.FallbackError{Err: catalog.ErrDamaged})
	if got.What != "The content you installed cannot be used, so you see the content that came with Passalong." || got.Detail == "" {
		t.Errorf("%+v", got)
	}
	if got := explainNotice(errors.New("what")); got.What != "Something went wrong." {
		t.Errorf("%+v", got)
	}
	if got := explainNotice(nil); got.What != "" {
		t.Errorf("%+v", got)
	}
}
