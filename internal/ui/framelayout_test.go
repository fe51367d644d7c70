package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
)

func TestTheFrameLeavesRoomForTheScreen(t *testing.T) {
	for _, c := range []struct {
		size    fyne.Size
		percent int
		who     string
		name    bool // of the profile is shown
	}{
		{fyne.NewSize(1100, 690), 100, "Kit", true},
		{fyne.NewSize(800, 570), 100, "Kit", true},
		{fyne.NewSize(1100, 690), 200, "Kit", true},
		{fyne.NewSize(800, 570), 150, "Kit", true},
		{fyne.NewSize(800, 570), 200, "Rosalind the outreach worker", false},
	} {
		test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, c.percent))
		f := newFrame(frameEvents{})
		w := test.NewTempWindow(t, f.root)
		w.SetPadded(false)
		w.Resize(c.size)
		f.show(canvas.NewRectangle(nil))
		f.render(frameState{section: nav.Home, who: c.who})
		if share := f.rail.Size().Width / c.size.Width; share > railShare {
			t.Errorf("%v at %d %%: the rail takes %.2f of the width", c.size, c.percent, share)
		}
		if end := f.body.Position().X + f.body.Size().Width; end != c.size.Width {
			t.Errorf("%v at %d %%: the screen ends at %v", c.size, c.percent, end)
		}
		search, who := f.search.Position().X+f.search.Size().Width, f.who.Position().X
		if f.search.Size().Width < 150 || search > who || who+f.who.Size().Width > f.bar.Size().Width {
			t.Errorf("%v at %d %%: search %v wide to %v, profile from %v, %v wide", c.size, c.percent, f.search.Size().Width, search, who, f.who.Size().Width)
		}
		if got := f.who.Label() == c.who; got != c.name {
			t.Errorf("%v at %d %%: name shown %v, want %v", c.size, c.percent, got, c.name)
		}
	}
}

func TestWithoutAProfileTheScreenHasTheWholeWindow(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	f := newFrame(frameEvents{})
	w := test.NewTempWindow(t, f.root)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(800, 600))
	f.render(frameState{bare: true})
	if f.body.Size() != fyne.NewSize(800, 600) || f.body.Position() != (fyne.Position{}) {
		t.Errorf("the screen has %v at %v", f.body.Size(), f.body.Position())
	}
}

func TestHidingTheWindowCanAlwaysBeSeen(t *testing.T) {
	for _, c := range []struct {
		size    fyne.Size
		percent int
		bands   []band
	}{
		{fyne.NewSize(1100, 690), 100, nil},
		{fyne.NewSize(800, 570), 150, []band{{kind: warningBand, text: "Nobody has signed the content of “My drafts”. It is for its authors only: do not teach from it."}}},
		{fyne.NewSize(800, 570), 200, nil},
		{fyne.NewSize(480, 320), 100, nil},
	} {
		test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, c.percent))
		f := newFrame(frameEvents{})
		w := test.NewTempWindow(t, f.root)
		w.SetPadded(false)
		w.Resize(c.size)
		f.render(frameState{section: nav.Home, who: "Kit", bands: c.bands})
		hide := f.places[len(f.places)-1]
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(hide)
		if end := at.Y + hide.Size().Height; at.Y <= 0 || end > c.size.Height {
			t.Errorf("%v at %d %%: it stands from %v to %v", c.size, c.percent, at.Y, end)
		}
		settings := f.items[nav.Settings]
		above := fyne.CurrentApp().Driver().AbsolutePositionForObject(settings)
		if c.size.Height > 600 && at.Y-above.Y > 2*settings.Size().Height {
			t.Errorf("%v: it stands far below the list", c.size)
		}
	}
}
