package sessionsview

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// world is everything outside the screen.
type world struct {
	mu       sync.Mutex
	kept     map[plan.ID]plan.Plan
	sessions []session.Listed
	reports  []evaluation.Report

	plansErr, sessionsErr, reportsErr, saveErr, deleteErr, asideErr error

	made    int
	way     uitest.Way
	begun   []string // title, and whether it is a rehearsal
	refused error    // what beginning a session ends with
}

func (w *world) Plans(context.Context) ([]plan.Plan, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []plan.Plan
	for _, p := range w.kept {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b plan.Plan) int { return len(a.Title) - len(b.Title) })
	return all, w.plansErr
}

func (w *world) SavePlan(_ context.Context, p plan.Plan) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.saveErr != nil {
		return w.saveErr
	}
	if w.kept == nil {
		w.kept = map[plan.ID]plan.Plan{}
	}
	w.kept[p.ID] = p
	return nil
}

func (w *world) DeletePlan(_ context.Context, id plan.ID) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.deleteErr != nil {
		return w.deleteErr
	}
	delete(w.kept, id)
	return nil
}

func (w *world) Sessions(context.Context) ([]session.Listed, error) {
	return w.sessions, w.sessionsErr
}

func (w *world) Reports(context.Context) ([]evaluation.Report, error) { return w.reports, w.reportsErr }

func (w *world) SetAside(context.Context) (string, error) {
	if w.asideErr != nil {
		return "", w.asideErr
	}
	w.plansErr, w.sessionsErr, w.reportsErr = nil, nil, nil
	return "/data/sessions.damaged-1.db", nil
}

func (w *world) newID() string {
	w.made++
	return fmt.Sprintf("new-%d", w.made)
}

func (w *world) begin(p plan.Plan, rehearsal bool, done func(error)) {
	if w.refused != nil {
		done(w.refused)
		return
	}
	w.begun = append(w.begun, fmt.Sprintf("%s %v", p.Title, rehearsal))
}

// prepared is a plan of three sections, one of which is left out.
func prepared() plan.Plan {
	return plan.Plan{
		ID: "p1", Title: "Overdose and naloxone", Language: "en", Minutes: 90, People: 12, Changed: uitest.Noon.AddDate(0, 0, -1),
		Sections: []plan.Section{
			{ID: "a", Kind: plan.Opening, Title: "Welcome", Minutes: 10, Usual: 10, Least: 5},
			{ID: "b", Kind: plan.Activity, Title: "Act fast", Minutes: 60, Usual: 60, Least: 30, Steps: []plan.Step{{Poll: &plan.Poll{ID: "wall-1", Kind: plan.WallPoll, Prompt: "What scares you?"}}}},
			{ID: "c", Kind: plan.Talk, Title: "The law", Minutes: 15, Usual: 15, Least: 10, Off: true},
		},
	}
}

func with(plans ...plan.Plan) *world {
	w := &world{kept: map[plan.ID]plan.Plan{}}
	for _, p := range plans {
		w.kept[p.ID] = p
	}
	return w
}

func report(id, title string, day time.Time, there int) evaluation.Report {
	return evaluation.Report{ID: id, Title: title, Date: day, Minutes: 85, Present: evaluation.Present{Community: there}}
}

// library is the small library, with words for its items.
func library() *catalog.Catalog {
	c := uitest.Library()
	for m := range c.Modules {
		for i := range c.Modules[m].Quiz.Items {
			c.Modules[m].Quiz.Items[i].Prompt = "Is this so?"
		}
	}
	return c
}

// stage is the screen in a window.
type stage struct {
	*Screen
	*uitest.Shown
	world *world
	queue *bgtest.Queue
}

func open(t *testing.T, w *world) *stage {
	t.Helper()
	return openWith(t, w, library())
}

func openWith(t *testing.T, w *world, c *catalog.Catalog) *stage {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	win := test.NewTempWindow(t, container.NewWithoutLayout())
	win.SetPadded(false)
	win.Resize(fyne.NewSize(900, 1100))
	st := &stage{world: w, queue: &bgtest.Queue{}, Shown: uitest.Of(t, win)}
	st.Screen = New(t.Context(), Deps{
		Catalog: c, Nav: &w.way, Run: st.queue, Canvas: win.Canvas(), Now: uitest.Now, NewID: w.newID,
		Plans: w, Sessions: w, Reports: w, Keeper: w, OnBegin: w.begin,
	})
	win.SetContent(st.Content())
	st.Canvas.Focus(st.Focus())
	st.queue.Drain()
	return st
}

func (st *stage) press(label string) {
	st.Press(label)
	st.queue.Drain()
}
