package session_test

import (
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/modules"
)

// TestWhatComesWithTheProgramCanBeRun rehearses a session about each module, and one about all of them, from the first slide
// to the last.
func TestWhatComesWithTheProgramCanBeRun(t *testing.T) {
	c, _, err := content.Load(t.Context(), modules.FS)
	if err != nil {
		t.Fatal(err)
	}
	sets := map[string][]catalog.ModuleID{"all": nil}
	for _, m := range c.Modules {
		sets[string(m.ID)] = []catalog.ModuleID{m.ID}
		sets["all"] = append(sets["all"], m.ID)
	}
	for name, ids := range sets {
		t.Run(name, func(t *testing.T) {
			p, err := plan.Make(c, ids, 180)
			if err != nil {
				t.Fatal(err)
			}
			asked := 0
			for _, sec := range p.Sections {
				for _, step := range sec.Steps {
					if step.Poll != nil && !sec.Off {
						asked++
					}
				}
			}
			m, _ := rehearsed(t, p, 11, 10)
			r := m.Report("r", noon())
			if asked == 0 || len(r.Polls) != asked || !r.Change.Told || r.Change.Paired < 8 {
				t.Errorf("of %d polls %d were asked; the change is %+v", asked, len(r.Polls), r.Change)
			}
			if d := m.Desk(); d.Next != nil || d.Phones != 10 {
				t.Errorf("at the end %d phones are there, and next comes %+v", d.Phones, d.Next)
			}
		})
	}
}

// TestABriefTalkCanBeRun rehearses a talk of ten minutes about each module.
func TestABriefTalkCanBeRun(t *testing.T) {
	c, _, err := content.Load(t.Context(), modules.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, mod := range c.Modules {
		t.Run(string(mod.ID), func(t *testing.T) {
			p, err := plan.Brief(c, mod.ID, 10)
			if err != nil {
				t.Fatal(err)
			}
			m, _ := rehearsed(t, p, 2, 6)
			if r := m.Report("r", noon()); !r.Brief || r.Change.Before == 0 || len(session.Rows(*p.Check[0].Item)) == 0 {
				t.Errorf("the report is %+v", r)
			}
		})
	}
}
