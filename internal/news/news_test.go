package news_test

import (
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/news"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/scenario"
)

type seen = map[catalog.ModuleID]string

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err) // a mistake in this file
	}
	return d
}

// library has "dose" at 1.10 with notes and a handout, and "rest" at 2.0 without.
func library() *catalog.Catalog {
	return &catalog.Catalog{Modules: []catalog.Module{
		{ID: "rest", Title: "Rest", Version: "2.0"},
		{
			ID: "dose", Title: "Dose", Version: "1.10",
			Lessons: []catalog.Lesson{{ID: "how", Title: "How much"}, {ID: "when", Title: "When"}, {ID: "who", Title: "Who"}},
			Changes: []catalog.ModuleChange{
				{Version: "1.10", Date: day("2026-12-03"), What: "a new study", Lessons: []catalog.LessonID{"when", "left"}, Corrected: []string{"a"}},
				{Version: "2.0", Date: day("2027-01-01"), What: "not published yet"},
				{Version: "1.8", Date: day("2026-10-01"), What: "pictures"},
				{Version: "1.9", Date: day("2026-11-01"), What: "two minutes, not three", Lessons: []catalog.LessonID{"when", "how"}, Corrected: []string{"c"}},
			},
			Handouts: []catalog.Handout{{ID: "card", Title: "Card", Version: "3.0", Changes: []catalog.Amendment{
				{Version: "4.0", Date: day("2026-12-04"), What: "not published yet"},
				{Version: "3.0", Date: day("2026-12-02"), What: "the dose was wrong", Recall: true},
				{Version: "2.0", Date: day("2026-11-01"), What: "colours"},
			}}},
		},
	}}
}

func visit(m catalog.ModuleID, lesson, version string) progress.Visit {
	return progress.Visit{Module: m, Lesson: catalog.LessonID(lesson), ModuleVersion: version, Opened: day("2026-11-20")}
}

func versions(changes []catalog.ModuleChange) (out []string) {
	for _, c := range changes {
		out = append(out, c.Version)
	}
	return out
}

func TestWhatIsNewInAModule(t *testing.T) {
	n := news.Since(library(), progress.Record{ModulesSeen: seen{"rest": "2.0", "dose": "1.8"}}, nil)
	if len(n.Modules) != 1 {
		t.Fatalf("got %+v", n.Modules)
	}
	m := n.Modules[0]
	if m.Title != "Dose" || m.From != "1.8" || m.To != "1.10" || m.New() || m.Left() || m.Begun || !m.Date().Equal(day("2026-12-03")) {
		t.Errorf("got %+v", m)
	}
	if diff := cmp.Diff([]string{"1.10", "1.9"}, versions(m.Changes)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]news.Lesson{{ID: "how", Title: "How much"}, {ID: "when", Title: "When"}}, m.Lessons); diff != "" {
		t.Error("the lessons that changed and are there:", diff)
	}
	var handouts []string
	for _, h := range m.Handouts {
		handouts = append(handouts, h.Title+" "+h.Version)
	}
	if diff := cmp.Diff([]string{"Card 3.0", "Card 2.0"}, handouts); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(seen{"dose": "1.10"}, n.Seen); diff != "" {
		t.Error(diff)
	}
}

func TestHandoutsAreNewByTheirDates(t *testing.T) {
	for from, want := range map[string]int{"1.9": 1, "1.8": 2, "1.7": 2, "1.10": 0} {
		n := news.Since(library(), progress.Record{ModulesSeen: seen{"rest": "2.0", "dose": from}}, nil)
		got := 0
		for _, m := range n.Modules {
			got += len(m.Handouts)
		}
		if got != want {
			t.Errorf("since %s there are %d, want %d", from, got, want)
		}
	}
}

func TestWhatALearnerIsToldFirst(t *testing.T) {
	mixed := quiz.Mixed("r", quiz.Item{ID: "i", Module: "dose", Kind: quiz.TrueFalse})
	for name, c := range map[string]struct {
		record progress.Record
		from   string // of dose; empty for no news of it
		quiet  seen
	}{
		"nothing is new for somebody new":        {progress.Record{}, "", seen{"rest": "2.0", "dose": "1.10"}},
		"who read an older version":              {progress.Record{Visits: []progress.Visit{visit("dose", "how", "1.9")}}, "1.9", seen{"rest": "2.0", "dose": "1.9"}},
		"who read the version of today":          {progress.Record{Visits: []progress.Visit{visit("dose", "how", "1.10")}}, "", seen{"rest": "2.0", "dose": "1.10"}},
		"the oldest of what they know counts":    {progress.Record{Visits: []progress.Visit{visit("dose", "how", "1.10"), visit("dose", "when", "1.8")}}, "1.8", seen{"rest": "2.0", "dose": "1.8"}},
		"a newer one than today's, gone back":    {progress.Record{Visits: []progress.Visit{visit("dose", "how", "2.0")}}, "", seen{"rest": "2.0", "dose": "2.0"}},
		"who answered an older version":          {progress.Record{Attempts: []quiz.Attempt{answered("1.9", item("a", "Q", "yes"), "yes", true)}}, "1.9", seen{"rest": "2.0", "dose": "1.9"}},
		"who played an older version":            {progress.Record{Runs: []scenario.Run{{Module: "dose", ModuleVersion: "1.8"}, {Module: "dose", ModuleVersion: "1.9"}}}, "1.9", seen{"rest": "2.0", "dose": "1.9"}},
		"who showed a skill of an older one":     {progress.Record{Observations: []progress.Observation{{Module: "dose", ModuleVersion: "1.9"}}}, "1.9", seen{"rest": "2.0", "dose": "1.9"}},
		"who answered in a refresher only":       {progress.Record{Attempts: []quiz.Attempt{{Quiz: mixed, Responses: []quiz.Response{{Item: "dose/i"}}}}}, "0", seen{"rest": "2.0", "dose": "0"}},
		"who was told of everything":             {progress.Record{ModulesSeen: seen{"rest": "2.0", "dose": "1.10"}}, "", nil},
		"who was told of another only, and read": {progress.Record{ModulesSeen: seen{"rest": "2.0"}, Visits: []progress.Visit{visit("dose", "how", "1.9")}}, "1.9", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.quiet, news.Quiet(library(), c.record)); diff != "" {
				t.Error("kept without a word:", diff)
			}
			n := news.Since(library(), c.record, nil)
			switch {
			case c.from == "" && len(n.Modules) > 0:
				t.Errorf("there is news: %+v", n.Modules)
			case c.from != "" && (len(n.Modules) != 1 || n.Modules[0].Module != "dose" || n.Modules[0].From != c.from):
				t.Errorf("got %+v, want dose from %s", n.Modules, c.from)
			}
		})
	}
}

func TestModulesComeAndGo(t *testing.T) {
	c := library()
	c.Unavailable = []catalog.UnavailableModule{{ID: "broken"}}
	c.Parts = []catalog.Part{{Library: catalog.Library{ID: "a", Title: "The first"}}, {Library: catalog.Library{ID: "b", Title: "The second"}}}
	c.Modules[0].Library = "b"
	r := progress.Record{
		ModulesSeen:  seen{"dose": "1.9", "old": "1.0", "older": "-1.0", "never opened": "1.0", "broken": "1.0"},
		Visits:       []progress.Visit{visit("dose", "how", "1.9"), visit("old", "l", "1.0"), visit("older", "l", "1.0"), visit("broken", "l", "1.0")},
		Certificates: []progress.Certificate{{Modules: []progress.CertifiedModule{{Module: "old", Title: "The old way"}}}},
	}
	n := news.Since(c, r, nil)
	var got []string
	for _, m := range n.Modules {
		got = append(got, m.Title+" "+m.Library+" "+m.From+">"+m.To)
	}
	want := []string{"Dose  1.9>1.10", "Rest The second >2.0", "The old way  1.0>"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !n.Modules[1].New() || !n.Modules[2].Left() {
		t.Error("what is new or has left does not say so")
	}
	if diff := cmp.Diff(seen{"dose": "1.10", "rest": "2.0", "old": "-1.0"}, n.Seen); diff != "" {
		t.Error(diff)
	}
}

func TestALibraryThatIsRemovedAndAddedAgain(t *testing.T) {
	r := progress.Record{ModulesSeen: seen{"rest": "2.0", "dose": "1.9"}, Visits: []progress.Visit{visit("dose", "how", "1.9")}}
	away := library()
	away.Modules = away.Modules[:1]
	told := news.Since(away, r, nil)
	if len(told.Modules) != 1 || !told.Modules[0].Left() {
		t.Fatalf("while it is away: %+v", told.Modules)
	}
	maps.Copy(r.ModulesSeen, told.Seen)
	if n := news.Since(away, r, nil); len(n.Modules) > 0 || news.Quiet(away, r) != nil {
		t.Errorf("told twice: %+v", n.Modules)
	}
	back := news.Since(library(), r, nil)
	if len(back.Modules) != 1 || back.Modules[0].From != "1.9" {
		t.Fatalf("back again: %+v", back.Modules)
	}
	if diff := cmp.Diff(seen{"dose": "1.9"}, news.Quiet(library(), r)); diff != "" {
		t.Error("what is kept without a word when it is back:", diff)
	}
	maps.Copy(r.ModulesSeen, news.Quiet(library(), r))
	if n := news.Since(away, r, nil); len(n.Modules) != 1 || !n.Modules[0].Left() {
		t.Errorf("away again: %+v", n.Modules)
	}
}

func TestWhatIsToBinStaysUntilItIsGone(t *testing.T) {
	found := []recall.Recall{{Cause: recall.Withdrawn}, {Cause: recall.Newer}, {Cause: recall.Changed}}
	r := progress.Record{ModulesSeen: seen{"rest": "2.0", "dose": "1.10"}}
	n := news.Since(library(), r, found)
	if len(n.Modules) != 0 || len(n.Bin) != 2 || n.Bin[0].Cause != recall.Withdrawn || n.Bin[1].Cause != recall.Changed {
		t.Errorf("got %+v", n)
	}
}
