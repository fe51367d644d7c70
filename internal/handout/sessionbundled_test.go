package handout_test

import (
	"os"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
)

func TestSheetsOfBundledPlans(t *testing.T) {
	c, _, err := content.Load(t.Context(), os.DirFS("../../modules"))
	if err != nil {
		t.Fatal(err)
	}
	titles := map[catalog.HandoutID]string{}
	for h := range c.AllHandouts() {
		titles[h.ID] = h.Title
	}
	press := newPress(t)
	for i := range c.Modules {
		m := &c.Modules[i]
		whole, err := plan.Make(c, []catalog.ModuleID{m.ID}, m.Guide.Minutes)
		if err != nil {
			t.Fatal(err)
		}
		brief, err := plan.Brief(c, m.ID, 10)
		if err != nil {
			t.Fatal(err)
		}
		whole.People, brief.People = 14, 1
		in := handout.PlanInput{Plan: whole, Library: c.Library, Titles: titles, Today: sample().Today}
		short := in
		short.Plan = brief
		for name, sheet := range map[string]struct {
			most int // pages
			make func() (paper.Sheet, error)
		}{
			"plan":      {6, func() (paper.Sheet, error) { return press.Plan(t.Context(), in) }},
			"materials": {1, func() (paper.Sheet, error) { return press.Materials(t.Context(), in) }},
			"brief":     {1, func() (paper.Sheet, error) { return press.Brief(t.Context(), short) }},
			"check": {2, func() (paper.Sheet, error) {
				return press.CheckSheet(t.Context(), handout.CheckInput{PlanInput: in, Phase: "before", Tickets: sampleTickets(1)})
			}},
			"own code": {2, func() (paper.Sheet, error) {
				return press.CheckSheet(t.Context(), handout.CheckInput{PlanInput: in, Phase: "after"})
			}},
			"key": {1, func() (paper.Sheet, error) { return press.CheckKey(t.Context(), in) }},
		} {
			t.Run(string(m.ID)+" "+name, func(t *testing.T) {
				made, err := sheet.make()
				if err != nil {
					t.Fatal(err)
				}
				keep(t, made.PDF)
				t.Logf("%d pages at %g points", made.Pages, made.TextSize)
				if made.Pages > sheet.most {
					t.Errorf("%d pages, at most %d are meant", made.Pages, sheet.most)
				}
			})
		}
	}
}
