package refresher_test

import (
	"testing"
	"time"

	"github.com/passalong/passalong/internal/progress/progresstest"
	"github.com/passalong/passalong/internal/refresher"
)

var today = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

func BenchmarkDue10000(b *testing.B) {
	c := progresstest.Catalog(834) // of twelve items
	d := refresher.NewDeck(c, progresstest.Record(c, 40_000, today))
	if n := len(d.Cards()); n < 9_000 {
		b.Fatalf("%d items are scheduled", n)
	}
	b.ReportMetric(float64(d.Count(today)), "due")
	for b.Loop() {
		if len(d.Due(today, 6)) == 0 {
			b.Fatal("none is due")
		}
	}
}

func BenchmarkReplay(b *testing.B) {
	c := progresstest.Catalog(20)
	r := progresstest.Record(c, 100_000, today)
	b.ReportAllocs()
	for b.Loop() {
		refresher.NewDeck(c, r)
	}
	b.ReportMetric(float64(b.N)*100_000/b.Elapsed().Seconds(), "responses/s")
}

func BenchmarkCompleted(b *testing.B) {
	c := progresstest.Catalog(20)
	r := progresstest.Record(c, 100_000, today)
	for b.Loop() {
		refresher.Completed(c, r)
	}
}
