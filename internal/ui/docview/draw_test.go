package docview_test

import (
	"image"
	"testing"
	"testing/fstest"

	"github.com/passalong/passalong/internal/ui/docview"
)

func TestDrawKeepsProportions(t *testing.T) {
	files := fstest.MapFS{"a.svg": {Data: []byte(drawing)}, "bad.svg": {Data: []byte("<svg")}}
	for _, test := range []struct {
		w, h int
		want image.Point
	}{{400, 400, image.Pt(400, 200)}, {400, 100, image.Pt(200, 100)}, {0, 0, image.Pt(1, 1)}} {
		got, err := docview.Draw(t.Context(), files, "a.svg", test.w, test.h)
		if err != nil || got.Bounds().Size() != test.want {
			t.Errorf("within %d by %d: %v, %v; want %v", test.w, test.h, got, err, test.want)
		}
	}
	for _, name := range []string{"bad.svg", "gone.svg"} {
		if _, err := docview.Draw(t.Context(), files, name, 10, 10); err == nil {
			t.Errorf("%s was drawn", name)
		}
	}
}
