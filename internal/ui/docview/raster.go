package docview

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // formats of pictures
	_ "image/png"
	"io/fs"
	"path"
	"regexp"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"
	"golang.org/x/image/draw"
)

// errPicture reports a picture that could not be drawn.
var errPicture = errors.New("picture cannot be drawn")

// maxSide keeps a picture from asking for more memory than the screen has use for.
const maxSide = 4096

// raster reads a picture and draws it w pixels wide and h high.
func raster(ctx context.Context, files fs.FS, name string, w, h int) (image.Image, error) {
	if files == nil || w <= 0 || h <= 0 || w > maxSide || h > maxSide {
		return nil, fmt.Errorf("drawing %s at %d x %d: %w", name, w, h, errPicture)
	}
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("reading picture: %w", err)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if path.Ext(name) == ".svg" {
		return rasterSVG(name, data, w, h)
	}
	src, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("decoding %s: %w", name, err)
	}
	dst := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(dst, dst.Bounds(), src, src.Bounds(), draw.Src, nil)
	return dst, nil
}

// rasterSVG turns a panic of the drawing library into an error: pictures come from outside.
func rasterSVG(name string, data []byte, w, h int) (img image.Image, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("drawing %s: %w", name, errPicture)
		}
	}()
	icon, err := oksvg.ReadIconStream(bytes.NewReader(spelledOut(data)), oksvg.WarnErrorMode)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	icon.SetTarget(0, 0, float64(w), float64(h))
	thicken(icon, float64(w)/icon.ViewBox.W)
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	icon.Draw(rasterx.NewDasher(w, h, rasterx.NewScannerGV(w, h, dst, dst.Bounds())), 1)
	return dst, nil
}

// thicken gives lines the width that they have in the picture: oksvg enlarges shapes and leaves their lines thin.
func thicken(icon *oksvg.SvgIcon, by float64) {
	for i := range icon.SVGPaths {
		p := &icon.SVGPaths[i]
		p.LineWidth *= by
		p.DashOffset *= by
		dash := make([]float64, len(p.Dash)) // paths share them
		for j, d := range p.Dash {
			dash[j] = d * by
		}
		p.Dash = dash
	}
}

var (
	evenScale  = regexp.MustCompile(`scale\(\s*([^\s,()]+)\s*\)`)
	rectangle  = regexp.MustCompile(`<rect\b[^>]*>`)
	acrossOnly = regexp.MustCompile(`\srx="([^"]*)"`)
	downRadius = regexp.MustCompile(`\sry="`)
)

// spelledOut writes in full what SVG lets an author leave out and oksvg takes for zero: the second number of
// scale(n), without which all that is scaled vanishes, and the second radius of a rounded rectangle.
func spelledOut(svg []byte) []byte {
	svg = evenScale.ReplaceAll(svg, []byte("scale($1 $1)"))
	return rectangle.ReplaceAllFunc(svg, func(rect []byte) []byte {
		if downRadius.Match(rect) {
			return rect
		}
		return acrossOnly.ReplaceAll(rect, []byte(` rx="$1" ry="$1"`))
	})
}
