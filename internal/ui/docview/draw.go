package docview

import (
	"context"
	"image"
	"io/fs"
)

// Draw reads a picture of a path in files and draws it as large as it gets within w by h pixels. It takes a while, so
// it belongs into the background. Its errors are those of the file and of what cannot be drawn.
func Draw(ctx context.Context, files fs.FS, name string, w, h int) (image.Image, error) {
	size, err := measure(ctx, files, name)
	if err != nil {
		return nil, err
	}
	by := min(float64(w)/float64(size.X), float64(h)/float64(size.Y))
	return raster(ctx, files, name, max(1, int(float64(size.X)*by)), max(1, int(float64(size.Y)*by)))
}
