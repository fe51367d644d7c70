package catalog_test

import (
	"slices"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

func TestNearestServices(t *testing.T) {
	service := func(id catalog.ServiceID, r catalog.Region, kinds ...string) catalog.Service {
		return catalog.Service{ID: id, Region: r, Kinds: kinds}
	}
	all := []catalog.Service{
		service("000", "au", "emergency"), service("national", "au", "drug-help"), service("line", "au-vic", "drug-help"),
		service("other", "au-vic", "drug-help", "nurse"), service("needles", "au-nsw", "needles"), service("999", "gb", "emergency"),
	}
	for _, c := range []struct {
		region catalog.Region
		kind   string
		want   []catalog.ServiceID
	}{
		{"au-vic", "drug-help", []catalog.ServiceID{"line", "other"}},
		{"au-vic", "emergency", []catalog.ServiceID{"000"}},
		{"au-nsw", "drug-help", []catalog.ServiceID{"national"}},
		{"au-nsw", "needles", []catalog.ServiceID{"needles"}},
		{"au", "needles", nil},
		{"au-victoria", "drug-help", []catalog.ServiceID{"national"}},
		{"gb-wls", "emergency", []catalog.ServiceID{"999"}},
	} {
		var got []catalog.ServiceID
		for _, s := range catalog.Nearest(all, c.region, c.kind) {
			got = append(got, s.ID)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s in %s: %v, want %v", c.kind, c.region, got, c.want)
		}
	}
}

func TestDetailsAreUncheckedByTheDateWherePeopleAre(t *testing.T) {
	melbourne, vancouver := time.FixedZone("", 11*3600), time.FixedZone("", -8*3600)
	checked := time.Date(2026, 8, 24, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name  string
		today time.Time
		want  bool
	}{
		{"on the day", time.Date(2026, 8, 24, 8, 0, 0, 0, melbourne), false},
		{"by someone east of here, where the day has begun", time.Date(2026, 8, 23, 20, 0, 0, 0, vancouver), false},
		{"on a day that is still to come", time.Date(2026, 8, 20, 8, 0, 0, 0, melbourne), true},
		{"90 days ago, early", time.Date(2026, 11, 22, 0, 30, 0, 0, melbourne), false},
		{"90 days ago, late", time.Date(2026, 11, 22, 23, 30, 0, 0, vancouver), false},
		{"91 days ago, early", time.Date(2026, 11, 23, 0, 30, 0, 0, melbourne), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := (catalog.Service{Checked: checked}).UncheckedOn(c.today); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	if !(catalog.Service{}).UncheckedOn(checked) {
		t.Error("what nobody ever checked counts as checked")
	}
}
