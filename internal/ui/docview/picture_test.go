package docview_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
)

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect x="0" y="0" width="20" height="20" fill="#ff0000"/></svg>`

func redPNG(t *testing.T) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 400, 200))
	for i := range img.Pix {
		img.Pix[i] = 0xff
	}
	for y := range 200 {
		for x := range 200 {
			img.Set(x, y, color.NRGBA{R: 0xff, A: 0xff})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPicturesAreDrawnAtTheSizeOfTheScreen(t *testing.T) {
	files := fstest.MapFS{"a.svg": {Data: []byte(drawing)}, "b.png": {Data: redPNG(t)}}
	for _, name := range []string{"a.svg", "b.png"} {
		p := open(t, files, 100, 700, 600)
		p.show(catalog.Picture{Path: name, Alt: "Red at the left.", Width: 40, Height: 20})
		p.work.Drain()
		img := objects[*canvas.Image](p)[0]
		if img.Image == nil {
			t.Fatalf("%s is not drawn", name)
		}
		if got, want := img.Image.Bounds().Dx(), int(img.Size().Width+0.5); got != want {
			t.Errorf("%s has %d pixels for %d", name, got, want)
		}
		b := img.Image.Bounds()
		if r, g, _, a := img.Image.At(b.Dx()/4, b.Dy()/2).RGBA(); r != 0xffff || g != 0 || a != 0xffff {
			t.Errorf("%s is not red at the left", name)
		}
	}
}

func TestPicturesGrowOnRequestWithTheirWords(t *testing.T) {
	p := open(t, fstest.MapFS{"a.svg": {Data: []byte(drawing)}}, 100, 900, 700)
	p.show(catalog.Picture{Path: "a.svg", Alt: "Red at the left.", Width: 40, Height: 20})
	p.work.Drain()
	p.key(fyne.KeyTab, fyne.KeyTab, fyne.KeySpace)
	top := p.window.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("nothing opened")
	}
	found := false
	for _, o := range test.LaidOutObjects(top) {
		if text, ok := o.(*canvas.Text); ok && text.Text == "Red at the left." {
			found = true
		}
	}
	if !found {
		t.Error("the words for the picture are missing")
	}
	p.key(fyne.KeyEscape)
	if p.window.Canvas().Overlays().Top() != nil {
		t.Error("Esc does not close it")
	}
	p.work.Drain()
}

func TestAPictureThatCannotBeDrawnIsReplacedByItsWords(t *testing.T) {
	files := fstest.MapFS{"bad.svg": {Data: []byte("<svg")}, "bad.png": {Data: []byte("no")}}
	for _, name := range []string{"bad.svg", "bad.png", "gone.png"} {
		p := open(t, files, 100, 700, 600)
		p.show(catalog.Picture{Path: name, Alt: "On their side, mouth down.", Width: 40, Height: 20})
		before := p.view.MinSize()
		p.work.Drain()
		if !strings.Contains(p.lines(), "On their side, mouth down.") {
			t.Errorf("%s: lines are %q", name, p.lines())
		}
		if p.view.MinSize() != before {
			t.Errorf("%s: the view itself changed its least size", name)
		}
	}
}

func TestADocumentThatWasReplacedGetsNoPictures(t *testing.T) {
	p := open(t, fstest.MapFS{"a.svg": {Data: []byte(drawing)}}, 100, 700, 600)
	p.show(catalog.Picture{Path: "a.svg", Width: 40, Height: 20})
	p.show(words(10))
	p.work.Drain()
	if got := len(objects[*canvas.Image](p)); got != 0 {
		t.Errorf("%d pictures of the old document remain", got)
	}
}
