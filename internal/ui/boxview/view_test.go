package boxview

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/printout/printouttest"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// A shelf has plans in memory and "PDFs" that say what was asked for.
type shelf struct {
	*printouttest.World
	plans []plan.Plan
	err   error
}

func (s *shelf) Plans(context.Context) ([]plan.Plan, error) { return s.plans, s.err }

func (s *shelf) Box(ctx context.Context, p plan.Plan, f paper.BoxForm) (paper.Sheet, error) {
	return s.Press(ctx, fmt.Sprintf("%q of %s for %d on %s, own codes %v, large %v, seed %d", f.Part, p.ID, f.People, f.Size, f.OwnCodes, f.Large, f.Seed[0]))
}

func evening() plan.Plan {
	return plan.Plan{
		ID: "p", Title: "Tuesday night", People: 8, Check: []plan.Poll{{ID: "m/i", Kind: plan.ItemPoll}}, Modules: []plan.Module{{ID: "m", Draft: true}},
		Sections: []plan.Section{{ID: "a", Kind: plan.Opening, Minutes: 10, Handouts: []catalog.HandoutID{"card"}}},
	}
}

type stage struct {
	*Screen
	*uitest.Shown
	shelf *shelf
	queue *bgtest.Queue
	way   uitest.Way
}

func open(t *testing.T, s *shelf, part paper.BoxPart) *stage {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	s.World = printouttest.New()
	st := &stage{shelf: s, queue: &bgtest.Queue{}}
	st.Screen = New(t.Context(), Deps{
		Plans: s, Press: s, Nav: &st.way, Run: st.queue, Random: func() [32]byte { return [32]byte{7} },
		Desk: printout.Deps{Run: st.queue, Pages: s, Printing: s, Files: s, Viewer: s},
	}, "p", part)
	win := test.NewTempWindow(t, st.Content())
	win.SetPadded(false)
	win.Resize(fyne.NewSize(940, 1500))
	st.Shown = uitest.Of(t, win)
	st.queue.Drain()
	return st
}

func (st *stage) press(label string) {
	st.Press(label)
	st.queue.Drain()
}

// made is what the PDF that can be printed now says.
func (st *stage) made(t *testing.T) string {
	t.Helper()
	st.press("Save PDF")
	st.press("Save")
	for path, text := range st.shelf.Kept {
		delete(st.shelf.Kept, path)
		return text
	}
	t.Fatal("nothing was made")
	return ""
}

func TestEverythingOrAPart(t *testing.T) {
	st := open(t, &shelf{plans: []plan.Plan{evening()}}, "")
	st.Reads("Tuesday night", "Everything", "Tickets, questions before and after", "Handouts of the plan", "Draft, waiting for review")
	if got, want := st.made(t), `"" of p for 8 on a4, own codes false, large false, seed 7`; got != want {
		t.Errorf("made %s, want %s", got, want)
	}
	st.press("Tickets, questions before and after")
	st.press("Make an own code")
	st.Reads("Questions before and after", "Each person makes a code that only they can make again, from questions on the sheet.")
	st.press("People: more")
	st.press("Large print")
	st.press("Letter")
	if got, want := st.made(t), `"sheets" of p for 9 on letter, own codes true, large true, seed 7`; got != want {
		t.Errorf("made %s, want %s", got, want)
	}
	st.Markup(t, "sheets.xml")
}

func TestOnePartIsAskedForFromElsewhere(t *testing.T) {
	st := open(t, &shelf{plans: []plan.Plan{evening()}}, paper.BoxMaterials)
	if got, want := st.made(t), `"materials" of p for 8 on a4, own codes false, large false, seed 7`; got != want {
		t.Errorf("made %s, want %s", got, want)
	}
}

func TestBriefTalkHasNoSheetsToMatch(t *testing.T) {
	p := evening()
	p.Brief, p.People, p.Sections[0].Handouts = true, 0, nil
	st := open(t, &shelf{plans: []plan.Plan{p}}, paper.BoxKey)
	st.Reads("Brief talk on paper", "The talk")
	st.Hides("Tickets, questions before and after", "Answer key", "Draw a ticket", "Handouts of the plan")
	if got, want := st.made(t), `"" of p for 10 on a4, own codes false, large false, seed 7`; got != want {
		t.Errorf("made %s, want %s", got, want)
	}
}

func TestPlanThatIsGoneOrCannotBeRead(t *testing.T) {
	st := open(t, &shelf{}, "")
	st.press("See all sessions")
	if !slices.Equal(st.way.Replaced, []nav.Route{{Screen: nav.Sessions}}) {
		t.Error("went to", st.way.Replaced)
	}
	s := &shelf{err: uitest.ErrAny}
	st = open(t, s, "")
	s.plans, s.err = []plan.Plan{evening()}, nil
	st.press("Try again")
	st.Reads("Tuesday night")
	open(t, &shelf{plans: []plan.Plan{evening()}, err: uitest.ErrAny}, "").Reads("Tuesday night") // another one cannot be read
}
