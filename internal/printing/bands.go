package printing

import (
	"image"
	"image/color"
	"image/draw"
	"math"
)

// A device is the page of a printer as its driver describes it, in the printer's own dots.
type device struct {
	dpiX, dpiY    int
	width, height int // of the whole sheet
	left, top     int // of the sheet that cannot be printed on
}

// finest is how many dots per inch are drawn at most, and most is how many pixels a page then has at most: A4 at 600
// dots per inch, which takes 140 MB. Larger sheets are drawn at half of that, as posters can be.
const (
	finest     = 600
	mostPixels = 36_000_000
)

// resolution is how fine a page of so many millimetres is drawn for a device: as fine as it prints or a whole fraction
// of that, so that every pixel drawn covers whole dots.
func (d device) resolution(width, height float64) int {
	printed := min(d.dpiX, d.dpiY)
	for part := 1; part < printed; part++ {
		dpi := printed / part
		pixels := width * height * float64(dpi) * float64(dpi) / 25.4 / 25.4
		if printed%part == 0 && dpi <= finest && pixels <= mostPixels {
			return dpi
		}
	}
	return max(printed, 1)
}

// isFor reports whether the driver is set to a sheet of so many millimetres, and not to another because it does not
// take that. Rolls do not count: what their drivers call the paper is often the part that they print on.
func (d device) isFor(width, height float64) bool {
	const slack = 8 // millimetres by which drivers' sizes are off, for paper without margins above all
	w, h := float64(d.width)*25.4/float64(d.dpiX), float64(d.height)*25.4/float64(d.dpiY)
	return math.Abs(w-width) <= slack && math.Abs(h-height) <= slack
}

// A band is rows of a picture and the dots that they cover. Dots count from where the printer can print, so that
// they may be negative.
type band struct {
	from, rows    int // of the picture
	x, y          int
	width, height int
}

// bands cuts a picture that was drawn at dpi into bands of about so many rows. Each begins at the dot at which the
// one before ends, and covers its rows without rounding: bands that are stretched apart leave thin white lines.
func (d device) bands(size image.Point, dpi, rows int) []band {
	step := dpi / gcd(dpi, d.dpiY)
	rows = max(rows/step, 1) * step
	width := int(math.Round(float64(size.X) * float64(d.dpiX) / float64(dpi)))
	var all []band
	for from := 0; from < size.Y; from += rows {
		to := min(from+rows, size.Y)
		top, bottom := from*d.dpiY/dpi, to*d.dpiY/dpi
		all = append(all, band{from: from, rows: to - from, x: -d.left, y: top - d.top, width: width, height: bottom - top})
	}
	return all
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// onWhite gives a picture as opaque pixels in memory.
func onWhite(picture image.Image) *image.RGBA {
	if rgba, ok := picture.(*image.RGBA); ok && rgba.Opaque() && rgba.Rect.Min == (image.Point{}) {
		return rgba
	}
	bounds := picture.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, bounds.Dx(), bounds.Dy()))
	draw.Draw(out, out.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, picture, bounds.Min, draw.Over)
	return out
}

// stride is how many bytes a row of a bitmap of Windows has: a multiple of four.
func stride(width int, colour bool) int {
	if colour {
		width *= 3
	}
	return (width + 3) &^ 3
}

// bitmap writes rows of a picture as Windows has them, lowest first, in blue, green and red or in greys. blank reports
// that there is nothing but white.
func bitmap(picture *image.RGBA, from, rows int, colour bool) (pixels []byte, blank bool) {
	width := picture.Rect.Dx()
	row := stride(width, colour)
	pixels = make([]byte, row*rows)
	blank = true
	for y := range rows {
		in := picture.Pix[(from+y)*picture.Stride:][:4*width]
		out := pixels[(rows-1-y)*row:][:row]
		for x := range width {
			r, g, b := in[4*x], in[4*x+1], in[4*x+2]
			blank = blank && r&g&b == 255
			if colour {
				out[3*x], out[3*x+1], out[3*x+2] = b, g, r
			} else {
				out[x] = grey(r, g, b)
			}
		}
	}
	return pixels, blank
}

// grey is the brightness of a colour by ITU-R BT.601.
func grey(r, g, b byte) byte {
	return byte((299*int(r) + 587*int(g) + 114*int(b) + 500) / 1000)
}
