package homeview

import (
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// alerting is a small library with alerts, named by how urgent they are.
func alerting(us ...catalog.Urgency) *catalog.Catalog {
	c := uitest.Library()
	c.Library.HomeRegion = "au-vic"
	for i, u := range us {
		c.Alerts = append(c.Alerts, catalog.Alert{
			ID: catalog.AlertID([]string{"a", "b", "c", "d"}[i]), Version: "1.0", Title: "Alert " + string(u), Urgency: u, Regions: []catalog.Region{"au-vic"},
			From: uitest.Noon.AddDate(0, 0, -3), Expires: time.Date(2026, 12, 5, 0, 0, 0, 0, time.UTC),
		})
	}
	return c
}

func openWith(t *testing.T, c *catalog.Catalog, r progress.Record, region catalog.Region) (*uitest.Shown, *uitest.Way, *Screen) {
	t.Helper()
	w, way := uitest.Window(t), &uitest.Way{}
	s := New(t.Context(), Deps{
		Catalog: c, Learner: uitest.Learner(t, progress.Profile{Nickname: "Kit"}, r), Nav: way,
		Alerts: Alerts{Now: uitest.Now, Region: func() catalog.Region { return region }},
	})
	w.Show(s.Content())
	return w, way, s
}

func TestUnreadAlertsComeFirst(t *testing.T) {
	w, way, s := openWith(t, alerting(catalog.Notice, catalog.Deadly, catalog.Serious), progress.Record{}, "")
	w.Reads("Alert deadly", "Deadly · Victoria · until 5 December 2026", "Alert serious", "Serious · Victoria · until 5 December 2026", "1 more", "Start here")
	w.Hides("Alert notice")
	w.Markup(t, "alerts.xml")
	if s.Focus() != fyne.Focusable(w.Find("Start")) {
		t.Error("the keyboard is not on what is next")
	}
	w.Return("Alert deadly")
	if want := (nav.Route{Screen: nav.Alert, Alert: "b"}); way.Last() != want {
		t.Errorf("went to %+v", way.Last())
	}
	w.Return("1 more")
	if want := (nav.Route{Screen: nav.Alert, Alert: "a"}); way.Last() != want {
		t.Errorf("went to %+v", way.Last())
	}
	w.Return("Drug alerts, also earlier ones")
	if want := (nav.Route{Screen: nav.Alert}); way.Last() != want {
		t.Errorf("went to %+v", way.Last())
	}
}

func TestManyAlertsLeadToTheList(t *testing.T) {
	w, way, _ := openWith(t, alerting(catalog.Deadly, catalog.Deadly, catalog.Serious, catalog.Serious), progress.Record{}, "")
	w.Return("2 more")
	if want := (nav.Route{Screen: nav.Alert}); way.Last() != want {
		t.Errorf("went to %+v", way.Last())
	}
}

func TestAlertsThatNeedNotBeRead(t *testing.T) {
	over := alerting(catalog.Deadly)
	over.Alerts[0].Expires = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		catalog *catalog.Catalog
		record  progress.Record
		region  catalog.Region
	}{
		"read":      {alerting(catalog.Deadly), progress.Record{AlertsRead: map[catalog.AlertID]string{"a": "1.0"}}, ""},
		"elsewhere": {alerting(catalog.Deadly), progress.Record{}, "au-tas"},
		"over":      {over, progress.Record{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w, _, _ := openWith(t, c.catalog, c.record, c.region)
			w.Hides("Alert deadly")
			w.Reads("Drug alerts, also earlier ones")
		})
	}
	w, _, _ := openWith(t, uitest.Library(), progress.Record{}, "")
	w.Hides("Drug alerts, also earlier ones")
}

// What is next can be pressed without scrolling in the smallest window.
func TestAlertsLeaveRoomForWhatIsNext(t *testing.T) {
	w := uitest.Window(t)
	s := New(t.Context(), Deps{
		Catalog: alerting(catalog.Deadly, catalog.Serious, catalog.Notice), Learner: uitest.Learner(t, progress.Profile{Guest: true}, progress.Record{}),
		Nav: &uitest.Way{}, Alerts: Alerts{Now: uitest.Now}, MakeProfile: func() {},
	})
	w.Show(s.Content())
	w.Reads("You are just looking around")
	s.Content().Resize(fyne.NewSize(620, 520)) // what a window of 800x600 leaves for a screen
	s.page.Relayout()
	if !s.page.Shows(w.Find("Start").(fyne.CanvasObject)) {
		t.Error("the button of what is next is out of sight")
	}
}

// printed is a print log, or one that cannot be read.
type printed struct {
	all []recall.Print
	err error
}

func (p printed) Entries() ([]recall.Print, error) { return p.all, p.err }

func TestWhatWasPrintedAndIsToBeBinnedIsTold(t *testing.T) {
	copies := func(id catalog.HandoutID) recall.Print {
		return recall.Print{ID: string(id), Handout: id, Title: "Old", Version: "1.0", Copies: 40, At: uitest.Noon.AddDate(0, -1, 0)}
	}
	for name, c := range map[string]struct {
		log  printed
		want string
	}{
		"one":         {printed{all: []recall.Print{copies("gone")}}, "Something that was printed here is not to be handed out any more"},
		"two":         {printed{all: []recall.Print{copies("gone"), copies("lost")}}, "2 things that were printed here are not to be handed out any more"},
		"nothing":     {printed{}, ""},
		"no log read": {printed{err: errors.New("no disk")}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w, way, queue := uitest.Window(t), &uitest.Way{}, new(bgtest.Queue)
			s := New(t.Context(), Deps{
				Catalog: uitest.Library(), Learner: uitest.Learner(t, progress.Profile{Nickname: "Kit"}, progress.Record{}), Nav: way,
				Alerts: Alerts{Now: uitest.Now, Run: queue, Prints: c.log},
			})
			w.Show(s.Content())
			w.Hides("See what to take out of the box")
			queue.Drain()
			if c.want == "" {
				w.Hides("See what to take out of the box")
				return
			}
			w.Return(c.want)
			if want := (nav.Route{Screen: nav.PrintLog}); way.Last() != want {
				t.Errorf("went to %+v", way.Last())
			}
		})
	}
}
