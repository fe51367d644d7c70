package popup_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/popup"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A world records what left the app.
type world struct {
	opened, copied []string
	err            error
}

func (o *world) outside() popup.Outside {
	return popup.Outside{
		Open: func(url string) error { o.opened = append(o.opened, url); return o.err },
		Copy: func(text string) { o.copied = append(o.copied, text) },
	}
}

func window(t *testing.T) fyne.Canvas {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	win := test.NewTempWindow(t, w.Space(10, 10))
	win.Resize(fyne.NewSize(800, 600))
	return win.Canvas()
}

// shown lists the texts and buttons of the dialog on top.
func shown(t *testing.T, c fyne.Canvas) (texts []string, buttons map[string]*w.Button) {
	t.Helper()
	top := c.Overlays().Top()
	if top == nil {
		t.Fatal("no dialog is open")
	}
	buttons = map[string]*w.Button{}
	for _, o := range test.LaidOutObjects(top) {
		switch o := o.(type) {
		case *w.Text:
			texts = append(texts, o.Text())
		case *w.Button:
			buttons[o.Label()] = o
		}
	}
	return texts, buttons
}

var note = catalog.Source{
	Key: "who", Organisation: "World Health Organization", Title: "Community management of opioid overdose",
	URL: "https://www.who.int/publications/i/item/9789241548816", Date: "2014-11",
	Checked: time.Date(2026, 5, 3, 0, 0, 0, 0, time.UTC), Note: "Recommendation 1.",
}

func TestASourceNoteShowsEverythingAndOpensNothingByItself(t *testing.T) {
	c, out := window(t), new(world)
	popup.Source(c, note, out.outside())
	texts, buttons := shown(t, c)
	for _, want := range []string{note.Title, note.Organisation, "November 2014", "3 May 2026", note.Note, note.URL} {
		if !slices.Contains(texts, want) {
			t.Errorf("%q is not shown; shown is %q", want, texts)
		}
	}
	if len(out.opened)+len(out.copied) != 0 {
		t.Fatal("something left the app unasked")
	}
	test.Tap(buttons["Copy address"])
	test.Tap(buttons["Open in browser"])
	if diff := cmp.Diff([]string{note.URL}, out.copied); diff != "" {
		t.Error("copied", diff)
	}
	if diff := cmp.Diff([]string{note.URL}, out.opened); diff != "" {
		t.Error("opened", diff)
	}
	if c.Overlays().Top() != nil {
		t.Error("the dialog stays after the browser opened")
	}
}

func TestASourceNoteWithoutAddressHasNothingToOpen(t *testing.T) {
	c := window(t)
	popup.Source(c, catalog.Source{Key: "book", Title: "A book"}, new(world).outside())
	if _, buttons := shown(t, c); buttons["Open in browser"] != nil || buttons["Copy address"] != nil {
		t.Error("there are buttons for an address that is not there")
	}
}

func TestABrowserThatDoesNotOpenIsSaidInPlace(t *testing.T) {
	c, out := window(t), &world{err: errors.New("no browser")}
	popup.Leave(c, "https://example.org/a", out.outside())
	_, buttons := shown(t, c)
	test.Tap(buttons["Open"])
	texts, _ := shown(t, c)
	if !slices.Contains(texts, "The browser did not open.") {
		t.Errorf("shown is %q", texts)
	}
}

func TestLeavingIsAskedWithTheWholeAddressAndCanBeCancelled(t *testing.T) {
	c, out := window(t), new(world)
	url := "https://example.org/" + strings.Repeat("long/", 40)
	popup.Leave(c, url, out.outside())
	texts, _ := shown(t, c)
	if !slices.Contains(texts, "Leave the app?") || !slices.Contains(texts, url) {
		t.Errorf("shown is %q", texts)
	}
	// The keyboard is on Cancel: a careless Return leads nowhere.
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if c.Overlays().Top() != nil || len(out.opened) != 0 {
		t.Errorf("Return opened %q", out.opened)
	}
}

func TestAPhoneNumberIsShownToBeCalled(t *testing.T) {
	c, out := window(t), new(world)
	popup.Leave(c, "tel:000", out.outside())
	texts, buttons := shown(t, c)
	if !slices.Contains(texts, "000") || buttons["Open"] != nil {
		t.Errorf("shown is %q", texts)
	}
	test.Tap(buttons["Copy number"])
	if diff := cmp.Diff([]string{"000"}, out.copied); diff != "" {
		t.Error(diff)
	}
}

func TestATermShowsItsMeaningAndItsOtherNames(t *testing.T) {
	c := window(t)
	popup.Term(c, catalog.Term{Headword: "naloxone", Also: []string{"Narcan", "Nyxoid"}, Meaning: "A medicine that reverses opioids."})
	texts, _ := shown(t, c)
	for _, want := range []string{"naloxone", "A medicine that reverses opioids.", "Also called: Narcan, Nyxoid"} {
		if !slices.Contains(texts, want) {
			t.Errorf("%q is not shown; shown is %q", want, texts)
		}
	}
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if c.Overlays().Top() != nil {
		t.Error("Esc leaves the dialog open")
	}
}
