package alertview

import (
	"context"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/printout/printouttest"
	"github.com/passalong/passalong/internal/ui/uitest"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func para(text string) catalog.Paragraph {
	return catalog.Paragraph{Text: []catalog.Span{{Text: text}, {Text: "1", Source: "who"}}}
}

func library() *catalog.Catalog {
	body := catalog.Document{Blocks: []catalog.Block{
		para("Round yellow tablets hold a nitazene."),
		catalog.Heading{Level: 2, Text: []catalog.Span{{Text: "What to do"}}},
		catalog.List{Ordered: true, Start: 1, Items: []catalog.ListItem{{Blocks: []catalog.Block{para("Do not use alone.")}}, {Blocks: []catalog.Block{para("Keep naloxone near.")}}}},
		catalog.Callout{Kind: catalog.Warning, Blocks: []catalog.Block{para("Call 000.")}},
		catalog.Table{Head: [][]catalog.Span{{{Text: "Mark"}}}, Rows: [][][]catalog.Span{{{{Text: "80"}}, {{Text: "yellow"}}}}},
	}}
	alert := func(id catalog.AlertID, u catalog.Urgency, region catalog.Region, from, until string) catalog.Alert {
		return catalog.Alert{ID: id, Version: "1.1", Title: "Alert " + string(id), Urgency: u, Regions: []catalog.Region{region}, Language: "en", From: day(from), Expires: day(until), Body: body}
	}
	return &catalog.Catalog{
		Sources: map[catalog.SourceKey]catalog.Source{"who": {Organisation: "WHO", Title: "Nitazenes", Date: "2026"}},
		Alerts: []catalog.Alert{
			alert("minor", catalog.Notice, "au", "2026-11-01", "2026-12-01"), alert("now", catalog.Deadly, "au-vic", "2026-11-15", "2026-12-15"),
			alert("soon", catalog.Serious, "au-vic", "2026-12-01", "2026-12-31"), alert("there", catalog.Serious, "au-tas", "2026-11-01", "2026-12-31"),
			alert("over", catalog.Serious, "au-vic", "2026-01-15", "2026-03-15"),
		},
	}
}

// world is everything outside the screen.
type world struct {
	*printouttest.World
	read     map[catalog.AlertID]string
	services []catalog.Service
	listErr  error
	logged   []recall.Print
	logErr   error
	logs     bool
	way      uitest.Way
}

func (w *world) Record() progress.Record { return progress.Record{AlertsRead: w.read} }

func (w *world) MarkAlertRead(id catalog.AlertID, version string, _ func(error)) {
	if w.read == nil {
		w.read = map[catalog.AlertID]string{}
	}
	w.read[id] = version
}

func (w *world) List() ([]catalog.Service, error) { return w.services, w.listErr }

func (w *world) Add(_ context.Context, p recall.Print) error {
	if w.logErr == nil {
		w.logged = append(w.logged, p)
	}
	return w.logErr
}

func (w *world) MakeAlert(ctx context.Context, id catalog.AlertID, f paper.HandoutForm, service catalog.ServiceID) (paper.Sheet, error) {
	return w.Press(ctx, fmt.Sprintf("%s as %s, mono %v, service %q", id, f.Format, f.Mono, service))
}

func newWorld() *world {
	return &world{World: printouttest.New(), logs: true, services: []catalog.Service{
		{ID: "van", Name: "The night van", Checked: day("2026-01-01")},
	}}
}

// stage is the screen in a window.
type stage struct {
	*Screen
	*uitest.Shown
	world *world
	queue *bgtest.Queue
}

func open(t *testing.T, w *world, id catalog.AlertID) *stage {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	st := &stage{world: w, queue: &bgtest.Queue{}}
	st.Screen = New(t.Context(), Deps{
		Catalog: library(), Nav: &w.way, Run: st.queue, Now: func() time.Time { return uitest.Noon }, Learner: w,
		Region: func() catalog.Region { return "au-vic" }, Directory: w, Press: w, Log: w, Logs: func() bool { return w.logs },
		Desk: printout.Deps{Run: st.queue, FirstUse: w.FirstUse, Pages: w, Printing: w, Files: w, Viewer: w},
	}, id)
	win := test.NewTempWindow(t, st.Content())
	win.SetPadded(false)
	win.Resize(fyne.NewSize(940, 1400))
	st.Shown = uitest.Of(t, win)
	st.queue.Drain()
	return st
}

func (st *stage) press(label string) {
	st.Press(label)
	st.queue.Drain()
}

// saved is what the page that can be used now says.
func (st *stage) saved(t *testing.T) string {
	t.Helper()
	st.press("Save PDF")
	st.press("Save")
	for path, text := range st.world.Kept {
		delete(st.world.Kept, path)
		return text
	}
	t.Fatal("nothing was saved")
	return ""
}

func TestAlertSaysWhatToDo(t *testing.T) {
	st := open(t, newWorld(), "now")
	st.Reads("Alert now", "Deadly: people have died or may", "It holds until 15 December 2026.", "Where: Victoria", "From: 15 November 2026", "Until: 15 December 2026",
		"Round yellow tablets hold a nitazene.", "What to do", "1.", "Do not use alone.", "2.", "Keep naloxone near.", "Call 000.", "80 · yellow", "WHO · Nitazenes · 2026")
	st.Hides("Over", "This alert is over")
	st.Markup(t, "alert.xml")
	if got := st.world.read["now"]; got != "1.1" {
		t.Errorf("version %q counts as read", got)
	}
	if !st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) {
		t.Error("Page Down does nothing")
	}
}

func TestAlertPrintsAsItIsChosen(t *testing.T) {
	st := open(t, newWorld(), "now")
	if got, want := st.saved(t), `now as a4, mono false, service ""`; got != want {
		t.Errorf("made %s, want %s", got, want)
	}
	st.Return("A4 poster")
	st.Return("Receipt, 80 mm")
	st.queue.Drain()
	st.press("No local service")
	st.press("The night van")
	st.press("Black and white")
	if got, want := st.saved(t), `now as receipt, mono true, service "van"`; got != want {
		t.Errorf("made %s, want %s", got, want)
	}
	st.press("The night van")
	st.press("No local service")
	if got, want := st.saved(t), `now as receipt, mono true, service ""`; got != want {
		t.Errorf("made %s, want %s", got, want)
	}
}

func TestWhatIsPrintedIsLogged(t *testing.T) {
	st := open(t, newWorld(), "now")
	st.press("No local service")
	st.press("The night van")
	st.press("Print")
	st.Reads("Nobody has checked The night van for 90 days. Ring or go there before you print.")
	st.press("Print anyway")
	want := []recall.Print{{
		Alert: "now", Title: "Alert now", Version: "1.1", Language: "en", ReviewBy: day("2026-12-15"), Form: paper.HandoutForm{Format: paper.LeafletA4},
		Copies: 1, Place: "The night van", At: uitest.Noon,
	}}
	if diff := cmp.Diff(want, st.world.logged); diff != "" {
		t.Error(diff)
	}
	st.world.logErr = progress.ErrDiskFull
	st.press("Print")
	st.press("Print anyway")
	st.Reads("It is printed, but the print log could not keep it.")
}

func TestSwitchedOffLogKeepsNothing(t *testing.T) {
	w := newWorld()
	w.logs = false
	st := open(t, w, "now")
	st.press("Print")
	st.press("Print")
	if len(w.Printed) != 1 || len(w.logged) > 0 {
		t.Errorf("printed %v, logged %v", w.Printed, w.logged)
	}
}

func TestAlertThatIsOverIsNotPrintedAsCurrent(t *testing.T) {
	st := open(t, newWorld(), "over")
	st.Reads("Over", "This alert is over", "It held until 15 March 2026 and is over.")
	st.Markup(t, "over.xml")
	st.press("Print")
	st.Reads("It held until 15 March 2026 and is over. It prints with a band that says so, and not as a current one.", "Print anyway")
	st.press("Cancel")
	st = open(t, newWorld(), "soon")
	st.Reads("Not yet", "It holds from 1 December 2026.")
	st.press("Print")
	st.Reads("Print anyway")
}

func TestTroubleIsSaid(t *testing.T) {
	w := newWorld()
	w.listErr, w.MakeErr = uitest.ErrAny, catalog.ErrNoSuchAlert
	st := open(t, w, "now")
	st.Reads("Something went wrong.")
	if !st.Find("Print").(fyne.Disableable).Disabled() {
		t.Error("there is nothing to print")
	}
}

func TestAlertThatIsNotThere(t *testing.T) {
	st := open(t, newWorld(), "none")
	st.Reads("This alert is not here any more")
	st.press("See all alerts")
	if diff := cmp.Diff([]nav.Route{{Screen: nav.Alert}}, st.world.way.Replaced); diff != "" {
		t.Error(diff)
	}
	if st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyDown}) || st.Focus() != nil {
		t.Error("there is nothing to scroll")
	}
}

func TestAllAlerts(t *testing.T) {
	w := newWorld()
	w.read = map[catalog.AlertID]string{"now": "1.1"}
	st := open(t, w, "")
	st.Reads("Now", "Coming", "Elsewhere", "Over", "Victoria · until 15 December 2026", "Tasmania · until 31 December 2026",
		"Victoria · from 1 December 2026 until 31 December 2026", "Victoria · it was over on 15 March 2026", "New")
	st.Markup(t, "list.xml")
	st.Canvas.Focus(st.Focus())
	st.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if want := (nav.Route{Screen: nav.Alert, Alert: "now"}); w.way.Last() != want {
		t.Errorf("went to %v; the most urgent comes first", w.way.Last())
	}
	m := model{catalog: &catalog.Catalog{}, today: uitest.Noon}
	if got := m.groups(func(*catalog.Alert) bool { return false }); len(got) > 0 {
		t.Errorf("no alert gives %v", got)
	}
}
