package slides

import (
	"context"
	"image"
	"io/fs"

	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/docview"
)

// PicturesOf draws pictures of files in the background, until ctx ends. Files must be safe to read from several
// goroutines.
func PicturesOf(ctx context.Context, run bg.Runner, files fs.FS) Pictures {
	return func(path string, w, h int, done func(image.Image)) {
		bg.Start(ctx, run, func(ctx context.Context) (image.Image, error) {
			return docview.Draw(ctx, files, path, w, h)
		}, func(img image.Image, err error) {
			if err != nil {
				img = nil
			}
			done(img)
		})
	}
}
