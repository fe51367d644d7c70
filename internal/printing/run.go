package printing

import (
	"context"
	"errors"
	"fmt"
	"image"
)

// A canvas is a document in a printer's driver.
type canvas interface {
	startPage() error
	draw(b band, width int, pixels []byte, colour bool) error
	endPage() error
}

// A run draws the pages of a PDF as pictures and prints them.
type run struct {
	to     canvas
	page   device
	drawer Drawer
	pdf    []byte
	pages  int
	dpi    int
	colour bool
}

// all prints every page as often as the driver does not do by itself. Each copy begins on a sheet of its own.
func (r run) all(ctx context.Context, copies int, twoSided bool) error {
	for n := range copies {
		for page := 1; page <= r.pages; page++ {
			if err := r.print(ctx, page); err != nil {
				return err
			}
		}
		if twoSided && r.pages%2 == 1 && n < copies-1 {
			if err := errors.Join(r.to.startPage(), r.to.endPage()); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r run) print(ctx context.Context, page int) error {
	picture, err := r.drawer.Page(ctx, r.pdf, page, r.dpi)
	if err != nil {
		return fmt.Errorf("drawing page %d: %w", page, err)
	}
	if err := r.to.startPage(); err != nil {
		return err
	}
	if err := r.rows(ctx, onWhite(picture)); err != nil {
		return err
	}
	return r.to.endPage()
}

func (r run) rows(ctx context.Context, picture *image.RGBA) error {
	const bytes = 2 << 20 // of a band
	size := picture.Rect.Size()
	for _, b := range r.page.bands(size, r.dpi, max(bytes/stride(size.X, r.colour), 1)) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		pixels, blank := bitmap(picture, b.from, b.rows, r.colour)
		if blank {
			continue
		}
		if err := r.to.draw(b, size.X, pixels, r.colour); err != nil {
			return err
		}
	}
	return nil
}
