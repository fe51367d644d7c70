package progress_test

import (
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
)

func TestUnreadAlerts(t *testing.T) {
	today := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	alert := func(id string, u catalog.Urgency, from, expires int, regions ...catalog.Region) catalog.Alert {
		return catalog.Alert{
			ID: catalog.AlertID(id), Version: "1.9", Urgency: u, Regions: regions,
			From: today.AddDate(0, 0, from), Expires: today.AddDate(0, 0, expires),
		}
	}
	c := &catalog.Catalog{Alerts: []catalog.Alert{
		alert("notice", catalog.Notice, -1, 9), alert("serious", catalog.Serious, -2, 9), alert("deadly", catalog.Deadly, -9, 9),
		alert("deadly-newer", catalog.Deadly, -3, 9, "au"), alert("of-no-urgency", "", 0, 9),
		alert("over", catalog.Deadly, -9, -1), alert("last-day", catalog.Notice, -9, 0), alert("coming", catalog.Deadly, 1, 9),
		alert("nsw", catalog.Deadly, -1, 9, "au-nsw"), alert("vic", catalog.Serious, -1, 9, "nz", "au-vic"),
	}}
	for _, c2 := range []struct {
		name   string
		read   map[catalog.AlertID]string
		region catalog.Region
		want   string
	}{
		{"nothing read, in Victoria", nil, "au-vic", "deadly-newer deadly vic serious notice last-day of-no-urgency"},
		{"in all of Australia", nil, "au", "deadly-newer deadly serious notice last-day of-no-urgency"},
		{"nowhere", nil, "", "deadly serious notice last-day of-no-urgency"},
		{"some read", map[catalog.AlertID]string{"deadly": "1.9", "serious": "1.9", "vic": "1.10"}, "au-vic", "deadly-newer notice last-day of-no-urgency"},
		{"read in an earlier version", map[catalog.AlertID]string{"deadly": "1.8", "serious": "1.9"}, "", "deadly notice last-day of-no-urgency"},
	} {
		t.Run(c2.name, func(t *testing.T) {
			var got []string
			for _, a := range progress.UnreadAlerts(c, progress.Record{AlertsRead: c2.read}, c2.region, today) {
				got = append(got, string(a.ID))
			}
			if s := strings.Join(got, " "); s != c2.want {
				t.Errorf("got  %s\nwant %s", s, c2.want)
			}
		})
	}
}

func TestFavourites(t *testing.T) {
	r := progress.Record{Favourites: []catalog.HandoutID{"naloxone"}}
	if !r.Favourite("naloxone") || r.Favourite("fentanyl") || (progress.Record{}).Favourite("naloxone") {
		t.Error("the marks are not those of the record")
	}
}
