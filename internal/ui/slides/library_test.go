package slides_test

import (
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/slides"
	"github.com/passalong/passalong/modules"
)

// readable is the least size of text, in parts of the height of the screen: 1/28, and what stands beside it may be a
// little smaller.
const readable = 1.0 / 28 * 0.9

// Everything that comes with Passalong can be read from six metres: every slide of every plan, and every question with all
// that can be revealed about it, on screens of both usual proportions.
func TestEverythingInTheLibraryIsReadable(t *testing.T) {
	c, _, err := content.Load(t.Context(), modules.FS)
	if err != nil {
		t.Fatal(err)
	}
	s := slides.New(slides.Light, nil)
	shown(t, s, 1280, 720)
	pages := 0
	look := func(where string, v session.RoomView) {
		t.Helper()
		pages++
		s.Set(v)
		for _, screen := range [][2]float32{{1920, 1080}, {1440, 1080}} {
			if size, of := s.Smallest(screen[0], screen[1]); size < readable*screen[1] {
				t.Errorf("%s at %v: %q is 1/%.0f of the height", where, screen, of, screen[1]/size)
			}
		}
	}
	for _, m := range c.Modules {
		p, err := plan.Make(c, []catalog.ModuleID{m.ID}, 180)
		if err != nil {
			t.Fatalf("%s: %v", m.ID, err)
		}
		for _, it := range m.Quiz.Items {
			p = p.AddStep(0, 0, plan.Step{Poll: pollOf(&m, it.ID)})
		}
		throughAll(t, p, look)
	}
	if pages < 200 {
		t.Errorf("only %d pages were looked at", pages)
	}
	t.Logf("%d pages", pages)
}

func pollOf[ID comparable](m *catalog.Module, id ID) *plan.Poll {
	for _, it := range m.Quiz.Items {
		if any(it.ID) == any(id) {
			p := plan.PollOf(m, it)
			return &p
		}
	}
	return nil
}

// throughAll goes through a plan as with a remote, and asks every question twice.
func throughAll(t *testing.T, p plan.Plan, look func(string, session.RoomView)) {
	t.Helper()
	s, n := session.New(), 0
	apply := func(e session.Event) {
		t.Helper()
		n++
		if err := s.Apply(session.Entry{Number: n, At: time.Unix(int64(n), 0), Event: e}); err != nil {
			t.Fatalf("%+v: %v", e, err)
		}
	}
	apply(session.Began{Plan: p})
	look("the beginning", s.Room())
	for range 2000 {
		e, ok := s.Forward()
		if !ok {
			return
		}
		apply(e)
		where := s.Room().Section
		if d := s.Desk(); d.Poll != nil {
			where += ", " + string(d.Poll.Poll.ID)
		} else if d.Scenario != nil && d.Scenario.Open {
			where += ", " + string(d.Scenario.Poll.ID)
			vote(apply, d)
		}
		look(where, s.Room())
		if show, ok := e.(session.Showed); ok && show.What == session.Why && s.Desk().Poll != nil && s.Desk().Poll.Round == 1 {
			apply(session.Asked{Poll: show.Poll, Again: true})
			for _, what := range []session.Reveal{session.Results, session.Shift, session.RightAnswer, session.Why} {
				apply(session.Showed{Poll: show.Poll, What: what, On: true})
				look(where+", again", s.Room())
			}
		}
	}
	t.Error("the plan has no end")
}

// vote has somebody raise a hand for the first action, so that the story goes on.
func vote(apply func(session.Event), d session.DeskView) {
	if len(d.Scenario.Moment.Offered) > 0 {
		apply(session.Counted{Poll: d.Scenario.Poll.ID, Way: "hands", Counts: map[string]int{string(d.Scenario.Moment.Offered[0].ID): 3}})
	}
}
