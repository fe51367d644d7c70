package catalog_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
)

func translated() catalog.Handout {
	return catalog.Handout{
		ID: "steps", Version: "1.1", Language: "en",
		Translations: []catalog.Handout{
			{ID: "steps", Version: "1.0", Translates: "1.0", Language: "vi"},
			{ID: "steps", Version: "1.1", Translates: "1.1", Language: "ar", MachineDraft: true},
		},
	}
}

func TestHandoutInALanguage(t *testing.T) {
	h := translated()
	for _, test := range []struct {
		lang  catalog.Language
		want  *catalog.Handout
		stale bool
	}{
		{"en", &h, false}, {"vi", &h.Translations[0], true}, {"ar", &h.Translations[1], false}, {"fr", nil, false}, {"", nil, false},
	} {
		t.Run("the language "+string(test.lang), func(t *testing.T) {
			got, ok := h.In(test.lang)
			if got != test.want || ok != (test.want != nil) {
				t.Fatalf("got %v, %t", got, ok)
			}
			if ok && got.StaleAgainst(&h) != test.stale {
				t.Errorf("stale: %t, want %t", !test.stale, test.stale)
			}
		})
	}
}

func TestMachineDraftsAreAmongTheLanguagesWhenAskedFor(t *testing.T) {
	h := translated()
	if got, want := h.Languages(false), []catalog.Language{"en", "vi"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := h.Languages(true), []catalog.Language{"en", "vi", "ar"}; !slices.Equal(got, want) {
		t.Errorf("with drafts: got %v, want %v", got, want)
	}
}

func TestHandoutIsADraftUntilThreeRolesHaveReviewedIt(t *testing.T) {
	h := catalog.Handout{Reviewers: []catalog.Reviewer{{Role: "peer"}, {Role: "clinical"}}}
	if diff := cmp.Diff([]string{"legal"}, h.MissingReviews()); diff != "" || !h.Draft() {
		t.Errorf("draft %t, -want +got:\n%s", h.Draft(), diff)
	}
	h.Reviewers = append(h.Reviewers, catalog.Reviewer{Role: "legal"})
	if h.Draft() {
		t.Errorf("still waits for %v", h.MissingReviews())
	}
}

func TestAllHandoutsAreThoseOfModulesAndThoseThatStandAlone(t *testing.T) {
	c := searchable()
	var got []catalog.HandoutID
	for h := range c.AllHandouts() {
		got = append(got, h.ID)
	}
	if want := []catalog.HandoutID{"steps", "vein-care"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for h := range c.AllHandouts() {
		if h.ID != "steps" {
			t.Errorf("%s comes after the loop has ended", h.ID)
		}
		break
	}
	if h, m, ok := c.Handout("vein-care"); !ok || h != &c.Handouts[0] || m != nil {
		t.Errorf("a handout that stands alone: %v of %v, %t", h, m, ok)
	}
}

func TestPackAndAlertAreFoundByTheirIds(t *testing.T) {
	c := &catalog.Catalog{Packs: []catalog.Pack{{ID: "one"}, {ID: "two", Title: "Second"}}, Alerts: []catalog.Alert{{ID: "heat"}, {ID: "pills"}}}
	if p, ok := c.Pack("two"); !ok || p.Title != "Second" {
		t.Errorf("got %v, %t", p, ok)
	}
	if a, ok := c.Alert("pills"); !ok || a != &c.Alerts[1] {
		t.Errorf("got %v, %t", a, ok)
	}
	_, pack := c.Pack("none")
	_, alert := c.Alert("none")
	if pack || alert {
		t.Error("something was found that is not there")
	}
}
