package news_test

import (
	"testing"

	"github.com/passalong/passalong/internal/news"
	"github.com/passalong/passalong/internal/progress/progresstest"
)

// BenchmarkSince looks for what is new in every one of 1,000 modules, for a learner with 100,000 answers.
func BenchmarkSince(b *testing.B) {
	c := progresstest.Catalog(1000)
	r := progresstest.Record(c, 100_000, day("2026-11-21"))
	r.ModulesSeen = seen{}
	for i := range c.Modules {
		r.ModulesSeen[c.Modules[i].ID] = "0.1"
	}
	for b.Loop() {
		if n := len(news.Since(c, r, nil).Modules); n != 1000 {
			b.Fatalf("%d modules", n)
		}
	}
}
