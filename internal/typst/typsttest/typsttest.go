// Package typsttest opens typesetting engines for tests. They share one folder of machine code between test
// runs, so that only the first run on a machine has to compile the program.
package typsttest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/typst"
)

// now is the time on the clock of the engines.
var now = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

// CacheDir is the shared folder of machine code; empty where the user has no place for one.
func CacheDir(tb testing.TB) string {
	tb.Helper()
	dir, err := os.UserCacheDir()
	if err != nil {
		tb.Logf("no cache folder for this user (%v): the program is compiled each time", err)
		return ""
	}
	return filepath.Join(dir, "passalong-tests")
}

// shared is the engine of the whole test program: starting one takes seconds under the race detector.
var shared struct {
	once   sync.Once
	engine *typst.Engine
	err    error
}

// Engine gives the engine that all tests of a package share, with its machine code ready. Nobody closes it:
// it ends with the test program.
func Engine(tb testing.TB) *typst.Engine {
	tb.Helper()
	shared.once.Do(func() {
		ctx := context.WithoutCancel(tb.Context())
		shared.engine, shared.err = typst.Open(ctx, typst.Options{
			CacheDir: CacheDir(tb), Now: func() time.Time { return now }, Workers: 2,
		})
		if shared.err == nil {
			shared.err = shared.engine.Prepare(ctx)
		}
	})
	if shared.err != nil {
		tb.Fatal(shared.err)
	}
	return shared.engine
}
