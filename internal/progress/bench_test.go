package progress_test

import (
	"testing"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/progress/progresstest"
)

// BenchmarkNextStep looks at every module of a library with the record of 100,000 responses, as Home does.
func BenchmarkNextStep(b *testing.B) {
	c := progresstest.Catalog(40)
	r := progresstest.Record(c, 100_000, minute(0))
	for b.Loop() {
		if s := progress.NextStep(c, r); s.Kind != progress.AllDone && s.Kind != progress.ContinueQuiz {
			b.Fatalf("got %+v", s)
		}
	}
}
