package app_test

import (
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/typst"
)

func TestCoverListCountsWhatWasMadeBefore(t *testing.T) {
	made := 0
	cfg := config(t)
	cfg.Missed = func(string, typst.Output) { made++ }
	a := open(t, cfg)
	id, _ := aHandout(t, a)
	van, err := a.Services.Save(t.Context(), catalog.Service{Name: "The van", Checked: noon})
	if err != nil {
		t.Fatal(err)
	}
	p := pack.Pack{Services: []catalog.ServiceID{van.ID}}.Add(pack.Entry{Handout: id, Form: paper.HandoutForm{Format: paper.LeafletA4}, Copies: 40})
	set := func(work func() error) int {
		t.Helper()
		before := made
		if err := work(); err != nil {
			t.Fatal(err)
		}
		return made - before
	}
	cover := func() error { _, err := a.Handouts.MakeCover(t.Context(), p); return err }
	one := func() error {
		_, err := a.Handouts.Make(t.Context(), pack.Line{Handout: id, Form: p.Entries[0].Form, Service: van.ID, Copies: 1})
		return err
	}
	if n := set(one); n == 0 {
		t.Fatal("nothing was set")
	}
	if n := set(cover); n != 1 {
		t.Errorf("%d sheets were set, want the cover list alone", n)
	}
	van.Note = "Ring the bell."
	if _, err := a.Services.Save(t.Context(), van); err != nil {
		t.Fatal(err)
	}
	if n := set(cover); n < 2 {
		t.Errorf("%d sheets were set after the service had changed, want the handout again", n)
	}
	if n := set(cover); n != 1 {
		t.Errorf("%d sheets were set the third time, want the cover list alone", n)
	}
}
