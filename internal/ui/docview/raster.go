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
	icon, err := oksvg.ReadIconStream(bytes.NewReader(data), oksvg.WarnErrorMode)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	icon.SetTarget(0, 0, float64(w), float64(h))
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	icon.Draw(rasterx.NewDasher(w, h, rasterx.NewScannerGV(w, h, dst, dst.Bounds())), 1)
	return dst, nil
}
