package handoutview

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/printout/printouttest"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// outside is what is around the screen, in memory.
type outside struct {
	*printouttest.World
	services    []catalog.Service
	servicesErr error
	cart        pack.Pack
	cartErr     error
	log         []recall.Print
	logErr      error
	keepErr     error
	parts       []catalog.Part // the libraries in use
}

func (o *outside) Make(ctx context.Context, l pack.Line) (paper.Sheet, error) {
	return o.Press(ctx, fmt.Sprintf("%s in %s, %s, for %q", l.Handout, l.Language, l.Form.Name(), l.Service))
}

func (o *outside) OpenWebPage(_ context.Context, l pack.Line) error {
	return o.Open(fmt.Sprintf("web: %s in %s for %q", l.Handout, l.Language, l.Service))
}

func (o *outside) List() ([]catalog.Service, error) { return o.services, o.servicesErr }
func (o *outside) Current() pack.Pack               { return o.cart }

func (o *outside) Add(_ context.Context, p recall.Print) error {
	o.log = append(o.log, p)
	return o.logErr
}

// cart saves the pack; the world saves files.
type cart struct{ *outside }

func (c cart) Save(_ context.Context, p pack.Pack) error {
	c.cart = p
	return c.cartErr
}

// keeper keeps favourites.
type keeper struct {
	uitest.Keeper
	out *outside
}

func (k *keeper) SetFavourite(context.Context, catalog.HandoutID, bool) error { return k.out.keepErr }

// stage is a screen in a window.
type stage struct {
	*Screen
	*uitest.Shown
	out   *outside
	queue *bgtest.Queue
	way   *uitest.Way
	usual Usual
}

func open(t *testing.T, now string, change func(o *outside)) *stage {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	o := &outside{World: printouttest.New()}
	if change != nil {
		change(o)
	}
	st := &stage{out: o, queue: &bgtest.Queue{}, way: &uitest.Way{}}
	c := library()
	c.Parts = o.parts
	st.Screen = New(t.Context(), Deps{
		Catalog: c, Nav: st.way, Now: func() time.Time { return day(now) }, Press: o, Web: o, Services: o,
		Favourites: learner.New(t.Context(), st.queue, &keeper{out: o}, progress.Record{}), Cart: cart{o}, Log: o, Usual: &st.usual,
		Desk: printout.Deps{
			Run: st.queue, FirstUse: o.FirstUse, Pages: o, Printing: o, Arranger: o, Flips: o, Every: o.Every, Files: o, Viewer: o,
		},
	}, "steps")
	win := test.NewTempWindow(t, st.Content())
	win.SetPadded(false)
	win.Resize(fyne.NewSize(940, 1500))
	st.Shown = uitest.Of(t, win)
	return st
}

func opened(t *testing.T, change func(o *outside)) *stage {
	t.Helper()
	st := open(t, "2026-11-22", change)
	st.queue.Drain()
	return st
}

// made is the PDF that can be printed now.
func (st *stage) made(t *testing.T) string {
	t.Helper()
	s, ok := st.desk.Made()
	if !ok {
		t.Fatal("there is nothing to print")
	}
	return string(s.PDF)
}

func TestShowsThePageAndWhatIsOnIt(t *testing.T) {
	st := opened(t, nil)
	st.Reads("Overdose: what to do", "People who use opioids", "Paper: A4, 2 pages", "New in 1.2: Two breaths, not five.", "None")
	st.Hides("Out of date", "Machine draft, not reviewed")
	if got := st.made(t); got != `steps in en, A4 sheet, for ""` {
		t.Error(got)
	}
	if !st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) {
		t.Error("Page Down does not turn the page")
	}
	st.queue.Drain()
	st.Reads("Page 2 of 2")
	st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageUp})
	st.queue.Drain()
	test.AssertRendersToMarkup(t, "ready.xml", st.Canvas)
}

func TestFirstUseTakesAWhile(t *testing.T) {
	st := opened(t, func(o *outside) { o.First = true })
	st.Press("18 pt")
	st.Reads("Getting the printing press ready: only the first time, about 15 seconds.")
	test.AssertRendersToMarkup(t, "first_use.xml", st.Canvas)
	st.queue.Drain()
	st.made(t)
}

func TestEveryChoiceMakesThePageAnew(t *testing.T) {
	st := opened(t, func(o *outside) { o.services = places() })
	for _, c := range []struct {
		press []string
		want  string
	}{
		{[]string{"18 pt"}, `steps in en, A4 sheet, large print 18, for ""`},
		{[]string{"Black and white"}, `steps in en, A4 sheet, large print 18, black and white, for ""`},
		{[]string{"Format", "Wallet card"}, `steps in en, Wallet card, black and white, for ""`},
		{[]string{"Paper", "US Letter"}, `steps in en, Wallet card, black and white, for ""`},
		{[]string{"Local service", "Harbour Street NSP"}, `steps in en, Wallet card, black and white, for "harbour"`},
		{[]string{"Language", "Spanish"}, `steps in es, Wallet card, black and white, for "harbour"`},
		{[]string{"Local service", "None"}, `steps in es, Wallet card, black and white, for ""`},
		{[]string{"Format", "PDF for the screen"}, `steps in es, PDF for the screen, large print 18, for ""`},
	} {
		for _, label := range c.press {
			st.Press(label)
		}
		if !st.Find("Print").(fyne.Disableable).Disabled() {
			t.Errorf("%q: the page of before can still be printed", c.press)
		}
		st.queue.Drain()
		if got := st.made(t); got != c.want {
			t.Errorf("%q makes %s, want %s", c.press, got, c.want)
		}
	}
	if want := (Usual{Stock: paper.Letter}); st.usual != want {
		t.Errorf("for the next handout it remembers %+v", st.usual)
	}
	st.Hides("Ink")
}

func TestChoosesByKeyboard(t *testing.T) {
	st := opened(t, nil)
	st.Return("Format")
	f := st.Canvas.Focused()
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	st.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	st.queue.Drain()
	if got := st.made(t); got != `steps in en, US Letter sheet, for ""` {
		t.Error(got)
	}
	if st.Canvas.Focused() != st.parts.format.Field() {
		t.Error("the keyboard is not where it was")
	}
}

func TestMachineDraftIsMarkedAndAsksBeforePrinting(t *testing.T) {
	st := opened(t, nil)
	st.Press("Offer machine drafts")
	st.queue.Drain()
	st.Press("Language")
	st.Press("Vietnamese (machine draft)")
	st.queue.Drain()
	st.Reads("Machine draft, not reviewed", "Behind its original", "Overdose: what to do")
	test.AssertRendersToMarkup(t, "machine.xml", st.Canvas)
	st.Press("Print")
	st.queue.Drain()
	st.Find("Print anyway")
}

func TestOldHandoutWarnsAndAsksBeforePrinting(t *testing.T) {
	st := open(t, "2027-08-01", nil)
	st.queue.Drain()
	st.Reads("Out of date")
	st.Press("Print")
	st.queue.Drain()
	st.Find("Print anyway")
}

func TestWhatDoesNotFitIsNotPrinted(t *testing.T) {
	st := opened(t, nil)
	st.out.MakeErr = fmt.Errorf("setting: %w", &paper.TooLongError{Format: paper.Card, Over: 31, Lines: 6})
	st.Press("Format")
	st.Press("Wallet card")
	st.queue.Drain()
	st.Reads("This does not fit the format “Wallet card”.")
	for _, label := range []string{"Print", "Save PDF", "Open in viewer", "Add to the pack"} {
		if !st.Find(label).(fyne.Disableable).Disabled() {
			t.Errorf("%q is offered", label)
		}
	}
	st.out.MakeErr = nil
	st.Press("Format")
	st.Press("A4 sheet")
	st.queue.Drain()
	st.made(t)
}

func TestServices(t *testing.T) {
	st := opened(t, func(o *outside) { o.services = places()[1:] })
	st.Reads("The van", "Not checked for 174 days: check before printing.")
	st.Press("Check the details")
	if want := (nav.Route{Screen: nav.Services, Service: "van"}); st.way.Last() != want {
		t.Errorf("went to %v", st.way.Last())
	}
	drawn := len(st.out.Drawn)
	st.Refresh() // nothing has changed
	st.queue.Drain()
	if len(st.out.Drawn) != drawn {
		t.Error("the page was made anew for nothing")
	}
	st.out.services = []catalog.Service{{ID: "van", Name: "The van", Phone: "1800", Checked: day("2026-11-22")}}
	st.Refresh()
	st.queue.Drain()
	st.Hides("Not checked for 174 days: check before printing.")
	if len(st.out.Drawn) == drawn {
		t.Error("the new details are not on the page")
	}
	st.Press("Local service")
	st.Press("Add a service…")
	if want := (nav.Route{Screen: nav.Services}); st.way.Last() != want {
		t.Errorf("went to %v", st.way.Last())
	}
	st.out.servicesErr = errors.New("cannot read")
	st.Refresh()
	st.queue.Drain()
	st.Reads("Something went wrong.")
}

func TestFavourite(t *testing.T) {
	st := opened(t, nil)
	st.out.keepErr = progress.ErrDiskFull
	st.Press("Make it a favourite")
	st.queue.Drain()
	st.Reads("The disk is full, so this is not saved.")
	st.out.keepErr = nil
	st.Press("Make it a favourite")
	st.queue.Drain()
	st.Press("Take the star away")
	st.queue.Drain()
	st.Find("Make it a favourite")
}

func TestAddsToThePack(t *testing.T) {
	st := opened(t, nil)
	st.Press("Add to the pack")
	st.queue.Drain()
	st.Reads("In the pack", "Overdose: what to do: A4 sheet.")
	if len(st.out.cart.Entries) != 1 {
		t.Errorf("the pack holds %+v", st.out.cart)
	}
	st.Press("Open the pack")
	if st.way.Last().Screen != nav.Pack {
		t.Errorf("went to %v", st.way.Last())
	}
	st.out.cartErr = progress.ErrDiskFull
	st.Press("Add to the pack")
	st.queue.Drain()
	st.Reads("The disk is full, so this is not saved.")
}

func TestKeepsWhatWasPrinted(t *testing.T) {
	st := opened(t, func(o *outside) { o.services = places()[:1] })
	st.Press("Print")
	st.queue.Drain()
	st.Reads("For which place?")
	st.Press("One copy more")
	st.Press("Print")
	st.queue.Drain()
	want := []recall.Print{{
		Handout: "steps", Title: "Overdose: what to do", Version: "1.2", ReviewBy: day("2027-05-21"), Language: "en",
		Form: paper.HandoutForm{Format: paper.LeafletA4}, Copies: 2, Place: "Harbour Street NSP", At: day("2026-11-22"),
	}}
	if diff := cmp.Diff(want, st.out.log); diff != "" {
		t.Error(diff)
	}
	st.out.logErr = progress.ErrDiskFull
	st.Press("Print")
	st.queue.Drain()
	st.Press("Print")
	st.queue.Drain()
	st.Reads("Printed", "It is printed, but the print log could not keep it.")
}

func TestOpensElsewhere(t *testing.T) {
	st := opened(t, nil)
	st.Press("Open in viewer")
	st.queue.Drain()
	st.Press("Open as web page")
	st.queue.Drain()
	want := []string{`steps-1.2-en-a4.pdf: steps in en, A4 sheet, for ""`, `web: steps in en for ""`}
	if diff := cmp.Diff(want, st.out.Opened); diff != "" {
		t.Error(diff)
	}
	st.out.OpenErr = errors.New("no browser")
	st.Press("Open as web page")
	st.queue.Drain()
	st.Reads("Something went wrong.")
}

func TestHandoutThatIsGone(t *testing.T) {
	shown, way := uitest.Window(t), &uitest.Way{}
	s := New(t.Context(), Deps{Catalog: library(), Nav: way, Now: time.Now}, "gone")
	shown.Show(s.Content())
	s.Refresh()
	if s.HandleKey(&fyne.KeyEvent{Name: fyne.KeyDown}) {
		t.Error("there is nothing to scroll")
	}
	shown.Press("See all handouts")
	if len(way.Replaced) != 1 || way.Replaced[0].Screen != nav.Handouts {
		t.Errorf("went to %v", way.Replaced)
	}
}

func TestAHandoutNamesItsLibraryAmongSeveral(t *testing.T) {
	st := opened(t, func(o *outside) {
		o.parts = []catalog.Part{{Library: catalog.Library{ID: "au"}}, {Library: catalog.Library{ID: "van", Title: "Our van", Publisher: "Harbour Street NSP"}}}
	})
	st.Reads("From: Our van, Harbour Street NSP")
}
