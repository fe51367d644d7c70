package directory

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/passalong/passalong/internal/catalog"
)

// ReadLogo reads a picture from a file that somebody named. It returns a *catalog.ServiceError for one that Save
// would refuse, however large it is, and the error of the file when it cannot be read.
func (d *Directory) ReadLogo(ctx context.Context, path string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading a logo: %w", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	limits := logoLimits()
	logo, err := io.ReadAll(io.LimitReader(f, int64(max(limits.SVGBytes, limits.BitmapBytes)+1)))
	if err != nil {
		return nil, fmt.Errorf("reading a logo: %w", err)
	}
	if len(logo) == 0 {
		return nil, &catalog.ServiceError{Field: catalog.ServiceLogo, Problem: catalog.ServiceBadLogo, Err: io.ErrUnexpectedEOF}
	}
	return logo, checkLogo(logo)
}
