package desk

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"time"
)

// Frame is what the display shows now, read from the memory that Xvfb draws in: it costs the programs on the
// desk nothing.
func (d *Desk) Frame() (*image.RGBA, error) {
	data, err := os.ReadFile(filepath.Join(d.dir, "Xvfb_screen0"))
	if err != nil {
		return nil, fmt.Errorf("looking at the display: %w", err)
	}
	// The format is that of xwd (X11/XWDFile.h): a header of big-endian words, colours, then lines of pixels.
	const words, colourSize = 25, 12
	if len(data) < words*4 {
		return nil, errors.New("looking at the display: the picture is cut off")
	}
	word := func(i int) int { return int(binary.BigEndian.Uint32(data[4*i:])) }
	header, width, height, bits, line, colours := word(0), word(4), word(5), word(11), word(12), word(19)
	pixels := header + colours*colourSize
	if bits != 32 || len(data) < pixels+height*line {
		return nil, fmt.Errorf("looking at the display: %d bits a pixel, %d bytes", bits, len(data))
	}
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		from, to := data[pixels+y*line:], img.Pix[y*img.Stride:]
		for x := range width { // blue, green, red, unused
			to[4*x], to[4*x+1], to[4*x+2], to[4*x+3] = from[4*x+2], from[4*x+1], from[4*x], 0xff
		}
	}
	return img, nil
}

// Painted waits until something other than black is on the display and returns how long that took. It looks
// every 2 ms.
func (d *Desk) Painted(ctx context.Context) (time.Duration, error) {
	began := time.Now()
	err := until(ctx, 2*time.Millisecond, func() error {
		img, err := d.Frame()
		if err != nil {
			return err
		}
		lit := 0
		for i := 0; i < len(img.Pix); i += 4 * 97 { // a sample of the pixels is enough
			if img.Pix[i] > 8 || img.Pix[i+1] > 8 || img.Pix[i+2] > 8 {
				lit++
			}
		}
		if lit*97*4 < len(img.Pix)/200 { // more than a pointer, less than white letters on black
			return errors.New("the display is still black")
		}
		return nil
	})
	return time.Since(began), err
}

// gray is the picture in grey, usual or large, for Tesseract.
func gray(src *image.RGBA, scale int) *image.Gray {
	b := src.Bounds()
	dst := image.NewGray(image.Rect(0, 0, b.Dx()*scale, b.Dy()*scale))
	lum := func(x, y int) int {
		i := src.PixOffset(min(x, b.Dx()-1), min(y, b.Dy()-1))
		return (299*int(src.Pix[i]) + 587*int(src.Pix[i+1]) + 114*int(src.Pix[i+2])) / 1000
	}
	for y := range b.Dy() {
		for x := range b.Dx() {
			a, o := lum(x, y), dst.PixOffset(x*scale, y*scale)
			dst.Pix[o] = uint8(a)
			if scale == usual {
				r, down, across := lum(x+1, y), lum(x, y+1), lum(x+1, y+1)
				dst.Pix[o+1] = uint8((a + r) / 2)
				dst.Pix[o+dst.Stride], dst.Pix[o+dst.Stride+1] = uint8((a+down)/2), uint8((a+r+down+across)/4)
			}
		}
	}
	return dst
}
