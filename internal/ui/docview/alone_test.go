package docview_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/docview"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// alone shows one picture in a column of a window, and says how high it is before and after its file was read.
func alone(t *testing.T, files fstest.MapFS, name string) (o fyne.CanvasObject, before, after float32) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	work := new(bgtest.Queue)
	o = docview.NewPicture(t.Context(), work, files, name, "Red at the left.")
	win := test.NewTempWindow(t, widgets.NewPageColumn(widgets.Reading, widgets.MaxWidth(300, false, o)))
	win.SetPadded(false)
	win.Resize(fyne.NewSize(700, 600))
	before = o.Size().Height
	work.Drain()
	return o, before, o.Size().Height
}

func TestAPictureByItselfHasItsOwnProportions(t *testing.T) {
	files := fstest.MapFS{
		"a.svg":     {Data: []byte(drawing)},
		"b.png":     {Data: redPNG(t)},
		"usual.svg": {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 300"><rect width="9" height="9"/></svg>`)},
	}
	for name, want := range map[string]float32{"a.svg": 150, "b.png": 150, "usual.svg": 187.5} {
		o, before, after := alone(t, files, name)
		if before != 187.5 || after != want {
			t.Errorf("%s was %v high and is %v, not %v", name, before, after, want)
		}
		found := slices.ContainsFunc(test.LaidOutObjects(o), func(o fyne.CanvasObject) bool {
			img, ok := o.(*canvas.Image)
			return ok && img.Visible() && img.Image != nil && img.Image.Bounds().Dx() == 300
		})
		if !found {
			t.Errorf("%s is not drawn", name)
		}
	}
}

func TestAPictureByItselfThatCannotBeReadIsItsWords(t *testing.T) {
	files := fstest.MapFS{
		"bad.svg": {Data: []byte("<svg")}, "bad.png": {Data: []byte("no")}, "flat.svg": {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"></svg>`)},
	}
	for _, name := range []string{"bad.svg", "bad.png", "flat.svg", "gone.svg"} {
		o, _, after := alone(t, files, name)
		found := slices.ContainsFunc(test.LaidOutObjects(o), func(o fyne.CanvasObject) bool {
			text, ok := o.(*widgets.Text)
			return ok && text.Visible() && text.Text() == "Red at the left."
		})
		if !found || after > 100 {
			t.Errorf("%s: words shown %v, %v high", name, found, after)
		}
	}
}
