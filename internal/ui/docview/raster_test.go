package docview

import (
	"image/color"
	"testing"
	"testing/fstest"
)

func TestWhatSVGLeavesOutIsDrawn(t *testing.T) {
	const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">`
	red := color.NRGBA{200, 0, 0, 255}
	for _, c := range []struct {
		name, body string
		x, y       int
		want       color.NRGBA
	}{
		{"scale with one number", `<g transform="translate(10 10)"><g transform="scale(.5)"><rect x="0" y="0" width="100" height="100" fill="#C80000"/></g></g>`, 35, 55, red},
		{"scale with one number ends where it should", `<g transform="scale(.5)"><rect x="0" y="0" width="100" height="100" fill="#C80000"/></g>`, 70, 70, color.NRGBA{}},
		{"scale with two numbers", `<g transform="scale(1 .5)"><rect x="0" y="0" width="100" height="100" fill="#C80000"/></g>`, 50, 40, red},
		{"a rectangle rounded by one radius", `<rect x="0" y="0" width="100" height="100" rx="40" fill="#C80000"/>`, 1, 1, color.NRGBA{}},
		{"the middle of a rounded rectangle", `<rect x="0" y="0" width="100" height="100" rx="40" fill="#C80000"/>`, 50, 50, red},
		{"a mirrored group", `<g transform="translate(100 0) scale(-1 1)"><rect x="0" y="0" width="20" height="20" fill="#C80000"/></g>`, 90, 10, red},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := fstest.MapFS{"a.svg": {Data: []byte(head + c.body + `</svg>`)}}
			img, err := raster(t.Context(), files, "a.svg", 100, 100)
			if err != nil {
				t.Fatal(err)
			}
			got := color.NRGBAModel.Convert(img.At(c.x, c.y)).(color.NRGBA)
			if got != c.want {
				t.Errorf("the colour at %d, %d is %v, want %v", c.x, c.y, got, c.want)
			}
		})
	}
}

func TestLinesGrowWithThePicture(t *testing.T) {
	files := fstest.MapFS{"a.svg": {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path d="M0 50L100 50" fill="none" stroke="#C80000" stroke-width="10"/></svg>`)}}
	img, err := raster(t.Context(), files, "a.svg", 400, 400)
	if err != nil {
		t.Fatal(err)
	}
	thick := 0
	for y := range 400 {
		if _, _, _, a := img.At(200, y).RGBA(); a > 0x8000 {
			thick++
		}
	}
	if thick < 38 || thick > 42 {
		t.Errorf("a line of 10 in 100 is %d pixels of 400", thick)
	}
}
