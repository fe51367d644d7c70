package printout

import "math"

// inches is the size of a page.
type inches struct{ width, height float64 }

// unitsPerInch is how many of Fyne's units make an inch at 100 %.
const unitsPerInch = 96

// mostPixels is how long the longer side of a picture may be: old graphics cards take no more.
const mostPixels = 4000

// A place is the room for the page: in units, with pixels pixels each.
type place struct{ width, height, pixels float32 }

// dpiFor is the resolution for a page in which one pixel of the picture is one pixel of the screen, so that letters are
// sharp. It is 0 while there is no room.
func dpiFor(p place, z zoom, page inches) int {
	if p.width <= 0 || p.height <= 0 || p.pixels <= 0 {
		return 0
	}
	dpi := float64(unitsPerInch * p.pixels)
	switch z {
	case twiceActual:
		dpi *= 2
	case wholePage:
		dpi = min(float64(p.width*p.pixels)/page.width, float64(p.height*p.pixels)/page.height)
	}
	return int(math.Floor(min(max(dpi, 24), mostPixels/max(page.width, page.height))))
}

// shown is the size in units of a picture of w times h pixels that was drawn in one resolution and is shown
// as if it had been drawn in another, until that one is there.
func shown(w, h, drawn, wanted int, pixels float32) (width, height float32) {
	if drawn <= 0 || wanted <= 0 || pixels <= 0 {
		return 0, 0
	}
	f := float32(wanted) / float32(drawn) / pixels
	return float32(w) * f, float32(h) * f
}
