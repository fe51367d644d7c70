package packview

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/uitest"
)

var (
	cards  = paper.HandoutForm{Format: paper.Card}
	flyer  = paper.HandoutForm{Format: paper.LeafletA5}
	screen = paper.HandoutForm{Format: paper.Screen}
	web    = paper.HandoutForm{Format: paper.Web}
)

// packed is a model of a pack, all of whose lines were made as a sheet with two pages.
func packed(p pack.Pack, made bool) model {
	m := newModel(library(), p, uitest.Now)
	m.services = services()
	for _, l := range m.lines() {
		if made {
			m.facts[one(l)] = fact{sheet: paper.Sheet{Pages: 2, TwoSided: true, Size: paper.A4}}
		}
	}
	return m
}

func TestSums(t *testing.T) {
	of := func(forms ...paper.HandoutForm) (p pack.Pack) {
		for _, f := range forms {
			p = p.Add(pack.Entry{Handout: "steps", Form: f, Copies: 5})
		}
		return p
	}
	for name, c := range map[string]struct {
		p      pack.Pack
		change func(*model)
		want   sum
	}{
		"nothing is counted yet": {of(cards, flyer), func(m *model) { clear(m.facts) }, sum{Things: "2 handouts", Paper: "Counting the paper: 0 of 2…", Counts: true}},
		"the press is made ready first": {
			of(cards), func(m *model) { clear(m.facts); m.slow = true }, sum{Things: "1 handout", Paper: printout.GettingReady, Counts: true},
		},
		"half is counted": {of(cards, flyer), func(m *model) { delete(m.facts, one(m.lines()[0])) }, sum{Things: "2 handouts", Paper: "Counting the paper: 1 of 2…", Share: 0.5, Counts: true}},
		"all is counted":  {of(cards), nil, sum{Things: "1 handout", Paper: "5 copies on 5 sheets of paper, printed on both sides"}},
		"what does not fit takes no paper": {
			of(cards, flyer), func(m *model) { m.facts[one(m.lines()[0])] = fact{err: &paper.TooLongError{}} },
			sum{Things: "2 handouts", Paper: "10 copies on 5 sheets of paper, printed on both sides"},
		},
		"what is for a screen takes none either": {of(cards, screen, web), nil, sum{Things: "3 handouts", Paper: "5 copies on 5 sheets of paper, printed on both sides. 2 files are for a screen: save them."}},
		"a handout that is gone": {
			of(cards).Add(pack.Entry{Handout: "gone", Copies: 1}), nil, sum{Things: "2 handouts, less 1 that is missing = 1 leaflet", Paper: "5 copies on 5 sheets of paper, printed on both sides"},
		},
		"one language that a handout lacks": {
			pack.Pack{Languages: []catalog.Language{"vi"}}.Add(pack.Entry{Handout: "steps", Form: cards, Copies: 1}).Add(pack.Entry{Handout: "hep", Form: cards, Copies: 1}), nil,
			sum{Things: "2 handouts, less 1 that is missing = 1 leaflet", Paper: "1 copy on 1 sheet of paper, printed on both sides"},
		},
		"one service": {
			pack.Pack{Services: []catalog.ServiceID{"van"}}.Add(pack.Entry{Handout: "hep", Form: flyer, Copies: 1}), nil,
			sum{Things: "1 handout × 1 service = 1 leaflet", Paper: "1 copy on 1 sheet of paper, printed on both sides"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := packed(c.p, true)
			if c.change != nil {
				c.change(&m)
			}
			if diff := cmp.Diff(c.want, m.state().Total); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRowsOfThePack(t *testing.T) {
	m := packed(full().Add(pack.Entry{Handout: "gone", Copies: 999}).
		Add(pack.Entry{Handout: "hep", Form: paper.HandoutForm{Format: paper.FoldedCard, Stock: paper.Letter}, Copies: 1}), true)
	var notes []string
	for _, r := range m.state().Rows {
		notes = append(notes, r.Note)
		if r.CanLess != (r.Copies != "1") || r.CanMore != (r.Copies != "999") {
			t.Errorf("%+v", r)
		}
	}
	want := []string{
		"Wallet card, black and white · 10 cards to a sheet", "A5 flyer", "The library does not have this handout any more.", "Folded wallet card · 6 cards to a sheet",
	}
	if diff := cmp.Diff(want, notes); diff != "" {
		t.Error(diff)
	}
}

func TestUndoTakesBackOneStep(t *testing.T) {
	m := packed(full(), false)
	m.change(pack.Pack{}, "The pack is empty.")
	if st := m.state(); !st.CanUndo || !st.Empty || len(m.before.Entries) != 2 {
		t.Errorf("%+v", st)
	}
	m.change(*m.before, "")
	if st := m.state(); st.CanUndo || st.Empty || st.Said != "" {
		t.Errorf("%+v", st)
	}
	m.addReady("none")
	if len(m.pack.Entries) != 2 {
		t.Error("a pack that is not there was added")
	}
}

func TestEveryWarningIsSaidOfItsHandouts(t *testing.T) {
	for w, title := range map[paper.Warning]string{
		paper.OutOfDate: "Out of date", paper.MachineDraft: "Machine drafts", paper.Stale: "Older translations", paper.NoLetters: "Letters are missing",
		paper.NoService: "Nobody to name", paper.MorePages: "More than one page",
	} {
		m := packed(full(), false)
		for _, l := range m.lines() {
			m.facts[one(l)] = fact{sheet: paper.Sheet{Pages: 1, Warnings: []paper.Warning{w}}}
		}
		warns := m.state().Warns
		if len(warns) != 1 || warns[0].Title != title {
			t.Errorf("%s: %+v", w, warns)
		}
	}
}

func TestItemsOfThePack(t *testing.T) {
	p := pack.Pack{Languages: []catalog.Language{"ar"}, MachineDrafts: true, Services: []catalog.ServiceID{"harbour", "van"}}.
		Add(pack.Entry{Handout: "steps", Form: web, Copies: 1})
	m := packed(p, true)
	w := newWorld()
	items := m.items(w, "")
	if len(items) != 3 || items[0].log != nil || items[0].file != "pack-list.pdf" {
		t.Fatalf("%+v", items)
	}
	for i, place := range []string{"Harbour Street", "The night van"} {
		it := items[i+1]
		if !it.screen || it.log.Place != place || it.log.Title != "Overdose steps" || it.log.Version != "0.1" || it.log.Translates != "" {
			t.Errorf("%+v, log %+v", it, it.log)
		}
		sheet, err := it.make(t.Context())
		if err != nil || string(sheet.PDF) != "<html>steps" {
			t.Errorf("%q, %v", sheet.PDF, err)
		}
	}
	if got := m.items(w, "the festival")[1].log.Place; got != "the festival" {
		t.Errorf("for %q", got)
	}
	if _, err := m.items(w, "")[0].make(ended(t)); err == nil {
		t.Error("a list is made after the end")
	}
}

func ended(t *testing.T) context.Context {
	ctx, end := context.WithCancel(t.Context())
	end()
	return ctx
}

func TestPrintDialog(t *testing.T) {
	office := paper.Printer{Name: "b", Description: "Office", Default: true, Sizes: []paper.Size{paper.A4}}
	for name, c := range map[string]struct {
		change func(*printModel)
		want   printState
	}{
		"printers are looked for": {func(m *printModel) { m.look() }, printState{Looking: true, Action: "Print all"}},
		"there is none":           {func(m *printModel) { m.found(nil, nil) }, printState{None: true, Action: "Print all"}},
		"none can be had": {
			func(m *printModel) { m.found(nil, paper.ErrNoPrintSystem) }, printState{Trouble: explain.Error(paper.ErrNoPrintSystem), Action: "Print all"},
		},
		"the usual one is chosen": {
			func(m *printModel) { m.found([]paper.Printer{{Name: "a", Description: "A"}, office}, nil) },
			printState{Action: "Print all", CanPrint: true, Printers: []choice{{ID: "a", Name: "A", Note: "Ready"}, {ID: "b", Name: "Office", Note: "Ready · the usual one", On: true}}},
		},
		"A4 needs no word": {
			func(m *printModel) {
				m.found(nil, nil)
				m.printers, m.papers = []paper.Printer{office}, []paper.Size{paper.A4}
			},
			printState{Action: "Print all", CanPrint: true, Printers: []choice{{ID: "b", Name: "Office", Note: "Ready · the usual one", On: true}}},
		},
		"several papers, one of which the printer does not have": {
			func(m *printModel) {
				m.found([]paper.Printer{office}, nil)
				m.papers = []paper.Size{paper.A4, paper.A5}
			},
			printState{
				Action: "Print all", CanPrint: true, Printers: []choice{{ID: "b", Name: "Office", Note: "Ready · the usual one", On: true}},
				Notes: []string{"Paper that it takes: A4 and A5. Have it ready: the printer asks for it.", "Office does not say that it takes A5."},
			},
		},
		"one side at a time": {
			func(m *printModel) {
				m.found([]paper.Printer{{Name: "x", Description: "Old one", OneSided: true}}, nil)
				m.twoSided = true
			},
			printState{
				Action: "Print all", CanPrint: true, Printers: []choice{{ID: "x", Name: "Old one", Note: "Ready", On: true}},
				Notes: []string{"This printer cannot turn paper over. After the fronts of each handout, Passalong tells you how to put the stack back for the backs."},
			},
		},
		"not everything is counted": {
			func(m *printModel) {
				m.found([]paper.Printer{office}, nil)
				m.total = sum{Paper: "Counting", Counts: true}
			},
			printState{Paper: "Counting", Action: "Print all", Printers: []choice{{ID: "b", Name: "Office", Note: "Ready · the usual one", On: true}}},
		},
		"for one place": {
			func(m *printModel) { m.found(nil, nil); m.logs, m.services = true, []string{"Van"} }, printState{None: true, Action: "Print all", HasPlace: true, Place: "Van"},
		},
		"for several": {
			func(m *printModel) { m.found(nil, nil); m.logs, m.services = true, []string{"Van", "Bus"} }, printState{None: true, Action: "Print all"},
		},
		"with warnings": {
			func(m *printModel) { m.found(nil, nil); m.tooLong, m.warns = 2, []warning{{"A", "B."}} },
			printState{None: true, Action: "Print anyway", Warns: []warning{{"A", "B."}, {"Left out", "2 handouts do not fit the format. The screen behind says by how much."}}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var m printModel
			c.change(&m)
			got := m.state()
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	m := packed(pack.Pack{Services: []catalog.ServiceID{"van"}}.Add(pack.Entry{Handout: "hep", Form: flyer, Copies: 1}).Add(pack.Entry{Handout: "hep", Form: screen, Copies: 1}), true)
	p := printModel{loading: true}
	p.take(&m)
	if diff := cmp.Diff([]paper.Size{paper.A4}, p.papers); diff != "" || !p.twoSided || !p.loading {
		t.Error(diff, p.twoSided, p.loading)
	}
	if _, ok := p.printer(); ok {
		t.Error("there is a printer while they are looked for")
	}
	m.facts = map[pack.Line]fact{}
	if m.twoSided() || len(m.papers()) > 0 {
		t.Error("something is known of what was not made")
	}
}
