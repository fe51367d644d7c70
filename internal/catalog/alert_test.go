package catalog_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
)

func TestAlertHoldsThroughItsLastDay(t *testing.T) {
	a := catalog.Alert{From: day(t, "2026-11-20"), Expires: day(t, "2026-12-20")}
	for _, test := range []struct {
		name string
		at   time.Time
		want catalog.AlertState
	}{
		{"the day before", day(t, "2026-11-19").Add(23 * time.Hour), catalog.AlertComing},
		{"its first minute", day(t, "2026-11-20"), catalog.AlertCurrent},
		{"the night of its last day", day(t, "2026-12-20").Add(23*time.Hour + 59*time.Minute), catalog.AlertCurrent},
		{"the day after", day(t, "2026-12-21"), catalog.AlertExpired},
		{"the first minute in Melbourne", time.Date(2026, 11, 20, 0, 1, 0, 0, time.FixedZone("", 11*3600)), catalog.AlertCurrent},
		{"the first minute after it in Melbourne", time.Date(2026, 12, 21, 0, 1, 0, 0, time.FixedZone("", 11*3600)), catalog.AlertExpired},
		{"the last minute in Los Angeles", time.Date(2026, 12, 20, 23, 59, 0, 0, time.FixedZone("", -8*3600)), catalog.AlertCurrent},
		{"years later", day(t, "2036-12-21"), catalog.AlertExpired},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := a.StateOn(test.at); got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
		})
	}
}

func TestAlertIsAboutItsRegionsAndTheirParts(t *testing.T) {
	for _, test := range []struct {
		name    string
		regions []catalog.Region
		at      catalog.Region
		want    bool
	}{
		{"everywhere", nil, "au-vic", true},
		{"its own region", []catalog.Region{"au-nsw", "au-vic"}, "au-vic", true},
		{"a part of it", []catalog.Region{"au"}, "au-vic", true},
		{"another", []catalog.Region{"au-nsw"}, "au-vic", false},
		{"one that only begins alike", []catalog.Region{"au"}, "aus", false},
		{"the whole of which it is a part", []catalog.Region{"au-vic"}, "au", false},
		{"nowhere in particular", []catalog.Region{"au"}, "", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := catalog.Alert{Regions: test.regions}
			if got := a.In(test.at); got != test.want {
				t.Errorf("got %t, want %t", got, test.want)
			}
		})
	}
}

func TestAlertWaitsForReviews(t *testing.T) {
	a := catalog.Alert{Reviewers: []catalog.Reviewer{{Role: "clinical"}}}
	if diff := cmp.Diff([]string{"legal", "peer"}, a.MissingReviews()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
