package app

import (
	"context"
	"io/fs"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/lint"
)

// LintRules lists what CheckFolder looks for besides what keeps a library from being used.
func LintRules() []lint.Rule { return lint.Rules() }

// lintToo adds what an editor would say to what the loader has found.
func lintToo(ctx context.Context, library fs.FS, cat *catalog.Catalog, found []catalog.Problem) ([]catalog.Problem, error) {
	advice, err := lint.Check(ctx, library, cat, lint.Options{Today: time.Now(), Found: found})
	return slices.Concat(found, advice), err
}
