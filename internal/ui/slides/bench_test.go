package slides

import "testing"

func BenchmarkCompose(b *testing.B) {
	all := views()
	for b.Loop() {
		for _, v := range all {
			compose(v, 1920, 1080, evenly)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(len(all)), "µs/page")
}
