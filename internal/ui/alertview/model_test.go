package alertview

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/uitest"
)

func TestWhetherAnAlertHolds(t *testing.T) {
	melbourne := time.FixedZone("AEDT", 11*3600)
	for name, c := range map[string]struct {
		today        time.Time
		status       string
		over, coming bool
	}{
		"before it":                   {day("2026-11-14"), "It holds from 15 November 2026.", false, true},
		"on its first day":            {day("2026-11-15"), "It holds until 15 December 2026.", false, false},
		"early on its first day here": {time.Date(2026, 11, 15, 0, 30, 0, 0, melbourne), "It holds until 15 December 2026.", false, false},
		"on its last day":             {time.Date(2026, 12, 15, 23, 30, 0, 0, melbourne), "It holds until 15 December 2026.", false, false},
		"the day after":               {time.Date(2026, 12, 16, 0, 30, 0, 0, melbourne), "It held until 15 December 2026 and is over.", true, false},
	} {
		t.Run(name, func(t *testing.T) {
			c2 := library()
			a, _ := c2.Alert("now")
			m := model{catalog: c2, alert: a, today: c.today}
			st := m.state()
			if st.Status != c.status || st.Over != c.over || st.Coming != c.coming {
				t.Errorf("%q, over %v, coming %v", st.Status, st.Over, st.Coming)
			}
		})
	}
}

func TestUrgencyInWordsAndByLevel(t *testing.T) {
	seen := map[string]bool{}
	for level, u := range []catalog.Urgency{catalog.Notice, catalog.Serious, catalog.Deadly} {
		got := urgencyOf(u)
		if got.Level != level || got.Words == "" || seen[string(badge(got).Icon)] {
			t.Errorf("%s: %+v", u, got)
		}
		seen[string(badge(got).Icon)] = true
	}
}

func TestEveryFormHasAPaperAndAName(t *testing.T) {
	want := []struct {
		name, file string
		size       paper.Size
	}{
		{"A4 poster", "alert-now-a4.pdf", paper.A4}, {"US Letter poster", "alert-now-letter.pdf", paper.Letter}, {"A5 flyer", "alert-now-a5.pdf", paper.A5},
		{"Receipt, 80 mm", "alert-now-receipt.pdf", paper.Roll80},
	}
	c := library()
	a, _ := c.Alert("now")
	m := model{catalog: c, alert: a, today: uitest.Noon}
	names := m.state().Forms
	for i, w := range want {
		m.form = i
		if names[i] != w.name || m.fileName() != w.file || sizeOf(m.paperForm().Format) != w.size {
			t.Errorf("%q, %q, %s; want %+v", names[i], m.fileName(), sizeOf(m.paperForm().Format), w)
		}
	}
}

func TestTextBesideThePage(t *testing.T) {
	nested := catalog.Document{Blocks: []catalog.Block{
		catalog.Heading{Level: 2, Text: []catalog.Span{{Text: "What we know"}}}, para(""), catalog.Quote{Blocks: []catalog.Block{para("Said")}},
		catalog.List{Items: []catalog.ListItem{{Blocks: []catalog.Block{para("One"), catalog.List{Items: []catalog.ListItem{{Blocks: []catalog.Block{para("inner")}}}}}}}},
		catalog.List{Ordered: true, Start: 3, Items: []catalog.ListItem{{Blocks: []catalog.Block{para("Three")}}, {Blocks: []catalog.Block{para("Four")}}}},
		catalog.Callout{Kind: catalog.Warning, Blocks: []catalog.Block{para("Call 000.")}},
	}}
	want := []block{
		{Text: "What we know", Heading: true}, {Text: "Said"}, {Text: "One inner", Item: "•"}, {Text: "Three", Item: "3."}, {Text: "Four", Item: "4."},
		{Text: "Call 000.", Strong: true},
	}
	if diff := cmp.Diff(want, textOf(nested)); diff != "" {
		t.Error(diff)
	}
	if got := textOf(catalog.Document{}); len(got) > 0 {
		t.Errorf("nothing gives %v", got)
	}
}

func TestServicesToPutOnAnAlert(t *testing.T) {
	c := library()
	a, _ := c.Alert("now")
	m := model{catalog: c, alert: a, today: uitest.Noon}
	if st := m.state(); len(st.Services) > 0 {
		t.Errorf("%v", st.Services)
	}
	m.services, m.service = []catalog.Service{{ID: "bus", Name: "The bus"}, {ID: "van", Name: "The van"}}, "van"
	st := m.state()
	if diff := cmp.Diff([]string{"No local service", "The bus", "The van"}, st.Services); diff != "" || st.Service != 2 {
		t.Error(diff, st.Service)
	}
	m.service = "gone"
	if st := m.state(); st.Service != 0 {
		t.Errorf("a service that is gone is number %d", st.Service)
	}
}

func TestAlertsInTheirGroups(t *testing.T) {
	m := model{catalog: library(), today: uitest.Noon, region: "au-vic"}
	got := map[string][]catalog.AlertID{}
	unread := map[catalog.AlertID]bool{}
	for _, g := range m.groups(func(a *catalog.Alert) bool { return a.ID == "minor" }) {
		for _, e := range g.Entries {
			got[g.Heading] = append(got[g.Heading], e.ID)
			unread[e.ID] = e.Unread
		}
	}
	want := map[string][]catalog.AlertID{"Now": {"now", "minor"}, "Coming": {"soon"}, "Elsewhere": {"there"}, "Over": {"over"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[catalog.AlertID]bool{"now": true, "minor": false, "soon": false, "there": false, "over": false}, unread); diff != "" {
		t.Error(diff)
	}
}

func TestAnAlertNamesItsLibraryAmongSeveral(t *testing.T) {
	c := library()
	a, _ := c.Alert("now")
	a.Library = "van"
	m := model{catalog: c, alert: a, today: day("2026-11-22")}
	if got := m.state().From; got != "" {
		t.Errorf("there is one library, and it says %q", got)
	}
	c.Parts = []catalog.Part{{Library: catalog.Library{ID: "au"}}, {Library: catalog.Library{ID: "van", Title: "Our van", Publisher: "Harbour Street NSP"}}}
	if got := m.state().From; got != "From: Our van, Harbour Street NSP" {
		t.Error(got)
	}
}
