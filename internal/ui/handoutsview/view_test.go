package handoutsview

import (
	"context"
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// outside is what is around the screen, in memory.
type outside struct {
	uitest.Keeper
	cart                     pack.Pack
	cartErr, keepErr, logErr error
	prints                   []recall.Print
	region                   catalog.Region
	last                     *Last
}

func (o *outside) Current() pack.Pack                                          { return o.cart }
func (o *outside) Entries() ([]recall.Print, error)                            { return o.prints, o.logErr }
func (o *outside) SetFavourite(context.Context, catalog.HandoutID, bool) error { return o.keepErr }

func (o *outside) Save(_ context.Context, p pack.Pack) error {
	o.cart = p
	return o.cartErr
}

// stage is a screen in a window.
type stage struct {
	*Screen
	*uitest.Shown
	out   *outside
	queue *bgtest.Queue
	way   *uitest.Way
}

func open(t *testing.T, c *catalog.Catalog, change func(o *outside)) *stage {
	t.Helper()
	st := &stage{Shown: uitest.Window(t), out: &outside{region: "au-vic"}, queue: new(bgtest.Queue), way: new(uitest.Way)}
	if change != nil {
		change(st.out)
	}
	st.Screen = New(t.Context(), Deps{
		Catalog: c, Nav: st.way, Run: st.queue, Now: func() time.Time { return day("2026-11-22") },
		Favourites: learner.New(t.Context(), st.queue, st.out, progress.Record{Favourites: []catalog.HandoutID{"kit"}}), Cart: st.out, Log: st.out,
		Region: func() catalog.Region { return st.out.region }, Last: st.out.last,
	})
	st.Show(st.Content())
	st.queue.Drain()
	return st
}

func TestOpensAHandout(t *testing.T) {
	st := open(t, library(), nil)
	st.Press("What is in the kit")
	if want := (nav.Route{Screen: nav.Handout, Handout: "kit"}); st.way.Last() != want {
		t.Errorf("went to %v", st.way.Last())
	}
	st.Return("Hep C basics")
	if want := (nav.Route{Screen: nav.Handout, Handout: "hep-c"}); st.way.Last() != want {
		t.Errorf("went to %v", st.way.Last())
	}
}

func TestTheFirstHandoutIsInSight(t *testing.T) {
	st := open(t, library(), nil)
	st.Reads("Drug alert: Strong tablets", "Drug alert: Everywhere", "Print pack", "Topic", "Favourites only")
	if first := st.Screen.rows[0].panel; !st.Screen.page.Shows(first) {
		t.Error("no handout is to be seen before the page is scrolled")
	}
}

func TestNarrowsTheList(t *testing.T) {
	st := open(t, library(), nil)
	st.Canvas.Focus(st.Focus())
	test.Type(st.Focus(), "hep")
	st.Reads("Hep C basics", "1 handout")
	st.Hides("What is in the kit")
	test.Type(st.Focus(), "xyz")
	st.Reads("No handout like this")
	st.Markup(t, "no_match.xml")
	st.Press("Show all handouts")
	st.Reads("Hep C basics", "What is in the kit")
	st.Press("Topic")
	st.Press("Overdose")
	st.Press("Who it is for")
	st.Press("Workers")
	st.Press("Format")
	st.Press("A5 flyer")
	st.Reads("What is in the kit", "1 handout")
	st.Hides("Overdose: what to do")
	st.Press("Clear")
	st.Press("Language")
	st.Press("Spanish")
	st.Reads("Overdose: what to do", "1 handout")
	st.Press("Clear")
	if st.Canvas.Focused() != st.Focus() {
		t.Error("the keyboard is not at the field")
	}
	st.Press("Favourites only")
	st.Reads("What is in the kit", "1 handout")
	st.Hides("Hep C basics")
}

func TestIsStillNarrowedOnTheWayBack(t *testing.T) {
	last := new(Last)
	leave := open(t, library(), func(o *outside) { o.last = last })
	leave.Press("Show machine drafts (not reviewed)")
	leave.Press("Language")
	leave.Press("Vietnamese")
	test.Type(leave.Focus(), "what")
	leave.Leave()
	back := open(t, library(), func(o *outside) { o.last = last })
	back.Reads("Overdose: what to do", "1 handout", "Vietnamese")
	back.Hides("What is in the kit")
	if back.filter.Text() != "what" {
		t.Errorf("%q is typed", back.filter.Text())
	}
}

func TestNarrowsByKeyboard(t *testing.T) {
	st := open(t, library(), nil)
	st.Return("Topic")
	for range 2 {
		st.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	st.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	st.Reads("Hep C basics", "1 handout")
	if st.Canvas.Focused() != st.topic.Field() {
		t.Error("the keyboard is not where it was")
	}
}

func TestMachineDraftsAreOfferedOnlyWhenAsked(t *testing.T) {
	st := open(t, library(), nil)
	st.Hides("Vietnamese: machine draft, not reviewed")
	st.Press("Show machine drafts (not reviewed)")
	st.Reads("Vietnamese: machine draft, not reviewed")
	st.Press("Language")
	st.Reads("Vietnamese")
}

func TestMarksFavourites(t *testing.T) {
	st := open(t, library(), nil)
	star := st.rows[1].star
	st.Canvas.Focus(star)
	star.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	st.queue.Drain()
	if star.Label() != "A favourite" || st.Canvas.Focused() != fyne.Focusable(star) || st.rows[1].id != "steps" {
		t.Errorf("the star says %q, the keyboard is at %v", star.Label(), st.Canvas.Focused())
	}
	st.out.keepErr = progress.ErrDiskFull
	test.Tap(star)
	st.queue.Drain()
	st.Reads("The disk is full, so this is not saved.")
	if star.Label() != "A favourite" {
		t.Error("what was not kept is shown")
	}
	st.out.keepErr = nil
	test.Tap(star)
	st.queue.Drain()
	if star.Label() != "Favourite" {
		t.Errorf("the star says %q", star.Label())
	}
}

func TestFillsThePack(t *testing.T) {
	st := open(t, library(), nil)
	st.Reads("Print pack")
	add := st.rows[0].add
	test.Tap(add)
	test.Tap(add) // while it is being saved
	st.queue.Drain()
	if add.Label() != "Add more (1)" || len(st.out.cart.Entries) != 1 {
		t.Errorf("%q, %+v", add.Label(), st.out.cart)
	}
	st.Press("Put in the pack")
	st.queue.Drain()
	st.Reads("It is in the pack. The pack: 3 handouts, 5 copies.")
	st.out.cartErr = progress.ErrDiskFull
	test.Tap(add)
	st.queue.Drain()
	st.Reads("The disk is full, so this is not saved.")
	st.Press("Print pack (6)")
	if st.way.Last().Screen != nav.Pack {
		t.Errorf("went to %v", st.way.Last())
	}
}

func TestLeadsOn(t *testing.T) {
	st := open(t, library(), func(o *outside) {
		o.prints = []recall.Print{{Handout: "gone", Title: "Old card", Version: "1.0", Copies: 40, At: day("2026-05-03"), ReviewBy: day("2027-05-03")}}
	})
	st.Reads("Drug alert: Strong tablets", "Something that was printed here is not to be handed out any more. See what to bin")
	for label, want := range map[string]nav.Route{
		"Local services": {Screen: nav.Services}, "Print log (1 to bin)": {Screen: nav.PrintLog},
	} {
		if st.Press(label); st.way.Last() != want {
			t.Errorf("%q went to %v", label, st.way.Last())
		}
	}
	st.Markup(t, "handouts.xml")
}

func TestFailureToReadTheLogIsSaid(t *testing.T) {
	st := open(t, library(), func(o *outside) { o.logErr = errors.New("cannot read") })
	st.Reads("Something went wrong.", "Hep C basics")
	st.out.logErr, st.out.region = nil, "nz"
	st.Refresh()
	st.queue.Drain()
	st.Hides("Something went wrong.", "Drug alert: Strong tablets")
	st.Reads("Drug alert: Elsewhere")
}

func TestShowsMore(t *testing.T) {
	st := open(t, many(70), nil)
	if len(st.rows) != atOnce || !st.more.Visible() {
		t.Fatalf("%d rows, button visible: %v", len(st.rows), st.more.Visible())
	}
	test.Tap(st.more)
	if len(st.rows) != 60 {
		t.Errorf("%d rows", len(st.rows))
	}
	if st.Canvas.Focused() != fyne.Focusable(st.rows[30].panel) {
		t.Error("the keyboard is not at the first card that is new")
	}
	test.Tap(st.more)
	if len(st.rows) != 70 || st.more.Visible() {
		t.Errorf("%d rows, button visible: %v", len(st.rows), st.more.Visible())
	}
	if !st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyEnd}) {
		t.Error("End does not scroll")
	}
}

func TestActionsGoBelowWhereThereIsNoRoom(t *testing.T) {
	st := open(t, library(), nil)
	r := st.rows[0]
	if r.star.Position().X < r.panel.Size().Width {
		t.Error("the actions are not beside the panel")
	}
	st.Show(nil)
	narrow := test.NewTempWindow(t, st.Content())
	narrow.Resize(fyne.NewSize(480, 600))
	if r.star.Position().Y < r.panel.Size().Height {
		t.Errorf("the actions are at %v beside a panel of %v", r.star.Position(), r.panel.Size())
	}
}

func TestEmptyLibraryLooks(t *testing.T) {
	st := open(t, &catalog.Catalog{}, nil)
	st.Reads("No handouts here yet")
	st.Hides("Topic", "Ready-made packs")
}
