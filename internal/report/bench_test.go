package report_test

import (
	"io"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/progress/progresstest"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/report"
)

var today = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

func BenchmarkReport100k(b *testing.B) {
	c := progresstest.Catalog(20)
	r := progresstest.Record(c, 100_000, today)
	d := refresher.NewDeck(c, r)
	b.Run("with a deck", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			report.New(c, r, d, today)
		}
	})
	b.Run("alone", func(b *testing.B) {
		for b.Loop() {
			report.New(c, r, nil, today)
		}
	})
	full := report.New(c, r, d, today)
	b.Run("responses as CSV", func(b *testing.B) {
		for b.Loop() {
			if err := full.CSV(io.Discard, report.ResponsesTable); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("JSON", func(b *testing.B) {
		for b.Loop() {
			if err := full.JSON(io.Discard); err != nil {
				b.Fatal(err)
			}
		}
	})
}
