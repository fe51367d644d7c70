package place_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/place"
)

func TestCheckedInWords(t *testing.T) {
	today := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		checked string
		want    string
		again   bool
	}{
		{"", "Never checked: check the details before you print them", true},
		{"2026-11-22", "Checked on 22 November 2026", false},
		{"2026-08-25", "Checked on 25 August 2026", false},
		{"2026-08-23", "Not checked for 91 days: check before printing", true},
		{"2026-12-24", "The day it was checked has not come yet: check before printing", true},
		{"2024-01-02", "Not checked since 2 January 2024: check before printing", true},
	} {
		s := catalog.Service{Name: "Van"}
		if c.checked != "" {
			s.Checked, _ = time.Parse(time.DateOnly, c.checked)
		}
		if got, again := place.Checked(s, today); got != c.want || again != c.again {
			t.Errorf("checked %q: %q, %v; want %q, %v", c.checked, got, again, c.want, c.again)
		}
	}
}

func TestLanguagesAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string][]catalog.Language{
		"":                              nil,
		"English":                       {"en"},
		" english , Vietnamese ":        {"en", "vi"},
		"English, Farsi and Auslan":     {"en", "fa", "asf"},
		"Tiếng Việt / العربية":          {"vi", "ar"},
		"vi; VI, Vietnamese":            {"vi"},
		"Chinese (simplified), te reo,": {"zh-hans", "mi"},
	} {
		got, unknown := place.ReadLanguages(text)
		if diff := cmp.Diff(want, got); diff != "" || unknown != nil {
			t.Errorf("%q: %s, unknown %q", text, diff, unknown)
		}
	}
	got, unknown := place.ReadLanguages("English, Klingon, body language")
	if diff := cmp.Diff([]string{"Klingon", "body language"}, unknown); diff != "" || len(got) != 1 {
		t.Error(got, diff)
	}
}

// Whatever is shown can be typed in again.
func TestLanguagesComeBack(t *testing.T) {
	all := []catalog.Language{"en", "vi", "ar", "fa", "zh", "th", "my", "asf", "ksw"}
	got, unknown := place.ReadLanguages(place.Languages(all))
	if diff := cmp.Diff(all, got); diff != "" || unknown != nil {
		t.Error(diff, unknown)
	}
	if got := place.Language("zh-Hans"); got != "Chinese (simplified)" {
		t.Error(got)
	}
	if got := place.Language("tlh"); got != "tlh" {
		t.Error(got)
	}
}

func TestRegionsInWords(t *testing.T) {
	for want, rs := range map[string][]catalog.Region{
		"Everywhere": nil, "Victoria": {"au-vic"}, "Victoria and XX-Y": {"au-vic", "xx-y"},
	} {
		if got := place.Regions(rs); got != want {
			t.Errorf("%v: %q, want %q", rs, got, want)
		}
	}
	c := &catalog.Catalog{
		Library:  catalog.Library{HomeRegion: "au-vic"},
		Services: []catalog.Service{{Region: "au-vic"}, {Region: "au-nsw"}, {}},
		Alerts:   []catalog.Alert{{Regions: []catalog.Region{"au-tas", "au"}}},
	}
	if diff := cmp.Diff([]catalog.Region{"au", "au-nsw", "au-tas", "au-vic"}, place.RegionsOf(c)); diff != "" {
		t.Error(diff)
	}
}

func TestKindsInWords(t *testing.T) {
	c := &catalog.Catalog{
		Services: []catalog.Service{{Kinds: []string{"zoo-keeping", "naloxone"}}},
		Handouts: []catalog.Handout{{Services: []string{"needles", "naloxone"}}},
		Alerts:   []catalog.Alert{{Services: []string{"drug-checking"}}},
	}
	kinds := place.KindsOf(c)
	if diff := cmp.Diff([]string{"needles", "naloxone", "drug-checking", "zoo-keeping"}, kinds); diff != "" {
		t.Error(diff)
	}
	if got, want := place.Kinds(kinds), "Needles and syringes · Naloxone · Drug checking · Zoo keeping"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
