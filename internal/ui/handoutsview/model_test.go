package handoutsview

import (
	"fmt"
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
	signed := []catalog.Reviewer{{Role: "clinical"}, {Role: "legal"}, {Role: "peer"}}
	return &catalog.Catalog{Modules: []catalog.Module{
		{ID: "overdose", Title: "Responding to an overdose", Handouts: []catalog.Handout{
			{ID: "steps", Title: "Overdose: what to do", Audience: "People who use opioids", Version: "1.2", ReviewBy: day("2027-05-21")},
			{ID: "kit", Title: "What is in the kit", Audience: "NSP workers", Version: "1.0", ReviewBy: day("2026-12-20")},
		}},
		{ID: "bare", Title: "A module with no handout"},
		{ID: "needles", Title: "Needles and syringes", Reviewers: signed, Handouts: []catalog.Handout{
			{ID: "hep-c", Title: "Hep C basics", Audience: "Anyone", Version: "2.0", ReviewBy: day("2026-11-01")},
		}},
	}}
}

func many(n int) *catalog.Catalog {
	c := &catalog.Catalog{Modules: []catalog.Module{{Title: "Many"}}}
	for i := range n {
		c.Modules[0].Handouts = append(c.Modules[0].Handouts, catalog.Handout{
			ID: catalog.HandoutID(fmt.Sprintf("h%d", i)), Title: fmt.Sprintf("Sheet %d", i), ReviewBy: day("2028-01-01"),
		})
	}
	return c
}

func TestState(t *testing.T) {
	m := newModel(library(), day("2026-11-22"))
	want := state{Groups: []group{
		{Module: "Responding to an overdose", Draft: true, Rows: []row{
			{"steps", "Overdose: what to do", "For people who use opioids", "Version 1.2 · review by 21 May 2027", catalog.Fresh, "Fresh"},
			{"kit", "What is in the kit", "For NSP workers", "Version 1.0 · review by 20 December 2026", catalog.ReviewSoon, "Review soon"},
		}},
		{Module: "Needles and syringes", Rows: []row{
			{"hep-c", "Hep C basics", "For anyone", "Version 2.0 · review by 1 November 2026", catalog.OutOfDate, "Out of date"},
		}},
	}}
	if diff := cmp.Diff(want, m.state()); diff != "" {
		t.Error(diff)
	}
}

func TestFilter(t *testing.T) {
	tests := []struct {
		name, typed string
		want        []catalog.HandoutID
		count       string
		empty       empty
	}{
		{"nothing typed shows everything and counts nothing", "  ", []catalog.HandoutID{"steps", "kit", "hep-c"}, "", notEmpty},
		{"a word of the title", "basics", []catalog.HandoutID{"hep-c"}, "1 handout", notEmpty},
		{"upper and lower case are one", "KIT", []catalog.HandoutID{"kit"}, "1 handout", notEmpty},
		{"the audience counts", "opioids", []catalog.HandoutID{"steps"}, "1 handout", notEmpty},
		{"the module counts", "responding", []catalog.HandoutID{"steps", "kit"}, "2 handouts", notEmpty},
		{"the mark counts", "out of date", []catalog.HandoutID{"hep-c"}, "1 handout", notEmpty},
		{"every word must be there, in any order", "workers kit", []catalog.HandoutID{"kit"}, "1 handout", notEmpty},
		{"no handout", "bicycle", nil, "", noMatch},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := newModel(library(), day("2026-11-22"))
			m.setFilter(tt.typed)
			s := m.state()
			var got []catalog.HandoutID
			for _, g := range s.Groups {
				for _, r := range g.Rows {
					got = append(got, r.ID)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if s.Count != tt.count || s.Empty != tt.empty {
				t.Errorf("count %q, empty %v; want %q, %v", s.Count, s.Empty, tt.count, tt.empty)
			}
		})
	}
}

func TestMore(t *testing.T) {
	m := newModel(many(70), day("2026-11-22"))
	for _, want := range []struct {
		rows int
		more string
	}{{30, "Show 30 more"}, {60, "Show 10 more"}, {70, ""}} {
		s := m.state()
		if got := len(s.Groups[0].Rows); got != want.rows || s.More != want.more {
			t.Errorf("%d rows and %q, want %d and %q", got, s.More, want.rows, want.more)
		}
		m.showMore()
	}
	m.setFilter("sheet")
	if s := m.state(); len(s.Groups[0].Rows) != atOnce || s.Count != "70 handouts" {
		t.Errorf("after typing: %d rows, %q; want the first %d of 70 handouts", len(s.Groups[0].Rows), s.Count, atOnce)
	}
}

func TestEmptyLibrary(t *testing.T) {
	m := newModel(&catalog.Catalog{Modules: []catalog.Module{{Title: "Bare"}}}, day("2026-11-22"))
	m.setFilter("kit")
	if got := m.state().Empty; got != noHandouts {
		t.Errorf("empty is %v, want noHandouts", got)
	}
}
