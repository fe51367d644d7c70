package catalog_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
)

func day(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestFreshnessOnADay(t *testing.T) {
	for _, test := range []struct {
		name, reviewBy, today string
		want                  catalog.Freshness
	}{
		{"long before its review", "2027-05-21", "2026-11-21", catalog.Fresh},
		{"61 days before", "2027-05-21", "2027-03-21", catalog.Fresh},
		{"60 days before", "2027-05-21", "2027-03-22", catalog.ReviewSoon},
		{"on the day", "2027-05-21", "2027-05-21", catalog.ReviewSoon},
		{"the day after", "2027-05-21", "2027-05-22", catalog.OutOfDate},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := catalog.FreshnessOn(day(t, test.reviewBy), day(t, test.today)); got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
		})
	}
}

func TestModuleIsADraftUntilThreeRolesHaveReviewedIt(t *testing.T) {
	for _, test := range []struct {
		name    string
		roles   []string
		missing []string
	}{
		{"nobody has", nil, []string{"clinical", "legal", "peer"}},
		{"one is left", []string{"peer", "clinical"}, []string{"legal"}},
		{"a community review does not stand for another", []string{"community", "legal", "peer"}, []string{"clinical"}},
		{"all have", []string{"peer", "clinical", "legal"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var m catalog.Module
			for _, role := range test.roles {
				m.Reviewers = append(m.Reviewers, catalog.Reviewer{Role: role})
			}
			if diff := cmp.Diff(test.missing, m.MissingReviews()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if got, want := m.Draft(), len(test.missing) > 0; got != want {
				t.Errorf("Draft() = %t, want %t", got, want)
			}
		})
	}
}

func cites(keys ...catalog.SourceKey) []catalog.Span {
	spans := []catalog.Span{{Text: "Word"}}
	for _, k := range keys {
		spans = append(spans, catalog.Span{Text: "1", Source: k})
	}
	return spans
}

// everything has a block of each kind that holds text.
func everything() catalog.Document {
	return catalog.Document{Blocks: []catalog.Block{
		catalog.Heading{Level: 2, Text: []catalog.Span{{Text: "Head"}}},
		catalog.List{Items: []catalog.ListItem{{Blocks: []catalog.Block{
			catalog.Paragraph{Text: cites("in-list")},
			catalog.Quote{Blocks: []catalog.Block{catalog.Paragraph{Text: cites("in-quote")}}},
		}}}},
		catalog.Callout{Kind: catalog.Tip, Blocks: []catalog.Block{catalog.Paragraph{Text: cites("in-callout", "in-list")}}},
		catalog.Table{Head: [][]catalog.Span{cites("in-head")}, Rows: [][][]catalog.Span{{cites("in-row")}}},
		catalog.Picture{Path: "a.svg", Alt: "A hand"},
		catalog.Rule{},
		catalog.Code{Text: "x = 1"},
	}}
}

func TestDocumentGivesItsWordsInReadingOrder(t *testing.T) {
	want := "Head\nWord\nWord\nWord\nWord\nWord\nA hand\nx = 1"
	if got := everything().PlainText(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDocumentCitesEachSourceOnceInOrderOfFirstUse(t *testing.T) {
	want := []catalog.SourceKey{"in-list", "in-quote", "in-callout", "in-head", "in-row"}
	if diff := cmp.Diff(want, everything().Cited()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestModuleCitesWhatItsPartsCite(t *testing.T) {
	doc := func(k catalog.SourceKey) catalog.Document {
		return catalog.Document{Blocks: []catalog.Block{catalog.Paragraph{Text: cites(k)}}}
	}
	m := catalog.Module{
		Lessons:  []catalog.Lesson{{Body: doc("lesson")}, {Body: doc("both")}},
		Quiz:     quiz.Quiz{Items: []quiz.Item{{Sources: []string{"both", "item"}}}},
		Handouts: []catalog.Handout{{Body: doc("handout")}},
		Guide:    catalog.Guide{Body: doc("guide")},
	}
	want := []catalog.SourceKey{"lesson", "both", "item", "handout", "guide"}
	if diff := cmp.Diff(want, m.Cited()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestCatalogFindsItsPartsById(t *testing.T) {
	c := searchable()
	if m, ok := c.Module("overdose"); !ok || m.ID != "overdose" {
		t.Errorf("Module: %v, %t", m, ok)
	}
	if h, m, ok := c.Handout("steps"); !ok || h.ID != "steps" || m.ID != "overdose" {
		t.Errorf("Handout: %v of %v, %t", h, m, ok)
	}
	if s, ok := c.Service("directline"); !ok || s.Name != "DirectLine" {
		t.Errorf("Service: %v, %t", s, ok)
	}
	if term, ok := c.Term("Đường tiêm"); !ok || term.Headword != "Đường tiêm" {
		t.Errorf("Term: %v, %t", term, ok)
	}
	if l, at, ok := c.Modules[0].Lesson("paths"); !ok || at != 0 || l.ID != "paths" {
		t.Errorf("Lesson: %v at %d, %t", l, at, ok)
	}
	_, module := c.Module("none")
	_, _, handout := c.Handout("none")
	_, service := c.Service("none")
	_, term := c.Term("none")
	_, _, lesson := c.Modules[0].Lesson("none")
	if module || handout || service || term || lesson {
		t.Error("something was found that is not there")
	}
}

func TestProblemNamesItsPlace(t *testing.T) {
	for _, test := range []struct {
		name string
		in   catalog.Problem
		want string
	}{
		{"with all it has", catalog.Problem{File: "a.yaml", Line: 3, Column: 9, Message: "unknown key", Suggestion: "did you mean “id”?"}, "a.yaml:3:9: unknown key (did you mean “id”?)"},
		{"of a line", catalog.Problem{File: "a.yaml", Line: 3, Message: "cut off"}, "a.yaml:3: cut off"},
		{"of a file", catalog.Problem{File: "a.yaml", Message: "missing"}, "a.yaml: missing"},
		{"of no weight", catalog.Problem{File: "a.md", Severity: catalog.Advice, Message: "short"}, "a.md: warning: short"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.in.Error(); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
