package newsview

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/news"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/nav"
)

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err) // a mistake in this file
	}
	return d
}

func told(n news.News) *model {
	m := &model{catalog: &catalog.Catalog{Modules: []catalog.Module{{ID: "m", Title: "Module", Summary: "About it.", Minutes: 20}}}, zone: time.UTC}
	m.found(progress.Record{}, n, nil)
	return m
}

func one(n news.Module) card { return told(news.News{Modules: []news.Module{n}}).state().Modules[0] }

func TestWhenAModuleChanged(t *testing.T) {
	dated := []catalog.ModuleChange{{Version: "1.1", Date: day("2026-12-03"), What: "Two minutes."}}
	for want, n := range map[string]news.Module{
		"Changed on 3 December 2026 (version 1.0 → 1.1)": {Module: "m", From: "1.0", To: "1.1", Changes: dated},
		"Changed (version 1.0 → 1.1)":                    {Module: "m", From: "1.0", To: "1.1"},
		"Changed on 3 December 2026 (now version 1.1)":   {Module: "m", From: news.Unknown, To: "1.1", Changes: dated},
		"New · 0 lessons · 20 minutes":                   {Module: "m", To: "1.0"},
		"New: version 1.0":                               {Module: "unheard of", To: "1.0"},
		"Not in the library any more":                    {Module: "m", From: "1.0"},
	} {
		if got := one(n).When; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestWhatACardSays(t *testing.T) {
	home := func(screen nav.Screen) nav.Route { return nav.Route{Screen: screen, Module: "m"} }
	lesson := home(nav.Lesson)
	lesson.Lesson = "l"
	for name, c := range map[string]struct {
		news news.Module
		want card
	}{
		"one note, a lesson and a handout": {
			news.Module{
				Module: "m", Title: "Module", Library: "Local", From: "1.0", To: "1.1",
				Changes:  []catalog.ModuleChange{{Version: "1.1", Date: day("2026-12-03"), What: " Two minutes.\n", Why: "A study."}},
				Lessons:  []news.Lesson{{ID: "l", Title: "Lesson"}},
				Handouts: []news.HandoutChange{{Handout: "h", Title: "Card", Amendment: catalog.Amendment{Version: "2.0", What: "The dose.", Recall: true}}},
			},
			card{
				Module: "m", Title: "Module", Library: "Local", When: "Changed on 3 December 2026 (version 1.0 → 1.1)",
				Notes: []note{{What: "Two minutes.", Why: "A study."}}, Ways: []way{{"Read: Lesson", lesson}},
				Handouts: []handout{{"Card, version 2.0: The dose.", true, way{"Open “Card”", nav.Route{Screen: nav.Handout, Handout: "h"}}}},
			},
		},
		"several notes": {
			news.Module{Module: "m", From: "1.0", To: "1.2", Changes: []catalog.ModuleChange{{Version: "1.2", What: "b"}, {Version: "1.1", Date: day("2026-11-01"), What: "a"}}},
			card{
				Module: "m", When: "Changed (version 1.0 → 1.2)", Notes: []note{{Head: "Version 1.2", What: "b"}, {Head: "Version 1.1 · 1 November 2026", What: "a"}},
				Ways: []way{{"Open the module", home(nav.Module)}},
			},
		},
		"no note": {
			news.Module{Module: "m", From: "1.0", To: "1.2"},
			card{Module: "m", When: "Changed (version 1.0 → 1.2)", Text: "Its authors left no note on what changed.", Ways: []way{{"Open the module", home(nav.Module)}}},
		},
		"new": {
			news.Module{Module: "m", Title: "Module", To: "1.0"},
			card{Module: "m", Title: "Module", Kind: added, When: "New · 0 lessons · 20 minutes", Text: "About it.", Ways: []way{{"Open the module", home(nav.Module)}}},
		},
		"gone": {
			news.Module{Module: "gone", Title: "gone", From: "1.0"},
			card{Module: "gone", Title: "The module “gone”", Kind: left, When: "Not in the library any more", Text: "What you did in it stays in your record. Nobody keeps what it said up to date any more."},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, one(c.news)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func choice(asked string, right bool, s news.Standing, chosen quiz.ChoiceID) news.Item {
	it := quiz.Item{Kind: quiz.TrueFalse, Prompt: "It lasts an hour.", Choices: []quiz.Choice{{ID: quiz.True}, {ID: quiz.False, Correct: true}, {ID: quiz.Unsure}}}
	then := it
	then.Prompt = asked
	var given []quiz.ChoiceID
	if chosen != "" {
		given = append(given, chosen)
	}
	return news.Item{Asked: then, Now: it, Answer: quiz.Response{Choices: given, Correct: right}, Standing: s}
}

func TestHowAnAnswerStandsNow(t *testing.T) {
	same := "It  lasts an hour. "
	for name, c := range map[string]struct {
		item news.Item
		want corrected
	}{
		"was right and is not": {choice(same, true, news.NotRight, quiz.True), corrected{You: "You answered", Given: []string{"True"}, Stands: "Your answer was right then. It is not right any more."}},
		"was right and is":     {choice(same, true, news.Right, quiz.False), corrected{You: "You answered", Given: []string{"False"}, Stands: "Your answer is right, then and now."}},
		"was not and is":       {choice(same, false, news.Right, quiz.False), corrected{You: "You answered", Given: []string{"False"}, Stands: "Your answer would be right now."}},
		"was not and is not":   {choice(same, false, news.NotRight, quiz.True), corrected{You: "You answered", Given: []string{"True"}, Stands: "Your answer would not be right yet."}},
		"reads differently":    {choice("It lasts two hours.", true, news.Unclear, quiz.True), corrected{You: "You answered", Given: []string{"True"}, Now: "It lasts an hour.", Stands: "The answers read differently now, so have another look."}},
		"did not know":         {choice(same, false, news.Unclear, quiz.Unsure), corrected{You: "You answered", Given: []string{"I don't know"}}},
		"left it open":         {choice(same, false, news.Unclear, ""), corrected{You: "You left it open", Stands: "The answers read differently now, so have another look."}},
	} {
		t.Run(name, func(t *testing.T) {
			c.want.Asked, c.want.Answer = c.item.Asked.Prompt, []string{"False"}
			if diff := cmp.Diff(c.want, correctedOf(&c.item)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheWayToAnswerAgainNeverLeadsToTheOldQuestion(t *testing.T) {
	items := quiz.Quiz{Items: []quiz.Item{{ID: "a"}}}
	open := func(p quiz.Purpose, version string) quiz.Attempt {
		return quiz.Attempt{Purpose: p, Module: "m", ModuleVersion: version, Quiz: items}
	}
	done := open(quiz.Practice, "1.0")
	done.Responses = []quiz.Response{{Item: "a"}}
	practice, pass := nav.Route{Screen: nav.Quiz, Module: "m", Purpose: quiz.Practice}, nav.Route{Screen: nav.Quiz, Module: "m"}
	for name, c := range map[string]struct {
		attempts []quiz.Attempt
		want     way
	}{
		"nothing open":                  {nil, way{"Answer it again", practice}},
		"the old practice is done":      {[]quiz.Attempt{done}, way{"Answer it again", practice}},
		"practice with the new is open": {[]quiz.Attempt{open(quiz.Practice, "1.1")}, way{"Answer it again", practice}},
		"practice with the old is open": {[]quiz.Attempt{open(quiz.Practice, "1.0")}, way{"Answer it again", pass}},
		"the old is open everywhere":    {[]quiz.Attempt{open(quiz.Practice, "1.0"), open(quiz.ForPass, "1.0")}, way{"Open the module", nav.Route{Screen: nav.Module, Module: "m"}}},
	} {
		t.Run(name, func(t *testing.T) {
			m := told(news.News{Modules: []news.Module{{Module: "m", From: "1.0", To: "1.1", Corrected: []news.Item{choice("x", true, news.Unclear, quiz.True)}}}})
			m.record.Attempts = c.attempts
			if diff := cmp.Diff(c.want, m.state().Modules[0].Again); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestManyModules(t *testing.T) {
	var n news.News
	for i := range 40 {
		n.Modules = append(n.Modules, news.Module{Module: "m", From: "1.0", To: "1.1", Begun: i < 20})
	}
	m := told(n)
	st := m.state()
	if len(st.Modules) != 32 || st.More != "Show 8 more modules that you have not begun" {
		t.Errorf("%d are shown, and %q", len(st.Modules), st.More)
	}
	m.showAll()
	if more := m.state(); len(more.Modules) != 40 || more.More != "" || more.Round == st.Round {
		t.Errorf("%d are shown, and %q", len(more.Modules), more.More)
	}
}

func TestWhatIsToBeBinned(t *testing.T) {
	var n news.News
	for cause := range causes {
		n.Bin = append(n.Bin, recall.Recall{Cause: cause, Print: recall.Print{Title: "Card", Version: "1.0", Copies: 40, Place: "the van", At: day("2026-05-03")}})
		if !cause.Bin() {
			t.Errorf("%s is not to be binned", cause)
		}
	}
	n.Bin[0].Cause = recall.Changed
	st := told(n).state()
	if len(st.Bin.Lines) != fewPrints || st.Bin.More != "And 1 more." || st.CanMark || st.Empty {
		t.Errorf("got %+v", st)
	}
	if want := "40 × Card, version 1.0, for the van, printed on 3 May 2026: a newer version corrects it."; st.Bin.Lines[0] != want {
		t.Errorf("got %q", st.Bin.Lines[0])
	}
}

func TestSeeingItAll(t *testing.T) {
	m := told(news.News{Modules: []news.Module{{Module: "m", From: "1.0", To: "1.1"}}})
	m.saving = true
	if done := m.marked(progress.ErrDiskFull); done || m.state().Trouble.What == "" || len(m.state().Modules) != 1 || m.state().Saving {
		t.Errorf("after a failure: %+v", m.state())
	}
	if done := m.marked(nil); !done || !m.state().Empty || m.state().Trouble.What != "" {
		t.Errorf("after it is kept: %+v", m.state())
	}
}
