package app_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content/contenttest"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/settings"
)

func TestTheRegionDecidesWhichHelpLinesArePrinted(t *testing.T) {
	a := open(t, config(t))
	cat, err := a.Content.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	home, err := a.Handouts.Region(t.Context())
	if err != nil || home != cat.Library.HomeRegion {
		t.Fatalf("at first it is %q: %v", home, err)
	}
	id, line := regional(t, cat)
	page, err := a.Handouts.HandoutPage(t.Context(), pack.Line{Handout: id})
	atHome := strings.Count(string(page), line) // the handout itself may name it too
	if err != nil || atHome == 0 {
		t.Errorf("%s does not have %q at home: %v", id, line, err)
	}
	s := a.Settings.Current()
	s.Region = "zz-elsewhere"
	if err := a.Settings.Save(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	page, err = a.Handouts.HandoutPage(t.Context(), pack.Line{Handout: id})
	if err != nil || strings.Count(string(page), line) >= atHome {
		t.Errorf("%s has %q elsewhere: %v", id, line, err)
	}
	if region, err := a.Handouts.Region(t.Context()); err != nil || region != "zz-elsewhere" {
		t.Errorf("it is %q: %v", region, err)
	}
	if after, _ := a.Content.Load(t.Context()); after.Library.HomeRegion != home {
		t.Errorf("the library itself is at home in %q now", after.Library.HomeRegion)
	}
}

// TestTheRegionDecidesWhatLessonsSay changes the region while the program runs.
func TestTheRegionDecidesWhatLessonsSay(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, contenttest.Library(1)); err != nil {
		t.Fatal(err)
	}
	cfg := config(t)
	cfg.Folder = dir
	lessons, err := filepath.Glob(filepath.Join(dir, "*", "en", "*.md"))
	if err != nil || len(lessons) == 0 {
		t.Fatalf("there is no lesson: %v", err)
	}
	of := filepath.Join(filepath.Dir(lessons[0]), "nz", filepath.Base(lessons[0]))
	if err := os.Mkdir(filepath.Dir(of), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(of, []byte("## In New Zealand\n\nRing 111.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	a := open(t, cfg)
	var module catalog.ModuleID
	first := func() *catalog.Lesson {
		cat, err := a.Content.Load(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		module = cat.Modules[0].ID
		return &cat.Modules[0].Lessons[0]
	}
	if l := first(); l.Region != "" || strings.Contains(l.Body.PlainText(), "Ring 111") {
		t.Errorf("at home the lesson is that of %q", l.Region)
	}
	s := a.Settings.Current()
	s.Region = "nz"
	if err := a.Settings.Save(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if l := first(); l.Region != "nz" || !strings.Contains(l.Body.PlainText(), "Ring 111") {
		t.Errorf("in New Zealand the lesson is that of %q", l.Region)
	}
	page, err := a.Handouts.ModulePage(t.Context(), module)
	if err != nil || !strings.Contains(string(page), "Written for ") {
		t.Errorf("in New Zealand the page for browsers does not say where it is from: %v", err)
	}
	s.Region = ""
	if err := a.Settings.Save(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	page, err = a.Handouts.ModulePage(t.Context(), module)
	if err != nil || strings.Contains(string(page), "Written for ") || strings.Contains(string(page), "Ring 111") {
		t.Errorf("back home the page for browsers still rings 111: %v", err)
	}
}

// regional finds a handout that prints a service of the home region, and the service's name.
func regional(t *testing.T, cat *catalog.Catalog) (catalog.HandoutID, string) {
	t.Helper()
	for h := range cat.AllHandouts() {
		for _, kind := range h.Services {
			for _, s := range cat.Services {
				for _, k := range s.Kinds {
					if k == kind && s.Region == cat.Library.HomeRegion {
						return h.ID, s.Name
					}
				}
			}
		}
	}
	t.Fatal("no handout prints a regional help line")
	return "", ""
}

func TestAnAlertFromContentToPaper(t *testing.T) {
	cfg := config(t)
	cat, err := open(t, cfg).Content.Load(t.Context())
	if err != nil || len(cat.Alerts) == 0 {
		t.Fatalf("%d alerts are bundled: %v", len(cat.Alerts), err)
	}
	alert := &cat.Alerts[0]
	cfg.Now = func() time.Time { return alert.From.Add(12 * time.Hour) } // those that come along are over
	a := open(t, cfg)
	van, err := a.Services.Save(t.Context(), catalog.Service{Name: "The van", Checked: noon})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []paper.Format{paper.LeafletA4, paper.LeafletA5, paper.Receipt} {
		with, err := a.Handouts.MakeAlert(t.Context(), alert.ID, paper.HandoutForm{Format: f}, van.ID)
		if err != nil || with.Pages < 1 || slices.Contains(with.Warnings, paper.Expired) {
			t.Fatalf("%s: %d pages, %v, %v", f, with.Pages, with.Warnings, err)
		}
		without, err := a.Handouts.MakeAlert(t.Context(), alert.ID, paper.HandoutForm{Format: f}, "")
		if err != nil || bytes.Equal(with.PDF, without.PDF) {
			t.Errorf("%s: the local service is not on it: %v", f, err)
		}
	}
	page, err := a.Handouts.AlertPage(t.Context(), alert.ID, van.ID)
	if err != nil || !strings.Contains(string(page), "The van") {
		t.Errorf("the local service is not on the page for browsers: %v", err)
	}
	if _, err := a.Handouts.MakeAlert(t.Context(), alert.ID, paper.HandoutForm{}, "none"); !errors.Is(err, catalog.ErrNoService) {
		t.Errorf("with a service that is not: %v", err)
	}
	cfg.Now = func() time.Time { return alert.Expires.AddDate(0, 0, 1) }
	over, err := open(t, cfg).Handouts.MakeAlert(t.Context(), alert.ID, paper.HandoutForm{}, "")
	if err != nil || !slices.Contains(over.Warnings, paper.Expired) {
		t.Errorf("the day after its last: %v, %v", over.Warnings, err)
	}
}

func TestPagesAreArranged(t *testing.T) {
	a := open(t, config(t))
	id, _ := aHandout(t, a)
	s, err := a.Handouts.Make(t.Context(), pack.Line{Handout: id})
	if err != nil {
		t.Fatal(err)
	}
	two, err := a.Handouts.Arrange(t.Context(), s, paper.Arrangement{Pages: []int{1, 1}, PerSide: 2})
	if err != nil || two.Pages != 1 {
		t.Fatalf("%d pages: %v", two.Pages, err)
	}
	if n, err := a.Handouts.Pages(t.Context(), two.PDF); err != nil || n != 1 {
		t.Errorf("the PDF has %d pages: %v", n, err)
	}
	if same, err := a.Handouts.Arrange(t.Context(), s, paper.Arrangement{}); err != nil || !bytes.Equal(s.PDF, same.PDF) {
		t.Errorf("unarranged it is another one: %v", err)
	}
}

func TestListsOfWhatIsPrintedAndWhatIsToBeThrownAway(t *testing.T) {
	a := open(t, config(t))
	id, _ := aHandout(t, a)
	van, err := a.Services.Save(t.Context(), catalog.Service{Name: "The van", Checked: noon})
	if err != nil {
		t.Fatal(err)
	}
	p := pack.Pack{Title: "New client", Services: []catalog.ServiceID{van.ID, "gone"}}
	p = p.Add(pack.Entry{Handout: id, Copies: 40}).Add(pack.Entry{Handout: id, Form: paper.HandoutForm{Format: paper.Web}})
	cover, err := a.Handouts.MakeCover(t.Context(), p)
	if err != nil || cover.Pages != 1 || cover.Size != paper.A4 {
		t.Fatalf("%d pages of %s: %v", cover.Pages, cover.Size, err)
	}
	p.Services = []catalog.ServiceID{van.ID} // the other one was not on the list
	again, err := a.Handouts.MakeCover(t.Context(), p)
	if err != nil || !bytes.Equal(cover.PDF, again.PDF) {
		t.Errorf("what cannot be made is on the list: %v", err)
	}
	p.Services = []catalog.ServiceID{"gone"}
	if _, err := a.Handouts.MakeCover(t.Context(), p); !errors.Is(err, catalog.ErrNoService) {
		t.Errorf("when nothing can be made: %v", err)
	}
	p = pack.Pack{}.Add(pack.Entry{Handout: id, Form: paper.HandoutForm{Format: paper.LeafletLetter}})
	if cover, err := a.Handouts.MakeCover(t.Context(), p); err != nil || cover.Size != paper.Letter {
		t.Errorf("on %s: %v", cover.Size, err)
	}
	if _, err := a.Handouts.MakeCover(ended(t), p); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v", err)
	}

	cat, err := a.Content.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	prints := []recall.Print{{ID: "1", Handout: "gone", Title: "Gone", Version: "1.0", Copies: 40, Place: "the van", At: noon}}
	changes, err := a.Handouts.MakeChanges(t.Context(), recall.Find(prints, cat, noon))
	if err != nil || changes.Pages != 1 {
		t.Errorf("%d pages: %v", changes.Pages, err)
	}
	if none, err := a.Handouts.MakeChanges(t.Context(), nil); err != nil || bytes.Equal(none.PDF, changes.PDF) {
		t.Errorf("of nothing: %v", err)
	}
	test, err := a.Handouts.TestSheet(t.Context(), paper.Letter)
	if err != nil || test.Pages != 2 || !test.TwoSided || test.Size != paper.Letter {
		t.Errorf("the test of a printer is %d pages of %s: %v", test.Pages, test.Size, err)
	}
}

func TestDamagedServicesAreNoticed(t *testing.T) {
	cfg := config(t)
	if err := open(t, cfg).Notice(); err != nil {
		t.Errorf("at first: %v", err)
	}
	write(t, filepath.Join(cfg.DataDir, "services.json"), "{half")
	if err := open(t, cfg).Notice(); !errors.Is(err, catalog.ErrServicesDamaged) {
		t.Errorf("damaged services: %v", err)
	}
	write(t, filepath.Join(cfg.DataDir, "settings.json"), "{half")
	if err := open(t, cfg).Notice(); !errors.Is(err, settings.ErrDamaged) {
		t.Errorf("damaged settings: %v", err)
	}
}

func TestTheServiceOfTheSettingsMovesIntoTheDirectory(t *testing.T) {
	cfg := config(t)
	path := filepath.Join(cfg.DataDir, "settings.json")
	write(t, path, `{"text_size": 150, "local_service": {"name": "The van", "phone": "03 5550 0000", "checked": "2026-11-01"}}`)
	for range 2 {
		a := open(t, cfg)
		all, err := a.Services.List()
		if err != nil || len(all) != 1 || all[0].ID != "the-van" || all[0].Phone != "03 5550 0000" || all[0].Checked.IsZero() {
			t.Fatalf("got %+v, %v", all, err)
		}
		if s := a.Settings.Current(); s.TextSize != 150 {
			t.Errorf("the settings are %+v", s)
		}
	}
	if b, err := os.ReadFile(path); err != nil || strings.Contains(string(b), "The van") {
		t.Errorf("the settings still hold %s, %v", b, err)
	}
	a := open(t, cfg)
	if err := a.Services.Delete(t.Context(), "the-van"); err != nil {
		t.Fatal(err)
	}
	if all, err := open(t, cfg).Services.List(); err != nil || len(all) != 0 {
		t.Errorf("what was deleted is back: %+v, %v", all, err)
	}
}

func TestTheCartIsThereAgain(t *testing.T) {
	cfg := config(t)
	a := open(t, cfg)
	if p := a.Cart.Current(); !p.Empty() {
		t.Errorf("at first: %+v", p)
	}
	card := paper.HandoutForm{Format: paper.Card, Stock: paper.Letter, Points: 18, Mono: true}
	want := pack.Pack{
		Title: "New client", Entries: []pack.Entry{{Handout: "naloxone", Form: card, Copies: 40}},
		Languages: []catalog.Language{"en", "vi"}, Services: []catalog.ServiceID{"the-van"}, MachineDrafts: true,
	}
	twice := want
	twice.Entries = append(twice.Entries, pack.Entry{Handout: "naloxone", Form: card, Copies: -2})
	want.Entries = []pack.Entry{{Handout: "naloxone", Form: card, Copies: 41}}
	if err := a.Cart.Save(t.Context(), twice); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, a.Cart.Current()); diff != "" {
		t.Error("now:", diff)
	}
	if diff := cmp.Diff(want, open(t, cfg).Cart.Current()); diff != "" {
		t.Error("the next time:", diff)
	}
	write(t, filepath.Join(cfg.DataDir, "cart.json"), "{half")
	if p := open(t, cfg).Cart.Current(); !p.Empty() {
		t.Errorf("of a damaged file: %+v", p)
	}
}

func TestWhatIsPrintedIsLoggedUnlessThatIsSwitchedOff(t *testing.T) {
	cfg := config(t)
	a := open(t, cfg)
	add := func(copies int) {
		t.Helper()
		if err := a.PrintLog.Add(t.Context(), recall.Print{Handout: "naloxone", Version: "1.0", Copies: copies, At: noon}); err != nil {
			t.Fatal(err)
		}
	}
	count := func() int {
		t.Helper()
		entries, err := a.PrintLog.Entries()
		if err != nil {
			t.Fatal(err)
		}
		return len(entries)
	}
	add(1)
	s := a.Settings.Current()
	s.PrintLog = false
	if err := a.Settings.Save(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	add(2)
	if n := count(); n != 1 {
		t.Errorf("%d entries, of which one was printed while the log was on", n)
	}
	entries, _ := a.PrintLog.Entries()
	if err := a.PrintLog.Settle(t.Context(), []string{entries[0].ID}, noon); err != nil {
		t.Fatal(err)
	}
	if entries, err := a.PrintLog.Entries(); err != nil || !entries[0].Settled.Equal(noon) {
		t.Errorf("got %+v, %v", entries, err)
	}
	if err := a.PrintLog.Clear(); err != nil || count() != 0 {
		t.Errorf("after Clear %d are left, %v", count(), err)
	}
}

func TestWhatThePrinterTestFoundIsRemembered(t *testing.T) {
	cfg := config(t)
	a := open(t, cfg)
	if turns, known := a.Handouts.TurnsBacks("office"); turns || known {
		t.Error("it is known before the test")
	}
	for printer, turns := range map[string]bool{"office": true, "Büro / 2. Stock": false} {
		if err := a.Handouts.SetTurnsBacks(printer, turns); err != nil {
			t.Fatal(err)
		}
		for _, h := range []*app.App{a, open(t, cfg)} {
			if got, known := h.Handouts.TurnsBacks(printer); got != turns || !known {
				t.Errorf("%s: got %v, %v", printer, got, known)
			}
		}
	}
	path := filepath.Join(cfg.DataDir, "printers.json")
	for _, damaged := range []string{"{half", "null", "[]"} {
		write(t, path, damaged)
		if _, known := a.Handouts.TurnsBacks("office"); known {
			t.Errorf("%s: it is known", damaged)
		}
		if err := a.Handouts.SetTurnsBacks("office", true); err != nil {
			t.Errorf("%s: %v", damaged, err)
		}
	}
}
