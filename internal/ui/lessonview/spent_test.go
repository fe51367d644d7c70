package lessonview

import (
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

func TestReadingTimeCountsWhileSomebodyIsThere(t *testing.T) {
	for name, c := range map[string]struct {
		before time.Duration
		after  []time.Duration // of scrolling, since the lesson was opened
		want   time.Duration
	}{
		"nobody stayed":                {0, nil, 0},
		"one look":                     {0, []time.Duration{40 * time.Second}, 40 * time.Second},
		"scrolling adds up":            {0, []time.Duration{30 * time.Second, 90 * time.Second}, 90 * time.Second},
		"a long rest is capped":        {0, []time.Duration{30 * time.Second, time.Hour}, 30*time.Second + longestStill},
		"reading goes on after a rest": {0, []time.Duration{time.Hour, time.Hour + time.Minute}, longestStill + time.Minute},
		"earlier visits stay":          {5 * time.Minute, []time.Duration{time.Minute}, 6 * time.Minute},
		"a clock that was put back":    {0, []time.Duration{time.Minute, -time.Hour, -time.Hour + time.Minute}, 2 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			r := visits(progress.Visit{Module: "m", Lesson: "call", Spent: c.before})
			m := newModel(library(), "m", "call", r, noon)
			for i, d := range c.after {
				m.moved(i, false, noon.Add(d))
			}
			if v, _ := m.unsaved(); v.Spent != c.want {
				t.Errorf("spent %v, want %v", v.Spent, c.want)
			}
		})
	}
}

func TestLeavingSavesTheTimeThatWasSpent(t *testing.T) {
	k := new(memory)
	g := open(t, k, "call")
	now := noon
	g.deps.Now = func() time.Time { return now }
	now = noon.Add(time.Minute)
	g.key("PageDown")
	now = now.Add(30 * time.Second)
	g.Leave()
	g.leave()
	g.work.Drain()
	if got := k.last(t).Spent; got != 90*time.Second {
		t.Errorf("spent %v", got)
	}
}

// known is a library in which the first lesson teaches one thing, and a record that shows that it is known.
func known() (*catalog.Catalog, progress.Record) {
	c := library()
	m := &c.Modules[0]
	m.Objectives = []catalog.Objective{{ID: "call"}, {ID: "stay"}}
	m.Lessons[0].Objectives, m.Lessons[1].Objectives = []catalog.ObjectiveID{"call"}, []catalog.ObjectiveID{"stay"}
	m.Quiz.Items = []quiz.Item{{ID: "a", Kind: quiz.Single, Objective: "call"}, {ID: "b", Kind: quiz.Single, Objective: "stay"}}
	return c, progress.Record{Attempts: []quiz.Attempt{{
		ID: "p", Purpose: quiz.PreCheck, Module: "m", Quiz: progress.PreCheck(m, 1),
		Responses: []quiz.Response{{Item: "a", Correct: true, Credit: quiz.Full, At: noon}, {Item: "b", At: noon}},
	}}}
}

func TestALessonThatIsKnownSaysSo(t *testing.T) {
	c, r := known()
	for lesson, want := range map[catalog.LessonID]string{"call": "You know this: shown on 3 May 2026", "stay": ""} {
		if got := newModel(c, "m", lesson, r, noon).state().Known; got != want {
			t.Errorf("%s: %q", lesson, got)
		}
	}
	r.Visits = []progress.Visit{{Module: "m", Lesson: "call", Finished: noon}}
	if got := newModel(c, "m", "call", r, noon).state().Known; got != "" {
		t.Errorf("once it was read: %q", got)
	}
}
