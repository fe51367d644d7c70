package catalog_test

import (
	"slices"
	"testing"

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
