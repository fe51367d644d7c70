package progress

import (
	"cmp"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

// UnreadAlerts gives the alerts that hold on a day in a region and that the learner has not read, the most urgent first
// and of those the newest. An alert that was read counts as unread again in a newer version.
func UnreadAlerts(c *catalog.Catalog, r Record, region catalog.Region, today time.Time) []*catalog.Alert {
	var unread []*catalog.Alert
	for i := range c.Alerts {
		a := &c.Alerts[i]
		if a.StateOn(today) == catalog.AlertCurrent && a.In(region) && !r.AlertRead(a) {
			unread = append(unread, a)
		}
	}
	slices.SortStableFunc(unread, func(a, b *catalog.Alert) int {
		return cmp.Or(cmp.Compare(urgency(b), urgency(a)), b.From.Compare(a.From))
	})
	return unread
}

// AlertRead reports whether the learner has read the alert in its version or a later one.
func (r Record) AlertRead(a *catalog.Alert) bool {
	version, ok := r.AlertsRead[a.ID]
	return ok && catalog.CompareVersions(a.Version, version) <= 0
}

// Favourite reports whether a handout is marked.
func (r Record) Favourite(id catalog.HandoutID) bool { return slices.Contains(r.Favourites, id) }

// urgency is higher for what is more urgent.
func urgency(a *catalog.Alert) int {
	return slices.Index([]catalog.Urgency{catalog.Notice, catalog.Serious, catalog.Deadly}, a.Urgency)
}
