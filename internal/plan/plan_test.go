package plan_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/modules"
)

func library(t testing.TB) *catalog.Catalog {
	t.Helper()
	c, problems, err := content.Reload(t.Context(), modules.FS)
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	return c
}

var ids = []catalog.ModuleID{"harm-reduction-basics", "peer-education", "overdose-response"}

func made(t testing.TB, minutes int, ids ...catalog.ModuleID) plan.Plan {
	t.Helper()
	p, err := plan.Make(library(t), ids, minutes)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Validate(); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAPlanOfEachGuideIsKeptAndReadAgain(t *testing.T) {
	for _, id := range ids {
		t.Run(string(id), func(t *testing.T) {
			p := made(t, 0, id)
			if p.Over() != 0 || len(p.Sections) < 6 || len(p.Check) != 10 || len(p.Care) < 5 || len(p.Materials()) < 5 || len(p.Handouts()) == 0 {
				t.Errorf("over by %d, %d sections, %d to check, %d for care, %d materials", p.Over(), len(p.Sections), len(p.Check), len(p.Care), len(p.Materials()))
			}
			if p.Sections[0].Kind != plan.Opening || p.Sections[len(p.Sections)-1].Kind != plan.Closing {
				t.Error("it does not begin and end")
			}
			data, err := p.Encode()
			if err != nil {
				t.Fatal(err)
			}
			back, err := plan.Decode(data)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(p, back); diff != "" {
				t.Errorf("-made +read:\n%s", diff)
			}
		})
	}
}

func TestNoModuleGivesNoPlan(t *testing.T) {
	for _, ids := range [][]catalog.ModuleID{nil, {"nothing"}} {
		if _, err := plan.Make(library(t), ids, 60); !errors.Is(err, plan.ErrNoModule) {
			t.Errorf("of %v: %v", ids, err)
		}
	}
}
