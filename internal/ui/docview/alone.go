package docview

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"io/fs"
	"path"

	"fyne.io/fyne/v2"
	"github.com/fyne-io/oksvg"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// The proportions that a picture has room for until its file was looked at: those of most drawings.
const (
	usualWidth  = 480
	usualHeight = 300
)

// NewPicture makes one picture by itself, of a path in files, which must be safe to read from several goroutines.
// Pressing it shows it larger. Where the file cannot be drawn, alt stands in its place. What is being read when
// ctx ends is dropped.
func NewPicture(ctx context.Context, run bg.Runner, files fs.FS, name, alt string) fyne.CanvasObject {
	v := New(ctx, Deps{Run: run, Pictures: files})
	p := newPicture(ctx, v, catalog.Picture{Path: name, Alt: alt, Width: usualWidth, Height: usualHeight})
	p.settle = func() { widgets.Resettle(p) }
	p.measuring = true
	work := func(ctx context.Context) (image.Point, error) { return measure(ctx, files, name) }
	bg.Start(ctx, run, work, func(size image.Point, err error) { p.measured(size, err) })
	return p
}

// measured takes in how large a picture is.
func (p *picture) measured(size image.Point, err error) {
	p.measuring, p.missing = false, err != nil
	same := size == image.Pt(usualWidth, usualHeight)
	if err == nil {
		p.source.Width, p.source.Height = size.X, size.Y
	}
	p.Refresh()
	if !same {
		p.settle()
	}
}

// measure reads how wide and high a picture is.
func measure(ctx context.Context, files fs.FS, name string) (size image.Point, err error) {
	if files == nil {
		return size, fmt.Errorf("looking at %s: %w", name, errPicture)
	}
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return size, fmt.Errorf("reading picture: %w", err)
	}
	if ctx.Err() != nil {
		return size, ctx.Err()
	}
	if path.Ext(name) == ".svg" {
		return measureSVG(name, data)
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return size, fmt.Errorf("decoding %s: %w", name, err)
	}
	return image.Pt(config.Width, config.Height), nil
}

// measureSVG turns a panic of the drawing library into an error, as rasterSVG does.
func measureSVG(name string, data []byte) (size image.Point, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("looking at %s: %w", name, errPicture)
		}
	}()
	icon, err := oksvg.ReadIconStream(bytes.NewReader(data), oksvg.WarnErrorMode)
	if err != nil {
		return size, fmt.Errorf("reading %s: %w", name, err)
	}
	size = image.Pt(int(icon.ViewBox.W+0.5), int(icon.ViewBox.H+0.5))
	if size.X <= 0 || size.Y <= 0 {
		return image.Point{}, fmt.Errorf("looking at %s: %w", name, errPicture)
	}
	return size, nil
}
