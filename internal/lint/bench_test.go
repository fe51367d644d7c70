package lint_test

import (
	"testing"

	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/lint"
	"github.com/passalong/passalong/modules"
)

// BenchmarkCheck looks through the bundled library. Opening the dictionary is part of it.
func BenchmarkCheck(b *testing.B) {
	cat, problems, err := content.Reload(b.Context(), modules.FS)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := lint.Check(b.Context(), modules.FS, cat, lint.Options{Today: today, Found: problems}); err != nil {
			b.Fatal(err)
		}
	}
}
