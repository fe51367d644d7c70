// Package typsttest opens typesetting engines for tests. They share one folder of machine code between test
// runs, so that only the first run on a machine has to compile the program.
package typsttest

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/typst"
)

// Now is the time on the clock of the engines.
var now = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

// CacheDir is the shared folder of machine code.
func CacheDir(tb testing.TB) string {
	tb.Helper()
	dir, err := os.UserCacheDir()
	if err != nil {
		tb.Logf("no cache folder for this user (%v): the program is compiled for this test alone", err)
		return tb.TempDir()
	}
	return filepath.Join(dir, "passalong-tests")
}

// Engine opens an engine and waits until its machine code is there. It is closed at the end of the test.
func Engine(tb testing.TB) *typst.Engine {
	tb.Helper()
	engine, err := typst.Open(tb.Context(), typst.Options{
		CacheDir: CacheDir(tb), Now: func() time.Time { return now }, Workers: 2,
	})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := engine.Close(); err != nil {
			tb.Error(err)
		}
	})
	if err := engine.Prepare(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	return engine
}
