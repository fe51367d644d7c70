package handoutview

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func library() *catalog.Catalog {
	return &catalog.Catalog{Modules: []catalog.Module{{
		ID: "overdose", Title: "Responding to an overdose",
		Handouts: []catalog.Handout{{
			ID: "steps", Title: "Overdose: what to do", Audience: "People who use opioids", Version: "1.2",
			ReviewBy: day("2027-05-21"), Link: "https://www.example.org/steps",
			Body: catalog.Document{Blocks: []catalog.Block{catalog.Paragraph{Text: []catalog.Span{{Text: "1", Source: "who"}}}}},
		}},
	}}}
}

func newTestModel(today string) model {
	c := library()
	h, m, _ := c.Handout("steps")
	return model{handout: h, module: m, today: day(today)}
}

func TestState(t *testing.T) {
	m := newTestModel("2026-11-22")
	m.pages = 2
	want := state{
		Title: "Overdose: what to do", Audience: "People who use opioids", Draft: true,
		Facts: []fact{
			{"Version", "1.2"}, {"Review by", "21 May 2027"}, {"Sources", "1 named at the end"},
			{"Square code", "opens example.org"}, {"Paper", "A4, 2 pages"},
		},
		Service: "None set", ServiceNote: "Add it once in Settings, and it is printed on every handout.",
	}
	if diff := cmp.Diff(want, m.state()); diff != "" {
		t.Error(diff)
	}
	m.service = "Harbour Street NSP"
	if s := m.state(); !s.ServiceSet || s.Service != "Harbour Street NSP" {
		t.Errorf("the service is %q", s.Service)
	}
	if m.pages = 0; m.state().Facts[4].Value != "A4" {
		t.Error("pages are counted before there are any")
	}
}

func TestWarning(t *testing.T) {
	m := newTestModel("2027-05-22")
	if s := m.state(); s.Warning == "" || s.Fresh != catalog.OutOfDate {
		t.Errorf("warning %q, freshness %v", s.Warning, s.Fresh)
	}
	m.today = day("2027-05-21")
	if s := m.state(); s.Warning != "" || s.Fresh != catalog.ReviewSoon {
		t.Errorf("on its last good day: warning %q, freshness %v", s.Warning, s.Fresh)
	}
}
