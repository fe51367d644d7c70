package homeview

import (
	"fmt"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/place"
)

// shownAlerts is how many alerts there is room for above what is next.
const shownAlerts = 2

// alertsState is what is said of drug alerts.
type alertsState struct {
	Unread []alert
	More   string    // label of the way to the others; empty for none
	To     nav.Route // of More
	All    bool      // there are alerts to look at, read or over
}

// An alert is one that holds here and was not read, or the word that printed copies are to be thrown away.
type alert struct {
	Title, Note string
	Urgency     catalog.Urgency
	To          nav.Route
}

// alerts are those to be read, the most urgent first.
func (m *model) alerts(r progress.Record) alertsState {
	s := alertsState{All: len(m.catalog.Alerts) > 0, To: nav.Route{Screen: nav.Alert}}
	if m.today == nil {
		return s
	}
	unread := progress.UnreadAlerts(m.catalog, r, m.here(), m.today())
	for i, a := range unread {
		if i == shownAlerts {
			s.More = fmt.Sprintf("%d more", len(unread)-shownAlerts)
			break
		}
		note := glance.Join(urgencyWord(a.Urgency), place.Regions(a.Regions), "until "+glance.Date(a.Expires))
		s.Unread = append(s.Unread, alert{a.Title, note, a.Urgency, nav.Route{Screen: nav.Alert, Alert: a.ID}})
	}
	if len(unread) == shownAlerts+1 {
		s.To.Alert = unread[shownAlerts].ID
	}
	if m.toBin > 0 {
		s.Unread = append(s.Unread, alert{toBin(m.toBin), "See what to take out of the box", catalog.Serious, nav.Route{Screen: nav.PrintLog}})
	}
	return s
}

// toBin says that what was printed is not to be handed out any more.
func toBin(n int) string {
	if n == 1 {
		return "Something that was printed here is not to be handed out any more"
	}
	return fmt.Sprintf("%d things that were printed here are not to be handed out any more", n)
}

// here is the region whose alerts count.
func (m *model) here() catalog.Region {
	if m.region != nil {
		if r := m.region(); r != "" {
			return r
		}
	}
	return m.catalog.Library.HomeRegion
}

func urgencyWord(u catalog.Urgency) string {
	switch u {
	case catalog.Deadly:
		return "Deadly"
	case catalog.Serious:
		return "Serious"
	}
	return "Good to know"
}
