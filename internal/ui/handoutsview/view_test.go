package handoutsview

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
)

// navigator notes where it was sent.
type navigator struct{ went []nav.Route }

func (n *navigator) Go(r nav.Route)      { n.went = append(n.went, r) }
func (n *navigator) Replace(r nav.Route) { n.Go(r) }
func (n *navigator) Back()               {}

func open(t *testing.T, c *catalog.Catalog) (*Screen, *navigator, fyne.Window) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	n := &navigator{}
	s := New(Deps{Catalog: c, Nav: n, Now: func() time.Time { return day("2026-11-22") }})
	w := test.NewTempWindow(t, s.Content())
	w.Resize(fyne.NewSize(800, 600))
	return s, n, w
}

func TestOpensAHandout(t *testing.T) {
	s, n, w := open(t, library())
	test.Tap(s.cards[1])
	w.Canvas().Focus(s.cards[2])
	s.cards[2].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	want := []nav.Route{{Screen: nav.Handout, Handout: "kit"}, {Screen: nav.Handout, Handout: "hep-c"}}
	if len(n.went) != 2 || n.went[0] != want[0] || n.went[1] != want[1] {
		t.Errorf("went to %v, want %v", n.went, want)
	}
}

func TestFiltering(t *testing.T) {
	s, n, w := open(t, library())
	w.Canvas().Focus(s.Focus())
	test.Type(s.Focus(), "hep")
	if len(s.cards) != 1 || s.count.Text() != "1 handout" {
		t.Fatalf("%d cards, %q", len(s.cards), s.count.Text())
	}
	test.Tap(s.cards[0])
	if len(n.went) != 1 || n.went[0].Handout != "hep-c" {
		t.Errorf("went to %v", n.went)
	}
	test.Type(s.Focus(), "xyz")
	if len(s.cards) != 0 {
		t.Errorf("%d cards match nonsense", len(s.cards))
	}
	test.AssertRendersToMarkup(t, "no_match.xml", w.Canvas())
	s.filter.SetText("")
	s.onFilter("")
	if len(s.cards) != 3 {
		t.Errorf("%d cards when nothing is typed", len(s.cards))
	}
}

func TestShowsMore(t *testing.T) {
	s, _, w := open(t, many(70))
	if len(s.cards) != atOnce || !s.more.Visible() {
		t.Fatalf("%d cards, button visible: %v", len(s.cards), s.more.Visible())
	}
	test.Tap(s.more)
	if len(s.cards) != 60 {
		t.Errorf("%d cards", len(s.cards))
	}
	if w.Canvas().Focused() != fyne.Focusable(s.cards[30]) {
		t.Error("the keyboard is not at the first card that is new")
	}
	test.Tap(s.more)
	if len(s.cards) != 70 || s.more.Visible() {
		t.Errorf("%d cards, button visible: %v", len(s.cards), s.more.Visible())
	}
}

func TestLooks(t *testing.T) {
	t.Run("with handouts", func(t *testing.T) {
		_, _, w := open(t, library())
		test.AssertRendersToMarkup(t, "library.xml", w.Canvas())
	})
	t.Run("without any", func(t *testing.T) {
		s, _, _ := open(t, &catalog.Catalog{})
		if s.filter.Visible() || len(s.list.Objects) != 1 {
			t.Errorf("filter visible: %v, %d objects", s.filter.Visible(), len(s.list.Objects))
		}
	})
}

func TestScrollsByKey(t *testing.T) {
	s, _, _ := open(t, many(40))
	if !s.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) {
		t.Error("Page Down does nothing")
	}
	if s.HandleKey(&fyne.KeyEvent{Name: fyne.KeyA}) {
		t.Error("a letter scrolls")
	}
}
