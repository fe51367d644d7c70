package app

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/library"
)

// CheckFolder reads the library in a folder as the app does, below a root that no link leads out of.
func CheckFolder(ctx context.Context, dir string) (*catalog.Catalog, []catalog.Problem, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("opening the folder: %w", err)
	}
	defer root.Close()
	return content.Load(ctx, root.FS())
}

// PublishFolder makes a repository's checkout ready for learners.
func PublishFolder(ctx context.Context, dir string) (catalog.Publication, error) {
	return library.Publish(ctx, dir, content.Load, time.Now)
}
