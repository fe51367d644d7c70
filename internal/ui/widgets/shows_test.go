package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

func TestAColumnKnowsWhatIsOnScreen(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	first, second, elsewhere := widgets.Space(10, 100), widgets.Space(10, 300), widgets.Space(10, 10)
	page := widgets.NewPageColumn(widgets.Reading, first, widgets.NewPlate(look.ColorRail, second))
	win := test.NewTempWindow(t, page)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(400, 300))
	for _, c := range []struct {
		at            string
		first, second bool
	}{{"the top", true, false}, {"the end", false, false}} {
		if page.Shows(first) != c.first || page.Shows(second) != c.second || page.Shows(elsewhere) {
			t.Errorf("at %s: first %v, second %v", c.at, page.Shows(first), page.Shows(second))
		}
		page.ScrollToEnd(nil)
	}
	win.Resize(fyne.NewSize(400, 600))
	if !page.Shows(first) || !page.Shows(second) {
		t.Error("what fits is not on screen")
	}
}
