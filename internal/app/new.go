package app

import (
	"context"
	"fmt"
	"time"

	"github.com/passalong/passalong/internal/atomicfile"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/scaffold"
)

// New makes something for an author: a "library", a "module", or a "lesson", "quiz", "handout" or "scenario" of one. dir is
// where it goes, track the one that a module is added to. Its errors are catalog.ErrNoSpace and those of scaffold.Make.
func New(ctx context.Context, kind, id, dir, track string) (catalog.Creation, error) {
	made, err := scaffold.Make(ctx, scaffold.Request{Kind: scaffold.Kind(kind), ID: id, Dir: dir, Track: track, Today: time.Now()})
	if atomicfile.DiskFull(err) {
		err = fmt.Errorf("%w: %w", catalog.ErrNoSpace, err)
	}
	return made, err
}
